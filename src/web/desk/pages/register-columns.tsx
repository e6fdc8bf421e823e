import { Checkbox } from 'antd'
import type { EntryRow } from '../../../modules/register/contract.ts'
import { causeText, partNames } from '../../../modules/register/words.ts'
import { Chip } from '../parts/chips.tsx'
import { Day, Due } from '../parts/day.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Money } from '../parts/money.tsx'
import { DistrictLink } from '../parts/page.tsx'
import { sayCount } from '../parts/say.ts'
import { ClassChip, EntryStateChip } from './register-nav.tsx'

/** An entry in the list, with why it stands where it stands; `choose` puts a box before it. */
export function entryColumns(
  choose: { chosen: ReadonlySet<string>; toggle: (id: string) => void } | null,
): Column<EntryRow>[] {
  return [
    {
      key: 'project',
      title: '项目',
      phone: 'first',
      cell: (row) => (
        <>
          {choose !== null && (
            <Checkbox
              className="row-box"
              aria-label={`选中 ${row.projectName}`}
              checked={choose.chosen.has(row.id)}
              onChange={() => choose.toggle(row.id)}
            />
          )}
          <ClassChip of={row.class} how={row.how} />{' '}
          <DistrictLink to={`/register/${row.id}`}>{row.projectName}</DistrictLink>
          {row.town !== null && <span className="under">{row.town}</span>}
        </>
      ),
    },
    ...otherColumns,
  ]
}

const otherColumns: Column<EntryRow>[] = [
  {
    key: 'priority',
    title: '优先序',
    phone: 'more',
    cell: (row) => <PriorityCell row={row} />,
  },
  {
    key: 'people',
    title: '人数',
    align: 'right',
    phone: 'last',
    cell: (row) => sayCount(row.people),
  },
  {
    key: 'sum',
    title: '欠付（元）',
    align: 'right',
    phone: 'figure',
    cell: (row) => <Money fen={row.overdueFen} owed />,
  },
  {
    key: 'cause',
    title: '原因和措施',
    phone: 'more',
    cell: (row) => (
      <>
        {causeText(row)}
        {row.measures !== '' && <span className="under">{row.measures}</span>}
      </>
    ),
  },
  {
    key: 'unit',
    title: '责任',
    phone: 'more',
    cell: (row) => (
      <>
        {row.unit}
        {row.task?.isUnowned === true && (
          <>
            {' '}
            <Chip tone="bad">无人承办</Chip>
          </>
        )}
        <span className="under">{row.leader === '' ? '责任领导未定' : row.leader}</span>
      </>
    ),
  },
  { key: 'limit', title: '化解期限', phone: 'last', cell: (row) => <LimitCell row={row} /> },
  { key: 'checks', title: '检查', phone: 'last', cell: (row) => <CheckCell row={row} /> },
  {
    key: 'state',
    title: '办理',
    phone: 'last',
    cell: (row) => <EntryStateChip state={row.state} isLate={row.isLate} />,
  },
]

/** The points, and each part's share of them. */
function PriorityCell({ row }: { row: EntryRow }) {
  return (
    <>
      <b>{row.priority.points}</b> 分<span className="under">{sayParts(row)}</span>
    </>
  )
}

export function sayParts({ priority }: Pick<EntryRow, 'priority'>): string {
  return priority.parts.map(({ part, tenths }) => `${partNames[part]} ${tenths / 10}`).join('，')
}

function LimitCell({ row }: { row: EntryRow }) {
  if (row.dueOn === null) return <span className="third">未定</span>
  return (
    <>
      <Day on={row.dueOn} />
      {row.state === 'open' && (
        <span className="under">
          <Due on={row.dueOn} />
        </span>
      )}
    </>
  )
}

function CheckCell({ row }: { row: EntryRow }) {
  return (
    <>
      <span className="unbroken">{row.checks === 0 ? '还没有' : `${row.checks} 次`}</span>
      {row.nextCheckOn !== null && (
        <span className="under">
          下次 <Day on={row.nextCheckOn} /> {row.isCheckLate && <Due on={row.nextCheckOn} />}
        </span>
      )}
    </>
  )
}
