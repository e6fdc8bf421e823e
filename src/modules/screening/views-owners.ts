import { sql } from 'kysely'
import type { Addressee } from '../../kernel/addressee.ts'
import type { PlainDate } from '../../kernel/day.ts'
import type { Role } from '../../kernel/role.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import { isAddressedTo } from '../people/rules/addressee.ts'
import { listMyPosts } from '../people/views.ts'
import { tasksAbout } from '../tasks/views.ts'
import type { OwnerRow } from './contract.ts'
import { shareId } from './rules/item-owner.ts'
import { periodOf, zeroPeriods } from './rules/zero-report.ts'
import type { RoundColumns, ScreeningTables } from './tables.ts'
import { countAt, type Database, knownOf, missed, readRoundRow } from './views-known.ts'
import { heldPosts, namesIn } from './views-names.ts'

interface CountedOwner {
  readonly owner_role: Role
  readonly owner_place: string
  readonly items: number
  readonly screened: number
  readonly could_not: number
  readonly waiting: number
  readonly missed: number
  readonly found: number
}

/** What each owner of a round has done, those first who have most left. */
export async function listOwners(ctx: Context, roundId: string): Promise<OwnerRow[]> {
  return look(ctx, async (reading) => ownersOf(reading, await readRoundRow(reading, roundId)))
}

export async function ownersOf(reading: Reading, round: RoundColumns): Promise<OwnerRow[]> {
  const counted = await countOwners(reading, round)
  const names = await namesIn(reading)
  const isHeld = await heldPosts(reading)
  const posts = await listMyPosts(reading)
  const said = await saidOf(reading, round)
  const abouts = counted.map((row) => ({
    kind: 'screening',
    id: shareId(round.id, ownerOf(row)),
  }))
  const urged = new Map(
    (await tasksAbout(reading, abouts)).map(({ about, urged: times }) => [about.id, times]),
  )
  const days = { beginsOn: round.begins_on, endsOn: round.ends_on, zeroRhythm: round.zero_rhythm }
  const periods = zeroPeriods(days, officeDay(reading)).length
  return counted.map((row) => {
    const owner = ownerOf(row)
    const key = shareId(round.id, owner)
    const of = said.get(key) ?? { periods: new Set<PlainDate>(), zeros: 0, lastOn: null }
    const count = (value: number, query: Readonly<Record<string, string>>) =>
      countAt(reading, round.id, value, { owner: `${row.owner_role}.${row.owner_place}`, ...query })
    const isDone = row.waiting === 0 && (row.found > 0 || of.zeros > 0)
    return {
      owner,
      ownerName: names.owner(owner),
      isUnowned: !isHeld(owner),
      isMine: isAddressedTo(owner, posts),
      items: count(row.items, { state: 'listed' }),
      screened: count(row.screened, { state: 'screened' }),
      couldNot: count(row.could_not, { state: 'could-not' }),
      waiting: count(row.waiting, { state: 'waiting' }),
      missed: count(row.missed, { state: 'missed' }),
      found: count(row.found, { only: 'found' }),
      periods,
      reported: Math.min(of.periods.size, periods),
      zeroSaid: of.zeros,
      hasReported:
        round.zero_rhythm === 'round' ? isDone : periods > 0 && of.periods.size >= periods,
      lastReportOn: of.lastOn,
      urged: urged.get(key) ?? 0,
    }
  })
}

function ownerOf(row: Pick<CountedOwner, 'owner_role' | 'owner_place'>): Addressee {
  return { role: row.owner_role, place: row.owner_place === '' ? null : row.owner_place }
}

async function countOwners(reading: Reading, round: RoundColumns): Promise<CountedOwner[]> {
  const found = await sql<CountedOwner>`
    select i.owner_role, i.owner_place, count(*) as items, count(*) filter (where i.state = 'screened') as screened,
      count(*) filter (where i.state = 'could-not') as could_not, count(*) filter (where i.state = 'waiting') as waiting,
      count(*) filter (where ${missed(round, officeDay(reading))}) as missed, count(*) filter (where i.found) as found
    from ${knownOf(round)} and i.id is not null
    group by 1, 2 order by 6 desc, 1, 2`.execute(tables<Database>(reading))
  return found.rows
}

interface Said {
  /** Beginnings of the periods of which something was said. */
  readonly periods: Set<PlainDate>
  zeros: number
  lastOn: PlainDate | null
}

/** Of each owner what was said when: reports of items, and that nothing was found. */
async function saidOf(reading: Reading, round: RoundColumns): Promise<Map<string, Said>> {
  const said = new Map<string, Said>()
  const days = { beginsOn: round.begins_on, endsOn: round.ends_on, zeroRhythm: round.zero_rhythm }
  const of = (row: Pick<CountedOwner, 'owner_role' | 'owner_place'>): Said => {
    const key = shareId(round.id, ownerOf(row))
    const known = said.get(key) ?? { periods: new Set(), zeros: 0, lastOn: null }
    said.set(key, known)
    return known
  }
  const reports = await sql<{ owner_role: Role; owner_place: string; day: PlainDate }>`
    select distinct i.owner_role, i.owner_place, r."day" from screening.report r
    join screening.item i on i.district = r.district and i.id = r.item_id
    where r.district = ${reading.district} and r.round_id = ${round.id} and not r.after_close
    order by 3 limit 100000`.execute(tables<Database>(reading))
  for (const row of reports.rows) {
    const one = of(row)
    const period = periodOf(days, row.day)
    if (period !== null) one.periods.add(period.from)
    if (one.lastOn === null || row.day > one.lastOn) one.lastOn = row.day
  }
  const zeros = await tables<ScreeningTables>(reading)
    .selectFrom('screening.zero_report')
    .select(['owner_role', 'owner_place', 'period_from'])
    .where('district', '=', reading.district)
    .where('round_id', '=', round.id)
    .limit(100_000)
    .execute()
  for (const row of zeros) {
    const one = of(row)
    one.periods.add(row.period_from)
    one.zeros += 1
  }
  return said
}
