import type { PlainDate } from '../kernel/day.ts'
import { demoDistrict } from '../kernel/district.ts'
import { deliveriesOf } from './deliveries.ts'
import { demoAccounts } from './demo-accounts.ts'
import { factsOf } from './facts.ts'
import { ordinarySize, type ProjectPlan, type WorldSize } from './plan.ts'
import { towns } from './towns-and-firms.ts'
import { truthOf } from './truth.ts'
import type { Enterprise, World, WorldProject } from './world.ts'

interface DemoWorld {
  /** The day of the first start; facts end the day before. */
  readonly today: PlainDate
  readonly seed: string
  /** Ten projects at least, those with a story. */
  readonly size?: WorldSize
}

/** The demo district: the same day, seed and size give the same district to the byte. */
export function demoWorld({ today, seed, size = ordinarySize }: DemoWorld): World {
  const facts = factsOf(today, seed, size)
  return {
    district: demoDistrict,
    districtName: '示范区',
    months: facts.months,
    yesterday: facts.yesterday,
    towns: Object.values(towns),
    enterprises: enterprisesOf(facts.plans),
    projects: facts.plans.map(worldProject),
    accounts: demoAccounts(facts.plans),
    deliveries: deliveriesOf(facts),
    truth: truthOf(facts, today),
  }
}

function enterprisesOf(plans: readonly ProjectPlan[]): Enterprise[] {
  const firms = new Map<string, Enterprise>()
  for (const { participants } of plans) {
    for (const { name, creditCode } of participants) {
      if (creditCode !== null) firms.set(name, { name, creditCode })
    }
  }
  return [...firms.values()]
}

/** What others may see of a plan: never its story. */
function worldProject(plan: ProjectPlan): WorldProject {
  const { code, name, town, townName, ownerKind, state, permitNumber, platformNumber } = plan
  const { payDay, begunOn, finishedOn, participants, onPlatform } = plan
  return {
    code,
    name,
    town,
    townName,
    ownerKind,
    state,
    permitNumber,
    platformNumber,
    payDay,
    begunOn,
    finishedOn,
    participants,
    onPlatform,
  }
}
