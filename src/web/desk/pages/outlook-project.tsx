import { Button } from 'antd'
import { useParams } from 'react-router'
import { listIn } from '../../../modules/exports/contract.ts'
import { makePlan, viewProjectOutlook } from '../../../modules/outlook/contract-project.ts'
import type {
  ProjectOutlook,
  PromiseRow,
  WageLineRow,
} from '../../../modules/outlook/contract-project.ts'
import {
  confidenceNames,
  methodNames,
  moneySourceNames,
  payerNames,
  promiseStateNames,
  wageLineNames,
} from '../../../modules/outlook/words.ts'
import { Chip, type ChipTone } from '../parts/chips.tsx'
import { Day, Due } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Money, Yuan } from '../parts/money.tsx'
import { Provisional } from '../parts/provisional.tsx'
import { Card, DistrictLink, type Fact, FactsStrip, Page } from '../parts/page.tsx'
import { sayCount, sayDay, sayInstant, sayMonth } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { sayOwner } from './blind-spot-columns.tsx'
import { OutlookMoney } from './outlook-money.tsx'
import '../outlook.css'

/** One project before the Spring Festival: how its gap comes about, and what its plan came to. */
export function OutlookProjectPage() {
  const { code = '' } = useParams()
  const page = useRead(viewProjectOutlook, { params: { code } })
  const { festival } = page
  return (
    <Page
      title={page.name}
      crumb={[{ to: '/outlook', text: '节前展望' }]}
      crumbEnd={page.name}
      chips={
        <>
          {page.gapFen > 0 ? <Chip tone="bad">有缺口</Chip> : <Chip tone="done">够付</Chip>}
          {page.unestimated && <Chip tone="unconfirmed">有一部分未知</Chip>}
          {page.broken > 0 && <Chip tone="bad">{sayCount(page.broken)} 笔未付清</Chip>}
        </>
      }
      why={
        <>
          到春节（{sayDay(festival.on)}
          {festival.provisional && <Provisional inside />}）还有 {festival.days} 天 · 按{' '}
          {sayInstant(page.asOf)} 的数据计算
        </>
      }
      actions={
        <>
          <DistrictLink to={`/projects/${encodeURIComponent(page.code)}`} className="step-link">
            项目页
          </DistrictLink>
          <Button className="no-print" onClick={() => window.print()}>
            打印
          </Button>
        </>
      }
    >
      <div className="outlook-page">
        <FactsStrip facts={factsOf(page)} />
        <div className="stack">
          <Plan page={page} />
          <Lines page={page} />
          <OutlookMoney page={page} />
          <Events page={page} />
        </div>
      </div>
    </Page>
  )
}

function factsOf(page: ProjectOutlook): Fact[] {
  return [
    {
      label: '节前应付',
      value: <Yuan fen={page.unestimated && page.dueFen === 0 ? null : page.dueFen} />,
      note: page.unestimated
        ? '有一部分无法估算，实际更多'
        : `${methodNames[page.method]}，${confidenceNames[page.confidence]}`,
    },
    { label: '其中已欠付', value: <Yuan fen={page.owedFen} />, note: '工资台账，不论是否到发薪日' },
    {
      label: '可见资金',
      value: <Yuan fen={page.moneyUnknown ? null : page.moneyFen} />,
      note: '专户、未拨人工费和登记的资金',
    },
    {
      label: '缺口',
      value: (
        <b>
          <Yuan fen={page.gapFen} />
        </b>
      ),
      note: page.moneyUnknown ? '资金未知，按没有计' : '应付减可见资金',
    },
    {
      label: '专户余额',
      value: <Yuan fen={page.accountFen} />,
      note:
        page.accountOn === null ? (
          '没有导入流水'
        ) : (
          <>
            截至 <Day on={page.accountOn} />
          </>
        ),
    },
    { label: '应拨未拨人工费', value: <Yuan fen={page.labourCostFen} />, note: '按人工费拨付台账' },
    { label: '登记的资金', value: <Yuan fen={page.enteredFen} />, note: '未到日期的才计入' },
    {
      label: '保证金和保函',
      value: <Yuan fen={page.depositFen} />,
      note: '动用须有清偿命令，未计入',
    },
  ]
}

const lineList = listIn(viewProjectOutlook, 'lines')

const lineColumns: Column<WageLineRow>[] = [
  {
    key: 'month',
    title: '月份',
    phone: 'first',
    cell: (row) => (
      <>
        <span className="unbroken">{sayMonth(row.month)}</span>{' '}
        <Chip tone={row.kind === 'owed' ? 'bad' : 'plain'}>{wageLineNames[row.kind]}</Chip>
      </>
    ),
  },
  {
    key: 'people',
    title: '人',
    align: 'right',
    phone: 'last',
    cell: (row) => sayCount(row.people),
  },
  {
    key: 'fen',
    title: '金额（元）',
    align: 'right',
    phone: 'figure',
    cell: (row) =>
      row.rows === null ? (
        <Money fen={row.fen} />
      ) : (
        <DistrictLink to={row.rows}>
          <Money fen={row.fen} owed={row.kind === 'owed'} />
        </DistrictLink>
      ),
  },
  {
    key: 'how',
    title: '怎么算的',
    phone: 'more',
    cell: (row) => (
      <>
        {row.kind !== 'owed' && <span className="third">估 · </span>}
        {row.how}
      </>
    ),
  },
]

/** How what is due comes about, line by line. */
function Lines({ page }: { page: ProjectOutlook }) {
  const from = page.peopleFrom === 'roster' ? '在册' : '最近一个月工资表上'
  const months = page.usualMonths.map(sayMonth).join('、')
  return (
    <Card
      title="节前应付是怎么来的"
      note={`干到 ${sayDay(page.worksUntil)}`}
      aside={<ExportButton small list={lineList} params={{ code: page.code }} />}
    >
      <p className="body">
        {from} {sayCount(page.people)} 人；常态月薪 <Yuan fen={page.usualFen} />
        {months !== '' && `，按 ${months} 每人应发减扣款的平均`}。{page.doubts.join('')}
        {page.unknownWorkerMonths > 0 && (
          <>
            {' '}
            <DistrictLink to={`/ledger?project=${encodeURIComponent(page.code)}&only=unknown`}>
              应发未知 {sayCount(page.unknownWorkerMonths)} 人月
            </DistrictLink>
            。
          </>
        )}
      </p>
      <ListTable
        label="节前应付明细"
        columns={lineColumns}
        rows={page.lines}
        rowKey={(row) => `${row.kind} ${row.month}`}
        empty={
          <EmptyState title={page.unestimated ? '无从得知要付多少' : '没有欠付，也没有要估算的'}>
            {page.unestimated
              ? '项目在建，但没有名册、考勤和工资表。请先导入。'
              : '台账没有欠付，项目不在建或节前不再施工。'}
          </EmptyState>
        }
      />
    </Card>
  )
}

const promiseList = listIn(viewProjectOutlook, 'promises')

const promiseTones: Record<PromiseRow['state'], ChipTone> = {
  pending: 'plain',
  kept: 'done',
  partly: 'bad',
  broken: 'bad',
}

const promiseColumns: Column<PromiseRow>[] = [
  {
    key: 'due',
    title: '发完日期',
    phone: 'first',
    cell: (row) => (
      <>
        {row.beginsOn !== null && (
          <>
            <Day on={row.beginsOn} /> 至{' '}
          </>
        )}
        <Day on={row.dueOn} />
        {row.state === 'pending' && (
          <span className="under">
            <Due on={row.dueOn} />
          </span>
        )}
      </>
    ),
  },
  {
    key: 'amount',
    title: '承诺（元）',
    align: 'right',
    phone: 'figure',
    cell: (row) => <Money fen={row.amountFen} />,
  },
  {
    key: 'people',
    title: '人',
    align: 'right',
    phone: 'last',
    cell: (row) => sayCount(row.people),
  },
  {
    key: 'payer',
    title: '谁付，用什么钱',
    phone: 'more',
    cell: (row) => (
      <>
        {payerNames[row.payer]} · {moneySourceNames[row.moneySource]}
        {row.words !== '' && <span className="under">{row.words}</span>}
      </>
    ),
  },
  {
    key: 'state',
    title: '兑付',
    phone: 'last',
    cell: (row) => (
      <>
        <Chip tone={promiseTones[row.state]}>{promiseStateNames[row.state]}</Chip>
        {row.lateFen > 0 && row.lacksFen === 0 && row.state !== 'kept' && (
          <span className="under">逾期已付清</span>
        )}
      </>
    ),
  },
  {
    key: 'kept',
    title: '按期付（元）',
    align: 'right',
    phone: 'last',
    cell: (row) => <Money fen={row.keptFen} />,
  },
  {
    key: 'late',
    title: '逾期付（元）',
    align: 'right',
    phone: 'last',
    cell: (row) => <Money fen={row.lateFen} />,
  },
  {
    key: 'lacks',
    title: '还差（元）',
    align: 'right',
    phone: 'last',
    cell: (row) => <Money fen={row.lacksFen} owed />,
  },
]

/** The plan and what was kept of it, by the ledger alone. */
function Plan({ page }: { page: ProjectOutlook }) {
  const { plan, promises } = page
  const { roles } = useMe()
  const may = mayCall(makePlan, roles)
  const to = `/outlook/${encodeURIComponent(page.code)}/plan`
  return (
    <Card
      title="节前兑付计划"
      note={plan === null ? undefined : `第 ${plan.version} 版`}
      aside={
        <span className="buttons">
          {plan !== null && <ExportButton small list={promiseList} params={{ code: page.code }} />}
          {may && (
            <DistrictLink to={to} className="step-link small no-print">
              {plan === null ? '制定计划' : '改计划'}
            </DistrictLink>
          )}
        </span>
      }
    >
      {plan === null ? (
        <NoPlan page={page} />
      ) : (
        <>
          <p className="body">
            共承诺 <Yuan fen={page.plannedFen} />
            ，按期兑付 <Yuan fen={page.keptFen} />
            ，逾期兑付 <Yuan fen={page.lateFen} />
            ，到期还差{' '}
            <b>
              <Yuan fen={page.brokenFen} />
            </b>
            。从 <Day on={plan.madeOn} /> 起的发放记录按日期先后抵各笔承诺，不用手工登记。
            {plan.farBeyond && (
              <>
                {' '}
                <Chip tone="unconfirmed">承诺远多于应付，请核对</Chip>
              </>
            )}
          </p>
          <ListTable
            label="兑付承诺"
            columns={promiseColumns}
            rows={promises}
            rowKey={(row) => row.id}
          />
        </>
      )}
    </Card>
  )
}

function NoPlan({ page }: { page: ProjectOutlook }) {
  const { towns } = useMe()
  const { task } = page
  return (
    <EmptyState title="还没有兑付计划">
      {task === null
        ? page.needsPlan
          ? '缺口达到要做计划的数额。'
          : '没有缺口，或缺口不大、离春节还远，现在不要求做计划。'
        : `已要求${sayOwner(task.owner, towns)}${task.dueOn === null ? '' : `在 ${sayDay(task.dueOn)} 前`}制定。`}
    </EmptyState>
  )
}

function Events({ page }: { page: ProjectOutlook }) {
  return (
    <Card title="经过" note={`${page.events.length} 条`}>
      {page.events.length === 0 ? (
        <p className="body third">还没有做过计划，也没有登记过资金。</p>
      ) : (
        <ol className="time-line body">
          {page.events.map((event) => (
            <li key={event.id}>
              <span className="small third">
                {sayInstant(event.at)} {event.organisation} {event.actorName}
              </span>
              <div>{event.message}</div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
