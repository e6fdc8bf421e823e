import { sql, type SqlBool } from 'kysely'
import { z } from 'zod'
import type { About, Addressee } from '../../kernel/addressee.ts'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import type { PlainDate } from '../../kernel/day.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { type Words, sentence } from '../../kernel/words.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import { addresseesOf, isAddressedTo } from '../people/rules/addressee.ts'
import { listMyPosts, type RunningPost } from '../people/views.ts'
import { mostCounted, type NoticeFilter, type NoticeRow, type Receipt } from './contract.ts'
import type { NoticeColumns, NoticesTables } from './tables.ts'

/** Of one notice so many are shown. */
const mostReceipts = 20

export function addresseeOf(notice: Pick<NoticeColumns, 'to_role' | 'to_place'>): Addressee {
  return { role: notice.to_role, place: notice.to_place === '' ? null : notice.to_place }
}

/** The newest first. `words`: of every module, since whoever sent a notice has its sentence. */
export async function listNotices(
  ctx: Context,
  { after, limit, box, only }: PageQuery & NoticeFilter,
  words: Words,
): Promise<{ rows: NoticeRow[]; next: string | null }> {
  const begin = readCursor(z.tuple([z.uuid()]), after)
  return look(ctx, async (reading) => {
    const posts = await listMyPosts(reading)
    const conditions = [
      box === 'mine' ? toMe(posts) : inSight(reading, posts),
      ...conditionsOf(reading, only),
      ...(begin === null ? [] : [sql<SqlBool>`n.id < ${begin[0]}`]),
    ]
    const found = await sql<NoticeColumns>`
      select n.* from notices.notice n
      where n.district = ${reading.district} and ${sql.join(conditions, sql` and `)}
      order by n.id desc limit ${limit + 1}`.execute(tables(reading))
    const page = found.rows.slice(0, limit)
    const rows = await rowsOf(reading, page, posts, words)
    const last = page.at(-1)
    return { rows, next: found.rows.length > limit && last ? cursorOf([last.id]) : null }
  })
}

/** Of the newest to posts of one's own: how many one has not read, and how many nobody of the post has acknowledged. */
export async function countNotices(
  ctx: Context,
): Promise<{ unread: number; toAcknowledge: number; late: number }> {
  return look(ctx, async (reading) => {
    const posts = await listMyPosts(reading)
    const counted = await sql<{ unread: number; to_acknowledge: number; late: number }>`
      select count(*) filter (where r.account_id is null) as unread,
        count(*) filter (where n.acknowledge_by is not null and n.acknowledged_at is null) as to_acknowledge,
        count(*) filter (where n.acknowledge_by < ${officeDay(reading)} and n.acknowledged_at is null) as late
      from (
        select n.id, n.acknowledge_by, n.acknowledged_at from notices.notice n
        where n.district = ${reading.district} and ${toMe(posts)} order by n.id desc limit ${mostCounted}
      ) n
      left join notices.receipt r on r.district = ${reading.district} and r.notice_id = n.id
        and r.account_id = ${reading.actor.id}`.execute(tables(reading))
    const [count] = counted.rows
    return {
      unread: count?.unread ?? 0,
      toAcknowledge: count?.to_acknowledge ?? 0,
      late: count?.late ?? 0,
    }
  })
}

/** What was told about one thing, the newest first, with who has read it: for the page of that thing. */
export async function noticesAbout(ctx: Context, about: About, words: Words): Promise<NoticeRow[]> {
  return look(ctx, async (reading) => {
    const posts = await listMyPosts(reading)
    const found = await tables<NoticesTables>(reading)
      .selectFrom('notices.notice')
      .selectAll()
      .where('district', '=', reading.district)
      .where('about_kind', '=', about.kind)
      .where('about_id', '=', about.id)
      .orderBy('id', 'desc')
      .limit(50)
      .execute()
    return rowsOf(reading, found, posts, words)
  })
}

/** Whether the sweep has anything to announce. */
export async function hasUnsaidLateness(reading: Reading, day: PlainDate): Promise<boolean> {
  const found = await tables<NoticesTables>(reading)
    .selectFrom('notices.notice')
    .select('id')
    .where('district', '=', reading.district)
    .where('acknowledge_by', '<', day)
    .where('acknowledged_at', 'is', null)
    .where('lateness_noted', '=', false)
    .limit(1)
    .execute()
  return found.length > 0
}

function toMe(posts: readonly RunningPost[]) {
  const mine = addresseesOf(posts)
  const roles = mine.map(({ role }) => role)
  const places = mine.map(({ place }) => place ?? '')
  return sql<SqlBool>`(n.to_role, n.to_place) in (select * from unnest(${roles}::text[], ${places}::text[]))`
}

/** The policy lets posts that have ended by; here only those that run count. */
function inSight({ scope }: Reading, posts: readonly RunningPost[]) {
  if (scope.projects === '*') return sql<SqlBool>`true`
  return sql<SqlBool>`(n.project_id = any (${[...scope.projects]}::uuid[]) or ${toMe(posts)})`
}

function conditionsOf(reading: Reading, only: NoticeFilter['only']) {
  const today = officeDay(reading)
  switch (only) {
    case undefined:
      return []
    case 'unread':
      return [
        sql<SqlBool>`not exists (select from notices.receipt r where r.district = n.district and r.notice_id = n.id
          and r.account_id = ${reading.actor.id})`,
      ]
    case 'to-acknowledge':
      return [sql<SqlBool>`n.acknowledge_by is not null and n.acknowledged_at is null`]
    case 'late':
      return [sql<SqlBool>`n.acknowledge_by < ${today} and n.acknowledged_at is null`]
  }
}

async function rowsOf(
  reading: Reading,
  found: readonly NoticeColumns[],
  posts: readonly RunningPost[],
  words: Words,
): Promise<NoticeRow[]> {
  const receipts = await receiptsOf(
    reading,
    found.map(({ id }) => id),
  )
  return found.map((notice) => {
    const own = receipts.get(notice.id) ?? []
    return {
      id: notice.id,
      to: addresseeOf(notice),
      about: { kind: notice.about_kind, id: notice.about_id },
      projectId: notice.project_id,
      message: sentence(words, notice.code, notice.detail),
      sentByName: notice.sent_by_name,
      sentOn: notice.sent_on,
      sentAt: notice.sent_at.toISOString(),
      acknowledgeBy: notice.acknowledge_by,
      acknowledgedAt: notice.acknowledged_at?.toISOString() ?? null,
      isMine: isAddressedTo(addresseeOf(notice), posts),
      isRead: own.some(({ accountId }) => accountId === reading.actor.id),
      receipts: own.slice(0, mostReceipts).map(({ receipt }) => receipt),
    }
  })
}

async function receiptsOf(
  reading: Reading,
  ids: readonly string[],
): Promise<Map<string, { accountId: string; receipt: Receipt }[]>> {
  if (ids.length === 0) return new Map()
  const found = await tables<NoticesTables>(reading)
    .selectFrom('notices.receipt')
    .selectAll()
    .where('district', '=', reading.district)
    .where('notice_id', 'in', [...ids])
    .orderBy('notice_id')
    .orderBy('read_at')
    .execute()
  return Map.groupBy(
    found.map((row) => ({
      noticeId: row.notice_id,
      accountId: row.account_id,
      receipt: {
        accountName: row.account_name,
        organisation: row.organisation,
        readAt: row.read_at.toISOString(),
        acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
      },
    })),
    ({ noticeId }) => noticeId,
  )
}
