import { fen } from '../../../kernel/money.ts'
import type { LedgerRow } from '../../../modules/wages/contract.ts'
import { dueBases } from '../labels.ts'
import { Day } from '../parts/day.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Money } from '../parts/money.tsx'
import { DistrictLink } from '../parts/page.tsx'
import { sayHours, sayMonth, sayWorkdays } from '../parts/say.ts'

/** Address of a worker-month's own page. */
export function ledgerAddress(row: Pick<LedgerRow, 'projectCode' | 'workerId' | 'month'>): string {
  return `/ledger/${encodeURIComponent(row.projectCode)}/${row.workerId}/${row.month}`
}

/** A worker-month in a list: of the district, or of one worker (without its `worker` column). */
export const ledgerColumns: Column<LedgerRow>[] = [
  {
    key: 'worker',
    title: '工人',
    phone: 'first',
    cell: (row) => <DistrictLink to={`/workers/${row.workerId}`}>{row.workerName}</DistrictLink>,
  },
  {
    key: 'project',
    title: '项目',
    phone: 'more',
    cell: (row) => (
      <DistrictLink to={`/projects/${encodeURIComponent(row.projectCode)}`}>
        {row.projectName}
      </DistrictLink>
    ),
  },
  {
    key: 'month',
    title: '月份',
    phone: 'last',
    cell: (row) => (
      <>
        <DistrictLink to={ledgerAddress(row)}>{sayMonth(row.month)}</DistrictLink>
        <span className="under wide-only">
          <Day on={row.payOn} /> 应发
        </span>
      </>
    ),
  },
  {
    key: 'attended',
    title: '出勤',
    align: 'right',
    phone: 'last',
    cell: (row) => (
      <>
        {row.daysPresent} 天
        <span className="under wide-only">
          {sayHours(row.minutes)} 小时 · {sayWorkdays(row.workdaysHundredths)} 工日
        </span>
      </>
    ),
  },
  {
    key: 'due',
    title: '应发（元）',
    align: 'right',
    phone: 'last',
    cell: (row) => (
      <>
        <Money fen={row.dueFen} />
        {row.dueBasis !== 'pay-line' && (
          <span className="under wide-only">{dueBases[row.dueBasis]}</span>
        )}
      </>
    ),
  },
  {
    key: 'deducted',
    title: '扣款（元）',
    align: 'right',
    phone: 'hidden',
    cell: (row) => <Money fen={row.deductedFen} />,
  },
  {
    key: 'paid',
    title: '已发（元）',
    align: 'right',
    phone: 'last',
    cell: (row) => (
      <>
        <Money fen={fen(row.paidOnTimeFen + row.paidLateFen)} />
        {row.paidLateFen > 0 && (
          <span className="under">
            迟发 <Money fen={row.paidLateFen} />
          </span>
        )}
      </>
    ),
  },
  {
    key: 'owed',
    title: '欠付（元）',
    align: 'right',
    phone: 'figure',
    cell: (row) => (
      <DistrictLink to={ledgerAddress(row)}>
        <Money fen={row.dueFen === null && row.owedFen === 0 ? null : row.owedFen} owed />
      </DistrictLink>
    ),
  },
]
