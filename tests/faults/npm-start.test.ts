import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { until } from '../support/program.ts'

const root = join(import.meta.dirname, '..', '..')

/** A process that has ended, or never was, is not alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('SIGTERM to `npm start` ends npm, the server and its database', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'huxin-npm-'))
  const child = spawn('npm', ['start', '--', '--empty'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'development',
      DATABASE_URL: '',
      HUXIN_DATA: dataFolder,
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let printed = ''
  child.stdout.on('data', (piece: Buffer) => {
    printed += piece.toString()
  })
  await until(async () => printed.includes('护薪已就绪'), 60_000)
  const pidFile = join(dataFolder, 'postgres', 'data', 'postmaster.pid')
  const postmaster = Number((await readFile(pidFile, 'utf8')).split('\n')[0])
  expect(isAlive(postmaster)).toBe(true)
  child.kill('SIGTERM')
  await once(child, 'exit')
  await until(async () => !isAlive(postmaster), 10_000)
  await rm(dataFolder, { recursive: true, force: true })
}, 90_000)
