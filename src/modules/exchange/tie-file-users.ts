import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { keyOfNumber } from '../labour/views-devices.ts'
import { tieDeviceUsers, type Tied } from '../labour/tie-device-users.ts'
import type { NewTies } from './contract-devices.ts'
import { whyNotTieUsers } from './rules/tie.ts'
import { withoutWaiting } from '../recognition/rules/note-counts.ts'
import { lockFile, recordFile } from './store.ts'
import { projectOfLogs } from './views-device-users.ts'

/**
 * Says whose numbers the users of a file's machines are. Before the commit the file then brings their days too; after it
 * they are taken in at once, and wait no more.
 */
export async function tieFileUsers(
  ctx: Context,
  fileId: string,
  { ties }: NewTies,
): Promise<{ tied: number; months: number }> {
  return act(ctx, 'source-file.tie-users', fileId, async (tx) => {
    const file = await lockFile(tx, fileId)
    const projectId = await projectOfLogs(tx, file)
    const names = new Map((file.device_users ?? []).map((user) => [keyOfNumber(user), user.name]))
    const strange = ties.filter((tie) => !names.has(keyOfNumber(tie))).length
    must(whyNotTieUsers({ state: file.state, hasProject: projectId !== null, strange }))
    if (projectId === null) return { tied: 0, months: 0 }
    const named = ties.map((tie) => ({ ...tie, userName: names.get(keyOfNumber(tie)) ?? null }))
    const tied = await tieDeviceUsers(tx, projectId, named)
    await endWaiting(tx, tied)
    const { months } = tied
    tx.note({ tied: tied.tied, months })
    return { tied: tied.tied, months }
  })
}

/** What waited for an owner does not wait any more, in whichever file it stands. */
async function endWaiting(tx: Tx, { lines }: Tied): Promise<void> {
  for (const [importId, some] of Map.groupBy(lines, (line) => line.importId)) {
    const { understanding } = await lockFile(tx, importId)
    if (understanding === null) continue
    const sheets = understanding.sheets.map((sheet, index) => {
      const rows = new Set(some.flatMap((line) => (line.sheet === index + 1 ? [line.row] : [])))
      return withoutWaiting(sheet, ({ row, code }) => rows.has(row) && waitsForOwner.has(code))
    })
    await recordFile(tx, importId, { understanding: { ...understanding, sheets } })
  }
}

const waitsForOwner = new Set(['labour.device-user-untied', 'labour.device-user-of-another'])
