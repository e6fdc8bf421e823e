import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import {
  listProjectHistory,
  listProjects,
  viewHome,
  viewProject,
} from '../../../modules/dashboards/contract.ts'
import type { ProjectPage as ReplyOfProject } from '../../../modules/dashboards/contract.ts'
import { editProject, searchProjects } from '../../../modules/registry/contract.ts'
import { whyNotProjectState } from '../../../modules/registry/rules/project-state.ts'
import { whyNotEditProject } from '../../../modules/registry/rules/project.ts'
import { listWarnings } from '../../../modules/risk/contract.ts'
import { listLedger, totalLedger } from '../../../modules/wages/contract.ts'
import { useDistrict } from '../district.ts'
import { Form } from '../parts/form.tsx'
import { Page } from '../parts/page.tsx'
import { NoPermission } from '../parts/states.tsx'
import { refresh, useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import {
  carriedOver,
  differing,
  draftOf,
  fieldNames,
  fieldsOf,
  projectField,
  refusedAt,
  wrongsOf,
} from './project-draft.ts'
import type { ProjectDraft } from './project-draft.ts'
import { ChangedMeanwhile } from './project-changed.tsx'
import { NumberFields, ProjectFields } from './project-fields.tsx'

export function EditProjectPage() {
  const { roles } = useMe()
  if (mayCall(editProject, roles)) return <EditProjectForm />
  return <NoPermission whole sentence="修改项目由治欠办办理，您的岗位可以查看，不能修改。" />
}

function EditProjectForm() {
  const { code = '' } = useParams()
  const here = `/projects/${encodeURIComponent(code)}`
  const page = useRead(viewProject, { params: { code } })
  const edit = useEdit(page)
  const save = useSave(`/d/${useDistrict()}${here}`)
  const { seen, draft, change } = edit
  const { code: _, ...fields } = fieldsOf(draft)
  const [sent, setSent] = useState<ProjectDraft | null>(null)
  const refused = sent === draft ? refusedAt(draft, save.failed?.refusal) : null
  const wrongs = new Map(edit.wrongs)
  if (refused !== null) wrongs.set(...refused)
  const changed = differing(draftOf(seen), draft)
  return (
    <Page
      title="修改项目"
      crumb={[
        { to: '/projects', text: '项目' },
        { to: here, text: page.project.name },
      ]}
      crumbEnd="修改"
      why={`项目编号 ${seen.code}。参建单位以导入的名册为准，不在这里改。`}
    >
      {page.project.version !== seen.version && !save.running && <ChangedMeanwhile {...edit} />}
      <Form
        verb="保存修改"
        says={
          changed.length === 0
            ? '还没有改动。'
            : `改 ${changed.map((field) => fieldNames[field]).join('、')}。改动记入项目的经过。`
        }
        ready={changed.length > 0}
        running={save.running}
        wrongs={wrongs}
        back={here}
        send={() => {
          setSent(draft)
          save.run({ params: { code }, body: { ...fields, version: seen.version } })
        }}
      >
        {(wrongOf) => (
          <>
            <ProjectFields draft={draft} change={change} wrongOf={wrongOf} />
            <NumberFields
              draft={draft}
              change={change}
              wrongOf={wrongOf}
              withCode={false}
              note="改这两个号码不改项目编号。"
            />
          </>
        )}
      </Form>
    </Page>
  )
}

/**
 * The draft, and what it began from: a reply that comes while one is typing changes nothing under one's
 * hands, it is told.
 */
function useEdit({ project, owedFen }: ReplyOfProject) {
  const district = useDistrict()
  const [seen, setSeen] = useState(project)
  const [draft, setDraft] = useState(draftOf(project))
  const begin = (next: ProjectDraft) => {
    setSeen(project)
    setDraft(next)
  }
  const now = draftOf(project)
  return {
    seen,
    draft,
    change: (patch: Partial<ProjectDraft>) => setDraft({ ...draft, ...patch }),
    wrongs: wrongsOf(
      draft,
      (one) =>
        whyNotEditProject({ ...seen, district }, one, seen.version) ??
        whyNotProjectState(seen.state, one.state, owedFen.value),
      seen.state,
    ),
    now,
    keep: () => begin(carriedOver(draft, draftOf(seen), now)),
    drop: () => begin(now),
  }
}

const madeOld = [
  viewProject,
  listProjects,
  listProjectHistory,
  searchProjects,
  viewHome,
  listLedger,
  totalLedger,
  listWarnings,
]

function useSave(address: string) {
  const navigate = useNavigate()
  return useAction(editProject, {
    refresh: madeOld,
    done: () => void navigate(address),
    shows: (refusal) => {
      // Then what stands now is read, and shown beside what was typed.
      if (refusal.kind === 'changed-meanwhile') void refresh([viewProject])
      return refusal.kind === 'changed-meanwhile' || projectField(refusal) !== null
    },
  })
}
