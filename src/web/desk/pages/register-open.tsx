import { Input, Select } from 'antd'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import type { Addressee } from '../../../kernel/addressee.ts'
import type { PlainDate } from '../../../kernel/day.ts'
import { sentence } from '../../../kernel/words.ts'
import { openEntry } from '../../../modules/register/contract.ts'
import type { EntryWords } from '../../../modules/register/contract.ts'
import { ownerRoles } from '../../../modules/register/rules/entry.ts'
import { registerWords } from '../../../modules/register/words.ts'
import { searchProjects } from '../../../modules/registry/contract.ts'
import { whyNotLimit } from '../../../modules/tasks/rules/task-steps.ts'
import { today } from '../clock.ts'
import { useDistrict } from '../district.ts'
import { industries, optionsOf } from '../labels.ts'
import { DayPicker } from '../parts/day-picker.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Card, Page } from '../parts/page.tsx'
import { usePart } from '../read.ts'
import { sayRole, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { EntryWordsFields } from './register-edit.tsx'
import { registerReads } from './register-nav.tsx'
import { sayRefusal } from './task-standing.ts'

interface Draft extends EntryWords {
  readonly project: string
  /** `role` or `role:place`; null: as the parameters say. */
  readonly owner: string | null
  readonly dueOn: PlainDate | undefined
}

const nothingSaid = {
  owner: null,
  dueOn: undefined,
  cause: 'unknown',
  causeWords: '',
  measures: '',
  leader: '',
} as const

/** A project put on the register by hand: whose it is, and until when, where it is not as usual. */
export function RegisterOpenPage() {
  const district = useDistrict()
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const [draft, setDraft] = useState<Draft>({
    ...nothingSaid,
    project: params.get('project') ?? '',
  })
  const { project, owner, dueOn, ...words } = draft
  const [taken, setTaken] = useState<string | null>(null)
  const open = useAction(openEntry, {
    refresh: registerReads,
    done: ({ id }) => void navigate(`/d/${district}/register/${id}`),
    shows: (refusal) => {
      if (refusal.code !== 'register.open-already') return false
      setTaken(project)
      return true
    },
  })
  const wrongs = new Map<string, string>()
  if (project === '') wrongs.set('open-project', '请选项目。')
  else if (taken === project) {
    wrongs.set('open-project', sentence(registerWords, 'register.open-already'))
  }
  const wrongDay = dueOn === undefined ? null : whyNotLimit(dueOn, today())
  if (wrongDay !== null) wrongs.set('open-due', sayRefusal(wrongDay))
  return (
    <Page
      title="列入风险台账"
      crumb={[{ to: '/register', text: '风险台账' }]}
      why="不论风险等级，都可以把项目列入台账；列入后要有责任单位和期限，由两个人才能销号。"
    >
      <Form
        verb="列入台账"
        says="责任单位和期限不写的，按参数定。"
        running={open.running}
        wrongs={wrongs}
        back="/register"
        send={() =>
          open.run({
            body: {
              ...words,
              project,
              owner: ownerTyped(owner),
              dueOn: dueOn ?? null,
            },
          })
        }
      >
        {(wrongOf) => (
          <OpenFields
            draft={draft}
            change={(patch) => setDraft({ ...draft, ...patch })}
            wrongOf={wrongOf}
          />
        )}
      </Form>
    </Page>
  )
}

function OpenFields(props: {
  draft: Draft
  change: (patch: Partial<Draft>) => void
  wrongOf: (field: string) => string | undefined
}) {
  const { draft, change, wrongOf } = props
  const { towns } = useMe()
  return (
    <Card title="条目">
      <div className="body form-grid">
        <Field id="open-project" label="项目" wrong={wrongOf('open-project')} whole>
          {(box) => (
            <ProjectBox box={box} value={draft.project} pick={(project) => change({ project })} />
          )}
        </Field>
        <EntryWordsFields words={draft} change={change} />
        <Field id="open-owner" label="责任单位（不写按参数定）">
          {(box) => (
            <Select
              {...box}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              placeholder="按参数定"
              value={draft.owner}
              onChange={(next: string | undefined) => change({ owner: next ?? null })}
              options={[
                { value: 'coordination-office', label: sayRole('coordination-office') },
                {
                  label: '行业主管部门',
                  options: optionsOf(industries).map(({ value, label }) => ({
                    value: `department:${value}`,
                    label: `${label}主管部门`,
                  })),
                },
                {
                  label: '镇街',
                  options: towns.map(({ code, name }) => ({ value: `town:${code}`, label: name })),
                },
              ]}
            />
          )}
        </Field>
        <Field id="open-due" label="化解期限（不写按参数定）" wrong={wrongOf('open-due')}>
          {() => (
            <DayPicker label="化解期限" value={draft.dueOn} pick={(dueOn) => change({ dueOn })} />
          )}
        </Field>
      </div>
    </Card>
  )
}

/** The post that was chosen, by what its choice is called. */
function ownerTyped(chosen: string | null): Addressee | null {
  const [typed, place] = (chosen ?? '').split(':')
  const role = ownerRoles.find((one) => one === typed)
  return role === undefined ? null : { role, place: place ?? null }
}

/** A known project, found by letters of its name or its code. */
function ProjectBox(props: { box: object; value: string; pick: (code: string) => void }) {
  const [typed, setTyped] = useState(props.value)
  const { data } = usePart(
    searchProjects,
    { query: { search: typed } },
    {
      enabled: typed.length > 1,
    },
  )
  const found = data ?? []
  if (found.length === 0 && props.value !== '' && typed === props.value) {
    return <Input {...props.box} value={props.value} readOnly />
  }
  return (
    <Select
      {...props.box}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder="输入名称或编号的几个字"
      value={props.value === '' ? null : props.value}
      onChange={props.pick}
      options={found.map(({ code, name }) => ({ value: code, label: `${name}（${code}）` }))}
    />
  )
}
