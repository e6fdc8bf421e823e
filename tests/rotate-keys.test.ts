import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { Refused } from '../src/kernel/refusal.ts'
import { keepFile } from '../src/modules/files/keep-file.ts'
import { openFile } from '../src/modules/files/open-file.ts'
import { spoolFile } from '../src/modules/files/spool-file.ts'
import { act } from '../src/platform/act.ts'
import { changeSecret } from '../src/platform/change-secret.ts'
import { loadKeys, refreshKeys } from '../src/platform/key-generations.ts'
import {
  blindIndex,
  deriveKeys,
  type Keys,
  keyNameOf,
  openText,
  openValue,
  sealText,
  sealValue,
} from '../src/platform/keys.ts'
import { type RotateKeys, rotateKeys } from '../src/platform/rotate-keys.ts'
import type { SuiteName } from '../src/platform/suite.ts'
import { sealedPlaces } from '../src/sealed-places.ts'
import { district } from './support/district.ts'
import { testDatabase, testSecret } from './support/postgres.ts'

// One installation whose keys are rotated again and again: each test goes on from the one before.
const here = await district()
const ctx = here.at('2026-11-23')
const { keys } = here.platform
const numbers = Array.from({ length: 40 }, (_, at) => `9901011990010${String(at).padStart(5, '0')}`)
const content = randomBytes(700_000)
const [fileId, accountId] = [randomUUID(), randomUUID()]
let hash = ''

beforeAll(async () => {
  for (const number of numbers) await putIn(keys, number)
  const pieces = async function* () {
    yield content
  }
  const spooled = await spoolFile(pieces())
  hash = (await keepFile(ctx, spooled)).hash
  await spooled.discard()
  await asOwner(async (owner) => {
    // What they stand below matters to nobody here.
    await owner.query('set session_replication_role = replica')
    await owner.query(
      `insert into exchange.mend (district, id, source_file_id, sheet, "row", "column", value, mended_by, mended_by_name, mended_at)
        values ($1, gen_random_uuid(), $2, 1, 4, 2, $3, $2, '周甲一', now())`,
      [here.code, fileId, sealText(keys, 'mend 1 4 2', '赵甲一')],
    )
    await owner.query(
      `insert into people.second_factor (district, account_id, secret, begun_at, last_step) values ($1, $2, $3, now(), 0)`,
      [here.code, accountId, sealText(keys, `second factor ${accountId}`, 'JBSWY3DP')],
    )
  })
})

async function putIn(withKeys: Keys, number: string): Promise<void> {
  await act(ctx, 'project.create', 'v', async (tx) => {
    const { kind, blindIndex, ciphertext, masked } = sealValue(withKeys, 'id-number', number)
    await tx.client.query(
      `insert into platform.personal_value values ($1, gen_random_uuid(), $2, $3, $4, $5)
        on conflict (district, kind, blind_index) do nothing`,
      [here.code, kind, blindIndex, ciphertext, masked],
    )
  })
}

async function asOwner<R>(work: (owner: pg.Client) => Promise<R>): Promise<R> {
  const owner = new pg.Client({ connectionString: here.database.ownerUrl })
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}

function rotate(suite: SuiteName, over: Partial<RotateKeys> = {}) {
  const { ownerUrl } = here.database
  return rotateKeys({
    ownerUrl,
    secret: testSecret,
    suite,
    places: sealedPlaces,
    clock: () => ctx.now,
    settleMs: 0,
    ...over,
  })
}

async function refresh(withKeys = keys): Promise<void> {
  await asOwner((owner) => refreshKeys(owner, testSecret, withKeys))
}

async function valueIds(): Promise<string[]> {
  return asOwner(async (owner) => {
    const found = await owner.query<{ id: string }>(
      'select id from platform.personal_value order by id',
    )
    return found.rows.map(({ id }) => id)
  })
}

/** Everything that was put in opens, is found by its index, and is sealed with the one key. */
async function expectAll(withKeys: Keys): Promise<void> {
  await asOwner(async (owner) => {
    for (const number of numbers) {
      const found = await owner.query<{ ciphertext: Buffer }>(
        'select ciphertext from platform.personal_value where blind_index = $1',
        [blindIndex(withKeys, 'id-number', number)],
      )
      expect(found.rows).toHaveLength(1)
      const sealed = found.rows[0]?.ciphertext ?? Buffer.alloc(0)
      expect([keyNameOf(sealed), openValue(withKeys, 'id-number', sealed)]).toEqual([
        withKeys.name,
        number,
      ])
    }
    const mend = await owner.query<{ value: Buffer }>('select value from exchange.mend')
    expect(openText(withKeys, 'mend 1 4 2', mend.rows[0]?.value ?? Buffer.alloc(0))).toBe('赵甲一')
    const factor = await owner.query<{ secret: Buffer }>('select secret from people.second_factor')
    const secret = factor.rows[0]?.secret ?? Buffer.alloc(0)
    expect(openText(withKeys, `second factor ${accountId}`, secret)).toBe('JBSWY3DP')
    const names = await owner.query<{ name: string }>(
      `select distinct encode(substring(content from 1 for 4), 'hex') as name from files.chunk`,
    )
    expect(names.rows).toEqual([{ name: withKeys.name }])
  })
  const read: Buffer[] = []
  const reading = { ...ctx, platform: { ...here.platform, keys: withKeys } }
  for await (const piece of openFile(reading, hash)) read.push(piece)
  expect(Buffer.concat(read).equals(content)).toBe(true)
}

test('every value, file and text is sealed anew, and every value keeps its id', async () => {
  const [before, old] = [await valueIds(), keys.name]
  const rotated = await rotate('aes')
  expect(rotated).toMatchObject({ from: old, values: numbers.length, others: 5 })
  await refresh()
  expect(keys.name).toBe(rotated.to)
  expect(keys.name).not.toBe(old)
  await expectAll(keys)
  expect(await valueIds()).toEqual(before)
})

test('to the ciphers of the State Cryptography Administration, and back', async () => {
  await rotate('gm')
  await refresh()
  expect(keys.suite.name).toBe('gm')
  await expectAll(keys)
  await rotate('aes')
  await refresh()
  expect(keys.suite.name).toBe('aes')
  await expectAll(keys)
})

test('broken off anywhere it goes on from there, and the old key opens what it sealed until then', async () => {
  const old = keys.name
  const broken = (what: string) => ({
    onProgress: (doing: string) => {
      if (doing === what) throw new Error('broken off')
    },
  })
  await expect(rotate('aes', broken('values'))).rejects.toThrow('broken off')
  await refresh()
  expect(keys.name).toBe(old)
  await expectAll(keys)
  await expect(rotate('aes', broken('places'))).rejects.toThrow('broken off')
  await refresh()
  expect(keys.name).not.toBe(old)
  const generations = await asOwner((owner) =>
    owner.query(
      `select from platform.key_generation where state in ('coming', 'in-use', 'earlier')`,
    ),
  )
  expect(generations.rowCount).toBe(2)
  expect(await rotate('aes')).toMatchObject({ from: old, to: keys.name, values: 0 })
  await expectAll(keys)
})

test('a process that has not heard of it puts nothing in that nobody would find', async () => {
  const stale = { ...keys }
  await rotate('aes')
  const refused = await putIn(stale, '990101199001099999').catch((error: unknown) => error)
  expect(refused instanceof Refused && refused.refusal).toMatchObject({
    code: 'platform.keys-changed',
    kind: 'busy',
  })
  await refresh(stale)
  await putIn(stale, '990101199001099999')
  await refresh()
  await expectAll(keys)
})

test('who goes on writing meanwhile loses nothing, and nothing is there twice', async () => {
  const more = Array.from({ length: 60 }, (_, at) => `9901011980010${String(at).padStart(5, '0')}`)
  const writer = { ...keys }
  const writing = (async () => {
    for (const number of more) {
      // As a listener does: again, after it has looked.
      while (
        !(await putIn(writer, number).then(
          () => true,
          () => false,
        ))
      )
        await refresh(writer)
    }
  })()
  await rotate('aes')
  await writing
  await refresh()
  await asOwner(async (owner) => {
    const found = await owner.query<{ ciphertext: Buffer }>(
      'select ciphertext from platform.personal_value',
    )
    const values = found.rows.map(({ ciphertext }) => openValue(keys, 'id-number', ciphertext))
    expect(new Set(values).size).toBe(values.length)
    expect(values).toEqual(expect.arrayContaining([...numbers, ...more]))
  })
  await expectAll(keys)
})

test('two at once: the second is told so', async () => {
  const ended = await Promise.allSettled([rotate('aes'), rotate('aes')])
  expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  await refresh()
})

test('the secret is changed without sealing a value anew; the old one opens nothing any more', async () => {
  const next = randomBytes(32)
  const [{ ownerUrl }, { name }] = [here.database, keys]
  await changeSecret(ownerUrl, { from: testSecret, to: next })
  const opened = await asOwner((owner) => loadKeys(owner, next, { suite: 'aes', now: ctx.now }))
  expect(opened.name).toBe(name)
  expect([opened.audit, opened.auditHeads]).toEqual([keys.audit, keys.auditHeads])
  expect(opened.appPassword).not.toBe(keys.appPassword)
  await expectAll(opened)
  const refused = asOwner((owner) => loadKeys(owner, testSecret, { suite: 'aes', now: ctx.now }))
  await expect(refused).rejects.toMatchObject({
    refusal: { code: 'platform.secret-other', values: { values: 101, files: 1 } },
  })
  await changeSecret(ownerUrl, { from: next, to: testSecret })
})

test('a new installation begins with the ciphers that are set, an older one with what it has', async () => {
  const fresh = await testDatabase()
  onTestFinished(() => fresh.drop())
  const owner = new pg.Client({ connectionString: fresh.ownerUrl })
  await owner.connect()
  const given = { suite: 'gm', now: ctx.now } as const
  expect((await loadKeys(owner, testSecret, given)).suite.name).toBe('gm')
  await owner.query('delete from platform.key_generation')
  await owner.query(
    `insert into platform.personal_value values ('990101', gen_random_uuid(), 'card', '\\x00', '\\x00', '*')`,
  )
  const found = await loadKeys(owner, testSecret, given)
  expect([found.suite.name, found.name]).toEqual(['aes', deriveKeys(testSecret).name])
  await owner.end()
})

test('every column of bytes is sealed anew, or is known to hold nothing sealed', async () => {
  const plain = [
    'people.recovery_code.code_hash',
    'people.session.token_hash',
    'platform.audit_entry.proof',
    'platform.audit_entry.seal',
    'platform.audit_head.seal',
    'platform.audit_head.signature',
    // Sealed anew on their own ways.
    'platform.key_generation.seed',
    'platform.personal_value.blind_index',
    'platform.personal_value.ciphertext',
    'platform.personal_value_coming.blind_index',
    'platform.personal_value_coming.ciphertext',
  ]
  const columns = await asOwner((owner) =>
    owner.query<{ name: string }>(`
      select table_schema || '.' || table_name || '.' || column_name as name from information_schema.columns
      where data_type = 'bytea' and table_schema !~ '^pg_|^information_schema$'`),
  )
  const known = [...plain, ...sealedPlaces.map(({ table, column }) => `${table}.${column}`)]
  expect(columns.rows.map(({ name }) => name).toSorted()).toEqual(known.toSorted())
})
