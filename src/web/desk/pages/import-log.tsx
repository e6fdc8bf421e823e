import { Select } from 'antd'
import { ImportFilter, listImports } from '../../../modules/exchange/contract-imports.ts'
import type { ImportRow } from '../../../modules/exchange/contract-imports.ts'
import { correctedLinesOf, newLinesOf } from '../../../modules/exchange/rules/new-lines.ts'
import { useDistrict } from '../district.ts'
import { fileStates, labelOf, optionsOf, sheetKinds } from '../labels.ts'
import { DayPicker } from '../parts/day-picker.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Count } from '../parts/money.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { SearchBox } from '../parts/search-box.tsx'
import { EmptyState } from '../parts/states.tsx'
import { useWatch } from '../read.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'
import {
  Dropped,
  FileStateCell,
  ProjectsCell,
  noteColumns,
  withdrawColumn,
} from './import-columns.tsx'

/** Every file that was ever dropped: who, when, what, for which project, and what came of it. */
export function ImportLogPage() {
  const district = useDistrict()
  const { filter, change } = useFilter(ImportFilter)
  const query = { ...filter, ...useAfter(), limit: 50 }
  const list = useWatch(listImports, { query }, ({ rows }) =>
    rows.some(({ state }) => state === 'withdrawing') ? 1_500 : false,
  )
  const paging = usePaging(list.next, `本页 ${list.rows.length} 个文件，新的在前`)
  const narrowed = Object.keys(filter).length > 0
  return (
    <Page
      title="导入记录"
      crumb={[{ to: '/import', text: '导入' }]}
      crumbEnd="记录"
      why="谁在什么时候放入了什么文件，记到哪个项目，改动了多少，现在是什么状态。"
      actions={<ExportButton list={listImports} query={filter} />}
    >
      <Card label="导入记录">
        <Filters filter={filter} change={change} />
        <ListTable
          label="导入记录"
          columns={columns}
          rows={list.rows}
          rowKey={(row) => row.fileId}
          open={(row) => `/d/${district}/import/${row.batchId}`}
          paging={paging}
          empty={
            narrowed ? (
              <EmptyState title="没有符合条件的文件">换一个词，或放宽上面的条件。</EmptyState>
            ) : (
              <EmptyState
                title="还没有放过文件"
                action={<DistrictLink to="/import">放入文件</DistrictLink>}
              />
            )
          }
        />
      </Card>
    </Page>
  )
}

function Filters(props: {
  filter: ImportFilter
  change: (patch: Record<string, string | undefined>) => void
}) {
  const { filter, change } = props
  return (
    <div className="filters" role="search" aria-label="筛选导入记录">
      <SearchBox
        label="文件名、放入的人、项目"
        value={filter.search}
        longest={60}
        search={(search) => change({ search })}
      />
      <Select
        allowClear
        aria-label="状态"
        placeholder="状态"
        options={optionsOf(fileStates)}
        {...(filter.state === undefined ? {} : { value: filter.state })}
        onChange={(state?: string) => change({ state })}
      />
      <Select
        allowClear
        aria-label="表的种类"
        placeholder="表的种类"
        options={optionsOf(sheetKinds)}
        {...(filter.kind === undefined ? {} : { value: filter.kind })}
        onChange={(kind?: string) => change({ kind })}
      />
      <DayPicker label="从哪天" value={filter.from} pick={(from) => change({ from })} />
      <DayPicker label="到哪天" value={filter.to} pick={(to) => change({ to })} />
    </div>
  )
}

const columns: Column<ImportRow>[] = [
  {
    key: 'name',
    title: '文件',
    phone: 'first',
    cell: (row) => (
      <>
        <DistrictLink to={`/import/${row.batchId}`}>{row.name}</DistrictLink>
        <Dropped row={row} />
      </>
    ),
  },
  {
    key: 'project',
    title: '项目',
    phone: 'more',
    cell: (row) => <ProjectsCell projects={row.projects} count={row.projectCount} />,
  },
  {
    key: 'kinds',
    title: '表',
    phone: 'more',
    cell: (row) =>
      row.kinds.length === 0 ? (
        <span className="third">—</span>
      ) : (
        row.kinds.map((kind) => labelOf(sheetKinds, kind)).join('、')
      ),
  },
  {
    key: 'state',
    title: '状态',
    phone: 'figure',
    cell: (row) => (
      <>
        <FileStateCell file={row} />
        {row.error !== null && <span className="under">{row.error}</span>}
      </>
    ),
  },
  {
    key: 'added',
    title: '新增（行）',
    align: 'right',
    phone: 'last',
    cell: (row) => (row.changed === null ? '—' : <Count of={newLinesOf(row.changed)} />),
  },
  {
    key: 'corrected',
    title: '更正（行）',
    align: 'right',
    phone: 'last',
    cell: (row) => (row.changed === null ? '—' : <Count of={correctedLinesOf(row.changed)} />),
  },
  ...noteColumns<ImportRow>(),
  withdrawColumn<ImportRow>((row) => row.fileId),
]
