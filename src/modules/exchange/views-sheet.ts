import { Refused } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { look } from '../../platform/act.ts'
import { tables } from '../../platform/context.ts'
import type { SheetState } from './contract-sheets.ts'
import { findLastMending, waitingNow } from './views-mendings.ts'
import type { ExchangeTables } from './tables.ts'

/** One sheet of a received file, what was understood of it, and what was said of it. */
export async function viewSheet(
  ctx: Context,
  { fileId, sheet }: { fileId: string; sheet: number },
): Promise<SheetState> {
  return look(ctx, async (reading) => {
    const db = tables<ExchangeTables>(reading)
    const file = await db
      .selectFrom('exchange.source_file as f')
      .innerJoin('exchange.batch as b', (join) =>
        join.onRef('b.district', '=', 'f.district').onRef('b.id', '=', 'f.batch_id'),
      )
      .select(['f.id', 'f.name', 'f.state', 'f.understanding', 'f.batch_id'])
      .select(['f.mends_of', 'f.returned_of', 'b.state as batch_state'])
      .where('f.district', '=', reading.district)
      .where('f.id', '=', fileId)
      .executeTakeFirst()
    if (!file) throw new Refused({ code: 'exchange.no-such-file', kind: 'not-found' })
    const understood = file.understanding?.sheets[sheet - 1] ?? null
    if (understood === null && file.state !== 'received') {
      throw new Refused({ code: 'recognition.no-such-sheet', kind: 'not-found', values: { sheet } })
    }
    const rootId = file.mends_of ?? file.returned_of ?? file.id
    const answer = await db
      .selectFrom('exchange.sheet_answer as a')
      .leftJoin('exchange.profile as p', (join) =>
        join.onRef('p.district', '=', 'a.district').onRef('p.id', '=', 'a.profile_id'),
      )
      .select(['a.answer', 'a.answered_by_name', 'a.answered_at', 'a.remember_as'])
      .select(['p.id as profile_id', 'p.name'])
      .where('a.district', '=', reading.district)
      .where('a.source_file_id', '=', rootId)
      .where('a.sheet', '=', sheet)
      .orderBy('a.id', 'desc')
      .limit(1)
      .executeTakeFirst()
    const mends = await db
      .selectFrom('exchange.mend as m')
      .leftJoin('exchange.source_file as t', (join) =>
        join.onRef('t.district', '=', 'm.district').onRef('t.id', '=', 'm.taken_in'),
      )
      .select(['m.row', 'm.column', 't.state'])
      .where('m.district', '=', reading.district)
      .where('m.source_file_id', '=', rootId)
      .where('m.sheet', '=', sheet)
      .execute()
    const last = file.state === 'committed' ? await findLastMending(reading, rootId) : null
    const cellsOf = (some: typeof mends) => new Set(some.map((one) => `${one.row} ${one.column}`))
    const waiting = mends.filter(({ state }) => state === null || state === 'withdrawn')
    return {
      batchId: file.batch_id,
      batchState: file.batch_state,
      fileId: file.id,
      fileName: file.name,
      fileState: file.state,
      no: sheet,
      isOfAnother: rootId !== file.id,
      understood: understood === null ? null : waitingNow(understood, sheet, last),
      answer: answer ? answerOf(answer) : null,
      mends: { cells: cellsOf(mends).size, waiting: cellsOf(waiting).size },
    }
  })
}

function answerOf(found: {
  answer: NonNullable<SheetState['answer']>['said']
  answered_by_name: string
  answered_at: Date
  remember_as: string | null
  profile_id: string | null
  name: string | null
}): SheetState['answer'] {
  const { profile_id: id, name } = found
  return {
    said: found.answer,
    by: found.answered_by_name,
    at: found.answered_at.toISOString(),
    rememberAs: found.remember_as,
    profile: id === null || name === null ? null : { id, name },
  }
}
