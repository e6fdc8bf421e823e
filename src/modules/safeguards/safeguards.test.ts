import { expect, test } from 'vitest'
import { hearers } from '../../app.ts'
import { district } from '../../../tests/support/district.ts'
import { day } from '../../kernel/day.ts'
import { Refused } from '../../kernel/refusal.ts'
import { act, look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { aDepositList } from '../deposits/fixtures.ts'
import { importTakenIn } from '../files/contract.ts'
import { demoIdNumber } from '../labour/fixtures.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { editProject } from '../registry/edit-project.ts'
import { aProject } from '../registry/fixtures.ts'
import { aPaySheet } from '../wages/fixtures.ts'
import { withdrawEvidence } from './add-evidence.ts'
import type { Safeguard } from './contract.ts'
import { decideRequired } from './decide-required.ts'
import { anEvidence } from './fixtures.ts'
import { noteSightings } from './note-sightings.ts'
import { sweepStandings } from './refresh-standings.ts'
import { openPaper, uploadPaper } from './upload-paper.ts'
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

test('every row that is kept is what the facts say, whatever happened before', async () => {
  await sweepStandings(here.at('2026-11-26'))
  const { rows } = await listSafeguards(office, { limit: 200 })
  expect(rows.length).toBeGreaterThan(5)
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
