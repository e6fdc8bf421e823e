import { addDays } from '../../kernel/day.ts'
import { act, look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, type Tx } from '../../platform/context.ts'
import { analyzeTable } from '../../platform/stage.ts'
import type { Parameter } from '../places/rules/parameter.ts'
import { parametersInForce } from '../places/views.ts'
import type { ProjectSource } from '../registry/rules/project-source.ts'
import { carryOut, freshSpot, recordSteps, spotAfter, type SteppedSpot } from './act-on-spots.ts'
import { blindSpotParametersFor, stepWhenStanding } from './rules/blind-spot.ts'
import { expectedSources, type Missing } from './rules/expectation.ts'
import { expectationsOn } from './rules/expectation-row.ts'
import { type Ground, judge } from './rules/judge.ts'
import {
  hasStandingOn,
  lockCoverage,
  lockStandingOn,
  readBlindSpots,
  readExpectationRows,
  readGivingBefore,
  readGivingSources,
  readProjectsSeen,
  recordBlindSpots,
  recordGivingSources,
  ruleRowOf,
  spotOf,
} from './store.ts'

/** So many projects a transaction, when a sweep finds much to write. */
const projectsAtOnce = 1_000

/**
 * Computes anew in which sources these projects are missing, from what stands; null: every project of the district.
 * Where a source has given its first list, or its last is gone, all are. The same facts give the same blind spots.
 */
export async function refreshBlindSpots(
  tx: Tx,
  projectIds: readonly string[] | null,
): Promise<{ readonly steps: number }> {
  await lockCoverage(tx)
  const ground = await readGround(tx)
  const isSame = areSame(ground.giving, await readGivingBefore(tx))
  if (!isSame) await recordGivingSources(tx, ground.giving)
  const ids = isSame && projectIds !== null ? [...new Set(projectIds)] : null
  if (ids !== null && ids.length === 0) return { steps: 0 }
  return refreshOn(tx, ids, ground)
}

interface DistrictGround extends Ground {
  readonly parameters: readonly Parameter[]
}

async function readGround(reading: Reading): Promise<DistrictGround> {
  const day = officeDay(reading)
  const parameters = await parametersInForce(reading)
  const rows = (await readExpectationRows(reading)).map(ruleRowOf)
  return {
    day,
    parameters,
    expectations: expectationsOn(rows, parameters, reading.district, day),
    giving: await readGivingSources(reading, expectedSources),
  }
}

function areSame(one: ReadonlySet<ProjectSource>, other: ReadonlySet<ProjectSource>): boolean {
  return one.size === other.size && [...one].every((source) => other.has(source))
}

async function refreshOn(
  tx: Tx,
  ids: readonly string[] | null,
  ground: DistrictGround,
): Promise<{ readonly steps: number }> {
  const { day, parameters } = ground
  const projects = new Map((await readProjectsSeen(tx, ids)).map((one) => [one.id, one]))
  const known = (await readBlindSpots(tx, ids, 'hold')).map(spotOf)
  const { fresh, steps, moved } = judge(projects, known, ground)
  const stepped = [
    ...fresh.map((one): SteppedSpot => ({ spot: freshSpot(tx, one, day), step: { kind: 'open' } })),
    ...steps.map(({ spot, step, now }): SteppedSpot => {
      const at = now === null ? spot.record : { ...spot.record, ...whatOf(now) }
      return { spot: spotAfter(at, step, day), step }
    }),
  ]
  await recordBlindSpots(
    tx,
    moved.map(({ spot, now }) => ({ ...spot.record, ...whatOf(now) })),
  )
  await recordSteps(tx, stepped, day)
  await analyzeTable(tx, 'coverage.blind_spot', stepped.length)
  await carryOut(tx, stepped, projects, parameters, day)
  return { steps: stepped.length }
}

function whatOf({ rule, dueSince }: Missing) {
  return { rule, due_since: dueSince }
}

/**
 * What has come due because days passed, and what a transaction may have missed; then what stands on after it was
 * called handled. Looks first and writes only where something is another way: twice in an hour it finds nothing.
 */
export async function sweepBlindSpots(ctx: Context): Promise<void> {
  const ids = await look(ctx, findOutdated)
  for (let at = 0; at < ids.length; at += projectsAtOnce) {
    await act(ctx, 'blind-spot.sweep', ctx.district, async (tx) => {
      tx.note(await refreshBlindSpots(tx, ids.slice(at, at + projectsAtOnce)))
    })
  }
  await reopenStandingOn(ctx)
}

/** Projects of which what is written is not what stands. */
async function findOutdated(reading: Reading): Promise<string[]> {
  const ground = await readGround(reading)
  const projects = new Map((await readProjectsSeen(reading, null)).map((one) => [one.id, one]))
  const known = (await readBlindSpots(reading, null, 'look')).map(spotOf)
  const { fresh, steps, moved } = judge(projects, known, ground)
  const outdated = [...fresh, ...[...steps, ...moved].map(({ spot }) => spot)]
  return [...new Set(outdated.map(({ projectId }) => projectId))].toSorted()
}

const standingAtOnce = 1_000

async function reopenStandingOn(ctx: Context): Promise<void> {
  const day = officeDay(ctx)
  const parameters = await look(ctx, (reading) => parametersInForce(reading))
  const figures = blindSpotParametersFor(parameters, ctx.district, day)
  const before = addDays(day, -figures.standsDays.value)
  const found = await look(ctx, (reading) => hasStandingOn(reading, before))
  if (!found) return
  await act(ctx, 'blind-spot.stand-on', ctx.district, async (tx) => {
    const spots = (await lockStandingOn(tx, before, standingAtOnce)).map(spotOf)
    const stepped = spots.flatMap((spot): SteppedSpot[] => {
      const step = stepWhenStanding(spot, day, figures)
      return step === null ? [] : [{ spot: spotAfter(spot.record, step, day), step }]
    })
    await recordSteps(tx, stepped, day)
    const ids = stepped.map(({ spot }) => spot.project_id)
    const projects = new Map((await readProjectsSeen(tx, ids)).map((one) => [one.id, one]))
    await carryOut(tx, stepped, projects, parameters, day)
    tx.note({ again: stepped.length })
  })
}

/** Everything of the district anew, in one transaction; returns how many blind spots were another way. */
export async function recomputeBlindSpots(ctx: Context): Promise<{ readonly steps: number }> {
  return act(ctx, 'blind-spot.recompute', ctx.district, async (tx) => {
    const done = await refreshBlindSpots(tx, null)
    tx.note(done)
    return done
  })
}
