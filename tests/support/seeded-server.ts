import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { copyOfFolder, removeFolder, seedFolder } from './program.ts'
import { type RunningServer, startServer } from './server.ts'

/** Call at the top of a test file: servers, each on a copy of one seeded folder, that a test may kill. */
export function seededServers(): {
  readonly aServer: () => Promise<RunningServer>
  /** A server once more on the folder of one that was killed. */
  readonly again: (dataFolder: string) => Promise<RunningServer>
} {
  let seed: string
  beforeAll(async () => {
    seed = await seedFolder()
  })
  afterAll(() => rm(seed, { recursive: true, force: true }))
  const again = async (dataFolder: string) => {
    const server = await startServer({ dataFolder, arguments: ['--empty'] })
    onTestFinished(async () => {
      if (server.process.exitCode === null && server.process.signalCode === null) {
        await server.kill()
      }
    })
    return server
  }
  return {
    again,
    aServer: async () => {
      const folder = await copyOfFolder(seed)
      onTestFinished(() => removeFolder(folder))
      return again(folder)
    },
  }
}
