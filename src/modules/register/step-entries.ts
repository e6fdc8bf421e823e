import { uuidv7 } from 'uuidv7'
import type { PlainDate } from '../../kernel/day.ts'
import { sentence } from '../../kernel/words.ts'
import type { Tx } from '../../platform/context.ts'
import { calendarOf } from '../calendar/views.ts'
import type { Parameter } from '../places/rules/parameter.ts'
import { assignTasks } from '../tasks/assign-tasks.ts'
import type { NewTask } from '../tasks/contract.ts'
import { reopenTasks } from '../tasks/reopen-task.ts'
import type { RiskClass } from './rules/class.ts'
import {
  type EntryParameters,
  entryParametersFor,
  type EntryStep,
  limitOf,
  ownerOf,
  stepOf,
} from './rules/entry.ts'
import { type PriorityFacts, priorityOf, priorityParametersFor } from './rules/priority.ts'
import {
  type EntryEventDetail,
  type EntryEventKind,
  type EntryRecord,
  insertEntryEvents,
  listNamedProjects,
  type NamedProject,
  type ProjectFacts,
  recordEntries,
  type StandingRecord,
} from './store.ts'
import { registerWords } from './words.ts'

/** A class that became another. */
export interface Turn {
  readonly standing: StandingRecord
  readonly from: RiskClass
}

/** An entry that opens or opens again, with why. */
interface Opening {
  readonly entry: EntryRecord
  readonly step: EntryStep
  readonly why: 'came-again' | 'still-stands'
  readonly class: RiskClass
}

/** What changed classes do to entries; `lasts` are the last ones of their projects, locked. */
export async function stepEntries(
  tx: Tx,
  turns: readonly Turn[],
  lasts: ReadonlyMap<string, EntryRecord>,
  rows: readonly Parameter[],
  day: PlainDate,
): Promise<void> {
  if (turns.length === 0) return
  const parameters = entryParametersFor(rows, tx.district, day)
  const openings = turns.flatMap(({ standing, from }): Opening[] => {
    const last = lasts.get(standing.project_id) ?? null
    const known = last === null ? null : { state: last.state, signedOn: last.signed_on }
    const step = stepOf(known, from, standing.class, day, parameters)
    if (step === null) return []
    const entry = entryAfter(tx, last, step, standing, rows, day)
    return [{ entry, step, why: 'came-again', class: standing.class }]
  })
  await carryOut(tx, openings, parameters, day)
}

/** The same for those that stand on long after their sign-off. */
export async function openAgain(
  tx: Tx,
  again: readonly { readonly last: EntryRecord; readonly standing: StandingRecord }[],
  rows: readonly Parameter[],
  day: PlainDate,
): Promise<void> {
  const parameters = entryParametersFor(rows, tx.district, day)
  const openings = again.map(({ last, standing }): Opening => ({
    entry: entryAfter(tx, last, 'reopen', standing, rows, day),
    step: 'reopen',
    why: 'still-stands',
    class: standing.class,
  }))
  await carryOut(tx, openings, parameters, day)
}

/** An entry as a step makes it, with the figures of how its project stands. */
export function entryAfter(
  tx: Tx,
  last: EntryRecord | null,
  step: EntryStep,
  standing: StandingRecord,
  rows: readonly Parameter[],
  day: PlainDate,
): EntryRecord {
  const figures = figuresOf(tx, standing, rows, day)
  if (step === 'reopen' && last !== null) {
    return {
      ...last,
      ...figures,
      ...unsigned,
      raised_on: day,
      times: last.times + 1,
      version: last.version + 1,
    }
  }
  return {
    district: tx.district,
    id: uuidv7(),
    project_id: standing.project_id,
    opened_by: 'rule',
    opened_on: day,
    raised_on: day,
    times: 1,
    opened_class: standing.class,
    opened_people: standing.people,
    opened_fen: standing.overdue_fen,
    ...figures,
    ...unsigned,
    cause: 'unknown',
    cause_words: '',
    measures: '',
    leader: '',
    checks: 0,
    checked_on: null,
    task_id: uuidv7(),
    version: 1,
  }
}

export const unsigned = {
  state: 'open',
  proposed_by: null,
  proposed_by_name: null,
  signed_by: null,
  signed_by_name: null,
  signed_on: null,
} as const

function figuresOf(
  { district }: Tx,
  of: Pick<StandingRecord, 'people' | 'overdue_fen' | 'balance_fen'>,
  rows: readonly Parameter[],
  day: PlainDate,
) {
  const facts: PriorityFacts = {
    overdueFen: of.overdue_fen,
    people: of.people,
    balanceFen: of.balance_fen,
  }
  const { tenths, parts } = priorityOf(facts, priorityParametersFor(rows, district, day))
  return {
    people: of.people,
    overdue_fen: of.overdue_fen,
    balance_fen: of.balance_fen,
    priority_tenths: tenths,
    priority_parts: parts,
  }
}

/** People, sum and order of what is not signed off follow the facts; what is the same is not written. */
export async function followLedger(
  tx: Tx,
  entries: readonly EntryRecord[],
  facts: readonly ProjectFacts[],
  rows: readonly Parameter[],
  day: PlainDate,
): Promise<void> {
  const known = new Map(facts.map((one) => [one.project_id, one]))
  const moved = entries.flatMap((entry): EntryRecord[] => {
    const one = known.get(entry.project_id)
    if (one === undefined || entry.state === 'signed-off') return []
    const next = { ...entry, ...figuresOf(tx, one, rows, day) }
    const same =
      next.people === entry.people &&
      next.overdue_fen === entry.overdue_fen &&
      next.balance_fen === entry.balance_fen &&
      next.priority_tenths === entry.priority_tenths
    return same ? [] : [next]
  })
  await recordEntries(tx, moved)
}

async function carryOut(
  tx: Tx,
  openings: readonly Opening[],
  parameters: EntryParameters,
  day: PlainDate,
): Promise<void> {
  if (openings.length === 0) return
  const projects = await listNamedProjects(
    tx,
    openings.map(({ entry }) => entry.project_id),
  )
  const calendar = await calendarOf(tx)
  // What was given up meanwhile is nobody's risk.
  const kept = openings.filter(({ entry }) => projects.has(entry.project_id))
  await recordEntries(
    tx,
    kept.map(({ entry }) => entry),
  )
  await insertEntryEvents(
    tx,
    kept.map(({ entry, step, why, class: of }) =>
      step === 'open'
        ? eventOf(tx, entry, 'opened', day, { class: of })
        : eventOf(tx, entry, 'reopened', day, { why }),
    ),
  )
  const again = kept.filter(({ step }) => step === 'reopen')
  const reopened = await reopenTasks(
    tx,
    again.map(({ entry, why, class: of }) => ({
      about: aboutOf(entry),
      why: sentence(registerWords, `register.again-${why}`),
      dueOn: limitOf(of, day, parameters, calendar),
    })),
  )
  const isReopened = new Set(reopened.map(({ about }) => about.id))
  const fresh = kept.filter(({ entry, step }) => step === 'open' || !isReopened.has(entry.id))
  await assignTasks(
    tx,
    fresh.map(({ entry, class: of }) => {
      const project = projects.get(entry.project_id)
      return taskOf(entry, project, of, {
        owner: ownerOf(
          of,
          project ?? { id: entry.project_id, town: null, industry: 'other' },
          parameters,
        ),
        dueOn: limitOf(of, day, parameters, calendar),
        isCounted: true,
      })
    }),
  )
}

export function aboutOf({ id }: Pick<EntryRecord, 'id'>) {
  return { kind: 'register-entry', id } as const
}

export function taskOf(
  entry: EntryRecord,
  project: NamedProject | undefined,
  of: RiskClass,
  limit: Pick<NewTask, 'owner' | 'dueOn' | 'isCounted'>,
): NewTask {
  return {
    id: entry.task_id,
    about: aboutOf(entry),
    projectId: entry.project_id,
    title: sentence(registerWords, 'register.entry-title', {
      project: project?.name ?? '',
      class: of,
    }),
    asks: sentence(registerWords, 'register.entry-asks'),
    ...limit,
  }
}

/** What happened to an entry, with its figures as they stood. */
export function eventOf(
  tx: Tx,
  entry: EntryRecord,
  kind: EntryEventKind,
  on: PlainDate,
  detail: EntryEventDetail = {},
) {
  return {
    district: tx.district,
    id: uuidv7(),
    entry_id: entry.id,
    project_id: entry.project_id,
    kind,
    detail: { people: entry.people, overdueFen: entry.overdue_fen, ...detail },
    actor_name: tx.actor.name,
    organisation: tx.actor.organisation,
    happened_on: on,
    at: tx.now,
  }
}
