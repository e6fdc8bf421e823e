import { Button, Input, Radio } from 'antd'
import { useRef, useState } from 'react'
import type { TaskPage } from '../../../modules/dashboards/contract-tasks.ts'
import {
  answerTask,
  longestEvidenceBytes,
  mostEvidence,
  uploadEvidence,
} from '../../../modules/tasks/contract.ts'
import type { Evidence } from '../../../modules/tasks/contract.ts'
import { type Outcome, whyNotAnswer } from '../../../modules/tasks/rules/task-steps.ts'
import { outcomeNames } from '../../../modules/tasks/words.ts'
import { call, CallFailed, newIntention } from '../call.ts'
import { useDistrict } from '../district.ts'
import { optionsOf } from '../labels.ts'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { Card } from '../parts/page.tsx'
import { sayBytes } from '../parts/say.ts'
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
  const upload = useUpload(task.id)
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
        <div className="field" role="group" aria-label="结果">
          <span className="label">结果</span>
          <Radio.Group
            value={outcome}
            onChange={(event) =>
              setOutcome(event.target.value === 'explained' ? 'explained' : 'handled')
            }
            options={optionsOf(outcomeNames)}
          />
        </div>
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
        <EvidenceField upload={upload} />
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

type Upload = ReturnType<typeof useUpload>

function EvidenceField({ upload }: { upload: Upload }) {
  const picker = useRef<HTMLInputElement>(null)
  const full = upload.kept.length >= mostEvidence
  return (
    <div className="field whole">
      <span className="label">佐证</span>
      {upload.kept.length > 0 && (
        <ul className="file-links">
          {upload.kept.map((file) => (
            <li key={file.id}>
              <Icon name="file" />
              {file.name}（{sayBytes(file.bytes)}）
              <button
                type="button"
                className="plain-button"
                aria-label={`不带 ${file.name}`}
                onClick={() => upload.drop(file.id)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept=".pdf,.jpg,.jpeg,.png,.xlsx"
        onChange={(event) => {
          void upload.add([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <span className="buttons">
        <Button
          loading={upload.running}
          disabled={full}
          title={full ? `一次答复最多带 ${mostEvidence} 个佐证。` : undefined}
          onClick={() => picker.current?.click()}
        >
          {upload.running ? '正在上传' : '加佐证'}
        </Button>
      </span>
      {upload.wrong !== null && (
        <span className="wrong" role="alert">
          <Icon name="warning" />
          {upload.wrong}
        </span>
      )}
      <span className="under">
        银行回单、工资表、签字页、照片等；PDF、JPEG、PNG 或 xlsx，每个最多 20 MB。
      </span>
    </div>
  )
}

/** Files go up one after another as they are added; those that arrived stay, whatever becomes of the next. */
function useUpload(taskId: string) {
  const district = useDistrict()
  const [kept, setKept] = useState<readonly Evidence[]>([])
  const [running, setRunning] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const add = async (files: readonly File[]) => {
    setRunning(true)
    setWrong(null)
    try {
      for (const file of files.slice(0, mostEvidence - kept.length)) {
        const evidence = await sent(district, taskId, file)
        setKept((now) => [...now, evidence])
      }
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error
      setWrong(error.message)
    } finally {
      setRunning(false)
    }
  }
  return {
    kept,
    running,
    wrong,
    add,
    drop: (id: string) => setKept((now) => now.filter((one) => one.id !== id)),
  }
}

async function sent(district: string, taskId: string, file: File): Promise<Evidence> {
  if (file.size > longestEvidenceBytes) {
    throw new CallFailed('refused', `${file.name} 太大：每个最多 20 MB。`)
  }
  const body = new Uint8Array(await file.arrayBuffer())
  const input = { params: { id: taskId }, query: { name: file.name }, body }
  return call(uploadEvidence, district, { ...input, idempotencyKey: newIntention() })
}
