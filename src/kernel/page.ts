import { z } from 'zod'

/** Rows of a list, and where the next page begins; `next` is null on the last page. */
export function pageOf<R extends z.ZodType>(row: R) {
  return z.object({ rows: z.array(row), next: z.string().nullable() })
}

/** Where a page begins (`after`, from the page before) and how long it is. */
export const PageQuery = z.object({
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type PageQuery = z.infer<typeof PageQuery>

/** The sheet's row that a figure comes from; `importId` is the committed file. */
export const SourceRow = z.object({
  importId: z.uuid(),
  sheet: z.int(),
  row: z.int(),
})
export type SourceRow = z.infer<typeof SourceRow>
