import { addDays, type PlainDate } from './kernel/day.ts'
import { fen } from './kernel/money.ts'
import { readProject } from './modules/registry/views.ts'
import { addContract } from './modules/safeguards/add-contract.ts'
import { addEvidence } from './modules/safeguards/add-evidence.ts'
import type { Safeguard } from './modules/safeguards/contract.ts'
import { listContracts } from './modules/safeguards/views-contracts.ts'
import { act } from './platform/act.ts'
import { type Context, officeDay, type Tx } from './platform/context.ts'
import type { WorldProject } from './worlds/world.ts'

/** What an officer has seen so many days ago, on so many of ten projects. */
interface Seen {
  readonly safeguard: Safeguard
  readonly tenths: number
  readonly words: string
  readonly daysAgo: number
  /** A letter's last day, so many days from today. */
  readonly validDays?: number
}

const seen: readonly Seen[] = [
  { safeguard: 'special-account', tenths: 7, words: '开户证明和三方协议已看', daysAgo: 120 },
  {
    safeguard: 'deposit',
    tenths: 5,
    words: '银行保函原件已收',
    daysAgo: 150,
    validDays: 210,
  },
  { safeguard: 'deposit', tenths: 1, words: '银行保函原件已收', daysAgo: 400, validDays: -15 },
  { safeguard: 'labour-contract', tenths: 6, words: '抽查十人，都有合同', daysAgo: 45 },
  { safeguard: 'labour-officer', tenths: 5, words: '任命书已看', daysAgo: 90 },
]

/** The general contract and what was seen of the systems, as an officer enters them, all at once; projects differ by their place in the list. */
export async function enterDemoSafeguards(
  context: Context,
  projects: readonly WorldProject[],
): Promise<void> {
  await act(context, 'demo.enter-safeguards', context.district, (tx) => enterAll(tx, projects))
}

async function enterAll(ctx: Tx, projects: readonly WorldProject[]): Promise<void> {
  for (const [nth, { code, begunOn, state }] of projects.entries()) {
    if (begunOn === null || state === 'finished' || isLeftOut(nth, 0, 8)) continue
    if (!(await enterContract(ctx, code, begunOn, nth))) continue
    for (const [at, one] of seen.entries()) {
      if (!isLeftOut(nth, at + 1, one.tenths)) await enterSeen(ctx, code, begunOn, one)
    }
  }
}

/** So many of ten projects are in, others for each question. */
function isLeftOut(nth: number, question: number, tenths: number): boolean {
  return (nth * 7 + question * 3) % 10 >= tenths
}

async function enterContract(
  ctx: Context,
  code: string,
  begunOn: PlainDate,
  nth: number,
): Promise<boolean> {
  const { rows, parties } = await listContracts(ctx, code)
  const { contractSumFen } = await readProject(ctx, code)
  const owner = parties.find(({ roles }) => roles.includes('owner'))
  const contractor = parties.find(({ roles }) => roles.includes('general-contractor'))
  if (rows.length > 0 || owner === undefined || contractor === undefined) return false
  await addContract(ctx, code, {
    kind: 'general',
    number: `SG-${begunOn.slice(0, 4)}-${String(nth + 1).padStart(3, '0')}`,
    partyA: owner.enterpriseId,
    partyB: contractor.enterpriseId,
    aboveId: null,
    sumFen: contractSumFen ?? fen((1_200 + nth * 137) * 1_000_000),
    signedOn: addDays(begunOn, -25),
    beginsOn: begunOn,
    endsOn: addDays(begunOn, 720),
    // One contract in ten asks for labour cost each quarter only, which the 条例 does not allow.
    cycleMonths: nth % 10 === 3 ? 3 : 1,
    transferDay: 15,
    ratioBasisPoints: 2_000 + (nth % 3) * 250,
    paperId: null,
  })
  return true
}

async function enterSeen(
  ctx: Context,
  code: string,
  begunOn: PlainDate,
  { safeguard, words, daysAgo, validDays }: Seen,
): Promise<void> {
  const today = officeDay(ctx)
  const saidOn = addDays(today, -daysAgo)
  if (saidOn < begunOn) return
  await addEvidence(
    ctx,
    { code, safeguard },
    {
      holds: true,
      saidOn,
      validTo: validDays === undefined ? null : addDays(today, validDays),
      words,
      paperId: null,
    },
  )
}
