import { daysIn, YearMonth } from '../../../kernel/day.ts'
import type { Row } from '../../../kernel/sheet.ts'
import { hundredthsOf, minutesOf, roundedHundredthsOf } from './amount.ts'
import { judgedOn, sayAge } from './age.ts'
import { emptyMonth, handOver, monthPlaces, type MonthSum } from './attendance-month.ts'
import { dayFaultOf, dayHintsOf } from './day-order.ts'
import { clockMinutesOf, dayNumberOf } from './day-text.ts'
import type { Field } from './fields.ts'
import { mostWorkdays, repeatedMonth } from './repeats.ts'
import { monthReader, personOf, workerCounter, type Reading, type RowReader } from './reading.ts'

/** Reads a list of month totals: days present, 工日, hours, and no days. */
export function attendanceSummary(reading: Reading): RowReader {
  const { report, totals, sheetNo, onRecord } = reading
  const person = personOf(reading)
  const months = monthReader(reading)
  const count = workerCounter(totals)
  const number = numberReader(reading)
  const again = repeatedMonth(reading)
  return {
    row(row, rowNo) {
      const who = person(row, rowNo)
      if (who === null) return
      const month = months.of(row, rowNo)
      if (month === null) return
      const workdaysHundredths = number.hundredths(row, rowNo, 'workdays')
      const days = number.hundredths(row, rowNo, 'daysPresent')
      const totalMinutes = number.minutes(row, rowNo, 'hours') ?? 0
      const totalOvertimeMinutes = number.minutes(row, rowNo, 'overtimeHours') ?? 0
      // Half a day present is a day on which somebody came.
      const daysPresent = Math.ceil((days ?? 0) / 100)
      if (daysPresent > daysIn(month))
        report.find(rowNo, 'daysPresent', 'recognition.days-impossible', 'warning')
      if (totalMinutes + totalOvertimeMinutes > daysIn(month) * 1440)
        report.find(rowNo, 'hours', 'recognition.month-hours-impossible', 'warning')
      if ((workdaysHundredths ?? 0) > mostWorkdays)
        report.find(rowNo, 'workdays', 'recognition.workdays-impossible', 'warning')
      if (days !== null || workdaysHundredths !== null || totalMinutes > 0)
        sayAge(report, rowNo, who, judgedOn(month, null))
      report.accept()
      again(count(who), month, rowNo)
      totals.daysPresent += daysPresent
      totals.minutes += totalMinutes + totalOvertimeMinutes
      totals.workdaysHundredths += workdaysHundredths ?? 0
      onRecord({
        kind: 'attendance-month',
        sheetNo,
        row: rowNo,
        person: who,
        month,
        from: 'summary',
        present: null,
        minutes: null,
        overtimeMinutes: null,
        daysPresent,
        totalMinutes,
        totalOvertimeMinutes,
        workdaysHundredths,
      })
    },
    end() {},
    month: months.month,
  }
}

/** Reads a list of worker-days and folds it into months; a day said twice counts as its later row says. */
export function attendanceDays(reading: Reading): RowReader {
  const { shape, report, totals, date1904, lastMonth } = reading
  const person = personOf(reading)
  const count = workerCounter(totals)
  const number = numberReader(reading)
  const shiftHours = shiftReader(reading)
  const placeOf = monthPlaces((text) => YearMonth.parse(text))
  const sums = new Map<number, MonthSum>()
  const dayAt = shape.columns.workDay?.index ?? -1
  const hints = dayHintsOf(shape, reading.period)
  // Rows of different shifts (上午, 下午) add; otherwise a second row of a day corrects the first.
  const adds = shape.columns.lineLabel !== undefined
  const months = new Set<YearMonth>()
  const sumOf = (key: number, make: () => MonthSum): MonthSum => {
    const known = sums.get(key)
    if (known !== undefined) return known
    const made = make()
    sums.set(key, made)
    return made
  }
  const read = (row: Row, rowNo: number) => {
    const who = person(row, rowNo)
    if (who === null) return
    const day = dayNumberOf(row[dayAt], date1904, hints)
    if (day === null || Number.isNaN(day)) {
      report.reject(
        rowNo,
        'workDay',
        day === null ? 'recognition.day-missing' : dayFaultOf(row[dayAt]),
      )
      return
    }
    const place = placeOf(day)
    if (place.month > lastMonth)
      return report.reject(rowNo, 'workDay', 'recognition.month-in-future')
    months.add(place.month)
    count(who)
    const sum = sumOf(who.no * 65_536 + place.place, () => emptyMonth(who, place.month, rowNo))
    const at = day - place.first
    const minutes = number.minutes(row, rowNo, 'hours') ?? shiftHours(row, rowNo)
    const overtime = number.minutes(row, rowNo, 'overtimeHours') ?? 0
    const workdays =
      number.hundredths(row, rowNo, 'workdays') ?? number.hundredths(row, rowNo, 'daysPresent')
    const wasThere = (sum.present & (1 << at)) !== 0
    if (wasThere && !adds) report.find(rowNo, 'workDay', 'recognition.day-twice', 'warning')
    const before = adds ? (sum.minutes[at] ?? 0) : 0
    if (minutes > 0 || overtime > 0 || (workdays ?? 0) > 0) sum.present |= 1 << at
    if (minutes + overtime + before > 1440) {
      report.find(rowNo, 'hours', 'recognition.hours-impossible', 'warning')
    }
    sum.minutes[at] = Math.min(1440, minutes + before)
    sum.overtime[at] = Math.min(1440, overtime + (adds ? (sum.overtime[at] ?? 0) : 0))
    if (workdays !== null && (adds || !wasThere)) {
      sum.workdaysHundredths = (sum.workdaysHundredths ?? 0) + workdays
    }
    report.accept()
  }
  return {
    row: read,
    end() {
      for (const sum of sums.values()) handOver(reading, sum, 'days')
      sums.clear()
    },
    month: () => (months.size === 1 ? ([...months][0] ?? null) : null),
  }
}

/** Numbers of a row that may be missing; what cannot be understood is said and left out. */
function numberReader({ shape, report }: Reading) {
  return {
    hundredths(row: Row, rowNo: number, field: Field): number | null {
      const index = shape.columns[field]?.index ?? -1
      if (index < 0) return null
      const exact = hundredthsOf(row[index])
      const value = Number.isNaN(exact) ? roundedHundredthsOf(row[index]) : exact
      if (value === null || value >= 0) return value
      report.find(rowNo, field, 'recognition.days-unclear', 'warning')
      return null
    },
    minutes(row: Row, rowNo: number, field: Field): number | null {
      const index = shape.columns[field]?.index ?? -1
      if (index < 0) return null
      const value = minutesOf(row[index])
      if (value === null || value >= 0) return value
      report.find(rowNo, field, 'recognition.hours-unclear', 'warning')
      return null
    },
  }
}

/** Minutes from 上班时间 to 下班时间; over midnight where the second is the earlier. */
function shiftReader({ shape, report }: Reading): (row: Row, rowNo: number) => number {
  const from = shape.columns.clockIn?.index ?? -1
  const to = shape.columns.clockOut?.index ?? -1
  if (from < 0 || to < 0) return () => 0
  return (row, rowNo) => {
    const start = clockMinutesOf(row[from])
    const end = clockMinutesOf(row[to])
    if (start === null || end === null) return 0
    if (Number.isNaN(start) || Number.isNaN(end)) {
      report.find(rowNo, 'clockIn', 'recognition.hours-unclear', 'warning')
      return 0
    }
    return end >= start ? end - start : end + 1440 - start
  }
}
