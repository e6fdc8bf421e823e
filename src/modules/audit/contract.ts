import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'

/** Who did what, or was refused it for lack of right. */
export const AuditEntry = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  actorName: z.string(),
  /** `noun.verb`. */
  action: z.string(),
  subject: z.string(),
  outcome: z.enum(['done', 'refused']),
  /** Counts and codes. */
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
  requestId: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

export const AuditQuery = PageQuery.extend({
  after: z.uuid().optional(),
  subject: z.string().max(100).optional(),
})
export type AuditQuery = z.infer<typeof AuditQuery>

export const AuditPage = pageOf(AuditEntry)
export type AuditPage = z.infer<typeof AuditPage>

/** Newest first; of one subject where one is named. Entries hold ids, counts and codes, nothing of the business itself. */
export const listAudit = endpoint({
  name: 'audit.list',
  method: 'GET',
  path: '/audit',
  reach: 'district',
  may: ['system-administrator'],
  query: AuditQuery,
  reply: AuditPage,
})
