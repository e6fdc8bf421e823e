import { useMemo } from 'react'
import { viewCalendar } from '../../modules/calendar/contract.ts'
import {
  type Calendar,
  calendarFrom,
  shippedCalendar,
} from '../../modules/calendar/rules/calendar.ts'
import { usePart } from './read.ts'

/** The server's calendar, with what was entered there; until it has come, the one the desk was built with. */
export function useCalendar(): Calendar {
  const { data } = usePart(viewCalendar, {})
  const years = data?.years
  return useMemo(() => (years === undefined ? shippedCalendar : calendarFrom(years)), [years])
}
