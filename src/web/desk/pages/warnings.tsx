import { Segmented, Select } from 'antd'
import type { Level } from '../../../kernel/level.ts'
import { listWarnings, WarningFilter } from '../../../modules/risk/contract.ts'
import { matterOwners } from '../../../modules/risk/rules/matter.ts'
import { outcomeName, warningTitle } from '../../../modules/risk/words.ts'
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
import { sayRole } from '../session.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'
import { warningColumns } from './warning-columns.tsx'

const byDanger: Level[] = ['red', 'orange', 'yellow', 'blue']

type Filter = ReturnType<typeof useFilter<typeof WarningFilter.shape>>

export function WarningsPage() {
  const district = useDistrict()
  const { filter, said, change } = useFilter(WarningFilter)
  const list = useRead(listWarnings, { query: { ...filter, ...useAfter(), limit: 50 } })
  const paging = usePaging(list.next, `本页 ${list.rows.length} 条，红在前`)
  const all = byDanger.reduce((sum, level) => sum + list.counts[level], 0)
  return (
    <Page
      title="预警"
      why={`${stateTexts[filter.state]} ${sayCount(all)} 条。条件消失，预警自动解除并留痕；没有解除的，都有岗位在期限内办。`}
      actions={
        <>
          <DistrictLink to="/warnings/rules" className="step-link">
            规则目录
          </DistrictLink>
          <ExportButton list={listWarnings} query={filter} />
        </>
      }
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
          <ActingFilters filter={filter} change={change} />
          <MonthChoice value={filter.month} pick={(month) => change({ month })} />
          <NarrowedBy filter={filter} change={change} projectName={list.rows[0]?.projectName} />
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

const stateTexts = { open: '未解除', cleared: '已解除', all: '共' }

/** Whose matters, and which of them need a look. */
function ActingFilters({ filter, change }: Pick<Filter, 'filter' | 'change'>) {
  return (
    <>
      <Select
        aria-label="谁在办"
        allowClear
        placeholder="谁在办"
        value={filter.owner ?? null}
        onChange={(owner) => change({ owner: owner ?? undefined })}
        options={matterOwners.map((role) => ({ value: role, label: sayRole(role) }))}
      />
      <Select
        aria-label="办理情况"
        allowClear
        placeholder="办理情况"
        value={filter.only ?? null}
        onChange={(only) => change({ only: only ?? undefined })}
        options={[
          { value: 'late' as const, label: '超期未答复' },
          { value: 'to-check' as const, label: '待核验' },
        ]}
      />
    </>
  )
}

function NarrowedBy(
  props: Pick<Filter, 'filter' | 'change'> & { projectName: string | undefined },
) {
  const { filter, change, projectName } = props
  return (
    <>
      {filter.project !== undefined && (
        <Narrowed
          text={`项目：${projectName ?? filter.project}`}
          drop={() => change({ project: undefined })}
        />
      )}
      {filter.rule !== undefined && (
        <Narrowed
          text={`规则：${warningTitle(filter.rule)}`}
          drop={() => change({ rule: undefined })}
        />
      )}
      {filter.outcome !== undefined && (
        <Narrowed
          text={`结果：${outcomeName(filter.outcome)}`}
          drop={() => change({ outcome: undefined })}
        />
      )}
    </>
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
      发薪日过后仍有欠付、没有工资表、没有发足，或工资表、考勤、工资卡对不上时，系统会发出预警。
    </EmptyState>
  )
}
