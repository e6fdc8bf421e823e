import { uuidv7 } from 'uuidv7'
import { dayText } from '../../kernel/day-text.ts'
import type { PlainDate } from '../../kernel/day.ts'
import type { Level } from '../../kernel/level.ts'
import { sentence } from '../../kernel/words.ts'
import type { Tx } from '../../platform/context.ts'
import { system } from '../../platform/system.ts'
import type { Calendar } from '../calendar/rules/calendar.ts'
import { calendarOf } from '../calendar/views.ts'
import type { NewNotice } from '../notices/contract.ts'
import { sendNotices } from '../notices/send-notices.ts'
import type { Parameter } from '../places/rules/parameter.ts'
import { assignTasks } from '../tasks/assign-tasks.ts'
import { cancelTasks } from '../tasks/cancel-tasks.ts'
import { raiseTasks } from '../tasks/raise-tasks.ts'
import { reopenTasks } from '../tasks/reopen-task.ts'
import { isGraver } from './rules/level.ts'
import {
  dueOnOf,
  type MatterNews,
  type MatterParameters,
  matterParametersFor,
  type MatterStanding,
  type MatterStep,
  ownerOf,
  stepOf,
  toldOf,
} from './rules/matter.ts'
import {
  insertMatterEvents,
  listMatterProjects,
  listStanding,
  lockLastMatters,
  type MatterEventKind,
  type MatterRecord,
  type NamedProject,
  type Pair,
  pairKey,
  recordMatters,
} from './store-matters.ts'
import type { WarningChange } from './store.ts'
import { levelName, riskWords, ruleAsks, warningTitle } from './words.ts'

/** A matter after its step, and what led to it. */
export interface SteppedMatter {
  readonly matter: MatterRecord
  readonly step: MatterStep
}

/**
 * Decides what becomes of the matters that the changes touch, and writes the matters; their warnings get them. What is
 * to be done by whom follows with `carryOut`, once the warnings are written.
 */
export async function stepMatters(
  tx: Tx,
  changes: readonly WarningChange[],
  day: PlainDate,
  rows: readonly Parameter[],
): Promise<{ changes: readonly WarningChange[]; stepped: readonly SteppedMatter[] }> {
  const pairs = pairsOf(changes)
  if (pairs.length === 0) return { changes, stepped: [] }
  const parameters = matterParametersFor(rows, tx.district, day)
  const known = await lockLastMatters(tx, pairs)
  const news = newsOf(changes, await listStanding(tx, pairs))
  const stepped = pairs.flatMap((pair): SteppedMatter[] => {
    const last = known.get(pairKey(pair)) ?? null
    const step = stepOf(standingOf(last), news(pair), day, parameters)
    return step === null ? [] : [{ matter: matterAfter(tx, pair, last, step, day), step }]
  })
  await recordSteps(tx, stepped, day)
  const matters = new Map<string, string>([...known].map(([key, { id }]) => [key, id]))
  for (const { matter } of stepped) {
    matters.set(pairKey({ projectId: matter.project_id, rule: matter.rule }), matter.id)
  }
  return {
    changes: changes.map((change) => ({
      ...change,
      warning: { ...change.warning, matter_id: matterOf(change, matters) },
    })),
    stepped,
  }
}

/** What has only changed, or is gone, stays with the matter that it had. */
function matterOf({ kind, warning }: WarningChange, matters: ReadonlyMap<string, string>) {
  if (kind === 'changed' || kind === 'cleared') return warning.matter_id
  const key = pairKey({ projectId: warning.project_id, rule: warning.rule })
  return matters.get(key) ?? warning.matter_id
}

export function standingOf(matter: MatterRecord | null): MatterStanding | null {
  if (matter === null) return null
  const { level, state, outcome, times, closed_on } = matter
  return { level, state, outcome, times, closedOn: closed_on }
}

/** Figures that changed open and close nothing. */
function pairsOf(changes: readonly WarningChange[]): Pair[] {
  const pairs = new Map<string, Pair>()
  for (const { kind, warning } of changes) {
    if (kind === 'changed') continue
    const pair = { projectId: warning.project_id, rule: warning.rule }
    pairs.set(pairKey(pair), pair)
  }
  return [...pairs.values()].toSorted((a, b) => (pairKey(a) < pairKey(b) ? -1 : 1))
}

/** The gravest of each pair once the changes are made, and whether any of them is for the worse. */
function newsOf(
  changes: readonly WarningChange[],
  standing: Awaited<ReturnType<typeof listStanding>>,
): (pair: Pair) => MatterNews {
  const news = new Map<string, { gravest: Level | null; worse: boolean }>()
  const add = (pair: Pair, level: Level | null, worse: boolean) => {
    const known = news.get(pairKey(pair)) ?? { gravest: null, worse: false }
    if (level !== null && (known.gravest === null || isGraver(level, known.gravest))) {
      known.gravest = level
    }
    known.worse ||= worse
    news.set(pairKey(pair), known)
  }
  const changed = new Set(changes.map(({ warning }) => warning.id))
  for (const one of standing) {
    if (!changed.has(one.id)) add({ projectId: one.project_id, rule: one.rule }, one.level, false)
  }
  for (const { kind, warning, from } of changes) {
    const rose = kind === 'level-changed' && from !== undefined && isGraver(warning.level, from)
    add(
      { projectId: warning.project_id, rule: warning.rule },
      kind === 'cleared' ? null : warning.level,
      kind === 'raised' || rose,
    )
  }
  return (pair) => news.get(pairKey(pair)) ?? { gravest: null, worse: false }
}

export function matterAfter(
  tx: Tx,
  { projectId, rule }: Pair,
  last: MatterRecord | null,
  step: MatterStep,
  day: PlainDate,
): MatterRecord {
  const fresh: MatterRecord = {
    district: tx.district,
    id: uuidv7(),
    project_id: projectId,
    rule,
    level: 'blue',
    state: 'open',
    outcome: null,
    times: 1,
    opened_on: day,
    raised_on: day,
    closed_on: null,
    task_id: uuidv7(),
  }
  switch (step.kind) {
    case 'open':
      return { ...fresh, level: step.level }
    case 'reopen': {
      const again = { state: 'open', outcome: null, closed_on: null, raised_on: day } as const
      return { ...(last ?? fresh), ...again, level: step.level, times: step.times }
    }
    case 'rise':
      return { ...(last ?? fresh), level: step.level }
    case 'close':
      return { ...(last ?? fresh), state: 'closed', outcome: step.outcome, closed_on: day }
  }
}

const eventKinds: Record<MatterStep['kind'], MatterEventKind> = {
  open: 'opened',
  reopen: 'reopened',
  rise: 'rose',
  close: 'closed',
}

export async function recordSteps(
  tx: Tx,
  stepped: readonly SteppedMatter[],
  day: PlainDate,
): Promise<void> {
  await recordMatters(
    tx,
    stepped.map(({ matter }) => matter),
  )
  await insertMatterEvents(
    tx,
    stepped.map(({ matter, step }) => ({
      district: tx.district,
      id: uuidv7(),
      matter_id: matter.id,
      project_id: matter.project_id,
      kind: eventKinds[step.kind],
      level: matter.level,
      detail: detailOf(step),
      happened_on: day,
      at: tx.now,
    })),
  )
}

function detailOf(step: MatterStep): Record<string, string | number> {
  switch (step.kind) {
    case 'open':
      return {}
    case 'reopen':
      return { why: step.why, times: step.times }
    case 'rise':
      return { from: step.from }
    case 'close':
      return { outcome: step.outcome }
  }
}

/**
 * Gives the matters to their posts and tells the firms, set-based: nothing for those that changed nothing. A rule does it, and
 * not whoever handed in the sheet that made it speak.
 */
export async function carryOut(
  { actor: _whoeverBroughtFacts, ...facts }: Tx,
  stepped: readonly SteppedMatter[],
  day: PlainDate,
  rows: readonly Parameter[],
): Promise<void> {
  if (stepped.length === 0) return
  const tx: Tx = { ...facts, actor: system }
  const parameters = matterParametersFor(rows, tx.district, day)
  const projects = await listMatterProjects(
    tx,
    stepped.map(({ matter }) => matter.project_id),
  )
  const calendar = await calendarOf(tx)
  const works = stepped.map((one) => workOf(one, projects, parameters, { day, calendar }))
  await cancelTasks(
    tx,
    works.filter(({ step }) => step.kind === 'close').map(({ about }) => about),
    sentence(riskWords, 'risk.matter-gone'),
  )
  const again = works.filter(({ step }) => step.kind === 'reopen')
  const reopened = await reopenTasks(
    tx,
    again.map(({ about, why, dueOn }) => ({ about, why, dueOn })),
  )
  const isReopened = new Set(reopened.map(({ about }) => about.id))
  const fresh = works.filter(
    ({ step, about }) =>
      step.kind === 'open' || (step.kind === 'reopen' && !isReopened.has(about.id)),
  )
  const assigned = await assignTasks(
    tx,
    fresh.map(({ about, matter, project, title, asks, owner, dueOn, step }) => ({
      ...(step.kind === 'open' ? { id: matter.task_id } : {}),
      about,
      projectId: project.id,
      title,
      asks,
      owner,
      dueOn,
      isCounted: true,
      level: matter.level,
    })),
  )
  await raiseTasks(
    tx,
    works.filter(({ step, about }) => step.kind === 'rise' || isReopened.has(about.id)),
  )
  await keepNewTasks(tx, fresh, assigned)
  await sendNotices(tx, works.flatMap(noticesOf))
}

interface Work {
  readonly step: MatterStep
  readonly matter: MatterRecord
  readonly project: NamedProject
  readonly about: { readonly kind: 'matter'; readonly id: string }
  readonly title: string
  readonly asks: string
  readonly why: string
  readonly owner: ReturnType<typeof ownerOf>
  readonly dueOn: PlainDate
  readonly level: Level
}

function workOf(
  { matter, step }: SteppedMatter,
  projects: ReadonlyMap<string, NamedProject>,
  parameters: MatterParameters,
  { day, calendar }: { readonly day: PlainDate; readonly calendar: Calendar },
): Work {
  const project = projects.get(matter.project_id) ?? {
    id: matter.project_id,
    code: '',
    name: '',
    town: null,
    industry: 'other',
  }
  const level = levelName(matter.level)
  return {
    step,
    matter,
    project,
    about: { kind: 'matter', id: matter.id },
    title: `${project.name}：${warningTitle(matter.rule)}`,
    asks: ruleAsks(matter.rule),
    why: whyOf(step, level),
    owner: ownerOf(matter.level, project, parameters),
    dueOn: dueOnOf(matter.level, day, parameters, calendar),
    level: matter.level,
  }
}

function whyOf(step: MatterStep, level: string): string {
  switch (step.kind) {
    case 'open':
    case 'close':
      return ''
    case 'rise':
      return sentence(riskWords, 'risk.matter-why-rose', { level })
    case 'reopen':
      return sentence(riskWords, `risk.matter-why-${step.why}`, { level, times: step.times })
  }
}

/** A matter that was opened again after its task was cancelled has another task now. */
async function keepNewTasks(
  tx: Tx,
  fresh: readonly Work[],
  assigned: Awaited<ReturnType<typeof assignTasks>>,
): Promise<void> {
  const moved = fresh.flatMap(({ matter }, at) => {
    const taskId = assigned[at]?.taskId ?? null
    return taskId === null || taskId === matter.task_id ? [] : [{ ...matter, task_id: taskId }]
  })
  await recordMatters(tx, moved)
}

/** The firm acknowledges by the limit; the department of its industry is told by copy. */
function noticesOf({ step, matter, project, title, asks, dueOn, about }: Work): NewNotice[] {
  if (step.kind === 'close') return []
  const { firm, copy } = toldOf(project)
  const told = { about, projectId: project.id }
  const values = { title, asks, due: dayText(dueOn), level: levelName(matter.level) }
  const kind = eventKinds[step.kind]
  return [
    { ...told, to: firm, code: `risk.notice-${kind}`, values, acknowledgeBy: dueOn },
    {
      ...told,
      to: copy,
      code: 'risk.notice-copied',
      values: { title, due: values.due, level: values.level },
      acknowledgeBy: null,
    },
  ]
}
