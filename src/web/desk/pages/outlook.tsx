import { Button, Segmented, Select } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { type Fen, wanYuanText } from '../../../kernel/money.ts'
import { listIn } from '../../../modules/exports/contract.ts'
import { listOutlooks, OutlookFilter, viewOutlook } from '../../../modules/outlook/contract.ts'
import type { DistrictOutlook, OutlookWeek } from '../../../modules/outlook/contract.ts'
import { onlyNames } from '../../../modules/outlook/words.ts'
import { useDistrict } from '../district.ts'
import { industries, optionsOf } from '../labels.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import { WanYuan } from '../parts/money.tsx'
import { Provisional } from '../parts/provisional.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayCount, sayDay, sayInstant } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { useMe } from '../session.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'
import { outlookAddress, outlookColumns } from './outlook-columns.tsx'
import '../outlook.css'

const TrendChart = lazy(async () => ({
  default: (await import('../parts/trend-chart.tsx')).TrendChart,
}))

/** Wages until the Spring Festival against money in sight, over the district and project by project. */
export function OutlookPage() {
  const outlook = useRead(viewOutlook)
  const { festival } = outlook
  return (
    <Page
      title="节前展望"
      why={
        <>
          距春节 {festival.days} 天（{sayDay(festival.on)}
          {festival.provisional && <Provisional inside />}
          ），节前第 {festival.weeks} 周 · 数据截至 {sayInstant(outlook.asOf)}
          {outlook.waiting > 0 && ` · ${sayCount(outlook.waiting)} 个项目有新数据，一分钟内重算`}
        </>
      }
      actions={
        <Button className="no-print" onClick={() => window.print()}>
          打印
        </Button>
      }
    >
      <div className="outlook-page stack">
        <Figures outlook={outlook} />
        {outlook.weeks.length > 0 && <Weeks weeks={outlook.weeks} asOf={outlook.asOf} />}
        <Projects />
      </div>
    </Page>
  )
}

function Figures({ outlook }: { outlook: DistrictOutlook }) {
  return (
    <section className="card figures" aria-label="节前数字">
      <Headline
        label="节前应付工资"
        of={outlook.dueFen}
        note={
          <>
            其中已欠付 <Wan fen={outlook.owedFen.value} />
          </>
        }
      />
      <Headline
        label="可见资金"
        of={outlook.moneyFen}
        note={
          <DistrictLink to={outlook.unknown.rows}>
            {sayCount(outlook.unknown.value)} 个项目有未知
          </DistrictLink>
        }
      />
      <Headline
        label="缺口"
        of={outlook.gapFen}
        note={
          <DistrictLink to={outlook.withGap.rows}>
            {sayCount(outlook.withGap.value)} 个项目
          </DistrictLink>
        }
      />
      <Headline
        label="计划兑付"
        of={outlook.plannedFen}
        note={
          <DistrictLink to={outlook.withoutPlan.rows}>
            {sayCount(outlook.withoutPlan.value)} 个项目没有计划
          </DistrictLink>
        }
      />
      <Headline label="已兑付" of={outlook.keptFen} note="按台账里的发放，到期前付的" />
      <Headline label="到期未付清" of={outlook.brokenFen} note="承诺的日期已过" />
    </section>
  )
}

function Headline(props: { label: string; of: { value: Fen; rows: string }; note: ReactNode }) {
  return (
    <div>
      <div className="label">{props.label}</div>
      <DistrictLink to={props.of.rows} className="value">
        <WanYuan fen={props.of.value} />
      </DistrictLink>
      <div className="note">{props.note}</div>
    </div>
  )
}

function Wan({ fen }: { fen: Fen }) {
  return <span className="unbroken">{wanYuanText(fen)} 万元</span>
}

const weekList = listIn(viewOutlook, 'weeks')

const measures = { gapFen: '缺口', dueFen: '节前应付', moneyFen: '可见资金' } as const
type Measure = keyof typeof measures

function Weeks({ weeks, asOf }: { weeks: OutlookWeek[]; asOf: string }) {
  const [measure, setMeasure] = useState<Measure>('gapFen')
  const last = weeks.at(-1)
  const past = last?.lastYear ?? null
  const wan = (fen: Fen | undefined) => (fen === undefined ? null : Math.round(fen / 100_000) / 10)
  const hasPast = weeks.some((week) => week.lastYear !== null)
  const lines = [
    { name: '今年', values: weeks.map((week) => wan(week[measure])) },
    ...(hasPast
      ? [{ name: '去年', values: weeks.map((week) => wan(week.lastYear?.[measure])), past: true }]
      : []),
  ]
  const rebuilt = weeks.some((week) => week.rebuilt || week.lastYear?.rebuilt)
  const summary =
    last === undefined
      ? '还没有数字'
      : `${measures[measure]}，万元：节前第 ${last.weeks} 周 ${wanYuanText(last[measure])}` +
        (past === null ? '，上年同周没有数字' : `，上年同周 ${wanYuanText(past[measure])}`)
  return (
    <Card
      title="逐周走势"
      note="万元，按距春节的周数与上年对齐"
      aside={
        <span className="buttons">
          {past === null ? '上年同周没有数字' : `上年同周 ${wanYuanText(past[measure])}`}
          <ExportButton small list={weekList} />
        </span>
      }
    >
      <div className="filters">
        <Segmented
          aria-label="看哪个数"
          value={measure}
          onChange={setMeasure}
          options={[
            { value: 'gapFen' as const, label: measures.gapFen },
            { value: 'dueFen' as const, label: measures.dueFen },
            { value: 'moneyFen' as const, label: measures.moneyFen },
          ]}
        />
      </div>
      <Suspense fallback={<div className="body trend-space" />}>
        <TrendChart
          labels={weeks.map((week) => `节前 ${week.weeks} 周`)}
          lines={lines}
          summary={summary}
          source={`截至 ${sayInstant(asOf)}${rebuilt ? '；当时没有记录的周，按现有台账倒算' : ''}`}
          tableName="逐周数字"
        />
      </Suspense>
    </Card>
  )
}

function Projects() {
  const district = useDistrict()
  const { towns } = useMe()
  const { filter, said, change } = useFilter(OutlookFilter)
  const list = useRead(listOutlooks, { query: { ...filter, ...useAfter(), limit: 50 } })
  const { sums } = list
  const paging = usePaging(
    list.next,
    `本页 ${list.rows.length} 个，共 ${sayCount(sums.projects)} 个 · 缺口大的在前`,
  )
  return (
    <Card
      title="各项目"
      note={`应付 ${wanYuanText(sums.dueFen)}，可见 ${wanYuanText(sums.moneyFen)}，缺口 ${wanYuanText(sums.gapFen)} 万元`}
      aside={<ExportButton small list={listOutlooks} query={filter} />}
    >
      <div className="filters" role="search" aria-label="筛选项目">
        <Select
          aria-label="看哪些"
          allowClear
          placeholder="全部"
          value={filter.only ?? null}
          onChange={(only) => change({ only: only ?? undefined })}
          options={optionsOf(onlyNames)}
        />
        <Select
          aria-label="镇街"
          allowClear
          placeholder="镇街"
          value={filter.town ?? null}
          onChange={(town) => change({ town: town ?? undefined })}
          options={[
            ...towns.map((town) => ({ value: town.code, label: town.name })),
            { value: 'none', label: '镇街未查清' },
          ]}
        />
        <Select
          aria-label="行业"
          allowClear
          placeholder="行业"
          value={filter.industry ?? null}
          onChange={(industry) => change({ industry: industry ?? undefined })}
          options={optionsOf(industries)}
        />
        <Select
          aria-label="谁投资"
          allowClear
          placeholder="谁投资"
          value={filter.owners ?? null}
          onChange={(owners) => change({ owners: owners ?? undefined })}
          options={[{ value: 'government' as const, label: '政府和国企' }]}
        />
      </div>
      <ListTable
        label="各项目节前展望"
        columns={outlookColumns(towns)}
        rows={list.rows}
        rowKey={(row) => row.projectId}
        open={(row) => `/d/${district}${outlookAddress(row)}`}
        paging={paging}
        empty={<Nothing narrowed={Object.keys(said).length > 0} />}
      />
    </Card>
  )
}

function Nothing({ narrowed }: { narrowed: boolean }) {
  if (narrowed) {
    return (
      <EmptyState
        title="没有符合条件的项目"
        action={<DistrictLink to="/outlook">看全部</DistrictLink>}
      />
    )
  }
  return (
    <EmptyState title="还没有可以展望的项目">
      有了项目、名册和工资表，这里列出每个项目到春节前要付多少、看得见多少钱、还缺多少。
    </EmptyState>
  )
}
