import { Segmented } from 'antd'
import type { Level } from '../../../kernel/level.ts'
import { listWarnings, WarningFilter } from '../../../modules/risk/contract.ts'
import { warningTitle } from '../../../modules/risk/words.ts'
import { useDistrict } from '../district.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { LevelChip } from '../parts/level-chip.tsx'
import { ListTable } from '../parts/list-table.tsx'
import { MonthChoice } from '../parts/month-choice.tsx'
import { Narrowed } from '../parts/narrowed.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayCount } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'
import { warningColumns } from './warning-columns.tsx'

const byDanger: Level[] = ['red', 'orange', 'yellow', 'blue']

export function WarningsPage() {
  const district = useDistrict()
  const { filter, said, change } = useFilter(WarningFilter)
  const list = useRead(listWarnings, { query: { ...filter, ...useAfter(), limit: 50 } })
  const paging = usePaging(list.next, `本页 ${list.rows.length} 条，红在前`)
  const all = byDanger.reduce((sum, level) => sum + list.counts[level], 0)
  const first = list.rows[0]
  return (
    <Page
      title="预警"
      why={`未解除 ${sayCount(all)} 条。条件消失，预警自动解除并留痕。`}
      actions={<ExportButton list={listWarnings} query={filter} />}
    >
      <Card label="预警列表">
        <div className="filters" role="search" aria-label="筛选预警">
          {byDanger.map((level) => (
            <button
              key={level}
              type="button"
              className="level-filter"
              aria-pressed={filter.level === level}
              onClick={() => change({ level: filter.level === level ? undefined : level })}
            >
              <LevelChip level={level} count={list.counts[level]} />
            </button>
          ))}
          <Segmented
            aria-label="状态"
            value={filter.state}
            onChange={(state) => change({ state })}
            options={[
              { value: 'open', label: '未解除' },
              { value: 'cleared', label: '已解除' },
              { value: 'all', label: '全部' },
            ]}
          />
          <MonthChoice value={filter.month} pick={(month) => change({ month })} />
          {filter.project !== undefined && (
            <Narrowed
              text={`项目：${first?.projectName ?? filter.project}`}
              drop={() => change({ project: undefined })}
            />
          )}
          {filter.rule !== undefined && (
            <Narrowed
              text={`规则：${warningTitle(filter.rule)}`}
              drop={() => change({ rule: undefined })}
            />
          )}
        </div>
        <ListTable
          label="预警"
          columns={warningColumns}
          rows={list.rows}
          rowKey={(row) => row.id}
          open={(row) => `/d/${district}/warnings/${row.id}`}
          paging={paging}
          empty={<Nothing narrowed={Object.keys(said).length > 0} />}
        />
      </Card>
    </Page>
  )
}

function Nothing({ narrowed }: { narrowed: boolean }) {
  if (narrowed) {
    return (
      <EmptyState
        title="没有符合条件的预警"
        action={<DistrictLink to="/warnings">看全部未解除的</DistrictLink>}
      />
    )
  }
  return (
    <EmptyState title="没有未解除的预警">
      发薪日过后仍有欠付、没有工资表或没有发足时，系统会发出预警。
    </EmptyState>
  )
}
