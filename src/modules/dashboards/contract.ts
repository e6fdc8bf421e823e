import { z } from 'zod'
import { PlainDate, YearMonth } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { figure } from '../../kernel/figure.ts'
import { Level } from '../../kernel/level.ts'
import { Fen } from '../../kernel/money.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { OwnerKind, Project, ProjectState } from '../registry/contract.ts'

const desk = ['coordination-office', 'town', 'labour-officer'] as const

export const ProjectRow = z.object({
  code: z.string(),
  name: z.string(),
  town: z.string().nullable(),
  ownerKind: OwnerKind,
  state: ProjectState,
  generalContractor: z.string().nullable(),
  /** Engaged and not left. */
  workersOnSite: z.int(),
  owedFen: Fen,
  /** Owed after the pay date, today. */
  overdueFen: Fen,
  overdueWorkers: z.int(),
  dueUnknown: z.int(),
  /** The highest open warning; null: none. */
  level: Level.nullable(),
  warnings: z.int(),
})
export type ProjectRow = z.infer<typeof ProjectRow>

export const ProjectFilter = z.object({
  search: z.string().max(100).optional(),
  town: z.string().optional(),
  ownerKind: OwnerKind.optional(),
  /** `government`: any government or SOE owner. */
  owners: z.enum(['government']).optional(),
  state: ProjectState.optional(),
  level: Level.optional(),
  only: z.enum(['overdue']).optional(),
})
export type ProjectFilter = z.infer<typeof ProjectFilter>

export const listProjects = endpoint({
  name: 'dashboards.projects',
  method: 'GET',
  path: '/projects',
  reach: 'district',
  may: desk,
  query: PageQuery.extend(ProjectFilter.shape).extend({
    sort: z.enum(['overdue', 'name', 'workers', 'code']).default('overdue'),
  }),
  reply: pageOf(ProjectRow).extend({ total: z.int() }),
})

/** A month of the wage chain: attended → due → paid → owed. */
export const ChainMonth = z.object({
  month: YearMonth,
  payOn: PlainDate,
  workers: z.int(),
  workersAttended: z.int(),
  workdaysHundredths: z.int(),
  dueUnknown: z.int(),
  attendedWithoutPayLine: z.int(),
  dueFen: Fen,
  deductedFen: Fen,
  paidOnTimeFen: Fen,
  paidLateFen: Fen,
  owedFen: Fen,
  owedWorkers: z.int(),
  /** The highest open warning of the month. */
  level: Level.nullable(),
})
export type ChainMonth = z.infer<typeof ChainMonth>

export const ProjectPage = z.object({
  project: Project,
  townName: z.string().nullable(),
  asOf: z.iso.datetime(),
  /** Why this level, in a sentence; null without a warning. */
  why: z.string().nullable(),
  level: Level.nullable(),
  workersOnSite: figure(z.int()),
  owedFen: figure(Fen),
  overdueFen: figure(Fen),
  overdueWorkers: figure(z.int()),
  dueUnknown: figure(z.int()),
  openWarnings: figure(z.int()),
  nextPayOn: z.object({ month: YearMonth, on: PlainDate, provisional: z.boolean() }).nullable(),
  teams: z.int(),
  firms: z.int(),
  files: z.int(),
  /** Newest first, at most 24. */
  months: z.array(ChainMonth),
})
export type ProjectPage = z.infer<typeof ProjectPage>

export const viewProject = endpoint({
  name: 'dashboards.project',
  method: 'GET',
  path: '/projects/:code',
  reach: 'district',
  may: desk,
  params: z.object({ code: z.string() }),
  reply: ProjectPage,
})

/** What happened to a project, newest first: entered, changed, sheets taken in, warnings raised and cleared. */
export const ProjectHistoryRow = z.object({
  at: z.iso.datetime(),
  on: PlainDate,
  who: z.string(),
  kind: z.enum(['project', 'import', 'warning']),
  level: Level.nullable(),
  /** `broke`: something got worse; `mended`: something got better. */
  turn: z.enum(['broke', 'mended', 'plain']),
  message: z.string(),
  /** Desk path of what it speaks of; null where the page itself is that. */
  opens: z.string().nullable(),
})
export type ProjectHistoryRow = z.infer<typeof ProjectHistoryRow>

export const listProjectHistory = endpoint({
  name: 'dashboards.project-history',
  method: 'GET',
  path: '/projects/:code/history',
  reach: 'district',
  may: desk,
  params: z.object({ code: z.string() }),
  query: PageQuery,
  reply: pageOf(ProjectHistoryRow),
})

export const Home = z.object({
  asOf: z.iso.datetime(),
  day: PlainDate,
  weekday: z.int(),
  springFestival: z.object({ on: PlainDate, days: z.int(), provisional: z.boolean() }),
  overdueFen: figure(Fen),
  overdueWorkers: figure(z.int()),
  overdueProjects: figure(z.int()),
  redProjects: figure(z.int()),
  redGovernmentProjects: figure(z.int()),
  projects: figure(z.int()),
  workersOnSite: figure(z.int()),
  dueUnknown: figure(z.int()),
  warnings: z.object({
    blue: figure(z.int()),
    yellow: figure(z.int()),
    orange: figure(z.int()),
    red: figure(z.int()),
  }),
  /** What waits for the one who looks: batches understood but not committed, rejected rows, warnings new since yesterday. */
  waiting: z.array(
    z.object({
      kind: z.enum(['batch', 'warning', 'pay-date', 'due-unknown']),
      title: z.string(),
      detail: z.string(),
      /** The day it is wanted by; null: none. */
      dueOn: PlainDate.nullable(),
      daysLate: z.int(),
      todo: z.string(),
      opens: z.string(),
    }),
  ),
  /** Red and worst projects first, at most eight. */
  worst: z.array(ProjectRow.extend({ why: z.string() })),
  /** Overdue owed in fen, on each Sunday of the last weeks and today; last year's same weeks before Spring Festival where there are facts. */
  trend: z.array(
    z.object({
      on: PlainDate,
      overdueFen: Fen,
      lastYearOn: PlainDate,
      lastYearFen: Fen.nullable(),
    }),
  ),
  /** Owed by town, most first. */
  towns: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      projects: z.int(),
      overdueFen: Fen,
      overdueWorkers: z.int(),
    }),
  ),
})
export type Home = z.infer<typeof Home>

export const viewHome = endpoint({
  name: 'dashboards.home',
  method: 'GET',
  path: '/home',
  reach: 'district',
  may: desk,
  reply: Home,
})
