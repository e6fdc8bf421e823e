import { z } from 'zod'

/** A figure of a page: its value, the instant it is true for, and the address of the list behind it. */
export function figure<V extends z.ZodType>(value: V) {
  return z.object({
    value,
    asOf: z.iso.datetime(),
    /** Desk path (below `/d/<district>`) of the rows; same predicate as the value. */
    rows: z.string(),
  })
}
