import { uuidv7 } from 'uuidv7'
import type { PlainDate } from '../../kernel/day.ts'
import { must, type Refusal } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import { parametersInForce } from '../places/views.ts'
import { projectIdsByCode } from '../registry/views.ts'
import type { ClassesDone, SetClasses, TakeBackClasses } from './contract.ts'
import { folder } from './reclass.ts'
import { whyNotSetClass } from './rules/class.ts'
import { stepEntries, type Turn } from './step-entries.ts'
import {
  insertClassEvents,
  listFacts,
  lockLastEntries,
  lockStandings,
  recordStandings,
  type StandingRecord,
} from './store.ts'

/** An officer says the class of projects, with a reason: it holds until it is taken back, whatever the rule says. */
export async function setClasses(
  ctx: Context,
  { projects, class: to, why }: SetClasses,
): Promise<ClassesDone> {
  return onMany(ctx, 'register.set-classes', projects, why, 'officer', (tx, standing, day) => {
    if (standing.word_class === to) return { code: 'register.class-same', kind: 'wrong-state' }
    return {
      ...standing,
      word_class: to,
      word_by_name: tx.actor.name,
      word_reason: why,
      word_on: day,
      class: to,
      how: 'officer',
      since: standing.class === to ? standing.since : day,
    }
  })
}

/** The rule's class counts again. */
export async function takeBackClasses(
  ctx: Context,
  { projects, why }: TakeBackClasses,
): Promise<ClassesDone> {
  const action = 'register.take-back-classes'
  return onMany(ctx, action, projects, why, 'taken-back', (_tx, standing, day) => {
    if (standing.word_class === null) {
      return { code: 'register.class-no-word', kind: 'wrong-state' }
    }
    return {
      ...standing,
      word_class: null,
      word_by_name: null,
      word_reason: null,
      word_on: null,
      class: standing.rule_class,
      how: 'rule',
      since: standing.class === standing.rule_class ? standing.since : day,
    }
  })
}

async function onMany(
  ctx: Context,
  action: string,
  codes: readonly string[],
  reason: string,
  how: 'officer' | 'taken-back',
  step: (tx: Tx, standing: StandingRecord, day: PlainDate) => StandingRecord | Refusal,
): Promise<ClassesDone> {
  must(whyNotSetClass(ctx.actor))
  return act(ctx, action, codes.length === 1 ? (codes[0] ?? '') : ctx.district, async (tx) => {
    const day = officeDay(tx)
    const known = await projectIdsByCode(tx, codes)
    const ids = [...new Set(known.values())].toSorted()
    const standings = await lockStandings(tx, ids)
    const rows = await parametersInForce(tx)
    const fold = folder(rows, tx, day)
    const codeOf = new Map([...known].map(([code, id]) => [id, code]))
    const unknown = codes.filter((code) => !known.has(code))
    const refused: ClassesDone['refused'] = unknown.map((project) => ({
      project,
      refusal: { code: 'register.no-such-project', kind: 'not-found' },
    }))
    const turns: Turn[] = []
    for (const facts of await listFacts(tx, ids, day)) {
      const standing = fold(facts, standings.get(facts.project_id) ?? null)
      const next = step(tx, standing, day)
      if ('kind' in next) {
        refused.push({ project: codeOf.get(facts.project_id) ?? '', refusal: next })
      } else turns.push({ standing: next, from: standing.class })
    }
    await recordStandings(
      tx,
      turns.map(({ standing }) => standing),
    )
    await insertClassEvents(
      tx,
      turns.map(({ standing, from }) => ({
        district: tx.district,
        id: uuidv7(),
        project_id: standing.project_id,
        from_class: from,
        to_class: standing.class,
        how,
        reason,
        actor_name: tx.actor.name,
        happened_on: day,
        at: tx.now,
      })),
    )
    // A word opens nothing by itself: whoever says it opens by hand. Taken back, the rule speaks again.
    if (how === 'taken-back') {
      await stepEntries(tx, turns, await lockLastEntries(tx, ids), rows, day)
    }
    tx.note({ projects: turns.length, refused: refused.length })
    return { done: turns.length, refused }
  })
}
