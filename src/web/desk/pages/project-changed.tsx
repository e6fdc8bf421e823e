import { Button } from 'antd'
import type { Town } from '../../../modules/places/contract.ts'
import type { Project } from '../../../modules/registry/contract.ts'
import { industries, ownerKinds, projectStates } from '../labels.ts'
import { Card } from '../parts/page.tsx'
import { useMe } from '../session.ts'
import { differing, draftOf, fieldNames } from './project-draft.ts'
import type { ProjectDraft, ProjectField } from './project-draft.ts'

/** Somebody else changed the project while it was being edited here: what is different, and the two ways on. */
export function ChangedMeanwhile(props: {
  seen: Project
  now: ProjectDraft
  draft: ProjectDraft
  keep: () => void
  drop: () => void
}) {
  const { now, draft: mine } = props
  const seen = draftOf(props.seen)
  const { towns } = useMe()
  return (
    <div role="alert" className="space-below">
      <Card
        title="这个项目刚被别人改过"
        note="您填的还在，没有保存。接着改之前，先看别人改了什么。"
      >
        <table className="plain-table">
          <thead>
            <tr>
              <th>别人改的</th>
              <th>您打开时</th>
              <th>现在</th>
              <th>您填的</th>
            </tr>
          </thead>
          <tbody>
            {differing(seen, now).map((field) => (
              <tr key={field}>
                <th scope="row">{fieldNames[field]}</th>
                <td>{sayField(seen, field, towns)}</td>
                <td>{sayField(now, field, towns)}</td>
                <td>
                  {mine[field] === seen[field] ? (
                    <span className="third">没有改</span>
                  ) : (
                    sayField(mine, field, towns)
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <div className="body buttons">
          <Button type="primary" onClick={props.keep}>
            接着改，我改的栏以我为准
          </Button>
          <Button onClick={props.drop}>不要我改的，用现在的</Button>
        </div>
      </Card>
    </div>
  )
}

function sayField(draft: ProjectDraft, field: ProjectField, towns: readonly Town[]): string {
  switch (field) {
    case 'town':
      return towns.find(({ code }) => code === draft.town)?.name ?? draft.town ?? '未查清'
    case 'ownerKind':
      return ownerKinds[draft.ownerKind]
    case 'industry':
      return industries[draft.industry]
    case 'state':
      return projectStates[draft.state]
    case 'code':
    case 'name':
    case 'permitNumber':
    case 'platformNumber':
    case 'payDay':
    case 'begunOn':
    case 'finishOn':
    case 'permitOn':
      return draft[field] === '' ? '没有填' : draft[field]
  }
}
