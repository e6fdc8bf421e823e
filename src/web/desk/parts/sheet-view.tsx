import { Button } from 'antd'
import { useState } from 'react'
import type { SheetRows } from '../../../modules/recognition/contract.ts'
import { viewSheetRows } from '../../../modules/exchange/contract-sheets.ts'
import { columnLetter } from '../../../modules/recognition/rules/mend.ts'
import { labelOf, seenAs, sheetFields } from '../labels.ts'
import { Part } from './part.tsx'

const pageLength = 24

interface Marked {
  row: number
  field: string
  /** Where it stands, where that is known. */
  cell?: string | undefined
  tone: 'look' | 'bad'
}

/** The sheet as received, with 看成 beside each row; cells that something is to be said of are framed. */
export function SheetView(props: {
  fileId: string
  sheet: number
  from?: number
  /** A row to point at. */
  row?: number
  marked?: readonly Marked[]
}) {
  const [from, setFrom] = useState(props.from ?? 1)
  return (
    <Part
      of={viewSheetRows}
      input={{
        params: { fileId: props.fileId, sheet: props.sheet },
        query: { from, count: pageLength },
      }}
      heights={[520]}
    >
      {(sheet) => (
        <>
          <SheetTable sheet={sheet} row={props.row} marked={props.marked ?? []} />
          <div className="list-foot">
            <span>
              {sheet.rows.length === 0
                ? '后面没有行了'
                : `第 ${sheet.rows[0]?.row} – ${sheet.rows.at(-1)?.row} 行`}
            </span>
            <span className="aside">
              <Button
                size="small"
                disabled={from === 1}
                onClick={() => setFrom(Math.max(1, from - pageLength))}
              >
                上一页
              </Button>
              <Button
                size="small"
                disabled={sheet.rows.length < pageLength}
                onClick={() => setFrom(from + pageLength)}
              >
                下一页
              </Button>
            </span>
          </div>
        </>
      )}
    </Part>
  )
}

function SheetTable(props: {
  sheet: SheetRows
  row: number | undefined
  marked: readonly Marked[]
}) {
  const { sheet } = props
  const width = Math.max(1, ...sheet.rows.map((row) => row.cells.length))
  const columns = Array.from({ length: width }, (_, index) => index)
  return (
    <div className="sheet" tabIndex={0} role="region" aria-label={`${sheet.sheetName} 的行`}>
      <table>
        <thead>
          <tr>
            <th>行</th>
            <th>看成</th>
            {columns.map((index) => (
              <th key={index}>
                {columnLetter(index)}
                <span className="under">{sayField(sheet.fields[index])}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map((row) => (
            <tr
              key={row.row}
              className={`${rowShape(row.as)} ${row.row === props.row ? 'here' : ''}`}
            >
              <th scope="row">{row.row}</th>
              <td className="seen-as">{labelOf(seenAs, row.as)}</td>
              <Cells row={row} sheet={sheet} columns={columns} marked={props.marked} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A row that is nobody and says one or two things runs across the sheet, as it does in the file. */
function Cells(props: {
  row: SheetRows['rows'][number]
  sheet: SheetRows
  columns: readonly number[]
  marked: readonly Marked[]
}) {
  const { row, sheet, columns } = props
  const filled = row.cells.filter((cell) => cell !== '')
  if (acrossKinds.has(row.as) && filled.length > 0 && filled.length <= 3) {
    return <td colSpan={columns.length}>{filled.join('　')}</td>
  }
  return columns.map((index) => (
    <td key={index} className={cellShape(sheet, row.row, index, props.marked)}>
      {row.cells[index] ?? ''}
    </td>
  ))
}

const acrossKinds = new Set(['title', 'unit', 'note', 'signature'])

function sayField(field: string | null | undefined): string {
  return field ? labelOf(sheetFields, field) : ''
}

export function rowShape(as: string): string {
  if (as === 'worker' || as === 'same-worker') return 'somebody'
  return as === 'header' ? 'header' : 'nobody'
}

function cellShape(sheet: SheetRows, row: number, index: number, marked: readonly Marked[]) {
  const field = sheet.fields[index]
  const cell = `${columnLetter(index)}${row}`
  const mark = marked.find((one) =>
    one.cell === undefined ? one.row === row && one.field === field : one.cell === cell,
  )
  return mark?.tone
}
