import { Checkbox } from 'antd'
import type { TaskListRow } from '../../../modules/dashboards/contract-tasks.ts'
import { isLive } from '../../../modules/tasks/rules/task-steps.ts'
import type { TaskState } from '../../../modules/tasks/rules/task-steps.ts'
import { outcomeNames, taskStateNames } from '../../../modules/tasks/words.ts'
import { AboutLink } from '../parts/about-link.tsx'
import { Chip } from '../parts/chips.tsx'
import type { ChipTone } from '../parts/chips.tsx'
import { Day, Due } from '../parts/day.tsx'
import { LevelChip } from '../parts/level-chip.tsx'
import type { Column } from '../parts/list-table.tsx'
import { DistrictLink } from '../parts/page.tsx'

const tones: Record<TaskState, ChipTone> = {
  open: 'plain',
  answered: 'accent',
  returned: 'bad',
  closed: 'done',
  cancelled: 'plain',
}

export function TaskStateChip({ state }: { state: TaskState }) {
  return <Chip tone={tones[state]}>{taskStateNames[state]}</Chip>
}

/** A task in a list; `choose` puts a box before it, for whoever may do something to several at once. */
export function taskColumns(
  choose: {
    chosen: ReadonlySet<string>
    toggle: (id: string) => void
  } | null,
): Column<TaskListRow>[] {
  return [
    {
      key: 'title',
      title: '任务',
      phone: 'first',
      cell: (row) => (
        <>
          {choose !== null && (
            <Checkbox
              className="row-box"
              aria-label={`选中 ${row.title}`}
              checked={choose.chosen.has(row.id)}
              onChange={() => choose.toggle(row.id)}
            />
          )}
          {row.level !== null && (
            <>
              <LevelChip level={row.level} />{' '}
            </>
          )}
          <DistrictLink to={`/tasks/${row.id}`}>{row.title}</DistrictLink>
          <span className="under">{row.asks}</span>
        </>
      ),
    },
    {
      key: 'owner',
      title: '承办岗位',
      phone: 'more',
      cell: (row) => (
        <>
          {row.ownerName} {row.isUnowned && <Chip tone="bad">无人承办</Chip>}
        </>
      ),
    },
    {
      key: 'about',
      title: '来自',
      phone: 'last',
      cell: (row) => (
        <span className="unbroken">
          <AboutLink about={row.about} />
        </span>
      ),
    },
    {
      key: 'due',
      title: '期限',
      phone: 'last',
      cell: (row) => <DueCell row={row} />,
    },
    {
      key: 'state',
      title: '状态',
      phone: 'last',
      cell: (row) => <StateCell row={row} />,
    },
  ]
}

function DueCell({ row }: { row: TaskListRow }) {
  if (row.dueOn === null) return <span className="third">未定</span>
  return (
    <>
      <Day on={row.dueOn} />{' '}
      {isLive(row.state) && row.state !== 'answered' && (
        <span className="under">
          <Due on={row.dueOn} provisional={row.isProvisional} />
        </span>
      )}
    </>
  )
}

function StateCell({ row }: { row: TaskListRow }) {
  return (
    <>
      <TaskStateChip state={row.state} />
      {row.outcome !== null && row.state === 'answered' && (
        <span className="under">{outcomeNames[row.outcome]}</span>
      )}
      {row.urged > 0 && <span className="under">催办 {row.urged} 次</span>}
    </>
  )
}
