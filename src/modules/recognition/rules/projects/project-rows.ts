import type { Row } from '../../../../kernel/sheet.ts'
import { ownerKindOf } from '../../../registry/rules/owner-kind.ts'
import { listedProjectStateOf } from '../../../registry/rules/project-state.ts'
import { listCells } from '../list-cells.ts'
import type { Reading, RowReader } from '../reading.ts'

/** Reads a list of projects: one a row. */
export function projectRows(reading: Reading): RowReader {
  const { report, sheetNo, onRecord } = reading
  const { nobody, text, day, money } = listCells(reading, 'listedName')
  const word = <W>(
    row: Row,
    rowNo: number,
    field: 'ownerKind' | 'projectState',
    of: (word: string) => W | null,
  ) => {
    const written = text(row, field)
    const meant = written === null ? null : of(written)
    if (written === null || meant !== null) return meant
    const code =
      field === 'ownerKind' ? 'recognition.owner-kind-unclear' : 'recognition.project-state-unclear'
    report.find(rowNo, field, code, 'warning', { text: written.slice(0, 40) })
    return null
  }
  return {
    row(row, rowNo) {
      const why = nobody(row)
      const name = text(row, 'listedName')
      if (why !== null || name === null) {
        if (why !== 'empty') report.skip(rowNo, why ?? 'nameless')
        return
      }
      const startedOn = day(row, rowNo, 'startedOn')
      const finishedOn = day(row, rowNo, 'finishedOn')
      if (startedOn !== null && finishedOn !== null && finishedOn < startedOn)
        report.find(rowNo, 'finishedOn', 'recognition.finished-before-started', 'warning')
      report.accept()
      onRecord({
        kind: 'project',
        sheetNo,
        row: rowNo,
        projectCode: text(row, 'listedCode'),
        projectName: name,
        permitNumber: text(row, 'permitNumber'),
        place: text(row, 'place'),
        town: text(row, 'town'),
        ownerFirm: text(row, 'ownerFirm'),
        ownerKind: word(row, rowNo, 'ownerKind', ownerKindOf),
        contractorFirm: text(row, 'contractorFirm'),
        contractSumFen: money(row, rowNo, 'contractSum'),
        startedOn,
        finishedOn,
        state: word(row, rowNo, 'projectState', listedProjectStateOf),
      })
    },
    end() {},
    month: () => null,
  }
}
