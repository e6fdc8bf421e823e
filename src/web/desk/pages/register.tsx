import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useLocation } from 'react-router'
import type { Fen } from '../../../kernel/money.ts'
import { EntryFilter, listEntries } from '../../../modules/register/contract.ts'
import type { EntryCounts } from '../../../modules/register/contract.ts'
import { viewComparison } from '../../../modules/register/contract-lists.ts'
import type { Period } from '../../../modules/register/contract-lists.ts'
import { riskClasses } from '../../../modules/register/rules/class.ts'
import { urgeTasks } from '../../../modules/tasks/contract.ts'
import { useDistrict } from '../district.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import { WanYuan } from '../parts/money.tsx'
import { Narrowed } from '../parts/narrowed.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { sayCount, sayDay } from '../parts/say.ts'
import { SearchBox } from '../parts/search-box.tsx'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'
import { entryColumns } from './register-columns.tsx'
import { ClassChip, RegisterNav } from './register-nav.tsx'
import { SetClass } from './register-set-class.tsx'
import { TaskBatch } from './task-batch.tsx'

type Filter = ReturnType<typeof useFilter<typeof EntryFilter.shape>>

/** The register by priority, and why each stands where it stands. */
export function RegisterPage() {
  const district = useDistrict()
  const { roles } = useMe()
  const { filter, said, change } = useFilter(EntryFilter)
  const list = useRead(listEntries, { query: { ...filter, ...useAfter(), limit: 50 } })
  const { counts } = list
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const chosen = list.rows.filter(({ id }) => ids.has(id))
  const mayAct = mayCall(urgeTasks, roles)
  const paging = usePaging(list.next, `本页 ${list.rows.length} 条，优先的在前`)
  const clear = () => setIds(new Set())
  const { search } = useLocation()
  return (
    <Page
      title="风险台账"
      why={`未销号 ${sayCount(counts.A + counts.B + counts.C)} 个项目，${sayCount(counts.people)} 人。钱紧、人多、数额大的在前。`}
      actions={
        <>
          <DistrictLink to={`/register/print${search}`} className="step-link">
            打印
          </DistrictLink>
          <ExportButton list={listEntries} query={filter} />
        </>
      }
    >
      <RegisterNav />
      <Comparison />
      <Card label="台账列表">
        <Filters filter={filter} change={change} counts={counts} />
        {mayAct && list.rows.length > 0 && (
          <div className="batch-bar">
            {chosen.length === 0 ? (
              <Button size="small" onClick={() => setIds(new Set(list.rows.map(({ id }) => id)))}>
                全选本页
              </Button>
            ) : (
              <>
                <TaskBatch
                  tasks={chosen.flatMap(({ task }) => (task === null ? [] : [task]))}
                  done={clear}
                />
                <SetClass codes={chosen.map((row) => row.projectCode)} done={clear} />
              </>
            )}
          </div>
        )}
        <ListTable
          label="风险台账"
          columns={entryColumns(
            mayAct ? { chosen: ids, toggle: (id) => setIds((now) => toggled(now, id)) } : null,
          )}
          rows={list.rows}
          rowKey={(row) => row.id}
          open={(row) => `/d/${district}/register/${row.id}`}
          paging={paging}
          empty={<Nothing narrowed={Object.keys(said).length > 0} />}
        />
      </Card>
    </Page>
  )
}

export function toggled(now: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(now)
  if (!next.delete(id)) next.add(id)
  return next
}

function Filters(props: {
  filter: Filter['filter']
  change: Filter['change']
  counts: EntryCounts
}) {
  const { filter, change, counts } = props
  const { towns } = useMe()
  return (
    <div className="filters" role="search" aria-label="筛选台账">
      {riskClasses.map((of) => (
        <button
          key={of}
          type="button"
          className="level-filter"
          aria-pressed={filter.class === of}
          onClick={() => change({ class: filter.class === of ? undefined : of })}
        >
          <ClassChip of={of} /> {counts[of]}
        </button>
      ))}
      <Segmented
        aria-label="状态"
        value={filter.state === 'signed-off' || filter.state === 'all' ? filter.state : 'live'}
        onChange={(state) => change({ state })}
        options={[
          { value: 'live' as const, label: '未销号' },
          { value: 'signed-off' as const, label: '已销号' },
          { value: 'all' as const, label: '全部' },
        ]}
      />
      <Select
        aria-label="只看"
        allowClear
        placeholder="只看"
        value={filter.only ?? null}
        onChange={(only) => change({ only: only ?? undefined })}
        popupMatchSelectWidth={false}
        options={[
          { value: 'late' as const, label: `超期未化解 ${counts.late}` },
          { value: 'check-late' as const, label: `检查逾期 ${counts.checkLate}` },
          { value: 'to-sign' as const, label: `待核销 ${counts.toSign}` },
          { value: 'public' as const, label: '政府和国企项目' },
        ]}
      />
      <Select
        aria-label="镇街"
        allowClear
        placeholder="镇街"
        value={filter.town ?? null}
        onChange={(town) => change({ town: town ?? undefined })}
        popupMatchSelectWidth={false}
        options={towns.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <SearchBox
        label="项目名称或编号"
        value={filter.search}
        longest={60}
        search={(search) => change({ search })}
      />
      <Happened filter={filter} change={change} />
      {filter.project !== undefined && (
        <Narrowed text={`项目：${filter.project}`} drop={() => change({ project: undefined })} />
      )}
    </div>
  )
}

/** What a figure that compares years has narrowed the list to. */
function Happened({ filter, change }: Pick<Filter, 'filter' | 'change'>) {
  const { happened, from, to } = filter
  if (happened === undefined) return null
  const begin = from === undefined ? '' : sayDay(from)
  const end = to === undefined ? '' : sayDay(to)
  return (
    <Narrowed
      text={`${begin}至${end}${happened === 'opened' ? '列入' : '销号'}的`}
      drop={() => change({ happened: undefined, from: undefined, to: undefined })}
    />
  )
}

function sayWan(fen: Fen) {
  return <WanYuan fen={fen} />
}

/** This year up to today beside last year's same days; each figure opens the entries that it counts. */
function Comparison() {
  return (
    <Part of={viewComparison} heights={[86]}>
      {({ now, before }) => {
        const counted = { to: now.to, say: sayCount }
        const summed = { to: now.to, say: sayWan }
        return (
          <section className="card figures small-values five" aria-label="今年与去年同期">
            <Beside
              {...counted}
              label="列入"
              now={now.opened}
              before={before.opened}
              unit="个项目"
            />
            <Beside
              {...counted}
              label="列入时人数"
              now={now.people}
              before={before.people}
              unit="人"
            />
            <Beside
              {...summed}
              label="列入时金额"
              now={now.overdueFen}
              before={before.overdueFen}
            />
            <Beside
              {...counted}
              label="销号"
              now={now.signedOff}
              before={before.signedOff}
              unit="个项目"
            />
            <Beside {...summed} label="销号金额" now={now.signedFen} before={before.signedFen} />
          </section>
        )
      }}
    </Part>
  )
}

function Beside<V>(props: {
  label: string
  to: Period['to']
  now: { readonly value: V; readonly rows: string }
  before: { readonly value: V; readonly rows: string }
  say: (value: V) => React.ReactNode
  unit?: string
}) {
  const { label, now, before, unit, say } = props
  return (
    <div>
      <div className="label">
        今年{label}（至 {sayDay(props.to)}）
      </div>
      <div className="value">
        <DistrictLink to={now.rows}>{say(now.value)}</DistrictLink>
        {unit !== undefined && <small>{unit}</small>}
      </div>
      <div className="note">
        去年同期{' '}
        <DistrictLink to={before.rows}>
          {say(before.value)}
          {unit !== undefined && ` ${unit}`}
        </DistrictLink>
      </div>
    </div>
  )
}

function Nothing({ narrowed }: { narrowed: boolean }) {
  if (narrowed) {
    return (
      <EmptyState
        title="没有符合条件的条目"
        action={<DistrictLink to="/register">看全部未销号的</DistrictLink>}
      />
    )
  }
  return (
    <EmptyState title="台账上没有未销号的项目">
      项目的风险等级升到 A 类或 B 类时自动列入，也可以在“按等级”里把项目列进来。
    </EmptyState>
  )
}
