import { looksLikeFormula } from '../../../kernel/formula-text.ts'
import type { SourceFile } from '../../../modules/exchange/contract.ts'
import type { UnderstoodSheet } from '../../../modules/recognition/contract.ts'
import { sayPlace } from '../labels.ts'

interface Read {
  file: SourceFile
  sheet: UnderstoodSheet
}

/** Saves what waits and what was found as a .csv that Excel and WPS open as it is (with its byte order mark). */
export function downloadNotes(sheets: readonly Read[]): void {
  const lines = [['文件', '表', '行', '单元格', '列', '处理', '说明']]
  for (const { file, sheet } of sheets) {
    for (const note of sheet.rejected) lines.push(lineOf(file, sheet, note, '等补正，不入账'))
    for (const note of sheet.findings) lines.push(lineOf(file, sheet, note, '发现，照常入账'))
  }
  const text = lines.map((line) => line.map(quoted).join(',')).join('\r\n')
  const address = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = '有问题的行.csv'
  link.click()
  URL.revokeObjectURL(address)
}

function lineOf(
  file: SourceFile,
  sheet: UnderstoodSheet,
  note: UnderstoodSheet['findings'][number],
  effect: string,
): string[] {
  const { field, cell = '' } = note
  return [file.name, sheet.name, String(note.row), cell, sayPlace({ field }), effect, note.message]
}

/** Quotes a cell; one that a spreadsheet would take for a formula gets a sign before it. */
function quoted(cell: string): string {
  const safe = looksLikeFormula(cell) ? `'${cell}` : cell
  return `"${safe.replaceAll('"', '""')}"`
}
