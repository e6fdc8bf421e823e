import { Select } from 'antd'
import { listLedger, LedgerFilter, totalLedger } from '../../../modules/wages/contract.ts'
import type { LedgerRow, LedgerTotals } from '../../../modules/wages/contract.ts'
import { ledgerChoices } from '../../../modules/wages/words.ts'
import { fen } from '../../../kernel/money.ts'
import { useDistrict } from '../district.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { MonthChoice } from '../parts/month-choice.tsx'
import { Narrowed } from '../parts/narrowed.tsx'
import { ListTable } from '../parts/list-table.tsx'
import { Yuan } from '../parts/money.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { sayCount } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'
import { ledgerAddress, ledgerColumns } from './ledger-columns.tsx'

export function LedgerPage() {
  const district = useDistrict()
  const { filter, change } = useFilter(LedgerFilter)
  const list = useRead(listLedger, { query: { ...filter, ...useAfter(), limit: 50 } })
  const paging = usePaging(list.next, `本页 ${list.rows.length} 个人月`)
  return (
    <Page
      title="工资台账"
      why="一行是一个工人在一个项目上的一个月：出勤、应发、已发、欠付。"
      actions={<ExportButton list={listLedger} query={filter} />}
    >
      <Part of={totalLedger} input={{ query: filter }} heights={[92]}>
        {(totals) => <Totals totals={totals} />}
      </Part>
      <Card label="台账">
        <Filters filter={filter} change={change} first={list.rows[0]} />
        <ListTable
          label="工资台账"
          columns={ledgerColumns}
          rows={list.rows}
          rowKey={(row) => ledgerAddress(row)}
          open={(row) => `/d/${district}${ledgerAddress(row)}`}
          paging={paging}
          empty={<Nothing narrowed={Object.keys(filter).length > 0} />}
        />
      </Card>
    </Page>
  )
}

function Nothing({ narrowed }: { narrowed: boolean }) {
  if (narrowed) {
    return (
      <EmptyState
        title="没有符合条件的人月"
        action={<DistrictLink to="/ledger">看全部</DistrictLink>}
      >
        换一个月份，或放宽上面的条件。
      </EmptyState>
    )
  }
  return (
    <EmptyState title="台账还是空的" action={<DistrictLink to="/import">导入表格</DistrictLink>}>
      考勤表和工资表入账后，每人每月一行列在这里。
    </EmptyState>
  )
}

function Totals({ totals }: { totals: LedgerTotals }) {
  return (
    <section className="card figures small-values five" aria-label="合计">
      <Total label="人月" value={sayCount(totals.rows)} note={`${sayCount(totals.workers)} 人`} />
      <Total
        label="应发"
        value={<Yuan fen={totals.dueFen} />}
        note={
          <>
            扣款 <Yuan fen={totals.deductedFen} />
          </>
        }
      />
      <Total
        label="已发"
        value={<Yuan fen={fen(totals.paidOnTimeFen + totals.paidLateFen)} />}
        note={
          <>
            其中迟发 <Yuan fen={totals.paidLateFen} />
          </>
        }
      />
      <Total label="欠付" value={<Yuan fen={totals.owedFen} />} note="应发减扣款减已发" />
      <Total label="应发未知" value={sayCount(totals.dueUnknown)} note="人月，不算作 0" />
    </section>
  )
}

function Total(props: { label: string; value: React.ReactNode; note: React.ReactNode }) {
  return (
    <div>
      <div className="label">{props.label}</div>
      <div className="value">{props.value}</div>
      <div className="note">{props.note}</div>
    </div>
  )
}

function Filters(props: {
  filter: LedgerFilter
  change: (patch: Record<string, string | undefined>) => void
  first: LedgerRow | undefined
}) {
  const { filter, change, first } = props
  return (
    <div className="filters" role="search" aria-label="筛选台账">
      <MonthChoice value={filter.month} pick={(month) => change({ month })} />
      <Select
        className="choice"
        aria-label="只看"
        placeholder="只看"
        allowClear
        options={Object.entries(ledgerChoices).map(([value, label]) => ({ value, label }))}
        {...(filter.only === undefined ? {} : { value: filter.only })}
        onChange={(value?: string) => change({ only: value })}
      />
      {filter.project !== undefined && (
        <Narrowed
          text={`项目：${first?.projectName ?? filter.project}`}
          drop={() => change({ project: undefined })}
        />
      )}
      {filter.worker !== undefined && (
        <Narrowed
          text={`工人：${first?.workerName ?? '所选工人'}`}
          drop={() => change({ worker: undefined })}
        />
      )}
    </div>
  )
}
