import { ConfigProvider, DatePicker } from 'antd'
import { useContext } from 'react'
import {
  addDays,
  addMonths,
  day,
  daysBetween,
  lastOf,
  monthOf,
  weekdayOf,
} from '../../../kernel/day.ts'
import type { PlainDate } from '../../../kernel/day.ts'
import { today } from '../clock.ts'

/** antd's picker over the program's own days: a day is not an instant, and no zone can shift it. */
interface Picked {
  readonly on: PlainDate
}

const at = (on: PlainDate): Picked => ({ on })
const partsOf = ({ on }: Picked) => on.split('-').map(Number)
const yearOf = (value: Picked) => partsOf(value)[0] ?? 0
const monthNth = (value: Picked) => (partsOf(value)[1] ?? 1) - 1
const dayOf = (value: Picked) => partsOf(value)[2] ?? 1
const moved = (value: Picked, months: number) => at(addMonths(value.on, months))
const same = (value: Picked) => value
const midnight = () => 0

/** 一 … 日; weeks begin with Monday (GB/T 7408). */
const weekDays = ['日', '一', '二', '三', '四', '五', '六']

/** The picker counts weekdays from 0, Sunday first. */
function weekDayOf({ on }: Picked): number {
  return weekdayOf(on) % 7
}

function monday(value: Picked): Picked {
  return at(addDays(value.on, -((weekDayOf(value) + 6) % 7)))
}

function weekOf(value: Picked): number {
  const first = monday(at(day(`${value.on.slice(0, 4)}-01-04`)))
  return daysBetween(first.on, monday(value).on) / 7 + 1
}

function said(value: Picked, format: string): string {
  const [year = '', month = '', date = ''] = value.on.split('-')
  const words: Record<string, string> = {
    YYYY: year,
    MM: month,
    M: String(Number(month)),
    DD: date,
    D: String(Number(date)),
  }
  return format.replaceAll(/YYYY|MM|M|DD|D/g, (word) => words[word] ?? word)
}

/** 2026-3-1, 2026/3/1, 2026.3.1 and 20260301 are all understood. */
function read(text: string): Picked | null {
  const found = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(text.trim())
  if (found === null) return null
  const [, year = '', month = '', date = ''] = found
  try {
    return at(day(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`))
  } catch {
    return null
  }
}

const Picker = DatePicker.generatePicker<Picked>({
  getWeekDay: weekDayOf,
  getYear: yearOf,
  getMonth: monthNth,
  getDate: dayOf,
  getHour: midnight,
  getMinute: midnight,
  getSecond: midnight,
  getMillisecond: midnight,
  getNow: () => at(today()),
  getFixedDate: (text) => at(day(text)),
  getEndDate: (value) => at(lastOf(monthOf(value.on))),
  addYear: (value, count) => moved(value, 12 * count),
  addMonth: moved,
  addDate: (value, count) => at(addDays(value.on, count)),
  setYear: (value, year) => moved(value, 12 * (year - yearOf(value))),
  setMonth: (value, month) => moved(value, month - monthNth(value)),
  setDate: (value, date) => at(addDays(value.on, date - dayOf(value))),
  setHour: same,
  setMinute: same,
  setSecond: same,
  setMillisecond: same,
  isAfter: (one, other) => one.on > other.on,
  isValidate: () => true,
  locale: {
    getWeekFirstDay: () => 1,
    getWeekFirstDate: (_locale, value) => monday(value),
    getWeek: (_locale, value) => weekOf(value),
    format: (_locale, value, format) => said(value, format),
    parse: (_locale, text) => read(text),
    getShortWeekDays: () => weekDays,
    getShortMonths: () => Array.from({ length: 12 }, (_, month) => `${month + 1}月`),
  },
})

/** A day of a filter, picked or typed. */
export function DayPicker(props: {
  label: string
  value: PlainDate | undefined
  pick: (on: PlainDate | undefined) => void
}) {
  const words = useContext(ConfigProvider.ConfigContext).locale?.DatePicker
  return (
    <Picker
      className="day-box"
      // What a button of it says is what it is called: 2026年, and not 选择年份.
      {...(words && {
        locale: { ...words, lang: { ...words.lang, yearSelect: '', monthSelect: '' } },
      })}
      aria-label={props.label}
      placeholder={props.label}
      format="YYYY-MM-DD"
      value={props.value === undefined ? null : at(props.value)}
      onChange={(value) => props.pick(Array.isArray(value) ? undefined : value?.on)}
    />
  )
}
