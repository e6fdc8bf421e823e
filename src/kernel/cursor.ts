import type { z } from 'zod'
import { Refused } from './refusal.ts'

/** Where the next page begins: the sort values of the last row, in order. */
export function cursorOf(values: readonly (string | number | boolean)[]): string {
  return JSON.stringify(values)
}

/** What `cursorOf` wrote; null on the first page. Anything else is refused: it comes from an address. */
export function readCursor<T>(shape: z.ZodType<T>, after: string | undefined): T | null {
  if (after === undefined) return null
  const read = shape.safeParse(parsed(after))
  if (read.success) return read.data
  throw new Refused({ code: 'platform.invalid', kind: 'invalid', field: 'after' })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
