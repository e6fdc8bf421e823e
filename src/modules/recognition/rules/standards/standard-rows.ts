import type { Row } from '../../../../kernel/sheet.ts'
import type { RiskClass } from '../../../register/rules/class.ts'
import { listCells, type ListCells } from '../list-cells.ts'
import type { Reading, RowReader } from '../reading.ts'

/** Reads a list of 标准化等级: one project and its grade a row. */
export function standardRows(reading: Reading): RowReader {
  const { report, sheetNo, onRecord, shape, today } = reading
  const cells = listCells(reading, nameField(reading))
  const seen = new Map<string, number>()
  return {
    row(row, rowNo) {
      const why = cells.nobody(row)
      if (why !== null) {
        if (why !== 'empty') report.skip(rowNo, why)
        return
      }
      const grade = gradeIn(reading, cells, row, rowNo)
      if (grade === null) return
      const before = report.counts.findings
      const checkedOn = cells.day(row, rowNo, 'standardOn')
      if (checkedOn === null) {
        // A day that cannot be read was said already.
        if (report.counts.findings === before || shape.columns.standardOn === undefined)
          report.reject(rowNo, 'standardOn', 'recognition.standard-day-missing')
        else report.reject(rowNo, 'standardOn', 'recognition.standard-day-unclear')
        return
      }
      if (today !== undefined && checkedOn > today) {
        report.reject(rowNo, 'standardOn', 'recognition.standard-day-ahead', { day: checkedOn })
        return
      }
      const projectCode = cells.text(row, 'standardProjectCode')
      const projectName = cells.text(row, 'standardProject')
      const twin = `${projectCode ?? projectName ?? ''} ${checkedOn}`
      const first = seen.get(twin)
      if (first === undefined) seen.set(twin, rowNo)
      else
        report.find(rowNo, 'standardProject', 'recognition.standard-twice', 'warning', {
          row: first,
        })
      report.accept()
      onRecord({
        kind: 'standard',
        sheetNo,
        row: rowNo,
        projectCode,
        projectName,
        grade,
        checkedOn,
        by: cells.text(row, 'standardBy'),
      })
    },
    end() {},
    month: () => null,
  }
}

function nameField({ shape }: Reading) {
  return shape.columns.standardProject === undefined ? 'standardProjectCode' : 'standardProject'
}

/** Null where the row waits: a grade of another kind (优良, 达标) is not turned into one of ours. */
function gradeIn(
  { report, shape }: Reading,
  { text }: ListCells,
  row: Row,
  rowNo: number,
): RiskClass | null {
  const field = shape.columns.standardGrade === undefined ? 'ratedGrade' : 'standardGrade'
  const written = text(row, field)
  if (written === null) {
    report.reject(rowNo, field, 'recognition.standard-grade-missing')
    return null
  }
  const grade = gradeOf(written)
  if (grade === null)
    report.reject(rowNo, field, 'recognition.standard-grade-unclear', {
      text: written.slice(0, 40),
    })
  return grade
}

/** A, B or C as offices write it: `Ａ`, `A级`, `A 级（好）`, `标准化A级`. */
export function gradeOf(written: string): RiskClass | null {
  const plain = written
    .normalize('NFKC')
    .replaceAll(/[(（【].*?[)）】]|\s|["“”]/g, '')
    .toUpperCase()
  const [, letter] =
    /^(?:标准化|评定为|定为)?([ABC])(?:级|类|等|等级|级工地|级标准化工地)?$/.exec(plain) ?? []
  return letter === 'A' || letter === 'B' || letter === 'C' ? letter : null
}
