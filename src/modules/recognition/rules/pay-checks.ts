import type { Row } from '../../../kernel/sheet.ts'
import { hundredthsOf, minutesOf, roundedHundredthsOf } from './amount.ts'
import type { Reading } from './reading.ts'

/** Looks at what a line says is due beside the rest of its row, and of its sheet. */
export interface PayCheck {
  /** `dueFen` as stated; 0 says nothing. */
  line(row: Row, rowNo: number, dueFen: number): void
  end(): void
}

/** All that can be asked of a line's sum. */
export function payChecks(reading: Reading): PayCheck {
  const checks = [sizeCheck(reading), ...rateCheck(reading)]
  return {
    line(row, rowNo, dueFen) {
      if (dueFen === 0) return
      for (let at = 0; at < checks.length; at += 1) checks[at]?.line(row, rowNo, dueFen)
    },
    end() {
      for (const check of checks) check.end()
    },
  }
}

/** By so many of the first lines the sheet's usual sum is told; fewer than the least say nothing. */
const sampled = 1_000
const leastSampled = 5
/** No law's figure: a sum so many times the sheet's own middle one is looked at. */
const beyondBelief = 20
const farBelow = 50

/** Sums that are out of all proportion to the sheet's own middle one: mostly a decimal point that has slipped. */
function sizeCheck({ report }: Reading): PayCheck {
  let dues: number[] = []
  let rows: number[] = []
  let middle = 0
  const look = (dueFen: number, rowNo: number) => {
    const isNear = (value: number) => value >= middle * 0.3 && value <= middle * 3
    if (dueFen > middle * beyondBelief) {
      const code = isNear(dueFen / 100)
        ? 'recognition.due-hundredfold'
        : 'recognition.due-beyond-belief'
      report.find(rowNo, 'due', code, 'warning', { times: Math.round(dueFen / middle) })
    } else if (dueFen < middle / farBelow && isNear(dueFen * 100)) {
      report.find(rowNo, 'due', 'recognition.due-hundredth', 'note')
    }
  }
  const settle = () => {
    const sorted = dues.toSorted((one, other) => one - other)
    const [firstDues, firstRows] = [dues, rows]
    dues = []
    rows = []
    if (sorted.length < leastSampled) return
    middle = sorted[Math.floor(sorted.length / 2)] ?? 0
    for (const [at, dueFen] of firstDues.entries()) look(dueFen, firstRows[at] ?? 0)
  }
  return {
    line(_, rowNo, dueFen) {
      if (middle > 0) return look(dueFen, rowNo)
      dues.push(dueFen)
      rows.push(rowNo)
      if (dues.length >= sampled) settle()
    },
    end() {
      if (middle === 0) settle()
    },
  }
}

interface Other {
  readonly row: number
  readonly counted: number
  readonly stated: number
}

/** A yuan: many sheets leave out what is below. */
const roundingFen = 100
const keptOthers = 1_000

/**
 * 工日 × rate = due, where both stand. Which column the rate belongs to, and whether the sum has more in it, the sheet
 * itself says: a rule that most of its lines keep is the sheet's own, and lines that do not are said.
 */
function rateCheck({ shape, report }: Reading): PayCheck[] {
  const rate = shape.columns.unitPrice
  if (rate === undefined || shape.columns.due === undefined) return []
  const counts = (['workdays', 'daysPresent', 'hours'] as const).flatMap((field) => {
    const index = shape.columns[field]?.index
    if (index === undefined) return []
    const others: Other[] = []
    return [{ field, index, kept: 0, compared: 0, others }]
  })
  return [
    {
      line(row, rowNo, dueFen) {
        const rateFen = rateOf(row[rate.index])
        if (!(rateFen > 0)) return
        for (const count of counts) {
          const cell = row[count.index]
          const times = count.field === 'hours' ? (minutesOf(cell) ?? 0) / 60 : numberOf(cell) / 100
          if (!(times > 0)) continue
          const counted = Math.round(times * rateFen)
          count.compared += 1
          if (Math.abs(counted - dueFen) <= roundingFen) count.kept += 1
          else if (count.others.length < keptOthers)
            count.others.push({ row: rowNo, counted, stated: dueFen })
        }
      },
      end() {
        const [best] = counts.toSorted((one, other) => other.kept - one.kept)
        if (best === undefined || best.kept < 3 || best.kept < best.compared * 0.6) return
        const byHours = best.field === 'hours'
        const code = byHours ? 'recognition.due-not-rate-hours' : 'recognition.due-not-rate-days'
        for (const { row, counted, stated } of best.others) {
          const values = { counted: counted / 100, stated: stated / 100 }
          report.find(row, 'due', code, 'warning', values)
        }
      },
    },
  ]
}

function numberOf(cell: Row[number] | undefined): number {
  const exact = hundredthsOf(cell)
  return exact !== null && Number.isNaN(exact) ? roundedHundredthsOf(cell) : (exact ?? 0)
}

/** `300`, `300元/天`; NaN where it is no number. */
export function rateOf(cell: Row[number] | undefined): number {
  if (typeof cell !== 'string') return numberOf(cell)
  return numberOf(cell.replace(/(?:元)?\s*[/／每]\s*(?:天|日|月|小时|时|工日|个?工|h)$/i, ''))
}
