import type { MatterBrief } from '../../../modules/risk/contract-matters.ts'
import type { WarningRow } from '../../../modules/risk/contract.ts'
import { outcomeName, warningTitle } from '../../../modules/risk/words.ts'
import { taskStateNames } from '../../../modules/tasks/words.ts'
import { Chip } from '../parts/chips.tsx'
import { Day, Due } from '../parts/day.tsx'
import { LevelChip } from '../parts/level-chip.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Money } from '../parts/money.tsx'
import { DistrictLink } from '../parts/page.tsx'
import { sayCount, sayMonth } from '../parts/say.ts'
import { sayRole } from '../session.ts'

/** Without a pay line nobody knows what is due; the other rules that name no sum are not about one. */
const ofUnknownDue = new Set(['R-02', 'R-05'])

/** A warning in a list: of the district, or of one project (without its `project` column). */
export const warningColumns: Column<WarningRow>[] = [
  {
    key: 'message',
    title: '预警',
    phone: 'first',
    cell: (row) => (
      <>
        <LevelChip level={row.level} />{' '}
        <DistrictLink to={`/warnings/${row.id}`}>{warningTitle(row.rule)}</DistrictLink>
        <span className="under">{row.message}</span>
      </>
    ),
  },
  {
    key: 'project',
    title: '项目',
    phone: 'more',
    cell: (row) => (
      <>
        <DistrictLink to={`/projects/${encodeURIComponent(row.projectCode)}`}>
          {row.projectName}
        </DistrictLink>
        {row.town !== null && <span className="under">{row.town}</span>}
      </>
    ),
  },
  {
    key: 'month',
    title: '月份',
    phone: 'last',
    cell: (row) => <span className="unbroken">{sayMonth(row.month)}</span>,
  },
  {
    key: 'raised',
    title: '发出',
    phone: 'last',
    cell: (row) => (
      <>
        <Day on={row.raisedOn} />
        {row.clearedOn !== null && (
          <span className="under">
            <Chip tone="done">
              <Day on={row.clearedOn} />
              已解除
            </Chip>
          </span>
        )}
      </>
    ),
  },
  {
    key: 'matter',
    title: '谁在办',
    phone: 'more',
    cell: (row) => (row.matter === null ? null : <ActingCell matter={row.matter} />),
  },
  {
    key: 'owed',
    title: '欠付（元）',
    align: 'right',
    phone: 'figure',
    cell: (row) =>
      row.owedFen === null && !ofUnknownDue.has(row.rule) ? (
        <span className="third">不涉金额</span>
      ) : (
        <Money fen={row.owedFen} owed />
      ),
  },
  {
    key: 'evidence',
    title: '依据',
    align: 'right',
    phone: 'last',
    cell: (row) => <span className="unbroken">{sayCount(row.evidence)} 行</span>,
  },
]

/** Whose it is and until when; of what is done how it ended. */
function ActingCell({ matter }: { matter: MatterBrief }) {
  return (
    <>
      {matter.owner !== null && <span className="unbroken">{sayRole(matter.owner.role)}</span>}{' '}
      <MatterChip matter={matter} />
      {matter.state !== 'closed' && matter.dueOn !== null && (
        <span className="under">
          <Day on={matter.dueOn} /> {matter.state !== 'answered' && <Due on={matter.dueOn} />}
        </span>
      )}
    </>
  )
}

export function MatterChip({ matter }: { matter: MatterBrief }) {
  if (matter.state === 'closed') {
    return <Chip tone="done">{matter.outcome === null ? '了结' : outcomeName(matter.outcome)}</Chip>
  }
  if (matter.isLate) return <Chip tone="bad">超期</Chip>
  return (
    <Chip tone={matter.state === 'answered' ? 'accent' : 'plain'}>
      {taskStateNames[matter.state]}
    </Chip>
  )
}
