import { Select } from 'antd'
import { useState } from 'react'
import { listIn } from '../../../modules/exports/contract.ts'
import { listAccountFlows, viewProjectFunds } from '../../../modules/wages/contract.ts'
import type {
  AccountFlow,
  FlowKind,
  LabourCostMonth,
  ProjectFunds as Reply,
  SpecialAccount,
} from '../../../modules/wages/contract.ts'
import { flowKinds } from '../../../modules/wages/words.ts'
import { optionsOf } from '../labels.ts'
import { Chip, type ChipTone } from '../parts/chips.tsx'
import { Day } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { GrowingPart } from '../parts/growing-part.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Money, Yuan } from '../parts/money.tsx'
import { Card, DistrictLink } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { sayCount, sayMonth } from '../parts/say.ts'
import { Source, useSourceNames } from '../parts/sources.tsx'
import type { NamedSources } from '../parts/sources.tsx'
import { EmptyState } from '../parts/states.tsx'

/** Where the wages are paid from: the special account, and the labour cost that comes into it. */
export function ProjectFunds({ code }: { code: string }) {
  return (
    <Card title="专户与人工费" note="按已入账的专户流水和人工费拨付台账">
      <Part of={viewProjectFunds} input={{ params: { code } }} heights={[36, 36, 36]}>
        {(reply) => <Funds reply={reply} code={code} />}
      </Part>
    </Card>
  )
}

function Funds({ reply, code }: { reply: Reply; code: string }) {
  const { accounts, labourCost } = reply
  if (accounts.length === 0 && labourCost.length === 0) {
    return (
      <EmptyState
        title="还没有专户流水和人工费台账"
        action={<DistrictLink to="/import">导入流水</DistrictLink>}
      >
        专户流水入账后列出余额和每笔款是什么；人工费拨付台账入账后按月列出应拨和实拨。
      </EmptyState>
    )
  }
  return (
    <>
      <LabourCost reply={reply} code={code} />
      {accounts.length === 0 ? (
        <p className="body third">还没有专户流水：余额未知。</p>
      ) : (
        <>
          <div className="filters">
            <span className="at-end">
              <ExportButton small of="专用账户" list={accountList} params={{ code }} />
            </span>
          </div>
          <ListTable
            label="专用账户"
            columns={accountColumns}
            rows={accounts}
            rowKey={(row) => row.id}
          />
          <Flows code={code} />
        </>
      )}
    </>
  )
}

/** Two lists of one reply, each a file of its own. */
const accountList = listIn(viewProjectFunds, 'accounts')
const labourCostList = listIn(viewProjectFunds, 'labourCost')

function LabourCost({ reply, code }: { reply: Reply; code: string }) {
  const { labourCost, labourCostTotal: total } = reply
  if (labourCost.length === 0) {
    return <p className="body third">还没有人工费拨付台账：应拨和实拨未知。</p>
  }
  return (
    <>
      <p className="body">
        人工费 {sayCount(total.months)} 个月：应拨 <Yuan fen={total.dueFen} />
        ，实拨 <Yuan fen={total.paidFen} />
        {total.gapFen > 0 && (
          <>
            ，<Chip tone="bad">欠拨</Chip>{' '}
            <b>
              <Yuan fen={total.gapFen} />
            </b>
          </>
        )}
        。
      </p>
      <div className="filters">
        <span className="at-end">
          <ExportButton small of="人工费" list={labourCostList} params={{ code }} />
        </span>
      </div>
      <ListTable
        label="人工费"
        columns={costColumns}
        rows={labourCost}
        rowKey={(row) => row.month}
      />
    </>
  )
}

const costColumns: Column<LabourCostMonth>[] = [
  { key: 'month', title: '月份', phone: 'first', cell: (row) => sayMonth(row.month) },
  {
    key: 'due',
    title: '应拨人工费（元）',
    align: 'right',
    phone: 'last',
    cell: (row) => (
      <>
        <Money fen={row.dueFen} />
        {row.dueStated === false && <span className="under">按产值和比例算</span>}
      </>
    ),
  },
  {
    key: 'paid',
    title: '实拨（元）',
    align: 'right',
    phone: 'last',
    cell: (row) => <Money fen={row.paidFen} />,
  },
  {
    key: 'gap',
    title: '欠拨（元）',
    align: 'right',
    phone: 'last',
    cell: (row) => <Money fen={row.gapFen} owed={(row.gapFen ?? 0) > 0} />,
  },
  {
    key: 'on',
    title: '最近拨付',
    phone: 'last',
    cell: (row) =>
      row.paidOn === null && row.paidFen === 0 ? '没有拨过' : <Day on={row.paidOn} />,
  },
]

const accountColumns: Column<SpecialAccount>[] = [
  {
    key: 'account',
    title: '专用账户',
    phone: 'first',
    cell: (row) => (
      <>
        {row.account ?? '流水没有写账号'}{' '}
        {row.frozenOn !== null && <Chip tone="bad">有冻结或扣划</Chip>}
        {row.holder !== null && <span className="under">{row.holder}</span>}
        {row.bank !== null && <span className="under">{row.bank}</span>}
      </>
    ),
  },
  {
    key: 'balance',
    title: '余额（元）',
    align: 'right',
    phone: 'figure',
    cell: (row) => (
      <>
        <Money fen={row.balanceFen} />
        {row.balanceOn !== null && (
          <span className="under">
            截至 <Day on={row.balanceOn} />
          </span>
        )}
      </>
    ),
  },
  {
    key: 'in',
    title: '流水内收入',
    align: 'right',
    phone: 'last',
    cell: (row) => <Money fen={row.inFen} />,
  },
  {
    key: 'out',
    title: '流水内支出',
    align: 'right',
    phone: 'last',
    cell: (row) => <Money fen={row.outFen} />,
  },
  {
    key: 'span',
    title: '流水起止',
    phone: 'last',
    cell: (row) => (
      <>
        <Day on={row.firstOn} /> 至 <Day on={row.lastOn} />
        <span className="under">{sayCount(row.flows)} 笔</span>
      </>
    ),
  },
]

function Flows({ code }: { code: string }) {
  const [kind, setKind] = useState<FlowKind>()
  return (
    <>
      <div className="filters" role="search" aria-label="筛选流水">
        <Select
          className="choice"
          aria-label="只看哪种款"
          placeholder="只看哪种款"
          allowClear
          options={optionsOf(flowKinds)}
          {...(kind === undefined ? {} : { value: kind })}
          onChange={(chosen?: FlowKind) => setKind(chosen)}
        />
        <span className="at-end">
          <ExportButton
            small
            of="专户流水"
            list={listAccountFlows}
            params={{ code }}
            query={kind === undefined ? {} : { kind }}
          />
        </span>
      </div>
      <GrowingPart
        key={kind ?? 'all'}
        of={listAccountFlows}
        params={{ code }}
        query={(limit) => ({ limit, ...(kind === undefined ? {} : { kind }) })}
      >
        {(list) => <FlowTable rows={list.rows} />}
      </GrowingPart>
    </>
  )
}

function FlowTable({ rows }: { rows: AccountFlow[] }) {
  const names = useSourceNames(rows.map((row) => row.source))
  return (
    <ListTable
      label="专户流水"
      columns={flowColumns(names)}
      rows={rows}
      rowKey={({ source: { importId, sheet, row } }) => `${importId} ${sheet} ${row}`}
      empty={<EmptyState title="没有这种款">换一种，或看全部。</EmptyState>}
    />
  )
}

const tones: Partial<Record<FlowKind, ChipTone>> = {
  'labour-cost': 'done',
  'card-refund': 'bad',
  freeze: 'bad',
  other: 'unconfirmed',
}

function flowColumns(names: NamedSources): Column<AccountFlow>[] {
  return [
    {
      key: 'on',
      title: '日期',
      phone: 'first',
      cell: (row) => <Day on={row.flowOn} />,
    },
    {
      key: 'kind',
      title: '是什么款',
      phone: 'more',
      cell: (row) => (
        <>
          <Chip tone={tones[row.kind] ?? 'plain'}>{flowKinds[row.kind]}</Chip>
          {row.summary !== null && <span className="under">{row.summary}</span>}
        </>
      ),
    },
    {
      key: 'amount',
      title: '收入或支出（元）',
      align: 'right',
      phone: 'figure',
      cell: (row) => <Money fen={row.amountFen} />,
    },
    {
      key: 'balance',
      title: '余额（元）',
      align: 'right',
      phone: 'last',
      cell: (row) => <Money fen={row.balanceFen} />,
    },
    {
      key: 'counter',
      title: '对方',
      phone: 'last',
      cell: (row) => (
        <>
          {row.counterName ?? <span className="third">未写</span>}
          {row.counterAccount !== null && <span className="under">{row.counterAccount}</span>}
        </>
      ),
    },
    {
      key: 'source',
      title: '来源',
      phone: 'last',
      cell: (row) => <Source source={row.source} names={names} />,
    },
  ]
}
