import {
  labourCostFamily,
  type LabourCostField,
  type LabourCostSheetKind,
} from './bank/labour-cost-family.ts'
import {
  statementFamily,
  type StatementField,
  type StatementSheetKind,
} from './bank/statement-family.ts'
import {
  transferFamily,
  type TransferField,
  type TransferSheetKind,
} from './bank/transfer-family.ts'
import { recogniseFamily, vocabularyOf, type Family, type Recognised } from './family.ts'
import type { Vocabulary } from './header-words.ts'
import { clueFamily, type ClueField, type ClueSheetKind } from './clues/family.ts'
import type { DeviceField, DeviceSheetKind } from './devices/device-field.ts'
import { deviceFamily, recogniseDeviceLog } from './devices/family.ts'
import { depositFamily, type DepositField, type DepositSheetKind } from './deposits/family.ts'
import { projectFamily, type ProjectField, type ProjectSheetKind } from './projects/family.ts'
import { standardFamily, type StandardField, type StandardSheetKind } from './standards/family.ts'
import type { Reading, RowReader } from './reading.ts'
import type { AnyField, SheetKind } from './shape.ts'
import type { Lines } from './sheet-lines.ts'

/** Fields and kinds of the families; those of workers stand in `fields.ts` and `kind-signs.ts`. */
export type FamilyField =
  | ProjectField
  | TransferField
  | StatementField
  | LabourCostField
  | DepositField
  | StandardField
  | ClueField
  | DeviceField
export type FamilySheetKind =
  | ProjectSheetKind
  | TransferSheetKind
  | StatementSheetKind
  | LabourCostSheetKind
  | DepositSheetKind
  | StandardSheetKind
  | ClueSheetKind
  | DeviceSheetKind

interface Head {
  readonly sheetName: string
  readonly fileName: string
  readonly date1904?: boolean
}

/** What the families say of a sheet: the one with most to say; null where none knows it. */
export function recogniseFamilies(lines: Lines, head: Head): Recognised | null {
  let best: Recognised | null = null
  for (const { recognise } of families) {
    const found = recognise(lines, head)
    if (found !== null && found.weight > (best?.weight ?? 0)) best = found
  }
  return best
}

const families = [
  opened(projectFamily),
  opened(transferFamily),
  opened(statementFamily),
  opened(labourCostFamily),
  opened(depositFamily),
  opened(standardFamily),
  opened(clueFamily),
  // Machines write logs without a header, told by their values.
  { ...opened(deviceFamily), recognise: recogniseDeviceLog },
]

/** What of a family does not depend on the names of its fields. */
function opened<F extends FamilyField, K extends SheetKind>(family: Family<F, K>) {
  const own = vocabularyOf(family)
  const vocabulary: Vocabulary<FamilyField> = own
  return {
    recognise: (lines: Lines, head: Head) => recogniseFamily(family, lines, head, own),
    readers: family.kinds.map(({ kind, read }): [SheetKind, typeof read] => [kind, read]),
    vocabularies: family.kinds.map(({ kind }): [string, typeof vocabulary] => [kind, vocabulary]),
    fields: family.words.map(([field]): AnyField => field),
    headerWords: family.words.map(([, words]) => words),
    senseOf: (text: string) => vocabulary.senseOf(text),
    totals: family.kinds.map(({ kind, totals }): [string, readonly AnyField[]] => [
      kind,
      totals ?? [],
    ]),
  }
}

const readers = new Map<SheetKind, (reading: Reading) => RowReader>(
  families.flatMap((family) => family.readers),
)

/** Reads the rows of a family's kind. */
export function familyReader(kind: FamilySheetKind): (reading: Reading) => RowReader {
  const read = readers.get(kind)
  if (read === undefined) throw new Error(`No family reads ${kind}.`)
  return read
}

const vocabularies = new Map<string, Vocabulary<FamilyField>>(
  families.flatMap((family) => family.vocabularies),
)

/** The words of a family's kind, for a header that somebody points at; null for any other kind. */
export function familyVocabulary(kind: string): Vocabulary<FamilyField> | null {
  return vocabularies.get(kind) ?? null
}

const fieldsByKind = new Map<string, readonly AnyField[]>(
  families.flatMap(({ vocabularies: kinds, fields }) =>
    kinds.map(([kind]): [string, readonly AnyField[]] => [kind, fields]),
  ),
)

/** The fields that a sheet of a family's kind may have; null for any other kind. */
export function familyFieldsOf(kind: string): readonly AnyField[] | null {
  return fieldsByKind.get(kind) ?? null
}

/** Every field that a family knows. */
export const familyFieldNames: ReadonlySet<string> = new Set(
  families.flatMap((family) => family.fields),
)

/** The words that head the columns of any family. */
export const familyHeaderWords: readonly string[] = families.flatMap((one) => one.headerWords)

/** What a header's text says to each family. */
export const familySenses = families.map(({ senseOf }) => senseOf)

const summed = new Map<string, readonly AnyField[]>(families.flatMap((one) => one.totals))

/** The fields of a family's kind that its rows of totals sum. */
export function totalsOf(kind: string): readonly AnyField[] {
  return summed.get(kind) ?? []
}
