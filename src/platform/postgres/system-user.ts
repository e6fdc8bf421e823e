import { execFile } from 'node:child_process'
import { chmod, readFile, readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Refused } from '../../kernel/refusal.ts'
import { codeOf } from './failures.ts'

/** Whom PostgreSQL runs as where we are root, which it refuses to run as. */
export interface SystemUser {
  readonly uid: number
  readonly gid: number
}

const run = promisify(execFile)

/**
 * Null where we are an ordinary user: PostgreSQL then runs as we do. As root it is the owner of
 * the database that is there already, else the system's `postgres`, made where it is missing.
 */
export async function databaseUser(dataFolder: string): Promise<SystemUser | null> {
  if (process.getuid?.() !== 0) return null
  const owner = await ownerOf(dataFolder)
  if (owner !== null && owner.uid !== 0) return owner
  return (await findPostgresUser()) ?? makePostgresUser()
}

async function ownerOf(folder: string): Promise<SystemUser | null> {
  try {
    const { uid, gid } = await stat(folder)
    return { uid, gid }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

async function findPostgresUser(): Promise<SystemUser | null> {
  try {
    // `id` and not /etc/passwd: the user may come from a directory service.
    const [uid, gid] = await Promise.all([
      run('id', ['-u', 'postgres']),
      run('id', ['-g', 'postgres']),
    ])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return null
  }
}

async function makePostgresUser(): Promise<SystemUser> {
  const flags = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin']
  // `su` without a dash leaves the folders of root's programs out of PATH.
  const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` }
  await run('useradd', [...flags, 'postgres'], { env }).catch(() => undefined)
  const made = await findPostgresUser()
  if (made !== null) return made
  throw new Refused({ code: 'platform.database-user-missing', kind: 'wrong-state' })
}

/**
 * Lets `user` pass through every folder above and including `folder`. Only the right to pass is
 * added (`--x` for others), never to list or to read; needed below /root and other closed folders.
 */
export async function makeReachable(folder: string, user: SystemUser): Promise<void> {
  const parent = dirname(folder)
  if (parent !== folder) await makeReachable(parent, user)
  const { uid, gid, mode } = await stat(folder)
  if (uid === user.uid ? mode & 0o100 : gid === user.gid ? mode & 0o010 : mode & 0o001) return
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
  try {
    await chmod(folder, (mode & 0o7777) | bit)
  } catch {
    throw new Refused({
      code: 'platform.data-folder-unreachable',
      kind: 'wrong-state',
      values: { folder, user: await nameOf(user) },
    })
  }
}

/** Lets everybody read the program files below `folder` (an installation under a strict umask). */
export async function makeReadable(folder: string, user: SystemUser): Promise<void> {
  const { uid, mode } = await stat(folder)
  if (uid !== user.uid && (mode & 0o005) !== 0o005) await chmod(folder, (mode & 0o7777) | 0o055)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await makeReadable(path, user)
    else if (entry.isFile()) {
      const { mode: own } = await stat(path)
      const wanted = own & 0o100 ? 0o055 : 0o044
      if ((own & wanted) !== wanted) await chmod(path, (own & 0o7777) | wanted)
    }
  }
}

async function nameOf(user: SystemUser): Promise<string> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const line = passwd.split('\n').find((entry) => entry.split(':')[2] === String(user.uid))
  return line?.split(':')[0] ?? String(user.uid)
}
