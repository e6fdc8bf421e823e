import { Select } from 'antd'
import { monthOf, nextMonth } from '../../../kernel/day.ts'
import { today } from '../clock.ts'
import { sayMonth } from './say.ts'

/** The last two years' months, newest first. */
export function MonthChoice(props: {
  value: string | undefined
  pick: (month: string | undefined) => void
}) {
  const thisMonth = monthOf(today())
  const months = Array.from({ length: 24 }, (_, back) => nextMonth(thisMonth, -back))
  return (
    <Select
      className="choice"
      aria-label="月份"
      placeholder="月份"
      allowClear
      options={months.map((month) => ({ value: month, label: sayMonth(month) }))}
      {...(props.value === undefined ? {} : { value: props.value })}
      onChange={(month?: string) => props.pick(month)}
    />
  )
}
