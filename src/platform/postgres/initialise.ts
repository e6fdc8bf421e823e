import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Refused } from '../../kernel/refusal.ts'
import { findSecret, keptSecret, secretFolder } from '../secret-file.ts'
import type { Binaries } from './binaries.ts'
import { codeOf, onFolder, whyNotStarting } from './failures.ts'
import type { DatabaseHome } from './home.ts'
import { databaseEnvironment } from './postmaster.ts'
import { makeReachable, type SystemUser } from './system-user.ts'

export const ownerRole = 'huxin_owner'
const passwordName = 'database'
const run = promisify(execFile)

/** Makes the database's folder where there is none; gives the owner's password. */
export async function initialise(
  home: DatabaseHome,
  binaries: Binaries,
  user: SystemUser | null,
): Promise<string> {
  const found = await majorOf(home)
  if (found === null) return create(home, binaries, user)
  if (found !== binaries.major) {
    throw new Refused({
      code: 'platform.database-other-version',
      kind: 'wrong-state',
      values: { folder: home.root, found, expected: binaries.major },
    })
  }
  if (user !== null) await makeReachable(home.root, user)
  const password = await onFolder(home.dataFolder, () => findSecret(home.dataFolder, passwordName))
  if (password === null) throw passwordLost(home)
  return password
}

export function passwordLost(home: DatabaseHome): Refused {
  const file = join(secretFolder(home.dataFolder), passwordName)
  return new Refused({
    code: 'platform.database-password-lost',
    kind: 'wrong-state',
    values: { folder: home.root, file },
  })
}

/** The major version that the folder belongs to; null where there is no database in it. */
async function majorOf(home: DatabaseHome): Promise<number | null> {
  try {
    return await onFolder(home.root, async () =>
      Number(await readFile(join(home.data, 'PG_VERSION'), 'utf8')),
    )
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** Works beside, and renames when whole: a first start that is killed leaves nothing half made behind. */
async function create(
  home: DatabaseHome,
  binaries: Binaries,
  user: SystemUser | null,
): Promise<string> {
  const password = await keptSecret(home.dataFolder, passwordName)
  await onFolder(home.root, async () => {
    if (user !== null) await makeReachable(home.root, user)
    await rm(home.draft, { recursive: true, force: true })
    await mkdir(home.draft, { mode: 0o700 })
    if (user !== null) await chown(home.draft, user.uid, user.gid)
    const passwordFile = join(home.root, `.password-${randomBytes(6).toString('hex')}`)
    try {
      await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
      if (user !== null) await chown(passwordFile, user.uid, user.gid)
      await initdb(home, binaries, user, passwordFile)
    } catch (error) {
      await rm(home.draft, { recursive: true, force: true })
      throw error
    } finally {
      await rm(passwordFile, { force: true })
    }
    await rename(home.draft, home.data)
  })
  return password
}

async function initdb(
  home: DatabaseHome,
  binaries: Binaries,
  user: SystemUser | null,
  passwordFile: string,
): Promise<void> {
  const flags = [
    `--pgdata=${home.draft}`,
    `--username=${ownerRole}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    `--lc-ctype=${await characterLocale()}`,
    '--no-sync',
    '--no-instructions',
  ]
  const child = spawn(binaries.initdb, flags, {
    ...user,
    cwd: home.root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: databaseEnvironment(),
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Refused(whyNotStarting(said, home.root, home.log))
}

/**
 * Strings are compared byte by byte (`C`), which every machine does alike; what is a letter is a matter of
 * `C.UTF-8`, without which trigram search would not see Chinese.
 */
async function characterLocale(): Promise<string> {
  const known = await run('locale', ['-a']).catch(() => ({ stdout: '' }))
  const names = known.stdout.split('\n')
  const wanted = ['C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'en_US.utf8', 'zh_CN.UTF-8', 'zh_CN.utf8']
  return wanted.find((name) => names.includes(name)) ?? 'C'
}
