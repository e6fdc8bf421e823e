import type { ReactNode } from 'react'
import type { z } from 'zod'
import { viewHome } from '../../../modules/dashboards/contract.ts'
import type { Home } from '../../../modules/dashboards/contract.ts'
import { listIn } from '../../../modules/exports/contract.ts'
import { today } from '../clock.ts'
import { ownerKinds } from '../labels.ts'
import { Day, Due } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { LevelChip } from '../parts/level-chip.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Money, WanYuan } from '../parts/money.tsx'
import { Provisional } from '../parts/provisional.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayCount, sayDay, sayInstant, sayWeekday } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { HomeTrend } from './home-trend.tsx'

type CountFigure = z.infer<typeof Home.shape.projects>

export function HomePage() {
  const home = useRead(viewHome)
  const festival = home.springFestival
  return (
    <Page
      title="首页"
      why={
        <>
          {sayDay(home.day)} {sayWeekday(home.day)} · 距春节 {festival.days} 天（
          {sayDay(festival.on)}
          {festival.provisional && <Provisional inside />}） · 数据截至 {sayInstant(home.asOf)}
        </>
      }
    >
      <Figures home={home} />
      <div className="stack">
        <div className="eight-four stretch">
          <Waiting waiting={home.waiting} />
          <Towns towns={home.towns} />
        </div>
        <div className="eight-four stretch">
          <HomeTrend home={home} />
          <OpenWarnings warnings={home.warnings} />
        </div>
        <Worst worst={home.worst} />
      </div>
    </Page>
  )
}

function Figures({ home }: { home: Home }) {
  const open = Object.values(home.warnings).reduce((sum, one) => sum + one.value, 0)
  return (
    <section className="card figures" aria-label="全区数字">
      <Headline
        label="逾期欠薪"
        to={home.overdueFen.rows}
        value={<WanYuan fen={home.overdueFen.value} />}
        note={
          <>
            <Count of={home.overdueWorkers} unit="人" /> ·{' '}
            <Count of={home.overdueProjects} unit="个项目" />
          </>
        }
      />
      <Headline
        label="红色项目"
        to={home.redProjects.rows}
        value={<Big count={home.redProjects.value} unit="个" />}
        note={
          <>
            政府、国企 <Count of={home.redGovernmentProjects} unit="个" />
          </>
        }
      />
      <Headline
        label="未解除预警"
        to="/warnings"
        value={<Big count={open} unit="条" />}
        note={
          <>
            其中红色 <Count of={home.warnings.red} unit="条" />
          </>
        }
      />
      <Headline
        label="应发未知"
        to={home.dueUnknown.rows}
        value={<Big count={home.dueUnknown.value} unit="人月" />}
        note="发薪日已过，不知应发"
      />
      <Headline
        label="项目"
        to={home.projects.rows}
        value={<Big count={home.projects.value} unit="个" />}
        note={
          <>
            监管盲区 <Count of={home.blindSpots} unit="处" />
          </>
        }
      />
      <Headline
        label="在场工人"
        to={home.workersOnSite.rows}
        value={<Big count={home.workersOnSite.value} unit="人" />}
        note="已进场、未退场"
      />
    </section>
  )
}

function Headline(props: { label: string; to: string; value: ReactNode; note: ReactNode }) {
  return (
    <div>
      <div className="label">{props.label}</div>
      <DistrictLink to={props.to} className="value">
        {props.value}
      </DistrictLink>
      <div className="note">{props.note}</div>
    </div>
  )
}

function Big({ count, unit }: { count: number; unit: string }) {
  return (
    <>
      {sayCount(count)}
      <small>{unit}</small>
    </>
  )
}

function Count({ of, unit }: { of: CountFigure; unit: string }) {
  return (
    <DistrictLink to={of.rows}>
      {sayCount(of.value)} {unit}
    </DistrictLink>
  )
}

type WaitingRow = Home['waiting'][number]

const waitingColumns: Column<WaitingRow>[] = [
  {
    key: 'due',
    title: '期限',
    width: 116,
    phone: 'figure',
    cell: (row) =>
      row.dueOn === null ? (
        <span className="third">不限</span>
      ) : (
        <>
          <Due on={row.dueOn} />
          <span className="under">
            <Day on={row.dueOn} />
          </span>
        </>
      ),
  },
  {
    key: 'what',
    title: '事项',
    phone: 'first',
    cell: (row) => (
      <>
        <DistrictLink to={row.opens}>{row.title}</DistrictLink>
        <span className="under">{row.detail}</span>
      </>
    ),
  },
  { key: 'todo', title: '要我做', phone: 'more', cell: (row) => row.todo },
]

function Waiting({ waiting }: { waiting: WaitingRow[] }) {
  const late = waiting.filter((row) => row.dueOn !== null && row.dueOn < today()).length
  return (
    <Card
      title="等我办"
      note={`${waiting.length} 件`}
      aside={late > 0 ? <span className="due late">已超期 {late} 件</span> : '按期限先后'}
    >
      <ListTable
        label="等我办"
        columns={waitingColumns}
        rows={waiting}
        rowKey={(row) => `${row.kind} ${row.opens} ${row.title}`}
        empty={
          <EmptyState title="现在没有等您办的事">
            交办的任务、收到的表格待入账、新的预警、临近的发薪日会列在这里。
          </EmptyState>
        }
      />
    </Card>
  )
}

/** Two lists of the home page, each a file of its own. */
const townList = listIn(viewHome, 'towns')

type TownRow = Home['towns'][number]

const townColumns: Column<TownRow>[] = [
  {
    key: 'name',
    title: '镇街',
    phone: 'first',
    cell: (row) => (
      <DistrictLink to={`/projects?town=${encodeURIComponent(row.code)}&only=overdue`}>
        {row.name}
      </DistrictLink>
    ),
  },
  {
    key: 'workers',
    title: '人',
    align: 'right',
    phone: 'last',
    cell: (row) => sayCount(row.overdueWorkers),
  },
  {
    key: 'owed',
    title: '欠薪（元）',
    align: 'right',
    phone: 'figure',
    cell: (row) => <Money fen={row.overdueFen} owed />,
  },
]

function Towns({ towns }: { towns: TownRow[] }) {
  const owing = towns.filter((town) => town.overdueFen > 0)
  return (
    <Card
      title="逾期欠薪在哪里"
      aside={
        <span className="buttons">
          <DistrictLink to="/projects?only=overdue">看项目</DistrictLink>
          <ExportButton small list={townList} />
        </span>
      }
    >
      <ListTable
        label="各镇街逾期欠薪"
        columns={townColumns}
        rows={owing}
        rowKey={(row) => row.code}
        empty={
          <EmptyState title="没有逾期欠薪">
            发薪日已过、知道应发的工资都已付清；应发未知的另算。
          </EmptyState>
        }
      />
    </Card>
  )
}

function OpenWarnings({ warnings }: { warnings: Home['warnings'] }) {
  const rows = (['red', 'orange', 'yellow', 'blue'] as const).map((level) => ({
    level,
    count: warnings[level].value,
    to: warnings[level].rows,
  }))
  const most = Math.max(1, ...rows.map((row) => row.count))
  return (
    <Card title="未解除的预警" aside={<DistrictLink to="/warnings">逐条看</DistrictLink>}>
      <ul className="level-bars body">
        {rows.map((row) => (
          <li key={row.level}>
            <LevelChip level={row.level} />
            <span className={`bar ${row.level}`}>
              <i style={{ width: `${(row.count / most) * 100}%` }} />
            </span>
            <DistrictLink to={row.to}>{sayCount(row.count)} 条</DistrictLink>
          </li>
        ))}
      </ul>
    </Card>
  )
}

type WorstRow = Home['worst'][number]

const worstColumns: Column<WorstRow>[] = [
  {
    key: 'name',
    title: '项目',
    phone: 'first',
    cell: (row) => (
      <>
        <DistrictLink to={`/projects/${encodeURIComponent(row.code)}`}>{row.name}</DistrictLink>
        <span className="under">
          {ownerKinds[row.ownerKind]}
          {row.generalContractor !== null && ` · 总包 ${row.generalContractor}`}
        </span>
      </>
    ),
  },
  {
    key: 'level',
    title: '级别',
    phone: 'more',
    cell: (row) => row.level && <LevelChip level={row.level} />,
  },
  {
    key: 'owed',
    title: '逾期欠薪（元）',
    align: 'right',
    phone: 'figure',
    cell: (row) => (
      <DistrictLink to={`/ledger?project=${encodeURIComponent(row.code)}&only=overdue`}>
        <Money fen={row.overdueFen} owed />
      </DistrictLink>
    ),
  },
  {
    key: 'workers',
    title: '人',
    align: 'right',
    phone: 'last',
    cell: (row) => sayCount(row.overdueWorkers),
  },
  { key: 'why', title: '为什么', phone: 'more', cell: (row) => row.why },
]

function Worst({ worst }: { worst: WorstRow[] }) {
  return (
    <Card
      title="最要紧的项目"
      note={`${worst.length} 个`}
      aside={<DistrictLink to="/projects">全部项目</DistrictLink>}
    >
      <ListTable
        label="最要紧的项目"
        columns={worstColumns}
        rows={worst}
        rowKey={(row) => row.code}
        empty={<EmptyState title="没有要紧的项目">没有未解除的预警。</EmptyState>}
      />
    </Card>
  )
}
