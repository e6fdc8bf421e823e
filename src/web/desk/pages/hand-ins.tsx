import { Segmented } from 'antd'
import { HandInFilter, listHandIns } from '../../../modules/safeguards/contract-hand-ins.ts'
import { handInStates } from '../../../modules/safeguards/rules/hand-in.ts'
import { handInStateNames } from '../../../modules/safeguards/words.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayCount } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'
import { handInColumns } from './hand-in-columns.tsx'

/** What firms have handed in of their safeguards and contracts, until somebody has looked at it. */
export function HandInsPage() {
  const { filter, change } = useFilter(HandInFilter)
  const list = useRead(listHandIns, { query: { ...filter, ...useAfter(), limit: 50 } })
  const paging = usePaging(
    list.next,
    `本页 ${list.rows.length} 份，共 ${sayCount(list.total)} 份 · 最近的在前`,
  )
  const state = filter.state ?? 'waiting'
  return (
    <Page
      title="企业报送"
      crumb={[
        { to: '/projects', text: '项目' },
        { to: '/safeguards', text: '制度落实' },
      ]}
      why={
        state === 'waiting'
          ? `${sayCount(list.total)} 份等核实。核实以后才计入制度落实和合同；报送的人自己不能核实。`
          : `${sayCount(list.total)} 份`
      }
      actions={<ExportButton of="企业报送" list={listHandIns} query={filter} />}
    >
      <Card label="企业报送">
        <div className="filters" role="search" aria-label="筛选企业报送">
          <Segmented
            aria-label="看哪些"
            value={state}
            options={[
              ...handInStates.map((value) => ({ value, label: handInStateNames[value] })),
              { value: 'all' as const, label: '全部' },
            ]}
            onChange={(chosen) => change({ state: chosen === 'waiting' ? undefined : chosen })}
          />
          {filter.project !== undefined && (
            <DistrictLink to={`/hand-ins?state=${state}`}>不只看 {filter.project}</DistrictLink>
          )}
        </div>
        <ListTable
          label="企业报送"
          columns={handInColumns('everywhere')}
          rows={list.rows}
          rowKey={({ id }) => id}
          paging={paging}
          empty={
            <EmptyState title={state === 'waiting' ? '没有等核实的报送' : '没有这样的报送'}>
              劳资专管员在项目页面报送六项制度的佐证和合同，报来的在这里核实。
            </EmptyState>
          }
        />
      </Card>
    </Page>
  )
}
