import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../platform/context.ts'
import { matchingName } from './rules/matching-name.ts'

/** A firm as a sheet or a page states it. */
export interface StatedFirm {
  readonly name: string
  readonly creditCode: string | null
  readonly creditCodeFinding: string | null
}

/**
 * The enterprise of each stated firm, in the same order; who is not known yet is made. A firm is known by its credit code,
 * and where none is stated, or one that can be nobody's, by its name: the one firm of that name, else the one without a
 * code. A firm known by name alone takes the code that is stated for it first. All at once, and safe beside others who
 * do the same: the table is a reference of all districts.
 */
export async function ensureEnterprises(
  tx: Tx,
  firms: readonly StatedFirm[],
): Promise<readonly string[]> {
  if (firms.length === 0) return []
  const stated = new Map<string, Stated>()
  const keys = firms.map((firm) => {
    const nameKey = matchingName(firm.name)
    const code = isIdentifying(firm) ? firm.creditCode : null
    const key = code ?? `=${nameKey}`
    if (!stated.has(key)) {
      const finding = code === null ? null : firm.creditCodeFinding
      stated.set(key, { key, id: uuidv7(), name: firm.name, nameKey, code, finding })
    }
    return key
  })
  const sorted = [...stated.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const known = await findKnown(tx, sorted)
  const missing = sorted.filter(({ key }) => !known.has(key))
  if (missing.length > 0) {
    await adoptCodes(tx, missing)
    await insertMissing(tx, missing)
    // Another transaction may have been first: whoever stands now is meant.
    for (const [key, id] of await findKnown(tx, missing)) known.set(key, id)
  }
  return keys.map((key) => {
    const id = known.get(key)
    if (id === undefined) throw new Error('An enterprise that was just made is not there.')
    return id
  })
}

interface Stated {
  readonly key: string
  readonly id: string
  readonly name: string
  readonly nameKey: string
  readonly code: string | null
  readonly finding: string | null
}

/** A code that only fails its check digit, or is one of the older kinds, still is somebody's; `无` or half a code is not. */
function isIdentifying({ creditCode, creditCodeFinding }: StatedFirm): boolean {
  if (creditCode === null) return false
  return creditCodeFinding === null || identifying.has(creditCodeFinding)
}

const identifying = new Set(['registry.credit-code-check-digit', 'registry.credit-code-old'])

async function findKnown(tx: Tx, stated: readonly Stated[]): Promise<Map<string, string>> {
  const found = await tx.client.query<{ key: string; id: string | null }>({
    name: 'registry-known-enterprises',
    text: `select s.key, e.id from unnest($1::text[], $2::text[]) as s (key, code)
        join registry.enterprise e on e.credit_code = s.code
      union all
      select s.key, coalesce(
          case when count(*) = 1 then (array_agg(e.id))[1] end,
          (array_agg(e.id) filter (where e.credit_code is null))[1])
        from unnest($1::text[], $2::text[], $3::text[]) as s (key, code, name_key)
        join registry.enterprise e on e.name_key = s.name_key
        where s.code is null group by s.key`,
    values: [
      stated.map((one) => one.key),
      stated.map((one) => one.code),
      stated.map((one) => one.nameKey),
    ],
  })
  const known = new Map<string, string>()
  for (const { key, id } of found.rows) if (id !== null) known.set(key, id)
  return known
}

/**
 * Who was known by name only is meant by the code that now comes with this name. One transaction at a time, or two
 * could give one code to two firms.
 */
async function adoptCodes(tx: Tx, missing: readonly Stated[]): Promise<void> {
  const coded = missing.filter(({ code }) => code !== null)
  const nameKeys = coded.map((one) => one.nameKey)
  if (coded.length === 0) return
  const adoptable = await tx.client.query({
    name: 'registry-adoptable',
    text: 'select from registry.enterprise where name_key = any ($1) and credit_code is null limit 1',
    values: [nameKeys],
  })
  if (adoptable.rowCount === 0) return
  await tx.client.query({
    name: 'registry-lock-codes',
    text: `select pg_advisory_xact_lock(hashtextextended('huxin registry codes', 0))`,
  })
  await tx.client.query({
    name: 'registry-adopt-codes',
    text: `update registry.enterprise e set credit_code = s.code, credit_code_finding = s.finding
      from (select distinct on (name_key) * from unnest($1::text[], $2::text[], $3::text[]) as u (name_key, code, finding)
        order by name_key, code) s
      where e.name_key = s.name_key and e.credit_code is null
        and not exists (select from registry.enterprise o where o.credit_code = s.code)`,
    values: [nameKeys, coded.map((one) => one.code), coded.map((one) => one.finding)],
  })
}

async function insertMissing(tx: Tx, missing: readonly Stated[]): Promise<void> {
  await tx.client.query({
    name: 'registry-insert-enterprises',
    text: `insert into registry.enterprise (id, name, name_key, credit_code, credit_code_finding)
      select id, name, name_key, code, finding
      from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) as u (id, name, name_key, code, finding)
      where code is not null or not exists (select from registry.enterprise o where o.name_key = u.name_key and o.credit_code is null)
      order by code, name_key
      on conflict do nothing`,
    values: [
      missing.map((one) => one.id),
      missing.map((one) => one.name),
      missing.map((one) => one.nameKey),
      missing.map((one) => one.code),
      missing.map((one) => one.finding),
    ],
  })
}
