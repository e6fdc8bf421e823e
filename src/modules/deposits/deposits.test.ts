import { expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { day } from '../../kernel/day.ts'
import { act } from '../../platform/act.ts'
import { aProject } from '../registry/fixtures.ts'
import { aDepositList } from './fixtures.ts'
import { depositFormOf, depositState } from './rules/deposit.ts'
import { takeBack } from './take-back.ts'
import { listProjectDeposits } from './views.ts'

const here = await district()
const office = here.at('2026-11-24')

const sums = async (code: string) => {
  const { standingFen, deposits } = await listProjectDeposits(office, code)
  return [standingFen, ...deposits.map(({ state, amountFen }) => `${state} ${amountFen}`)]
}

test('a deposit stands between its days, both included; returned or expired it stands no more', () => {
  const letter = {
    form: 'bank-letter',
    validFrom: day('2026-01-01'),
    validTo: day('2026-12-31'),
    returnedOn: null,
  } as const
  expect(depositState(letter, day('2025-12-31'))).toBe('not-begun')
  expect(depositState(letter, day('2026-01-01'))).toBe('standing')
  expect(depositState(letter, day('2026-12-31'))).toBe('standing')
  expect(depositState(letter, day('2027-01-01'))).toBe('expired')
  const back = { ...letter, returnedOn: day('2026-06-01') }
  expect(depositState(back, day('2026-05-31'))).toBe('standing')
  expect(depositState(back, day('2026-06-01'))).toBe('returned')
  expect(depositState({ ...letter, form: 'exempt' }, day('2026-06-01'))).toBe('exempt')
})

test.each([
  ['现金', null, 'cash'],
  ['货币资金缴存', null, 'cash'],
  ['银行保函', null, 'bank-letter'],
  ['银行电子保函', null, 'bank-letter'],
  ['保函', '示例银行某支行', 'bank-letter'],
  ['保函', '示例融资担保有限公司', 'guarantee-letter'],
  ['保函', null, null],
  ['担保公司保函', null, 'guarantee-letter'],
  ['工程保证保险', '示例保险公司', 'guarantee-letter'],
  ['免缴', null, 'exempt'],
  ['其他', '示例银行', null],
] as const)('%s by %s is %s', (word, issuer, form) => {
  expect(depositFormOf(word, issuer)).toBe(form)
})

test('lines go to the project of their number or name; one whose project nobody knows waits', async () => {
  await aProject(office, { code: 'D-100', name: '甲保证工程' })
  await aProject(office, { code: 'D-101', name: '乙保证工程' })
  await aProject(office, { name: '同名保证工程' })
  await aProject(office, { name: '同名保证工程' })
  const done = await aDepositList(office, [
    { code: 'd-100', amountFen: 100_00, payer: '示例建工甲有限公司', validTo: '2027-11-23' },
    { project: '乙保证 工程', amountFen: 200_00, form: 'cash', place: '3301' },
    { project: '没人知道的工程', amountFen: 300_00 },
    { project: '同名保证工程', amountFen: 400_00 },
    { amountFen: 500_00 },
  ])
  expect(done).toMatchObject({ added: 2, superseded: 0, unchanged: 0 })
  expect(done.findings.map(({ row, code, waits }) => [row, code, waits])).toEqual([
    [6, 'deposits.project-unknown', true],
    [7, 'deposits.project-of-several', true],
    [8, 'deposits.project-unknown', true],
  ])
  expect([...done.lines.values()]).toEqual([1, 1])
  const of = await listProjectDeposits(office, 'D-100')
  expect(of).toMatchObject({ standingFen: 100_00, standsUntil: '2027-11-23' })
  expect(of.deposits[0]).toMatchObject({
    form: 'bank-letter',
    payer: '示例建工甲有限公司',
    source: { importId: done.importId, sheet: 1, row: 4 },
  })
  expect(await sums('D-101')).toEqual([200_00, 'standing 20000'])
})

test('the same list again changes nothing, a newer one supersedes, taking it back revives what it had superseded', async () => {
  const { id } = await aProject(office, { code: 'D-200', name: '丙保证工程' })
  await aDepositList(office, [{ amountFen: 100_00 }], id)
  expect(await aDepositList(office, [{ amountFen: 100_00 }], id)).toMatchObject({
    added: 0,
    unchanged: 1,
  })
  const newer = await aDepositList(
    office,
    [{ amountFen: 150_00 }, { amountFen: 50_00, place: 'BH-2', validTo: '2026-11-23' }],
    id,
  )
  expect(newer).toMatchObject({ added: 2, superseded: 1 })
  expect(await sums('D-200')).toEqual([150_00, 'standing 15000', 'expired 5000'])
  const back = await act(office, 'sheet.take-back', newer.importId, (tx) =>
    takeBack(tx, newer.importId),
  )
  expect(back.lines).toBe(2)
  expect(await sums('D-200')).toEqual([100_00, 'standing 10000'])
})

test('a firm sees the deposits of its own projects only', async () => {
  const own = await aProject(office, { code: 'D-300', name: '丁保证工程' })
  await aDepositList(office, [{ amountFen: 1_00 }], own.id)
  const firm = here.as('labour-officer', [own.id])
  expect((await listProjectDeposits(firm, 'D-300')).deposits).toHaveLength(1)
  await expect(listProjectDeposits(firm, 'D-200')).rejects.toMatchObject({
    refusal: { kind: 'not-found' },
  })
})
