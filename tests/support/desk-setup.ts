import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

const root = join(import.meta.dirname, '..', '..')

/** Once for a run: the desk is built, and the demo has a place to be kept. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  buildDesk()
  const demoHome = await mkdtemp(join(tmpdir(), 'huxin-demo-'))
  await chmod(demoHome, 0o755)
  project.provide('demoHome', demoHome)
  return () => rm(demoHome, { recursive: true, force: true })
}

/** Builds the desk where it is older than its sources, as `npm start` does. */
export function buildDesk(): void {
  const built = spawnSync(process.execPath, [join(root, 'scripts', 'install.mjs'), 'desk'], {
    encoding: 'utf8',
  })
  if (built.status !== 0) throw new Error(`The desk was not built: ${built.stderr}`)
}
