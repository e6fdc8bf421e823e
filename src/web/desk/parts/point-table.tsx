import { Select } from 'antd'
import { useState } from 'react'
import type { SheetRows } from '../../../modules/recognition/contract.ts'
import { columnLetter } from '../../../modules/recognition/rules/mend.ts'
import { labelOf, seenAs, sheetFields } from '../labels.ts'
import { rowShape } from './sheet-view.tsx'

export interface FieldOption {
  value: string
  label: string
}

interface Pointing {
  header: (row: number) => void
  column: (index: number, field: string | null) => void
}

interface PointTableProps {
  sheet: SheetRows
  fields: readonly (string | null)[]
  headerRow: number
  options: FieldOption[]
  /** Null where the page only shows. */
  point: Pointing | null
}

interface Place {
  row: number
  column: number
}

/**
 * The first rows of a sheet, to be pointed at: a row's number makes it the header, a column's head says what it holds.
 * A click on a cell is both: its row and column come into the line above the table.
 */
export function PointTable(props: PointTableProps) {
  const { sheet, fields, headerRow, point } = props
  const [at, setAt] = useState<Place | null>(null)
  const seen = (row: SheetRow) => seenOf(row, sheet, headerRow)
  return (
    <>
      {point !== null && at !== null && <Picked {...props} point={point} at={at} />}
      <div className="sheet" tabIndex={0} role="region" aria-label={`${sheet.sheetName} 的前几行`}>
        <table>
          <thead>
            <tr>
              <th>行</th>
              <th>看成</th>
              {fields.map((_, index) => (
                <ColumnHead key={index} {...props} index={index} />
              ))}
            </tr>
          </thead>
          <tbody>
            {sheet.rows.map((row) => (
              <tr
                key={row.row}
                className={row.row === headerRow ? 'header here' : rowShape(seen(row))}
              >
                <RowHead row={row.row} headerRow={headerRow} point={point} />
                <td className="seen-as">{labelOf(seenAs, seen(row))}</td>
                {fields.map((_, index) => {
                  const across = acrossAt(row)
                  if (across !== null && index > across) return null
                  const isPicked = at?.row === row.row && at.column === index
                  const pick = () => setAt({ row: row.row, column: index })
                  return (
                    <td
                      key={index}
                      className={isPicked ? 'picked' : undefined}
                      {...(index === across && { colSpan: fields.length - across })}
                    >
                      <Cell text={row.cells[index] ?? ''} pick={point === null ? null : pick} />
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

/** The cell that was clicked, and what may be said of its row and its column. */
function Picked(props: PointTableProps & { point: Pointing; at: Place }) {
  const { fields, headerRow, options, point, at } = props
  return (
    <div className="filters" role="group" aria-label="选中的格">
      <b>
        {columnLetter(at.column)}
        {at.row}
      </b>
      <button
        type="button"
        className="plain-button"
        disabled={at.row === headerRow}
        onClick={() => point.header(at.row)}
      >
        {at.row === headerRow ? `第 ${at.row} 行已是表头` : `第 ${at.row} 行是表头`}
      </button>
      <span className="second">这一列是</span>
      <FieldChoice
        label={`${columnLetter(at.column)} 列是什么`}
        field={fields[at.column] ?? null}
        options={options}
        pick={(field) => point.column(at.column, field)}
      />
    </div>
  )
}

function ColumnHead(props: PointTableProps & { index: number }) {
  const { fields, options, point, index } = props
  const field = fields[index] ?? null
  return (
    <th>
      {columnLetter(index)}
      {point === null || isFixed(field) ? (
        <span className="under">{field === null ? '' : labelOf(sheetFields, field)}</span>
      ) : (
        <FieldChoice
          label={`${columnLetter(index)} 列是什么`}
          field={field}
          options={options}
          pick={(picked) => point.column(index, picked)}
        />
      )}
    </th>
  )
}

function RowHead(props: { row: number; headerRow: number; point: Pointing | null }) {
  const { row, headerRow, point } = props
  return (
    <th scope="row">
      {point === null ? (
        row
      ) : (
        <button
          type="button"
          className="plain-button"
          aria-label={`第 ${row} 行作表头`}
          aria-pressed={row === headerRow}
          onClick={() => point.header(row)}
        >
          {row}
        </button>
      )}
    </th>
  )
}

type SheetRow = SheetRows['rows'][number]

/** What a row was seen as holds only for the header that it was seen under. */
function seenOf(row: SheetRow, sheet: SheetRows, headerRow: number): string {
  if (row.row === headerRow || headerRow === sheet.headerRow) {
    return row.row === headerRow ? 'header' : row.as
  }
  return row.as === 'header' ? 'other' : row.as
}

/** Where the only cell of a row stands, which runs across those beside it; null where there are others. */
function acrossAt({ as, cells }: SheetRow): number | null {
  if (as !== 'title' && as !== 'unit' && as !== 'note') return null
  const only = cells.findIndex((cell) => cell !== '')
  return only >= 0 && cells.findLastIndex((cell) => cell !== '') === only ? only : null
}

/** The keyboard has the row's number and the column's head; a cell is for the mouse and the finger. */
function Cell({ text, pick }: { text: string; pick: (() => void) | null }) {
  if (pick === null || text === '') return text
  return (
    <button type="button" tabIndex={-1} className="cell-button" onClick={pick}>
      {text}
    </button>
  )
}

const nothing = ''

export function FieldChoice(props: {
  label: string
  field: string | null
  options: FieldOption[]
  pick: (field: string | null) => void
}) {
  return (
    <Select
      className="field-choice"
      size="small"
      aria-label={props.label}
      value={props.field ?? nothing}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      options={[{ value: nothing, label: '不读' }, ...props.options]}
      onChange={(field: string) => props.pick(field === nothing ? null : field)}
    />
  )
}

/** Days come from the header itself, and what may not be kept is nobody's choice. */
function isFixed(field: string | null): boolean {
  return field === 'day' || field === 'sensitive'
}
