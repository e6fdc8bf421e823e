import { addDays, daysBetween, firstOf, lastOf, type PlainDate } from '../kernel/day.ts'
import { chance, nth, type Chance } from './chance.ts'
import { mistyped, peopleMaker, type Person } from './people.ts'
import type { Frame, ProjectPlan, Team } from './plan.ts'
import { rosterDays } from './timetable.ts'

/** One person's stay on one project. */
export interface Stay {
  readonly person: Person
  readonly plan: ProjectPlan
  readonly team: Team
  /** Place within the project's list, from 0. */
  readonly rank: number
  readonly enteredOn: PlainDate
  /** Last day of work; null while still there. */
  readonly leftOn: PlainDate | null
  readonly leader: boolean
  /** Never came: only lists know of him. */
  readonly ghost: boolean
  /** Yuan a 工日. */
  readonly rateYuan: number
  /** The identity number as this site writes it. */
  readonly writtenId: string
  readonly luck: Chance
}

/** Everybody who worked on these projects within the year, project by project. */
export function staysOf(frame: Frame, plans: readonly ProjectPlan[]): Stay[] {
  const makePerson = peopleMaker(frame.seed, frame.today)
  const free: { person: Person; from: PlainDate }[] = []
  const stays: Stay[] = []
  for (const plan of plans) {
    const names = new Set<string>()
    for (let rank = 0; rank < plan.people; rank += 1) {
      const [enteredOn, leftOn] = spellOf(frame, plan, rank)
      // A site that writes numbers wrongly must not share its people: a card would then have two of them.
      const others = plan.story === 'messy-site' ? [] : free
      const arrival = { free: others, names, enteredOn, makePerson, luck: plan.luck }
      const person = whoComes(arrival)
      names.add(person.name)
      if (leftOn !== null) free.push({ person, from: addDays(leftOn, 4) })
      stays.push(stayOf(frame, plan, person, rank, enteredOn, leftOn))
    }
  }
  // Last, so that everybody else is who he would be without them.
  for (const plan of plans) stays.push(...ghostsOf(frame, plan, stays, makePerson))
  return stays
}

/** A leader writes people down who never come, for the last three months that are due; what they get goes to his card. */
function ghostsOf(
  frame: Frame,
  plan: ProjectPlan,
  stays: readonly Stay[],
  makePerson: () => Person,
): Stay[] {
  if (plan.ghosts === 0 || plan.lastDue < 0) return []
  const own = stays.filter((stay) => stay.plan === plan)
  const leader = own.findLast((stay) => stay.leader)
  if (leader === undefined) return []
  const names = new Set(own.map(({ person }) => person.name))
  const enteredOn = firstOf(nth(frame.months, Math.max(0, plan.lastDue - 2)))
  return Array.from({ length: plan.ghosts }, (_, at) => {
    const who = { free: [], names, enteredOn, makePerson, luck: plan.luck }
    const person = { ...whoComes(who), card: leader.person.card }
    names.add(person.name)
    const stay = stayOf(frame, plan, person, plan.people + at, enteredOn, null)
    return { ...stay, team: leader.team, ghost: true }
  })
}

interface Arrival {
  readonly free: { person: Person; from: PlainDate }[]
  /** Nobody on one project shares a name, so that a sheet without IDs can be read. */
  readonly names: ReadonlySet<string>
  readonly enteredOn: PlainDate
  readonly makePerson: () => Person
  readonly luck: Chance
}

/** Some come from a project that they have left, most are new. */
function whoComes({ free, names, enteredOn, makePerson, luck }: Arrival): Person {
  if (free.length > 0 && luck.happens(0.2)) {
    const at = luck.whole(0, free.length - 1)
    const candidate = nth(free, at)
    if (candidate.from <= enteredOn && !names.has(candidate.person.name)) {
      free.splice(at, 1)
      return candidate.person
    }
  }
  for (let tries = 0; tries < 1000; tries += 1) {
    const person = makePerson()
    if (!names.has(person.name)) return person
  }
  throw new RangeError('a project larger than the list of names')
}

function stayOf(
  frame: Frame,
  plan: ProjectPlan,
  person: Person,
  rank: number,
  enteredOn: PlainDate,
  leftOn: PlainDate | null,
): Stay {
  const luck = chance(`${frame.seed}/stay/${plan.code}/${rank}`)
  const team = teamOf(plan, rank)
  const [low, high] = team.trade.rate
  const leader = rank < plan.teams.length && plan.story !== 'messy-site'
  return {
    person,
    plan,
    team,
    rank,
    enteredOn,
    leftOn,
    leader,
    ghost: false,
    rateYuan: Math.round((low + luck.unit() * (high - low)) / 5) * 5 + (leader ? 40 : 0),
    writtenId: plan.story === 'messy-site' && rank === 2 ? mistyped(person.id) : person.id,
    luck,
  }
}

/** The first of each team leads it; the rest are spread, but for the team of the company that fled. */
function teamOf(plan: ProjectPlan, rank: number): Team {
  const { teams } = plan
  if (isFled(plan, rank)) return nth(teams, teams.length - 1)
  return nth(teams, rank % (plan.story === 'fled-subcontractor' ? teams.length - 1 : teams.length))
}

/** The fled company's team, always the last one: its leader, and the end of the list (40 of 112 in all). */
export function isFled({ story, teams, people }: ProjectPlan, rank: number): boolean {
  if (story !== 'fled-subcontractor') return false
  return rank === teams.length - 1 || rank >= Math.round(people * 0.65)
}

/** When somebody comes and goes: a core that stays, and others for some months. */
function spellOf(
  { months, today }: Frame,
  plan: ProjectPlan,
  rank: number,
): [PlainDate, PlainDate | null] {
  const { luck, begunOn, finishedOn, story, lastDue } = plan
  const first = firstOf(nth(months, 0))
  const yesterday = addDays(today, -1)
  const from = begunOn > first ? begunOn : first
  const until = finishedOn ?? yesterday
  if (story === 'messy-site') return [addDays(from, rank % 3), null]
  if (story === 'no-permit-site')
    return [from, addDays(lastOf(nth(months, Math.max(0, lastDue))), -9)]
  const longAgo =
    begunOn < first ? addDays(begunOn, luck.whole(0, 15)) : addDays(from, luck.whole(0, 12))
  if (isFled(plan, rank)) return [longAgo, fledOn(plan, months)]
  const core = story === 'clean' ? 0.5 : 0.72
  const span = daysBetween(from, until)
  if (rank < plan.teams.length || luck.happens(core) || span < 60) return [longAgo, finishedOn]
  const entered = luck.happens(0.35) ? longAgo : laterEntry(months, from, span, luck)
  const start = entered < from ? from : entered
  const left = addDays(start, luck.whole(45, 210))
  return [entered, left < until ? left : finishedOn]
}

/** Firms take people on in waves, and hand in a roster after each. */
function laterEntry(
  months: Frame['months'],
  from: PlainDate,
  span: number,
  luck: Chance,
): PlainDate {
  const latest = addDays(from, span - 20)
  const wave = addDays(luck.pick(rosterDays(months)), -luck.whole(1, 28))
  const inWave = luck.happens(0.65) && wave > from && wave < latest
  return inWave ? wave : addDays(from, luck.whole(10, span - 20))
}

/** The fled company was last seen on the twelfth of the month after the last one it is asked for. */
export function fledOn({ lastDue }: ProjectPlan, months: Frame['months']): PlainDate {
  return addDays(firstOf(nth(months, Math.max(0, lastDue))), 11)
}
