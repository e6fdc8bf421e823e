import { uuidv7 } from 'uuidv7'
import { dayText } from '../../kernel/day-text.ts'
import type { PlainDate } from '../../kernel/day.ts'
import { fen, yuanText } from '../../kernel/money.ts'
import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import { readProject } from '../registry/views.ts'
import type { MakePlan, ProjectOutlook, PromiseInput } from './contract-project.ts'
import { refreshOutlooks } from './refresh-outlooks.ts'
import { whyNotPlan } from './rules/plan.ts'
import {
  dropPromises,
  insertEvents,
  insertPromises,
  lockPlan,
  lockPromises,
  recordPlan,
} from './store.ts'
import type { PlanColumns, PromiseColumns } from './store.ts'
import { termsOf } from './views-facts.ts'
import { viewProjectOutlook } from './views-project.ts'

/**
 * Makes a project's plan, or its next version: all promises whose day has not passed. Those whose day has stay as they were,
 * for what was not kept cannot be written away.
 */
export async function makePlan(
  ctx: Context,
  { code }: { readonly code: string },
  { version, promises }: MakePlan,
): Promise<ProjectOutlook> {
  const { id: projectId } = await readProject(ctx, code)
  return act(ctx, 'plan.make', projectId, async (tx) => {
    const terms = await termsOf(tx, officeDay(tx), false)
    const { day, festivalOn } = terms
    const known = await lockPlan(tx, projectId, festivalOn)
    const standing = known === null ? [] : await lockPromises(tx, known.id)
    const passed = standing.filter(({ due_on }) => due_on < day)
    must(
      whyNotPlan(promises, {
        day,
        festivalOn,
        version: known?.version ?? 0,
        seenVersion: version,
        standing: passed.length,
      }),
    )
    const change = changeOf(
      standing.filter(({ due_on }) => due_on >= day),
      promises,
    )
    if (change.added.length > 0 || change.dropped.length > 0) {
      const plan = planAfter(tx, known, { projectId, festivalOn, day })
      await recordPlan(tx, plan)
      await dropPromises(
        tx,
        change.dropped.map(({ id }) => id),
        plan.version,
        day,
      )
      await insertPromises(
        tx,
        change.added.map((one) => promiseOf(plan, one, day)),
      )
      await insertEvents(tx, [eventOf(tx, plan, [...passed, ...change.kept], change.added, day)])
      tx.note({ version: plan.version, promises: promises.length })
      await refreshOutlooks(tx, [projectId], terms)
    }
    return viewProjectOutlook(tx, { code })
  })
}

type Same = Pick<
  PromiseColumns,
  'begins_on' | 'due_on' | 'amount_fen' | 'people' | 'payer' | 'money_source' | 'words'
>

function columnsOf(input: PromiseInput): Same {
  return {
    begins_on: input.beginsOn,
    due_on: input.dueOn,
    amount_fen: input.amountFen,
    people: input.people,
    payer: input.payer,
    money_source: input.moneySource,
    words: input.words,
  }
}

function keyOf(one: Same): string {
  const { begins_on, due_on, amount_fen, people, payer, money_source, words } = one
  return JSON.stringify([begins_on, due_on, amount_fen, people, payer, money_source, words])
}

/** A promise that stands in the new version too is the same one. */
function changeOf(standing: readonly PromiseColumns[], promises: readonly PromiseInput[]) {
  const left = [...standing]
  const kept: PromiseColumns[] = []
  const added: Same[] = []
  for (const promise of promises) {
    const columns = columnsOf(promise)
    const at = left.findIndex((one) => keyOf(one) === keyOf(columns))
    const [same] = at < 0 ? [] : left.splice(at, 1)
    if (same === undefined) added.push(columns)
    else kept.push(same)
  }
  return { kept, added, dropped: left }
}

function planAfter(
  tx: Tx,
  known: PlanColumns | null,
  { projectId, festivalOn, day }: { projectId: string; festivalOn: PlainDate; day: PlainDate },
): PlanColumns {
  if (known !== null) return { ...known, version: known.version + 1 }
  return {
    district: tx.district,
    id: uuidv7(),
    project_id: projectId,
    festival_on: festivalOn,
    version: 1,
    made_on: day,
  }
}

function promiseOf(plan: PlanColumns, columns: Same, day: PlainDate): PromiseColumns {
  return {
    district: plan.district,
    id: uuidv7(),
    plan_id: plan.id,
    project_id: plan.project_id,
    ...columns,
    added_in: plan.version,
    added_on: day,
    dropped_in: null,
    dropped_on: null,
    asked_on: null,
  }
}

function eventOf(
  tx: Tx,
  plan: PlanColumns,
  stay: readonly Pick<PromiseColumns, 'amount_fen' | 'due_on'>[],
  added: readonly Same[],
  day: PlainDate,
) {
  const all = [...stay, ...added]
  const last =
    all
      .map(({ due_on }) => due_on)
      .toSorted()
      .at(-1) ?? day
  return {
    district: tx.district,
    id: uuidv7(),
    project_id: plan.project_id,
    kind: plan.version === 1 ? ('plan-made' as const) : ('plan-changed' as const),
    detail: {
      version: plan.version,
      promises: all.length,
      yuan: yuanText(fen(all.reduce((sum, { amount_fen }) => sum + amount_fen, 0))),
      until: dayText(last),
    },
    actor_name: tx.actor.name,
    organisation: tx.actor.organisation,
    happened_on: day,
    at: tx.now,
  }
}
