import { useState } from 'react'
import { useNavigate } from 'react-router'
import { listProjects, viewHome } from '../../../modules/dashboards/contract.ts'
import { createProject } from '../../../modules/registry/contract.ts'
import { projectCodeOf, whyNotCreateProject } from '../../../modules/registry/rules/project.ts'
import { registryWords } from '../../../modules/registry/words.ts'
import { sentence } from '../../../kernel/words.ts'
import { useDistrict } from '../district.ts'
import { Form } from '../parts/form.tsx'
import { Page } from '../parts/page.tsx'
import { NoPermission } from '../parts/states.tsx'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import {
  emptyDraft,
  fieldsOf,
  partiesOf,
  projectField,
  refusedAt,
  wrongsOf,
} from './project-draft.ts'
import type { ProjectDraft } from './project-draft.ts'
import { NumberFields, ProjectFields } from './project-fields.tsx'
import { emptyParties, ProjectParties, wrongParties } from './project-parties.tsx'

export function CreateProjectPage() {
  const { roles } = useMe()
  if (mayCall(createProject, roles)) return <CreateProject />
  return <NoPermission whole sentence={sentence(registryWords, 'registry.only-the-office')} />
}

function CreateProject() {
  const district = useDistrict()
  const navigate = useNavigate()
  const [draft, setDraft] = useState(emptyDraft)
  const [parties, setParties] = useState(emptyParties)
  const [sent, setSent] = useState<ProjectDraft | null>(null)
  const create = useAction(createProject, {
    refresh: [listProjects, viewHome],
    done: ({ code }) => void navigate(`/d/${district}/projects/${encodeURIComponent(code)}`),
    shows: (refusal) => projectField(refusal) !== null,
  })
  const fields = fieldsOf(draft)
  const wrongs = new Map([
    ...wrongsOf(draft, (one) => whyNotCreateProject(one, district)),
    ...wrongParties(parties),
  ])
  // What the server has against it stands until something is changed.
  const refused = sent === draft ? refusedAt(draft, create.failed?.refusal) : null
  if (refused !== null) wrongs.set(...refused)
  const change = (patch: Partial<ProjectDraft>) => setDraft({ ...draft, ...patch })
  return (
    <Page
      title="登记项目"
      crumb={[{ to: '/projects', text: '项目' }]}
      crumbEnd="登记"
      why="只填查清了的。导入的考勤表、工资表按编号或名称记到它名下。"
    >
      <Form
        verb="登记项目"
        says={sayWhatFor(draft.name.trim(), projectCodeOf(fields))}
        running={create.running}
        wrongs={wrongs}
        back="/projects"
        send={() => {
          setSent(draft)
          create.run({ body: { ...fields, participants: partiesOf(parties) } })
        }}
      >
        {(wrongOf) => (
          <>
            <ProjectFields draft={draft} change={change} wrongOf={wrongOf} />
            <NumberFields
              draft={draft}
              change={change}
              wrongOf={wrongOf}
              withCode
              note="用作项目编号的次序：另定的、平台编码、许可证号；都没有就编 P 加六位数字。登记后不改。"
            />
            <ProjectParties parties={parties} change={setParties} wrongOf={wrongOf} />
          </>
        )}
      </Form>
    </Page>
  )
}

function sayWhatFor(name: string, code: string | null): string {
  if (name === '') return '填好名称就可以登记，其余以后再补。'
  return `登记「${name}」，编号${code === null ? '由系统编' : ` ${code}`}。`
}
