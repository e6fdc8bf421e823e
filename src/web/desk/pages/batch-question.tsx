import { Button, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { viewDeviceUsers } from '../../../modules/exchange/contract-devices.ts'
import { chooseProject, viewBatch } from '../../../modules/exchange/contract.ts'
import { rehearseBatch } from '../../../modules/exchange/contract-imports.ts'
import type { Batch, Question } from '../../../modules/exchange/contract.ts'
import { listedKey, type ListedProject } from '../../../modules/exchange/rules/join-projects.ts'
import type { NewProject } from '../../../modules/registry/contract.ts'
import { optionsOf, ownerKinds, participantRoles } from '../labels.ts'
import { Card } from '../parts/page.tsx'
import { useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { listedIn, type ProjectChoice, ProjectSelect, sayListed } from './project-choice.tsx'

type Answer = 'other' | 'create' | ProjectChoice

/** More than these stand in the choice of all projects only. */
const mostListed = 6

/**
 * Which project files are of that name none, or one that nobody knows: one that looks alike, one that a list of the
 * batch makes, another one, or a new one from the sheet's header. One question at a time, each name once.
 */
export function BatchQuestion(props: { batch: Batch; question: Question; count: number }) {
  const { batch, question, count } = props
  const batchId = batch.id
  const listed = mayBeListed(batch, question) ? notKnown(listedIn(batch), question) : []
  const [answer, setAnswer] = useState<Answer | null>(firstAnswer(question, listed))
  const [other, setOther] = useState<ProjectChoice | undefined>()
  const [create, setCreate] = useState<NewProject>(question.offer)
  const choose = useAction(chooseProject, { refresh: [viewBatch, rehearseBatch, viewDeviceUsers] })
  const chosen = bodyOf(answer, other, create)
  const run = () => {
    if (chosen === null) return
    const files = question.files.map((file) => file.id)
    const body = 'listed' in chosen ? { ...chosen, files } : { ...chosen, ...forOf(question) }
    choose.run({ params: { batchId }, body })
  }
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
          value={answer === null ? null : keyOf(answer)}
          onChange={(event) => setAnswer(answerOf(String(event.target.value), listed))}
        >
          {question.alike.map((project) => (
            <Radio key={project.code} value={`code ${project.code}`}>
              就是 {project.code} {project.name}
              <span className="under">{project.why}</span>
            </Radio>
          ))}
          {listed.slice(0, mostListed).map((project) => (
            <Radio key={listedKey(project)} value={`listed ${listedKey(project)}`}>
              就是 {sayListed(project)}
              <span className="under">同批项目清单里的，随清单一起登记</span>
            </Radio>
          ))}
          <Radio value="other">
            {listed.length > mostListed ? '是清单或名单里的另一个项目' : '是名单里的另一个项目'}
          </Radio>
          <Radio value="create">新建项目</Radio>
        </Radio.Group>
        {answer === 'other' && <ProjectSelect listed={listed} value={other} pick={setOther} />}
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

/** What a list of the batch brings may be meant, but for a code, and for a file whose rows name several. */
function mayBeListed(batch: Batch, { said, files }: Question): boolean {
  if (said === 'code') return false
  const asked = new Set(files.map((file) => file.id))
  return batch.files
    .filter((file) => asked.has(file.id))
    .every(({ understood }) => (understood?.speaksOf?.projectNames ?? []).length < 2)
}

/** Those that stand among the known ones already are offered once. */
function notKnown(listed: readonly ListedProject[], { alike }: Question): ListedProject[] {
  const codes = new Set(alike.map(({ code }) => code))
  const names = new Set(alike.map(({ name }) => name))
  return listed.filter(
    ({ code, name }) => !(code !== null && codes.has(code)) && !(name !== null && names.has(name)),
  )
}

/** The likeliest; where several listed ones are as likely, or nothing is there to create a project from, nobody guesses. */
function firstAnswer({ alike, offer }: Question, listed: readonly ListedProject[]): Answer | null {
  const [best] = alike
  if (best !== undefined) return { code: best.code }
  if (listed.length > 0) return null
  return offer.name === '' ? 'other' : 'create'
}

function keyOf(answer: Answer): string {
  if (typeof answer === 'string') return answer
  return 'code' in answer ? `code ${answer.code}` : `listed ${listedKey(answer.listed)}`
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

function answerOf(value: string, listed: readonly ListedProject[]): Answer {
  if (value === 'other' || value === 'create') return value
  const chosen = listed.find((one) => value === `listed ${listedKey(one)}`)
  if (chosen !== undefined) return { listed: { said: chosen.said, written: chosen.written } }
  return { code: value.slice('code '.length) }
}

function bodyOf(
  answer: Answer | null,
  other: ProjectChoice | undefined,
  create: NewProject,
): ProjectChoice | { create: NewProject } | null {
  if (answer === 'other') return other ?? null
  if (answer === 'create') return create.name.trim() === '' ? null : { create }
  return answer
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
