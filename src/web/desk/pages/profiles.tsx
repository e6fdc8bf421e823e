import { listProfiles } from '../../../modules/exchange/contract-sheets.ts'
import type { ProfileRow } from '../../../modules/exchange/contract-sheets.ts'
import { useDistrict } from '../district.ts'
import { labelOf, profileStates, sheetKinds } from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Count } from '../parts/money.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayInstant } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { useAfter, usePaging } from '../use-address.ts'

/** Formats that were asked about once and are remembered, of every sender that one may see. */
export function ProfilesPage() {
  const district = useDistrict()
  const list = useRead(listProfiles, { query: { limit: 50, ...useAfter() } })
  const paging = usePaging(list.next, `本页 ${list.rows.length} 个，新的在前`)
  return (
    <Page
      title="导入格式"
      crumb={[{ to: '/import', text: '导入' }]}
      why="定过一次怎么读的表，程序按交表的单位和表头记住；同一单位再交同样的表，不再问。"
      actions={<ExportButton list={listProfiles} />}
    >
      <Card label="导入格式列表">
        <ListTable
          label="导入格式"
          columns={columns}
          rows={list.rows}
          rowKey={(row) => row.id}
          open={(row) => `/d/${district}/import/formats/${row.id}`}
          paging={paging}
          empty={
            <EmptyState title="还没有记住的格式">
              放入的表有认不准的，定一次怎么读并勾选“记住这个格式”，就会列在这里。
            </EmptyState>
          }
        />
      </Card>
    </Page>
  )
}

export function ProfileChip({ state }: { state: ProfileRow['state'] }) {
  switch (state) {
    case 'in-use':
      return <Chip tone="done">{profileStates[state]}</Chip>
    case 'disabled':
      return <Chip>{profileStates[state]}</Chip>
    case 'withdrawn':
      return <Chip tone="bad">{profileStates[state]}</Chip>
  }
}

const columns: Column<ProfileRow>[] = [
  {
    key: 'name',
    title: '格式',
    phone: 'first',
    cell: (row) => (
      <>
        <DistrictLink to={`/import/formats/${row.id}`}>{row.name}</DistrictLink>
        <span className="under">{labelOf(sheetKinds, row.kind)}</span>
      </>
    ),
  },
  { key: 'sender', title: '交表的单位', phone: 'more', cell: (row) => row.sender },
  {
    key: 'state',
    title: '状态',
    phone: 'figure',
    cell: (row) => <ProfileChip state={row.state} />,
  },
  {
    key: 'uses',
    title: '用过（张）',
    align: 'right',
    phone: 'last',
    cell: (row) => <Count of={row.uses} />,
  },
  {
    key: 'last',
    title: '最近一次',
    phone: 'last',
    cell: (row) => (row.lastUsedAt === null ? '没有用过' : sayInstant(row.lastUsedAt)),
  },
  {
    key: 'made',
    title: '由谁定',
    phone: 'last',
    cell: (row) => (
      <>
        {row.madeBy}
        <span className="under">{sayInstant(row.madeAt)}</span>
      </>
    ),
  },
]
