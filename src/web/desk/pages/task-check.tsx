import { Button, Input } from 'antd'
import { useState } from 'react'
import type { PlainDate } from '../../../kernel/day.ts'
import type { TaskPage } from '../../../modules/dashboards/contract-tasks.ts'
import { acceptTask, reopenTask, returnTask } from '../../../modules/tasks/contract.ts'
import { whyNotCheck, whyNotLimit, whyNotReopen } from '../../../modules/tasks/rules/task-steps.ts'
import { today } from '../clock.ts'
import { DayPicker } from '../parts/day-picker.tsx'
import { Field } from '../parts/field.tsx'
import { Card } from '../parts/page.tsx'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { taskReads } from './task-batch.tsx'
import { sayRefusal, standingOf } from './task-standing.ts'

/** Somebody who did not answer says whether it holds. */
export function TaskCheck({ task }: { task: TaskPage }) {
  const me = useMe()
  const [why, setWhy] = useState('')
  const [dueOn, setDueOn] = useState<PlainDate | undefined>()
  const accept = useAction(acceptTask, { refresh: taskReads })
  const giveBack = useAction(returnTask, { refresh: taskReads })
  if (!mayCall(acceptTask, me.roles)) return null
  const refusal = whyNotCheck(standingOf(task), me)
  const params = { id: task.id }
  const words = why.trim()
  const wrongDay = dueOn === undefined ? null : whyNotLimit(dueOn, today())
  const notAccept = refusal === null ? undefined : sayRefusal(refusal)
  const notReturn =
    notAccept ??
    (words.length < 2 ? '退回要先写理由。' : wrongDay !== null ? sayRefusal(wrongDay) : undefined)
  return (
    <Card title="核验" note="由没有答复的人核验">
      <div className="body form-grid">
        {refusal === null && (
          <>
            <Field id="check-why" label="意见" hint="退回必须写理由；通过可以不写。" whole>
              {(box) => (
                <Input.TextArea
                  {...box}
                  rows={2}
                  maxLength={500}
                  value={why}
                  onChange={(event) => setWhy(event.target.value)}
                />
              )}
            </Field>
            <Field
              id="check-due"
              label="退回后的期限（可不改）"
              wrong={wrongDay === null ? undefined : sayRefusal(wrongDay)}
            >
              {() => <DayPicker label="退回后的期限" value={dueOn} pick={setDueOn} />}
            </Field>
          </>
        )}
        <div className="whole buttons">
          <Button
            type="primary"
            disabled={notAccept !== undefined}
            title={notAccept}
            loading={accept.running}
            onClick={() => accept.run({ params, body: { version: task.version, words } })}
          >
            通过
          </Button>
          <Button
            danger
            disabled={notReturn !== undefined}
            title={notReturn}
            loading={giveBack.running}
            onClick={() =>
              giveBack.run({
                params,
                body: { version: task.version, why: words, dueOn: dueOn ?? null },
              })
            }
          >
            退回
          </Button>
          {notAccept !== undefined && <span className="small third">{notAccept}</span>}
        </div>
      </div>
    </Card>
  )
}

/** What was closed and has come back. */
export function TaskReopen({ task }: { task: TaskPage }) {
  const me = useMe()
  const [why, setWhy] = useState('')
  const [dueOn, setDueOn] = useState<PlainDate | undefined>()
  const reopen = useAction(reopenTask, { refresh: taskReads })
  if (!mayCall(reopenTask, me.roles)) return null
  const refusal = whyNotReopen(standingOf(task), me)
  const wrongDay = dueOn === undefined ? null : whyNotLimit(dueOn, today())
  const lacks =
    refusal !== null
      ? sayRefusal(refusal)
      : wrongDay !== null
        ? sayRefusal(wrongDay)
        : why.trim().length < 2
          ? '请先写理由。'
          : undefined
  return (
    <Card title="重新打开">
      <div className="body form-grid">
        <Field id="reopen-why" label="理由">
          {(box) => (
            <Input
              {...box}
              maxLength={500}
              value={why}
              onChange={(event) => setWhy(event.target.value)}
            />
          )}
        </Field>
        <Field
          id="reopen-due"
          label="期限（可不定）"
          wrong={wrongDay === null ? undefined : sayRefusal(wrongDay)}
        >
          {() => <DayPicker label="重新打开后的期限" value={dueOn} pick={setDueOn} />}
        </Field>
        <div className="whole buttons">
          <Button
            disabled={lacks !== undefined}
            title={lacks}
            loading={reopen.running}
            onClick={() =>
              reopen.run({
                params: { id: task.id },
                body: { version: task.version, why: why.trim(), dueOn: dueOn ?? null },
              })
            }
          >
            重新打开
          </Button>
        </div>
      </div>
    </Card>
  )
}
