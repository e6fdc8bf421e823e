import { useParams } from 'react-router'
import { z } from 'zod'
import { fen } from '../../../kernel/money.ts'
import { viewWorker } from '../../../modules/labour/contract.ts'
import { listMerges } from '../../../modules/labour/contract-merges.ts'
import type { Worker } from '../../../modules/labour/contract.ts'
import { listLedger, totalLedger } from '../../../modules/wages/contract.ts'
import type { LedgerRow } from '../../../modules/wages/contract.ts'
import { useDistrict } from '../district.ts'
import { rateUnits } from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import { Day } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Yuan } from '../parts/money.tsx'
import { Card, DistrictLink, FactsStrip, Page } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { sayCount } from '../parts/say.ts'
import { EmptyState, NotFound } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { useAfter, usePaging } from '../use-address.ts'
import { ledgerAddress, ledgerColumns } from './ledger-columns.tsx'
import { Unmask } from './unmask.tsx'

const Address = z.object({ workerId: z.uuid() })

/** A worker over all projects of the district; every personal number masked. */
export function WorkerPage() {
  const address = Address.safeParse(useParams())
  if (!address.success) return <NotFound whole sentence="这个地址不是一个工人。" />
  return <WorkerOf workerId={address.data.workerId} />
}

function WorkerOf({ workerId }: { workerId: string }) {
  const worker = useRead(viewWorker, { params: { workerId } })
  const latest = worker.engagements[0]
  return (
    <Page
      title={worker.name}
      crumb={
        latest === undefined
          ? [{ to: '/projects', text: '项目' }]
          : [
              { to: '/projects', text: '项目' },
              {
                to: `/projects/${encodeURIComponent(latest.projectCode)}?tab=workers`,
                text: latest.projectName,
              },
            ]
      }
      crumbEnd={worker.name}
      chips={worker.idFinding !== null && <Chip tone="bad">证件号不对，不能发放</Chip>}
    >
      <FactsStrip label="个人信息" facts={personalFacts(worker)} />
      <MergeNotes worker={worker} />
      <Totals workerId={workerId} />
      <div className="stack">
        <Card
          title="在哪些项目"
          note={`${worker.engagements.length} 处`}
          aside={<ExportButton small list={viewWorker} params={{ workerId }} />}
        >
          <ListTable
            label="在哪些项目"
            columns={engagementColumns}
            rows={worker.engagements}
            rowKey={(row) => `${row.projectCode} ${row.firm} ${row.team}`}
            empty={<EmptyState title="不在任何项目">这个人的行已全部撤回。</EmptyState>}
          />
        </Card>
        <Months workerId={workerId} />
      </div>
    </Page>
  )
}

/** Masked; the coordination office opens one of them for a reason. */
function personalFacts({ workerId, name, idNumber, engagements }: Worker) {
  const [latest] = engagements
  const own = { workerId, ...(latest === undefined ? {} : { project: latest.projectCode }) }
  return [
    { label: '姓名', value: <Unmask workerId={workerId} what="name" masked={name} /> },
    { label: '证件号', value: <Unmask workerId={workerId} what="id-number" masked={idNumber} /> },
    ...(latest === undefined
      ? []
      : [
          {
            label: '工资卡',
            value: <Unmask {...own} what="card" masked={latest.card} />,
            note: latest.projectName,
          },
          {
            label: '手机',
            value: <Unmask {...own} what="phone" masked={latest.phone} />,
            note: latest.projectName,
          },
        ]),
  ]
}

/** That he was found to be somebody else, or may be. */
function MergeNotes({ worker: { workerId, mergedInto } }: { worker: Worker }) {
  const query = { worker: workerId, limit: 1 }
  return (
    <>
      {mergedInto !== null && (
        <p className="notice space-below">
          这名工人已经和另一名合并，考勤、工资都记在
          <DistrictLink to={`/workers/${mergedInto}`}>合并后的工人</DistrictLink>名下。
          <DistrictLink to={`/same-person?show=decided&worker=${workerId}`}>
            看合并记录
          </DistrictLink>
        </p>
      )}
      <Part of={listMerges} input={{ query }} heights={[]}>
        {({ total }) =>
          total > 0 && (
            <p className="notice space-below">
              可能和本项目另一名同名工人是同一人，还没有核对：
              <DistrictLink to={`/same-person?worker=${workerId}`}>看 {total} 对</DistrictLink>
            </p>
          )
        }
      </Part>
    </>
  )
}

function Totals({ workerId }: { workerId: string }) {
  return (
    <Part of={totalLedger} input={{ query: { worker: workerId } }} heights={[72]}>
      {(totals) => (
        <FactsStrip
          facts={[
            { label: '人月', value: sayCount(totals.rows), note: '本区各项目合计' },
            { label: '应发', value: <Yuan fen={totals.dueFen} /> },
            {
              label: '已发',
              value: <Yuan fen={fen(totals.paidOnTimeFen + totals.paidLateFen)} />,
              note: (
                <>
                  其中迟发 <Yuan fen={totals.paidLateFen} />
                </>
              ),
            },
            {
              label: '欠付',
              value: (
                <DistrictLink to={`/ledger?worker=${workerId}&only=owed`}>
                  <b>
                    <Yuan fen={totals.owedFen} />
                  </b>
                </DistrictLink>
              ),
              note: totals.dueUnknown > 0 && `另有 ${totals.dueUnknown} 个月应发未知`,
            },
          ]}
        />
      )}
    </Part>
  )
}

function Months({ workerId }: { workerId: string }) {
  return (
    <Card
      title="逐月"
      aside={
        <span className="buttons">
          <DistrictLink to={`/ledger?worker=${workerId}`}>看台账</DistrictLink>
          <ExportButton small list={listLedger} query={{ worker: workerId }} />
        </span>
      }
    >
      <Part of={listLedger} input={{ query: { worker: workerId, limit: 50, ...useAfter() } }}>
        {(list) => <MonthRows rows={list.rows} next={list.next} />}
      </Part>
    </Card>
  )
}

function MonthRows({ rows, next }: { rows: LedgerRow[]; next: string | null }) {
  const district = useDistrict()
  const paging = usePaging(next, `本页 ${rows.length} 个月`)
  return (
    <ListTable
      label="逐月"
      columns={monthColumns}
      rows={rows}
      rowKey={(row) => ledgerAddress(row)}
      open={(row) => `/d/${district}${ledgerAddress(row)}`}
      paging={paging}
      empty={<EmptyState title="还没有逐月的出勤和工资">考勤表或工资表入账后列在这里。</EmptyState>}
    />
  )
}

const monthColumns = ledgerColumns
  .filter((column) => column.key !== 'worker')
  .map((column) => (column.key === 'month' ? { ...column, phone: 'first' as const } : column))

const engagementColumns: Column<Worker['engagements'][number]>[] = [
  {
    key: 'project',
    title: '项目',
    phone: 'first',
    cell: (row) => (
      <>
        <DistrictLink to={`/projects/${encodeURIComponent(row.projectCode)}`}>
          {row.projectName}
        </DistrictLink>
        {row.firm !== null && <span className="under">{row.firm}</span>}
      </>
    ),
  },
  {
    key: 'team',
    title: '班组和工种',
    phone: 'more',
    cell: (row) => (
      <>
        {row.team ?? '班组未知'}
        {row.trade !== null && ` · ${row.trade}`} {row.teamLeader && <Chip>班组长</Chip>}
      </>
    ),
  },
  {
    key: 'rate',
    title: '合同工价',
    align: 'right',
    phone: 'last',
    cell: (row) =>
      row.rateFen === null || row.rateUnit === null ? (
        <span className="third">未知</span>
      ) : (
        <>
          <Yuan fen={row.rateFen} /> {rateUnits[row.rateUnit]}
        </>
      ),
  },
  {
    key: 'roster',
    title: '名册',
    phone: 'figure',
    cell: (row) => (row.onRoster ? '在册' : <Chip tone="bad">不在名册</Chip>),
  },
  { key: 'entered', title: '进场', phone: 'last', cell: (row) => <Day on={row.enteredOn} /> },
  {
    key: 'left',
    title: '退场',
    phone: 'last',
    cell: (row) =>
      row.leftOn === null ? <span className="third">在场</span> : <Day on={row.leftOn} />,
  },
]
