import { sentence } from '../../kernel/words.ts'
import { look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { Understood } from '../recognition/contract.ts'
import type { Changed, SourceFile } from './contract.ts'
import { findFiles } from './store.ts'
import { viewBatch } from './views-batch.ts'
import { exchangeWords } from './words.ts'

/** What came of one file of a batch, as the command line says it. */
export interface FileDocument {
  /** Why nothing of it could be read is in it, too. */
  readonly understood: Understood
  /** Whose its lines are that name no project themselves. */
  readonly project: SourceFile['project']
  /** Null: it is not in. */
  readonly changed: (Changed & { readonly repeated: boolean }) | null
}

/** A document for each file of a batch, in their order; a zip is the files in it. */
export async function fileDocuments(ctx: Context, batchId: string): Promise<FileDocument[]> {
  const { files } = await viewBatch(ctx, batchId)
  const records = await look(ctx, (reading) => findFiles(reading, batchId))
  const codes = new Map(records.map((file) => [file.id, file.error_code]))
  return files
    .filter(({ state }) => state !== 'unpacked')
    .map(({ id, name, state, understood, error, changed, project }) => {
      const code = codes.get(id) ?? 'recognition.reader-broke'
      const message = error ?? sentence(exchangeWords, code)
      const unread = { file: name, sheets: [], error: { code, message } }
      const isIn = state === 'committed' || state === 'repeated' || state === 'waiting'
      return {
        // The database keeps the fields in an order of its own.
        understood: understood === null ? unread : Understood.parse(understood),
        project,
        changed: isIn && changed ? { ...changed, repeated: state === 'repeated' } : null,
      }
    })
}
