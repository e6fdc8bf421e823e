import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { addDays, day, lastOf, month } from '../kernel/day.ts'
import { checkCreditCode } from '../modules/registry/rules/credit-code.ts'
import { shippedCalendar } from '../modules/calendar/rules/calendar.ts'
import { demoPassword } from './demo-accounts.ts'
import { demoWorld } from './demo-world.ts'
import { siteWorkbook } from './site-workbook.ts'
import { readBack, tallied } from './read-back.ts'
import type { World } from './world.ts'

const today = day('2026-11-24')
const small = demoWorld({ today, seed: 'test', size: { projects: 14, people: 420 } })
const files = [...small.deliveries]
const reads = await Promise.all(files.map(async (file) => ({ file, read: await readBack(file) })))
const tally = tallied(small, reads)

test('the same day and seed give the same bytes, on every walk', () => {
  const again = demoWorld({ today, seed: 'test', size: { projects: 14, people: 420 } })
  expect(printOf(small)).toBe(printOf(again))
  expect(printOf(small)).toBe(printOf(small))
  const other = demoWorld({ today, seed: 'other', size: { projects: 14, people: 420 } })
  expect(printOf(other)).not.toBe(printOf(small))
})

test('files come in order of receipt, none later than yesterday, each under a name of its own', () => {
  const days = files.map(({ receivedOn }) => receivedOn)
  expect(days).toEqual(days.toSorted())
  expect(days.every((at) => at <= addDays(today, -1))).toBe(true)
  expect(new Set(files.map(({ fileName }) => fileName)).size).toBe(files.length)
  expect(files.length).toBeLessThanOrEqual(46)
})

test('every file names projects that an officer has registered', () => {
  const known = new Set(small.projects.map(({ code }) => code))
  for (const { file, read } of reads) {
    if (file.projectCode !== null) expect(known).toContain(file.projectCode)
    for (const code of read.projectCodes) expect(known).toContain(code)
  }
})

test('every file opens again and holds as many lines as the world says', () => {
  for (const { file, read } of reads) {
    const counts = read.sheets.map(({ name, records }) => ({ name, records }))
    expect(counts).toEqual(file.sheets.map(({ name, records }) => ({ name, records })))
  }
})

test('the truth is what the lines of all files add up to, later lines of a key in place of earlier ones', () => {
  for (const truth of small.truth.projectMonths) {
    const key = `${truth.projectCode}/${truth.month}`
    const { workers, dueUnknown, dueFen, deductedFen, paidOnTimeFen, paidLateFen, owedFen } = truth
    const { daysPresent, minutes } = truth
    const told = { workers, dueUnknown, dueFen, deductedFen, paidOnTimeFen, paidLateFen, owedFen }
    const punched = truth.attendanceFrom === 'punches'
    expect({ key, ...tally.get(key) }).toMatchObject({
      key,
      ...told,
      ...(punched ? {} : { daysPresent, minutes, days: truth.days }),
    })
  }
  expect(tally.size).toBe(small.truth.projectMonths.length)
})

test('the contractor says which firm and which team left', () => {
  const book = files.find(({ fileName }) => fileName.endsWith('参建单位和班组.xlsx'))
  expect(book?.sheets.map(({ kind }) => kind)).toEqual(['participant-list', 'team-list'])
  const fled = small.truth.projectMonths.filter(({ project }) => project === '丁街道安置房四期')
  expect(fled.filter(({ owedFen, paidLateFen }) => owedFen > 0 && paidLateFen > 0)).toHaveLength(3)
})

test('punches span exactly the hours that were worked', () => {
  const truth = small.truth.projectMonths.find(({ attendanceFrom }) => attendanceFrom === 'punches')
  const told = tally.get(`${truth?.projectCode}/${truth?.month}`)
  expect(told?.minutes).toBe(truth?.minutes)
  expect(told?.daysPresent).toBe(truth?.daysPresent)
})

test('numbers are right in form and belong to area 990101; one hand-written identity number is wrong', () => {
  const wrong = new Set<string>()
  for (const { read } of reads) {
    const { ids, cards } = read
    for (const id of ids) {
      expect(id).toMatch(/^990101(19|20)\d{9}[\dX]$/)
      if (!mod11(id)) wrong.add(id)
    }
    for (const card of cards) {
      expect(card).toMatch(/^6299\d{15}$/)
      expect(luhn(card)).toBe(true)
    }
  }
  expect(wrong.size).toBe(1)
})

test('every firm has a right credit code of its own', () => {
  for (const { creditCode } of small.enterprises) expect(checkCreditCode(creditCode).ok).toBe(true)
  const codes = new Set(small.enterprises.map(({ creditCode }) => creditCode))
  expect(codes.size).toBe(small.enterprises.length)
})

test('the demo district has 40 projects, some 3,000 people, and is made within three seconds', () => {
  const before = performance.now()
  const world = demoWorld({ today, seed: 'huxin' })
  const megabytes = [...world.deliveries].reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6
  const seconds = (performance.now() - before) / 1000
  expect(world.projects).toHaveLength(40)
  expect(world.truth.people).toBeGreaterThan(2900)
  expect(world.truth.people).toBeLessThan(3100)
  expect(world.months).toHaveLength(12)
  expect(megabytes).toBeLessThan(15)
  // Three seconds on two cores of one's own; tests share them.
  expect(seconds).toBeLessThan(9)
})

test.each(['2026-11-24', '2026-01-01', '2026-03-02', '2027-02-07', '2026-06-20'])(
  'on %s some 250 to 450 people on 7 to 10 projects are owed 1.5 to 4 million yuan past the pay date',
  (on) => {
    const { overdue } = demoWorld({ today: day(on), seed: 'huxin' }).truth
    expect(overdue.fen).toBeGreaterThan(150_000_000)
    expect(overdue.fen).toBeLessThan(400_000_000)
    expect(overdue.people).toBeGreaterThanOrEqual(250)
    expect(overdue.people).toBeLessThanOrEqual(450)
    expect(overdue.projects).toBeGreaterThanOrEqual(7)
    expect(overdue.projects).toBeLessThanOrEqual(10)
  },
)

test('the late payer owes nothing, pays everything late, and has attendance without a pay line now', () => {
  const months = monthsOf('甲镇冷链物流园')
  expect(months.every(({ owedFen, paidOnTimeFen }) => owedFen === 0 && paidOnTimeFen === 0)).toBe(
    true,
  )
  expect(months.filter(({ paidLateFen }) => paidLateFen > 0).length).toBeGreaterThanOrEqual(8)
  expect(months.some((m) => m.payDate < today && m.dueUnknown === m.workers)).toBe(true)
})

test('the government project stopped: two sheets without money, then a month with no sheet', () => {
  const due = monthsOf('丙街道中学扩建工程').filter(({ payDate }) => payDate < today)
  const [first, second, third] = due.slice(-3)
  expect(first?.owedPeople).toBeGreaterThan(0)
  expect(first?.paidOnTimeFen).toBeGreaterThan(0)
  expect(second).toMatchObject({ paidOnTimeFen: 0, paidLateFen: 0, owedFen: second?.owedFen })
  expect(second?.owedPeople).toBe(second?.workers)
  expect(third).toMatchObject({ dueFen: 0, dueUnknown: third?.workers })
  expect(due.slice(0, -3).every(({ owedFen }) => owedFen === 0)).toBe(true)
})

test('the messy site has paid all that is due by now, also the worker with the wrong number', () => {
  const due = monthsOf('甲镇便民服务站改造工程').filter(({ payDate }) => payDate < today)
  expect(due.length).toBeGreaterThanOrEqual(3)
  expect(due.every(({ owedFen, dueUnknown }) => owedFen === 0 && dueUnknown === 0)).toBe(true)
})

test('everyday projects owe nothing on any day of a month', () => {
  for (const on of ['2026-05-01', '2026-05-16', '2026-05-21', '2026-05-31']) {
    const world = demoWorld({ today: day(on), seed: 'test', size: { projects: 14, people: 420 } })
    const everyday = new Set(world.projects.slice(10).map(({ code }) => code))
    const months = world.truth.projectMonths.filter(({ projectCode }) => everyday.has(projectCode))
    expect(months.every(({ owedFen, paidLateFen }) => owedFen + paidLateFen === 0)).toBe(true)
    expect(months.every((m) => m.dueUnknown === 0 || m.payDate >= day(on))).toBe(true)
  }
})

test('the offered workbook is of a month with 31 days, overdue, by a firm that is in no list', () => {
  const offered = siteWorkbook({ today })
  expect(offered.month).toBe(month('2026-08'))
  expect(lastOf(offered.month) < today).toBe(true)
  expect(small.enterprises.map(({ name }) => name)).not.toContain(offered.firm)
  expect(small.projects.map(({ name }) => name)).not.toContain(offered.project)
  expect(() => siteWorkbook({ today, month: month('2026-09') })).toThrow('31 days')
})

test('the offered workbook holds one worker with 342 hours, 31 days, 38 工日 and 22,800 yuan', async () => {
  const { fileName, bytes } = siteWorkbook({ today })
  const read = await readBack({ fileName, bytes })
  expect(read.attendance).toHaveLength(1)
  expect(read.attendance[0]).toMatchObject({ daysPresent: 31, minutes: 342 * 60, days: 38 })
  expect(read.pay).toHaveLength(1)
  expect(read.pay[0]).toMatchObject({ dueFen: 2_280_000, paidOn: null })
})

test('one account of each role and a second town, the towns and the project named', () => {
  expect(small.accounts.map(({ role }) => role)).toEqual([
    'coordination-office',
    'town',
    'town',
    'department',
    'leader',
    'labour-officer',
    'system-administrator',
    'security-administrator',
    'audit-administrator',
  ])
  const codes = small.projects.map(({ code }) => code)
  expect(codes).toContain(small.accounts.find(({ role }) => role === 'labour-officer')?.projectCode)
  expect(demoPassword.length).toBeGreaterThanOrEqual(12)
})

test('nobody is paid on a rest day', () => {
  const days = new Set<string>()
  for (const { read } of reads) {
    for (const { paidOn } of read.pay) if (paidOn !== null) days.add(paidOn)
  }
  expect([...days].filter((at) => !shippedCalendar.isWorkday(day(at)))).toEqual([])
})

function monthsOf(name: string): World['truth']['projectMonths'] {
  return small.truth.projectMonths.filter(({ project }) => project === name)
}

function printOf(world: World): string {
  const print = createHash('sha256')
  for (const { receivedOn, fileName, bytes } of world.deliveries) {
    print.update(`${receivedOn} ${fileName}`).update(bytes)
  }
  return print.update(JSON.stringify([world.projects, world.truth])).digest('hex')
}

/** ISO 7064 MOD 11-2 as a recursion, another way than the generator's. */
function mod11(id: string): boolean {
  let rest = 0
  for (const sign of id.slice(0, 17)) rest = ((rest + Number(sign)) * 2) % 11
  const last = id.at(-1)
  return (rest + (last === 'X' ? 10 : Number(last))) % 11 === 1
}

function luhn(card: string): boolean {
  const digits = [...card].toReversed().map(Number)
  const sum = digits.reduce((total, digit, at) => {
    const doubled = at % 2 === 1 ? digit * 2 : digit
    return total + Math.floor(doubled / 10) + (doubled % 10)
  }, 0)
  return sum % 10 === 0
}
