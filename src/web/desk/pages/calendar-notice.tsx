import { useParams } from 'react-router'
import { viewCalendar } from '../../../modules/calendar/contract.ts'
import { listNoticeMoves, mostMoves } from '../../../modules/dashboards/contract-calendar.ts'
import type { NoticeMove } from '../../../modules/dashboards/contract-calendar.ts'
import { Day } from '../parts/day.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card, DistrictLink, FactsStrip, Page } from '../parts/page.tsx'
import { sayCount, sayInstant, sayMonth } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { usePart, useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { EnteredBy, Spans } from './calendar.tsx'

/** A notice that was taken in: by whom and when, its days, what it moved here, and its text. */
export function CalendarNoticePage() {
  const number = Number(useParams()['number'])
  const { roles } = useMe()
  const { entered } = useRead(viewCalendar)
  const maySee = mayCall(listNoticeMoves, roles)
  const { data: moves } = usePart(listNoticeMoves, { params: { number } }, { enabled: maySee })
  const notice = entered.find((one) => one.number === number)
  const crumb = [{ to: '/calendar', text: '节假日' }]
  if (notice === undefined) {
    return (
      <Page title="没有这份通知" crumb={crumb}>
        <EmptyState title="没有导入过这份通知" />
      </Page>
    )
  }
  const { year, kind, off, work, movedPayDates, movedLimits } = notice
  const title = `${year} 年${kind === 'change' ? '假期调整' : '节假日安排'}`
  const facts = [
    { label: '谁导入', value: <EnteredBy notice={notice} /> },
    { label: '时间', value: sayInstant(notice.enteredAt) },
    { label: '本区移动的发薪日', value: `${sayCount(movedPayDates)} 个` },
    { label: '本区移动的任务期限', value: `${sayCount(movedLimits)} 件` },
    { label: '放假', value: <Spans days={off} />, note: `共 ${off.length} 天` },
    { label: '调休上班', value: <Spans days={work} /> },
  ]
  return (
    <Page title={title} crumb={crumb} crumbEnd={title}>
      <FactsStrip facts={facts} />
      <div className="stack">
        {maySee && (
          <Card
            title="移动了什么"
            note={(moves?.length ?? 0) >= mostMoves ? `只列前 ${mostMoves} 条` : undefined}
          >
            <ListTable
              label="移动了什么"
              columns={moveColumns}
              rows={moves ?? []}
              rowKey={(row) => `${row.project ?? ''} ${row.month ?? ''} ${row.taskId ?? ''}`}
              empty={<EmptyState title="没有移动您能看到的日子" />}
            />
          </Card>
        )}
        <Card title="通知原文">
          <pre className="body notice-text">{notice.text}</pre>
        </Card>
      </div>
    </Page>
  )
}

const moveColumns: Column<NoticeMove>[] = [
  {
    key: 'what',
    title: '什么',
    phone: 'first',
    cell: ({ project, name, month, taskId, title }) =>
      taskId === null ? (
        <DistrictLink to={`/projects/${encodeURIComponent(project ?? '')}`}>
          {name}
          {month !== null && ` ${sayMonth(month)}工资的发薪日`}
        </DistrictLink>
      ) : (
        <DistrictLink to={`/tasks/${taskId}`}>任务期限：{title}</DistrictLink>
      ),
  },
  { key: 'from', title: '原来', phone: 'last', cell: ({ from }) => <Day on={from} /> },
  { key: 'to', title: '现在', phone: 'last', cell: ({ to }) => <Day on={to} /> },
]
