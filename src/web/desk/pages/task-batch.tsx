import { App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { Addressee } from '../../../kernel/addressee.ts'
import type { PlainDate } from '../../../kernel/day.ts'
import { deskRoles, type Role } from '../../../kernel/role.ts'
import { sentence } from '../../../kernel/words.ts'
import { listBlindSpots, viewBlindSpotMatrix } from '../../../modules/coverage/contract.ts'
import { listTasks, viewTask } from '../../../modules/dashboards/contract-tasks.ts'
import type { TaskListRow } from '../../../modules/dashboards/contract-tasks.ts'
import { listZeroTolerance } from '../../../modules/register/contract-lists.ts'
import { listEntries, viewEntry } from '../../../modules/register/contract.ts'
import { listWarnings, viewWarning } from '../../../modules/risk/contract.ts'
import { viewHome } from '../../../modules/dashboards/contract.ts'
import { industries } from '../../../modules/registry/words.ts'
import { changeLimits, reassignTasks, urgeTasks } from '../../../modules/tasks/contract.ts'
import type { ManyDone } from '../../../modules/tasks/contract.ts'
import {
  whyNotChangeLimit,
  whyNotLimit,
  whyNotReassign,
  whyNotUrge,
} from '../../../modules/tasks/rules/task-steps.ts'
import { suggestedLimit } from '../../../modules/tasks/rules/limit.ts'
import { tasksWords } from '../../../modules/tasks/words.ts'
import { today } from '../clock.ts'
import { optionsOf } from '../labels.ts'
import { DayPicker } from '../parts/day-picker.tsx'
import { Field } from '../parts/field.tsx'
import { sayDay } from '../parts/say.ts'
import { mayCall, sayRole, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { useCalendar } from '../use-calendar.ts'
import { sayRefusal, standingOf } from './task-standing.ts'

type Chosen = Pick<
  TaskListRow,
  'id' | 'version' | 'title' | 'projectId' | 'owner' | 'state' | 'isMine' | 'answeredBy'
>
type Step = 'urge' | 'reassign' | 'limit'

export const taskReads = [
  listTasks,
  viewTask,
  viewHome,
  listWarnings,
  viewWarning,
  listEntries,
  viewEntry,
  listZeroTolerance,
  listBlindSpots,
  viewBlindSpotMatrix,
]

/** What may be done to several tasks, or to the one of a page; what cannot be done says why as the button's title. */
export function TaskBatch({ tasks, done }: { tasks: readonly Chosen[]; done: () => void }) {
  const [step, setStep] = useState<Step | null>(null)
  const me = useMe()
  const isOne = tasks.length === 1
  const refusalOf = (why: typeof whyNotUrge) => {
    const refusals = tasks.map((task) => why(standingOf(task), me))
    return refusals.includes(null) ? null : (refusals[0] ?? null)
  }
  const button = (of: Step, text: string, refusal: ReturnType<typeof refusalOf>) => (
    <Button
      size={isOne ? 'middle' : 'small'}
      disabled={refusal !== null}
      title={refusal === null ? undefined : sayRefusal(refusal)}
      aria-expanded={step === of}
      onClick={() => setStep(step === of ? null : of)}
    >
      {text}
    </Button>
  )
  const close = () => {
    setStep(null)
    done()
  }
  return (
    <div className="task-batch">
      <div className="buttons">
        {!isOne && <b>已选 {tasks.length} 件</b>}
        {mayCall(urgeTasks, me.roles) && button('urge', '催办', refusalOf(whyNotUrge))}
        {mayCall(reassignTasks, me.roles) && button('reassign', '改派', refusalOf(whyNotReassign))}
        {mayCall(changeLimits, me.roles) && button('limit', '改期限', refusalOf(whyNotChangeLimit))}
        {!isOne && (
          <button type="button" className="plain-button" onClick={close}>
            取消选择
          </button>
        )}
      </div>
      {step === 'urge' && <Urge tasks={tasks} done={close} />}
      {step === 'reassign' && <Reassign tasks={tasks} done={close} />}
      {step === 'limit' && <Limit tasks={tasks} done={close} />}
    </div>
  )
}

interface StepProps {
  readonly tasks: readonly Chosen[]
  readonly done: () => void
}

const seen = (tasks: readonly Chosen[]) => tasks.map(({ id, version }) => ({ id, version }))

/** Says how many were done, and of which not and why. */
function useSayDone(verb: string, done: () => void) {
  const { notification } = App.useApp()
  return ({ done: count, refused }: ManyDone) => {
    const [first] = refused
    notification[refused.length > 0 ? 'warning' : 'success']({
      title: count === 0 ? `没有${verb}` : `已${verb} ${count} 件`,
      description:
        first === undefined
          ? undefined
          : `${refused.length} 件没有${verb}：${first.title === '' ? '' : `${first.title}，`}${sentence(tasksWords, first.refusal.code, first.refusal.values)}`,
      duration: refused.length > 0 ? 8 : 4,
    })
    if (count > 0) done()
  }
}

function Urge({ tasks, done }: StepProps) {
  const [words, setWords] = useState('')
  const urge = useAction(urgeTasks, { refresh: taskReads, done: useSayDone('催办', done) })
  return (
    <div className="above form-grid">
      <Field id="urge-words" label="附言（可不写）" hint="承办岗位会收到一条消息。">
        {(box) => (
          <Input
            {...box}
            maxLength={500}
            value={words}
            onChange={(e) => setWords(e.target.value)}
          />
        )}
      </Field>
      <div className="whole buttons">
        <Button
          type="primary"
          loading={urge.running}
          onClick={() => urge.run({ body: { tasks: seen(tasks), words } })}
        >
          催办 {tasks.length} 件
        </Button>
      </div>
    </div>
  )
}

function Reassign({ tasks, done }: StepProps) {
  const [role, setRole] = useState<Role>('town')
  const [place, setPlace] = useState<string | null>(null)
  const [why, setWhy] = useState('')
  const reassign = useAction(reassignTasks, { refresh: taskReads, done: useSayDone('改派', done) })
  const places = usePlaces(role, tasks)
  const owner: Addressee = { role, place: places === null ? null : place }
  const lacks =
    places !== null && place === null
      ? '请先选岗位所在的镇街、行业或项目。'
      : why.trim().length < 2
        ? '请先写理由。'
        : undefined
  return (
    <div className="above form-grid">
      <Field id="reassign-role" label="改由哪个岗位承办">
        {(box) => (
          <Select
            {...box}
            value={role}
            onChange={(next: Role) => {
              setRole(next)
              setPlace(null)
            }}
            options={deskRoles.map((one) => ({ value: one, label: sayRole(one) }))}
          />
        )}
      </Field>
      {places !== null && (
        <Field id="reassign-place" label={placeLabels[role] ?? '哪一个'}>
          {(box) => (
            <Select
              {...box}
              showSearch={{ optionFilterProp: 'label' }}
              value={place}
              onChange={setPlace}
              options={places}
              notFoundContent="所选任务不是同一个项目的，请分开改派。"
            />
          )}
        </Field>
      )}
      <Why id="reassign-why" why={why} setWhy={setWhy} />
      <div className="whole buttons">
        <Button
          type="primary"
          disabled={lacks !== undefined}
          title={lacks}
          loading={reassign.running}
          onClick={() => reassign.run({ body: { tasks: seen(tasks), owner, why: why.trim() } })}
        >
          改派 {tasks.length} 件
        </Button>
      </div>
    </div>
  )
}

const placeLabels: Partial<Record<Role, string>> = {
  town: '哪个镇街',
  department: '哪个行业的主管部门',
  'labour-officer': '哪个项目',
}

/** The places of a role's posts; null for a role that is one in the district. */
function usePlaces(role: Role, tasks: readonly Chosen[]) {
  const { towns } = useMe()
  switch (role) {
    case 'town':
      return towns.map(({ code, name }) => ({ value: code, label: name }))
    case 'department':
      return [...optionsOf(industries), { value: 'all', label: '综合部门（不分行业）' }]
    case 'labour-officer': {
      const [first] = tasks
      const projectId = first?.projectId ?? null
      const isOne = tasks.every((task) => task.projectId === projectId)
      if (projectId === null || !isOne) return []
      return [{ value: projectId, label: '任务所属的项目' }]
    }
    case 'coordination-office':
    case 'leader':
    case 'system-administrator':
    case 'security-administrator':
    case 'audit-administrator':
      return null
  }
}

function Limit({ tasks, done }: StepProps) {
  const [dueOn, setDueOn] = useState<PlainDate | undefined>()
  const calendar = useCalendar()
  const [why, setWhy] = useState('')
  const limit = useAction(changeLimits, { refresh: taskReads, done: useSayDone('改期限', done) })
  const wrong = dueOn === undefined ? null : whyNotLimit(dueOn, today())
  const lacks =
    dueOn === undefined
      ? '请先选新的期限。'
      : wrong !== null
        ? sayRefusal(wrong)
        : why.trim().length < 2
          ? '请先写理由。'
          : undefined
  return (
    <div className="above form-grid">
      <Field
        id="limit-due"
        label="新的期限"
        wrong={wrong === null ? undefined : sayRefusal(wrong)}
        hint="可以是休息日；下面几个已避开休息日。"
      >
        {() => (
          <span className="buttons">
            <DayPicker label="新的期限" value={dueOn} pick={setDueOn} />
            {[3, 5, 10].map((workdays) => {
              const on = suggestedLimit(
                { from: today(), count: workdays, clock: 'workdays' },
                calendar,
              )
              return (
                <Button key={workdays} size="small" onClick={() => setDueOn(on)}>
                  {workdays} 个工作日（{sayDay(on)}）
                </Button>
              )
            })}
          </span>
        )}
      </Field>
      <Why id="limit-why" why={why} setWhy={setWhy} />
      <div className="whole buttons">
        <Button
          type="primary"
          disabled={lacks !== undefined}
          title={lacks}
          loading={limit.running}
          onClick={() =>
            dueOn !== undefined &&
            limit.run({ body: { tasks: seen(tasks), dueOn, why: why.trim() } })
          }
        >
          改期限 {tasks.length} 件
        </Button>
      </div>
    </div>
  )
}

function Why(props: { id: string; why: string; setWhy: (why: string) => void }) {
  return (
    <Field id={props.id} label="理由" hint="写进任务的经过，承办岗位看得到。">
      {(box) => (
        <Input
          {...box}
          maxLength={500}
          value={props.why}
          onChange={(event) => props.setWhy(event.target.value)}
        />
      )}
    </Field>
  )
}
