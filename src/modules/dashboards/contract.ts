import { z } from 'zod'
import { PlainDate, YearMonth } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { figure } from '../../kernel/figure.ts'
import { Level } from '../../kernel/level.ts'
import { Fen } from '../../kernel/money.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { Industry, OwnerKind, Project, ProjectSource, ProjectState } from '../registry/contract.ts'
import { RiskClass } from '../register/contract.ts'
import { deskRoles } from '../../kernel/role.ts'

export const ProjectRow = z.object({
  code: z.string(),
  name: z.string(),
  /** The name of its town; null: not stated. */
  town: z.string().nullable(),
  ownerKind: OwnerKind,
  industry: Industry,
  state: ProjectState,
  generalContractor: z.string().nullable(),
  /** Engaged and not left. */
  workersOnSite: z.int(),
  owedFen: Fen,
  /** Owed after the pay date, today. */
  overdueFen: Fen,
  /** People, each once. */
  overdueWorkers: z.int(),
  /** Worker-months. */
  dueUnknown: z.int(),
  /** The highest open warning; null: none. */
  level: Level.nullable(),
  warnings: z.int(),
  /** How many records of sources it stands in. */
  sources: z.int(),
})
export type ProjectRow = z.infer<typeof ProjectRow>

export const ProjectFilter = z.object({
  /** Signs of its name, or of its code. */
  search: z.string().max(100).optional(),
  /** Its code; `none`: of projects whose town is not stated. */
  town: z.string().optional(),
  ownerKind: OwnerKind.optional(),
  /** `government`: any government or SOE owner. */
  owners: z.enum(['government']).optional(),
  state: ProjectState.optional(),
  industry: Industry.optional(),
  /** A source that knows it. */
  source: ProjectSource.optional(),
  level: Level.optional(),
  only: z.enum(['overdue']).optional(),
})
export type ProjectFilter = z.infer<typeof ProjectFilter>

/** `overdue`, `workers`: most first; `name`: as a Chinese dictionary has it. */
export const ProjectSort = z.enum(['overdue', 'name', 'workers', 'code'])
export type ProjectSort = z.infer<typeof ProjectSort>

export const listProjects = endpoint({
  name: 'dashboards.projects',
  method: 'GET',
  path: '/projects',
  reach: 'district',
  may: deskRoles,
  query: PageQuery.extend(ProjectFilter.shape).extend({
    sort: ProjectSort.default('overdue'),
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
  /** 风险等级 in the register, by rule or by an officer's word; the standard grade is another figure. */
  riskClass: RiskClass,
  /** `rows` of all figures: the list whose count or sum the value is. People are counted once, due unknown by worker-months. */
  workersOnSite: figure(z.int()),
  owedFen: figure(Fen),
  overdueFen: figure(Fen),
  overdueWorkers: figure(z.int()),
  dueUnknown: figure(z.int()),
  openWarnings: figure(z.int()),
  /** The next pay date from today on; null where no wages are to come. */
  nextPayOn: z.object({ month: YearMonth, on: PlainDate, provisional: z.boolean() }).nullable(),
  teams: z.int(),
  /** Firms that have workers here. */
  firms: z.int(),
  /** Files taken in that speak of it. */
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
  may: deskRoles,
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
  may: deskRoles,
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
  /** People, each once. */
  overdueWorkers: figure(z.int()),
  overdueProjects: figure(z.int()),
  redProjects: figure(z.int()),
  redGovernmentProjects: figure(z.int()),
  projects: figure(z.int()),
  /** Open ones: a project that is missing in two sources is two. */
  blindSpots: figure(z.int()),
  /** Engagements: who is on two sites is two. */
  workersOnSite: figure(z.int()),
  /** Worker-months whose pay date has passed, and nobody has said what was due. */
  dueUnknown: figure(z.int()),
  warnings: z.object({
    blue: figure(z.int()),
    yellow: figure(z.int()),
    orange: figure(z.int()),
    red: figure(z.int()),
  }),
  /**
   * What waits for the one who looks, the most urgent first: tasks of one's own posts, unowned ones and answers to check (for those who hand on
   * and check), messages to acknowledge, batches to be committed, workers who may be one, warnings that were raised or rose
   * since yesterday, pay dates of the next days, due unknown. Of each kind at most five, and one that stands for the rest.
   */
  waiting: z.array(
    z.object({
      kind: z.enum([
        'task',
        'notice',
        'batch',
        'same-person',
        'join-question',
        'warning',
        'pay-date',
        'due-unknown',
      ]),
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
  /**
   * What was overdue when each of the last 26 Sundays ended, and today; beside it the day as far from the last Spring
   * Festival as this one is from the next, null where nothing is known of it.
   */
  trend: z.array(
    z.object({
      on: PlainDate,
      overdueFen: Fen,
      lastYearOn: PlainDate,
      lastYearFen: Fen.nullable(),
    }),
  ),
  /** Overdue by town, most first; `code` is what the projects' filter takes, `none` for those without a town. */
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
  may: deskRoles,
  reply: Home,
})
