import type { SheetRecord } from './record.ts'
import type { SheetKind } from './shape.ts'

/**
 * Whether nobody need say whose the line is: a list of projects makes them, and a line of a district's list names its own,
 * and waits alone where nobody knows that one.
 */
export function standsAlone(record: SheetRecord): boolean {
  if (record.kind === 'project') return true
  if (record.kind !== 'deposit' && record.kind !== 'standard') return false
  return record.projectCode !== null || record.projectName !== null
}

/** Whether the head of such a sheet says nothing of whose the batch's other lines are. */
export function speaksForItself(kind: SheetKind): boolean {
  return kind === 'project-list' || isClueList(kind)
}

/** Kinds that are recognised and checked, and kept until whoever takes clues in is there; nothing of them is stored. */
export function isClueList(kind: string): boolean {
  return kind === 'clue-list-12345' || kind === 'clue-list-national'
}
