import type { SheetKind } from '../../recognition/rules/shape.ts'

/**
 * In which turn sheets of one batch go in, in whatever order they were dropped: what makes a project before what speaks
 * of it, who somebody is before what knows him by a name or a card only, what is due before what was paid.
 */
const turns: Readonly<Record<SheetKind, number>> = {
  'project-list': 0,
  'participant-list': 1,
  'team-list': 2,
  roster: 3,
  'contract-list': 4,
  'entry-exit': 4,
  'attendance-grid': 5,
  'attendance-summary': 5,
  'attendance-days': 5,
  'punch-list': 5,
  'device-log': 5,
  'pay-sheet': 6,
  'pay-confirmation': 6,
  'bank-transfer': 7,
  'bank-return': 7,
  'account-statement': 8,
  'labour-cost': 8,
  'deposit-list': 8,
  'standard-list': 8,
  'clue-list-12345': 9,
  'clue-list-national': 9,
  instructions: 9,
  unknown: 9,
}

const last = 9
const byKind: ReadonlyMap<string, number> = new Map(Object.entries(turns))

/** The turn of a file by the kinds of its sheets: that of its first, for a book goes in as a whole. */
export function turnOf(kinds: readonly string[]): number {
  return Math.min(last, ...kinds.map((kind) => byKind.get(kind) ?? last))
}
