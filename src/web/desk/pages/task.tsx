import { Button } from 'antd'
import { useEffect } from 'react'
import { useParams } from 'react-router'
import { z } from 'zod'
import { viewTask } from '../../../modules/dashboards/contract-tasks.ts'
import type { TaskPage as TaskOf } from '../../../modules/dashboards/contract-tasks.ts'
import { downloadEvidence, noteTaskRead, urgeTasks } from '../../../modules/tasks/contract.ts'
import type { Evidence } from '../../../modules/tasks/contract.ts'
import { isLive } from '../../../modules/tasks/rules/task-steps.ts'
import { AboutLink } from '../parts/about-link.tsx'
import { Chip } from '../parts/chips.tsx'
import { Day, Due } from '../parts/day.tsx'
import { Icon } from '../parts/icon.tsx'
import { LevelChip } from '../parts/level-chip.tsx'
import { Card, DistrictLink, FactsStrip, Page } from '../parts/page.tsx'
import { sayBytes, sayInstant } from '../parts/say.ts'
import { NotFound } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { useDownload } from '../use-download.ts'
import { TaskAnswer } from './task-answer.tsx'
import { TaskBatch } from './task-batch.tsx'
import { TaskCheck, TaskReopen } from './task-check.tsx'
import { TaskStateChip } from './task-columns.tsx'

const Address = z.object({ id: z.uuid() })

export function TaskPage() {
  const address = Address.safeParse(useParams())
  if (!address.success) return <NotFound whole sentence="这个地址不是一件任务。" />
  return <TaskWith key={address.data.id} id={address.data.id} />
}

/** What is asked and by when first, then what may be done now, then how it came about. */
function TaskWith({ id }: { id: string }) {
  const task = useRead(viewTask, { params: { id } })
  const { roles } = useMe()
  useNoteRead(task)
  return (
    <Page
      title={task.title}
      crumb={[{ to: '/tasks', text: '任务' }]}
      {...(task.projectName === null ? {} : { crumbEnd: task.projectName })}
      leading={task.level !== null && <LevelChip level={task.level} />}
      chips={
        <>
          <TaskStateChip state={task.state} />
          {task.isUnowned && isLive(task.state) && <Chip tone="bad">无人承办</Chip>}
          {task.isMine && <Chip tone="accent">我的岗位</Chip>}
        </>
      }
      why={task.asks}
    >
      <FactsStrip facts={factsOf(task)} />
      <div className="two-columns">
        <div className="stack">
          <TaskAnswer task={task} />
          <TaskCheck task={task} />
          {mayCall(urgeTasks, roles) && (
            <Card title="催办、改派和期限">
              <div className="body">
                <TaskBatch tasks={[task]} done={() => undefined} />
              </div>
            </Card>
          )}
          {task.state === 'closed' && <TaskReopen task={task} />}
        </div>
        <Card title="经过" note={task.urged > 0 ? `催办 ${task.urged} 次` : undefined}>
          <ol className="time-line body">
            {task.events.toReversed().map((event) => (
              <EventRow key={event.id} taskId={task.id} event={event} />
            ))}
          </ol>
        </Card>
      </div>
    </Page>
  )
}

/** Whoever holds the owner's post leaves word, once, that it was opened. */
function useNoteRead({ id, isMine, readAt }: TaskOf) {
  const note = useAction(noteTaskRead, { refresh: [viewTask], shows: () => true })
  const unread = isMine && readAt === null
  const { run } = note
  useEffect(() => {
    if (unread) run({ params: { id } })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each task, whatever is drawn anew
  }, [id, unread])
}

function factsOf(task: TaskOf) {
  const { dueOn, holders } = task
  return [
    {
      label: '承办岗位',
      value: task.ownerName,
      note:
        holders.length === 0
          ? '现在没有人在这个岗位'
          : holders.map((one) => `${one.organisation} ${one.displayName}`).join('、'),
    },
    {
      label: '期限',
      value: <LimitOf task={task} />,
      note: dueOn === null ? '没有人定过期限' : undefined,
    },
    {
      label: '来自',
      value: <AboutLink about={task.about} />,
      note:
        task.projectCode === null ? (
          '不属于某一个项目'
        ) : (
          <DistrictLink to={`/projects/${encodeURIComponent(task.projectCode)}`}>
            {task.projectName}
          </DistrictLink>
        ),
    },
    {
      label: '交办',
      value: <Day on={task.assignedOn} />,
      note: `${task.assignedByName}交办${task.readAt === null ? '，承办岗位还没有查看' : `，${sayInstant(task.readAt)} 已查看`}`,
    },
  ]
}

function LimitOf({ task: { dueOn, state, isProvisional } }: { task: TaskOf }) {
  if (dueOn === null) return <span className="third">未定</span>
  return (
    <>
      <Day on={dueOn} />{' '}
      {isLive(state) && state !== 'answered' && <Due on={dueOn} provisional={isProvisional} />}
    </>
  )
}

function EventRow({ taskId, event }: { taskId: string; event: TaskOf['events'][number] }) {
  const shape =
    event.kind === 'closed' || event.kind === 'answered'
      ? 'now'
      : event.kind === 'overdue' || event.kind === 'returned'
        ? 'bad'
        : ''
  return (
    <li className={shape}>
      <span className="small third">
        {sayInstant(event.at)} {event.organisation} {event.actorName}
      </span>
      <div>{event.message}</div>
      {event.toName !== null && <div className="second">承办：{event.toName}</div>}
      {event.words !== null && <p className="said">{event.words}</p>}
      {event.evidence.map((file) => (
        <EvidenceLink key={file.id} taskId={taskId} file={file} />
      ))}
    </li>
  )
}

function EvidenceLink({ taskId, file }: { taskId: string; file: Evidence }) {
  const download = useDownload(downloadEvidence)
  return (
    <Button
      className="evidence-link"
      type="link"
      size="small"
      loading={download.running}
      onClick={() => download.run({ params: { id: taskId, evidenceId: file.id } })}
    >
      <Icon name="file" />
      {file.name}（{sayBytes(file.bytes)}）
    </Button>
  )
}
