import { listFirms } from '../../../modules/register/contract-lists.ts'
import type { FirmRow } from '../../../modules/register/contract-lists.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Money } from '../parts/money.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayCount } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { useAfter, usePaging } from '../use-address.ts'
import { ClassChip, RegisterNav } from './register-nav.tsx'

/** Firms that take part in several projects that owe. */
export function RegisterFirmsPage() {
  const list = useRead(listFirms, { query: { ...useAfter(), limit: 50 } })
  const paging = usePaging(list.next, `本页 ${list.rows.length} 家，欠付多的在前`)
  return (
    <Page
      title="多个项目欠薪的企业"
      why="在两个以上有逾期欠付的项目里参建的企业，不论是建设、总包还是分包；欠付由谁清偿另行认定。"
      actions={<ExportButton list={listFirms} />}
    >
      <RegisterNav />
      <Card label="企业清单">
        <ListTable
          label="多个项目欠薪的企业"
          columns={columns}
          rows={list.rows}
          rowKey={(row) => row.enterpriseId}
          paging={paging}
          empty={<EmptyState title="没有企业在两个以上的项目欠薪" />}
        />
      </Card>
    </Page>
  )
}

const columns: Column<FirmRow>[] = [
  {
    key: 'firm',
    title: '企业',
    phone: 'first',
    cell: (row) => (
      <>
        <b>{row.name}</b>
        <span className="under">{row.creditCode ?? '信用代码未知'}</span>
      </>
    ),
  },
  {
    key: 'projects',
    title: '项目',
    phone: 'more',
    cell: (row) => (
      <>
        {row.projects.map(({ code, name }, at) => (
          <span key={code}>
            {at > 0 && '、'}
            <DistrictLink to={`/projects/${encodeURIComponent(code)}`}>{name}</DistrictLink>
          </span>
        ))}
        {row.count > row.projects.length && ` 等 ${row.count} 个`}
      </>
    ),
  },
  {
    key: 'count',
    title: '项目数',
    align: 'right',
    phone: 'last',
    cell: (row) => sayCount(row.count),
  },
  {
    key: 'people',
    title: '人数',
    align: 'right',
    phone: 'last',
    cell: (row) => sayCount(row.people),
  },
  {
    key: 'sum',
    title: '项目欠付（元）',
    align: 'right',
    phone: 'figure',
    cell: (row) => <Money fen={row.overdueFen} owed />,
  },
  {
    key: 'worst',
    title: '最高等级',
    phone: 'last',
    cell: (row) => <ClassChip of={row.worst} />,
  },
]
