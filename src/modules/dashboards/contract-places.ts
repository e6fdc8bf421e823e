import { z } from 'zod'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { deskRoles } from '../../kernel/role.ts'
import { approvers } from '../places/rules/proposal.ts'
import { readWhenNeeded, recomputed } from '../places/rules/uses.ts'

/** One thing that is made from a parameter, and how much of it there is now. */
export const ParameterTouch = z.object({
  use: z.enum([...recomputed, ...readWhenNeeded]),
  /** Made anew when the figure begins to hold; else only what comes later is made with it. */
  recomputed: z.boolean(),
  /** By what held when the wage month ended: earlier months keep their own figure. */
  byMonth: z.boolean(),
  /** How many stand now that the figure would be used for; null where nothing that stands is touched. */
  count: z.int().nullable(),
  /** Desk path of the list behind it. */
  rows: z.string().nullable(),
})
export type ParameterTouch = z.infer<typeof ParameterTouch>

/** What a figure of this key, holding from and to these days, would touch. */
export const viewParameterEffect = endpoint({
  name: 'dashboards.parameter-effect',
  method: 'GET',
  path: '/parameters/:key/effect',
  reach: 'district',
  may: approvers,
  params: z.object({ key: z.string().max(60) }),
  query: z.object({ from: PlainDate, to: PlainDate.optional() }),
  reply: z.object({
    /** The one warning rule that reads it; null where several do, or none. */
    rule: z.string().nullable(),
    touches: z.array(ParameterTouch),
  }),
})

/** A town with what hangs on it: what a merger would take over. */
export const TownRow = z.object({
  code: z.string(),
  name: z.string(),
  /** The town that it is part of since; null while it stands. */
  into: z.string().nullable(),
  intoName: z.string().nullable(),
  projects: z.int(),
  posts: z.int(),
  openTasks: z.int(),
})
export type TownRow = z.infer<typeof TownRow>

/** Those that stand first, then those that were merged; by code. */
export const listTownRows = endpoint({
  name: 'dashboards.towns',
  method: 'GET',
  path: '/towns',
  reach: 'district',
  may: deskRoles,
  reply: z.array(TownRow),
})
