import type { StatedPay } from '../src/modules/wages/fixtures.ts'

/* Facts of a made-up district: the same on every machine. */

/** Its pay date has passed: what is not paid of it stands in a warning. */
export const wageMonth = '2026-09'
const dueFen = 600_000

/** A person of the bench's own area, whose number is right; up to 200,000 of them are different. */
export function personOf(no: number): { name: string; idNumber: string } {
  const front = `990101${1970 + Math.floor(no / 7_000)}01${String((no % 28) + 1).padStart(2, '0')}${String(no % 1_000).padStart(3, '0')}`
  return { name: `测${no}`, idNumber: front + checkDigit(front) }
}

/** GB 11643. */
function checkDigit(front: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, at) => total + weight * Number(front[at]), 0)
  return '10X98765432'[sum % 11] ?? ''
}

/** What a worker is due for the month, and what one payment of it states. */
export function dueLine(person: number, month = wageMonth): StatedPay {
  return { person, month, dueFen, netFen: dueFen }
}

/** A part of what is due, paid on a day; another `place` is another payment. */
export function partPayment(person: number, place: string, fen: number): StatedPay {
  const paidOn = '2026-11-20'
  return { person, month: wageMonth, kind: 'back-pay', dueFen: fen, netFen: fen, paidOn, place }
}

/** A table of the ledger's shape and key, for what is measured beside it. */
export const floorLedger = `create table floor.ledger (district text collate "C" not null, project_id uuid not null, worker_id uuid not null,
  month text collate "C" not null, pay_on date not null, attended boolean not null, days_present smallint not null, minutes integer not null,
  workdays_hundredths integer not null, due_basis text not null, due_fen bigint not null, deducted_fen bigint not null,
  paid_on_time_fen bigint not null, paid_late_fen bigint not null, owed_fen bigint not null, primary key (district, project_id, month, worker_id));
  create index on floor.ledger (district, project_id, month, worker_id) where owed_fen > 0`
