import type { Person } from './record.ts'
import type { Report } from './report.ts'

/** Whose each number of a file is, by the first row that has it. */
export interface NumberOwners {
  /** Says where a person, met for the first time, has a number that was another's. */
  meet(person: Person, row: number, report: Report): void
}

interface Owner {
  readonly name: string
  readonly idNumber: string | null
  readonly row: number
  readonly report: Report
}

const numbers = [
  ['idNumber', 'warning', 'recognition.id-of-another', 'recognition.id-of-another-sheet'],
  ['card', 'warning', 'recognition.card-of-another', 'recognition.card-of-another-sheet'],
  ['phone', 'note', 'recognition.phone-of-another', 'recognition.phone-of-another-sheet'],
] as const

/** Past so many people a file is a whole district's export: what it has twice is found in the ledger. */
const mostOwners = 100_000

export function numberOwners(): NumberOwners {
  const kinds = numbers.map((kind) => [...kind, new Map<string, Owner>()] as const)
  return {
    meet(person, row, report) {
      const { name, idNumber } = person
      let own: Owner | null = null
      for (const [field, severity, here, elsewhere, owners] of kinds) {
        const value = person[field]
        if (value === null) continue
        const owner = owners.get(value)
        if (owner === undefined) {
          own ??= { name, idNumber, row, report }
          if (owners.size < mostOwners) owners.set(value, own)
          continue
        }
        if (isSame(owner, person, field)) continue
        const code = owner.report === report ? here : elsewhere
        report.find(row, field, code, severity, { row: owner.row })
      }
    },
  }
}

/** By the ID number where both have one; one ID number with two names is looked at by the name. */
function isSame(owner: Owner, person: Person, field: (typeof numbers)[number][0]): boolean {
  if (field === 'idNumber') return owner.name === person.name
  if (owner.idNumber === null || person.idNumber === null) return owner.name === person.name
  return owner.idNumber === person.idNumber
}
