import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** Builds the desk where it is older than its sources, as `npm start` does; once for a run. */
export default function buildDesk(): void {
  const built = spawnSync(process.execPath, [join(root, 'scripts', 'install.mjs'), 'desk'], {
    encoding: 'utf8',
  })
  if (built.status !== 0) throw new Error(`The desk was not built: ${built.stderr}`)
}
