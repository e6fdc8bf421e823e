import { type Kysely, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import { addDays, PlainDate } from '../../kernel/day.ts'
import { Level } from '../../kernel/level.ts'
import { fen } from '../../kernel/money.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import type { PlacesViews } from '../places/tables.ts'
import { parametersInForce } from '../places/views.ts'
import { normalProjectCode } from '../registry/rules/project-code.ts'
import type { RegistryViews } from '../registry/tables.ts'
import { findProjectId } from '../registry/views.ts'
import type { LedgerFilter } from '../wages/contract.ts'
import type { Warning, WarningAsOf, WarningEvent, WarningFilter, WarningRow } from './contract.ts'
import type { RuleWarning } from './rules/catalogue/rule.ts'
import { nextLevelOf, parametersByMonth } from './rules/level.ts'
import { ruleOf, warningsOf } from './rules/risk-rules.ts'
import type { RiskTables, WarningColumns } from './tables.ts'
import { parameterName, parametersOfRule } from './views-catalogue.ts'
import { foldProjectMonths, projectMonthOf } from './views-fold.ts'
import {
  briefOf,
  itsMatter,
  matterColumns,
  type MatterOfWarning,
  mattersUnder,
  readActing,
} from './views-matters.ts'
import {
  ruleAsks,
  ruleWhy,
  warningArticle,
  warningClears,
  warningEventMessage,
  warningMessage,
  warningTitle,
} from './words.ts'

type Database = RiskTables & RegistryViews & PlacesViews

interface WarningList {
  readonly rows: WarningRow[]
  readonly next: string | null
  readonly counts: Record<Level, number>
}

/** Standing ones first, the gravest first, of those the newest first; a page of them, and how many of each level. */
export async function listWarnings(
  ctx: Context,
  { after, limit, level, ...filter }: PageQuery & WarningFilter,
): Promise<WarningList> {
  const begin = readCursor(Cursor, after)
  return look(ctx, async (reading) => {
    const ofLevel = level === undefined ? sql`true` : sql`w.level = ${level}`
    const beyond =
      begin === null
        ? sql`true`
        : sql`((w.cleared_on is null), ${gravity}, w.raised_on, w.id)
            < (${begin[0]}::boolean, ${begin[1]}::integer, ${begin[2]}::date, ${begin[3]}::uuid)`
    const found = await sql<FoundWarning>`
      select ${warningColumns}, ${matterColumns}, ${gravity} as gravity
      from (
        select w.* from risk.warning w ${asksMatter(filter) ? itsMatter : sql``}
        where ${warningsUnder(reading, filter)} and ${ofLevel} and ${beyond}
        order by ${gravestFirst} limit ${limit + 1}
      ) w ${itsProject} ${itsMatter}
      order by ${gravestFirst}`.execute(database(reading))
    const counted = await sql<{ level: Level; count: number }>`
      select w.level, count(*) as count from risk.warning w ${asksMatter(filter) ? itsMatter : sql``}
      where ${warningsUnder(reading, filter)} group by w.level`.execute(database(reading))
    const rows = found.rows.slice(0, limit)
    const last = rows.at(-1)
    return {
      rows: rows.map((row) => rowOf(row, officeDay(reading))),
      next: last !== undefined && found.rows.length > limit ? cursorAt(last) : null,
      counts: {
        blue: 0,
        yellow: 0,
        orange: 0,
        red: 0,
        ...Object.fromEntries(counted.rows.map((row) => [row.level, row.count])),
      },
    }
  })
}

export async function viewWarning(ctx: Context, { id }: { id: string }): Promise<Warning> {
  return look(ctx, async (reading) => {
    const found = await sql<FoundWarning>`
      select ${warningColumns}, ${matterColumns}, 0 as gravity
      from risk.warning w ${itsProject} ${itsMatter}
      where w.district = ${reading.district} and w.id = ${id}`.execute(database(reading))
    const [warning] = found.rows
    if (warning === undefined) {
      throw new Refused({ code: 'risk.warning-unknown', kind: 'not-found' })
    }
    const day = officeDay(reading)
    const rows = await parametersInForce(reading)
    const parameters = parametersByMonth(rows, reading.district, day)(warning.month)
    const rule = ruleOf(warning.rule)
    const payOn = payOnOf(warning)
    const row = rowOf(warning, day)
    const mayRise = warning.cleared_on === null && rule !== undefined
    return {
      ...row,
      title: warningTitle(warning.rule),
      payOn,
      why: ruleWhy(warning.rule),
      clears: warningClears(warning),
      asks: ruleAsks(warning.rule),
      nextLevel: mayRise ? nextLevelOf(payOn, day, parameters, rule.gravity(parameters)) : null,
      parameters: parametersOfRule(warning.rule, parameters),
      missing: (rule?.missing(parameters) ?? []).map(parameterName),
      rows: rowsBehind(warning),
      events: await eventsOf(reading, warning),
      acting: await readActing(reading, row.matter),
    }
  })
}

/**
 * What the rules say on a day, by what is known now and was paid up to that day: computed, and nothing written. The
 * gravest first, by project and month; of one project where one is named, which must be known.
 */
export async function warningsAsOf(
  ctx: Context,
  { day, projectCode }: { readonly day: PlainDate; readonly projectCode?: string },
): Promise<WarningAsOf[]> {
  return look(ctx, async (reading) => {
    const parametersOf = parametersByMonth(await parametersInForce(reading), reading.district, day)
    const { folds } = await foldProjectMonths(reading, {
      day,
      parametersOf,
      ...(projectCode === undefined
        ? {}
        : { projectId: await findProjectId(reading, projectCode) }),
    })
    return folds
      .flatMap((fold) =>
        warningsOf(projectMonthOf(fold), day, parametersOf(fold.month)).map((warning) =>
          asOfRow(fold.code, fold.name, warning),
        ),
      )
      .toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1))
  })
}

interface FoundWarning extends Omit<WarningColumns, 'matter_id'>, MatterOfWarning {
  code: string
  name: string
  town_name: string | null
  gravity: number
}

/** A warning that changes with every sheet of two years has fewer. */
const mostEvents = 500

const Cursor = z.tuple([z.boolean(), z.int(), z.iso.date(), z.uuid()])

/** As the index `warning_page` has it. */
const gravity = sql`(case w.level when 'red' then 4 when 'orange' then 3 when 'yellow' then 2 else 1 end)`
const gravestFirst = sql`(w.cleared_on is null) desc, ${gravity} desc, w.raised_on desc, w.id desc`
const warningColumns = sql`w.district, w.id, w.project_id, w.month, w.rule, w.level, w.raised_on, w.cleared_on,
  w.detail, p.code, p.name, t.name as town_name`
const itsProject = sql`
  join registry.project_face p on p.district = w.district and p.id = w.project_id
  left join places.town t on t.district = p.district and t.code = p.town`

function database(reading: Reading): Kysely<Database> {
  return tables<Database>(reading)
}

/** Everything but the level: that is chosen from the counts. */
function warningsUnder(reading: Reading, filter: Omit<WarningFilter, 'level'>) {
  const { project, rule, month, state } = filter
  const conditions = [
    sql<SqlBool>`w.district = ${reading.district}`,
    ...(state === 'open' ? [sql<SqlBool>`w.cleared_on is null`] : []),
    ...(state === 'cleared' ? [sql<SqlBool>`w.cleared_on is not null`] : []),
    ...(rule === undefined ? [] : [sql<SqlBool>`w.rule = ${rule}`]),
    ...(month === undefined ? [] : [sql<SqlBool>`w.month = ${month}`]),
    ...(project === undefined
      ? []
      : [
          sql<SqlBool>`w.project_id = (select id from registry.project_face
            where district = ${reading.district} and code = ${normalProjectCode(project)})`,
        ]),
    ...mattersUnder(filter, officeDay(reading)),
  ]
  return sql.join(conditions, sql` and `)
}

/** Only then the matters are joined before the page is cut. */
function asksMatter({ owner, only, outcome }: Omit<WarningFilter, 'level'>): boolean {
  return [owner, only, outcome].some((one) => one !== undefined)
}

function cursorAt(last: FoundWarning): string {
  return cursorOf([last.cleared_on === null, last.gravity, last.raised_on, last.id])
}

function rowOf(found: FoundWarning, today: PlainDate): WarningRow {
  const owed = found.detail['fen']
  return {
    id: found.id,
    projectCode: found.code,
    projectName: found.name,
    town: found.town_name,
    rule: found.rule,
    level: found.level,
    month: found.month,
    raisedOn: found.raised_on,
    clearedOn: found.cleared_on,
    article: warningArticle(found.rule),
    message: warningMessage(found),
    owedFen: typeof owed === 'number' ? fen(owed) : null,
    evidence: Number(found.detail['workers'] ?? 0),
    matter: briefOf(found, today),
  }
}

/** The rules put it among the values of their sentence. */
function payOnOf({ detail, raised_on }: WarningColumns): PlainDate {
  const said = PlainDate.safeParse(detail['payOn'])
  return said.success ? said.data : addDays(raised_on, -1)
}

const onlyOf: Readonly<Record<string, LedgerFilter['only']>> = {
  'R-01': 'unpaid',
  'R-02': 'without-pay-line',
  'R-03': 'underpaid',
  'R-05': 'without-pay-line',
}

/** Desk path of the ledger rows that the rule counted. */
function rowsBehind({ code, month, rule }: FoundWarning): string {
  const only = onlyOf[rule]
  const query = new URLSearchParams({ project: code, month, ...(only ? { only } : {}) })
  return `/ledger?${query.toString()}`
}

async function eventsOf(reading: Reading, warning: FoundWarning): Promise<WarningEvent[]> {
  const events = await database(reading)
    .selectFrom('risk.warning_event')
    .select(['kind', 'level', 'detail', 'happened_on'])
    .where('district', '=', reading.district)
    .where('warning_id', '=', warning.id)
    .orderBy('id')
    .limit(mostEvents)
    .execute()
  return events.map(({ kind, level, detail, happened_on }) => ({
    kind,
    level,
    happenedOn: happened_on,
    message: warningEventMessage({ rule: warning.rule, kind, level, detail }),
  }))
}

function asOfRow(project: string, name: string, warning: RuleWarning): WarningAsOf {
  const { rule, level, month, raisedOn, article, values, evidence } = warning
  const message = warningMessage({ rule, detail: values })
  return { project, name, rule, level, month, raisedOn, article, message, evidence }
}

function orderOf({ level, project, month, rule }: WarningAsOf): string {
  return [4 - Level.options.indexOf(level), project, month, rule].join(' ')
}
