import { expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { day } from '../../kernel/day.ts'
import { look } from '../../platform/act.ts'
import { tables } from '../../platform/context.ts'
import { everywhere } from '../../platform/system.ts'
import { aDistrict } from './fixtures.ts'
import { openDistrict } from './open-district.ts'
import { numberParameterFor, parameterFor } from './rules/parameter.ts'
import { shippedParameters } from './rules/shipped.ts'
import { shipParameters } from './ship-parameters.ts'
import type { PlacesViews } from './tables.ts'
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

test('a district gets the rows of its own places only, and shows its nearest first', async () => {
  const baoying = here.elsewhere('321023')
  const key = 'arrears-age-red-months'
  const rows = await look(baoying, (reading) => parametersInForce(reading, [key]))
  expect(rows.map((row) => row.place).toSorted()).toEqual(['000000', '321023'])
  const figure = numberParameterFor(rows, key, '321023', day('2026-11-23'))
  expect(figure.place).toBe('321023')
  const shown = (await listParameters(baoying)).filter((row) => row.key === key)
  expect(shown.map((row) => row.place)).toEqual(['321023', '000000'])
  expect((await listParameters(office)).every((row) => row.place === '000000')).toBe(true)
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
