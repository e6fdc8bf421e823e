import { Checkbox, Select } from 'antd'
import { listProjects, ProjectFilter, ProjectSort } from '../../../modules/dashboards/contract.ts'
import type { ProjectRow } from '../../../modules/dashboards/contract.ts'
import { createProject } from '../../../modules/registry/contract.ts'
import { listJoinQuestions } from '../../../modules/registry/contract-sources.ts'
import { useDistrict } from '../district.ts'
import {
  industries,
  levels,
  optionsOf,
  ownerKinds,
  projectSources,
  projectStates,
} from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { LevelChip } from '../parts/level-chip.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Count, Money } from '../parts/money.tsx'
import { Card, DistrictLink, MainLink, Page } from '../parts/page.tsx'
import { SearchBox } from '../parts/search-box.tsx'
import { sayCount } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'

const Filter = ProjectFilter.extend({ sort: ProjectSort.default('overdue') })

const sortSays: Record<ProjectSort, string> = {
  overdue: '逾期欠薪多的在前',
  name: '按名称',
  workers: '在场工人多的在前',
  code: '按编号',
}

export function ProjectsPage() {
  const district = useDistrict()
  const { roles } = useMe()
  const { filter, change } = useFilter(Filter)
  const list = useRead(listProjects, { query: { ...filter, ...useAfter(), limit: 50 } })
  const paging = usePaging(
    list.next,
    `本页 ${list.rows.length} 个，共 ${sayCount(list.total)} 个 · ${sortSays[filter.sort]}`,
  )
  const narrowed = Object.keys(filter).length > 1
  return (
    <Page
      title="项目"
      why={`${sayCount(list.total)} 个${narrowed ? '符合条件的' : '本区监管的'}项目`}
      actions={
        <>
          <ExportButton list={listProjects} query={filter} />
          <DistrictLink to="/blind-spots" className="step-link">
            监管盲区
          </DistrictLink>
          <DistrictLink to="/safeguards" className="step-link">
            制度落实
          </DistrictLink>
          {mayCall(listJoinQuestions, roles) && (
            <DistrictLink to="/projects/questions" className="step-link">
              来源核对
            </DistrictLink>
          )}
          {mayCall(createProject, roles) && <MainLink to="/projects/new">登记项目</MainLink>}
        </>
      }
    >
      <Card label="项目列表">
        <Filters filter={filter} change={change} />
        <ListTable
          label="项目"
          columns={columnsOf(filter.sort, (sort) => change({ sort }))}
          rows={list.rows}
          rowKey={(row) => row.code}
          open={(row) => `/d/${district}/projects/${encodeURIComponent(row.code)}`}
          paging={paging}
          empty={
            narrowed ? (
              <EmptyState title="没有符合条件的项目">换一个名称，或放宽上面的条件。</EmptyState>
            ) : (
              <EmptyState
                title="还没有项目"
                action={<DistrictLink to="/import">导入表格</DistrictLink>}
              >
                导入一份工地的考勤表或工资表，项目会按表头建立。
              </EmptyState>
            )
          }
        />
      </Card>
    </Page>
  )
}

function Filters(props: {
  filter: ProjectFilter
  change: (patch: Record<string, string | undefined>) => void
}) {
  const { filter, change } = props
  const { towns } = useMe()
  return (
    <div className="filters" role="search" aria-label="筛选项目">
      <SearchBox
        label="项目名称或编号"
        value={filter.search}
        longest={100}
        search={(search) => change({ search })}
      />
      <Choice
        label="镇街"
        value={filter.town}
        options={[
          ...towns.map((town) => ({ value: town.code, label: town.name })),
          { value: 'none', label: '属地未填' },
        ]}
        pick={(town) => change({ town })}
      />
      <Choice
        label="建设单位"
        value={filter.ownerKind}
        options={optionsOf(ownerKinds)}
        pick={(ownerKind) => change({ ownerKind })}
      />
      <Choice
        label="状态"
        value={filter.state}
        options={optionsOf(projectStates)}
        pick={(state) => change({ state })}
      />
      <Choice
        label="行业"
        value={filter.industry}
        options={optionsOf(industries)}
        pick={(industry) => change({ industry })}
      />
      <Choice
        label="来源"
        value={filter.source}
        options={optionsOf(projectSources)}
        pick={(source) => change({ source })}
      />
      <Choice
        label="级别"
        value={filter.level}
        options={optionsOf(levels)}
        pick={(level) => change({ level })}
      />
      <Checkbox
        checked={filter.only === 'overdue'}
        onChange={(event) => change({ only: event.target.checked ? 'overdue' : undefined })}
      >
        有逾期欠薪
      </Checkbox>
      <Checkbox
        checked={filter.owners === 'government'}
        onChange={(event) => change({ owners: event.target.checked ? 'government' : undefined })}
      >
        政府和国企
      </Checkbox>
    </div>
  )
}

function Choice(props: {
  label: string
  value: string | undefined
  options: { value: string; label: string }[]
  pick: (value: string | undefined) => void
}) {
  return (
    <Select
      className="choice"
      aria-label={props.label}
      placeholder={props.label}
      allowClear
      popupMatchSelectWidth={false}
      options={props.options}
      {...(props.value === undefined ? {} : { value: props.value })}
      onChange={(value?: string) => props.pick(value)}
    />
  )
}

function columnsOf(sort: ProjectSort, order: (sort: ProjectSort) => void): Column<ProjectRow>[] {
  const by = (column: ProjectSort, direction: 'ascend' | 'descend') => ({
    sort: { active: sort === column ? direction : null, toggle: () => order(column) },
  })
  return [
    {
      key: 'name',
      title: '项目',
      phone: 'first',
      ...by('name', 'ascend'),
      cell: (row) => (
        <>
          <DistrictLink to={`/projects/${encodeURIComponent(row.code)}`}>{row.name}</DistrictLink>
          <span className="under">
            {row.code}
            {row.town !== null && ` · ${row.town}`}
          </span>
        </>
      ),
    },
    ...kindColumns,
    {
      key: 'workers',
      title: '在场',
      align: 'right',
      phone: 'last',
      ...by('workers', 'descend'),
      cell: (row) => (
        <DistrictLink to={`/projects/${encodeURIComponent(row.code)}?tab=workers&onSite=true`}>
          <Count of={row.workersOnSite} />
        </DistrictLink>
      ),
    },
    {
      key: 'overdue',
      title: '逾期欠薪（元）',
      align: 'right',
      phone: 'figure',
      ...by('overdue', 'descend'),
      cell: (row) => (
        <DistrictLink to={`/ledger?project=${encodeURIComponent(row.code)}&only=overdue`}>
          <Money fen={row.overdueFen} owed />
          {row.overdueWorkers > 0 && (
            <span className="under">{sayCount(row.overdueWorkers)} 人</span>
          )}
        </DistrictLink>
      ),
    },
    ...countColumns,
  ]
}

const kindColumns: Column<ProjectRow>[] = [
  {
    key: 'level',
    title: '级别',
    phone: 'more',
    cell: (row) =>
      row.level === null && row.state === 'building' ? null : (
        <span className="chips">
          {row.level && <LevelChip level={row.level} />}
          {row.state !== 'building' && <Chip>{projectStates[row.state]}</Chip>}
        </span>
      ),
  },
  {
    key: 'owner',
    title: '建设单位和总包',
    phone: 'more',
    cell: (row) => (
      <>
        {ownerKinds[row.ownerKind]}
        <span className="under">{row.generalContractor ?? '总包未查清'}</span>
      </>
    ),
  },
]

const countColumns: Column<ProjectRow>[] = [
  {
    key: 'sources',
    title: '来源',
    align: 'right',
    phone: 'last',
    cell: (row) => (
      <DistrictLink to={`/projects/${encodeURIComponent(row.code)}`}>
        <Count of={row.sources} />
      </DistrictLink>
    ),
  },
  {
    key: 'unknown',
    title: '应发未知',
    align: 'right',
    phone: 'last',
    cell: (row) => (
      <DistrictLink to={`/ledger?project=${encodeURIComponent(row.code)}&only=unknown`}>
        <Count of={row.dueUnknown} />
      </DistrictLink>
    ),
  },
  {
    key: 'warnings',
    title: '预警',
    align: 'right',
    phone: 'last',
    cell: (row) => (
      <DistrictLink to={`/warnings?project=${encodeURIComponent(row.code)}`}>
        <Count of={row.warnings} />
      </DistrictLink>
    ),
  },
]
