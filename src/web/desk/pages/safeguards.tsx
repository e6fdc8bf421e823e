import { Select } from 'antd'
import { listHandIns } from '../../../modules/safeguards/contract-hand-ins.ts'
import {
  listSafeguards,
  SafeguardFilter,
  viewSafeguardFigures,
} from '../../../modules/safeguards/contract.ts'
import type {
  Safeguard,
  SafeguardFigure,
  SafeguardRow,
  SafeguardState,
} from '../../../modules/safeguards/contract.ts'
import {
  safeguards,
  safeguardStates as states,
} from '../../../modules/safeguards/rules/safeguard.ts'
import { safeguardNames, safeguardStates } from '../../../modules/safeguards/words.ts'
import { listIn } from '../../../modules/exports/contract.ts'
import { useDistrict } from '../district.ts'
import { industries, optionsOf, ownerKinds, projectStates } from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { SearchBox } from '../parts/search-box.tsx'
import { sayCount } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { usePart, useRead } from '../read.ts'
import { useMe } from '../session.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'
import { stateTones } from './project-safeguards.tsx'

const figureList = listIn(viewSafeguardFigures, 'figures')

/** Which projects lack which of the six systems, the labour contracts, the labour officer. */
export function SafeguardsPage() {
  const district = useDistrict()
  const { filter, change } = useFilter(SafeguardFilter)
  const { safeguard: _safeguard, stands: _stands, ...whose } = filter
  const list = useRead(listSafeguards, { query: { ...filter, ...useAfter(), limit: 50 } })
  const paging = usePaging(
    list.next,
    `本页 ${list.rows.length} 个，共 ${sayCount(list.total)} 个 · 按编号`,
  )
  return (
    <Page
      title="制度落实"
      crumb={[{ to: '/projects', text: '项目' }]}
      why={`${sayCount(list.total)} 个项目${sayFilter(filter)}`}
      actions={
        <>
          <ExportButton of="落实情况表" list={listSafeguards} query={filter} />
          <HandInsWaiting />
        </>
      }
    >
      <div className="stack">
        <Card
          title="落实率"
          note="已落实占应落实的比例；不需要、未到期、待查清的不算在内"
          aside={<ExportButton small of="统计" list={figureList} query={whose} />}
        >
          <Part of={viewSafeguardFigures} input={{ query: whose }} heights={[36, 36, 36, 36]}>
            {({ figures }) => <Figures figures={figures} />}
          </Part>
        </Card>
        <Card label="项目">
          <Filters filter={filter} change={change} />
          <ListTable
            label="制度落实"
            columns={columns}
            rows={list.rows}
            rowKey={(row) => row.code}
            open={(row) => `/d/${district}/projects/${encodeURIComponent(row.code)}`}
            paging={paging}
            empty={
              <EmptyState title="没有符合条件的项目">换一个制度，或放宽上面的条件。</EmptyState>
            }
          />
        </Card>
      </div>
    </Page>
  )
}

/** What firms have handed in and nobody has looked at yet, as the way to it. */
function HandInsWaiting() {
  const waiting = usePart(listHandIns, { query: { limit: 1 } }).data?.total
  return (
    <DistrictLink className="step-link" to="/hand-ins">
      企业报送{waiting !== undefined && waiting > 0 && ` · ${sayCount(waiting)} 份待核实`}
    </DistrictLink>
  )
}

function sayFilter({ safeguard, stands }: SafeguardFilter): string {
  const what = safeguard === undefined ? '' : `的${safeguardNames[safeguard]}`
  const how =
    stands === undefined ? '' : stands === 'lacking' ? '未落实或已失效' : safeguardStates[stands]
  return what + how
}

function Figures({ figures }: { figures: readonly SafeguardFigure[] }) {
  return (
    <div className="scroll-x">
      <table className="plain-table" aria-label="落实率">
        <thead>
          <tr>
            <th>制度</th>
            <th className="right">落实率</th>
            {states.map((state) => (
              <th key={state} className="right">
                {safeguardStates[state]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.map(({ safeguard, counts, metPercent }) => (
            <tr key={safeguard}>
              <th scope="row">{safeguardNames[safeguard]}</th>
              <td className="right">
                {metPercent === null ? (
                  <span className="third">没有应落实的</span>
                ) : (
                  `${metPercent}%`
                )}
              </td>
              {states.map((state) => (
                <td key={state} className="right">
                  <Counted safeguard={safeguard} state={state} figure={counts[state]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Counted(props: {
  safeguard: Safeguard
  state: SafeguardState
  figure: SafeguardFigure['counts']['met']
}) {
  const { figure } = props
  if (figure.value === 0) return <span className="third">0</span>
  return <DistrictLink to={figure.rows}>{sayCount(figure.value)}</DistrictLink>
}

function Filters(props: {
  filter: SafeguardFilter
  change: (patch: Record<string, string | undefined>) => void
}) {
  const { filter, change } = props
  const { towns } = useMe()
  return (
    <div className="filters" role="search" aria-label="筛选制度落实">
      <SearchBox
        label="项目名称或编号"
        value={filter.search}
        longest={100}
        search={(search) => change({ search })}
      />
      <Choice
        label="制度"
        value={filter.safeguard}
        options={safeguards.map((value) => ({ value, label: safeguardNames[value] }))}
        pick={(safeguard) => change({ safeguard })}
      />
      <Choice
        label="落实情况"
        value={filter.stands}
        options={[
          { value: 'lacking', label: '未落实或已失效' },
          ...states.map((value) => ({ value, label: safeguardStates[value] })),
        ]}
        pick={(stands) => change({ stands })}
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
        label="行业"
        value={filter.industry}
        options={optionsOf(industries)}
        pick={(industry) => change({ industry })}
      />
      <Choice
        label="建设单位"
        value={filter.ownerKind}
        options={optionsOf(ownerKinds)}
        pick={(ownerKind) => change({ ownerKind })}
      />
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

const columns: Column<SafeguardRow>[] = [
  {
    key: 'name',
    title: '项目',
    phone: 'first',
    cell: (row) => (
      <>
        <DistrictLink to={`/projects/${encodeURIComponent(row.code)}`}>{row.name}</DistrictLink>
        <span className="under">
          {row.code}
          {row.town !== null && ` · ${row.town}`} · {projectStates[row.state]}
        </span>
      </>
    ),
  },
  {
    key: 'contractor',
    title: '总包',
    phone: 'more',
    cell: (row) => row.generalContractor ?? <span className="third">未查清</span>,
  },
  ...safeguards.map((safeguard): Column<SafeguardRow> => ({
    key: safeguard,
    title: safeguardNames[safeguard],
    phone: 'last',
    cell: ({ states: all }) => {
      const found = all.find((one) => one.safeguard === safeguard)
      if (found === undefined) return null
      return <Chip tone={stateTones[found.state]}>{safeguardStates[found.state]}</Chip>
    },
  })),
]
