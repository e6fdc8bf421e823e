import { demoDistrict } from '../kernel/district.ts'
import { nth } from './chance.ts'
import { creditCode } from './identity.ts'
import type { Enterprise, Town } from './world.ts'

/** Streets below 100, towns from 100 on, as GB/T 10114 numbers them. */
export const towns = {
  jia: { code: `${demoDistrict}101`, name: '甲镇' },
  yi: { code: `${demoDistrict}102`, name: '乙镇' },
  bing: { code: `${demoDistrict}001`, name: '丙街道' },
  ding: { code: `${demoDistrict}002`, name: '丁街道' },
} as const satisfies Record<string, Town>

const stems = [...'甲乙丙丁戊己庚辛壬癸']

const builders = stems.map((stem) => `示例建工${stem}有限公司`)
const roadBuilders = ['示例路桥甲有限公司', '示例市政甲有限公司']
export function nthBuilder(at: number): string {
  return nth(builders, at % builders.length)
}

export const labourCompanies = [...stems, ...'子丑寅卯'].map((sign) => `示例${sign}劳务有限公司`)
export const subcontractors = ['安装甲', '消防甲', '幕墙甲', '装饰甲'].map(
  (trade) => `示例${trade}工程有限公司`,
)

const publicBodies = [
  '示范区教育建设中心',
  '示范区交通建设中心',
  '示范区水务建设中心',
  '示范区卫生建设中心',
  '示范市公共工程中心',
  '甲镇建设管理所',
  '乙镇建设管理所',
]
const stateOwned = ['示例城建投资有限公司', '示例安居置业有限公司', '示例产业园开发有限公司']
const privateOwners = [
  '示例冷链物流有限公司',
  '示例商业管理有限公司',
  '示例置业甲有限公司',
  '示例置业乙有限公司',
  '示例制造有限公司',
  '示例仓储有限公司',
]
const villages = ['甲镇示例村经济合作社', '乙镇示例村经济合作社']

export const owners = {
  education: '示范区教育建设中心',
  transport: '示范区交通建设中心',
  water: '示范区水务建设中心',
  health: '示范区卫生建设中心',
  city: '示范市公共工程中心',
  jiaTown: '甲镇建设管理所',
  yiTown: '乙镇建设管理所',
  cityBuilding: '示例城建投资有限公司',
  housing: '示例安居置业有限公司',
  park: '示例产业园开发有限公司',
  cold: '示例冷链物流有限公司',
  trade: '示例商业管理有限公司',
  estateJia: '示例置业甲有限公司',
  estateYi: '示例置业乙有限公司',
  making: '示例制造有限公司',
  storage: '示例仓储有限公司',
  jiaVillage: '甲镇示例村经济合作社',
  yiVillage: '乙镇示例村经济合作社',
} as const

/** A firm by its name; the code follows from its place in the list, so it is the same in every world. */
export function firmNamed(name: string): Enterprise {
  const found = firms.get(name)
  if (found === undefined) throw new RangeError(`no firm ${name}`)
  return found
}

const firms = new Map<string, Enterprise>()
for (const [kind, names] of [
  ['12', publicBodies],
  ['91', [...stateOwned, ...privateOwners, ...builders, ...roadBuilders]],
  ['91', [...labourCompanies, ...subcontractors]],
  ['N2', villages],
] as const) {
  for (const name of names) {
    firms.set(name, { name, creditCode: creditCode(kind, 101 + firms.size * 7) })
  }
}
