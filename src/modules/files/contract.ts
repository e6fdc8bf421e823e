import { z } from 'zod'
import { topic } from '../../kernel/announcement.ts'

/** 200 MiB: the longest file that is taken in. */
export const longestFileBytes = 200 * 1024 * 1024

/** What is known of a file once it is kept. */
export interface ReceivedFile {
  /** SHA-256 of the content, 64 hex signs. */
  readonly hash: string
  readonly bytes: number
  /** Whether the same content was kept in this district before. */
  readonly repeated: boolean
}

/** A file's lines stand: said once all of them are in, for whoever keeps what rests on facts of several kinds. */
export const importTakenIn = topic(
  'files.import-taken-in',
  z.object({ importId: z.uuid(), projectIds: z.array(z.uuid()) }),
  (body) => body.importId,
)

/**
 * A committed file is being taken back. Who builds on its lines hears this within the transaction, after the lines have
 * gone and the ledger has followed, and may refuse: then everything stays as it was.
 */
export const importWithdrawn = topic(
  'files.import-withdrawn',
  z.object({ importId: z.uuid(), projectIds: z.array(z.uuid()) }),
  (body) => body.importId,
)
