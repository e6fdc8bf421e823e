import type { WarningRow } from '../../../modules/risk/contract.ts'
import { warningTitle } from '../../../modules/risk/words.ts'
import { Chip } from '../parts/chips.tsx'
import { Day } from '../parts/day.tsx'
import { LevelChip } from '../parts/level-chip.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Money } from '../parts/money.tsx'
import { DistrictLink } from '../parts/page.tsx'
import { sayCount, sayMonth } from '../parts/say.ts'

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
  { key: 'month', title: '月份', phone: 'last', cell: (row) => sayMonth(row.month) },
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
    key: 'owed',
    title: '欠付（元）',
    align: 'right',
    phone: 'figure',
    cell: (row) => <Money fen={row.owedFen} owed />,
  },
  {
    key: 'evidence',
    title: '依据',
    align: 'right',
    phone: 'last',
    cell: (row) => `${sayCount(row.evidence)} 行`,
  },
]
