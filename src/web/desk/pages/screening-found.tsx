import { useParams } from 'react-router'
import { viewRound } from '../../../modules/screening/contract.ts'
import {
  type FoundProject,
  listFoundProjects,
} from '../../../modules/screening/contract-reports.ts'
import { foundBecameNames } from '../../../modules/screening/words.ts'
import { Chip } from '../parts/chips.tsx'
import { Day } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { type Column, ListTable } from '../parts/list-table.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { useAfter, usePaging } from '../use-address.ts'

/** Sites that were named in the field, with what became of them. */
export function ScreeningFoundPage() {
  const roundId = useParams()['roundId'] ?? ''
  const params = { roundId }
  const { title } = useRead(viewRound, { params })
  const list = useRead(listFoundProjects, { params, query: { ...useAfter(), limit: 50 } })
  const paging = usePaging(list.next, `本页 ${list.rows.length} 个，新的在前`)
  return (
    <Page
      title="名单外项目"
      crumb={[
        { to: '/screening', text: '排查' },
        { to: `/screening/${roundId}`, text: title },
      ]}
      crumbEnd="名单外项目"
      why="现场看到、清单上没有的工地。对得上的并入已知项目，对不上的新建，说不准的由治欠办核对。"
      actions={<ExportButton list={listFoundProjects} params={params} />}
    >
      <Card label="名单外项目">
        <ListTable
          label="名单外项目"
          columns={columns}
          rows={list.rows}
          rowKey={(row) => row.id}
          paging={paging}
          empty={<EmptyState title="没有报来名单外的项目" />}
        />
      </Card>
    </Page>
  )
}

const columns: Column<FoundProject>[] = [
  {
    key: 'name',
    title: '现场名称',
    phone: 'first',
    cell: (row) => (
      <>
        {row.name}
        <span className="under">{row.place}</span>
      </>
    ),
  },
  { key: 'firm', title: '施工单位', phone: 'more', cell: (row) => row.firm ?? '—' },
  {
    key: 'became',
    title: '核对结果',
    phone: 'figure',
    cell: (row) => (
      <Chip tone={row.became === 'asked' || row.became === 'waiting' ? 'unconfirmed' : 'plain'}>
        {foundBecameNames[row.became]}
      </Chip>
    ),
  },
  {
    key: 'project',
    title: '项目',
    phone: 'more',
    cell: (row) =>
      row.projectCode === null ? (
        row.became === 'asked' ? (
          <DistrictLink to="/projects/questions">去来源核对</DistrictLink>
        ) : (
          <span className="third">—</span>
        )
      ) : (
        <DistrictLink to={`/projects/${encodeURIComponent(row.projectCode)}`}>
          {row.projectName}
        </DistrictLink>
      ),
  },
  {
    key: 'who',
    title: '谁发现',
    phone: 'last',
    cell: (row) => (
      <>
        {row.ownerName} {row.submittedByName} <Day on={row.foundOn} />
      </>
    ),
  },
]
