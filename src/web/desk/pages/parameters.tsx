import { parameterText } from '../../../modules/calendar/words.ts'
import { listParameters } from '../../../modules/places/contract.ts'
import type { ParameterRow } from '../../../modules/places/contract.ts'
import { awaitsConfirmation, findParameter } from '../../../modules/places/rules/parameter.ts'
import { placeText } from '../../../modules/places/words.ts'
import { today } from '../clock.ts'
import { useDistrict } from '../district.ts'
import { labelOf, parameterNames } from '../labels.ts'
import { Chip, MarkChip } from '../parts/chips.tsx'
import { Day } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card, Page } from '../parts/page.tsx'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'

export function ParametersPage() {
  const district = useDistrict()
  const rows = useRead(listParameters)
  const used = rows.filter((row) => holdsToday(row, rows, district))
  const unsure = used.filter(awaitsConfirmation).length
  return (
    <Page
      title="参数"
      why={`法律交给各地定、或还没有文件定下的数字。现行 ${used.length} 项，其中 ${unsure} 项待确认。`}
      actions={<ExportButton list={listParameters} />}
    >
      <Card label="参数列表">
        <ListTable
          label="参数"
          columns={columnsOf(rows, district)}
          rows={rows}
          rowKey={keyOf}
          empty={<EmptyState title="还没有参数">程序带来的参数在启动时写入。</EmptyState>}
        />
      </Card>
    </Page>
  )
}

function keyOf(row: ParameterRow): string {
  return `${row.key} ${row.place} ${row.validFrom}`
}

/** Whether this is the figure that holds here today: the nearest place's, of one place the latest. */
function holdsToday(row: ParameterRow, rows: readonly ParameterRow[], district: string): boolean {
  return findParameter(rows, row.key, district, today()) === row
}

function columnsOf(rows: readonly ParameterRow[], district: string): Column<ParameterRow>[] {
  return [
    {
      key: 'name',
      title: '参数',
      phone: 'first',
      cell: (row) => (
        <>
          {labelOf(parameterNames, row.key)}
          <span className="under">{row.key}</span>
        </>
      ),
    },
    {
      key: 'value',
      title: '值',
      phone: 'figure',
      cell: (row) => <b className="unbroken">{parameterText(row)}</b>,
    },
    {
      key: 'place',
      title: '适用',
      phone: 'last',
      cell: (row) => (
        <span className="chips">
          <span className="unbroken">{placeText(row.place, district)}</span>
          {!holdsToday(row, rows, district) && <Chip>不是现行的</Chip>}
        </span>
      ),
    },
    {
      key: 'instrument',
      title: '依据',
      phone: 'more',
      cell: (row) => (
        <>
          {row.instrument}
          {row.article !== '' && <span className="under">{row.article}</span>}
        </>
      ),
    },
    { key: 'valid', title: '有效', phone: 'last', cell: (row) => <Validity row={row} /> },
    {
      key: 'mark',
      title: '原文',
      phone: 'last',
      cell: (row) => (
        <>
          <MarkChip mark={row.mark} />
          {row.confirmedBy !== null && <span className="under">{row.confirmedBy} 确认</span>}
        </>
      ),
    },
  ]
}

function Validity({ row }: { row: ParameterRow }) {
  return (
    <>
      <span className="unbroken">
        <Day on={row.validFrom} />
        {row.validTo === null ? ' 起' : ' 至'}
      </span>
      {row.validTo !== null && (
        <>
          {' '}
          <Day on={row.validTo} />
        </>
      )}
    </>
  )
}
