import { useParams } from 'react-router'
import { z } from 'zod'
import { viewTask } from '../../../modules/dashboards/contract-tasks.ts'
import type { TaskPage } from '../../../modules/dashboards/contract-tasks.ts'
import { viewEntry } from '../../../modules/register/contract.ts'
import type { Entry } from '../../../modules/register/contract.ts'
import { causeText, partNames, classNames } from '../../../modules/register/words.ts'
import { ownerKinds } from '../../../modules/registry/words.ts'
import { urgeTasks } from '../../../modules/tasks/contract.ts'
import { Chip, MarkChip } from '../parts/chips.tsx'
import { Day, Due } from '../parts/day.tsx'
import { Yuan } from '../parts/money.tsx'
import { Card, DistrictLink, FactsStrip, Page } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { sayCount, sayDay } from '../parts/say.ts'
import { NotFound } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { PointsCard } from './points-card.tsx'
import { EditEntryCard, RecordCheckCard } from './register-edit.tsx'
import { ClassChip, EntryStateChip } from './register-nav.tsx'
import { SetClass } from './register-set-class.tsx'
import { StandardCard } from './register-standard.tsx'
import { TaskAnswer } from './task-answer.tsx'
import { TaskBatch } from './task-batch.tsx'
import { TaskCheck, TaskReopen } from './task-check.tsx'

const Address = z.object({ id: z.uuid() })

export function RegisterEntryPage() {
  const address = Address.safeParse(useParams())
  if (!address.success) return <NotFound whole sentence="这个地址不是台账上的一个条目。" />
  return <EntryOf key={address.data.id} id={address.data.id} />
}

/** Why it is here, who must do what by when, then what may be done now, then how it came about. */
function EntryOf({ id }: { id: string }) {
  const entry = useRead(viewEntry, { params: { id } })
  return (
    <Page
      title={entry.projectName}
      crumb={[{ to: '/register', text: '风险台账' }]}
      crumbEnd={entry.town ?? '未注明镇街'}
      leading={<ClassChip of={entry.class} how={entry.how} />}
      chips={
        <>
          <EntryStateChip state={entry.state} isLate={entry.isLate} />
          {entry.isCheckLate && <Chip tone="bad">检查逾期</Chip>}
          {entry.times > 1 && <Chip>第 {entry.times} 次列入</Chip>}
        </>
      }
      why={
        <>
          {ownerKinds[entry.ownerKind]} ·{' '}
          <DistrictLink to={`/projects/${encodeURIComponent(entry.projectCode)}`}>
            项目页
          </DistrictLink>{' '}
          · {sayDay(entry.openedOn)} 列入
        </>
      }
    >
      <FactsStrip facts={factsOf(entry)} />
      <div className="two-columns who-early">
        <div className="stack">
          <Why entry={entry} />
          <EditEntryCard key={entry.version} entry={entry} />
          <RecordCheckCard entry={entry} />
          <History entry={entry} />
        </div>
        <div className="stack">
          <WhoActs entry={entry} />
          <PointsCard code={entry.projectCode} />
          <StandardCard standing={entry.standing} />
        </div>
      </div>
    </Page>
  )
}

function factsOf(entry: Entry) {
  const isDone = entry.state === 'signed-off'
  return [
    {
      label: isDone ? '销号时欠付' : '现在欠付',
      value: <Yuan fen={entry.overdueFen} />,
      note: (
        <>
          列入时 <Yuan fen={entry.openedFen} />
        </>
      ),
    },
    {
      label: isDone ? '销号时人数' : '现在人数',
      value: `${sayCount(entry.people)} 人`,
      note: `列入时 ${sayCount(entry.openedPeople)} 人`,
    },
    {
      label: '责任单位',
      value: entry.unit,
      note: entry.leader === '' ? '责任领导未定' : entry.leader,
    },
    {
      label: '化解期限',
      value: entry.dueOn === null ? '未定' : <Day on={entry.dueOn} />,
      note: entry.state === 'open' && entry.dueOn !== null ? <Due on={entry.dueOn} /> : undefined,
    },
    { label: '原因', value: causeText(entry) },
    { label: '专户余额', value: <Yuan fen={entry.balanceFen} />, note: '最近一次对账单所载' },
    {
      label: '检查',
      value: entry.checks === 0 ? '还没有检查' : `${entry.checks} 次`,
      note:
        entry.nextCheckOn === null ? undefined : (
          <>
            下次 <Day on={entry.nextCheckOn} />
          </>
        ),
    },
    {
      label: '销号',
      value: isDone && entry.signedOn !== null ? <Day on={entry.signedOn} /> : '没有销号',
      note:
        entry.proposedByName === null
          ? undefined
          : `${entry.proposedByName}申请${entry.signedByName === null ? '' : `，${entry.signedByName}核销`}`,
    },
  ]
}

/** The class with what of the rule was reached, an officer's word beside it, and why it stands where it stands in the list. */
function Why({ entry }: { entry: Entry }) {
  const { standing } = entry
  return (
    <Card
      title="为什么在台账上"
      aside={<SetClass codes={[entry.projectCode]} done={() => undefined} />}
    >
      <div className="body">
        {standing.word !== null && (
          <p className="explanation">
            {standing.word.byName}于 {sayDay(standing.word.on)} 定为{' '}
            {classNames[standing.word.class]}：{standing.word.reason}
          </p>
        )}
        <p className={standing.word === null ? 'explanation' : 'second'}>
          按规则是 {classNames[standing.ruleClass]}
          {standing.because.length === 0 ? '：没有一项达到 A 类或 B 类。' : '：'}
        </p>
        <ul className="file-links">
          {standing.because.map((one) => (
            <li key={one.what}>
              {one.message} <MarkChip mark={one.mark} />
            </li>
          ))}
        </ul>
        <p className="second">
          {classNames[standing.class]}每 {standing.checkDays} 天检查一次{' '}
          <MarkChip mark={standing.checkDaysMark} />
        </p>
      </div>
      <table className="plain-table" aria-label="优先序怎么算的">
        <tbody>
          {entry.priority.parts.map(({ part, weight, share, tenths }) => (
            <tr key={part}>
              <td>
                {partNames[part]}
                <span className="under">
                  权重 {weight} × {share}%
                </span>
              </td>
              <td className="right">{tenths / 10}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>优先序</td>
            <td className="right">{entry.priority.points} 分</td>
          </tr>
        </tfoot>
      </table>
    </Card>
  )
}

/** Whose it is and until when, and what may be done now: the sign-off is the answer and the check of its task. */
function WhoActs({ entry }: { entry: Entry }) {
  if (entry.task === null) return null
  return (
    <Part of={viewTask} input={{ params: { id: entry.task.id } }} heights={[120, 60]}>
      {(task) => (
        <>
          <Card title="谁来办" aside={<DistrictLink to={`/tasks/${task.id}`}>任务</DistrictLink>}>
            <div className="body">
              <p className="explanation">{task.asks}</p>
              <p>
                <b>{task.ownerName}</b>{' '}
                {task.isUnowned && entry.state !== 'signed-off' && <Chip tone="bad">无人承办</Chip>}
              </p>
              <p className="small second">
                {task.holders.length === 0
                  ? '这个岗位现在没有账号，由治欠办先行交办。'
                  : task.holders.map((one) => `${one.organisation} ${one.displayName}`).join('、')}
              </p>
              {entry.state !== 'signed-off' && (
                <p className="small third">
                  销号：责任单位带发放凭证答复即为申请，由没有答复的人核验通过才算销号。
                </p>
              )}
            </div>
          </Card>
          <Steps task={task} />
        </>
      )}
    </Part>
  )
}

function Steps({ task }: { task: TaskPage }) {
  const { roles } = useMe()
  return (
    <>
      {(task.state === 'open' || task.state === 'returned') && <TaskAnswer task={task} />}
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

function History({ entry }: { entry: Entry }) {
  return (
    <Card title="经过" note="新的在前">
      <ol className="time-line body">
        {entry.events.toReversed().map((event) => (
          <li key={event.id} className={event.kind === 'signed-off' ? 'now' : undefined}>
            <span className="small third">
              {sayDay(event.happenedOn)} {event.organisation} {event.actorName}
            </span>
            <div>{event.message}</div>
            {event.words !== null && <p className="said">{event.words}</p>}
          </li>
        ))}
      </ol>
      {entry.standing.classEvents.length > 0 && (
        <details className="body rule-above">
          <summary>风险等级的变化（{entry.standing.classEvents.length}）</summary>
          <ol className="time-line">
            {entry.standing.classEvents.map((event) => (
              <li key={event.id}>
                <span className="small third">
                  {sayDay(event.happenedOn)} {event.actorName}
                </span>
                <div>{event.message}</div>
                {event.reason !== null && <p className="said">{event.reason}</p>}
              </li>
            ))}
          </ol>
        </details>
      )}
    </Card>
  )
}
