import { Button, Segmented, Select } from 'antd'
import { deskRoles } from '../../../kernel/role.ts'
import { listTasks, TaskListFilter } from '../../../modules/dashboards/contract-tasks.ts'
import type { TaskListRow } from '../../../modules/dashboards/contract-tasks.ts'
import type { TaskCounts } from '../../../modules/tasks/contract.ts'
import { rolesOf } from '../../../modules/tasks/rules/task-steps.ts'
import { aboutNames, taskStateNames } from '../../../modules/tasks/words.ts'
import { useDistrict } from '../district.ts'
import { optionsOf } from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import { Narrowed } from '../parts/narrowed.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayCount } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { sayRole, useMe } from '../session.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'
import { useChosen } from '../use-chosen.ts'
import { TaskBatch } from './task-batch.tsx'
import { taskColumns } from './task-columns.tsx'

type Filter = ReturnType<typeof useFilter<typeof TaskListFilter.shape>>
type Only = NonNullable<TaskListFilter['only']>

export function TasksPage() {
  const district = useDistrict()
  const { roles } = useMe()
  const { filter, said, change } = useFilter(TaskListFilter)
  const list = useRead(listTasks, { query: { ...filter, ...useAfter(), limit: 50 } })
  const { chosen, rows: chosenRows, toggle, all, clear } = useChosen(list.rows)
  const order = ['closed', 'cancelled', 'all'].includes(filter.state)
    ? '最近变动在前'
    : '期限早的在前'
  const paging = usePaging(list.next, `本页 ${list.rows.length} 件，${order}`)
  const mayAct = rolesOf.urge.some((role) => roles.includes(role))
  return (
    <Page
      title="任务"
      why={`我的岗位未办结 ${sayCount(list.counts.mine)} 件，能看到的共 ${sayCount(list.counts.all)} 件。`}
      actions={<ExportButton list={listTasks} query={filter} />}
    >
      <Card label="任务列表">
        <Filters filter={filter} change={change} counts={list.counts} first={list.rows[0]} />
        {mayAct && list.rows.length > 0 && (
          <div className="batch-bar">
            {chosen.size === 0 ? (
              <Button size="small" onClick={all}>
                全选本页
              </Button>
            ) : (
              <TaskBatch tasks={chosenRows} done={clear} />
            )}
          </div>
        )}
        <ListTable
          label="任务"
          columns={taskColumns(mayAct ? { chosen, toggle } : null)}
          rows={list.rows}
          rowKey={(row) => row.id}
          open={(row) => `/d/${district}/tasks/${row.id}`}
          paging={paging}
          empty={<Nothing said={said} />}
        />
      </Card>
    </Page>
  )
}

function Filters(props: {
  filter: Filter['filter']
  change: Filter['change']
  counts: TaskCounts
  first: TaskListRow | undefined
}) {
  const { filter, change, counts, first } = props
  const only = (which: Only, text: string, count: number) => (
    <OnlyFilter
      text={text}
      count={count}
      isOn={filter.only === which}
      turn={(isOn) => change({ only: isOn ? which : undefined })}
    />
  )
  return (
    <div className="filters" role="search" aria-label="筛选任务">
      <Segmented
        aria-label="谁的任务"
        value={filter.whose}
        onChange={(whose) => change({ whose })}
        options={[
          { value: 'mine', label: `我的岗位 ${sayCount(counts.mine)}` },
          { value: 'all', label: `全部 ${sayCount(counts.all)}` },
        ]}
      />
      {only('overdue', '逾期', counts.overdue)}
      {only('to-check', '待核验', counts.toCheck)}
      {(filter.whose === 'all' || filter.only === 'unowned') &&
        only('unowned', '无人承办', counts.unowned)}
      <Select
        aria-label="状态"
        value={filter.state}
        onChange={(state: string) => change({ state })}
        options={[
          { value: 'live', label: '未办结' },
          ...optionsOf(taskStateNames),
          { value: 'all', label: '全部状态' },
        ]}
      />
      <Select
        aria-label="承办岗位"
        allowClear
        placeholder="承办岗位"
        value={filter.ownerRole ?? null}
        onChange={(ownerRole: string | null) => change({ ownerRole: ownerRole ?? undefined })}
        options={deskRoles.map((role) => ({ value: role, label: sayRole(role) }))}
      />
      <Select
        aria-label="来自"
        allowClear
        placeholder="来自"
        value={filter.kind ?? null}
        onChange={(kind: string | null) => change({ kind: kind ?? undefined })}
        options={Object.entries(aboutNames)
          .filter(([kind]) => kind !== 'task')
          .map(([value, label]) => ({ value, label }))}
      />
      {filter.project !== undefined && (
        <Narrowed
          text={`项目：${first?.projectName ?? filter.project}`}
          drop={() => change({ project: undefined })}
        />
      )}
    </div>
  )
}

/** A chip with a count that narrows the list to what it counts, and pressed again no longer does. */
function OnlyFilter(props: {
  text: string
  count: number
  isOn: boolean
  turn: (isOn: boolean) => void
}) {
  const { text, count, isOn, turn } = props
  return (
    <button type="button" className="level-filter" aria-pressed={isOn} onClick={() => turn(!isOn)}>
      <Chip tone={isOn ? 'accent' : 'plain'}>
        {text} {sayCount(count)}
      </Chip>
    </button>
  )
}

function Nothing({ said }: { said: Readonly<Record<string, string>> }) {
  const isNarrowed = Object.keys(said).some((name) => name !== 'whose')
  if (isNarrowed) {
    return (
      <EmptyState
        title="没有符合条件的任务"
        action={<DistrictLink to="/tasks">看我的岗位未办结的</DistrictLink>}
      />
    )
  }
  if (said['whose'] === 'all') {
    return (
      <EmptyState title="没有未办结的任务">
        预警、监管盲区、排查和风险台账交办的事会列在这里。
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="您的岗位没有要办的任务"
      action={<DistrictLink to="/tasks?whose=all">看全部任务</DistrictLink>}
    >
      交办给您的岗位的事会列在这里，期限近的在前。
    </EmptyState>
  )
}
