import { type CsvParser, csvParser, fewPlaces } from './csv.ts'

const sampleLength = 65_536
const sampleRows = 100
const delimiters = [',', '\t', ';', '|'] as const
/** Stands in running Chinese text too: only where nothing else speaks and nearly every row agrees. */
const fullWidth = '，'

/**
 * What parts the cells: `,`, a tab, `;`, `|`, `，`, or a space where an attendance machine wrote columns with spaces. The
 * one that gives the most rows of one same width; comma where nothing speaks.
 */
export function tellDelimiter(sample: string): string {
  const said = /^sep=([^\r\n])\r?\n/i.exec(sample)?.[1]
  if (said !== undefined) return said
  let best = ','
  let bestScore = 0
  for (const delimiter of delimiters) {
    const { rows, width } = widthOf(sample, delimiter)
    const score = rows === 0 ? 0 : rows + Math.min(width, 50) / 100
    if (score > bestScore) [best, bestScore] = [delimiter, score]
  }
  if (bestScore >= 2) return best
  if (isSpaced(sample)) return ' '
  const wide = widthOf(sample, fullWidth)
  return wide.rows >= 2 && wide.width >= 3 && wide.rows >= wide.filled * 0.8 ? fullWidth : best
}

/** How many rows a delimiter parts into the width that most have, of how many rows that hold anything. */
function widthOf(sample: string, delimiter: string) {
  const rows: string[][] = []
  csvParser(delimiter, fewPlaces).push(sample.slice(0, sampleLength), rows)
  const widths = new Map<number, number>()
  let filled = 0
  for (const row of rows.slice(0, sampleRows)) {
    if (row.length > 1) widths.set(row.length, (widths.get(row.length) ?? 0) + 1)
    if (row.some((cell) => cell !== '')) filled += 1
  }
  let best = { rows: 0, width: 0, filled }
  for (const [width, count] of widths) {
    const score = count + Math.min(width, 50) / 100
    if (score > best.rows + Math.min(best.width, 50) / 100) best = { rows: count, width, filled }
  }
  return best
}

/** A punch of a machine: a user's number, perhaps a name, a day and a time. */
const punchLine = /^\s*\d+\s+(?:\S+\s+)?\d{4}[-/]\d{1,2}[-/]\d{1,2}\s+\d{1,2}:\d{2}/

function isSpaced(sample: string): boolean {
  const lines = sample
    .slice(0, sampleLength)
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, sampleRows)
  const punches = lines.filter((line) => punchLine.test(line)).length
  return punches >= 2 && punches >= lines.length * 0.8
}

const instant = /(\d{4}[-/]\d{1,2}[-/]\d{1,2})\s+(\d{1,2}:\d{2})/

/** Rows of columns that spaces part; a day and its time are one cell. */
export function spacedParser(): CsvParser {
  // No text holds this sign: a line is one cell.
  const lines = csvParser('\u0000')
  const split = (found: string[][], rows: string[][]) => {
    for (const [line = ''] of found) {
      const cells = line.trim().replace(instant, '$1\u0000$2').split(/\s+/)
      rows.push(cells.map((cell) => cell.replace('\u0000', ' ')))
    }
  }
  return {
    push(text, rows) {
      const found: string[][] = []
      lines.push(text, found)
      split(found, rows)
    },
    end(rows) {
      const found: string[][] = []
      lines.end(found)
      split(found, rows)
    },
  }
}
