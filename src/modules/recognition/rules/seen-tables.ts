import { PlainDate, monthOf } from '../../../kernel/day.ts'
import type { RowBatch } from '../../../kernel/sheet.ts'
import { identityChecks } from './identity-checks.ts'
import { readSheet } from './layout-reader.ts'
import type { SheetHead } from './recognise-sheet.ts'
import type { TablesHere } from './seen-row.ts'
import type { Shape } from './shape.ts'
import { isClueList } from './standing-alone.ts'

/** Fed with a sheet's rows from its first on; at the end says which tables a row is of. */
export interface TablePlaces {
  push(batch: RowBatch): void
  end(): (row: number) => TablesHere
}

/** Finds where the tables of a sheet begin, as reading it does; `shapes`: the first ones, as they are to be read. */
export function openTables(
  shapes: readonly [Shape, ...Shape[]],
  recognised: readonly Shape[],
  head: SheetHead,
): TablePlaces {
  const begun: { from: number; shapes: readonly Shape[] }[] = []
  const [main] = shapes
  const isSaid = main !== recognised[0]
  const reader = readSheet(shapes, {
    ...head,
    date1904: head.date1904 ?? false,
    ...unread,
    headerRows: head.firstRows.slice(main.headerRow - 1, main.headerRow - 1 + main.headerRows),
    onTables: (from, found) => begun.push({ from, shapes: found }),
  })
  return {
    push: reader.push,
    end() {
      reader.end()
      const all = [...shapes, ...recognised, ...begun.flatMap((one) => one.shapes)]
      const hasClues = all.some(({ kind }) => isClueList(kind))
      const first = {
        shapes: isIdle(main) ? [] : shapes,
        recognised: isSaid ? recognised : [],
        hasClues,
      }
      return (row) => {
        const own = begun.findLast(({ from }) => from <= row)
        return own === undefined ? first : { shapes: own.shapes, recognised: [], hasClues }
      }
    },
  }
}

/** Nobody knows its columns. */
function isIdle({ kind, headerRow }: Shape): boolean {
  return kind === 'instructions' || (kind === 'unknown' && headerRow === 0)
}

/** No row is read: nothing is checked, and no month matters. */
const firstDay = PlainDate.parse('2000-01-01')
const unread = {
  sheetNo: 1,
  checks: identityChecks({ on: firstDay, demo: false }),
  people: { count: 0, onPerson: () => {} },
  period: null,
  lastMonth: monthOf(firstDay),
  onRecord: () => {},
  sumsBefore: [],
  onBlock: () => {},
  layoutOnly: true,
}
