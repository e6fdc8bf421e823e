import { sheetKinds } from '../recognition/words.ts'

const kindNames: Readonly<Record<string, string>> = sheetKinds

/** `考勤表、工资表` of kinds of sheets; one that has no name is said by its code. */
export function kindsText(kinds: readonly string[]): string {
  return kinds.map((kind) => (Object.hasOwn(kindNames, kind) ? kindNames[kind] : kind)).join('、')
}
