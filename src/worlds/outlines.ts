import type { OwnerKind } from '../modules/registry/contract.ts'
import { nth } from './chance.ts'
import { labourCompanies, nthBuilder, owners, towns } from './towns-and-firms.ts'
import type { Town } from './world.ts'

/** What goes wrong on a project, as a cause; what is owed follows from it. */
export type Story =
  | 'clean'
  /** The contractor has the money late every month, and then pays in full. */
  | 'late-payer'
  /** The owner stopped passing on the labour cost; the contractor draws sheets up, then gives up. */
  | 'stopped-government'
  /** A labour company took the money and left; the contractor begins to pay for it. */
  | 'fled-subcontractor'
  /** Small, off the platform, with sheets made by hand; pays all it owes. */
  | 'messy-site'
  /** No permit and on no list; nothing was ever paid. */
  | 'no-permit-site'
  /** Money for a part only, spread over everybody. */
  | 'partly-paid'
  /** Some were paid short, most of it was made good later. */
  | 'back-pay'
  /** One month the money reached the first half of the list. */
  | 'half-paid'
  /** A few lines below what was due. */
  | 'small-differences'

export interface Outline {
  readonly name: string
  readonly town: Town
  readonly ownerKind: OwnerKind
  readonly owner: string
  readonly builder: string
  readonly story: Story
  /** People over the whole year in a world of ordinary size. */
  readonly people: number
  readonly payDay: number | null
  /** People on its lists who never came: their wages go to the card of a team's leader. */
  readonly ghosts: number
}

export const fledCompany = '示例乙劳务有限公司'
export const honestLabour = labourCompanies.filter((name) => name !== fledCompany)

/** The projects that have something to tell, in the order in which a small world keeps them. */
export const storyOutlines: readonly Omit<Outline, 'ghosts'>[] = [
  {
    name: '丙街道中学扩建工程',
    town: towns.bing,
    ownerKind: 'government-district',
    owner: owners.education,
    builder: nthBuilder(0),
    story: 'stopped-government',
    people: 106,
    payDay: 20,
  },
  {
    name: '丁街道安置房四期',
    town: towns.ding,
    ownerKind: 'soe-district',
    owner: owners.housing,
    builder: nthBuilder(0),
    story: 'fled-subcontractor',
    people: 112,
    payDay: 20,
  },
  {
    name: '甲镇冷链物流园',
    town: towns.jia,
    ownerKind: 'private',
    owner: owners.cold,
    builder: nthBuilder(2),
    story: 'late-payer',
    people: 42,
    payDay: 15,
  },
  {
    name: '丁街道围墙工地',
    town: towns.ding,
    ownerKind: 'private',
    owner: owners.storage,
    builder: '示例卯劳务有限公司',
    story: 'no-permit-site',
    people: 18,
    payDay: null,
  },
  {
    name: '甲镇便民服务站改造工程',
    town: towns.jia,
    ownerKind: 'government-district',
    owner: owners.jiaTown,
    builder: nthBuilder(4),
    story: 'messy-site',
    people: 14,
    payDay: null,
  },
  {
    name: '乙镇道路提升工程',
    town: towns.yi,
    ownerKind: 'government-city',
    owner: owners.transport,
    builder: '示例路桥甲有限公司',
    story: 'partly-paid',
    people: 84,
    payDay: 20,
  },
  {
    name: '乙镇卫生院迁建工程',
    town: towns.yi,
    ownerKind: 'government-district',
    owner: owners.health,
    builder: nthBuilder(5),
    story: 'back-pay',
    people: 56,
    payDay: 20,
  },
  {
    name: '丙街道商业综合体二期',
    town: towns.bing,
    ownerKind: 'private',
    owner: owners.trade,
    builder: nthBuilder(6),
    story: 'half-paid',
    people: 74,
    payDay: 20,
  },
  {
    name: '甲镇标准厂房三期',
    town: towns.jia,
    ownerKind: 'private',
    owner: owners.making,
    builder: nthBuilder(7),
    story: 'small-differences',
    people: 64,
    payDay: 20,
  },
  {
    name: '丁街道污水管网改造工程',
    town: towns.ding,
    ownerKind: 'government-district',
    owner: owners.water,
    builder: '示例市政甲有限公司',
    story: 'small-differences',
    people: 52,
    payDay: 20,
  },
]

/** Everyday projects: what is built, for whom. A world takes as many as it needs, from the first. */
const everyday: readonly (readonly [string, Town, OwnerKind, string])[] = [
  ['幼儿园新建工程', towns.jia, 'government-district', owners.jiaTown],
  ['人才公寓一期', towns.bing, 'soe-district', owners.cityBuilding],
  ['农贸市场改造工程', towns.yi, 'government-district', owners.yiTown],
  ['河道整治工程', towns.ding, 'government-district', owners.water],
  ['商品住宅一期', towns.bing, 'private', owners.estateJia],
  ['产业园二期', towns.jia, 'soe-district', owners.park],
  ['养老服务中心', towns.yi, 'government-district', owners.health],
  ['停车楼', towns.ding, 'soe-district', owners.cityBuilding],
  ['小学食堂改建工程', towns.bing, 'government-district', owners.education],
  ['仓储中心', towns.jia, 'private', owners.storage],
  ['村民联建房', towns.yi, 'self-built', owners.yiVillage],
  ['文体中心', towns.ding, 'government-city', owners.city],
  ['商品住宅二期', towns.bing, 'private', owners.estateYi],
  ['桥梁加固工程', towns.jia, 'government-district', owners.transport],
  ['污水处理厂扩建工程', towns.yi, 'government-district', owners.water],
  ['老旧小区改造工程', towns.ding, 'soe-district', owners.cityBuilding],
  ['研发楼', towns.bing, 'private', owners.making],
  ['消防站', towns.jia, 'government-district', owners.city],
  ['安置房五期', towns.yi, 'soe-district', owners.housing],
  ['住院楼', towns.ding, 'government-city', owners.city],
  ['公交首末站', towns.bing, 'government-district', owners.transport],
  ['村文化礼堂', towns.jia, 'self-built', owners.jiaVillage],
  ['厂房扩建工程', towns.yi, 'private', owners.making],
  ['高中实验楼', towns.ding, 'government-district', owners.education],
  ['综合管廊工程', towns.bing, 'government-city', owners.city],
  ['商品住宅三期', towns.jia, 'private', owners.estateJia],
  ['道路绿化提升工程', towns.yi, 'government-district', owners.transport],
  ['酒店装修工程', towns.ding, 'private', owners.estateYi],
  ['社区服务中心', towns.bing, 'soe-district', owners.cityBuilding],
  ['数据机房', towns.jia, 'private', owners.park],
]

/** Six of a crew of the second everyday project are nobody. */
const ghostCrew = 6

/** The `at`-th everyday project; after thirty the names come again with a number of their own. */
export function everydayOutline(at: number, people: number): Outline {
  const [what, town, ownerKind, owner] = nth(everyday, at % everyday.length)
  const round = Math.floor(at / everyday.length)
  const builder = at % 6 === 3 ? '示例市政甲有限公司' : nthBuilder(at + 1)
  return {
    name: `${town.name}${what}${round === 0 ? '' : `（${round + 1} 标）`}`,
    town,
    ownerKind,
    owner,
    builder,
    story: 'clean',
    people,
    payDay: nth([20, null, 25], at % 3),
    ghosts: at === 1 ? ghostCrew : 0,
  }
}
