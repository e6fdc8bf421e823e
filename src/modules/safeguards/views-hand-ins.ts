import { sql } from 'kysely'
import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import {
  type HandIn,
  HandInContract,
  HandInEvidence,
  type HandInFilter,
} from './contract-hand-ins.ts'
import type { Paper } from './contract.ts'
import type { HandInColumns } from './tables.ts'
import { namesOf } from './views-contracts.ts'
import { contractName } from './words.ts'

interface FoundHandIn extends HandInColumns {
  code: string
  name: string
  paper_name: string
  media: Paper['media']
  bytes: number
}

/** What firms have handed in, newest first. */
export async function listHandIns(
  ctx: Context,
  { after, limit, project, state = 'waiting' }: PageQuery & HandInFilter,
): Promise<{ rows: HandIn[]; next: string | null; total: number }> {
  const begin = readCursor(z.tuple([z.uuid()]), after)
  return look(ctx, async (reading) => {
    const { district } = reading
    const ofState = state === 'all' ? sql`true` : sql`h.state = ${state}`
    const ofProject = project === undefined ? sql`true` : sql`p.code = ${project}`
    const onwards = begin === null ? sql`true` : sql`h.id < ${begin[0]}`
    const from = sql`from safeguards.hand_in h
      join registry.project_face p on p.district = ${district} and p.id = h.project_id
      where h.district = ${district} and ${ofState} and ${ofProject}`
    const found = await sql<FoundHandIn>`
      select f.*, a.name as paper_name, a.media, a.bytes from (
        select h.*, p.code, p.name ${from} and ${onwards} order by h.id desc limit ${limit + 1}
      ) f join safeguards.paper a on a.district = ${district} and a.id = f.paper_id
      order by f.id desc`.execute(tables(reading))
    const counted = await sql<{ total: number }>`select count(*)::int as total ${from}`.execute(
      tables(reading),
    )
    const page = found.rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: await shown(reading, page),
      next: found.rows.length > limit && last !== undefined ? cursorOf([last.id]) : null,
      total: counted.rows[0]?.total ?? 0,
    }
  })
}

async function shown(reading: Reading, page: readonly FoundHandIn[]): Promise<HandIn[]> {
  const contracts = new Map(
    page.flatMap(({ id, safeguard, body }) =>
      safeguard === null ? [[id, HandInContract.parse(body)] as const] : [],
    ),
  )
  const ids = [...contracts.values()].flatMap(({ partyA, partyB }) => [partyA, partyB])
  const names = await namesOf(reading, ids)
  return page.map((row): HandIn => {
    const contract = contracts.get(row.id)
    const evidence = contract === undefined ? HandInEvidence.parse(row.body) : null
    return {
      id: row.id,
      project: { code: row.code, name: row.name },
      safeguard: row.safeguard,
      state: row.state,
      says: contract === undefined ? (evidence?.words ?? '') : contractName(contract),
      saidOn: evidence?.saidOn ?? null,
      validTo: evidence?.validTo ?? null,
      contract:
        contract === undefined
          ? null
          : {
              kind: contract.kind,
              number: contract.number,
              partyA: names.get(contract.partyA)?.name ?? '',
              partyB: names.get(contract.partyB)?.name ?? '',
              sumFen: contract.sumFen,
              signedOn: contract.signedOn,
              beginsOn: contract.beginsOn,
              endsOn: contract.endsOn,
            },
      paper: { id: row.paper_id, name: row.paper_name, media: row.media, bytes: row.bytes },
      handedInBy: row.handed_in_by,
      handedInByName: row.handed_in_by_name,
      organisation: row.organisation,
      handedInOn: row.handed_in_on,
      checkedByName: row.checked_by_name,
      why: row.why,
    }
  })
}
