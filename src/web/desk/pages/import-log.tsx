import { Input, Select } from 'antd'
import { ImportFilter, listImports } from '../../../modules/exchange/contract-imports.ts'
import type { ImportRow } from '../../../modules/exchange/contract-imports.ts'
import { correctedLinesOf, newLinesOf } from '../../../modules/exchange/rules/new-lines.ts'
import { isTakenIn } from '../../../modules/exchange/rules/withdraw.ts'
import { useDistrict } from '../district.ts'
import { fileStates, labelOf, optionsOf, sheetKinds } from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import type { ChipTone } from '../parts/chips.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Count } from '../parts/money.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { SearchBox } from '../parts/search-box.tsx'
import { sayCount, sayInstant } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'

/** Every file that was ever dropped: who, when, what, for which project, and what came of it. */
export function ImportLogPage() {
  const district = useDistrict()
  const { filter, change } = useFilter(ImportFilter)
  const list = useRead(listImports, { query: { ...filter, ...useAfter(), limit: 50 } })
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
      <DayBox label="从哪天" value={filter.from} pick={(from) => change({ from })} />
      <DayBox label="到哪天" value={filter.to} pick={(to) => change({ to })} />
    </div>
  )
}

/** The office's day on which files were dropped. */
function DayBox(props: {
  label: string
  value: string | undefined
  pick: (day: string | undefined) => void
}) {
  return (
    <Input
      className="day-box"
      type="date"
      aria-label={props.label}
      prefix={<span className="small third">{props.label}</span>}
      value={props.value ?? ''}
      onChange={(event) => props.pick(event.target.value === '' ? undefined : event.target.value)}
    />
  )
}

const tones: Record<ImportRow['state'], ChipTone> = {
  received: 'plain',
  understood: 'accent',
  unreadable: 'bad',
  committed: 'done',
  repeated: 'plain',
  withdrawn: 'plain',
  waiting: 'accent',
  unpacked: 'plain',
}

const columns: Column<ImportRow>[] = [
  {
    key: 'name',
    title: '文件',
    phone: 'first',
    cell: (row) => (
      <>
        <DistrictLink to={`/import/${row.batchId}`}>{row.name}</DistrictLink>
        <span className="under">
          {sayInstant(row.droppedAt)} · {row.droppedBy}
        </span>
      </>
    ),
  },
  {
    key: 'project',
    title: '项目',
    phone: 'more',
    cell: (row) => <Projects row={row} />,
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
        <Chip tone={tones[row.state]}>{fileStates[row.state]}</Chip>
        {row.withdrawn !== null && (
          <span className="under">
            {row.withdrawn.by ?? '未记录'} {sayInstant(row.withdrawn.at)}
          </span>
        )}
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
  {
    key: 'rejected',
    title: '等补正（处）',
    align: 'right',
    phone: 'last',
    cell: (row) => <Count of={row.rejected} />,
  },
  {
    key: 'findings',
    title: '发现（处）',
    align: 'right',
    phone: 'last',
    cell: (row) => <Count of={row.findings} />,
  },
  {
    key: 'withdraw',
    title: '撤回',
    phone: 'last',
    cell: (row) =>
      isTakenIn(row.state) ? (
        <DistrictLink className="one-line" to={`/import/files/${row.fileId}/withdraw`}>
          撤回
        </DistrictLink>
      ) : (
        <span className="third">—</span>
      ),
  },
]

function Projects({ row }: { row: ImportRow }) {
  const [first] = row.projects
  if (first === undefined) return <span className="third">—</span>
  return (
    <>
      <DistrictLink to={`/projects/${encodeURIComponent(first.code)}`}>{first.name}</DistrictLink>
      {row.projectCount > 1 && (
        <span className="under">等 {sayCount(row.projectCount)} 个项目</span>
      )}
    </>
  )
}
