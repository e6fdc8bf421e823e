import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tryFolderLock, withFolderLock } from './folder-lock.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huxin-lock-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('one holder at a time, however many ask', async () => {
  const file = join(folder, 'counted')
  let inside = 0
  let most = 0
  const work = async () => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise((resolve) => setImmediate(resolve))
    inside -= 1
  }
  await Promise.all(Array.from({ length: 10 }, () => withFolderLock(file, 30, work)))
  expect(most).toBe(1)
})

test('who waits longer than it may is refused, and the holder keeps it', async () => {
  const file = join(folder, 'held')
  const held = tryFolderLock(file)
  expect(held).not.toBeNull()
  expect(tryFolderLock(file)).toBeNull()
  await expect(withFolderLock(file, 0.1, async () => 1)).rejects.toMatchObject({
    refusal: { code: 'platform.database-held', kind: 'busy' },
  })
  held?.close()
  expect(await withFolderLock(file, 0.1, async () => 1)).toBe(1)
})

test('a failure inside gives it back', async () => {
  const file = join(folder, 'failed')
  await expect(withFolderLock(file, 1, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await withFolderLock(file, 0, async () => 1)).toBe(1)
})

test('the lock of a process that is killed ends with it', async () => {
  const file = join(folder, 'killed')
  const module = pathToFileURL(join(import.meta.dirname, 'folder-lock.ts')).href
  const code = `
    import { tryFolderLock } from ${JSON.stringify(module)}
    globalThis.lock = tryFolderLock(${JSON.stringify(file)})
    console.log('held')
    setInterval(() => undefined, 1000)`
  const flags = ['--input-type=module-typescript', '--eval', code]
  const holder = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve) => holder.stdout.once('data', resolve))
  expect(tryFolderLock(file)).toBeNull()
  const exit = new Promise((resolve) => holder.once('exit', resolve))
  holder.kill('SIGKILL')
  await exit
  const lock = tryFolderLock(file)
  expect(lock).not.toBeNull()
  lock?.close()
})
