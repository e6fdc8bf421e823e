import { Button, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { listBlindSpots, viewBlindSpotMatrix } from '../../../modules/coverage/contract.ts'
import { listProjects, viewHome, viewProject } from '../../../modules/dashboards/contract.ts'
import { searchProjects } from '../../../modules/registry/contract.ts'
import {
  answerJoinQuestion,
  listJoinQuestions,
  listProjectSources,
} from '../../../modules/registry/contract-sources.ts'
import type { JoinCandidate, JoinQuestion } from '../../../modules/registry/contract-sources.ts'
import { matchFactNames } from '../labels.ts'
import { Field } from '../parts/field.tsx'
import { usePart } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { useKeys } from '../use-keys.ts'

type Choice = 'same' | 'another' | 'new'

/** Which project it is; the keys 1, 2 and 3 are of the first question of the page. */
export function AnswerQuestion(props: { question: JoinQuestion; shown: number; isFirst: boolean }) {
  const { roles } = useMe()
  if (!mayCall(answerJoinQuestion, roles)) {
    return <p className="small second above">是不是同一个项目由治欠办判断。</p>
  }
  return <Answer {...props} />
}

function Answer(props: { question: JoinQuestion; shown: number; isFirst: boolean }) {
  const { record, candidates } = props.question
  const candidate = candidates[props.shown] ?? null
  const [choice, setChoice] = useState<Choice | null>(null)
  const [other, setOther] = useState<string | null>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const send = useAction(answerJoinQuestion, {
    refresh: [
      listJoinQuestions,
      listProjects,
      listProjectSources,
      viewProject,
      viewHome,
      listBlindSpots,
      viewBlindSpotMatrix,
    ],
  })
  const reason = typed ?? (choice === null ? '' : reasonFor(choice, candidate))
  const answer = answerOf(choice, candidate, other)
  const wanting = whatIsMissing(choice, answer !== null, reason)
  const params = { recordId: record.recordId }
  const run = () => {
    if (answer !== null && wanting === undefined)
      send.run({ params, body: { answer, reason: reason.trim() } })
  }
  return (
    <div className="above form-grid">
      {props.isFirst && (
        <Keys pick={setChoice} hasCandidate={candidate !== null} run={run} key={record.recordId} />
      )}
      <div className="field whole" role="group" aria-label="是哪个项目">
        <Radio.Group
          value={choice}
          onChange={(event) => setChoice(choiceIn(event.target.value))}
          options={[
            {
              value: 'same',
              disabled: candidate === null,
              label: candidate === null ? '1 没有相近的' : `1 就是 ${candidate.name}`,
            },
            { value: 'another', label: '2 是另一个已登记的项目' },
            { value: 'new', label: '3 都不是，登记为新项目' },
          ]}
        />
      </div>
      {choice === 'another' && <OtherProject id={record.recordId} code={other} pick={setOther} />}
      <Field id={`reason-${record.recordId}`} label="理由" hint="写进项目的经过。">
        {(box) => (
          <Input
            {...box}
            maxLength={200}
            value={reason}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <div className="whole buttons">
        <Button
          type="primary"
          disabled={wanting !== undefined}
          title={wanting}
          loading={send.running}
          onClick={run}
        >
          就这样定
        </Button>
      </div>
    </div>
  )
}

function Keys(props: { pick: (choice: Choice) => void; hasCandidate: boolean; run: () => void }) {
  const { pick, hasCandidate, run } = props
  useKeys([
    { key: '1', says: '就是相近的那个项目', run: () => hasCandidate && pick('same') },
    { key: '2', says: '是另一个已登记的项目', run: () => pick('another') },
    { key: '3', says: '登记为新项目', run: () => pick('new') },
    { key: 'ctrl+enter', says: '就这样定', run },
  ])
  return null
}

function choiceIn(value: unknown): Choice | null {
  return value === 'same' || value === 'another' || value === 'new' ? value : null
}

function answerOf(choice: Choice | null, candidate: JoinCandidate | null, other: string | null) {
  if (choice === 'new') return { is: 'new' } as const
  const code = choice === 'same' ? (candidate?.code ?? null) : choice === null ? null : other
  return code === null ? null : ({ is: 'project', code } as const)
}

function whatIsMissing(choice: Choice | null, isSaid: boolean, reason: string): string | undefined {
  if (choice === null) return '请先选是哪个项目。'
  if (!isSaid) return '请选一个项目。'
  return reason.trim() === '' ? '请写理由。' : undefined
}

/** What speaks for the choice, as the officer would write it; he may write another. */
function reasonFor(choice: Choice, candidate: JoinCandidate | null): string {
  const named = (facts: JoinCandidate['agrees'] = []) =>
    facts.map((fact) => matchFactNames[fact]).join('、')
  if (choice === 'same' && candidate !== null && candidate.agrees.length > 0)
    return `${named(candidate.agrees)}相同`
  if (choice === 'new' && candidate !== null && candidate.differs.length > 0)
    return `${named(candidate.differs)}不同，不是同一个项目`
  return choice === 'new' ? '没有同一个项目' : ''
}

/** One of all projects, found by some letters of its name or code. */
export function OtherProject(props: {
  id: string
  code: string | null
  pick: (code: string | null) => void
}) {
  const [search, setSearch] = useState('')
  const found = usePart(searchProjects, { query: { search } }, { enabled: search !== '' })
  const options = (found.data ?? []).map(({ code, name }) => ({
    value: code,
    label: `${name}（${code}）`,
  }))
  return (
    <Field id={`other-${props.id}`} label="项目">
      {(box) => (
        <Select
          {...box}
          showSearch={{ filterOption: false, onSearch: setSearch }}
          placeholder="输入项目名称或编号中的几个字"
          notFoundContent={search === '' ? '请输入几个字' : '没有这个名称的项目'}
          options={options}
          {...(props.code === null ? {} : { value: props.code })}
          onChange={(code: string) => props.pick(code)}
        />
      )}
    </Field>
  )
}
