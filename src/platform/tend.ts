import type { Context, Reading } from './context.ts'
import { connect, refusalOf } from './database.ts'
import { beginIn } from './scope.ts'

/**
 * A write that is nobody's deed: when a session was last seen, how often a name was tried. The same scope as `act`,
 * but no audit entry, announcement or counter; whatever somebody does goes through `act`.
 */
export async function tend<T>(ctx: Context, work: (tx: Reading) => Promise<T>): Promise<T> {
  const client = await connect(ctx.platform.pool)
  let broken = false
  try {
    await client.query(beginIn(ctx.scope, 'write'))
    const result = await work({ ...ctx, client })
    await client.query('commit')
    return result
  } catch (error) {
    broken = await client.query('rollback').then(
      () => false,
      () => true,
    )
    throw refusalOf(error) ?? error
  } finally {
    client.release(broken)
  }
}
