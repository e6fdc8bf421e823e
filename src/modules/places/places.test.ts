import { expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { day } from '../../kernel/day.ts'
import { Refused } from '../../kernel/refusal.ts'
import { sentence } from '../../kernel/words.ts'
import { look } from '../../platform/act.ts'
import { tables } from '../../platform/context.ts'
import { everywhere } from '../../platform/system.ts'
import { addParameter } from './add-parameter.ts'
import type { AddParameter } from './contract.ts'
import { aDistrict } from './fixtures.ts'
import { openDistrict } from './open-district.ts'
import { whyNotAddParameter } from './rules/new-parameter.ts'
import { numberParameterFor, parameterFor } from './rules/parameter.ts'
import { shippedParameters } from './rules/shipped.ts'
import { shipParameters } from './ship-parameters.ts'
import type { PlacesViews } from './tables.ts'
import { placesWords } from './words.ts'
import {
  findDistrict,
  listDistrictsAcross,
  listParameters,
  listTowns,
  parametersInForce,
  viewDistrict,
} from './views.ts'

const here = await district()
const office = here.at('2026-11-23')

test('a district is opened once, with its towns by code', async () => {
  expect(await findDistrict(office)).toBeNull()
  await expect(viewDistrict(office)).rejects.toMatchObject({
    refusal: { code: 'places.district-unknown', kind: 'not-found' },
  })
  const opened = await openDistrict(office, {
    code: here.code,
    name: '示范区',
    demo: true,
    towns: [
      { code: '990101101', name: '甲镇' },
      { code: '990101002', name: '丁街道' },
    ],
  })
  expect(opened.towns.map(({ name }) => name)).toEqual(['丁街道', '甲镇'])
  expect(await viewDistrict(office)).toEqual(opened)
  await expect(aDistrict(office)).rejects.toMatchObject({
    refusal: { code: 'places.district-open-already', kind: 'wrong-state' },
  })
  expect(await listTowns(office)).toHaveLength(2)
})

test('a town of another district is refused', async () => {
  const towns = [{ code: '990103001', name: '戊镇' }]
  await expect(aDistrict(office, { code: '990104', towns })).rejects.toMatchObject({
    refusal: { code: 'places.town-elsewhere', kind: 'invalid', field: 'towns' },
  })
})

test('a district is not seen from another; the installation sees all', async () => {
  await aDistrict(office, { code: '990102' })
  const neighbour = here.elsewhere('990102')
  expect(await viewDistrict(neighbour)).toMatchObject({ district: '990102' })
  expect(await findDistrict({ ...neighbour, district: here.code })).toBeNull()
  const codes = async (ctx: typeof office) =>
    (await listDistrictsAcross(ctx)).map((one) => one.district)
  expect(await codes(neighbour)).toEqual(['990102'])
  expect(await codes({ ...office, scope: everywhere })).toEqual([here.code, '990102'])
})

test('shipped parameters are added once and found by place and day', async () => {
  expect(await shipParameters(here.platform, office.now)).toBe(shippedParameters.length)
  expect(await shipParameters(here.platform, office.now)).toBe(0)
  const rows = await look(office, (reading) => parametersInForce(reading))
  const found = parameterFor(rows, 'pay-date-default', here.code, day('2026-11-23'))
  expect(found).toMatchObject({ value: 'last-workday-of-next-month', place: '000000' })
  expect(() => parameterFor(rows, 'pay-date-default', here.code, day('2019-01-01'))).toThrow(
    'places.parameter-missing',
  )
})

const wage = {
  key: 'minimum-wage-month',
  value: 2_280,
  unit: '元',
  instrument: '某市最低工资标准的通知',
  article: '',
  validFrom: day('2024-01-01'),
  validTo: null,
}

test('a figure of the district’s own is added with who confirmed it, and holds there only', async () => {
  await addParameter(office, wage)
  const key = 'minimum-wage-month'
  const shown = (await listParameters(office)).filter((row) => row.key === key)
  expect(shown).toMatchObject([{ place: here.code, mark: 'confirmed', confirmedBy: '测试员' }])
  const rows = await look(office, (reading) => parametersInForce(reading, [key]))
  expect(numberParameterFor(rows, key, here.code, day('2026-11-23')).value).toBe(2_280)
  expect(() => numberParameterFor(rows, key, '990102', day('2026-11-23'))).toThrow(
    'places.parameter-missing',
  )
})

test('a negative threshold, a period that overlaps another, and what no rule asks for are refused with a sentence', async () => {
  const refused = async (over: Partial<AddParameter>) => {
    try {
      await addParameter(office, { ...wage, ...over })
      return null
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const { code, values } = error.refusal
      return sentence(placesWords, code, values)
    }
  }
  const negative = { key: 'pay-above-month-yuan', value: -1 }
  expect(await refused(negative)).toBe('参数 pay-above-month-yuan 不能小于 0。')
  expect(await refused({ value: 2_490, validFrom: day('2023-01-01') })).toBe(
    '参数 minimum-wage-month 在 990101 已有一个值，有效期 2024-01-01 至 ……，与新的有效期重叠：请改有效期。',
  )
  expect(await refused({ value: 2_490 })).toMatch(/重叠/)
  const until2023 = { validFrom: day('2023-01-01'), validTo: day('2023-12-31') }
  expect(await refused({ value: 2_010, ...until2023 })).toBeNull()
  expect(await refused({ validFrom: day('2023-06-01'), validTo: day('2023-09-01') })).toMatch(
    /有效期 2023-01-01 至 2023-12-31/,
  )
  expect(await refused({ value: 2_490, validFrom: day('2026-01-01') })).toBeNull()
  expect(await refused({ ...until2023, validTo: day('2022-01-01') })).toMatch(/早于有效期起/)
  expect(await refused({ key: 'minimum-wage' })).toBe(
    '没有叫 minimum-wage 的参数：程序不会用到它。',
  )
  expect(await refused({ key: 'unpaid-share-percent', value: 101, unit: '%' })).toMatch(/百分比/)
  expect(await refused({ key: 'level-r-09', value: 'purple' })).toMatch(/只能是：blue、yellow/)
  expect(await refused({ key: 'matter-same-days', value: 1.5 })).toMatch(/整数/)
  expect(await refused({ value: '很多' })).toMatch(/应是数字/)
})

test('no two shipped parameters of a key and place overlap', () => {
  for (const [at, one] of shippedParameters.entries()) {
    const others = shippedParameters.filter((_, other) => other !== at)
    expect([one.key, whyNotAddParameter(one, others)]).toEqual([one.key, null])
  }
})

test('a district gets the rows of its own places only, and shows its nearest first', async () => {
  const baoying = here.elsewhere('321023')
  const key = 'arrears-age-red-months'
  const rows = await look(baoying, (reading) => parametersInForce(reading, [key]))
  expect(rows.map((row) => row.place).toSorted()).toEqual(['000000', '321023'])
  const figure = numberParameterFor(rows, key, '321023', day('2026-11-23'))
  expect(figure.place).toBe('321023')
  const shown = (await listParameters(baoying)).filter((row) => row.key === key)
  expect(shown.map((row) => row.place)).toEqual(['321023', '000000'])
  const others = (await listParameters(office)).filter((row) => row.place !== here.code)
  expect(others.every((row) => row.place === '000000')).toBe(true)
})

test('later modules read parameters and towns through the published views', async () => {
  const towns = await look(office, (reading) =>
    tables<PlacesViews>(reading)
      .selectFrom('places.town')
      .select('name')
      .where('code', '=', '990101101')
      .execute(),
  )
  expect(towns).toEqual([{ name: '甲镇' }])
})
