import { uuidv7 } from 'uuidv7'
import { addDays, monthOf, nextMonth, type PlainDate } from './kernel/day.ts'
import { contextAs } from './modules/people/authenticate.ts'
import { makeRound } from './modules/screening/make-round.ts'
import { closeRound, openRound } from './modules/screening/open-round.ts'
import { submitReport } from './modules/screening/submit-report.ts'
import { listItems } from './modules/screening/views-items.ts'
import { listRounds } from './modules/screening/views.ts'
import type { Context } from './platform/context.ts'
import { projectsOf } from './projects-of.ts'
import type { DemoAccount } from './worlds/world.ts'

/** A town has fewer sites in the demo. */
const mostItems = 100

/**
 * A round that two towns were asked for and that is over: the one has reported on every site, the other on none. `then`
 * is the demo as it was on a day.
 */
export async function screenTwoTowns(
  then: (day: PlainDate) => Context,
  today: PlainDate,
  accounts: readonly DemoAccount[],
): Promise<void> {
  const begin = addDays(today, -30)
  const end = addDays(begin, 20)
  const towns = accounts.filter(({ role }) => role === 'town')
  const office = accounts.find(({ role }) => role === 'coordination-office')
  const diligent = towns.find(({ username }) => username === 'jiazhen')
  if (office === undefined || diligent === undefined) return
  if ((await listRounds(then(today), { limit: 1 })).rows.length > 0) return
  const at = async (account: DemoAccount, day: PlainDate) => {
    const found = await contextAs(then(day), account.username, projectsOf)
    if (found === null) throw new Error(`${account.username} holds no post in the demo.`)
    return found
  }
  const { id } = await makeRound(await at(office, begin), {
    title: '秋季在建工地排查',
    beginsOn: begin,
    endsOn: end,
    ownerWay: 'town',
    zeroRhythm: 'round',
    filter: {
      towns: towns.flatMap(({ townCode }) => townCode ?? []),
      industries: [],
      ownerKinds: [],
      states: [],
    },
  })
  await openRound(await at(office, begin), id, { version: 1 })
  const town = await at(diligent, addDays(begin, 9))
  const { rows } = await listItems(town, id, { state: 'known', only: 'mine', limit: mostItems })
  for (const [nth, { itemId }] of rows.entries()) {
    if (itemId === null) continue
    const day = addDays(begin, 3 + (nth % 7))
    await submitReport(await at(diligent, day), { roundId: id, itemId }, report(day, nth))
  }
  const closing = await at(office, addDays(end, 1))
  const { rows: rounds } = await listRounds(closing, { limit: 1 })
  await closeRound(closing, id, { version: rounds[0]?.version ?? 0 })
}

/** What is seen on a site where all is well; on every fifth the rights notice board is not complete. */
function report(day: PlainDate, nth: number): Parameters<typeof submitReport>[2] {
  return {
    submissionId: uuidv7(),
    outcome: 'screened',
    day,
    reason: null,
    headcount: 14 + ((nth * 11) % 40),
    boards: nth % 5 === 4 ? 'incomplete' : 'yes',
    paidUntil: nextMonth(monthOf(day), -2),
    spokeTo: '劳资专管员、工人',
    findings: [],
    words: '',
    unpaidPeople: null,
    unpaidFen: null,
    photos: [],
  }
}
