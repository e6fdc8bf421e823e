import { Tabs } from 'antd'
import { useParams } from 'react-router'
import { z } from 'zod'
import { yuanText } from '../../../kernel/money.ts'
import { listProjectHistory, viewProject } from '../../../modules/dashboards/contract.ts'
import type { ProjectPage as ReplyOfProject } from '../../../modules/dashboards/contract.ts'
import { listProjectFiles } from '../../../modules/exchange/contract-imports.ts'
import { fillTemplate, listIn } from '../../../modules/exports/contract.ts'
import { listWarnings } from '../../../modules/risk/contract.ts'
import { editProject } from '../../../modules/registry/contract.ts'
import type { ParticipantRole } from '../../../modules/registry/contract.ts'
import { industries, participantRoles, ownerKinds, projectStates } from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import { Day, Due } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { LevelChip } from '../parts/level-chip.tsx'
import { Yuan } from '../parts/money.tsx'
import { Card, DistrictLink, FactsStrip, Page } from '../parts/page.tsx'
import type { Fact } from '../parts/page.tsx'
import { GrowingPart } from '../parts/growing-part.tsx'
import { sayCount, sayInstant, sayMonth } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { MonthMatrix, WageChain } from '../parts/wage-chain.tsx'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { useFilter } from '../use-address.ts'
import { PointsCard } from './points-card.tsx'
import { ProjectContracts } from './project-contracts.tsx'
import { ProjectDeposits } from './project-deposits.tsx'
import { ProjectFindings } from './project-findings.tsx'
import { ProjectCourse, ProjectFirms } from './project-firms.tsx'
import { ProjectFunds } from './project-funds.tsx'
import { ProjectLiability } from './project-liability.tsx'
import { ProjectMatters } from './project-matters.tsx'
import { ProjectHandIns } from './project-hand-ins.tsx'
import { ProjectSafeguards } from './project-safeguards.tsx'
import { ProjectSources } from './project-sources.tsx'
import { ProjectFiles, ProjectHistory, ProjectWarnings, ProjectWorkers } from './project-lists.tsx'

const Tab = z.enum(['history', 'workers', 'sheets', 'warnings'])
const Query = z.object({
  tab: Tab.default('history'),
  search: z.string().max(40).optional(),
  onSite: z.stringbool().optional(),
})

export function ProjectPage() {
  const { code = '' } = useParams()
  const { roles } = useMe()
  const page = useRead(viewProject, { params: { code } })
  const { project } = page
  return (
    <Page
      title={project.name}
      crumb={[{ to: '/projects', text: '项目' }]}
      crumbEnd={project.code}
      chips={
        <>
          {page.level && <LevelChip level={page.level} />}
          <Chip tone={page.riskClass === 'A' ? 'bad' : 'plain'}>风险等级 {page.riskClass}</Chip>
          <Chip>{projectStates[project.state]}</Chip>
          <Chip tone={isPublic(page) ? 'accent' : 'plain'}>{ownerKinds[project.ownerKind]}</Chip>
          {project.industry !== 'unknown' && <Chip>{industries[project.industry]}</Chip>}
        </>
      }
      why={page.why ?? '没有未解除的预警。'}
      actions={
        mayCall(editProject, roles) ? (
          <DistrictLink to={`/projects/${encodeURIComponent(code)}/edit`} className="step-link">
            修改
          </DistrictLink>
        ) : undefined
      }
    >
      <Facts page={page} />
      <div className="two-columns who-early space-below">
        <div className="stack">
          <ProjectMatters code={project.code} />
          <ProjectFindings code={project.code} />
        </div>
        <PointsCard code={project.code} />
      </div>
      <Months page={page} />
      <div className="stack after">
        <ProjectSafeguards code={project.code} />
        <div className="eight-four">
          <ProjectFirms page={page} />
          <ProjectCourse page={page} />
        </div>
        <ProjectContracts code={project.code} />
        <ProjectHandIns code={project.code} />
        <ProjectLiability code={project.code} />
        <ProjectFunds code={project.code} />
        <ProjectDeposits code={project.code} />
        <ProjectSources code={project.code} />
      </div>
      <Lists page={page} />
    </Page>
  )
}

/** The wage chain and its months, or what would bring them. */
function Months({ page }: { page: ReplyOfProject }) {
  const { project } = page
  if (page.months.length === 0) {
    return (
      <Card label="工资链">
        <EmptyState
          title="还没有逐月的工资"
          action={<DistrictLink to="/import">导入表格</DistrictLink>}
        >
          考勤表、工资表入账后，从出勤到欠付的每一环按月列在这里。
        </EmptyState>
      </Card>
    )
  }
  return (
    <>
      <WageChain months={page.months} firm={nameOf(page, 'general-contractor')} />
      <Card
        title="逐月工资链"
        note="元 · 细条为上一环的几成"
        aside={
          <span className="buttons">
            <DistrictLink to={`/ledger?project=${encodeURIComponent(project.code)}`}>
              看台账
            </DistrictLink>
            <ExportButton small list={monthList} params={{ code: project.code }} />
          </span>
        }
      >
        <MonthMatrix months={page.months} project={project.code} />
      </Card>
    </>
  )
}

/** The months of the chain, a list of its own. */
const monthList = listIn(viewProject, 'months')

function isPublic(page: ReplyOfProject): boolean {
  return /^(government|soe|ppp)/.test(page.project.ownerKind)
}

function nameOf(page: ReplyOfProject, role: ParticipantRole): string | null {
  return page.project.participants.find((one) => one.role === role)?.name ?? null
}

function Facts({ page }: { page: ReplyOfProject }) {
  return <FactsStrip facts={[...whoFacts(page), ...wageFacts(page)]} />
}

function whoFacts(page: ReplyOfProject): Fact[] {
  const { project } = page
  const others = project.participants.filter(
    (one) => one.role !== 'owner' && one.role !== 'general-contractor',
  )
  return [
    {
      label: participantRoles.owner,
      value: nameOf(page, 'owner') ?? '未查清',
      note: ownerKinds[project.ownerKind],
    },
    {
      label: participantRoles['general-contractor'],
      value: nameOf(page, 'general-contractor') ?? '未查清',
      note:
        others.length === 0
          ? `没有其他参建单位${contractNote(page)}`
          : `另有参建单位 ${others.length} 家（${participantRoles[others[0]?.role ?? 'other']} ${others[0]?.name ?? ''}${others.length > 1 ? ' 等' : ''}）${contractNote(page)}`,
    },
    {
      label: '属地',
      value: page.townName ?? '未查清',
      note: placeNote(page),
    },
    {
      label: '在场工人',
      value: (
        <DistrictLink to={page.workersOnSite.rows}>
          {sayCount(page.workersOnSite.value)} 人
        </DistrictLink>
      ),
      note: `班组 ${page.teams} 个 · 用工单位 ${page.firms} 家`,
    },
  ]
}

function placeNote({ project }: ReplyOfProject): string {
  const { place, permitNumber } = project
  const permit = permitNumber === null ? '施工许可证号未查清' : `许可证 ${permitNumber}`
  return place === null ? permit : `${place} · ${permit}`
}

/** The contract sum, where a list of projects has stated it. */
function contractNote({ project }: ReplyOfProject): string {
  const { contractSumFen } = project
  return contractSumFen === null ? '' : ` · 合同价 ¥${yuanText(contractSumFen)}`
}

function wageFacts(page: ReplyOfProject): Fact[] {
  const { nextPayOn } = page
  return [
    {
      label: '逾期欠薪',
      value: (
        <DistrictLink to={page.overdueFen.rows}>
          <b>
            <Yuan fen={page.overdueFen.value} />
          </b>
        </DistrictLink>
      ),
      note: (
        <DistrictLink to={page.overdueWorkers.rows}>
          {sayCount(page.overdueWorkers.value)} 人
        </DistrictLink>
      ),
    },
    {
      label: '欠付（不论到没到发薪日）',
      value: (
        <DistrictLink to={page.owedFen.rows}>
          <Yuan fen={page.owedFen.value} />
        </DistrictLink>
      ),
      note: `截至 ${sayInstant(page.asOf)}`,
    },
    {
      label: '应发未知',
      value: (
        <DistrictLink to={page.dueUnknown.rows}>
          {sayCount(page.dueUnknown.value)} 人月
        </DistrictLink>
      ),
      note: '有出勤，没有工资表和工价',
    },
    {
      label: '下次发薪日',
      value: nextPayOn === null ? '没有待发的月份' : <Day on={nextPayOn.on} />,
      note: nextPayOn && (
        <>
          {sayMonth(nextPayOn.month)}工资 ·{' '}
          <Due on={nextPayOn.on} provisional={nextPayOn.provisional} />
        </>
      ),
    },
  ]
}

function Lists({ page }: { page: ReplyOfProject }) {
  const { code } = page.project
  const { filter, change } = useFilter(Query)
  return (
    <Tabs
      className="page-tabs"
      activeKey={filter.tab}
      onChange={(tab) => change({ tab, search: undefined, onSite: undefined })}
      items={[
        {
          key: 'history',
          label: '经过',
          children: (
            <Card label="经过">
              <div className="filters">
                <span className="at-end">
                  <ExportButton small list={listProjectHistory} params={{ code }} />
                </span>
              </div>
              <GrowingPart of={listProjectHistory} params={{ code }} query={(limit) => ({ limit })}>
                {(list) => <ProjectHistory rows={list.rows} />}
              </GrowingPart>
            </Card>
          ),
        },
        {
          key: 'workers',
          label: <TabLabel name="工人" count={`在场 ${sayCount(page.workersOnSite.value)}`} />,
          children: (
            <Card label="工人">
              <ProjectWorkers code={code} filter={filter} change={change} />
            </Card>
          ),
        },
        {
          key: 'sheets',
          label: <TabLabel name="表格" count={sayCount(page.files)} />,
          children: (
            <Card label="表格">
              <SheetActions code={code} />
              <GrowingPart of={listProjectFiles} params={{ code }} query={(limit) => ({ limit })}>
                {(list) => <ProjectFiles rows={list.rows} />}
              </GrowingPart>
            </Card>
          ),
        },
        {
          key: 'warnings',
          label: <TabLabel name="预警" count={`未解除 ${sayCount(page.openWarnings.value)}`} />,
          children: (
            <Card label="预警">
              <div className="filters">
                <span className="at-end">
                  <ExportButton small list={listWarnings} query={{ project: code, state: 'all' }} />
                </span>
              </div>
              <GrowingPart
                of={listWarnings}
                query={(limit) => ({ project: code, state: 'all' as const, limit })}
              >
                {(list) => <ProjectWarnings rows={list.rows} code={code} />}
              </GrowingPart>
            </Card>
          ),
        },
      ]}
    />
  )
}

/** What goes out of a project besides its pages: the list of its sheets, and the platform's templates filled. */
function SheetActions({ code }: { code: string }) {
  const { roles } = useMe()
  return (
    <div className="filters">
      <span className="at-end buttons">
        {mayCall(fillTemplate, roles) && (
          <DistrictLink
            to={`/projects/${encodeURIComponent(code)}/template`}
            className="step-link small"
          >
            填平台模板
          </DistrictLink>
        )}
        <ExportButton small list={listProjectFiles} params={{ code }} />
      </span>
    </div>
  )
}

/** What is behind a tab; the count says of what it is, where the list holds more. */
function TabLabel({ name, count }: { name: string; count: string }) {
  return (
    <>
      {name} <span className="third">{count}</span>
    </>
  )
}
