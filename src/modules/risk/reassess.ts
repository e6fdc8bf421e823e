import { uuidv7 } from 'uuidv7'
import type { PlainDate } from '../../kernel/day.ts'
import { officeDay, type Context, type Tx } from '../../platform/context.ts'
import { act, look } from '../../platform/act.ts'
import { analyzeTable } from '../../platform/stage.ts'
import type { Parameter } from '../places/rules/parameter.ts'
import { parametersInForce } from '../places/views.ts'
import { carryOut, stepMatters } from './act-on-warnings.ts'
import type { RuleWarning } from './rules/catalogue/rule.ts'
import { parametersByMonth } from './rules/level.ts'
import { lookAgainOn, warningsOf } from './rules/risk-rules.ts'
import {
  type ProjectMonthKey,
  type WarningChange,
  type WarningRecord,
  findDueStates,
  findMonthsOfWorkers,
  findOpenWarnings,
  lockProjectMonths,
  recordProjectStates,
  recordWarningChanges,
} from './store.ts'
import { foldProjectMonths, projectMonthOf } from './views-fold.ts'
import { foldOverdueSteps } from './views-overdue.ts'

/** So many project-months are taken in one go, so that no transaction grows without bound. */
const atOnce = 2_000

/**
 * Folds the project-months again and lets every rule look at them: warnings are raised, change their level or clear
 * by themselves, each as an event. Doing it twice changes nothing the second time.
 */
export async function reassess(tx: Tx, keys: readonly ProjectMonthKey[]): Promise<void> {
  const day = officeDay(tx)
  const rows = await parametersInForce(tx)
  let todo = [...keys]
  let [states, changes] = [0, 0]
  // A year's sum that passes its threshold in another month now moves that month too; the second round moves nothing.
  while (todo.length > 0) {
    const sorted = todo.toSorted((a, b) => (a[0] + a[1] < b[0] + b[1] ? -1 : 1))
    const moved = new Map<string, ProjectMonthKey>()
    for (let at = 0; at < sorted.length; at += atOnce) {
      const done = await reassessSome(tx, sorted.slice(at, at + atOnce), day, rows)
      changes += done.changes
      for (const key of done.moved) moved.set(key.join(' '), key)
    }
    for (const key of sorted) moved.delete(key.join(' '))
    states += sorted.length
    todo = [...moved.values()]
  }
  await analyzeTable(tx, 'risk.project_state', states)
  await analyzeTable(tx, 'risk.warning', changes)
  await analyzeTable(tx, 'risk.warning_event', changes)
}

/** Takes every project-month whose day has come; a time-driven truth needs no fact to change. */
export async function sweepProjectStates(ctx: Context): Promise<void> {
  for (;;) {
    const due = await look(ctx, (reading) => findDueStates(reading, officeDay(ctx), atOnce))
    if (due.length === 0) return
    await act(ctx, 'project-state.sweep', ctx.district, async (tx) => {
      tx.note({ projectMonths: due.length })
      await reassess(tx, due)
    })
    if (due.length < atOnce) return
  }
}

/** Returns how many warnings changed, and which other project-months are to be looked at. */
async function reassessSome(
  tx: Tx,
  keys: readonly ProjectMonthKey[],
  day: PlainDate,
  rows: readonly Parameter[],
): Promise<{ changes: number; moved: readonly ProjectMonthKey[] }> {
  const parametersOf = parametersByMonth(rows, tx.district, day)
  await lockProjectMonths(tx, keys)
  const { folds, moved } = await foldProjectMonths(tx, { day, keys, parametersOf })
  const states = folds.map((fold) => ({ fold, state: projectMonthOf(fold) }))
  const steps = await foldOverdueSteps(tx, folds)
  await recordProjectStates(
    tx,
    keys,
    states.map(({ fold, state }, place) => ({
      ...fold,
      ...steps[place],
      look_again_on: lookAgainOn(state, day, parametersOf(state.month)),
    })),
  )
  const found = states.flatMap(({ fold, state }) =>
    warningsOf(state, day, parametersOf(state.month)).map((warning) => ({
      projectId: fold.project_id,
      warning,
    })),
  )
  const open = await findOpenWarnings(tx, keys)
  const changes = changesBetween(tx, open, found, day)
  for (const { kind, warning } of changes) {
    if (kind === 'raised') tx.count('warnings', warning.rule, 1)
    if (kind === 'cleared') tx.count('warnings', warning.rule, -1)
  }
  const acted = await stepMatters(tx, changes, day, rows)
  await recordWarningChanges(tx, acted.changes, day)
  await carryOut(tx, acted.stepped, day, rows)
  return { changes: changes.length, moved }
}

interface FoundWarning {
  readonly projectId: string
  readonly warning: RuleWarning
}

function changesBetween(
  tx: Tx,
  open: readonly WarningRecord[],
  found: readonly FoundWarning[],
  day: PlainDate,
): WarningChange[] {
  const standing = new Map(open.map((one) => [keyOf(one.project_id, one.month, one.rule), one]))
  const changes: WarningChange[] = []
  for (const { projectId, warning } of found) {
    const key = keyOf(projectId, warning.month, warning.rule)
    const known = standing.get(key)
    standing.delete(key)
    if (known === undefined) {
      changes.push({
        id: uuidv7(),
        kind: 'raised',
        warning: newWarning(tx, projectId, warning, day),
      })
      continue
    }
    const { level, raisedOn: raised_on } = warning
    const now = { ...known, level, raised_on, detail: { ...warning.values } }
    if (known.level !== level) {
      changes.push({
        id: uuidv7(),
        kind: 'level-changed',
        warning: { ...now, level_on: day },
        from: known.level,
      })
    } else if (!same(known.detail, now.detail)) {
      changes.push({ id: uuidv7(), kind: 'changed', warning: now })
    }
  }
  for (const gone of standing.values()) {
    changes.push({ id: uuidv7(), kind: 'cleared', warning: { ...gone, cleared_on: day } })
  }
  return changes
}

function newWarning(
  tx: Tx,
  projectId: string,
  warning: RuleWarning,
  day: PlainDate,
): WarningRecord {
  return {
    district: tx.district,
    id: uuidv7(),
    project_id: projectId,
    month: warning.month,
    rule: warning.rule,
    level: warning.level,
    raised_on: warning.raisedOn,
    level_on: day,
    cleared_on: null,
    detail: { ...warning.values },
    matter_id: null,
  }
}

function keyOf(projectId: string, month: string, rule: string): string {
  return `${projectId} ${month} ${rule}`
}

function same(one: WarningRecord['detail'], other: WarningRecord['detail']): boolean {
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
  )
}

/** Whose number is doubtful only now: the months that he is on are looked at again. */
export async function reassessWorkers(tx: Tx, workerIds: readonly string[]): Promise<void> {
  if (workerIds.length === 0) return
  await reassess(tx, await findMonthsOfWorkers(tx, workerIds))
}
