import { Checkbox } from 'antd'
import type { Addressee } from '../../../kernel/addressee.ts'
import type { BlindSpotRow } from '../../../modules/coverage/contract.ts'
import { blindSpotOutcomeNames } from '../../../modules/coverage/words.ts'
import type { Town } from '../../../modules/places/contract.ts'
import { isLive } from '../../../modules/tasks/rules/task-steps.ts'
import { industries, labelOf, projectSources } from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import { Day, Due } from '../parts/day.tsx'
import type { Column } from '../parts/list-table.tsx'
import { DistrictLink } from '../parts/page.tsx'
import { sayRole } from '../session.ts'
import { TaskStateChip } from './task-columns.tsx'

/** What the owner's post is called. */
export function sayOwner({ role, place }: Addressee, towns: readonly Town[]): string {
  if (role === 'town') return towns.find(({ code }) => code === place)?.name ?? sayRole(role)
  if (role === 'department') return `${labelOf(industries, place ?? '')}主管部门`
  return sayRole(role)
}

/** A blind spot in a list; `choose` puts a box before those of which something may be done to several at once. */
export function blindSpotColumns(
  towns: readonly Town[],
  choose: {
    chosen: ReadonlySet<string>
    toggle: (id: string) => void
  } | null,
): Column<BlindSpotRow>[] {
  return [
    {
      key: 'project',
      title: '项目',
      phone: 'first',
      cell: (row) => (
        <>
          {choose !== null && row.task !== null && (
            <Checkbox
              className="row-box"
              aria-label={`选中 ${row.projectName} ${projectSources[row.missing]}`}
              checked={choose.chosen.has(row.task.id)}
              onChange={() => choose.toggle(row.task?.id ?? '')}
            />
          )}
          <DistrictLink to={`/projects/${encodeURIComponent(row.projectCode)}`}>
            {row.projectName}
          </DistrictLink>
          <span className="under">
            {row.projectCode} · {row.town ?? '属地未填'}
          </span>
        </>
      ),
    },
    {
      key: 'missing',
      title: '谁没有登记',
      phone: 'more',
      cell: (row) => (
        <>
          <b className="unbroken">{projectSources[row.missing]}</b>{' '}
          {row.times > 1 && <Chip>第 {row.times} 次</Chip>}
          <span className="under">{row.message}</span>
        </>
      ),
    },
    {
      key: 'owner',
      title: '承办岗位',
      phone: 'last',
      cell: ({ task }) =>
        task === null ? (
          <span className="third">看不到</span>
        ) : (
          <>
            {sayOwner(task.owner, towns)} {task.isUnowned && <Chip tone="bad">无人承办</Chip>}
          </>
        ),
    },
    { key: 'due', title: '期限', phone: 'last', cell: (row) => <DueCell row={row} /> },
    { key: 'state', title: '办理情况', phone: 'last', cell: (row) => <StateCell row={row} /> },
  ]
}

function DueCell({ row: { state, task, closedOn } }: { row: BlindSpotRow }) {
  if (state === 'closed') return <Day on={closedOn} />
  if (task === null || task.dueOn === null) return <span className="third">未定</span>
  return (
    <>
      <Day on={task.dueOn} />{' '}
      {isLive(task.state) && task.state !== 'answered' && (
        <span className="under">
          <Due on={task.dueOn} />
        </span>
      )}
    </>
  )
}

function StateCell({ row: { task, outcome } }: { row: BlindSpotRow }) {
  return (
    <>
      {outcome !== null ? (
        <Chip tone="done">{blindSpotOutcomeNames[outcome]}</Chip>
      ) : (
        task !== null && <TaskStateChip state={task.state} />
      )}
      {task !== null && (
        <span className="under">
          <DistrictLink to={`/tasks/${task.id}`} className="underlined">
            看任务
          </DistrictLink>
          {task.urged > 0 && ` · 催办 ${task.urged} 次`}
        </span>
      )}
    </>
  )
}
