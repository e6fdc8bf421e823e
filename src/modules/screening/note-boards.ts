import type { Tx } from '../../platform/context.ts'
import { noteSightings } from '../safeguards/note-sightings.ts'
import type { ItemRecord, ReportRecord } from './store.ts'
import { boardNames } from './words.ts'

/** What the report that counts says of the rights notice board is evidence of it; a board that lacks something is none (条例 art. 34). */
export async function noteBoards(
  tx: Tx,
  item: Pick<ItemRecord, 'id' | 'project_id'>,
  report: Pick<ReportRecord, 'boards' | 'day'> | null,
): Promise<void> {
  const boards = report?.boards ?? null
  if (report === null || boards === null) return
  await noteSightings(tx, [
    {
      projectId: item.project_id,
      safeguard: 'notice-board',
      holds: boards === 'yes',
      saidOn: report.day,
      words: `告示牌${boardNames[boards]}`,
      originId: item.id,
    },
  ])
}
