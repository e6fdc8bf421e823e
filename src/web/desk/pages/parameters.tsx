import { fen, yuanText } from '../../../kernel/money.ts'
import { payRuleFrom } from '../../../modules/calendar/rules/pay-date.ts'
import { listParameters } from '../../../modules/places/contract.ts'
import type { ParameterRow } from '../../../modules/places/contract.ts'
import { awaitsConfirmation, findParameter } from '../../../modules/places/rules/parameter.ts'
import { today } from '../clock.ts'
import { useDistrict } from '../district.ts'
import { labelOf, parameterNames } from '../labels.ts'
import { Chip, MarkChip } from '../parts/chips.tsx'
import { Day } from '../parts/day.tsx'
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
      cell: (row) => <b className="unbroken">{sayParameter(row)}</b>,
    },
    {
      key: 'place',
      title: '适用',
      phone: 'last',
      cell: (row) => (
        <span className="chips">
          <span className="unbroken">{sayPlace(row.place, district)}</span>
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

/** The value as one says it: money in yuan, a pay rule in words, anything else with its unit. */
function sayParameter({ value, unit }: ParameterRow): string {
  if (typeof value === 'number') {
    if (unit === '分') return `¥${yuanText(fen(value))}`
    return `${value.toLocaleString('en-US')} ${unit === '月' ? '个月' : unit}`
  }
  const rule = payRuleFrom(value)
  switch (rule?.kind) {
    case 'last-workday-of-next-month':
      return '次月最后一个工作日'
    case 'day-of-next-month':
      return `次月 ${rule.day} 日`
    case undefined:
      return value
  }
}

function sayPlace(place: string, district: string): string {
  if (place === '000000') return '全国'
  if (place === district) return '本区'
  if (place === `${district.slice(0, 4)}00`) return '本市'
  if (place === `${district.slice(0, 2)}0000`) return '本省'
  return place
}
