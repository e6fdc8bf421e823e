import type { RowFinding } from '../../kernel/row-finding.ts'

/** Something that is to be said of a row of a list. */
export function noteOf(
  { sheet, row }: Pick<RowFinding, 'sheet' | 'row'>,
  field: string,
  code: string,
  values: RowFinding['values'],
): RowFinding {
  return { sheet, row, field, code, values, waits: false }
}
