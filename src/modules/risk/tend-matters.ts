import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { addDays, type PlainDate } from '../../kernel/day.ts'
import type { Level } from '../../kernel/level.ts'
import { Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import type { Parameter } from '../places/rules/parameter.ts'
import { parametersInForce } from '../places/views.ts'
import type { taskChanged } from '../tasks/contract.ts'
import {
  carryOut,
  matterAfter,
  recordSteps,
  standingOf,
  type SteppedMatter,
} from './act-on-warnings.ts'
import { isGraver } from './rules/level.ts'
import { matterParametersFor, stepOf, stepWhenStanding } from './rules/matter.ts'
import {
  findPairsWithoutMatter,
  findStandingOn,
  insertMatterEvents,
  listStanding,
  lockLastMatters,
  lockMatters,
  type MatterRecord,
  type Pair,
  pairKey,
  putToMatters,
  recordMatters,
} from './store-matters.ts'

const atOnce = 1_000

type TaskChanged = z.infer<typeof taskChanged.body>

/**
 * Opens matters for warnings that have none (those from before there were matters), and opens again what was called
 * handled while what is warned of stands on. Doing it twice changes nothing the second time.
 */
export async function tendMatters(ctx: Context): Promise<void> {
  await act(ctx, 'matter.tend', ctx.district, async (tx) => {
    const day = officeDay(tx)
    const rows = await parametersInForce(tx)
    const parameters = matterParametersFor(rows, tx.district, day)
    const without = await findPairsWithoutMatter(tx, atOnce)
    const before = addDays(day, -parameters.standsDays.value)
    const standing = await findStandingOn(tx, before, atOnce)
    const made = await step(tx, without, day, rows, (last, gravest) =>
      stepOf(standingOf(last), { gravest, worse: true }, day, parameters),
    )
    const again = await step(tx, standing, day, rows, (last, gravest) => {
      const known = standingOf(last)
      return known === null || gravest === null
        ? null
        : stepWhenStanding(known, gravest, day, parameters)
    })
    tx.note({ made, again })
  })
}

async function step(
  tx: Tx,
  pairs: readonly Pair[],
  day: PlainDate,
  rows: readonly Parameter[],
  decide: (last: MatterRecord | null, gravest: Level | null) => SteppedMatter['step'] | null,
): Promise<number> {
  if (pairs.length === 0) return 0
  const known = await lockLastMatters(tx, pairs)
  const gravest = gravestOf(await listStanding(tx, pairs))
  const stepped = pairs.flatMap((pair): SteppedMatter[] => {
    const last = known.get(pairKey(pair)) ?? null
    const found = decide(last, gravest.get(pairKey(pair)) ?? null)
    return found === null ? [] : [{ matter: matterAfter(tx, pair, last, found, day), step: found }]
  })
  await recordSteps(tx, stepped, day)
  const matters = [...known.values(), ...stepped.map(({ matter }) => matter)]
  await putToMatters(tx, matters)
  await carryOut(tx, stepped, day, rows)
  return stepped.length
}

function gravestOf(standing: Awaited<ReturnType<typeof listStanding>>): Map<string, Level> {
  const gravest = new Map<string, Level>()
  for (const { project_id: projectId, rule, level } of standing) {
    const key = pairKey({ projectId, rule })
    const known = gravest.get(key)
    if (known === undefined || isGraver(level, known)) gravest.set(key, level)
  }
  return gravest
}

/** A checked answer closes its matter; a task that somebody opens again opens it too. */
export async function followTasks(tx: Tx, bodies: readonly TaskChanged[]): Promise<void> {
  const told = bodies.filter(
    ({ about, event }) => about.kind === 'matter' && (event === 'closed' || event === 'reopened'),
  )
  if (told.length === 0) return
  const day = officeDay(tx)
  const matters = await lockMatters(
    tx,
    told.map(({ about }) => about.id),
  )
  const last = new Map(told.map((body) => [body.about.id, body]))
  const moved = matters.flatMap((matter) => {
    const body = last.get(matter.id)
    return body === undefined ? [] : (followed(matter, body, day) ?? [])
  })
  await refuseTwoOpen(tx, moved)
  await recordMatters(tx, moved)
  await insertMatterEvents(
    tx,
    moved.map((matter) => ({
      district: tx.district,
      id: uuidv7(),
      matter_id: matter.id,
      project_id: matter.project_id,
      kind: matter.state === 'closed' ? 'closed' : 'reopened',
      level: matter.level,
      detail: matter.outcome === null ? { why: 'by-officer' } : { outcome: matter.outcome },
      happened_on: day,
      at: tx.now,
    })),
  )
}

function followed(
  matter: MatterRecord,
  { event, outcome }: TaskChanged,
  day: PlainDate,
): MatterRecord | null {
  if (event === 'closed' && matter.state === 'open') {
    return { ...matter, state: 'closed', outcome: outcome ?? 'handled', closed_on: day }
  }
  if (event === 'reopened' && matter.state === 'closed') {
    const times = matter.times + 1
    return { ...matter, state: 'open', outcome: null, closed_on: null, raised_on: day, times }
  }
  return null
}

/** What came again much later has a matter of its own: the old one stays closed. */
async function refuseTwoOpen(tx: Tx, moved: readonly MatterRecord[]): Promise<void> {
  const opened = moved.filter(({ state }) => state === 'open')
  if (opened.length === 0) return
  const pairs = opened.map(({ project_id: projectId, rule }) => ({ projectId, rule }))
  const lasts = await lockLastMatters(tx, pairs)
  const taken = opened.some(({ id, project_id: projectId, rule }) => {
    const last = lasts.get(pairKey({ projectId, rule }))
    return last !== undefined && last.id !== id && last.state === 'open'
  })
  if (taken) throw new Refused({ code: 'risk.another-matter-open', kind: 'wrong-state' })
}
