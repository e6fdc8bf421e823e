import { yuanText } from '../../../kernel/money.ts'
import { sentence } from '../../../kernel/words.ts'
import type { ProjectPage } from '../../../modules/dashboards/contract.ts'
import { editProject } from '../../../modules/registry/contract.ts'
import type { Participant, ParticipantRole } from '../../../modules/registry/contract.ts'
import {
  projectStatesAfter,
  whyNotProjectState,
  type ProjectState,
} from '../../../modules/registry/rules/project-state.ts'
import { registryWords } from '../../../modules/registry/words.ts'
import { Button } from 'antd'
import { industries, ownerKinds, participantRoles, projectStates } from '../labels.ts'
import { Day } from '../parts/day.tsx'
import { Card } from '../parts/page.tsx'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { projectReads } from './project-reads.ts'

/** The order in which money and work go from one to the next. */
const chain: readonly ParticipantRole[] = [
  'investor',
  'owner',
  'agent',
  'general-contractor',
  'subcontractor',
  'labour-company',
  'bank',
  'supervisor',
  'designer',
  'surveyor',
  'supplier',
  'other',
]
/** Who has to be known on every project. */
const needed: ReadonlySet<ParticipantRole> = new Set(['owner', 'general-contractor'])

/** Who takes part, from the money on; whoever should be known and is not has a line too. */
export function ProjectFirms({ page }: { page: ProjectPage }) {
  const { participants, ownerKind } = page.project
  return (
    <Card title="参建单位" note={`${ownerKinds[ownerKind]} · 按出资到用工的次序`}>
      <table className="plain-table firms">
        <tbody>
          {chain.flatMap((role) => {
            const firms = participants.filter((one) => one.role === role)
            if (firms.length === 0 && needed.has(role)) {
              return [
                <tr key={role}>
                  <th scope="row">{participantRoles[role]}</th>
                  <td className="third" colSpan={2}>
                    未查清
                  </td>
                </tr>,
              ]
            }
            return firms.map((firm) => (
              <tr key={`${role} ${firm.name}`}>
                <th scope="row">{participantRoles[role]}</th>
                <td>{firm.name}</td>
                <td>
                  <CreditCode firm={firm} />
                </td>
              </tr>
            ))
          })}
        </tbody>
      </table>
    </Card>
  )
}

function CreditCode({ firm }: { firm: Participant }) {
  if (firm.creditCode === null) return <span className="due late">没有信用代码</span>
  return (
    <>
      <span className="unbroken">{firm.creditCode}</span>
      {firm.creditCodeFinding !== null && (
        <span className="under">{sentence(registryWords, firm.creditCodeFinding)}</span>
      )}
    </>
  )
}

/** Whose money, which permit, from when to when, how far it is and what it may become next. */
export function ProjectCourse({ page }: { page: ProjectPage }) {
  const { project } = page
  const { contractSumFen } = project
  return (
    <Card title="许可和进度">
      <table className="plain-table by-label">
        <tbody>
          <Line name="施工许可证">
            {project.permitNumber ?? <span className="third">没有登记</span>}
            {project.permitOn !== null && (
              <span className="under">
                <Day on={project.permitOn} />
                取得
              </span>
            )}
          </Line>
          <Line name="实名制平台">
            {project.platformNumber ?? <span className="third">没有登记</span>}
          </Line>
          <Line name="行业">{industries[project.industry]}</Line>
          <Line name="开工至竣工">
            <Day on={project.begunOn} /> 至 <Day on={project.finishOn} />
          </Line>
          <Line name="名单上的合同价">
            {contractSumFen === null ? (
              <span className="third">没有写</span>
            ) : (
              <span className="money">¥{yuanText(contractSumFen)}</span>
            )}
          </Line>
          <Line name="状态">
            {projectStates[project.state]}
            <NextStates page={page} />
          </Line>
        </tbody>
      </table>
    </Card>
  )
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <tr>
      <td className="second">{name}</td>
      <td>{children}</td>
    </tr>
  )
}

/** What may follow; what may not says why. */
function NextStates({ page }: { page: ProjectPage }) {
  const { roles } = useMe()
  const { project, owedFen } = page
  const edit = useAction(editProject, { refresh: projectReads })
  if (!mayCall(editProject, roles)) return null
  const become = (state: ProjectState) => {
    const { code, id: _id, participants: _parties, place: _place, ...fields } = project
    const { contractSumFen: _sum, ...body } = fields
    edit.run({ params: { code }, body: { ...body, state } })
  }
  return (
    <span className="buttons next-states">
      {projectStatesAfter[project.state].map((state) => {
        const refusal = whyNotProjectState(project.state, state, owedFen.value)
        return (
          <Button
            key={state}
            size="small"
            disabled={refusal !== null}
            title={
              refusal === null ? undefined : sentence(registryWords, refusal.code, refusal.values)
            }
            loading={edit.running}
            onClick={() => become(state)}
          >
            改为{projectStates[state]}
          </Button>
        )
      })}
    </span>
  )
}
