import { parameterText } from '../../../modules/calendar/words.ts'
import type { ParameterRow } from '../../../modules/places/contract.ts'
import { placeText } from '../../../modules/places/words.ts'
import { labelOf, parameterNames } from '../labels.ts'
import { Chip, MarkChip } from '../parts/chips.tsx'
import { Day } from '../parts/day.tsx'
import type { Column } from '../parts/list-table.tsx'
import { DistrictLink } from '../parts/page.tsx'
import type { PlainDate } from '../../../kernel/day.ts'

export function parameterPath(key: string): string {
  return `/parameters/${encodeURIComponent(key)}`
}

type Grounds = Pick<ParameterRow, 'instrument' | 'article' | 'validFrom' | 'validTo'>

/** By what a value holds, and when: of a value that stands as of one that is proposed. */
export function groundColumns<Row extends Grounds>(): Column<Row>[] {
  return [
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
    { key: 'valid', title: '有效', phone: 'last', cell: (row) => <Validity {...row} /> },
  ]
}

/** `holds`: whether the row is the one that holds here today. */
export function parameterColumns(
  district: string,
  holds: (row: ParameterRow) => boolean,
): Column<ParameterRow>[] {
  return [
    {
      key: 'name',
      title: '参数',
      phone: 'first',
      cell: (row) => (
        <>
          <DistrictLink to={parameterPath(row.key)}>
            {labelOf(parameterNames, row.key)}
          </DistrictLink>
          <span className="under">{row.key}</span>
        </>
      ),
    },
    ...valueColumns(district, holds),
  ]
}

/** The same without the name: on the page of one key. */
export function valueColumns(
  district: string,
  holds: (row: ParameterRow) => boolean,
): Column<ParameterRow>[] {
  return [
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
          {!holds(row) && <Chip>不是现行的</Chip>}
        </span>
      ),
    },
    ...groundColumns(),
    {
      key: 'mark',
      title: '原文',
      phone: 'last',
      cell: (row) => (
        <>
          <MarkChip mark={row.mark} />
          {row.confirmedBy !== null && <span className="under">{row.confirmedBy} 确认</span>}
          {row.approvedBy !== null && <span className="under">{row.approvedBy} 批准</span>}
        </>
      ),
    },
  ]
}

export function Validity(row: { validFrom: PlainDate; validTo: PlainDate | null }) {
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
