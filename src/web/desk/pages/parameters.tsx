import { parameterText } from '../../../modules/calendar/words.ts'
import { listParameters } from '../../../modules/places/contract.ts'
import type { ParameterRow } from '../../../modules/places/contract.ts'
import { listProposals, proposeParameter } from '../../../modules/places/contract-proposals.ts'
import type { ParameterProposal } from '../../../modules/places/contract-proposals.ts'
import { awaitsConfirmation, findParameter } from '../../../modules/places/rules/parameter.ts'
import { today } from '../clock.ts'
import { useDistrict } from '../district.ts'
import { labelOf, parameterNames } from '../labels.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card, DistrictLink, MainLink, Page } from '../parts/page.tsx'
import { sayInstant } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { groundColumns, parameterColumns, parameterPath } from './parameter-columns.tsx'

export function ParametersPage() {
  const district = useDistrict()
  const { roles } = useMe()
  const rows = useRead(listParameters)
  const proposals = useRead(listProposals, { query: { show: 'waiting' } })
  const holds = (row: ParameterRow) => findParameter(rows, row.key, district, today()) === row
  const used = rows.filter(holds)
  const unsure = used.filter(awaitsConfirmation).length
  return (
    <Page
      title="参数"
      why={`法律交给各地定、或还没有文件定下的数字。现行 ${used.length} 项，其中 ${unsure} 项待确认。`}
      actions={
        <>
          <ExportButton list={listParameters} />
          {mayCall(proposeParameter, roles) && (
            <MainLink to="/parameters/propose">提出新值</MainLink>
          )}
        </>
      }
    >
      <div className="stack">
        {proposals.rows.length > 0 && (
          <Card
            title="等审批的建议"
            note={`${proposals.waiting} 份；由提出人以外的治欠办人员或区领导批准后才生效`}
          >
            <ListTable
              label="等审批的建议"
              columns={waitingColumns}
              rows={proposals.rows}
              rowKey={(row) => row.id}
            />
          </Card>
        )}
        <Card label="参数列表">
          <ListTable
            label="参数"
            columns={parameterColumns(district, holds)}
            rows={rows}
            rowKey={keyOf}
            empty={<EmptyState title="还没有参数">程序带来的参数在启动时写入。</EmptyState>}
          />
        </Card>
      </div>
    </Page>
  )
}

function keyOf(row: ParameterRow): string {
  return `${row.key} ${row.place} ${row.validFrom}`
}

const waitingColumns: Column<ParameterProposal>[] = [
  {
    key: 'name',
    title: '参数',
    phone: 'first',
    cell: (row) => (
      <DistrictLink to={parameterPath(row.key)}>{labelOf(parameterNames, row.key)}</DistrictLink>
    ),
  },
  {
    key: 'value',
    title: '建议值',
    phone: 'figure',
    cell: (row) => <b className="unbroken">{parameterText(row)}</b>,
  },
  ...groundColumns<ParameterProposal>(),
  {
    key: 'who',
    title: '谁提出',
    phone: 'last',
    cell: (row) => (
      <>
        {row.proposedByName}
        <span className="under">{sayInstant(row.proposedAt)}</span>
      </>
    ),
  },
]
