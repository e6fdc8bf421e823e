import type { Refusal } from '../../../kernel/refusal.ts'
import { isAnyField, isSheetKind, type SheetAnswer } from '../../recognition/rules/answer.ts'
import type { BatchState } from './batch.ts'
import type { SheetFormat } from '../../recognition/rules/format.ts'

type FileState =
  | 'received'
  | 'understood'
  | 'unreadable'
  | 'committed'
  | 'repeated'
  | 'withdrawn'
  | (string & {})

/** What the rules of answering and mending look at. */
export interface Asked {
  readonly batch: BatchState
  readonly file: FileState
  /** Sheets that were seen in it. */
  readonly sheets: number
  /** It is read as another file says: one whose mended rows it takes in. */
  readonly isOfAnother: boolean
}

/** Why nobody may say now how a sheet is to be read; the same says why the page only shows. */
export function whyNotAnswer({ batch, file, sheets, isOfAnother }: Asked): Refusal | null {
  if (isOfAnother) return wrong('exchange.read-as-first')
  if (batch !== 'understood' && batch !== 'cancelled') return wrong('exchange.batch-not-understood')
  const wasSeen = file === 'understood' || (file === 'unreadable' && sheets > 0)
  return wasSeen ? null : wrong('exchange.file-not-understood')
}

/** Why no cell may be mended now. */
export function whyNotMend({ batch, file }: Asked): Refusal | null {
  if (file === 'committed') return null
  if (batch !== 'understood' && batch !== 'cancelled') return wrong('exchange.batch-not-understood')
  return file === 'understood' ? null : wrong('exchange.file-not-understood')
}

/** Why there is nothing mended to be taken in. */
export function whyNotTakeInMended(file: FileState, waiting: number): Refusal | null {
  if (file !== 'committed') return wrong('exchange.mended-not-committed')
  return waiting > 0 ? null : wrong('exchange.nothing-mended')
}

/** Why a sheet cannot be read so. */
export function whyNotReadSo(answer: SheetAnswer): Refusal | null {
  if (answer.kind !== null && !isSheetKind(answer.kind)) return invalid('exchange.no-such-kind')
  return whyNotFields(answer.columns)
}

/** Why a remembered format cannot become so: its header is what it is known by. */
export function whyNotEditFormat(
  format: SheetFormat,
  edit: Pick<SheetFormat, 'kind' | 'columns'>,
): Refusal | null {
  if (!format.skip && !isSheetKind(edit.kind)) return invalid('exchange.no-such-kind')
  const keys = (columns: SheetFormat['columns']) =>
    columns.map(({ header, nth }) => `${header} ${nth}`).join('\n')
  if (keys(format.columns) !== keys(edit.columns)) return invalid('exchange.format-header-fixed')
  return whyNotFields(edit.columns)
}

function whyNotFields(columns: readonly { readonly field: string | null }[]): Refusal | null {
  const seen = new Set<string>()
  for (const { field } of columns) {
    if (field === null || field === 'deduction') continue
    if (!isAnyField(field)) return invalid('exchange.no-such-field')
    if (seen.has(field)) return invalid('exchange.field-twice')
    seen.add(field)
  }
  return null
}

function wrong(code: string): Refusal {
  return { code, kind: 'wrong-state' }
}

function invalid(code: string): Refusal {
  return { code, kind: 'invalid' }
}
