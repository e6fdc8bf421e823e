import type { SealedPlace } from './platform/rotate-keys.ts'

/** Every column of sealed content but personal values, bound as the module that writes it has it: what a rotation of keys seals anew. */
export const sealedPlaces: readonly SealedPlace[] = [
  {
    table: 'files.chunk',
    column: 'content',
    bound: `hash || ' ' || no`,
    key: 'files',
    pages: 1,
  },
  {
    table: 'exchange.mend',
    column: 'value',
    bound: `'mend ' || sheet || ' ' || "row" || ' ' || "column"`,
    key: 'values',
    pages: 50,
  },
  {
    table: 'people.second_factor',
    column: 'secret',
    bound: `'second factor ' || account_id`,
    key: 'values',
    pages: 50,
  },
]
