import { existsSync } from 'node:fs'
import { chmod, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { inject } from 'vitest'
import { withFolderLock } from '../../src/platform/postgres/folder-lock.ts'
import { copyOfFolder } from './program.ts'
import { type RunningServer, startServer } from './server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run keeps the data folder of the loaded demo district. */
    demoHome: string
  }
}

/** A server with the demo district loaded, on a copy of its own: a run loads the demo once, when one asks first. */
export async function startDemoServer(): Promise<RunningServer> {
  const home = inject('demoHome')
  const loaded = join(home, 'loaded')
  await withFolderLock(join(home, 'lock'), 300, async () => {
    if (!existsSync(loaded)) await loadDemo(join(home, 'loading'), loaded)
  })
  const server = await startServer({ dataFolder: await copyOfFolder(loaded) })
  await server.demoLoaded()
  return server
}

async function loadDemo(making: string, loaded: string): Promise<void> {
  await mkdir(making)
  // The database's own user has to pass through it.
  await chmod(making, 0o755)
  const server = await startServer({ dataFolder: making })
  await server.demoLoaded()
  await server.stop()
  await rename(making, loaded)
}
