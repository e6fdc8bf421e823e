import { z } from 'zod'
import { type Endpoint, endpoint } from './endpoint.ts'

/** An office reads .xlsx; other programs read .csv, the older Chinese ones in GB18030. */
export const ExportQuery = z.object({
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  /** Of a .csv: UTF-8 with its byte order mark, or GB18030. */
  encoding: z.enum(['utf-8', 'gb18030']).default('utf-8'),
})
export type ExportQuery = z.infer<typeof ExportQuery>

/** What is asked of a list besides its page, and in which form it is wanted. */
export type Exported<Q> = (Q extends undefined ? unknown : Q) & ExportQuery

/**
 * The endpoint that gives a list as a file: same filter, same rights, below `/exports`. Derived, so that a list
 * and its export cannot disagree on who may see it.
 */
export function exportOf<P, Q, R>(
  list: Endpoint<P, Q, undefined, R>,
): Endpoint<P, Exported<Q>, undefined, void> {
  const query: z.ZodType = list.query === undefined ? ExportQuery : list.query.and(ExportQuery)
  return endpoint<P, Exported<Q>, undefined, void>({
    name: `${list.name}-export`,
    method: 'GET',
    path: `/exports${list.path}`,
    reach: list.reach,
    ...(list.may === undefined ? {} : { may: list.may }),
    ...(list.params === undefined ? {} : { params: list.params }),
    // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the list's own schema and ExportQuery: what Exported says
    query: query as z.ZodType<Exported<Q>>,
    reply: z.void(),
  })
}
