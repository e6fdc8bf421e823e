import { uuidv7 } from 'uuidv7'
import type { PlainDate } from '../../kernel/day.ts'
import { sentence } from '../../kernel/words.ts'
import type { Tx } from '../../platform/context.ts'
import { system } from '../../platform/system.ts'
import { calendarOf } from '../calendar/views.ts'
import type { Parameter } from '../places/rules/parameter.ts'
import { assignTasks } from '../tasks/assign-tasks.ts'
import { cancelTasks } from '../tasks/cancel-tasks.ts'
import { reopenTasks } from '../tasks/reopen-task.ts'
import {
  type BlindSpotStep,
  blindSpotParametersFor,
  dueOnOf,
  type GoneWhy,
  ownerOf,
} from './rules/blind-spot.ts'
import type { MissingProject } from './rules/judge.ts'
import {
  type BlindSpotEventRecord,
  type BlindSpotRecord,
  insertBlindSpotEvents,
  type NamedProject,
  recordBlindSpots,
} from './store.ts'
import { coverageWords, spotAsks, spotTitle } from './words.ts'

/** A blind spot after its step, and what led to it. */
export interface SteppedSpot {
  readonly spot: BlindSpotRecord
  readonly step: BlindSpotStep | { readonly kind: 'open' }
}

export function freshSpot(
  tx: Tx,
  { projectId, missing, rule, dueSince }: MissingProject,
  day: PlainDate,
): BlindSpotRecord {
  return {
    district: tx.district,
    id: uuidv7(),
    project_id: projectId,
    missing,
    rule,
    due_since: dueSince,
    stands: true,
    state: 'open',
    outcome: null,
    times: 1,
    opened_on: day,
    raised_on: day,
    closed_on: null,
    task_id: uuidv7(),
  }
}

export function spotAfter(
  spot: BlindSpotRecord,
  step: BlindSpotStep,
  day: PlainDate,
): BlindSpotRecord {
  switch (step.kind) {
    case 'reopen': {
      const again = { state: 'open', outcome: null, closed_on: null, raised_on: day } as const
      return { ...spot, ...again, stands: true, times: step.times }
    }
    case 'close':
      return { ...spot, state: 'closed', outcome: 'cleared', closed_on: day, stands: false }
    case 'gone':
      return { ...spot, stands: false }
  }
}

const eventKinds: Record<SteppedSpot['step']['kind'], BlindSpotEventRecord['kind']> = {
  open: 'opened',
  reopen: 'reopened',
  close: 'closed',
  gone: 'gone',
}

export async function recordSteps(
  tx: Tx,
  stepped: readonly SteppedSpot[],
  day: PlainDate,
): Promise<void> {
  await recordBlindSpots(
    tx,
    stepped.map(({ spot }) => spot),
  )
  await insertBlindSpotEvents(
    tx,
    stepped.map(({ spot, step }) => ({
      district: tx.district,
      id: uuidv7(),
      blind_spot_id: spot.id,
      project_id: spot.project_id,
      kind: eventKinds[step.kind],
      detail: detailOf(spot, step),
      happened_on: day,
      at: tx.now,
    })),
  )
}

function detailOf(
  { rule, due_since: dueSince }: BlindSpotRecord,
  step: SteppedSpot['step'],
): BlindSpotEventRecord['detail'] {
  switch (step.kind) {
    case 'open':
      return { rule, dueSince }
    case 'reopen':
      return { rule, dueSince, why: step.why, times: step.times }
    case 'close':
      return { outcome: 'cleared', why: step.why }
    case 'gone':
      return { why: step.why }
  }
}

/**
 * Gives the blind spots to their posts, set-based; the task of one that is gone by itself is taken back. A rule does it,
 * and not whoever handed in the list that made it speak.
 */
export async function carryOut(
  { actor: _whoeverBroughtFacts, ...facts }: Tx,
  stepped: readonly SteppedSpot[],
  projects: ReadonlyMap<string, NamedProject>,
  parameters: readonly Parameter[],
  day: PlainDate,
): Promise<void> {
  const tx: Tx = { ...facts, actor: system }
  for (const why of ['named', 'not-expected', 'project-gone'] as const) {
    const gone = stepped.filter(({ step }) => step.kind === 'close' && step.why === why)
    await cancelTasks(tx, gone.map(aboutOf), goneSentence(why))
  }
  const asked = stepped.filter(({ step }) => step.kind === 'open' || step.kind === 'reopen')
  if (asked.length === 0) return
  const figures = blindSpotParametersFor(parameters, tx.district, day)
  const dueOn = dueOnOf(day, figures, await calendarOf(tx))
  const again = asked.filter(({ step }) => step.kind === 'reopen')
  const reopened = await reopenTasks(
    tx,
    again.map((one) => ({ about: aboutOf(one), why: whyAgain(one), dueOn })),
  )
  const isReopened = new Map(reopened.map(({ about, taskId }) => [about.id, taskId]))
  const fresh = asked.filter(({ spot }) => !isReopened.has(spot.id))
  const assigned = await assignTasks(
    tx,
    fresh.map((one) => {
      const { spot, step } = one
      const project = projects.get(spot.project_id)
      return {
        ...(step.kind === 'open' ? { id: spot.task_id } : {}),
        about: aboutOf(one),
        projectId: spot.project_id,
        title: `${project?.name ?? ''}（${project?.code ?? ''}）：${spotTitle(spot.missing)}`,
        asks: spotAsks(spot.missing),
        owner: ownerOf(spot.missing, project?.town ?? null),
        dueOn,
        isCounted: true,
      }
    }),
  )
  const tasks = new Map([
    ...isReopened,
    ...assigned.flatMap(({ about, taskId }) =>
      taskId === null ? [] : [[about.id, taskId] as const],
    ),
  ])
  // One whose task was cancelled and is asked again has another task now.
  const moved = asked.flatMap(({ spot }) => {
    const taskId = tasks.get(spot.id) ?? spot.task_id
    return taskId === spot.task_id ? [] : [{ ...spot, task_id: taskId }]
  })
  await recordBlindSpots(tx, moved)
}

function aboutOf({ spot }: SteppedSpot) {
  return { kind: 'blind-spot', id: spot.id }
}

function goneSentence(why: GoneWhy): string {
  return sentence(coverageWords, `coverage.gone-${why}`)
}

function whyAgain({ spot, step }: SteppedSpot): string {
  if (step.kind !== 'reopen') return ''
  const values = { times: spot.times }
  return sentence(coverageWords, `coverage.again-${step.why}`, values)
}
