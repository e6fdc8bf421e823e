import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { act, look } from '../../platform/act.ts'
import { tables, type Context } from '../../platform/context.ts'
import { aFile } from './fixtures.ts'
import { keepFile } from './keep-file.ts'
import { openFile } from './open-file.ts'
import { receiveFile } from './receive-file.ts'
import { pieceBytes, spoolFile } from './spool-file.ts'
import type { FilesTables } from './tables.ts'

const here = await district()
const office = here.at('2026-11-23')
const owner = new pg.Client({ connectionString: here.database.ownerUrl })
const folder = await mkdtemp(join(tmpdir(), 'huxin-files-test-'))

beforeAll(() => owner.connect())
afterAll(async () => {
  await owner.end()
  await rm(folder, { recursive: true })
})
beforeEach(async () => {
  await owner.query('delete from files.chunk; delete from files.file')
})

/** As a socket gives it: in parts whose lengths have nothing to do with ours. */
async function* inParts(content: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += length) yield content.subarray(at, at + length)
}

async function contentOf(ctx: Context, hash: string): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(openFile(ctx, hash)))
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

test('a file comes back byte for byte, whatever the lengths it came in', async () => {
  for (const bytes of [0, 1, pieceBytes - 1, pieceBytes, pieceBytes + 1, 17 * pieceBytes + 3]) {
    const content = randomBytes(bytes)
    const received = await receiveFile(office, inParts(content, 60_001), { folder })
    expect(received).toEqual({ hash: sha256(content), bytes, repeated: false })
    expect((await contentOf(office, received.hash)).equals(content)).toBe(true)
  }
})

test('the same content is kept once, however often and at once it comes', async () => {
  const content = randomBytes(3 * pieceBytes)
  const received = await Promise.all(
    [1, 2, 3].map(() => receiveFile(office, inParts(content, 9_000), { folder })),
  )
  expect(received.filter(({ repeated }) => !repeated)).toHaveLength(1)
  expect(received.filter(({ repeated }) => repeated)).toHaveLength(2)
  const { rowCount } = await owner.query('select from files.chunk')
  expect(rowCount).toBe(3)
})

test('what is stored and what is spooled is not the content', async () => {
  const content = Buffer.from('赵甲一 应发 22800.00 '.repeat(2_000))
  const spooled = await spoolFile(inParts(content, 5_000), { folder })
  expect(await readdir(folder)).toEqual([])
  await keepFile(office, spooled)
  await spooled.discard()
  const { rows } = await owner.query<{ content: Buffer }>('select content from files.chunk')
  expect(rows).toHaveLength(1)
  expect(rows[0]?.content.includes(Buffer.from('22800'))).toBe(false)
})

test('another district has neither the file nor its chunks, and keeps its own copy', async () => {
  const { hash } = await aFile(office, 'pay sheet')
  const neighbour = here.elsewhere('990102')
  await expect(contentOf(neighbour, hash)).rejects.toMatchObject({
    refusal: { code: 'files.unknown', kind: 'not-found' },
  })
  const seen = await look(neighbour, (reading) =>
    tables<FilesTables>(reading).selectFrom('files.chunk').select('no').execute(),
  )
  expect(seen).toEqual([])
  expect(await aFile(neighbour, 'pay sheet')).toMatchObject({ hash, repeated: false })
})

test('a changed, exchanged or missing chunk is noticed', async () => {
  const content = randomBytes(20 * pieceBytes)
  const { hash } = await receiveFile(office, inParts(content, 100_000), { folder })
  const spoil = async (sql: string, mend: string) => {
    await owner.query(sql)
    await expect(contentOf(office, hash)).rejects.toThrow('files.changed')
    await owner.query(mend)
    expect((await contentOf(office, hash)).equals(content)).toBe(true)
  }
  const flip = `update files.chunk set content = set_byte(content, 5000, 255 - get_byte(content, 5000)) where no = 11`
  await spoil(flip, flip)
  const exchange = `update files.chunk set no = 100 where no = 2;
    update files.chunk set no = 2 where no = 3;
    update files.chunk set no = 3 where no = 100`
  await spoil(exchange, exchange)
  for (const no of [0, 11, 19]) {
    await spoil(
      `create table public.kept as select * from files.chunk where no = ${no}; delete from files.chunk where no = ${no}`,
      `insert into files.chunk select * from public.kept; drop table public.kept`,
    )
  }
})

test('a chunk of one file does not pass for another’s', async () => {
  const one = await aFile(office, 'one')
  const two = await aFile(office, 'two')
  await owner.query(
    `update files.chunk set content = (select content from files.chunk where hash = $1) where hash = $2`,
    [one.hash, two.hash],
  )
  await expect(contentOf(office, two.hash)).rejects.toThrow('files.changed')
  expect((await contentOf(office, one.hash)).toString()).toBe('one')
})

test('a file over the limit is refused while it comes, and nothing stays of it', async () => {
  let given = 0
  async function* endless() {
    for (;;) {
      given += 1
      yield Buffer.alloc(64 * 1024)
    }
  }
  const limitBytes = 1024 * 1024
  await expect(receiveFile(office, endless(), { folder, limitBytes })).rejects.toMatchObject({
    refusal: { code: 'files.too-large', kind: 'too-much', values: { limit: 1 } },
  })
  expect(given).toBe(17)
  const { rowCount } = await owner.query('select from files.file')
  expect([rowCount, await readdir(folder)]).toEqual([0, []])
})

test('a sender that breaks off leaves nothing', async () => {
  async function* broken() {
    yield Buffer.alloc(1024)
    throw new Error('the line went dead')
  }
  await expect(receiveFile(office, broken(), { folder })).rejects.toThrow('the line went dead')
  expect(await readdir(folder)).toEqual([])
})

test('a file kept within another verb’s transaction stands or falls with it', async () => {
  const spooled = await spoolFile(inParts(Buffer.from('with a batch'), 5), { folder })
  const failed = act(office, 'batch.open', 'some batch', async (tx) => {
    await keepFile(tx, spooled)
    throw new Error('the batch failed')
  })
  await expect(failed).rejects.toThrow('the batch failed')
  await expect(contentOf(office, spooled.hash)).rejects.toThrow('files.unknown')
  await act(office, 'batch.open', 'some batch', (tx) => keepFile(tx, spooled))
  await spooled.discard()
  expect((await contentOf(office, spooled.hash)).toString()).toBe('with a batch')
})

test('the request’s idempotency key is left to what is done with the file', async () => {
  const once = { key: 'drop-1234', endpoint: 'exchange.add-file', requestHash: 'x' }
  const { hash } = await aFile({ ...office, once }, 'dropped')
  const reply = await act({ ...office, once }, 'batch.open', hash, async () => 'opened')
  expect(reply).toBe('opened')
})

test('the application can neither change nor delete what is kept', async () => {
  await aFile(office, 'kept')
  for (const sql of ['delete from files.chunk', `update files.file set bytes = 1`]) {
    const tried = act(office, 'file.spoil', 'kept', (tx) => tx.client.query(sql))
    await expect(tried).rejects.toThrow('permission denied')
  }
})
