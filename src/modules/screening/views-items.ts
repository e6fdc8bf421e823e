import { sql, type SqlBool } from 'kysely'
import { z } from 'zod'
import type { Addressee } from '../../kernel/addressee.ts'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import { fen } from '../../kernel/money.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import { isAddressedTo } from '../people/rules/addressee.ts'
import { listMyPosts, type RunningPost } from '../people/views.ts'
import { viewDistrict } from '../places/views.ts'
import type { ProjectFace } from '../registry/tables.ts'
import type { ItemFilter, ItemRow } from './contract.ts'
import {
  type ItemPage,
  mostOfMine,
  type PhoneRound,
  type Photo,
  type Report,
} from './contract-reports.ts'
import { isMissed } from './rules/round.ts'
import type {
  ItemColumns,
  PhotoColumns,
  ReportColumns,
  RoundColumns,
  ScreeningTables,
} from './tables.ts'
import { conditionsOf, type Database, knownOf, ofPosts, readRoundRow } from './views-known.ts'
import { heldPosts, type Names, namesIn } from './views-names.ts'

type FoundRow = Pick<
  ProjectFace,
  'code' | 'name' | 'town' | 'industry' | 'owner_kind' | 'place'
> & {
  project_id: string
  project_state: ProjectFace['state']
  town_key: string
  reported_by: string | null
} & {
  [K in 'reason' | 'headcount' | 'boards' | 'paid_until' | 'spoke_to' | 'findings' | 'words']:
    | ReportColumns[K]
    | null
} & (ItemColumns | { [K in Exclude<keyof ItemColumns, 'project_id'>]: null })

const rowColumns = sql`f.id as project_id, f.code, f.name, f.town, f.industry, f.owner_kind, f.place, f.state as project_state,
  coalesce(f.town, '~') as town_key, i.district, i.id, i.round_id, i.owner_role, i.owner_place, i.state, i.screened_on,
  i.report_id, i.reports, i.found, i.unpaid_people, i.unpaid_fen, i.added_on, i.removed_on,
  r.submitted_by_name as reported_by, r.reason, r.headcount, r.boards, r.paid_until, r.spoke_to, r.findings, r.words`

/** The report that counts, `r`. */
const counting = sql`left join screening.report r on r.district = i.district and r.id = i.report_id`

const Cursor = z.tuple([z.string(), z.string(), z.uuid()])

interface At {
  readonly reading: Reading
  readonly round: RoundColumns
  readonly posts: readonly RunningPost[]
  readonly names: Names
  readonly isHeld: (owner: Addressee) => boolean
}

async function standAt(reading: Reading, roundId: string): Promise<At> {
  const round = await readRoundRow(reading, roundId)
  const [posts, names, isHeld] = [
    await listMyPosts(reading),
    await namesIn(reading),
    await heldPosts(reading),
  ]
  return { reading, round, posts, names, isHeld }
}

/** Known projects of a round by town and name; those not on its list too. */
export async function listItems(
  ctx: Context,
  roundId: string,
  { after, limit, ...filter }: PageQuery & ItemFilter,
): Promise<{ rows: ItemRow[]; next: string | null }> {
  const begin = readCursor(Cursor, after)
  return look(ctx, async (reading) => {
    const at = await standAt(reading, roundId)
    const conditions = [
      ...conditionsOf(at.round, filter, { today: officeDay(reading), posts: at.posts }),
      ...(begin === null
        ? []
        : [
            sql<SqlBool>`(coalesce(f.town, '~'), f.name, f.id) > (${begin[0]}, ${begin[1]}, ${begin[2]}::uuid)`,
          ]),
    ]
    const found = await sql<FoundRow>`
      select ${rowColumns} from ${knownOf(at.round, counting)} and ${sql.join(conditions, sql` and `)}
      order by coalesce(f.town, '~'), f.name, f.id limit ${limit + 1}`.execute(
      tables<Database>(reading),
    )
    const page = found.rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map((row) => rowOf(row, at)),
      next:
        found.rows.length > limit && last
          ? cursorOf([last.town_key, last.name, last.project_id])
          : null,
    }
  })
}

/** One project of a round with all that was reported of it; also what was taken off the list. */
export async function viewItem(
  ctx: Context,
  { roundId, itemId }: { readonly roundId: string; readonly itemId: string },
): Promise<ItemPage> {
  return look(ctx, async (reading) => {
    const at = await standAt(reading, roundId)
    const { round } = at
    const found = await sql<FoundRow>`
      select ${rowColumns} from screening.item i join registry.project_face f on f.district = i.district and f.id = i.project_id
      ${counting}
      where i.district = ${reading.district} and i.round_id = ${roundId} and i.id = ${itemId}`.execute(
      tables<Database>(reading),
    )
    const row = found.rows[0]
    if (row === undefined) throw new Refused({ code: 'screening.unknown-item', kind: 'not-found' })
    return {
      ...rowOf(row, at),
      roundId,
      roundTitle: round.title,
      roundState: round.state,
      beginsOn: round.begins_on,
      endsOn: round.ends_on,
      removedOn: row.removed_on,
      theReports: await reportsOf(reading, itemId, row.report_id),
    }
  })
}

/** What whoever asks has to look at in a round, as his phone takes it along. */
export async function viewMine(ctx: Context, roundId: string): Promise<PhoneRound> {
  return look(ctx, async (reading) => {
    const at = await standAt(reading, roundId)
    const { round, names } = at
    const found = await sql<FoundRow>`
      select ${rowColumns} from ${knownOf(round, counting)} and i.id is not null and ${ofPosts(at.posts)}
      order by (i.state <> 'waiting'), f.name, f.id limit ${mostOfMine}`.execute(
      tables<Database>(reading),
    )
    const rows = found.rows.map((row) => rowOf(row, at))
    const district = await viewDistrict(reading)
    const owners = new Map(
      rows.flatMap(({ owner, ownerName }) =>
        owner === null ? [] : [[ownerName ?? '', { owner, ownerName: ownerName ?? '' }] as const],
      ),
    )
    return {
      roundId,
      title: round.title,
      state: round.state,
      beginsOn: round.begins_on,
      endsOn: round.ends_on,
      zeroRhythm: round.zero_rhythm,
      owners: [...owners.values()],
      items: found.rows.flatMap((row) =>
        row.id === null
          ? []
          : [
              {
                itemId: row.id,
                code: row.code,
                name: row.name,
                place: row.place,
                townName: names.town(row.town),
                state: row.state,
                isMissed: isMissed(
                  row,
                  { state: round.state, endsOn: round.ends_on },
                  officeDay(reading),
                ),
                screenedOn: row.screened_on,
              },
            ],
      ),
      districtName: district.name,
      demo: district.demo,
      accountId: reading.actor.id,
      accountName: reading.actor.name,
      readAt: reading.now.toISOString(),
    }
  })
}

/** A photo of an item that may be seen: named by a report, or one's own. */
export async function readPhoto(
  reading: Reading,
  of: { readonly roundId: string; readonly itemId: string; readonly photoId: string },
): Promise<PhotoColumns | null> {
  await readRoundRow(reading, of.roundId)
  const found = await tables<ScreeningTables>(reading)
    .selectFrom('screening.photo')
    .selectAll()
    .where('district', '=', reading.district)
    .where('item_id', '=', of.itemId)
    .where('id', '=', of.photoId)
    .where((where) =>
      where.or([where('report_id', 'is not', null), where('uploaded_by', '=', reading.actor.id)]),
    )
    .executeTakeFirst()
  return found ?? null
}

export function photoOf(photo: PhotoColumns): Photo {
  const { latitude_hundredths: latitude, longitude_hundredths: longitude } = photo
  return {
    id: photo.id,
    media: photo.media,
    bytes: photo.bytes,
    takenOn: photo.taken_on,
    latitude: latitude === null ? null : latitude / 100,
    longitude: longitude === null ? null : longitude / 100,
  }
}

/** More phones than ever report one site. */
const mostReports = 100

async function reportsOf(
  reading: Reading,
  itemId: string,
  countsId: string | null,
): Promise<Report[]> {
  const reports = await tables<ScreeningTables>(reading)
    .selectFrom('screening.report')
    .selectAll()
    .where('district', '=', reading.district)
    .where('item_id', '=', itemId)
    .orderBy('submitted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostReports)
    .execute()
  const photos = await tables<ScreeningTables>(reading)
    .selectFrom('screening.photo')
    .selectAll()
    .where('district', '=', reading.district)
    .where('item_id', '=', itemId)
    .where('report_id', 'is not', null)
    .orderBy('uploaded_at')
    .limit(mostReports * 9)
    .execute()
  const byReport = Map.groupBy(photos, ({ report_id }) => report_id)
  return reports.map((report) => ({
    ...contentOf(report),
    counts: report.id === countsId,
    photos: (byReport.get(report.id) ?? []).map(photoOf),
  }))
}

function contentOf(report: ReportColumns): Omit<Report, 'counts' | 'photos'> {
  return {
    id: report.id,
    outcome: report.outcome,
    day: report.day,
    reason: report.reason,
    headcount: report.headcount,
    boards: report.boards,
    paidUntil: report.paid_until,
    spokeTo: report.spoke_to,
    findings: report.findings,
    words: report.words,
    unpaidPeople: report.unpaid_people,
    unpaidFen: report.unpaid_fen === null ? null : fen(report.unpaid_fen),
    isAfterClose: report.after_close,
    submittedByName: report.submitted_by_name,
    organisation: report.organisation,
    submittedAt: report.submitted_at.toISOString(),
  }
}

function rowOf(row: FoundRow, { reading, round, posts, names, isHeld }: At): ItemRow {
  const project = {
    projectId: row.project_id,
    projectCode: row.code,
    projectName: row.name,
    projectState: row.project_state,
    place: row.place,
    townName: names.town(row.town),
    industry: row.industry,
    ownerKind: row.owner_kind,
  }
  if (row.id === null) return { ...project, ...notListed }
  const owner: Addressee = { role: row.owner_role, place: row.owner_place || null }
  const ends = { state: round.state, endsOn: round.ends_on }
  return {
    ...project,
    itemId: row.id,
    owner,
    ownerName: names.owner(owner),
    isUnowned: !isHeld(owner),
    isMine: isAddressedTo(owner, posts),
    state: row.state,
    isMissed: isMissed(row, ends, officeDay(reading)),
    isLate: row.screened_on !== null && row.screened_on > round.ends_on,
    reports: row.reports,
    screenedOn: row.screened_on,
    reportedByName: row.reported_by,
    found: row.found,
    unpaidPeople: row.unpaid_people,
    unpaidFen: fen(row.unpaid_fen),
    reason: row.reason,
    headcount: row.headcount,
    boards: row.boards,
    paidUntil: row.paid_until,
    spokeTo: row.spoke_to,
    findings: row.findings ?? [],
    words: row.words,
  }
}

const notListed = {
  itemId: null,
  owner: null,
  ownerName: null,
  isUnowned: false,
  isMine: false,
  state: 'unlisted' as const,
  isMissed: false,
  isLate: false,
  reports: 0,
  screenedOn: null,
  reportedByName: null,
  found: false,
  unpaidPeople: 0,
  unpaidFen: fen(0),
  reason: null,
  headcount: null,
  boards: null,
  paidUntil: null,
  spokeTo: null,
  findings: [],
  words: null,
}
