import { Fragment } from 'react'
import { day } from '../../../kernel/day.ts'
import type { PlainDate } from '../../../kernel/day.ts'
import { takeInNotice, viewCalendar } from '../../../modules/calendar/contract.ts'
import type { CalendarPage as Shown, EnteredNotice } from '../../../modules/calendar/contract.ts'
import { statutoryDaysOff } from '../../../modules/calendar/rules/calendar.ts'
import { spansOf } from '../../../modules/calendar/rules/holiday-notice.ts'
import { useDistrict } from '../district.ts'
import { Chip } from '../parts/chips.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card, DistrictLink, MainLink, Page } from '../parts/page.tsx'
import { sayCount, sayInstant } from '../parts/say.ts'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'

interface Year {
  readonly year: number
  readonly state: 'shipped' | 'entered' | 'provisional'
  readonly off: readonly PlainDate[]
  readonly work: readonly PlainDate[]
  readonly notices: readonly string[]
}

/** Which days are off and worked, year by year, and the notices that were entered. */
export function CalendarPage() {
  const calendar = useRead(viewCalendar)
  const { roles } = useMe()
  const missing = calendar.provisional
  return (
    <Page
      title="节假日"
      why={
        missing.length === 0
          ? '今年和明年的放假通知都已导入。'
          : `${missing.join('、')} 年的放假通知还没有导入：那一年的工作日只按周末和法定节假日推算，据此算出的日子标「暂定」。`
      }
      actions={
        mayCall(takeInNotice, roles) && <MainLink to="/calendar/import">导入放假通知</MainLink>
      }
    >
      <div className="stack">
        <Card title="各年放假" note="国务院办公厅每年的通知">
          <ListTable
            label="各年放假"
            columns={yearColumns}
            rows={yearsOf(calendar)}
            rowKey={(row) => String(row.year)}
          />
        </Card>
        {calendar.entered.length > 0 && (
          <Card
            title="导入过的通知"
            note="全国统一，本系统各区县共用；只能用更正的通知再改，不能删除"
          >
            <ListTable
              label="导入过的通知"
              columns={enteredColumns}
              rows={calendar.entered}
              rowKey={(row) => String(row.number)}
            />
          </Card>
        )}
      </div>
    </Page>
  )
}

function yearsOf({ years, provisional }: Shown): Year[] {
  const known = years.map(({ year, source, off, work, notices }) => ({
    year,
    state: source,
    off: off.map((at) => day(`${year}-${at}`)),
    work: work.map((at) => day(`${year}-${at}`)),
    notices,
  }))
  const guessed = provisional.map((year) => ({
    year,
    state: 'provisional' as const,
    off: statutoryDaysOff(year),
    work: [],
    notices: [],
  }))
  return [...known, ...guessed].toSorted((a, b) => b.year - a.year)
}

const yearColumns: Column<Year>[] = [
  { key: 'year', title: '年份', phone: 'first', cell: ({ year }) => <b>{year}</b> },
  {
    key: 'state',
    title: '依据',
    phone: 'figure',
    cell: ({ state }) =>
      state === 'provisional' ? (
        <Chip tone="unconfirmed">暂定</Chip>
      ) : (
        <Chip tone="done">{state === 'entered' ? '已导入' : '随程序带来'}</Chip>
      ),
  },
  {
    key: 'off',
    title: '放假',
    phone: 'more',
    cell: ({ off, state }) => (
      <>
        <Spans days={off} />
        <span className="under">
          {state === 'provisional' ? '法定节假日，另加周末' : `共 ${off.length} 天`}
        </span>
      </>
    ),
  },
  {
    key: 'work',
    title: '调休上班',
    phone: 'last',
    cell: ({ work, state }) =>
      state === 'provisional' ? <span className="third">未公布</span> : <Spans days={work} />,
  },
  {
    key: 'notices',
    title: '通知',
    phone: 'hidden',
    cell: ({ notices, state }) => {
      if (state === 'entered') return '见下面导入的通知'
      return notices.map((address, at) => (
        <span key={address} className="unbroken">
          {at > 0 && '、'}
          <a href={address} target="_blank" rel="noreferrer">
            {at === 0 ? '国办通知' : '调整通知'}
          </a>
        </span>
      ))
    },
  },
]

/** `2月5日至11日、10月1日至7日`. */
export function Spans({ days }: { days: readonly PlainDate[] }) {
  const spans = spansOf(days)
  if (spans.length === 0) return <span className="third">没有</span>
  return spans.map(({ from, to }, at) => (
    <Fragment key={from}>
      {at > 0 && '、'}
      <wbr />
      <span className="unbroken">
        {monthDay(from)}
        {from !== to && `至${endOf(from, to)}`}
      </span>
    </Fragment>
  ))
}

function endOf(from: PlainDate, to: PlainDate): string {
  return from.slice(0, 7) === to.slice(0, 7) ? `${Number(to.slice(8))}日` : monthDay(to)
}

function monthDay(date: PlainDate): string {
  return `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`
}

const enteredColumns: Column<EnteredNotice>[] = [
  {
    key: 'what',
    title: '通知',
    phone: 'first',
    cell: ({ number, year, kind }) => (
      <DistrictLink to={`/calendar/notices/${number}`}>
        {year} 年{kind === 'change' ? '假期调整' : '节假日安排'}
      </DistrictLink>
    ),
  },
  {
    key: 'who',
    title: '谁导入',
    phone: 'more',
    cell: (row) => <EnteredBy notice={row} />,
  },
  { key: 'at', title: '时间', phone: 'last', cell: ({ enteredAt }) => sayInstant(enteredAt) },
  {
    key: 'moved',
    title: '本区移动',
    phone: 'last',
    cell: ({ movedPayDates, movedLimits }) =>
      `发薪日 ${sayCount(movedPayDates)} 个，任务期限 ${sayCount(movedLimits)} 件`,
  },
]

export function EnteredBy({ notice }: { notice: EnteredNotice }) {
  const district = useDistrict()
  return (
    <>
      {notice.enteredByName}（{notice.organisation}）
      {notice.enteredIn !== district && `，区县 ${notice.enteredIn}`}
    </>
  )
}
