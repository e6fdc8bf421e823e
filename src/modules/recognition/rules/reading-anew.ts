import type { SheetRecord } from './record.ts'

/**
 * What a record says, as a text that is the same for the same: the person by what he is, not by his number in the file.
 * Reading a file before and after cells were mended, the records that only the second reading has are what the mends made.
 */
export function sayingOf(record: SheetRecord): string {
  if (!('person' in record)) return JSON.stringify(record)
  return JSON.stringify({ ...record, person: { ...record.person, no: 0 } })
}
