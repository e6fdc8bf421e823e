import { Segmented, Select } from 'antd'
import { listZeroTolerance, ZeroToleranceFilter } from '../../../modules/register/contract-lists.ts'
import type { ZeroToleranceRow } from '../../../modules/register/contract-lists.ts'
import { ownerKinds } from '../../../modules/registry/words.ts'
import { Chip } from '../parts/chips.tsx'
import { Day } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Money } from '../parts/money.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayCount, sayDay } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'
import { ClassChip, RegisterNav } from './register-nav.tsx'

/** 发现一起、查处一起: projects of public owners of which anything was found, with what was done by whom. */
export function RegisterZeroPage() {
  const { filter, change } = useFilter(ZeroToleranceFilter)
  const list = useRead(listZeroTolerance, { query: { ...filter, ...useAfter(), limit: 50 } })
  const { counts } = list
  const paging = usePaging(list.next, `本页 ${list.rows.length} 个，在办的在前，新发现的在前`)
  return (
    <Page
      title="政府和国企项目欠薪零容忍清单"
      why={`发现 ${sayCount(counts.found)} 个，在办 ${sayCount(counts.open)} 个，其中 ${sayCount(counts.nothing)} 个还没有人查处。发现一起、查处一起。`}
      actions={<ExportButton list={listZeroTolerance} query={filter} />}
    >
      <RegisterNav />
      <Card label="零容忍清单">
        <div className="filters" role="search" aria-label="筛选清单">
          <Segmented
            aria-label="状态"
            value={filter.state}
            onChange={(state) => change({ state })}
            options={[
              { value: 'all' as const, label: '全部' },
              { value: 'open' as const, label: '在办' },
              { value: 'done' as const, label: '已办结' },
            ]}
          />
          <Select
            aria-label="投资主体"
            allowClear
            placeholder="投资主体"
            value={filter.owner ?? null}
            onChange={(owner) => change({ owner: owner ?? undefined })}
            popupMatchSelectWidth={false}
            options={[
              { value: 'government' as const, label: '政府' },
              { value: 'soe' as const, label: '国企' },
            ]}
          />
          <button
            type="button"
            className="level-filter"
            aria-pressed={filter.only === 'nothing'}
            onClick={() => change({ only: filter.only === 'nothing' ? undefined : 'nothing' })}
          >
            还没有查处 {counts.nothing}
          </button>
          {counts.unknownOwner > 0 && (
            <DistrictLink to="/projects?ownerKind=unknown">
              另有 {counts.unknownOwner} 个项目投资主体未知，无法判断
            </DistrictLink>
          )}
        </div>
        <ListTable
          label="零容忍清单"
          columns={columns}
          rows={list.rows}
          rowKey={(row) => row.projectCode}
          paging={paging}
          empty={
            <EmptyState title="没有发现">
              政府和国企项目一有欠薪预警或列入台账，就自动列在这里。
            </EmptyState>
          }
        />
      </Card>
    </Page>
  )
}

const columns: Column<ZeroToleranceRow>[] = [
  {
    key: 'project',
    title: '项目',
    phone: 'first',
    cell: (row) => (
      <>
        <DistrictLink
          to={
            row.entryId === null
              ? `/projects/${encodeURIComponent(row.projectCode)}`
              : `/register/${row.entryId}`
          }
        >
          {row.projectName}
        </DistrictLink>
        <span className="under">
          {[ownerKinds[row.ownerKind], row.town].filter((one) => one !== null).join(' · ')}
        </span>
      </>
    ),
  },
  {
    key: 'found',
    title: '发现的问题',
    phone: 'more',
    cell: (row) => (
      <>
        {row.found.length === 0 ? '人工列入台账' : row.found.join('、')}
        <span className="under">
          <Day on={row.foundOn} /> 发现
        </span>
      </>
    ),
  },
  {
    key: 'sum',
    title: '欠付（元）',
    align: 'right',
    phone: 'figure',
    cell: (row) => <Money fen={row.overdueFen} owed />,
  },
  {
    key: 'people',
    title: '人数',
    align: 'right',
    phone: 'last',
    cell: (row) => sayCount(row.people),
  },
  {
    key: 'steps',
    title: '查处情况',
    phone: 'more',
    cell: (row) => <Steps row={row} />,
  },
  {
    key: 'state',
    title: '状态',
    phone: 'last',
    cell: (row) => (
      <>
        <Chip tone={row.isDone ? 'done' : 'plain'}>{row.isDone ? '已办结' : '在办'}</Chip>{' '}
        <ClassChip of={row.class} />
      </>
    ),
  },
]

function Steps({ row }: { row: ZeroToleranceRow }) {
  if (row.steps.length === 0) {
    return row.isDone ? (
      <span className="third">已自行消除</span>
    ) : (
      <Chip tone="bad">还没有查处</Chip>
    )
  }
  return (
    <>
      {row.steps.map((step, at) => (
        <span key={at} className={at === 0 ? undefined : 'under'}>
          {sayDay(step.on)} {step.organisation} {step.actorName}：{step.message}
          <br />
        </span>
      ))}
    </>
  )
}
