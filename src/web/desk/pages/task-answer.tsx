import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import type { TaskPage } from '../../../modules/dashboards/contract-tasks.ts'
import { answerTask, mostEvidence, uploadEvidence } from '../../../modules/tasks/contract.ts'
import type { Evidence } from '../../../modules/tasks/contract.ts'
import { type Outcome, whyNotAnswer } from '../../../modules/tasks/rules/task-steps.ts'
import { outcomeNames } from '../../../modules/tasks/words.ts'
import { call } from '../call.ts'
import { useDistrict } from '../district.ts'
import { optionsOf } from '../labels.ts'
import { EvidenceFiles, useUploads } from '../parts/evidence-files.tsx'
import { Field } from '../parts/field.tsx'
import { Card } from '../parts/page.tsx'
import { useAction } from '../use-action.ts'
import { taskReads } from './task-batch.tsx'
import { sayRefusal, standingOf } from './task-standing.ts'

const fewestWords = 2

/** The owner's answer, with what proves it; for others, and when none is asked, why not. */
export function TaskAnswer({ task }: { task: TaskPage }) {
  const refusal = whyNotAnswer(standingOf(task))
  if (refusal === null) return <AnswerForm task={task} />
  return (
    <Card title="答复">
      <div className="body">
        <Button disabled title={sayRefusal(refusal)}>
          答复
        </Button>{' '}
        <span className="small third">{sayRefusal(refusal)}</span>
      </div>
    </Card>
  )
}

function AnswerForm({ task }: { task: TaskPage }) {
  const [outcome, setOutcome] = useState<Outcome>('handled')
  const [words, setWords] = useState('')
  const district = useDistrict()
  const [kept, setKept] = useState<readonly Evidence[]>([])
  const upload = useUploads({
    kept,
    change: setKept,
    send: ({ name, body, idempotencyKey }) => {
      const params = { id: task.id }
      return call(uploadEvidence, district, { params, query: { name }, body, idempotencyKey })
    },
    most: mostEvidence,
  })
  const answer = useAction(answerTask, { refresh: taskReads })
  const lacks =
    words.trim().length < fewestWords
      ? '请先写明查了什么、办了什么。'
      : upload.running
        ? '佐证还在上传。'
        : undefined
  const send = () =>
    answer.run({
      params: { id: task.id },
      body: {
        version: task.version,
        outcome,
        words: words.trim(),
        evidence: upload.kept.map(({ id }) => id),
      },
    })
  return (
    <Card title="答复" note="答复后由别人核验，通过才办结">
      <div className="body form-grid one">
        <OutcomeChoice outcome={outcome} choose={setOutcome} />
        <Field
          id="answer-words"
          label="说明"
          hint="写清查了什么、办了什么、什么时候办完；不写工人的证件号和卡号。"
        >
          {(box) => (
            <Input.TextArea
              {...box}
              rows={4}
              maxLength={2_000}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          )}
        </Field>
        <EvidenceFiles uploads={upload} kinds="银行回单、工资表、签字页、照片等" />
        <div className="whole buttons">
          <Button
            type="primary"
            disabled={lacks !== undefined}
            title={lacks}
            loading={answer.running}
            onClick={send}
          >
            答复
          </Button>
        </div>
      </div>
    </Card>
  )
}

function OutcomeChoice(props: { outcome: Outcome; choose: (outcome: Outcome) => void }) {
  return (
    <div className="field" role="group" aria-label="结果">
      <span className="label">结果</span>
      <Radio.Group
        value={props.outcome}
        onChange={(event) =>
          props.choose(event.target.value === 'explained' ? 'explained' : 'handled')
        }
        options={optionsOf(outcomeNames)}
      />
    </div>
  )
}
