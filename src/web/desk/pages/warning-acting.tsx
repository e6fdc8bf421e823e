import { Fragment } from 'react'
import type { ReactNode } from 'react'
import { officeDayAt } from '../../../kernel/day.ts'
import type { PlainDate } from '../../../kernel/day.ts'
import { viewTask } from '../../../modules/dashboards/contract-tasks.ts'
import type { TaskPage } from '../../../modules/dashboards/contract-tasks.ts'
import { urgeTasks } from '../../../modules/tasks/contract.ts'
import type { Matter } from '../../../modules/risk/contract-matters.ts'
import type { NoticeRow } from '../../../modules/notices/contract.ts'
import { Chip } from '../parts/chips.tsx'
import { Day, Due } from '../parts/day.tsx'
import { LevelChip } from '../parts/level-chip.tsx'
import { Card, DistrictLink } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { sayCount, sayDay, sayInstant } from '../parts/say.ts'
import { mayCall, sayRole, useMe } from '../session.ts'
import { TaskAnswer } from './task-answer.tsx'
import { TaskBatch } from './task-batch.tsx'
import { TaskCheck, TaskReopen } from './task-check.tsx'
import { MatterChip } from './warning-columns.tsx'

/** Who does what by when about a warning: it is acted upon with the others of its rule and project. */
export function WarningActing({ matter, asks }: { matter: Matter | null; asks: string }) {
  if (matter === null) {
    return (
      <Card title="谁来办">
        <p className="body">这条预警在启用事项办理之前发出，一小时内自动立为事项并交办。</p>
      </Card>
    )
  }
  return (
    <>
      <Part of={viewTask} input={{ params: { id: matter.taskId } }} heights={[120, 60]}>
        {(task) => (
          <>
            <Owner matter={matter} asks={asks} task={task} />
            <Steps task={task} />
          </>
        )}
      </Part>
      <Told notices={matter.notices} />
    </>
  )
}

function Owner({ matter, asks, task }: { matter: Matter; asks: string; task: TaskPage }) {
  const { dueOn, state } = matter
  return (
    <Card
      title="谁来办"
      note={matter.times > 1 ? `第 ${matter.times} 次办理` : undefined}
      aside={<DistrictLink to={`/tasks/${task.id}`}>任务</DistrictLink>}
    >
      <div className="body">
        <p className="explanation">{asks}</p>
        <p>
          <LevelChip level={matter.level} /> <b>{task.ownerName}</b> <MatterChip matter={matter} />{' '}
          {task.isUnowned && state !== 'closed' && <Chip tone="bad">无人承办</Chip>}
        </p>
        <p className="small second">
          {task.holders.length === 0
            ? '这个岗位现在没有账号，由治欠办先行交办。'
            : task.holders.map((one) => `${one.organisation} ${one.displayName}`).join('、')}
        </p>
        {state !== 'closed' && dueOn !== null && (
          <p>
            期限 <Day on={dueOn} /> {state !== 'answered' && <Due on={dueOn} />}
          </p>
        )}
        {matter.standing > 1 && (
          <p className="small third">
            同一规则未解除的 {sayCount(matter.standing)} 条预警一并办理。
          </p>
        )}
      </div>
      <ol className="time-line body rule-above">
        {stepsOf(matter.events, task.events).map(({ key, step }) => (
          <Fragment key={key}>{step}</Fragment>
        ))}
      </ol>
    </Card>
  )
}

/** What became of the matter and of its task, one story, the newest first. */
function stepsOf(
  matter: Matter['events'],
  task: TaskPage['events'],
): { key: string; on: PlainDate; step: ReactNode }[] {
  const ofMatter = matter.map((event, at) => ({
    key: `matter-${at}`,
    on: event.happenedOn,
    step: (
      <li className={event.kind === 'closed' ? 'now' : 'bad'}>
        <span className="small third">{sayDay(event.happenedOn)}</span>
        <div>{event.message}</div>
      </li>
    ),
  }))
  const ofTask = task
    // A rise is said by the matter.
    .filter(({ words, kind }) => words !== null && kind !== 'level-changed')
    .map((event) => ({
      key: event.id,
      on: officeDayAt(new Date(event.at)),
      step: (
        <li>
          <span className="small third">
            {sayInstant(event.at)} {event.organisation} {event.actorName}
          </span>
          <div>{event.message}</div>
          <p className="said">{event.words}</p>
        </li>
      ),
    }))
  return [...ofMatter, ...ofTask].toSorted((a, b) => a.on.localeCompare(b.on)).toReversed()
}

/** What may be done now, by the rules of the task. */
function Steps({ task }: { task: TaskPage }) {
  const { roles } = useMe()
  if (task.state === 'cancelled') return null
  return (
    <>
      {task.state !== 'closed' && <TaskAnswer task={task} />}
      {task.state === 'answered' && <TaskCheck task={task} />}
      {mayCall(urgeTasks, roles) && task.state !== 'closed' && (
        <Card title="催办、改派和期限">
          <div className="body">
            <TaskBatch tasks={[task]} done={() => undefined} />
          </div>
        </Card>
      )}
      {task.state === 'closed' && <TaskReopen task={task} />}
    </>
  )
}

/** What the firm and others were told, and whether anybody has read it. */
function Told({ notices }: { notices: readonly NoticeRow[] }) {
  if (notices.length === 0) return null
  return (
    <Card title="告知和回执">
      <ul className="file-links body">
        {notices.map((notice) => (
          <li key={notice.id}>
            <span className="small third">
              {sayDay(notice.sentOn)} 告知{sayRole(notice.to.role)}
            </span>{' '}
            <Receipt notice={notice} />
            <span className="under">{notice.message}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Receipt({ notice }: { notice: NoticeRow }) {
  const [first] = notice.receipts
  if (notice.acknowledgedAt !== null) return <Chip tone="done">已签收</Chip>
  if (first !== undefined) return <Chip tone="accent">{first.accountName}已读</Chip>
  return <Chip tone={notice.acknowledgeBy === null ? 'plain' : 'bad'}>还没有人读</Chip>
}
