import type { PlainDate } from '../kernel/day.ts'
import { fen, type Fen } from '../kernel/money.ts'
import { nth } from './chance.ts'
import { isPunched, type Facts } from './facts.ts'
import type { Wage } from './money.ts'
import type { ProjectMonthTruth, Truth } from './world.ts'

/** What the ledger must say when every file is in, added up from the causes and not from the files. */
export function truthOf(facts: Facts, today: PlainDate): Truth {
  const groups = new Map<string, Wage[]>()
  for (const wage of facts.wages) {
    const { stay, monthIndex } = wage.work
    const key = `${stay.plan.code}/${monthIndex}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [wage])
    else group.push(wage)
  }
  const projectMonths = [...groups.values()].map((wages) => projectMonth(facts, wages))
  const people = new Set(facts.stays.map(({ person }) => person.no))
  return {
    projectMonths,
    overdue: overdueOf(facts, today),
    people: people.size,
    engagements: facts.stays.length,
  }
}

function projectMonth(facts: Facts, wages: readonly Wage[]): ProjectMonthTruth {
  const first = nth(wages, 0)
  const { stay, month, monthIndex } = first.work
  const payDate = nth(stay.plan.payDates, monthIndex)
  const sums = { daysPresent: 0, minutes: 0, days: 0, dueUnknown: 0, due: 0, deducted: 0 }
  const money = { onTime: 0, late: 0, owed: 0, owedPeople: 0, earned: 0 }
  for (const wage of wages) {
    const { work, drawnOn, dueFen, deductedFen, payments } = wage
    sums.daysPresent += work.daysPresent
    sums.minutes += work.minutes
    sums.days += work.workdaysHundredths
    money.earned += dueFen
    if (drawnOn === null) {
      sums.dueUnknown += 1
      continue
    }
    sums.due += dueFen
    sums.deducted += deductedFen
    for (const { paidOn, paidFen } of payments) {
      if (paidOn <= payDate) money.onTime += paidFen
      else money.late += paidFen
    }
    const owed = owedOf(wage)
    money.owed += owed
    if (owed > 0) money.owedPeople += 1
  }
  return {
    projectCode: stay.plan.code,
    project: stay.plan.name,
    month,
    workers: wages.length,
    daysPresent: sums.daysPresent,
    minutes: sums.minutes,
    days: sums.days / 100,
    attendanceFrom: isPunched(facts, first) ? 'punches' : 'grid',
    dueUnknown: sums.dueUnknown,
    dueFen: fen(sums.due),
    deductedFen: fen(sums.deducted),
    paidOnTimeFen: fen(money.onTime),
    paidLateFen: fen(money.late),
    owedFen: fen(money.owed),
    owedPeople: money.owedPeople,
    payDate,
    earnedFen: fen(money.earned),
  }
}

function owedOf({ drawnOn, dueFen, deductedFen, payments }: Wage): number {
  if (drawnOn === null) return 0
  const paid = payments.reduce((sum, { paidFen }) => sum + paidFen, 0)
  return Math.max(0, dueFen - deductedFen - paid)
}

function overdueOf(facts: Facts, today: PlainDate): { fen: Fen; people: number; projects: number } {
  const people = new Set<number>()
  const projects = new Set<string>()
  let total = 0
  for (const wage of facts.wages) {
    const { stay, monthIndex } = wage.work
    const owed = owedOf(wage)
    if (owed === 0 || nth(stay.plan.payDates, monthIndex) >= today) continue
    total += owed
    people.add(stay.person.no)
    projects.add(stay.plan.code)
  }
  return { fen: fen(total), people: people.size, projects: projects.size }
}
