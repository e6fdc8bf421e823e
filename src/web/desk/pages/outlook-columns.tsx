import type { OutlookRow } from '../../../modules/outlook/contract.ts'
import { confidenceNames } from '../../../modules/outlook/words.ts'
import type { Town } from '../../../modules/places/contract.ts'
import { Chip } from '../parts/chips.tsx'
import { Day, Due } from '../parts/day.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Money } from '../parts/money.tsx'
import { DistrictLink } from '../parts/page.tsx'
import { sayCount } from '../parts/say.ts'
import { sayOwner } from './blind-spot-columns.tsx'

export function outlookAddress({ code }: Pick<OutlookRow, 'code'>): string {
  return `/outlook/${encodeURIComponent(code)}`
}

/** A project before the festival: what is due, what is there, what lacks, and who has promised what. */
export function outlookColumns(towns: readonly Town[]): Column<OutlookRow>[] {
  return [
    {
      key: 'project',
      title: '项目',
      phone: 'first',
      cell: (row) => (
        <>
          <DistrictLink to={outlookAddress(row)}>{row.name}</DistrictLink>
          <span className="under">
            {row.town ?? '镇街未查清'} · {sayCount(row.people)} 人
          </span>
        </>
      ),
    },
    {
      key: 'due',
      title: '节前应付（元）',
      align: 'right',
      phone: 'last',
      cell: (row) => (
        <>
          <Money fen={row.unestimated && row.dueFen === 0 ? null : row.dueFen} />
          <span className="under">
            {row.estimatedFen > 0 && <>估 · {confidenceNames[row.confidence]}</>}
            {row.unestimated && <Chip tone="unconfirmed">有一部分未知</Chip>}
          </span>
        </>
      ),
    },
    {
      key: 'money',
      title: '可见资金（元）',
      align: 'right',
      phone: 'last',
      cell: (row) => <Money fen={row.moneyUnknown ? null : row.moneyFen} />,
    },
    {
      key: 'gap',
      title: '缺口（元）',
      align: 'right',
      phone: 'figure',
      cell: (row) => <Money fen={row.gapFen} owed />,
    },
    {
      key: 'plan',
      title: '兑付计划',
      phone: 'more',
      cell: (row) => <PlanCell row={row} towns={towns} />,
    },
    {
      key: 'kept',
      title: '已兑付（元）',
      align: 'right',
      phone: 'last',
      cell: (row) =>
        row.hasPlan ? (
          <Money fen={row.keptFen} />
        ) : (
          <span className="third">{row.needsPlan ? '没有计划' : '—'}</span>
        ),
    },
  ]
}

function PlanCell({ row, towns }: { row: OutlookRow; towns: readonly Town[] }) {
  if (row.hasPlan) {
    return (
      <>
        计划 <Money fen={row.plannedFen} />{' '}
        {row.broken > 0 && <Chip tone="bad">{sayCount(row.broken)} 笔未付清</Chip>}
        {row.nextPromiseOn !== null && (
          <span className="under">
            下一笔 <Day on={row.nextPromiseOn} /> <Due on={row.nextPromiseOn} />
          </span>
        )}
      </>
    )
  }
  if (row.task === null) {
    return row.needsPlan ? <Chip tone="bad">没有计划</Chip> : <span className="third">不需要</span>
  }
  return (
    <>
      <DistrictLink to={`/tasks/${row.task.id}`}>{sayOwner(row.task.owner, towns)}</DistrictLink>{' '}
      {row.task.isUnowned && <Chip tone="bad">无人承办</Chip>}
      {row.task.dueOn !== null && (
        <span className="under">
          <Day on={row.task.dueOn} /> <Due on={row.task.dueOn} />
        </span>
      )}
    </>
  )
}
