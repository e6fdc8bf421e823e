import type { ReactNode } from 'react'
import type { PlainDate } from '../../../kernel/day.ts'
import { spansText } from '../../../modules/calendar/rules/holiday-notice.ts'
import type { HolidayNotice } from '../../../modules/calendar/rules/holiday-notice.ts'
import { viewNoticeEffect } from '../../../modules/dashboards/contract-calendar.ts'
import type { NoticeEffect } from '../../../modules/dashboards/contract-calendar.ts'
import { DistrictLink, Card } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { sayCount, sayDay, sayMonth, sayWeekday } from '../parts/say.ts'

/** What a notice will move, said before it is taken in: how many of each kind, with examples. */
export function NoticeEffectCard({ notice }: { notice: HolidayNotice }) {
  const { year, kind, off, work } = notice
  const query = { year, kind, off: spansText(off), work: spansText(work) }
  return (
    <Card title="采用前先看：会移动什么">
      <Part of={viewNoticeEffect} input={{ query }}>
        {(effect) => (
          <div className="body">
            <p className="above">{sayAll(effect)}</p>
            <Kind
              title="台账里的发薪日"
              count={effect.payDates.count}
              unit="个项目月"
              rows={effect.payDates.examples.map((one) => ({
                key: `${one.project} ${one.month}`,
                what: (
                  <DistrictLink to={`/projects/${encodeURIComponent(one.project)}`}>
                    {one.name} {sayMonth(one.month)}工资
                  </DistrictLink>
                ),
                ...one,
              }))}
            />
            <Kind
              title="以后各月的发薪日"
              count={effect.coming.length}
              unit="个"
              rows={effect.coming.map((one) => ({
                key: `${one.month} ${one.payDay ?? ''}`,
                what: `${sayMonth(one.month)}工资，${one.payDay === null ? '没有约定发薪日的项目' : `约定次月 ${one.payDay} 日的项目`}（${sayCount(one.projects)} 个）`,
                ...one,
              }))}
            />
            <Kind
              title="没有办结的任务期限"
              count={effect.limits.count}
              unit="件"
              rows={effect.limits.examples.map((one) => ({
                key: one.taskId,
                what: <DistrictLink to={`/tasks/${one.taskId}`}>{one.title}</DistrictLink>,
                ...one,
              }))}
            />
            <Kind
              title="制度落实的最后日子"
              count={effect.safeguards.count}
              unit="项"
              rows={effect.safeguards.examples.map((one) => ({
                key: `${one.project} ${one.safeguard}`,
                what: (
                  <DistrictLink to={`/projects/${encodeURIComponent(one.project)}`}>
                    {one.name}：{one.safeguard}
                  </DistrictLink>
                ),
                ...one,
              }))}
            />
          </div>
        )}
      </Part>
    </Card>
  )
}

function sayAll({ payDates, coming, limits, safeguards, festivalOn }: NoticeEffect): string {
  const moved = payDates.count + coming.length + limits.count + safeguards.count
  const days =
    moved === 0 ? '没有日子会移动，暂定的日子改为确定。' : '其余暂定的日子不变，改为确定。'
  return festivalOn === null ? days : `${days}春节 ${sayDay(festivalOn)} 不变，不再标「暂定」。`
}

interface Moved {
  readonly key: string
  readonly what: ReactNode
  readonly from: PlainDate
  readonly to: PlainDate
}

function Kind(props: { title: string; count: number; unit: string; rows: readonly Moved[] }) {
  const { title, count, unit, rows } = props
  if (count === 0) return null
  return (
    <table className="plain-table above" aria-label={title}>
      <thead>
        <tr>
          <th scope="col">
            {title}：{sayCount(count)} {unit}
            {rows.length < count && `，例如`}
          </th>
          <th scope="col">现在</th>
          <th scope="col">采用后</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, what, from, to }) => (
          <tr key={key}>
            <td>{what}</td>
            <td className="unbroken">
              {sayDay(from)} {sayWeekday(from)}
            </td>
            <td className="unbroken">
              <b>{sayDay(to)}</b> {sayWeekday(to)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
