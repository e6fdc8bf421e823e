import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import { type Context, tables } from '../../platform/context.ts'
import { type Keys, linkProof } from '../../platform/keys.ts'
import { systemContext } from '../../platform/system.ts'
import { viewDistrict } from '../places/views.ts'
import type { InvitationFilter, InvitationRow, OpenedInvitation } from './contract-invitations.ts'
import { invitationState } from './rules/invitation.ts'
import type { InvitationColumns, PeopleTables } from './tables.ts'

export function stateOf(
  row: Pick<InvitationColumns, 'expires_at' | 'accepted_at' | 'withdrawn_at'>,
  now: Date,
) {
  const { expires_at: expiresAt, accepted_at: acceptedAt, withdrawn_at: withdrawnAt } = row
  return invitationState({ expiresAt, acceptedAt, withdrawnAt }, now)
}

/** A page of invitations, the newest first. */
export async function listInvitations(
  ctx: Context,
  { after, limit, show }: PageQuery & InvitationFilter,
): Promise<{ rows: InvitationRow[]; next: string | null; waiting: number }> {
  const begin = readCursor(z.tuple([z.iso.datetime(), z.uuid()]), after)
  return look(ctx, async (reading) => {
    const ofDistrict = tables<PeopleTables>(reading)
      .selectFrom('people.invitation')
      .where('district', '=', reading.district)
    const waiting = ofDistrict.where('accepted_at', 'is', null).where('withdrawn_at', 'is', null)
    let query = show === 'waiting' ? waiting : ofDistrict
    if (begin !== null) {
      const [at, id] = begin
      query = query.where((where) =>
        where.or([
          where('invited_at', '<', new Date(at)),
          where.and([where('invited_at', '=', new Date(at)), where('id', '<', id)]),
        ]),
      )
    }
    const found = await query
      .selectAll()
      .orderBy('invited_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    const counted = await waiting
      .select((where) => where.fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow()
    const page = found.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map((row) => rowOf(row, reading.now)),
      next:
        found.length > limit && last ? cursorOf([last.invited_at.toISOString(), last.id]) : null,
      waiting: Number(counted.count),
    }
  })
}

/** The address to give to the invited person; of one that can still be accepted. */
export async function viewInvitationLink(ctx: Context, id: string): Promise<{ path: string }> {
  return look(ctx, async (reading) => {
    const found = await tables<PeopleTables>(reading)
      .selectFrom('people.invitation')
      .select('id')
      .where('district', '=', reading.district)
      .where('id', '=', id)
      .executeTakeFirst()
    if (found === undefined) throw noSuchInvitation()
    return { path: `/invitation#${invitationLink(ctx.platform.keys, reading.district, found.id)}` }
  })
}

/** What a link offers, for whoever has it. */
export async function openInvitation(ctx: Context, link: string): Promise<OpenedInvitation> {
  const opened = readInvitationLink(ctx.platform.keys, link)
  if (opened === null) throw noSuchInvitation()
  const there = systemContext(ctx.platform, opened.district, ctx.now)
  return look(there, async (reading) => {
    const found = await tables<PeopleTables>(reading)
      .selectFrom('people.invitation')
      .selectAll()
      .where('district', '=', opened.district)
      .where('id', '=', opened.id)
      .executeTakeFirst()
    if (found === undefined) throw noSuchInvitation()
    const { role, organisation, invitedName, placeName, industries, state, expiresAt } = rowOf(
      found,
      ctx.now,
    )
    const { name: districtName } = await viewDistrict(reading)
    return {
      role,
      organisation,
      invitedName,
      placeName,
      industries,
      state,
      expiresAt,
      district: opened.district,
      districtName,
    }
  })
}

export function noSuchInvitation(): Refused {
  return new Refused({ code: 'people.invitation-unknown', kind: 'not-found' })
}

function rowOf(row: InvitationColumns, now: Date): InvitationRow {
  return {
    id: row.id,
    role: row.role,
    organisation: row.organisation,
    invitedName: row.invited_name,
    placeName: row.place_name,
    industries: row.industries,
    state: stateOf(row, now),
    invitedByName: row.invited_by_name,
    invitedAt: row.invited_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    accountName: row.account_name,
  }
}

/** `990101.` the invitation's id `.` and the proof: kept nowhere, computed when asked for. */
function invitationLink(keys: Keys, district: string, id: string): string {
  return `${district}.${id}.${proofOf(keys, district, id).toString('base64url')}`
}

/** Which invitation a link opens; null where it is none of ours. */
export function readInvitationLink(
  keys: Keys,
  link: string,
): { district: string; id: string } | null {
  const [, district, id, proof] =
    /^(\d{6})\.([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.([\w-]{32})$/.exec(link.trim()) ?? []
  if (district === undefined || id === undefined || proof === undefined) return null
  const isOurs = timingSafeEqual(Buffer.from(proof, 'base64url'), proofOf(keys, district, id))
  return isOurs ? { district, id } : null
}

function proofOf(keys: Keys, district: string, id: string): Buffer {
  return linkProof(keys, `invitation\0${district}\0${id}`)
}
