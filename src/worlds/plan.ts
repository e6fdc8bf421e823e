import { addDays, firstOf, type PlainDate, type YearMonth } from '../kernel/day.ts'
import { shippedCalendar } from '../modules/calendar/rules/calendar.ts'
import { payDateOf, type PayRule } from '../modules/calendar/rules/pay-date.ts'
import { chance, nth, type Chance } from './chance.ts'
import { permitNumber, projectCode } from './identity.ts'
import {
  everydayOutline,
  fledCompany,
  honestLabour,
  storyOutlines,
  type Outline,
  type Story,
} from './outlines.ts'
import type { FestivalBreak } from './season.ts'
import { firmNamed, subcontractors } from './towns-and-firms.ts'
import { trades, type Trade } from './trades.ts'
import type { Party, WorldProject } from './world.ts'

/** How many projects, and how many stays on them over the year (some people come to a second one). */
export interface WorldSize {
  readonly projects: number
  readonly people: number
}

export const ordinarySize: WorldSize = { projects: 40, people: 3100 }

export interface Team {
  readonly firm: Party
  /** Empty where the site's sheets know no teams. */
  readonly name: string
  readonly trade: Trade
}

/** The causes behind a project: its people, its days, its money. */
export interface ProjectPlan extends WorldProject {
  readonly begunOn: PlainDate
  readonly story: Story
  readonly people: number
  /** Besides: on its lists, never on site. */
  readonly ghosts: number
  readonly teams: readonly Team[]
  /** Hours that its sheets count as one 工日. */
  readonly hoursPerWorkday: 8 | 9
  readonly restsOnSunday: boolean
  readonly breaks: readonly FestivalBreak[]
  /** For each wage month of the world. */
  readonly payDates: readonly PlainDate[]
  /** The last wage month whose pay date is well past; -1 where there is none. */
  readonly lastDue: number
  readonly luck: Chance
}

export interface Frame {
  readonly seed: string
  readonly today: PlainDate
  readonly months: readonly YearMonth[]
  readonly breaks: readonly FestivalBreak[]
}

export function projectPlans(frame: Frame, size: WorldSize): ProjectPlan[] {
  const scale = Math.min(1, size.people / ordinarySize.people)
  const told = storyOutlines.map((outline) => ({
    ...outline,
    ghosts: 0,
    people: Math.max(8, Math.round(outline.people * scale)),
  }))
  const left = size.people - told.reduce((sum, { people }) => sum + people, 0)
  const everydayCount = Math.max(0, size.projects - told.length)
  const luck = chance(`${frame.seed}/sizes`)
  const outlines: Outline[] = [...told]
  for (let at = 0; at < everydayCount; at += 1) {
    const share = (left / everydayCount) * (0.55 + luck.unit() * 0.9)
    outlines.push(everydayOutline(at, Math.max(8, Math.round(share))))
  }
  return outlines.map((outline, at) => projectPlan(frame, outline, at))
}

function projectPlan(frame: Frame, outline: Outline, at: number): ProjectPlan {
  const luck = chance(`${frame.seed}/project/${outline.name}`)
  const { name, town, ownerKind, story, people, payDay, ghosts } = outline
  const payDates = frame.months.map(
    (month) => payDateOf(month, payRule(payDay), shippedCalendar).payOn,
  )
  const lastDue = payDates.findLastIndex((date) => addDays(date, 3) < frame.today)
  const [begunOn, finishedOn] = lifetime(frame, outline, at, lastDue, luck)
  const onPlatform = story !== 'messy-site' && story !== 'no-permit-site'
  const teams = teamsOf(outline, at, luck)
  const permit = story === 'no-permit-site' ? null : permitNumber(addDays(begunOn, -20), at + 1)
  const platformNumber = onPlatform ? projectCode(addDays(begunOn, -90), at + 1) : null
  return {
    // What the district would give it as well: the platform's number, else the permit's, else its own.
    code: platformNumber ?? permit ?? 'P000001',
    name,
    town: town.code,
    townName: town.name,
    ownerKind,
    state: finishedOn === null ? 'building' : 'finished',
    permitNumber: permit,
    platformNumber,
    payDay,
    begunOn,
    finishedOn,
    participants: participantsOf(outline, teams),
    onPlatform,
    story,
    people,
    ghosts,
    teams,
    hoursPerWorkday: onPlatform && luck.happens(0.3) ? 8 : 9,
    restsOnSunday: onPlatform && luck.happens(0.3),
    breaks: frame.breaks.map(({ from, to }) => ({
      from: addDays(from, -luck.whole(4, 10)),
      to: addDays(to, luck.whole(4, 12)),
    })),
    payDates,
    lastDue,
    luck,
  }
}

function payRule(payDay: number | null): PayRule {
  return payDay === null
    ? { kind: 'last-workday-of-next-month' }
    : { kind: 'day-of-next-month', day: payDay }
}

/** First and last day of work. Some began within the year, three are finished. */
function lifetime(
  { months, today }: Frame,
  { story }: Outline,
  at: number,
  lastDue: number,
  luck: Chance,
): [PlainDate, PlainDate | null] {
  const first = firstOf(nth(months, 0))
  const monthStart = (index: number) => firstOf(nth(months, Math.max(0, index)))
  if (story === 'messy-site') return [addDays(monthStart(months.length - 5), 2), null]
  if (story === 'no-permit-site') return [addDays(monthStart(lastDue - 1), 19), null]
  if (story === 'clean' && at % 9 === 4) return [addDays(first, luck.whole(70, 240)), null]
  if (story === 'clean' && at % 11 === 6) {
    const finishedOn = addDays(today, -luck.whole(80, 150))
    return [addDays(first, -luck.whole(150, 420)), finishedOn]
  }
  return [addDays(first, -luck.whole(20, 420)), null]
}

function teamsOf({ story, people, builder }: Outline, at: number, luck: Chance): Team[] {
  const builderParty: Party = { role: 'general-contractor', ...firmNamed(builder) }
  const general = nth(trades, trades.length - 1)
  if (story === 'messy-site') {
    return [0, 1, 5, 7, 10].map((place) => ({
      firm: builderParty,
      name: '',
      trade: nth(trades, place),
    }))
  }
  if (story === 'no-permit-site') {
    const firm: Party = { role: 'labour-company', ...firmNamed(builder) }
    return [{ firm, name: '围墙班', trade: nth(trades, 4) }]
  }
  const labour = [at * 2, at * 2 + 5].map((place): Party => ({
    role: 'labour-company',
    ...firmNamed(nth(honestLabour, place % (honestLabour.length - 1))),
  }))
  const special: Party = { role: 'subcontractor', ...firmNamed(nth(subcontractors, at % 4)) }
  const count = Math.max(2, Math.min(7, Math.round(people / 15)))
  const teams: Team[] = [{ firm: builderParty, name: '项目部班', trade: general }]
  const start = luck.whole(0, 3)
  for (let made = 0; made < count; made += 1) {
    const trade = nth(trades, (start + made) % (trades.length - 1))
    const firm = trade.special ? special : nth(labour, made % labour.length)
    teams.push({ firm, name: `${trade.team}一班`, trade })
  }
  if (story === 'fled-subcontractor') {
    const fled: Party = { role: 'labour-company', ...firmNamed(fledCompany) }
    teams.push({ firm: fled, name: '模板木工班', trade: nth(trades, 0) })
  }
  return teams
}

function participantsOf({ owner, builder, story }: Outline, teams: readonly Team[]): Party[] {
  const parties = new Map<string, Party>()
  parties.set(owner, { role: 'owner', ...firmNamed(owner) })
  if (story !== 'no-permit-site') {
    parties.set(builder, { role: 'general-contractor', ...firmNamed(builder) })
  }
  for (const { firm } of teams) if (!parties.has(firm.name)) parties.set(firm.name, firm)
  return [...parties.values()]
}
