import type { Row } from '../../../../kernel/sheet.ts'
import { industryOf } from '../../../registry/rules/industry.ts'
import { ownerKindOf } from '../../../registry/rules/owner-kind.ts'
import { listedProjectStateOf } from '../../../registry/rules/project-state.ts'
import { listCells } from '../list-cells.ts'
import type { Reading, RowReader } from '../reading.ts'
import { listDayOf } from './source.ts'

const unclear = {
  ownerKind: 'recognition.owner-kind-unclear',
  projectState: 'recognition.project-state-unclear',
  industry: 'recognition.industry-unclear',
} as const

/** Reads a list of projects: one a row. */
export function projectRows(reading: Reading): RowReader {
  const { report, sheetNo, onRecord } = reading
  const { nobody, text, day, money } = listCells(reading, 'listedName')
  const saidOn = listDayOf(reading.shape)
  const source = reading.shape.projectSource ?? null
  const word = <W>(
    row: Row,
    rowNo: number,
    field: keyof typeof unclear,
    of: (word: string) => W | null,
  ) => {
    const written = text(row, field)
    const meant = written === null ? null : of(written)
    if (written === null || meant !== null) return meant
    report.find(rowNo, field, unclear[field], 'warning', { text: written.slice(0, 40) })
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
        source,
        saidOn: saidOn !== null && saidOn <= (reading.today ?? saidOn) ? saidOn : null,
        sheetNo,
        row: rowNo,
        projectCode: text(row, 'listedCode'),
        projectName: name,
        permitNumber: text(row, 'permitNumber'),
        place: text(row, 'place'),
        town: text(row, 'town'),
        industry: word(row, rowNo, 'industry', industryOf),
        ownerFirm: text(row, 'ownerFirm'),
        ownerCreditCode: text(row, 'ownerCreditCode'),
        ownerKind: word(row, rowNo, 'ownerKind', ownerKindOf),
        contractorFirm: text(row, 'contractorFirm'),
        contractorCreditCode: text(row, 'contractorCreditCode'),
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
