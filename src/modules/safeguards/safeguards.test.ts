import { expect, test } from 'vitest'
import { hearers } from '../../app.ts'
import { district } from '../../../tests/support/district.ts'
import { day } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import { Refused } from '../../kernel/refusal.ts'
import { act, look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { aDepositList } from '../deposits/fixtures.ts'
import { importTakenIn } from '../files/contract.ts'
import { demoIdNumber } from '../labour/fixtures.ts'
import { anAccount } from '../people/fixtures.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { editProject } from '../registry/edit-project.ts'
import { aProject } from '../registry/fixtures.ts'
import { aPaySheet } from '../wages/fixtures.ts'
import { addContract } from './add-contract.ts'
import { withdrawEvidence } from './add-evidence.ts'
import { amendContract, withdrawContract } from './amend-contract.ts'
import type { ContractBody } from './contract-contracts.ts'
import type { Safeguard } from './contract.ts'
import { decideRequired } from './decide-required.ts'
import { aContract, anEvidence } from './fixtures.ts'
import { noteSightings } from './note-sightings.ts'
import { sweepStandings } from './refresh-standings.ts'
import { openPaper, uploadPaper } from './upload-paper.ts'
import { listContracts } from './views-contracts.ts'
import { viewLiability } from './views-liability.ts'
import { listSafeguards, viewSafeguardFigures } from './views-list.ts'
import { viewSafeguards } from './views.ts'

const here = await district({ hearers, today: '2026-11-24' })
const office = here.at('2026-11-24')
await aDistrict(office)
await shipParameters(here.platform, office.now)

const parties = [
  { role: 'owner' as const, name: '示例城建投资有限公司', creditCode: '91330106MA2ABCDE1X' },
  { role: 'general-contractor' as const, name: '示例建工甲有限公司', creditCode: null },
  { role: 'labour-company' as const, name: '示例劳务有限公司', creditCode: null },
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

async function stateOf(code: string, safeguard: Safeguard, ctx: Context = office) {
  const { safeguards } = await viewSafeguards(ctx, code)
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

test('a project that begins to be known stands in the list at once, each safeguard with its state', async () => {
  const { code } = await aProject(office, { code: 'BH-001', name: '列表工程', ...begun })
  const { rows, total } = await listSafeguards(office, { search: code, limit: 10 })
  expect(total).toBe(1)
  expect(rows[0]?.states).toHaveLength(8)
  expect(await kept(code, 'notice-board')).toBe('missing')
  expect(await kept(code, 'deposit')).toBe('unknown')
})

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

test('two projects with one permit are flagged on both, a project in two towns too', async () => {
  const permitNumber = '330106202602010101'
  const one = await aProject(office, { code: 'XK-1', name: '同证甲工程', permitNumber, ...begun })
  const two = await aProject(office, { code: 'XK-2', name: '同证乙工程', permitNumber, ...begun })
  const findings = async (code: string) => (await viewSafeguards(office, code)).findings
  expect((await findings(one.code))[0]).toEqual({
    code: 'safeguards.permit-of-two',
    message: `施工许可证号 ${permitNumber} 也是同证乙工程（XK-2）的，请核对是不是同一个项目。`,
    opens: '/projects/XK-2',
  })
  expect((await findings(two.code))[0]?.opens).toBe('/projects/XK-1')
  const { participants: _parties, id: _id, place: _place, contractSumFen: _sum, ...edit } = one
  await editProject(office, one.code, { ...edit, town: '990101002' })
  expect((await findings(one.code)).map((finding) => finding.code)).toContain(
    'safeguards.several-towns',
  )
  expect(
    await refusalOf(
      editProject(office, two.code, {
        ...edit,
        version: two.version,
        name: two.name,
        finishOn: day('2026-01-31'),
      }),
    ),
  ).toBe('registry.end-before-begin')
})

test('evidence with its paper makes a board stand; withdrawn, what was seen before counts again', async () => {
  const { code } = await aProject(office, { name: '牌子工程', ...begun })
  const paper = await uploadPaper(office, { code, name: '告示牌.pdf' }, bytesOf('%PDF-1.7 牌子'))
  const of = { code, safeguard: 'notice-board' as const }
  await anEvidence(office, of, { holds: false, saidOn: day('2026-11-01'), words: '大门没有牌子' })
  expect(await kept(code, 'notice-board')).toBe('missing')
  const seen = await anEvidence(office, of, { paperId: paper.id })
  const board = seen.safeguards.find((one) => one.safeguard === 'notice-board')
  expect([board?.state, board?.evidence.length, board?.evidence[0]?.paper?.name]).toEqual([
    'met',
    2,
    '告示牌.pdf',
  ])
  expect((await openPaper(office, { code, paperId: paper.id })).mediaType).toBe('application/pdf')
  const evidenceId = board?.evidence[0]?.id ?? ''
  await withdrawEvidence(office, { code, evidenceId }, { why: '照片是别的工地的' })
  expect(await kept(code, 'notice-board')).toBe('missing')
  expect(await refusalOf(withdrawEvidence(office, { code, evidenceId }, { why: '再来' }))).toBe(
    'safeguards.no-such-evidence',
  )
  expect(await refusalOf(anEvidence(office, of, { saidOn: day('2026-11-25') }))).toBe(
    'safeguards.seen-ahead',
  )
  expect(await refusalOf(uploadPaper(office, { code, name: '牌.txt' }, bytesOf('牌子牌子')))).toBe(
    'tasks.evidence-kind',
  )
})

test('what a screening saw is evidence, and said again it takes the place of what that screening had said', async () => {
  const { id, code } = await aProject(office, { name: '排查工程', ...begun })
  const sighting = {
    projectId: id,
    safeguard: 'notice-board' as const,
    holds: true,
    saidOn: day('2026-11-20'),
    words: '大门口有牌子',
    originId: 'round-1',
  }
  const note = (holds: boolean, originId = 'round-1') =>
    act(office, 'screening.take-in', id, (tx) =>
      noteSightings(tx, [{ ...sighting, holds, originId }]),
    )
  await note(true)
  expect(await kept(code, 'notice-board')).toBe('met')
  await note(false)
  expect(await kept(code, 'notice-board')).toBe('missing')
  await note(true, 'round-2')
  const { safeguards } = await viewSafeguards(office, code)
  const board = safeguards.find((one) => one.safeguard === 'notice-board')
  expect([board?.state, board?.evidence.map(({ holds }) => holds)]).toEqual(['met', [true, false]])
})

test('an officer says that nothing is required here, once, and takes it back', async () => {
  const { code } = await aProject(office, { name: '免办工程', ...begun })
  const of = { code, safeguard: 'special-account' as const }
  const said = { decision: 'not-required' as const, why: '两个月的零星维修' }
  const { safeguards } = await decideRequired(office, of, said)
  expect(safeguards.find((one) => one.safeguard === 'special-account')).toMatchObject({
    state: 'not-required',
    because: '2026年11月24日认定不需要：两个月的零星维修',
    decision: { reason: '两个月的零星维修', on: '2026-11-24' },
  })
  expect(await kept(code, 'special-account')).toBe('not-required')
  expect(await refusalOf(decideRequired(office, of, said))).toBe('safeguards.decided-already')
  const lift = { decision: 'by-rule' as const, why: '工期延长' }
  await decideRequired(office, of, lift)
  expect(await kept(code, 'special-account')).toBe('missing')
  expect(await refusalOf(decideRequired(office, of, lift))).toBe('safeguards.nothing-decided')
})

test('a sheet that is taken in changes what it touches in its own transaction', async () => {
  const { id, code } = await aProject(office, { name: '入账工程', ...begun })
  expect(await kept(code, 'real-name')).toBe('missing')
  const persons = [1, 2].map((nth) => ({
    name: `工人${nth}`,
    idNumber: demoIdNumber(nth),
    firm: '示例劳务有限公司',
    team: '一班',
  }))
  const lines = [{ person: 0 }, { person: 1 }]
  await aPaySheet(office, {
    projectId: id,
    persons,
    roster: lines,
    contracts: lines,
    attendance: lines.map((line) => ({ ...line, month: '2026-10', days: 20 })),
    returns: lines.map((line) => ({
      ...line,
      month: '2026-10',
      paidOn: '2026-11-20',
      amountFen: 600_000,
    })),
  })
  expect(await kept(code, 'real-name')).toBe('met')
  expect(await kept(code, 'labour-contract')).toBe('met')
  expect(await kept(code, 'contractor-pays')).toBe('met')
  const { importId } = await aDepositList(
    office,
    [{ amountFen: 200_000_00, validFrom: '2026-02-01', validTo: '2026-11-24' }],
    id,
  )
  await act(office, 'sheet.hand-in', importId, async (tx) =>
    tx.announce(importTakenIn, { importId, projectIds: [id] }),
  )
  expect(await kept(code, 'deposit')).toBe('met')
  const tomorrow = here.at('2026-11-25')
  expect(await stateOf(code, 'deposit', tomorrow)).toBe('expired')
  expect(await kept(code, 'deposit')).toBe('met')
  await sweepStandings(tomorrow)
  expect(await kept(code, 'deposit')).toBe('expired')
  await sweepStandings(office)
})

test('a labour officer’s post is seen when the day is swept, and on the page at once', async () => {
  const { id, code } = await aProject(office, { name: '专管员工程', ...begun })
  await anAccount(office, 'labour-officer', { name: 'zhuanguan', post: { projectIds: [id] } })
  expect(await stateOf(code, 'labour-officer')).toBe('met')
  const { rows } = await viewLiability(office, code)
  const line = rows.find((row) => row.duty === 'labour-officer')
  expect(line?.units[0]?.person).not.toBeNull()
  const paysFirst = rows.find((row) => row.duty === 'pay-first')
  expect(paysFirst).toMatchObject({
    side: 'firm',
    role: '总包',
    units: [{ name: '示例建工甲有限公司', person: null }],
    article: { text: '保障农民工工资支付条例 第三十条、第三十六条', mark: 'read' },
  })
})

test('every row that is kept is what the facts say, whatever happened before', async () => {
  await sweepStandings(here.at('2026-11-26'))
  const { rows } = await listSafeguards(office, { limit: 200 })
  expect(rows.length).toBeGreaterThan(10)
  for (const row of rows) {
    const { safeguards } = await viewSafeguards(here.at('2026-11-26'), row.code)
    expect([row.code, row.states.map(({ state }) => state)]).toEqual([
      row.code,
      safeguards.map(({ state }) => state),
    ])
  }
})

test('each figure is the count of the list that it opens, and no list shows what is not seen', async () => {
  const { figures } = await viewSafeguardFigures(office, { ownerKind: 'government-district' })
  for (const { safeguard, counts } of figures) {
    for (const [stands, { value, rows }] of Object.entries(counts)) {
      const query = Object.fromEntries(new URL(rows, 'http://desk').searchParams)
      expect(query).toEqual({ ownerKind: 'government-district', safeguard, stands })
      const { total } = await listSafeguards(office, { ...query, limit: 1 })
      expect([safeguard, stands, total]).toEqual([safeguard, stands, value])
    }
  }
  const lacking = await listSafeguards(office, { stands: 'lacking', limit: 200 })
  expect(lacking.rows.length).toBe(lacking.total)
  const firm = here.as('labour-officer', [])
  expect((await listSafeguards(firm, { limit: 10 })).total).toBe(0)
  expect((await viewSafeguardFigures(firm, {})).figures[0]?.counts.missing.value).toBe(0)
})

test('pages of the list follow one another by code and leave nothing out', async () => {
  const whole = await listSafeguards(office, { limit: 200 })
  const codes: string[] = []
  let after: string | undefined
  do {
    const page = await listSafeguards(office, { limit: 3, after })
    codes.push(...page.rows.map(({ code }) => code))
    after = page.next ?? undefined
  } while (after !== undefined)
  expect(codes).toEqual(whole.rows.map(({ code }) => code))
})

test('a contract of here is not seen from another district', async () => {
  const elsewhere = here.elsewhere('990102')
  const codes = await look(elsewhere, async (reading) => {
    const { rows } = await reading.client.query('select * from safeguards.contract')
    return rows
  })
  expect(codes).toEqual([])
})

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
