import { Checkbox } from 'antd'
import type { z } from 'zod'
import type { ProjectHistoryRow } from '../../../modules/dashboards/contract.ts'
import type { listProjectFiles } from '../../../modules/exchange/contract-imports.ts'
import { listProjectWorkers } from '../../../modules/labour/contract.ts'
import type { EngagementRow } from '../../../modules/labour/contract.ts'
import type { WarningRow } from '../../../modules/risk/contract.ts'
import { useDistrict } from '../district.ts'
import { fileStates, labelOf, sheetKinds } from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import { Day } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { LevelChip } from '../parts/level-chip.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Count } from '../parts/money.tsx'
import { DistrictLink } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { Person } from '../parts/person.tsx'
import { sayCount, sayInstant } from '../parts/say.ts'
import { SearchBox } from '../parts/search-box.tsx'
import { FileLink } from '../parts/sources.tsx'
import { EmptyState } from '../parts/states.tsx'
import { useAfter, usePaging } from '../use-address.ts'
import { warningColumns } from './warning-columns.tsx'

export function ProjectHistory({ rows }: { rows: ProjectHistoryRow[] }) {
  if (rows.length === 0) {
    return <EmptyState title="还没有经过">建立、入账、预警的升降和解除会依次记在这里。</EmptyState>
  }
  const shapes = { broke: 'bad', mended: 'now', plain: '' }
  return (
    <ol className="time-line body">
      {rows.map((row, index) => (
        <li key={index} className={shapes[row.turn]}>
          <span className="small third">
            {sayInstant(row.at)} · {row.who}
          </span>
          <div>
            {row.opens === null ? (
              row.message
            ) : (
              <DistrictLink to={row.opens}>{row.message}</DistrictLink>
            )}{' '}
            {row.level && <LevelChip level={row.level} />}
          </div>
        </li>
      ))}
    </ol>
  )
}

interface WorkersFilter {
  search?: string | undefined
  onSite?: boolean | undefined
}

export function ProjectWorkers(props: {
  code: string
  filter: WorkersFilter
  change: (patch: Record<string, string | undefined>) => void
}) {
  const { search, onSite } = props.filter
  const query = {
    limit: 50,
    ...useAfter(),
    ...(search === undefined ? {} : { search }),
    ...(onSite === undefined ? {} : { onSite }),
  }
  return (
    <>
      <div className="filters" role="search" aria-label="筛选工人">
        <SearchBox
          label="姓名"
          value={search}
          longest={40}
          search={(words) => props.change({ search: words })}
        />
        <Checkbox
          checked={onSite === true}
          onChange={(event) => props.change({ onSite: event.target.checked ? 'true' : undefined })}
        >
          只看在场
        </Checkbox>
        <span className="at-end">
          <ExportButton
            small
            list={listProjectWorkers}
            params={{ code: props.code }}
            query={{
              ...(search === undefined ? {} : { search }),
              ...(onSite === undefined ? {} : { onSite }),
            }}
          />
        </span>
      </div>
      <Part of={listProjectWorkers} input={{ params: { code: props.code }, query }}>
        {(list) => <WorkerTable list={list} narrowed={search !== undefined || onSite === true} />}
      </Part>
    </>
  )
}

function WorkerTable(props: { list: z.infer<typeof listProjectWorkers.reply>; narrowed: boolean }) {
  const { list } = props
  const district = useDistrict()
  const paging = usePaging(list.next, `本页 ${list.rows.length} 人，共 ${sayCount(list.total)} 人`)
  return (
    <ListTable
      label="工人"
      columns={workerColumns}
      rows={list.rows}
      rowKey={(row) => `${row.workerId} ${row.firm} ${row.team}`}
      open={(row) => `/d/${district}/workers/${row.workerId}`}
      paging={paging}
      empty={
        <EmptyState title={props.narrowed ? '没有符合条件的工人' : '还没有工人'}>
          名册、考勤表或工资表入账后，工人列在这里。
        </EmptyState>
      }
    />
  )
}

const workerColumns: Column<EngagementRow>[] = [
  {
    key: 'name',
    title: '工人',
    phone: 'first',
    cell: (row) => (
      <Person
        workerId={row.workerId}
        name={row.name}
        idNumber={row.idNumber}
        idFinding={row.idFinding}
      />
    ),
  },
  {
    key: 'team',
    title: '班组和工种',
    phone: 'more',
    cell: (row) => (
      <>
        {row.team ?? '班组未知'}
        {row.trade !== null && ` · ${row.trade}`} {row.teamLeader && <Chip>班组长</Chip>}
        {row.firm !== null && <span className="under">{row.firm}</span>}
      </>
    ),
  },
  {
    key: 'roster',
    title: '名册',
    phone: 'figure',
    cell: (row) => (row.onRoster ? '在册' : <Chip tone="bad">不在名册</Chip>),
  },
  { key: 'entered', title: '进场', phone: 'last', cell: (row) => <Day on={row.enteredOn} /> },
  {
    key: 'left',
    title: '退场',
    phone: 'last',
    cell: (row) =>
      row.leftOn === null ? <span className="third">在场</span> : <Day on={row.leftOn} />,
  },
]

type FileRow = z.infer<typeof listProjectFiles.reply>['rows'][number]

const fileColumns: Column<FileRow>[] = [
  {
    key: 'name',
    title: '文件',
    phone: 'first',
    cell: (row) => <FileLink fileId={row.id}>{row.name}</FileLink>,
  },
  {
    key: 'kinds',
    title: '看成',
    phone: 'more',
    cell: (row) => row.kinds.map((kind) => labelOf(sheetKinds, kind)).join('、'),
  },
  {
    key: 'state',
    title: '状态',
    phone: 'figure',
    cell: (row) => <Chip>{fileStates[row.state]}</Chip>,
  },
  { key: 'lines', title: '行', align: 'right', phone: 'last', cell: (row) => sayCount(row.lines) },
  {
    key: 'findings',
    title: '发现',
    align: 'right',
    phone: 'last',
    cell: (row) => <Count of={row.findings} />,
  },
  { key: 'at', title: '入账', phone: 'last', cell: (row) => sayInstant(row.committedAt) },
  { key: 'who', title: '谁放入', phone: 'last', cell: (row) => row.droppedBy },
]

export function ProjectFiles({ rows }: { rows: FileRow[] }) {
  return (
    <ListTable
      label="表格"
      columns={fileColumns}
      rows={rows}
      rowKey={(row) => row.id}
      empty={
        <EmptyState title="还没有表格" action={<DistrictLink to="/import">导入表格</DistrictLink>}>
          说到这个项目的表格入账后列在这里。
        </EmptyState>
      }
    />
  )
}

export function ProjectWarnings({ rows, code }: { rows: WarningRow[]; code: string }) {
  const district = useDistrict()
  return (
    <ListTable
      label="预警"
      columns={warningColumns.filter((column) => column.key !== 'project')}
      rows={rows}
      rowKey={(row) => row.id}
      open={(row) => `/d/${district}/warnings/${row.id}`}
      empty={
        <EmptyState
          title="没有预警"
          action={
            <DistrictLink to={`/ledger?project=${encodeURIComponent(code)}`}>看台账</DistrictLink>
          }
        >
          发薪日过后仍有欠付、没有工资表或没有发足时，系统会发出预警。
        </EmptyState>
      }
    />
  )
}
