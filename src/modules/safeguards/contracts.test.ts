import { expect, test } from 'vitest'
import { hearers } from '../../app.ts'
import { district } from '../../../tests/support/district.ts'
import { day } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import { Refused } from '../../kernel/refusal.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { aProject } from '../registry/fixtures.ts'
import { addContract } from './add-contract.ts'
import { amendContract, withdrawContract } from './amend-contract.ts'
import type { ContractBody } from './contract-contracts.ts'
import type { Safeguard } from './contract.ts'
import { aContract } from './fixtures.ts'
import { listContracts } from './views-contracts.ts'
import { listSafeguards } from './views-list.ts'
import { viewSafeguards } from './views.ts'

const here = await district({ hearers, today: '2026-11-24' })
const office = here.at('2026-11-24')
await aDistrict(office)
await shipParameters(here.platform, office.now)

const parties = [
  { role: 'owner' as const, name: '示例城建投资有限公司', creditCode: '91330106MA2ABCDE1X' },
  { role: 'general-contractor' as const, name: '示例建工甲有限公司', creditCode: null },
]
const begun = { begunOn: day('2026-02-01'), participants: parties }

/** A contract of the project's owner with its general contractor. */
async function theContract(code: string, over: Partial<ContractBody> = {}) {
  const { parties: firms } = await listContracts(office, code)
  const of = (role: 'owner' | 'general-contractor') =>
    firms.find(({ roles }) => roles.includes(role))?.enterpriseId ?? ''
  return aContract(office, code, {
    partyA: of('owner'),
    partyB: of('general-contractor'),
    ...over,
  })
}

async function stateOf(code: string, safeguard: Safeguard) {
  const { safeguards } = await viewSafeguards(office, code)
  return safeguards.find((one) => one.safeguard === safeguard)?.state
}

/** The row that lists are made of. */
async function kept(code: string, safeguard: Safeguard) {
  const { rows } = await listSafeguards(office, { search: code, limit: 10 })
  return rows.find((row) => row.code === code)?.states.find((one) => one.safeguard === safeguard)
    ?.state
}

async function refusalOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code
    throw error
  }
}

test('a contract that counts tells the sum, the signing day and so when the account was due', async () => {
  const { code } = await aProject(office, { name: '合同工程', ...begun })
  expect(await stateOf(code, 'deposit')).toBe('unknown')
  const contract = await theContract(code, {
    number: 'HT-2026-1',
    sumFen: fen(12_000_000_00),
  })
  expect(await kept(code, 'deposit')).toBe('missing')
  const { safeguards } = await viewSafeguards(office, code)
  const account = safeguards.find((one) => one.safeguard === 'special-account')
  expect(account?.due).toMatchObject({ on: '2026-02-09', rule: '总包合同签订之日起 30 日内' })
  expect(contract.findings.map((one) => one.code)).toEqual([
    'safeguards.party-code-odd',
    'safeguards.party-without-code',
  ])
})

test('bad contracts are refused in a sentence: 24.3 trillion, an end before the begin, a number twice, a stranger', async () => {
  const { code } = await aProject(office, { name: '坏合同工程', ...begun })
  const first = await theContract(code, { number: 'HT-9', sumFen: fen(1_000_000_00) })
  const { partyA, partyB } = first
  const body: ContractBody = {
    kind: 'labour',
    number: null,
    partyA,
    partyB,
    aboveId: null,
    sumFen: null,
    signedOn: null,
    beginsOn: null,
    endsOn: null,
    cycleMonths: null,
    transferDay: null,
    ratioBasisPoints: null,
    paperId: null,
  }
  const refused = (over: Partial<ContractBody>) =>
    refusalOf(addContract(office, code, { ...body, ...over }))
  expect(await refused({ sumFen: fen(24_300_000_000_000_00) })).toBe('safeguards.sum-beyond-belief')
  expect(await refused({ beginsOn: day('2026-05-01'), endsOn: day('2026-04-30') })).toBe(
    'safeguards.end-before-begin',
  )
  expect(await refused({ number: 'ｈｔ - 9' })).toBe('safeguards.number-taken')
  expect(await refused({ partyB: '0197f000-0000-7000-8000-000000000001' })).toBe(
    'safeguards.party-not-here',
  )
  expect(await refused({ paperId: '0197f000-0000-7000-8000-000000000001' })).toBe(
    'safeguards.no-such-paper',
  )
  expect((await listContracts(office, code)).rows).toHaveLength(1)

  const above = { aboveId: first.id, sumFen: fen(1_000_000_01), number: 'HT-9-1' }
  const { rows } = await addContract(office, code, { ...body, ...above })
  const under = rows.find(({ number }) => number === 'HT-9-1')
  expect(under?.findings.map((one) => one.message)).toContain(
    '金额 1,000,000.01 元，超过上级合同的 1,000,000.00 元，请核对。',
  )
  const { code: other } = await aProject(office, { name: '另一合同工程', ...begun })
  const same = await theContract(other, { number: 'HT-9' })
  expect(same.findings.map((one) => one.message)).toContain(
    `同一合同编号也登记在项目 ${code}，请核对是不是录错了项目。`,
  )
})

test('an amendment is an event with what stood before; who saw an older one is told; withdrawn it counts no more', async () => {
  const { code } = await aProject(office, { name: '变更工程', ...begun })
  const made = await theContract(code, { number: 'B-1', sumFen: fen(2_000_000_00) })
  const { id, version, findings: _f, events: _e, paper: _p, ...rest } = made
  const { partyAName: _a, partyBName: _b, aboveNumber: _n, ...fields } = rest
  const of = { code, contractId: id }
  const amended = { ...fields, paperId: null, sumFen: fen(5_000_000_00), version, why: '补充协议' }
  const { rows } = await amendContract(office, of, amended)
  expect(rows[0]).toMatchObject({ sumFen: 5_000_000_00, version: 2 })
  expect(rows[0]?.events.map((one) => one.message)).toEqual([
    '登记总承包合同（B-1）',
    '改总承包合同（B-1）的金额：补充协议',
  ])
  expect(await refusalOf(amendContract(office, of, amended))).toBe(
    'safeguards.contract-changed-meanwhile',
  )
  expect(await kept(code, 'deposit')).toBe('missing')
  await withdrawContract(office, of, { version: 2, why: '录错了项目' })
  expect((await listContracts(office, code)).rows).toEqual([])
  expect(await kept(code, 'deposit')).toBe('unknown')
  const again = await theContract(code, { number: 'B-1' })
  expect(again.version).toBe(1)
})

test('a contract does not stand under itself, and is not withdrawn from under another', async () => {
  const { code } = await aProject(office, { name: '层级工程', ...begun })
  const top = await theContract(code, { number: 'C-1' })
  const sub = await theContract(code, { number: 'C-2', kind: 'labour', aboveId: top.id })
  const { version, findings: _f, events: _e, paper: _p, id: _i, ...rest } = top
  const { partyAName: _a, partyBName: _b, aboveNumber: _n, ...fields } = rest
  const under = { ...fields, paperId: null, aboveId: sub.id, version, why: '改层级' }
  expect(await refusalOf(amendContract(office, { code, contractId: top.id }, under))).toBe(
    'safeguards.contract-under-itself',
  )
  expect(
    await refusalOf(
      withdrawContract(office, { code, contractId: top.id }, { version, why: '弄错' }),
    ),
  ).toBe('safeguards.contracts-under-it')
})
