import { Button, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { viewDeviceUsers } from '../../../modules/exchange/contract-devices.ts'
import { chooseProject, viewBatch } from '../../../modules/exchange/contract.ts'
import { rehearseBatch } from '../../../modules/exchange/contract-imports.ts'
import type { Question } from '../../../modules/exchange/contract.ts'
import type { NewProject } from '../../../modules/registry/contract.ts'
import { searchProjects } from '../../../modules/registry/contract.ts'
import { optionsOf, ownerKinds, participantRoles } from '../labels.ts'
import { Card } from '../parts/page.tsx'
import { usePart } from '../read.ts'
import { useMe } from '../session.ts'
import { useAction } from '../use-action.ts'

type Answer = 'other' | 'create' | { code: string }

/**
 * Which project files are of that name none, or one that nobody knows: one that looks alike, another one, or a new one
 * from the sheet's header. One question at a time, each name once.
 */
export function BatchQuestion(props: { batchId: string; question: Question; count: number }) {
  const { batchId, question, count } = props
  const [best] = question.alike
  const [answer, setAnswer] = useState<Answer>(best ? { code: best.code } : firstAnswer(question))
  const [other, setOther] = useState<string | undefined>()
  const [create, setCreate] = useState<NewProject>(question.offer)
  const choose = useAction(chooseProject, { refresh: [viewBatch, rehearseBatch, viewDeviceUsers] })
  const chosen = bodyOf(answer, other, create)
  const run = () =>
    chosen && choose.run({ params: { batchId }, body: { ...chosen, ...forOf(question) } })
  return (
    <Card title={`要您定 ${count} 件`} note={count > 1 ? '一件一件来' : undefined}>
      <div className="body">
        <p>{sayQuestion(question)}</p>
        {question.files.length > 0 && (
          <p className="small third">
            说的是：
            {question.files
              .slice(0, 5)
              .map((file) => file.name)
              .join('，')}
            {question.files.length > 5 && ` 等 ${question.files.length} 个文件`}
          </p>
        )}
        <Radio.Group
          className="answers"
          aria-label="这些表是哪个项目的"
          value={typeof answer === 'string' ? answer : `code ${answer.code}`}
          onChange={(event) => setAnswer(answerOf(String(event.target.value)))}
        >
          {question.alike.map((project) => (
            <Radio key={project.code} value={`code ${project.code}`}>
              就是 {project.code} {project.name}
              <span className="under">{project.why}</span>
            </Radio>
          ))}
          <Radio value="other">是名单里的另一个项目</Radio>
          <Radio value="create">新建项目</Radio>
        </Radio.Group>
        {answer === 'other' && <OtherProject value={other} pick={setOther} />}
        {answer === 'create' && <NewProjectFields offer={create} change={setCreate} />}
        <Button
          type="primary"
          block
          disabled={chosen === null}
          loading={choose.running}
          onClick={run}
        >
          {answer === 'create' ? '新建，并记到它名下' : '记到这个项目名下'}
        </Button>
      </div>
    </Card>
  )
}

/** Where the files name nothing there is nothing to create a project from. */
function firstAnswer({ offer }: Question): Answer {
  return offer.name === '' ? 'other' : 'create'
}

function sayQuestion({ said, about, alike }: Question): string {
  const [best] = alike
  switch (said) {
    case 'nothing':
      return '表里没有写是哪个项目。'
    case 'name':
      return `表里写「${about ?? ''}」，名单里${best ? '有相像的' : '没有这个项目'}。`
    case 'code':
      return `表里写项目编号 ${about ?? ''}，名单里没有这个编号。`
  }
}

/** What the answer is for: the name or code that was asked about, or the files that name nothing. */
function forOf({ said, about, files }: Question) {
  if (said === 'nothing' || about === null) return { files: files.map((file) => file.id) }
  return { about: { said, written: about } }
}

function answerOf(value: string): Answer {
  if (value === 'other' || value === 'create') return value
  return { code: value.slice('code '.length) }
}

function bodyOf(
  answer: Answer,
  other: string | undefined,
  create: NewProject,
): { code: string } | { create: NewProject } | null {
  if (answer === 'other') return other === undefined ? null : { code: other }
  if (answer === 'create') return create.name.trim() === '' ? null : { create }
  return answer
}

/** A known project, found by some letters of its name. */
export function OtherProject(props: { value: string | undefined; pick: (code: string) => void }) {
  const [typed, setTyped] = useState('')
  const { data } = usePart(searchProjects, { query: { search: typed } }, { enabled: typed !== '' })
  return (
    <Select
      className="wide-choice"
      aria-label="项目"
      placeholder="输入项目名称中的几个字"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={typed === '' ? '输入名称后列在这里' : '没有这个名称的项目'}
      options={(data ?? []).map((one) => ({
        value: one.code,
        label: `${one.name}（${one.code}）`,
      }))}
      {...(props.value === undefined ? {} : { value: props.value })}
      onChange={(code: string) => props.pick(code)}
    />
  )
}

function NewProjectFields(props: { offer: NewProject; change: (offer: NewProject) => void }) {
  const { offer, change } = props
  const { towns } = useMe()
  return (
    <div className="fields">
      <label htmlFor="new-name">项目名称</label>
      <Input
        id="new-name"
        maxLength={200}
        value={offer.name}
        onChange={(event) => change({ ...offer, name: event.target.value })}
      />
      <label htmlFor="new-town">属地镇街</label>
      <Select
        id="new-town"
        allowClear
        placeholder="未查清"
        options={towns.map((town) => ({ value: town.code, label: town.name }))}
        {...(offer.town === null ? {} : { value: offer.town })}
        onChange={(town?: string) => change({ ...offer, town: town ?? null })}
      />
      <label htmlFor="new-owner">建设单位性质</label>
      <Select
        id="new-owner"
        options={optionsOf(ownerKinds)}
        value={offer.ownerKind}
        onChange={(ownerKind) => change({ ...offer, ownerKind })}
      />
      {offer.participants.length > 0 && (
        <p className="small third">
          表头还写了：
          {offer.participants.map((one) => `${participantRoles[one.role]} ${one.name}`).join('，')}
        </p>
      )}
      <p className="small third">
        编号：{offer.code ?? offer.platformNumber ?? offer.permitNumber ?? '建立时编，P 加六位数字'}
      </p>
    </div>
  )
}
