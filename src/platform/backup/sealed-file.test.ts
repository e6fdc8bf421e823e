import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { suites } from '../suite.ts'
import { installationKey } from './manifest.ts'
import { NotOpened, readSealed, writeSealed } from './sealed-file.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huxin-sealed-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const secret = randomBytes(32)
const key = installationKey(secret, suites.aes)
let files = 0

async function sealed(content: readonly Buffer[], withKey = key, name = 'a/b') {
  files += 1
  const path = join(folder, String(files))
  const pieces = async function* () {
    yield* content
  }
  const written = await writeSealed(withKey, { path, name }, pieces())
  return { path, name, written }
}

async function read(from: { path: string; name: string }, withKey = key): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of readSealed(withKey, from)) pieces.push(piece)
  return Buffer.concat(pieces)
}

test('what was sealed comes back, of any length, in either suite', async () => {
  const million = randomBytes(2 ** 20)
  const cases = [
    [],
    [Buffer.alloc(0)],
    [Buffer.from('薪')],
    [million],
    [million, million, Buffer.from('1')],
  ]
  for (const suite of Object.values(suites)) {
    const own = installationKey(secret, suite)
    for (const content of cases) {
      expect(await read(await sealed(content, own), own)).toEqual(Buffer.concat(content))
    }
  }
})

test('of the same content no two files are alike, and none shows it', async () => {
  const content = [Buffer.from('赵甲一'.repeat(1000))]
  const [one, other] = [await sealed(content), await sealed(content)]
  const [first, second] = [await readFile(one.path), await readFile(other.path)]
  expect(first.equals(second)).toBe(false)
  expect(first.includes(Buffer.from('赵甲一'))).toBe(false)
  expect(one.written.bytes).toBe(first.length)
})

test('with a bit changed anywhere, cut short anywhere, or with something behind it, it does not open', async () => {
  const { path, name } = await sealed([Buffer.from('一份工资表')])
  const whole = await readFile(path)
  const odd = join(folder, 'odd')
  for (let at = 0; at < whole.length; at += 1) {
    const changed = Buffer.from(whole)
    changed[at] = (changed[at] ?? 0) ^ 1
    // The fifth byte names the suite for whoever looks; the manifest says it to the program.
    if (at === 4) continue
    await writeFile(odd, changed)
    await expect(read({ path: odd, name })).rejects.toBeInstanceOf(NotOpened)
  }
  for (let length = 0; length < whole.length; length += 1) {
    await writeFile(odd, whole.subarray(0, length))
    await expect(read({ path: odd, name })).rejects.toBeInstanceOf(NotOpened)
  }
  await writeFile(odd, Buffer.concat([whole, Buffer.from([0])]))
  await expect(read({ path: odd, name })).rejects.toBeInstanceOf(NotOpened)
})

test('without its last frame it does not pass for a shorter file', async () => {
  const million = randomBytes(2 ** 20)
  const [longer, shorter] = [await sealed([million, million]), await sealed([million])]
  const ends = (await readFile(shorter.path)).length
  const whole = await readFile(longer.path)
  // Both have frames of one length: cut where the shorter one's last frame begins.
  await writeFile(longer.path, whole.subarray(0, ends - 20))
  await expect(read(longer)).rejects.toBeInstanceOf(NotOpened)
})

test('another secret, another name or another suite do not open it', async () => {
  const file = await sealed([Buffer.from('content')])
  const others = [installationKey(randomBytes(32), suites.aes), installationKey(secret, suites.gm)]
  for (const other of others) await expect(read(file, other)).rejects.toBeInstanceOf(NotOpened)
  await expect(read({ ...file, name: 'a/c' })).rejects.toBeInstanceOf(NotOpened)
})
