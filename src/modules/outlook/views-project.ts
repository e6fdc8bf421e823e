import { sql } from 'kysely'
import { type PlainDate, monthOf } from '../../kernel/day.ts'
import { fen, yuanText } from '../../kernel/money.ts'
import { sentence } from '../../kernel/words.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import { findProjectId } from '../registry/views.ts'
import type {
  MoneyEvidence,
  MoneyRow,
  OutlookEvent,
  PlanRow,
  PromiseRow,
  ProjectOutlook,
  WageLineRow,
} from './contract-project.ts'
import { enteredState } from './rules/money-in-sight.ts'
import { isFarBeyond } from './rules/plan.ts'
import type { WageLine, WagesUntil } from './rules/wages-due.ts'
import type { EvidenceColumns, OutlookTables } from './tables.ts'
import { enteredOf, type ProjectFacts, readFacts, type Terms, termsOf } from './views-facts.ts'
import {
  columnsOf,
  festivalOf,
  type NamedColumns,
  outlookRowOf,
  type Reckoned,
  reckon,
} from './views-rows.ts'
import { itsTask } from './views.ts'
import { outlookWords } from './words.ts'

const mostEvents = 100

/** A project's outlook, reckoned from the facts of this moment. */
export async function viewProjectOutlook(
  ctx: Context,
  { code }: { readonly code: string },
): Promise<ProjectOutlook> {
  const day = officeDay(ctx)
  return look(ctx, async (reading) => {
    const id = await findProjectId(reading, code)
    const terms = await termsOf(reading, day, false)
    const [facts] = await readFacts(reading, terms, [id])
    if (facts === undefined) throw new Error('A project that was found is gone within one reading.')
    const one = reckon(facts, terms)
    const { wages } = one.outlook
    return {
      ...outlookRowOf(await namedOf(reading, one, terms)),
      asOf: ctx.now.toISOString(),
      day,
      festival: festivalOf(day, terms.festivalOn, terms.calendar),
      usualFen: wages.usualFen,
      usualMonths: [...wages.usualMonths],
      peopleFrom: wages.peopleFrom,
      worksUntil: wages.worksUntil,
      doubts: wages.doubts.map((doubt) => sentence(outlookWords, `outlook.doubt-${doubt}`)),
      lines: wages.lines.map((line) => lineOf(line, wages, facts.project.code, day)),
      money: await moneyOf(reading, facts, day),
      plan: planOf(one, terms),
      promises: promisesOf(one),
      events: await eventsOf(reading, id),
    }
  })
}

async function namedOf(reading: Reading, one: Reckoned, terms: Terms): Promise<NamedColumns> {
  const { project } = one.facts
  const found = await sql<
    Pick<
      NamedColumns,
      'task_id' | 'task_role' | 'task_place' | 'task_due_on' | 'task_late' | 'task_unowned'
    >
  >`
    select k.task_id, k.task_role, k.task_place, k.task_due_on, k.task_late, k.task_unowned
    from (select ${project.id}::uuid as id) p ${itsTask(reading, terms.day)}`.execute(
    tables(reading),
  )
  const task = found.rows[0]
  return {
    ...columnsOf(one, terms, reading.district, null),
    code: project.code,
    name: project.name,
    town_name: project.town_name,
    state: project.state,
    task_id: task?.task_id ?? null,
    task_role: task?.task_role ?? null,
    task_place: task?.task_place ?? null,
    task_due_on: task?.task_due_on ?? null,
    task_late: task?.task_late ?? null,
    task_unowned: task?.task_unowned ?? null,
  }
}

function lineOf(line: WageLine, wages: WagesUntil, code: string, day: PlainDate): WageLineRow {
  const query = new URLSearchParams({ project: code, month: line.month })
  if (line.kind === 'owed') query.set('only', 'owed')
  if (line.kind === 'due-unknown') query.set('only', 'unknown')
  const isOfLedger = line.kind === 'owed' || line.kind === 'due-unknown'
  const isStated = line.kind === 'current' && line.month === monthOf(day)
  return {
    month: line.month,
    kind: line.kind,
    people: line.people,
    fen: line.fen,
    how: howOf(line, wages),
    rows: isOfLedger || isStated ? `/ledger?${query.toString()}` : null,
  }
}

function howOf(line: WageLine, { usualFen }: WagesUntil): string {
  const values = { people: line.people, days: line.days, of: line.daysInMonth }
  if (line.kind === 'owed') return sentence(outlookWords, 'outlook.how-owed', values)
  if (usualFen === null) {
    const unknown =
      line.kind === 'due-unknown' ? 'outlook.how-due-unknown-unknown' : 'outlook.how-unknown'
    return sentence(outlookWords, unknown, values)
  }
  return sentence(outlookWords, `outlook.how-${line.kind}`, {
    ...values,
    usual: yuanText(usualFen),
  })
}

function planOf({ facts, outlook }: Reckoned, { parameters }: Terms): PlanRow | null {
  if (facts.plan === null) return null
  return {
    ...facts.plan,
    farBeyond: isFarBeyond(
      outlook.plan.plannedFen - outlook.plan.keptFen - outlook.plan.lateFen,
      outlook.wages.dueFen,
      parameters.beyondTimes.value,
    ),
  }
}

function promisesOf({ facts, outlook }: Reckoned): PromiseRow[] {
  const kept = new Map(outlook.kept.map((one) => [one.id, one]))
  return facts.promised.map((promise) => {
    const one = kept.get(promise.id)
    return {
      id: promise.id,
      beginsOn: promise.begins_on,
      dueOn: promise.due_on,
      amountFen: fen(promise.amount_fen),
      people: promise.people,
      payer: promise.payer,
      moneySource: promise.money_source,
      words: promise.words,
      addedIn: promise.added_in,
      state: one?.state ?? 'pending',
      keptFen: one?.keptFen ?? fen(0),
      lateFen: one?.lateFen ?? fen(0),
      lacksFen: one?.lacksFen ?? fen(0),
    }
  })
}

async function moneyOf(
  reading: Reading,
  { entries }: ProjectFacts,
  day: PlainDate,
): Promise<MoneyRow[]> {
  const evidence = await evidenceOf(
    reading,
    entries.map(({ id }) => id),
  )
  return entries.map((one) => ({
    id: one.id,
    amountFen: fen(one.amount_fen),
    expectedOn: one.expected_on,
    moneySource: one.money_source,
    words: one.words,
    enteredOn: one.entered_on,
    enteredBy: one.entered_by,
    enteredByName: one.entered_by_name,
    organisation: one.entered_by_organisation,
    state: enteredState(enteredOf(one), day),
    withdrawnWhy: one.withdrawn_why,
    withdrawnOn: one.withdrawn_on,
    evidence: evidence.get(one.id) ?? [],
  }))
}

async function evidenceOf(
  reading: Reading,
  moneyIds: readonly string[],
): Promise<Map<string, MoneyEvidence[]>> {
  const files = new Map<string, MoneyEvidence[]>()
  if (moneyIds.length === 0) return files
  const found = await tables<OutlookTables>(reading)
    .selectFrom('outlook.evidence')
    .select(['id', 'money_id', 'name', 'bytes'])
    .where('district', '=', reading.district)
    .where('money_id', 'in', [...moneyIds])
    .orderBy('id')
    .execute()
  for (const { money_id, ...file } of found) {
    if (money_id === null) continue
    files.set(money_id, [...(files.get(money_id) ?? []), file])
  }
  return files
}

/** Evidence of money that was entered, or that whoever asks has uploaded; null where there is none. */
export async function findEvidence(
  reading: Reading,
  projectId: string,
  id: string,
): Promise<EvidenceColumns | null> {
  const found = await tables<OutlookTables>(reading)
    .selectFrom('outlook.evidence')
    .selectAll()
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .where((where) =>
      where.or([where('money_id', 'is not', null), where('uploaded_by', '=', reading.actor.id)]),
    )
    .executeTakeFirst()
  return found ?? null
}

async function eventsOf(reading: Reading, projectId: string): Promise<OutlookEvent[]> {
  const found = await tables<OutlookTables>(reading)
    .selectFrom('outlook.outlook_event')
    .selectAll()
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .orderBy('id', 'desc')
    .limit(mostEvents)
    .execute()
  return found.map((event) => ({
    id: event.id,
    message: sentence(outlookWords, `outlook.event-${event.kind}`, event.detail),
    actorName: event.actor_name,
    organisation: event.organisation,
    happenedOn: event.happened_on,
    at: event.at.toISOString(),
  }))
}
