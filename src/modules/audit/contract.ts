import { z } from 'zod'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'

/** Who alone reads the audit. */
export const auditors = ['audit-administrator'] as const

export const AuditOutcome = z.enum(['done', 'refused'])
export type AuditOutcome = z.infer<typeof AuditOutcome>

/** Who did what, or was refused it for lack of right. */
export const AuditEntry = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  actorName: z.string(),
  /** `noun.verb`. */
  action: z.string(),
  subject: z.string(),
  outcome: AuditOutcome,
  /** Counts and codes. */
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
  requestId: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

export const AuditFilter = z.object({
  /** What it was done to, whole: an id, a code. */
  subject: z.string().max(100).optional(),
  /** A part of the name of who did it. */
  actor: z.string().max(60).optional(),
  action: z.string().max(60).optional(),
  outcome: AuditOutcome.optional(),
  /** The first and the last of the office's days. */
  from: PlainDate.optional(),
  to: PlainDate.optional(),
})
export type AuditFilter = z.infer<typeof AuditFilter>

export const AuditQuery = PageQuery.extend(AuditFilter.shape)
export type AuditQuery = z.infer<typeof AuditQuery>

export const AuditPage = pageOf(AuditEntry)
export type AuditPage = z.infer<typeof AuditPage>

/**
 * Newest first, as far as the filter says. Entries hold ids, counts and codes, nothing of the business itself. Each
 * reading of a page leaves its own entry.
 */
export const listAudit = endpoint({
  name: 'audit.list',
  method: 'GET',
  path: '/audit',
  reach: 'district',
  may: auditors,
  query: AuditQuery,
  reply: AuditPage,
})
