import { columnLetter } from '../../../modules/recognition/rules/mend.ts'
import type { Form } from '../../../modules/register/contract-lists.ts'
import type { FormFigure } from '../../../modules/register/rules/form.ts'
import { figureNames } from '../../../modules/register/words.ts'

interface Taught {
  readonly row: number
  readonly column: number
  /** The row that is filled first. */
  readonly below: number
  readonly figure: FormFigure
}

/** A sheet of the blank as it is, each cell a button; below a taught head stands what will be filled in. */
export function FormSheetTable(props: {
  sheet: Form['sheets'][number]
  taught: readonly Taught[]
  at: { row: number; column: number } | null
  pick: (row: number, column: number) => void
}) {
  const { sheet, taught, at, pick } = props
  const width = sheet.rows.reduce((most, row) => Math.max(most, row.length), 1)
  const columns = Array.from({ length: width }, (_, column) => column)
  return (
    <div className="sheet" tabIndex={0} role="region" aria-label={`${sheet.name} 的空白格`}>
      <table className="form-sheet">
        <thead>
          <tr>
            <th>{sheet.name}</th>
            {columns.map((column) => (
              <th key={column}>{columnLetter(column)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map((cells, index) => (
            <tr key={index}>
              <th scope="row">{index + 1}</th>
              {columns.map((column) => {
                const covered = coverOf(sheet, index, column)
                if (covered === 'hidden') return null
                return (
                  <FormCell
                    key={column}
                    text={cells[column] ?? ''}
                    place={`${columnLetter(column)}${index + 1}`}
                    span={covered}
                    isPicked={at?.row === index + 1 && at.column === column}
                    taught={taught.find((one) => one.row === index + 1 && one.column === column)}
                    filled={taught.find((one) => one.below === index + 1 && one.column === column)}
                    pick={() => pick(index + 1, column)}
                  />
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type Span = { colSpan: number; rowSpan: number } | null

/** How far a cell reaches; `hidden` where another reaches over it. */
function coverOf(
  { merges, rows }: Form['sheets'][number],
  row: number,
  column: number,
): Span | 'hidden' {
  const merge = merges.find(
    ({ top, bottom, left, right }) =>
      row >= top && row <= bottom && column >= left && column <= right,
  )
  if (merge === undefined) return null
  if (merge.top !== row || merge.left !== column) return 'hidden'
  return {
    colSpan: merge.right - merge.left + 1,
    rowSpan: Math.min(merge.bottom, rows.length - 1) - merge.top + 1,
  }
}

function FormCell(props: {
  text: string
  place: string
  span: Span
  isPicked: boolean
  taught: Taught | undefined
  filled: Taught | undefined
  pick: () => void
}) {
  const { text, place, span, isPicked, taught, filled, pick } = props
  const shape = isPicked ? 'picked' : taught ? 'taught' : filled ? 'below' : undefined
  return (
    <td className={shape} {...span}>
      {text === '' ? (
        filled !== undefined && <span className="small">〔{figureNames[filled.figure]}〕</span>
      ) : (
        <button
          type="button"
          className="cell-button"
          aria-pressed={isPicked}
          aria-label={`${place} ${text}`}
          onClick={pick}
        >
          {text}
          {taught !== undefined && <span className="under">↓ {figureNames[taught.figure]}</span>}
        </button>
      )}
    </td>
  )
}
