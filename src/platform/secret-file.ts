import { randomBytes } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, makeFolder, onFolder } from './postgres/failures.ts'

/** Where the data folder keeps what nobody but its owner may read. */
export function secretFolder(dataFolder: string): string {
  return join(dataFolder, 'secret')
}

/**
 * The secret kept in `<data>/secret/<name>` (mode 0600): 32 random bytes in base64url, made when it
 * is first asked for; two processes that ask at once get the same.
 */
export async function keptSecret(dataFolder: string, name: string): Promise<string> {
  return onFolder(dataFolder, async () => {
    const known = await findSecret(dataFolder, name)
    if (known !== null) return known
    await makeFolder(secretFolder(dataFolder), 0o700)
    return makeSecret(dataFolder, name)
  })
}

/** The kept secret, or null where there is none yet. */
export async function findSecret(dataFolder: string, name: string): Promise<string | null> {
  try {
    const text = await readFile(join(secretFolder(dataFolder), name), 'utf8')
    return text.trim()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

async function makeSecret(dataFolder: string, name: string): Promise<string> {
  const file = join(secretFolder(dataFolder), name)
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  const secret = randomBytes(32).toString('base64url')
  try {
    // Written whole under another name, then linked: nobody ever reads half a secret, and where two
    // make one at once the first link wins.
    await writeFile(draft, `${secret}\n`, { mode: 0o600, flag: 'wx', flush: true })
    await link(draft, file)
    return secret
  } catch (error) {
    const winner = await findSecret(dataFolder, name)
    if (winner !== null) return winner
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}
