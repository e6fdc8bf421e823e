import { userInfo } from 'node:os'
import { listDistrictsAcross } from '../modules/places/views.ts'
import { act } from '../platform/act.ts'
import { appUrlOf } from '../platform/app-role.ts'
import { type Manifest, rowsOf } from '../platform/backup/manifest.ts'
import type { Context, Platform, Tx } from '../platform/context.ts'
import { openPool } from '../platform/database.ts'
import { hearersOf } from '../platform/hearing.ts'
import { loadKeys } from '../platform/key-generations.ts'
import { appPasswordOf, type Keys } from '../platform/keys.ts'
import { openLog } from '../platform/log.ts'
import { connectAsOwner } from '../platform/owner-connection.ts'
import { everywhere, systemContext } from '../platform/system.ts'

/** What concerns the installation stands in the audit of each of its districts. */
export async function auditEverywhere(
  platform: Platform,
  action: 'backup.take' | 'backup.restore' | 'keys.rotate' | 'keys.change-secret',
  subject: string,
  note: Readonly<Record<string, number>>,
): Promise<void> {
  const work = async (tx: Tx) => tx.note(note)
  for (const ctx of await contextsEverywhere(platform)) {
    switch (action) {
      case 'backup.take':
        await act(ctx, 'backup.take', subject, work)
        break
      case 'backup.restore':
        await act(ctx, 'backup.restore', subject, work)
        break
      case 'keys.rotate':
        await act(ctx, 'keys.rotate', subject, work)
        break
      case 'keys.change-secret':
        await act(ctx, 'keys.change-secret', subject, work)
        break
    }
  }
}

export function noteOf(manifest: Manifest): Readonly<Record<string, number>> {
  return { rows: rowsOf(manifest), files: manifest.files.count }
}

/** The local administrator in every district of the installation. */
export async function contextsEverywhere(platform: Platform): Promise<Context[]> {
  const now = new Date()
  const all = { ...systemContext(platform, '000000', now), scope: everywhere }
  const name = `本机管理员 ${userInfo().username}`
  return (await listDistrictsAcross(all)).map(({ district }) => {
    const ctx = systemContext(platform, district, now)
    return { ...ctx, actor: { ...ctx.actor, name, organisation: '本机' } }
  })
}

/** The program on a database that is up to date: for what is done with a restored one. */
export async function withPlatform<R>(
  ownerUrl: string,
  secret: Buffer,
  work: (platform: Platform) => Promise<R>,
): Promise<R> {
  const owner = await connectAsOwner(ownerUrl)
  let keys: Keys
  try {
    keys = await loadKeys(owner, secret, { suite: 'aes', now: new Date() })
  } finally {
    await owner.end()
  }
  const pool = openPool(appUrlOf(ownerUrl, appPasswordOf(secret)), 'huxin restore', { max: 4 })
  try {
    return await work({
      pool,
      keys,
      hearers: hearersOf([]),
      log: openLog('error'),
      wake: () => undefined,
    })
  } finally {
    await pool.end()
  }
}
