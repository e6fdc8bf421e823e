import { createPublicKey, verify } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { act } from '../../platform/act.ts'
import { headsPublicKey } from '../../platform/audit-seal.ts'
import type { Context } from '../../platform/context.ts'
import { sealAudit } from '../../platform/seal-audit.ts'
import { listHeads, verifyAudit, viewChain } from './views-chain.ts'

const here = await district()
const owner = new pg.Client({ connectionString: here.database.ownerUrl })
let nextDistrict = 990_101
let office: Context

beforeAll(() => owner.connect())
afterAll(() => owner.end())
beforeEach(() => {
  office = here.elsewhere(String(nextDistrict))
  nextDistrict += 1
})

/** So many entries, some of several in one transaction. */
async function write(count: number, ctx = office): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    await act(ctx, 'sheet.read', `s-${at}`, async (tx) => tx.note({ rows: at, list: '甲"乙' }))
  }
}

const seal = (ctx = office) => sealAudit(here.platform, ctx.now)
const found = async (ctx = office) => {
  const { faults, first } = await verifyAudit(ctx)
  return { faults, kinds: first.map(({ kind, sealNo }) => `${kind} ${sealNo}`) }
}

async function asOwner(text: string): Promise<number> {
  const done = await owner.query(text, [office.district])
  return done.rowCount ?? 0
}

test('what was written is sealed in one chain, and a whole chain has no fault', async () => {
  await write(5)
  expect(await viewChain(office)).toMatchObject({ sealed: 0, sealedAt: null, unsealed: 5 })
  expect(await seal()).toBe(5)
  await write(3)
  expect(await seal()).toBe(3)
  expect(await seal()).toBe(0)
  expect(await verifyAudit(office)).toEqual({
    sealed: 8,
    unsealed: 0,
    heads: 1,
    faults: 0,
    first: [],
  })
})

test('the tail that is not sealed yet is counted, and is no fault while it is fresh', async () => {
  await write(2)
  await seal()
  await write(3)
  expect(await verifyAudit(office)).toMatchObject({ sealed: 2, unsealed: 3, faults: 0 })
  const later = { ...office, now: new Date(office.now.getTime() + 120_000) }
  expect(await verifyAudit(later)).toMatchObject({ unsealed: 3, faults: 3 })
})

test('two sealers at once make one chain', async () => {
  await seal()
  await write(20)
  const sealed = await Promise.all([seal(), seal(), seal()])
  expect(sealed.reduce((sum, count) => sum + count, 0)).toBe(20)
  expect(await found()).toEqual({ faults: 0, kinds: [] })
})

test('an entry that the owner of the database has changed is found, whatever was changed', async () => {
  await write(6)
  await seal()
  const changes = [
    `actor_name = '别人'`,
    `detail = '{"rows": 7}'`,
    `outcome = 'refused'`,
    `at = at + interval '1 minute'`,
    `subject = 's-9'`,
  ]
  for (const [nth, change] of changes.entries()) {
    await asOwner(
      `update platform.audit_entry set ${change} where district = $1 and seal_no = ${nth + 1}`,
    )
  }
  expect(await found()).toEqual({
    faults: 5,
    kinds: ['changed 1', 'changed 2', 'changed 3', 'changed 4', 'changed 5'],
  })
})

test('a deletion is found in the middle, and at the end', async () => {
  await write(6)
  await seal()
  await asOwner('delete from platform.audit_entry where district = $1 and seal_no in (3, 4)')
  expect(await found()).toEqual({ faults: 2, kinds: ['missing 3'] })
  await asOwner('delete from platform.audit_entry where district = $1 and seal_no = 6')
  expect(await found()).toEqual({ faults: 3, kinds: ['missing 3', 'cut-off 6'] })
})

test('an entry put in beside the program is never sealed, and is found', async () => {
  await write(3)
  await seal()
  await asOwner(
    `insert into platform.audit_entry (district, id, at, actor_id, actor_name, action, subject, outcome)
     select district, gen_random_uuid(), at, actor_id, actor_name, action, subject, outcome from platform.audit_entry
     where district = $1 and seal_no = 2`,
  )
  expect(await seal()).toBe(0)
  expect(await found()).toEqual({ faults: 1, kinds: ['put-in null'] })
  // With a copied proof, which is of another entry, and a number at the end.
  await asOwner(
    `insert into platform.audit_entry (district, id, at, actor_id, actor_name, action, subject, outcome, proof, seal_no, seal)
     select district, gen_random_uuid(), at, actor_id, actor_name, action, subject, outcome, proof, 4, seal from platform.audit_entry
     where district = $1 and seal_no = 3`,
  )
  expect(await found()).toEqual({ faults: 2, kinds: ['changed 4', 'put-in null'] })
})

test('cut off together with its heads it still differs from heads that are kept elsewhere', async () => {
  await write(3)
  await seal()
  const kept = await listHeads(office)
  await write(3)
  await seal()
  const keptLater = await listHeads(office)
  // What stood before, put back whole: nothing in the database tells.
  await asOwner('delete from platform.audit_entry where district = $1 and seal_no > 3')
  await asOwner('delete from platform.audit_head where district = $1')
  const [old] = kept
  await owner.query(
    `insert into platform.audit_head (district, seal_no, seal, signed_at, signature, is_last)
     values ($1, $2, decode($3, 'hex'), $4, decode($5, 'hex'), true)`,
    [old?.district, old?.sealNo, old?.seal, old?.signedAt, old?.signature],
  )
  expect(await found()).toEqual({ faults: 0, kinds: [] })
  expect(await verifyAudit(office, keptLater)).toMatchObject({
    faults: 3,
    first: [{ kind: 'cut-off', sealNo: 4 }],
  })
})

test('a head that the program did not sign is found; anybody can check one with the public key', async () => {
  await write(2)
  await seal()
  const [head] = await listHeads(office)
  if (head === undefined) throw new Error('There is no head.')
  const said = `huxin audit head ${head.district} ${head.sealNo} ${head.seal} ${head.signedAt}`
  const key = createPublicKey(headsPublicKey(here.platform.keys))
  expect(verify(null, Buffer.from(said), key, Buffer.from(head.signature, 'hex'))).toBe(true)
  await asOwner(
    `update platform.audit_head set signed_at = signed_at + interval '1 hour' where district = $1`,
  )
  expect(await found()).toEqual({ faults: 1, kinds: ['head-forged 2'] })
})

test('entries from before there were proofs begin the chain', async () => {
  await write(3)
  await asOwner('update platform.audit_entry set proof = null where district = $1')
  expect(await found()).toEqual({ faults: 0, kinds: [] })
  expect(await seal()).toBe(3)
  await write(1)
  expect(await seal()).toBe(1)
  expect(await found()).toEqual({ faults: 0, kinds: [] })
})

test('the program itself cannot seal an entry twice, nor take one away', async () => {
  await write(2)
  await seal()
  const app = new pg.Client({ connectionString: here.database.appUrl })
  await app.connect()
  await app.query(
    `begin; set local huxin.first = '${office.district}'; set local huxin.last = '${office.district}'; set local huxin.projects = '*'`,
  )
  const again = await app.query(
    `update platform.audit_entry set seal_no = 99 where district = $1 and seal_no = 1`,
    [office.district],
  )
  expect(again.rowCount).toBe(0)
  await expect(
    app.query('delete from platform.audit_entry where district = $1', [office.district]),
  ).rejects.toThrow('permission denied')
  await app.end()
})
