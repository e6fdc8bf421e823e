import { uuidv7 } from 'uuidv7'
import type { PlainDate } from '../../kernel/day.ts'
import { Level } from '../../kernel/level.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import { system } from '../../platform/system.ts'
import type { Parameter } from '../places/rules/parameter.ts'
import { parametersInForce } from '../places/views.ts'
import { type PointsParameters, pointsOf, pointsParametersFor } from '../risk/rules/points.ts'
import { followLedger, stepEntries, type Turn } from './step-entries.ts'
import { type ClassParameters, classOf, classParametersFor } from './rules/class.ts'
import {
  insertClassEvents,
  listFacts,
  listWatched,
  lockLastEntries,
  lockStandings,
  type ProjectFacts,
  recordStandings,
  type StandingRecord,
} from './store.ts'

const atOnce = 500

/**
 * Folds the classes of projects anew, and lets their entries follow: in the transaction of the fact that touched them. It is
 * a rule that speaks, not whoever brought the fact. What changes nothing writes nothing.
 */
export async function reclass(tx: Tx, projectIds: readonly string[]): Promise<number> {
  const ids = [...new Set(projectIds)].toSorted()
  let changed = 0
  for (let at = 0; at < ids.length; at += atOnce) {
    changed += await reclassSome(tx, ids.slice(at, at + atOnce))
  }
  return changed
}

async function reclassSome({ actor: _bringer, ...facts }: Tx, ids: readonly string[]) {
  const tx: Tx = { ...facts, actor: system }
  const day = officeDay(tx)
  const rows = await parametersInForce(tx)
  const known = await lockStandings(tx, ids)
  const fold = folder(rows, tx, day)
  const found = await listFacts(tx, ids, day)
  const stood = found.map((one) => ({ one, next: fold(one, known.get(one.project_id) ?? null) }))
  const moved = stood.filter(({ one, next }) => {
    const before = known.get(one.project_id)
    return before === undefined ? isWorthARow(next) : !isSame(before, next)
  })
  await recordStandings(
    tx,
    moved.map(({ next }) => next),
  )
  const turns = moved.flatMap(({ next }): Turn[] => {
    const from = known.get(next.project_id)?.class ?? 'C'
    return from === next.class ? [] : [{ standing: next, from }]
  })
  await recordTurns(tx, turns, day)
  const entries = await lockLastEntries(tx, ids)
  await followLedger(tx, [...entries.values()], found, rows, day)
  await stepEntries(tx, turns, await lockLastEntries(tx, ids), rows, day)
  return moved.length
}

/** What a project's figures make of how it stood; an officer's word holds. */
export function folder(rows: readonly Parameter[], { district }: Context, day: PlainDate) {
  const classes = classParametersFor(rows, district, day)
  const points = pointsParametersFor(rows, district, day)
  return (facts: ProjectFacts, known: StandingRecord | null): StandingRecord =>
    standingAfter(facts, known, { classes, points, day, district })
}

function standingAfter(
  facts: ProjectFacts,
  known: StandingRecord | null,
  at: { classes: ClassParameters; points: PointsParameters; day: PlainDate; district: string },
): StandingRecord {
  const pointsTenths = pointsOf(facts.warnings, at.points).tenths
  const gravest = facts.gravity === 0 ? null : (Level.options[facts.gravity - 1] ?? null)
  const { overdue_fen: overdueFen, people } = facts
  const byRule = classOf({ pointsTenths, overdueFen, people, gravest }, at.classes)
  const now = known?.word_class ?? byRule.class
  return {
    district: at.district,
    project_id: facts.project_id,
    rule_class: byRule.class,
    rule_because: byRule.because,
    points_tenths: pointsTenths,
    gravest,
    matters: facts.matters,
    people,
    overdue_fen: overdueFen,
    balance_fen: facts.balance_fen,
    word_class: known?.word_class ?? null,
    word_by_name: known?.word_by_name ?? null,
    word_reason: known?.word_reason ?? null,
    word_on: known?.word_on ?? null,
    class: now,
    how: (known?.word_class ?? null) === null ? 'rule' : 'officer',
    since: known !== null && known.class === now ? known.since : at.day,
  }
}

/** A project that never had anything needs none. */
function isWorthARow({ rule_class, people, overdue_fen, matters, points_tenths }: StandingRecord) {
  return rule_class !== 'C' || people + overdue_fen + matters + points_tenths > 0
}

function isSame(one: StandingRecord, other: StandingRecord): boolean {
  const figuresOf = (of: StandingRecord) => [
    of.rule_class,
    of.points_tenths,
    of.gravest,
    of.matters,
    of.people,
    of.overdue_fen,
    of.balance_fen,
    of.class,
    of.how,
    of.rule_because.map(({ what, value, threshold }) => [what, value, threshold]),
  ]
  return JSON.stringify(figuresOf(one)) === JSON.stringify(figuresOf(other))
}

async function recordTurns(tx: Tx, turns: readonly Turn[], day: PlainDate): Promise<void> {
  await insertClassEvents(
    tx,
    turns.map(({ standing, from }) => ({
      district: tx.district,
      id: uuidv7(),
      project_id: standing.project_id,
      from_class: from,
      to_class: standing.class,
      how: 'rule',
      reason: null,
      actor_name: tx.actor.name,
      happened_on: day,
      at: tx.now,
    })),
  )
}

/** Every project that anything stands of or stood of, a part a transaction; changes nothing the second time. */
export async function reclassAll(ctx: Context): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const begin = after
    const ids = await act(ctx, 'register.reclass', ctx.district, async (tx) => {
      const part = await listWatched(tx, begin, atOnce)
      tx.note({ projects: part.length, changed: await reclass(tx, part) })
      return part
    })
    const last = ids.at(-1)
    if (last === undefined || ids.length < atOnce) return
    after = last
  }
}
