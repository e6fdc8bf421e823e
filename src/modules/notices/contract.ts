import { z } from 'zod'
import { About, Addressee } from '../../kernel/addressee.ts'
import { topic } from '../../kernel/announcement.ts'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { deskRoles } from '../../kernel/role.ts'

/** What a module tells a post. Its sentence is `code` with `values`; never personal data. */
export interface NewNotice {
  readonly to: Addressee
  readonly about: About
  readonly projectId: string | null
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
  /** The day by which somebody of the post is to acknowledge it; null: it is only told. */
  readonly acknowledgeBy: PlainDate | null
}

/** That an account of the post read it. */
export const Receipt = z.object({
  accountName: z.string(),
  organisation: z.string(),
  readAt: z.iso.datetime(),
  acknowledgedAt: z.iso.datetime().nullable(),
})
export type Receipt = z.infer<typeof Receipt>

export const NoticeRow = z.object({
  id: z.uuid(),
  to: Addressee,
  about: About,
  projectId: z.uuid().nullable(),
  /** The whole sentence. */
  message: z.string(),
  sentByName: z.string(),
  sentOn: PlainDate,
  sentAt: z.iso.datetime(),
  acknowledgeBy: PlainDate.nullable(),
  acknowledgedAt: z.iso.datetime().nullable(),
  /** Whether whoever asks holds the post. */
  isMine: z.boolean(),
  /** Whether whoever asks has read it. */
  isRead: z.boolean(),
  /** The first of them first, at most 20. */
  receipts: z.array(Receipt),
})
export type NoticeRow = z.infer<typeof NoticeRow>

export const NoticeFilter = z.object({
  /** `mine`: to posts that whoever asks holds; `sent`: all that he sees, with who has read them. */
  box: z.enum(['mine', 'sent']).default('mine'),
  only: z.enum(['unread', 'to-acknowledge', 'late']).optional(),
})
export type NoticeFilter = z.infer<typeof NoticeFilter>

export const listNotices = endpoint({
  name: 'notices.list',
  method: 'GET',
  path: '/notices',
  reach: 'district',
  may: deskRoles,
  query: PageQuery.extend(NoticeFilter.shape),
  reply: pageOf(NoticeRow),
})

/** Of the newest so many; beyond them it is a matter of the list. */
export const mostCounted = 500

export const countNotices = endpoint({
  name: 'notices.count',
  method: 'GET',
  path: '/notices/count',
  reach: 'district',
  may: deskRoles,
  reply: z.object({ unread: z.int(), toAcknowledge: z.int(), late: z.int() }),
})

const Ids = z.object({ ids: z.array(z.uuid()).min(1).max(200) })

export const readNotices = endpoint({
  name: 'notices.read',
  method: 'POST',
  path: '/notices/read',
  reach: 'district',
  may: deskRoles,
  body: Ids,
  reply: z.object({ noted: z.int() }),
})

export const acknowledgeNotice = endpoint({
  name: 'notices.acknowledge',
  method: 'POST',
  path: '/notices/:id/acknowledge',
  reach: 'district',
  may: deskRoles,
  params: z.object({ id: z.uuid() }),
  reply: z.object({ acknowledged: z.literal(true) }),
})

/** The day by which a notice was to be acknowledged has passed, and nobody of the post has. */
export const noticeNotAcknowledged = topic(
  'notices.not-acknowledged',
  z.object({
    noticeId: z.uuid(),
    to: Addressee,
    about: About,
    projectId: z.uuid().nullable(),
    acknowledgeBy: PlainDate,
  }),
  (body) => body.noticeId,
)
