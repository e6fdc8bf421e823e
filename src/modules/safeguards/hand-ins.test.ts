import { expect, test } from 'vitest'
import { hearers, words } from '../../app.ts'
import { district } from '../../../tests/support/district.ts'
import { day } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import { Refused } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { listNotices } from '../notices/views.ts'
import { anAccount } from '../people/fixtures.ts'
import { endPost } from '../people/end-post.ts'
import { addParameter } from '../places/add-parameter.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { aProject } from '../registry/fixtures.ts'
import { withdrawEvidence } from './add-evidence.ts'
import { confirmHandIn, returnHandIn, takeBackHandIn } from './check-hand-in.ts'
import type { HandInContract, HandInEvidence } from './contract-hand-ins.ts'
import type { Safeguard } from './contract.ts'
import { handInContract, handInEvidence } from './hand-in.ts'
import { mostWaiting } from './rules/hand-in.ts'
import { uploadPaper } from './upload-paper.ts'
import { listContracts } from './views-contracts.ts'
import { listHandIns } from './views-hand-ins.ts'
import { viewLiability } from './views-liability.ts'
import { listSafeguards } from './views-list.ts'
import { viewSafeguards } from './views.ts'

const here = await district({ hearers, today: '2026-11-24' })
const office = here.at('2026-11-24')
await aDistrict(office)
await shipParameters(here.platform, office.now)

const begun = {
  begunOn: day('2026-02-01'),
  participants: [
    { role: 'owner' as const, name: '示例城建投资有限公司', creditCode: null },
    { role: 'general-contractor' as const, name: '示例建工甲有限公司', creditCode: null },
  ],
}

/** A project, whoever is its labour officer, and a scan that he has uploaded. */
async function aSite(name: string) {
  const { id, code } = await aProject(office, { name, ...begun })
  const firm = here.as('labour-officer', [id])
  const paper = await uploadPaper(firm, { code, name: '告示牌.pdf' }, bytesOf(`%PDF-1.7 ${name}`))
  return { id, code, firm, paperId: paper.id }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

function seen(paperId: string, over: Partial<HandInEvidence> = {}): HandInEvidence {
  return {
    saidOn: day('2026-11-20'),
    validTo: null,
    words: '大门口的告示牌已经换新',
    paperId,
    ...over,
  }
}

async function contractOf(
  code: string,
  paperId: string,
  over: Partial<HandInContract> = {},
): Promise<HandInContract> {
  const { parties } = await listContracts(office, code)
  const [partyA, partyB] = parties.map(({ enterpriseId }) => enterpriseId)
  return {
    kind: 'general',
    number: 'ZB-1',
    partyA: partyA ?? '',
    partyB: partyB ?? '',
    aboveId: null,
    sumFen: fen(12_000_000_00),
    signedOn: day('2026-01-10'),
    beginsOn: day('2026-02-01'),
    endsOn: day('2027-06-30'),
    cycleMonths: 1,
    transferDay: 15,
    ratioBasisPoints: 2_500,
    paperId,
    ...over,
  }
}

async function kept(code: string, safeguard: Safeguard) {
  const { rows } = await listSafeguards(office, { search: code, limit: 10 })
  return rows.find((row) => row.code === code)?.states.find((one) => one.safeguard === safeguard)
    ?.state
}

async function ofProject(ctx: Context, code: string) {
  return (await listHandIns(ctx, { project: code, state: 'all', limit: 50 })).rows
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

const board = 'notice-board' as const

test('what a firm hands in counts for nothing until somebody of the office has confirmed it; then it is the firm’s evidence', async () => {
  const { id: projectId, code, firm, paperId } = await aSite('报送工程')
  const { id } = await handInEvidence(firm, { code, safeguard: board }, seen(paperId))
  expect(await kept(code, board)).toBe('missing')
  const [waiting] = await ofProject(office, code)
  expect(waiting).toMatchObject({ id, state: 'waiting', safeguard: board, paper: { id: paperId } })
  const told = await listNotices(office, { box: 'sent', limit: 10 }, words)
  expect(told.rows.map(({ message }) => message)).toContain(
    '治欠办报送报送工程的维权告示牌佐证，请核实。',
  )

  await confirmHandIn(office, { code, handInId: id })
  expect(await kept(code, board)).toBe('met')
  const { safeguards } = await viewSafeguards(firm, code)
  const [evidence] = safeguards.find((one) => one.safeguard === board)?.evidence ?? []
  expect(evidence).toMatchObject({ origin: 'handed-in', words: '大门口的告示牌已经换新' })
  const answered = await listNotices(office, { box: 'sent', limit: 10 }, words)
  expect(answered.rows[0]).toMatchObject({
    to: { role: 'labour-officer', place: projectId },
    message: '报送工程的维权告示牌佐证已经核实，计入制度落实。',
  })
  await withdrawEvidence(office, { code, evidenceId: evidence?.id ?? '' }, { why: '照片是旧的' })
  expect(await kept(code, board)).toBe('missing')
})

test('it is returned with a reason, and nobody settles it twice', async () => {
  const { code, firm, paperId } = await aSite('退回工程')
  const { id } = await handInEvidence(firm, { code, safeguard: board }, seen(paperId))
  const of = { code, handInId: id }
  await returnHandIn(office, of, { why: '照片看不清' })
  expect(await kept(code, board)).toBe('missing')
  expect((await ofProject(firm, code))[0]).toMatchObject({ state: 'returned', why: '照片看不清' })
  expect(await refusalOf(confirmHandIn(office, of))).toBe('safeguards.hand-in-settled')
  expect(await refusalOf(returnHandIn(office, of, { why: '再退' }))).toBe(
    'safeguards.hand-in-settled',
  )
  expect(await refusalOf(takeBackHandIn(firm, of, { why: '不报了' }))).toBe(
    'safeguards.hand-in-settled',
  )
})

test('nobody confirms what he handed in himself, whatever posts he holds; only he takes it back', async () => {
  const { code, firm, paperId } = await aSite('自核工程')
  const { id } = await handInEvidence(firm, { code, safeguard: board }, seen(paperId))
  const of = { code, handInId: id }
  const both: Context = {
    ...firm,
    actor: { ...firm.actor, roles: ['labour-officer', 'department'] },
  }
  expect(await refusalOf(confirmHandIn(both, of))).toBe('safeguards.own-hand-in')
  expect(await refusalOf(confirmHandIn(firm, of))).toBe('safeguards.hand-in-not-checked-by-you')
  expect(await refusalOf(takeBackHandIn(office, of, { why: '不是我的' }))).toBe(
    'safeguards.hand-in-not-yours',
  )
  await takeBackHandIn(firm, of, { why: '传错了文件' })
  expect((await ofProject(office, code))[0]).toMatchObject({
    state: 'taken-back',
    checkedByName: null,
  })
})

test('a contract that is handed in is one of the project when it is confirmed, and its sum tells what was due', async () => {
  const { code, firm, paperId } = await aSite('合同报送工程')
  const { id } = await handInContract(firm, code, await contractOf(code, paperId))
  expect((await listContracts(office, code)).rows).toEqual([])
  expect(await kept(code, 'deposit')).toBe('unknown')
  expect((await ofProject(office, code))[0]).toMatchObject({
    says: '总承包合同（ZB-1）',
    contract: { partyA: '示例城建投资有限公司', sumFen: 12_000_000_00 },
  })
  await confirmHandIn(office, { code, handInId: id })
  const { rows } = await listContracts(office, code)
  expect(rows[0]).toMatchObject({ number: 'ZB-1', paper: { id: paperId } })
  expect(await kept(code, 'deposit')).toBe('missing')
})

test('what cannot be is refused at once: a stranger’s paper, a day ahead, 24.3 trillion, an end before its begin, a number taken', async () => {
  const { code, firm, paperId } = await aSite('坏报送工程')
  const other = await aSite('别家工程')
  const refused = (over: Partial<HandInEvidence>) =>
    refusalOf(handInEvidence(firm, { code, safeguard: board }, seen(paperId, over)))
  expect(await refused({ paperId: other.paperId })).toBe('safeguards.no-such-paper')
  expect(await refused({ saidOn: day('2026-11-25') })).toBe('safeguards.seen-ahead')
  expect(await refused({ validTo: day('2026-11-01') })).toBe('safeguards.valid-before-seen')
  const refusedContract = async (over: Partial<HandInContract>) =>
    refusalOf(handInContract(firm, code, await contractOf(code, paperId, over)))
  expect(await refusedContract({ sumFen: fen(24_300_000_000_000_00) })).toBe(
    'safeguards.sum-beyond-belief',
  )
  expect(await refusedContract({ endsOn: day('2026-01-31') })).toBe('safeguards.end-before-begin')
  const one = await handInContract(firm, code, await contractOf(code, paperId))
  const same = await handInContract(firm, code, await contractOf(code, paperId))
  await confirmHandIn(office, { code, handInId: one.id })
  // Handed in twice: the second is refused when it is to become a contract, and can be returned.
  const second = { code, handInId: same.id }
  expect(await refusalOf(confirmHandIn(office, second))).toBe('safeguards.number-taken')
  await returnHandIn(office, second, { why: '同一份合同已经登记' })
  expect((await listContracts(office, code)).rows).toHaveLength(1)
})

test('a firm hands in on its own project and sees its own only; what waits does not pile up', async () => {
  const { code, firm, paperId } = await aSite('堆积工程')
  const stranger = here.as('labour-officer', [])
  expect(await refusalOf(handInEvidence(stranger, { code, safeguard: board }, seen(paperId)))).toBe(
    'registry.no-such-project',
  )
  expect(await ofProject(stranger, code)).toEqual([])
  for (let nth = 0; nth < mostWaiting; nth += 1) {
    await handInEvidence(firm, { code, safeguard: board }, seen(paperId))
  }
  expect(await refusalOf(handInEvidence(firm, { code, safeguard: board }, seen(paperId)))).toBe(
    'safeguards.too-many-hand-ins',
  )
  const codes: string[] = []
  let after: string | undefined
  do {
    const page = await listHandIns(office, { project: code, limit: 7, after })
    expect(page.total).toBe(mostWaiting)
    codes.push(...page.rows.map(({ id }) => id))
    after = page.next ?? undefined
  } while (after !== undefined)
  expect(new Set(codes).size).toBe(mostWaiting)
})

test('a labour officer’s post is seen in the list at once when it is given and when it ends', async () => {
  const { id, code } = await aProject(office, { name: '专管员工程', ...begun })
  expect(await kept(code, 'labour-officer')).toBe('missing')
  const post = { projectIds: [id] }
  await anAccount(office, 'labour-officer', { name: 'zhuanguan', post })
  await anAccount(office, 'labour-officer', { name: 'beifen', post })
  expect(await kept(code, 'labour-officer')).toBe('met')
  const { rows } = await viewLiability(office, code)
  expect(rows.find((row) => row.duty === 'labour-officer')?.units[0]?.person).not.toBeNull()
  expect(rows.find((row) => row.duty === 'pay-first')).toMatchObject({
    side: 'firm',
    role: '总包',
    units: [{ name: '示例建工甲有限公司', person: null }],
    article: { text: '保障农民工工资支付条例 第三十条、第三十六条', mark: 'read' },
  })
  const found = await here.platform.pool.query(
    `select id from people.post where role = 'labour-officer' and $1 = any (project_ids)`,
    [id],
  )
  for (const { id: postId } of found.rows) await endPost(office, { id: postId, why: '调离' })
  expect(await kept(code, 'labour-officer')).toBe('missing')
})

test('a figure that was added is heard: what hangs on it is assessed anew without waiting for the next day', async () => {
  const { code, firm, paperId } = await aSite('新参数工程')
  const { id } = await handInContract(
    firm,
    code,
    await contractOf(code, paperId, { sumFen: fen(900_000_00) }),
  )
  await confirmHandIn(office, { code, handInId: id })
  const before = await kept(code, 'special-account')
  await addParameter(office, {
    key: 'account-sum-from-yuan',
    value: 1_000_000,
    unit: '元',
    instrument: '某区治欠办〔2026〕1 号',
    article: '第二条',
    validFrom: day('2026-11-24'),
    validTo: null,
  })
  await here.settle()
  expect([before, await kept(code, 'special-account')]).toEqual(['missing', 'not-required'])
})
