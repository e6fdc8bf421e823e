import { uuidv7 } from 'uuidv7'
import type { Addressee } from '../../kernel/addressee.ts'
import { dayText } from '../../kernel/day-text.ts'
import type { PlainDate } from '../../kernel/day.ts'
import { fen, yuanText } from '../../kernel/money.ts'
import { sentence } from '../../kernel/words.ts'
import type { Tx } from '../../platform/context.ts'
import { system } from '../../platform/system.ts'
import { addWorkdays } from '../calendar/rules/deadline.ts'
import type { NewNotice } from '../notices/contract.ts'
import { sendNotices } from '../notices/send-notices.ts'
import { assignTasks } from '../tasks/assign-tasks.ts'
import { cancelTasks } from '../tasks/cancel-tasks.ts'
import type { NewTask } from '../tasks/contract.ts'
import { isToBeAsked, ownerOfPlan } from './rules/asking.ts'
import type { PromiseKept } from './rules/promise.ts'
import { insertEvents, recordAsked } from './store.ts'
import type { OutlookEventKind, ProjectOutlookColumns, PromiseColumns } from './store.ts'
import { findLivePlanTasks } from './views-due.ts'
import type { KnownProject, Terms } from './views-facts.ts'
import type { Reckoned } from './views-rows.ts'
import { outlookWords } from './words.ts'

/**
 * Asks for a plan where a gap has none, and about promises that were not kept; takes back what has gone by itself. A rule does
 * it, and not whoever brought the fact. Nothing is written where nothing changed.
 */
export async function askForPlans(
  { actor: _whoeverBroughtFacts, ...facts }: Tx,
  terms: Terms,
  reckoned: readonly Reckoned[],
  rows: readonly ProjectOutlookColumns[],
): Promise<void> {
  const tx: Tx = { ...facts, actor: system }
  const live = await findLivePlanTasks(
    tx,
    rows.map((row) => row.project_id),
  )
  const promises = reckoned.flatMap(promisesOf)
  const broken = promises.filter(
    ({ kept, promise }) => kept.lacksFen > 0 && promise.asked_on === null,
  )
  const paid = promises.filter(
    ({ kept, promise }) => kept.lacksFen === 0 && promise.asked_on !== null,
  )
  const missing = reckoned.filter((_, at) => {
    const row = rows[at]
    if (row === undefined) return false
    const known = {
      needsPlan: row.needs_plan,
      live: live.has(row.project_id),
      answeredOn: row.answered_on,
    }
    return isToBeAsked(known, terms.day, terms.parameters)
  })
  const gone = rows.filter((row) => !row.needs_plan && live.has(row.project_id))
  await cancelTasks(
    tx,
    gone.map((row) => ({ kind: 'plan', id: row.project_id })),
    sentence(outlookWords, 'outlook.plan-not-needed'),
  )
  await cancelTasks(
    tx,
    paid.map(({ promise }) => ({ kind: 'plan', id: promise.id })),
    sentence(outlookWords, 'outlook.promise-paid-late'),
  )
  const asked = [
    ...missing.map((one) => missingWork(one, terms)),
    ...broken.map((one) => brokenWork(one, terms)),
  ]
  await assignTasks(
    tx,
    asked.map(({ task }) => task),
  )
  await sendNotices(
    tx,
    asked.flatMap(({ notices }) => notices),
  )
  await recordAsked(
    tx,
    broken.map(({ promise }) => promise.id),
    terms.day,
  )
  await recordAsked(
    tx,
    paid.map(({ promise }) => promise.id),
    null,
  )
  await insertEvents(tx, [
    ...broken.map((one) => eventOf(tx, 'promise-broken', one, terms.day)),
    ...paid.map((one) => eventOf(tx, 'promise-paid', one, terms.day)),
  ])
}

interface KnownPromise {
  readonly project: KnownProject
  readonly promise: PromiseColumns
  readonly kept: PromiseKept
}

function promisesOf({ facts, outlook }: Reckoned): KnownPromise[] {
  const known = new Map(facts.promised.map((promise) => [promise.id, promise]))
  return outlook.kept.flatMap((kept) => {
    const promise = known.get(kept.id)
    return promise === undefined ? [] : [{ project: facts.project, promise, kept }]
  })
}

interface Work {
  readonly task: NewTask
  readonly notices: readonly NewNotice[]
}

function missingWork({ facts: { project }, outlook }: Reckoned, terms: Terms): Work {
  const { parameters, day, festivalOn, calendar } = terms
  const values = {
    name: project.name,
    yuan: yuanText(outlook.gapFen),
    festival: dayText(festivalOn),
  }
  return workOf({
    about: project.id,
    project,
    code: 'plan-missing',
    values,
    owner: ownerOfPlan(parameters.missingOwner.value, project),
    dueOn: addWorkdays(day, parameters.missingWorkdays.value, calendar),
  })
}

function brokenWork({ project, promise, kept }: KnownPromise, terms: Terms): Work {
  const { parameters, day, calendar } = terms
  return workOf({
    about: promise.id,
    project,
    code: 'promise-broken',
    values: {
      name: project.name,
      on: dayText(promise.due_on),
      yuan: yuanText(fen(promise.amount_fen)),
      lacks: yuanText(kept.lacksFen),
    },
    owner: ownerOfPlan(parameters.brokenOwner.value, project),
    dueOn: addWorkdays(day, parameters.brokenWorkdays.value, calendar),
  })
}

/** The owner is asked; the firm is told and acknowledges by the limit; the department of its industry is told by copy. */
function workOf(one: {
  readonly about: string
  readonly project: KnownProject
  readonly code: 'plan-missing' | 'promise-broken'
  readonly values: Readonly<Record<string, string>>
  readonly owner: Addressee
  readonly dueOn: PlainDate
}): Work {
  const { project, code, values, owner, dueOn } = one
  const about = { kind: 'plan', id: one.about }
  const told = { about, projectId: project.id, values: { ...values, due: dayText(dueOn) } }
  return {
    task: {
      about,
      projectId: project.id,
      title: sentence(outlookWords, `outlook.${code}-title`, values),
      asks: sentence(outlookWords, `outlook.${code}-asks`, values),
      owner,
      dueOn,
      isCounted: true,
    },
    notices: [
      {
        ...told,
        to: { role: 'labour-officer', place: project.id },
        code: `outlook.notice-${code}`,
        acknowledgeBy: dueOn,
      },
      {
        ...told,
        to: { role: 'department', place: project.industry },
        code: `outlook.notice-${code}-copied`,
        acknowledgeBy: null,
      },
    ],
  }
}

function eventOf(tx: Tx, kind: OutlookEventKind, { promise, kept }: KnownPromise, day: PlainDate) {
  return {
    district: tx.district,
    id: uuidv7(),
    project_id: promise.project_id,
    kind,
    detail: {
      on: dayText(promise.due_on),
      yuan: yuanText(fen(promise.amount_fen)),
      lacks: yuanText(kept.lacksFen),
    },
    actor_name: tx.actor.name,
    organisation: tx.actor.organisation,
    happened_on: day,
    at: tx.now,
  }
}
