import { z } from 'zod'
import { PlainDate, YearMonth } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { deskRoles } from '../../kernel/role.ts'
import { holidayNoticeKinds } from '../calendar/rules/holiday-notice.ts'

/** How many examples of each kind are named. */
export const mostExamples = 8
/** Days that a notice moved, as a page shows them. */
export const mostMoves = 200

const Moved = { from: PlainDate, to: PlainDate }

/** What a notice would move before it is taken in: how many of each, and some by name, the first due first. */
export const NoticeEffect = z.object({
  /** Pay dates of the year's months by how projects pay, whether anybody has worked there yet or not. */
  coming: z.array(
    z.object({
      month: YearMonth,
      /** The day of the month; null: as the district's parameter says. */
      payDay: z.int().nullable(),
      projects: z.int(),
      ...Moved,
    }),
  ),
  /** Project-months with wages of somebody, whose date in the ledger moves. */
  payDates: z.object({
    count: z.int(),
    examples: z.array(
      z.object({ project: z.string(), name: z.string(), month: YearMonth, ...Moved }),
    ),
  }),
  /** Limits of tasks that are not done. */
  limits: z.object({
    count: z.int(),
    examples: z.array(z.object({ taskId: z.uuid(), title: z.string(), ...Moved })),
  }),
  /** Days by which a project's safeguards have to stand. */
  safeguards: z.object({
    count: z.int(),
    examples: z.array(
      z.object({ project: z.string(), name: z.string(), safeguard: z.string(), ...Moved }),
    ),
  }),
  /** The next Spring Festival, where this notice makes it final. */
  festivalOn: PlainDate.nullable(),
})
export type NoticeEffect = z.infer<typeof NoticeEffect>

export const viewNoticeEffect = endpoint({
  name: 'dashboards.notice-effect',
  method: 'GET',
  path: '/calendar/effect',
  reach: 'district',
  may: ['coordination-office'],
  query: z.object({
    year: z.coerce.number().int().min(2000).max(2100),
    kind: z.enum(holidayNoticeKinds),
    /** `2027-01-01~2027-01-03 2027-02-05`. */
    off: z.string().max(1_500),
    work: z.string().max(1_500),
  }),
  reply: NoticeEffect,
})

/** What a notice has moved here. */
export const NoticeMove = z.object({
  kind: z.enum(['pay-date', 'task-limit']),
  /** A project's code and name, where it is one's to see. */
  project: z.string().nullable(),
  name: z.string().nullable(),
  month: YearMonth.nullable(),
  taskId: z.uuid().nullable(),
  title: z.string().nullable(),
  ...Moved,
})
export type NoticeMove = z.infer<typeof NoticeMove>

export const listNoticeMoves = endpoint({
  name: 'dashboards.notice-moves',
  method: 'GET',
  path: '/calendar/notices/:number/moves',
  reach: 'district',
  may: deskRoles,
  params: z.object({ number: z.coerce.number().int().min(1).max(1_000_000) }),
  reply: z.array(NoticeMove),
})
