import { lazy, Suspense } from 'react'
import { wanYuanText } from '../../../kernel/money.ts'
import { viewHome } from '../../../modules/dashboards/contract.ts'
import type { Home } from '../../../modules/dashboards/contract.ts'
import { listIn } from '../../../modules/exports/contract.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { Card } from '../parts/page.tsx'
import { sayDay, sayInstant } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'

// The chart's code is half of the home page's; the figures do not wait for it.
const TrendChart = lazy(async () => ({
  default: (await import('../parts/trend-chart.tsx')).TrendChart,
}))

const trendList = listIn(viewHome, 'trend')

/** What was overdue week by week, last year's beside it. */
export function HomeTrend({ home }: { home: Home }) {
  const { trend } = home
  const last = trend.at(-1)
  const lastYear = last?.lastYearFen ?? null
  const highest = trend.reduce((top, one) => (one.overdueFen > top.overdueFen ? one : top), {
    ...(last ?? { on: home.day, overdueFen: home.overdueFen.value }),
  })
  const wan = (fen: number | null) => (fen === null ? null : Math.round(fen / 100_000) / 10)
  const hasLastYear = trend.some((one) => one.lastYearFen !== null)
  const isFlat = trend.every((one) => one.overdueFen === 0 && (one.lastYearFen ?? 0) === 0)
  const lines = [
    { name: '今年', values: trend.map((one) => wan(one.overdueFen)) },
    ...(hasLastYear
      ? [{ name: '去年', values: trend.map((one) => wan(one.lastYearFen)), past: true }]
      : []),
  ]
  const summary =
    last === undefined
      ? '还没有数字'
      : `逾期欠薪余额，万元：${sayDay(last.on)} ${wanYuanText(last.overdueFen)}，` +
        `${trend.length} 期中最高 ${wanYuanText(highest.overdueFen)}（${sayDay(highest.on)}）` +
        (lastYear === null ? '' : `，去年同期 ${wanYuanText(lastYear)}`)
  return (
    <Card
      title="逾期欠薪余额"
      note="万元，每周日及今天"
      aside={
        <span className="buttons">
          {lastYear === null ? undefined : <span>去年同期 {wanYuanText(lastYear)}</span>}
          <ExportButton small list={trendList} />
        </span>
      }
    >
      {isFlat ? (
        <EmptyState title="没有可画的数字">
          近半年每周都没有逾期欠薪；有了，每周的余额画在这里。
        </EmptyState>
      ) : (
        <Suspense fallback={<div className="body trend-space" />}>
          <TrendChart
            labels={trend.map((one) => sayDay(one.on))}
            lines={lines}
            summary={summary}
            source={`来源：工资台账，截至 ${sayInstant(home.asOf)}`}
            tableName="逐周数字"
          />
        </Suspense>
      )}
    </Card>
  )
}
