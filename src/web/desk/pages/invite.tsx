import { Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { invite, listInvitations } from '../../../modules/people/contract-invitations.ts'
import type { Invite } from '../../../modules/people/contract-invitations.ts'
import { inviteToProject } from '../../../modules/registry/contract.ts'
import { useDistrict } from '../district.ts'
import { industries, labelOf, optionsOf } from '../labels.ts'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Card, Page } from '../parts/page.tsx'
import { mayCall, sayRole, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { type ProjectChoice, ProjectSelect } from './project-choice.tsx'

type OfferedRole = Invite['role'] | 'labour-officer'

interface Draft {
  readonly role: OfferedRole
  readonly organisation: string
  readonly invitedName: string
  readonly town: string | null
  readonly industries: readonly string[]
  readonly project: ProjectChoice | undefined
}

const offered: readonly OfferedRole[] = [
  'labour-officer',
  'town',
  'department',
  'leader',
  'coordination-office',
]

const says: Record<OfferedRole, string> = {
  'labour-officer': '企业的人，只看得到、也只办得了邀请的这一个项目。',
  town: '看得到本镇街的项目，派给镇街的任务由他办。',
  department: '看得到所选行业的项目，派给该行业的任务由他办。',
  leader: '看得到全区，作批示。',
  'coordination-office': '看得到全区，办理全部业务，也能邀请别人。',
}

export function sayIndustries(of: readonly string[]): string {
  return of.map((one) => (one === 'all' ? '全部行业' : labelOf(industries, one))).join('、')
}

/** Offers a post to somebody, who then makes his own account and password. */
export function InvitePage() {
  const district = useDistrict()
  const navigate = useNavigate()
  const [address] = useSearchParams()
  const project = address.get('project')
  const choices = useOffered()
  const [draft, setDraft] = useState<Draft>({
    role: choices[0] ?? 'town',
    organisation: address.get('firm') ?? '',
    invitedName: '',
    town: null,
    industries: [],
    project: project === null ? undefined : { code: project },
  })
  const change = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch })
  const options = {
    refresh: [listInvitations],
    done: () => void navigate(`/d/${district}/people/invitations`),
  }
  const inviting = useAction(invite, options)
  const invitingFirm = useAction(inviteToProject, options)
  const wrongs = wrongsOf(draft)
  const named = { organisation: draft.organisation.trim(), invitedName: draft.invitedName.trim() }
  const send = () => {
    if (draft.role !== 'labour-officer') {
      const town = draft.role === 'town' ? draft.town : null
      const kinds = draft.role === 'department' ? [...draft.industries] : []
      inviting.run({ body: { ...named, role: draft.role, town, industries: kinds } })
    } else if (draft.project !== undefined && 'code' in draft.project) {
      invitingFirm.run({ params: { code: draft.project.code }, body: named })
    }
  }
  return (
    <Page
      title="邀请"
      crumb={[
        { to: '/people', text: '人员与岗位' },
        { to: '/people/invitations', text: '邀请记录' },
      ]}
      why="发出后得到一个链接，有期限，只能用一次。账号和口令由本人设，别人不知道。"
    >
      <Form
        verb="发出邀请"
        says={
          named.invitedName === ''
            ? '填好姓名和单位就可以发出。'
            : `邀请 ${named.invitedName} 任${sayRole(draft.role)}。`
        }
        running={inviting.running || invitingFirm.running}
        wrongs={wrongs}
        back="/people/invitations"
        send={send}
      >
        {(wrongOf) => (
          <>
            <OfferedPost draft={draft} change={change} wrongOf={wrongOf} />
            <Invited draft={draft} change={change} wrongOf={wrongOf} />
          </>
        )}
      </Form>
    </Page>
  )
}

interface FieldsProps {
  draft: Draft
  change: (patch: Partial<Draft>) => void
  wrongOf: (field: string) => string | undefined
}

/** A firm is invited to a project by the office alone. */
function useOffered(): readonly OfferedRole[] {
  const { roles } = useMe()
  return offered.filter((role) => role !== 'labour-officer' || mayCall(inviteToProject, roles))
}

function OfferedPost(props: FieldsProps) {
  const { draft, change } = props
  const choices = useOffered()
  return (
    <Card title="岗位">
      <div className="body">
        <Radio.Group
          className="choices"
          aria-label="岗位"
          value={draft.role}
          options={choices.map((role) => ({ value: role, label: sayRole(role) }))}
          onChange={({ target }) =>
            change({ role: choices.find((role) => role === target.value) ?? draft.role })
          }
        />
        <p className="small second above">{says[draft.role]}</p>
      </div>
      <div className="body form-grid">
        <Place {...props} />
      </div>
    </Card>
  )
}

function Invited({ draft, change, wrongOf }: FieldsProps) {
  return (
    <Card title="本人">
      <div className="body form-grid">
        <Field id="invitedName" label="姓名" wrong={wrongOf('invitedName')}>
          {(box) => (
            <Input
              {...box}
              maxLength={60}
              value={draft.invitedName}
              onChange={(event) => change({ invitedName: event.target.value })}
            />
          )}
        </Field>
        <Field
          id="organisation"
          label="单位"
          wrong={wrongOf('organisation')}
          hint="写全称，与公章一致。"
        >
          {(box) => (
            <Input
              {...box}
              maxLength={120}
              value={draft.organisation}
              onChange={(event) => change({ organisation: event.target.value })}
            />
          )}
        </Field>
      </div>
    </Card>
  )
}

function Place({ draft, change, wrongOf }: FieldsProps) {
  const { towns } = useMe()
  switch (draft.role) {
    case 'town':
      return (
        <Field id="town" label="镇街" wrong={wrongOf('town')}>
          {(box) => (
            <Select
              {...box}
              placeholder="选一个"
              options={towns.map((town) => ({ value: town.code, label: town.name }))}
              {...(draft.town === null ? {} : { value: draft.town })}
              onChange={(town: string) => change({ town })}
            />
          )}
        </Field>
      )
    case 'department':
      return (
        <Field
          id="industries"
          label="主管行业"
          wrong={wrongOf('industries')}
          hint="发改、财政、公安等不分行业的，选「全部行业」。"
        >
          {(box) => (
            <Select
              {...box}
              mode="multiple"
              placeholder="选一个或几个"
              options={[{ value: 'all', label: '全部行业' }, ...optionsOf(industries)]}
              value={[...draft.industries]}
              onChange={(kinds: string[]) =>
                change({ industries: kinds.includes('all') ? ['all'] : kinds })
              }
            />
          )}
        </Field>
      )
    case 'labour-officer':
      return (
        <Field id="project" label="项目" wrong={wrongOf('project')}>
          {() => (
            <ProjectSelect
              listed={[]}
              value={draft.project}
              pick={(project) => change({ project })}
            />
          )}
        </Field>
      )
    case 'leader':
    case 'coordination-office':
      return null
  }
}

function wrongsOf(draft: Draft): Map<string, string> {
  const wrongs = new Map<string, string>()
  if (draft.role === 'town' && draft.town === null) wrongs.set('town', '请选镇街。')
  if (draft.role === 'department' && draft.industries.length === 0) {
    wrongs.set('industries', '请选主管的行业。')
  }
  if (draft.role === 'labour-officer' && draft.project === undefined) {
    wrongs.set('project', '请选项目。')
  }
  if (draft.invitedName.trim() === '') wrongs.set('invitedName', '请填姓名。')
  if (draft.organisation.trim().length < 2) wrongs.set('organisation', '请填单位全称。')
  return wrongs
}
