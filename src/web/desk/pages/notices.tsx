import { Button, Segmented } from 'antd'
import type { Addressee } from '../../../kernel/addressee.ts'
import type { PlainDate } from '../../../kernel/day.ts'
import { sentence } from '../../../kernel/words.ts'
import { viewHome } from '../../../modules/dashboards/contract.ts'
import {
  acknowledgeNotice,
  countNotices,
  listNotices,
  NoticeFilter,
  readNotices,
} from '../../../modules/notices/contract.ts'
import type { NoticeRow } from '../../../modules/notices/contract.ts'
import { whyNotAcknowledge } from '../../../modules/notices/rules/notice.ts'
import { noticesWords } from '../../../modules/notices/words.ts'
import { industries } from '../../../modules/registry/words.ts'
import { rolesOf } from '../../../modules/tasks/rules/task-steps.ts'
import { AboutLink, aboutAddress, sayAbout } from '../parts/about-link.tsx'
import { Chip } from '../parts/chips.tsx'
import { Day, Due } from '../parts/day.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card, Page } from '../parts/page.tsx'
import { sayCount, sayInstant } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { sayRole, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'

const noticeReads = [listNotices, countNotices, viewHome]

export function NoticesPage() {
  const { roles } = useMe()
  const { filter, said, change } = useFilter(NoticeFilter)
  const list = useRead(listNotices, { query: { ...filter, ...useAfter(), limit: 50 } })
  const counts = useRead(countNotices)
  const read = useAction(readNotices, { refresh: noticeReads })
  const paging = usePaging(list.next, `本页 ${list.rows.length} 条，新的在前`)
  const unread = list.rows.filter((row) => row.isMine && !row.isRead).map(({ id }) => id)
  const isAbove = rolesOf.check.some((role) => roles.includes(role))
  const only = (which: NonNullable<NoticeFilter['only']>, text: string) => (
    <button
      type="button"
      className="level-filter"
      aria-pressed={filter.only === which}
      onClick={() => change({ only: filter.only === which ? undefined : which })}
    >
      <Chip tone={filter.only === which ? 'accent' : 'plain'}>{text}</Chip>
    </button>
  )
  return (
    <Page
      title="消息"
      why={`发给我的岗位：未读 ${sayCount(counts.unread)} 条，待签收 ${sayCount(counts.toAcknowledge)} 条${counts.late > 0 ? `，其中逾期 ${sayCount(counts.late)} 条` : ''}。`}
      actions={
        <Button
          disabled={unread.length === 0}
          title={unread.length === 0 ? '本页没有未读的消息。' : undefined}
          loading={read.running}
          onClick={() => read.run({ body: { ids: unread } })}
        >
          本页全部已阅
        </Button>
      }
    >
      <Card label="消息列表">
        <div className="filters" role="search" aria-label="筛选消息">
          {isAbove && (
            <Segmented
              aria-label="收发"
              value={filter.box}
              onChange={(box) => change({ box, only: undefined })}
              options={[
                { value: 'mine', label: '收到的' },
                { value: 'sent', label: '全部及回执' },
              ]}
            />
          )}
          {filter.box === 'mine' && only('unread', '未读')}
          {only('to-acknowledge', '待签收')}
          {only('late', '逾期未签收')}
        </div>
        <ListTable
          label="消息"
          columns={columns}
          rows={list.rows}
          rowKey={(row) => row.id}
          paging={paging}
          empty={
            <EmptyState title={Object.keys(said).length > 0 ? '没有符合条件的消息' : '没有消息'}>
              催办、退回、改期限和要签收的通知会列在这里。
            </EmptyState>
          }
        />
      </Card>
    </Page>
  )
}

const columns: Column<NoticeRow>[] = [
  {
    key: 'message',
    title: '消息',
    phone: 'first',
    cell: (row) => (
      <>
        {row.isMine && !row.isRead ? (
          <>
            <Chip tone="accent">未读</Chip> <b>{row.message}</b>
          </>
        ) : (
          row.message
        )}
        <span className="under">
          {row.sentByName} {sayInstant(row.sentAt)} 发给
          <Addressed to={row.to} />
        </span>
      </>
    ),
  },
  {
    key: 'about',
    title: '所涉',
    phone: 'last',
    cell: (row) =>
      aboutAddress(row.about) === null ? (
        sayAbout(row.about.kind)
      ) : (
        <AboutLink about={row.about}>打开{sayAbout(row.about.kind)}</AboutLink>
      ),
  },
  {
    key: 'clock',
    title: '签收期限',
    phone: 'last',
    cell: (row) =>
      row.acknowledgeBy === null ? (
        <span className="third">不用签收</span>
      ) : (
        <Clock row={row} by={row.acknowledgeBy} />
      ),
  },
  { key: 'receipts', title: '回执', phone: 'more', cell: (row) => <Receipts row={row} /> },
  { key: 'do', title: '要我做', phone: 'more', cell: (row) => <Acts row={row} /> },
]

/** Which post: its town or industry, where that is known here; a project is named by the message. */
function Addressed({ to: { role, place } }: { to: Addressee }) {
  const { towns } = useMe()
  const named = Object.entries<string>(industries).find(([industry]) => industry === place)?.[1]
  if (role === 'town') return towns.find(({ code }) => code === place)?.name ?? sayRole(role)
  if (role === 'department' && named !== undefined) return `${named}主管部门`
  return sayRole(role)
}

function Clock({ row, by }: { row: NoticeRow; by: PlainDate }) {
  if (row.acknowledgedAt !== null) {
    return (
      <>
        <Chip tone="done">已签收</Chip>
        <span className="under">{sayInstant(row.acknowledgedAt)}</span>
      </>
    )
  }
  return (
    <>
      <Day on={by} />
      <span className="under">
        <Due on={by} />
      </span>
    </>
  )
}

/** Who has read it, and when. */
function Receipts({ row }: { row: NoticeRow }) {
  if (row.receipts.length === 0) return <span className="third">还没有人阅读</span>
  return row.receipts.slice(0, 3).map((receipt) => (
    <span key={`${receipt.accountName} ${receipt.readAt}`} className="under">
      {receipt.organisation} {receipt.accountName} {sayInstant(receipt.readAt)}{' '}
      {receipt.acknowledgedAt === null ? '已阅' : '已签收'}
    </span>
  ))
}

function Acts({ row }: { row: NoticeRow }) {
  const read = useAction(readNotices, { refresh: noticeReads })
  const acknowledge = useAction(acknowledgeNotice, { refresh: noticeReads })
  if (!row.isMine) return null
  const refusal = whyNotAcknowledge(row)
  return (
    <span className="buttons">
      {!row.isRead && (
        <Button
          size="small"
          loading={read.running}
          onClick={() => read.run({ body: { ids: [row.id] } })}
        >
          已阅
        </Button>
      )}
      {row.acknowledgeBy !== null && (
        <Button
          size="small"
          type="primary"
          disabled={refusal !== null}
          title={refusal === null ? undefined : sentence(noticesWords, refusal.code)}
          loading={acknowledge.running}
          onClick={() => acknowledge.run({ params: { id: row.id } })}
        >
          签收
        </Button>
      )}
    </span>
  )
}
