import { expect, test } from 'vitest'
import { day, YearMonth } from '../../kernel/day.ts'
import { fen, zeroFen } from '../../kernel/money.ts'
import type { PayLineRecord, Person } from './rules/record.ts'
import { lineOf, type WorkerPayments } from './stage-lines.ts'

const person: Person = {
  no: 1,
  name: '赵甲一',
  idNumber: null,
  idOk: false,
  idFinding: null,
  barred: false,
  mayBeYoung: false,
  card: null,
  bankName: null,
  phone: null,
  creditCode: null,
  creditCodeFinding: null,
  firm: null,
  team: null,
  trade: null,
  isTeamLeader: null,
  projectCode: null,
  projectName: null,
}

function paid(row: number, paidOn: string): PayLineRecord {
  return {
    kind: 'pay-line',
    sheetNo: 1,
    row,
    person,
    month: YearMonth.parse('2026-08'),
    sort: 'ordinary',
    backPayMonth: null,
    daysHundredths: null,
    minutes: null,
    dueFen: fen(100),
    dueStated: true,
    deductedFen: zeroFen,
    netFen: fen(100),
    paidOn: day(paidOn),
    isRequest: false,
    reference: null,
  }
}

test('which payment of its day a line is, however many there are: one number may stand for thousands', () => {
  const worker: WorkerPayments = { seen: [] }
  const days = ['2026-09-15', '2026-09-16']
  const started = performance.now()
  const places = Array.from({ length: 60_000 }, (_, at) => {
    const { line } = lineOf(paid(at + 1, days[at % 2] ?? ''), worker, () => ({
      index: null,
      cells: null,
    }))
    return Number(line.trimEnd().split('\t').at(-1))
  })
  expect(places).toEqual(Array.from({ length: 60_000 }, (_, at) => Math.floor(at / 2) + 1))
  // One after the other against all before would take minutes.
  expect(performance.now() - started).toBeLessThan(20_000)
})
