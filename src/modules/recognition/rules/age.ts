import { dayOf, daysIn, type PlainDate, type YearMonth } from '../../../kernel/day.ts'
import { minorOn, underAgeOn } from '../../labour/rules/identity.ts'
import type { AttendanceMonthRecord, Person } from './record.ts'
import type { Report } from './report.ts'

/** Who was born earlier was of age before any sheet that is handed in here: nobody asks. */
const earliestYoung = '1998'

/** Whether somebody's age is to be looked at; IDs that fail their check say nothing of it. */
export function mayBeYoung(idNumber: string | null, idOk: boolean): boolean {
  if (!idOk || idNumber === null) return false
  const year = idNumber.length === 15 ? `19${idNumber.slice(6, 8)}` : idNumber.slice(6, 10)
  return year >= earliestYoung
}

/** Says where somebody who worked on a day was under 16 (劳动法 art. 15), or under 18 (art. 58). */
export function sayAge(report: Report, row: number, person: Person, on: PlainDate): void {
  if (!person.mayBeYoung || person.idNumber === null) return
  const finding = underAgeOn(person.idNumber, on) ?? minorOn(person.idNumber, on)
  if (finding === null) return
  const { code, severity } = finding
  report.find(row, 'idNumber', code, severity === 'lost' ? 'barred' : severity)
}

/** The day by which a month's work is judged: the first one worked, where it is known, else the month's last. */
export function judgedOn(month: YearMonth, present: AttendanceMonthRecord['present']): PlainDate {
  const last = daysIn(month)
  if (present === null || present === 0) return dayOf(month, last)
  const first = 32 - Math.clz32(present & -present)
  return dayOf(month, Math.min(first, last))
}
