import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import type { CalendarPage, EnteredNotice } from './contract.ts'
import { type Calendar, calendarFrom, shippedCalendar } from './rules/calendar.ts'
import { type HolidayNotice, yearsWith } from './rules/holiday-notice.ts'
import { provisionalYears } from './rules/provisional.ts'
import { type PublishedYear, publishedYears } from './rules/published.ts'
import type { CalendarTables } from './tables.ts'

/** More than will be announced while this program runs; a bound, not a page. */
const mostNotices = 500

/** Which days are worked: the shipped years with every notice that was taken in since. */
export async function calendarOf(reading: Reading): Promise<Calendar> {
  return (await knownYears(reading)).calendar
}

/** The years that the calendar is made of, for reading the next notice against them. */
export async function yearsOf(reading: Reading): Promise<readonly PublishedYear[]> {
  return (await knownYears(reading)).years
}

interface Known {
  readonly years: readonly PublishedYear[]
  readonly calendar: Calendar
}

const shipped: Known = { years: publishedYears, calendar: shippedCalendar }

// Kept by the id of the last notice, which stands for one content for ever: a notice whose transaction was rolled back
// is asked for by nobody again, and another process's is another id.
let kept: { readonly id: string; readonly known: Known } | null = null

async function knownYears(reading: Reading): Promise<Known> {
  const last = await reading.client.query<{ id: string }>({
    name: 'calendar-last-notice',
    text: 'select id from calendar.holiday_notice order by number desc limit 1',
  })
  const id = last.rows[0]?.id
  if (id === undefined) return shipped
  if (kept?.id === id) return kept.known
  const years = yearsWith(await noticesInOrder(reading))
  const known = { years, calendar: calendarFrom(years) }
  kept = { id, known }
  return known
}

async function noticesInOrder(reading: Reading): Promise<HolidayNotice[]> {
  const found = await reading.client.query<HolidayNotice>({
    name: 'calendar-notices',
    text: `select year, kind, off::text[] as off, work::text[] as work
      from calendar.holiday_notice order by number limit ${mostNotices}`,
  })
  return found.rows
}

/** The number of the last notice; null where none was entered. */
export async function lastNotice(
  reading: Reading,
): Promise<{ readonly number: number; readonly year: number } | null> {
  const found = await tables<CalendarTables>(reading)
    .selectFrom('calendar.holiday_notice')
    .select(['number', 'year'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found ?? null
}

/** The notice that the district's days were last reckoned by; 0: none. */
export async function followedNumber(reading: Reading): Promise<number> {
  const found = await tables<CalendarTables>(reading)
    .selectFrom('calendar.followed_notice')
    .select('number')
    .where('district', '=', reading.district)
    .executeTakeFirst()
  return found?.number ?? 0
}

export async function viewCalendar(ctx: Context): Promise<CalendarPage> {
  return look(ctx, async (reading) => {
    const { years, calendar } = await knownYears(reading)
    const entered = await listEntered(reading)
    const enteredYears = new Set(entered.map(({ year }) => year))
    return {
      version: calendar.version,
      years: years.map((one) => ({
        year: one.year,
        source: enteredYears.has(one.year) ? ('entered' as const) : ('shipped' as const),
        off: [...one.off],
        work: [...one.work],
        notices: [...one.notices],
      })),
      provisional: provisionalYears(officeDay(reading), calendar),
      entered,
    }
  })
}

async function listEntered(reading: Reading): Promise<EnteredNotice[]> {
  const found = await reading.client.query<
    Omit<EnteredNotice, 'enteredAt'> & { readonly enteredAt: Date }
  >({
    name: 'calendar-entered',
    text: `select n.number, n.year, n.kind, n.off::text[] as off, n.work::text[] as work, n.text, n.entered_in as "enteredIn",
        n.entered_by_name as "enteredByName", n.organisation, n.entered_at as "enteredAt",
        coalesce(m.pay_dates, 0)::integer as "movedPayDates", coalesce(m.limits, 0)::integer as "movedLimits"
      from calendar.holiday_notice n
      left join (
        select number, count(*) filter (where kind = 'pay-date') as pay_dates, count(*) filter (where kind = 'task-limit') as limits
        from calendar.move_event where district = $1 group by number
      ) m on m.number = n.number
      order by n.number desc limit ${mostNotices}`,
    values: [reading.district],
  })
  return found.rows.map((row) => ({ ...row, enteredAt: row.enteredAt.toISOString() }))
}
