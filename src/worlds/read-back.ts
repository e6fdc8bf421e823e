import type { Cell, Sheet } from '../kernel/sheet.ts'
import { openBook } from '../platform/sheets/open-book.ts'
import type { Delivery, World } from './world.ts'

/**
 * Reads the world's own files by their fixed heads, knowing nothing of the product's reading: for tests
 * that compare files and truth.
 */
export interface ReadBack {
  readonly sheets: readonly { readonly name: string; readonly records: number }[]
  readonly projectCodes: ReadonlySet<string>
  readonly ids: ReadonlySet<string>
  readonly cards: ReadonlySet<string>
  readonly attendance: readonly AttendanceLine[]
  readonly pay: readonly PayLine[]
  /** Card and name to identity number, where a line states all: several may be paid to one card. */
  readonly holders: ReadonlyMap<string, string>
}

interface AttendanceLine {
  readonly project: string | null
  readonly month: string
  readonly id: string
  readonly name: string
  readonly daysPresent: number
  readonly minutes: number
  readonly days: number
}

interface PayLine {
  readonly project: string | null
  /** The month it pays for. */
  readonly month: string
  readonly card: string
  readonly name: string
  readonly back: boolean
  readonly dueFen: number
  readonly deductedFen: number
  readonly netFen: number
  readonly paidOn: string | null
}

interface Tally {
  workers: number
  daysPresent: number
  minutes: number
  days: number
  dueUnknown: number
  dueFen: number
  deductedFen: number
  paidOnTimeFen: number
  paidLateFen: number
  owedFen: number
}

interface Mutable {
  readonly sheets: { name: string; records: number }[]
  readonly projectCodes: Set<string>
  readonly ids: Set<string>
  readonly cards: Set<string>
  readonly attendance: AttendanceLine[]
  readonly pay: PayLine[]
  readonly holders: Map<string, string>
}

export async function readBack(file: { fileName: string; bytes: Uint8Array }): Promise<ReadBack> {
  const read: Mutable = {
    sheets: [],
    projectCodes: new Set(),
    ids: new Set(),
    cards: new Set(),
    attendance: [],
    pay: [],
    holders: new Map(),
  }
  const book = await openBook({ bytes: file.bytes }, file.fileName)
  for await (const sheet of book.sheets) {
    const rows = await textRows(sheet)
    const head = rows.findIndex((row) => row.filter((text) => text !== '').length > 4)
    const lines = linesOf(rows, head)
    const month = titleMonth(rows.slice(0, head))
    read.sheets.push({ name: sheet.name, records: lines.length })
    const punches = new Map<string, AttendanceLine & { first: number; last: number; on: string }>()
    for (const line of lines) readLine(read, line, month, punches)
    read.attendance.push(...foldPunches([...punches.values()]))
  }
  return read
}

/** A line by the words of its heads; the overtime line of a site workbook under `2:`. */
type Line = ReadonlyMap<string, string>

function linesOf(rows: readonly string[][], head: number): Line[] {
  const heads = rows[head] ?? []
  const site = heads.includes('姓名\n身份证号')
  const dayHeads = site ? rows[head + 1] : []
  const words = heads.map((word, at) => dayHeads?.[at] || word)
  const lines: Line[] = []
  for (let at = head + (site ? 2 : 1); at < rows.length; at += site ? 2 : 1) {
    const line = new Map(words.map((word, column) => [word, rows[at]?.[column] ?? '']))
    if (site)
      for (const [c, word] of words.entries()) line.set(`2:${word}`, rows[at + 1]?.[c] ?? '')
    const id = site ? line.get('2:姓名\n身份证号') : (line.get('证件号码') ?? line.get('身份证号'))
    if (id || line.get('工人工资卡号') || isOfFirm(line)) lines.push(line)
  }
  return lines
}

/** Firms and teams, and the projects of a list: no workers. */
function isOfFirm(line: Line): boolean {
  return line.has('企业类型') || line.has('责任人姓名') || listHeads.some((word) => line.has(word))
}

/** One column of each authority's list that no other sheet has. */
const listHeads = [
  '施工许可证号',
  '项目法人',
  '招标编号',
  '税源编号',
  '监管编号',
  '受理编号',
  '排查日期',
]

type Punched = AttendanceLine & { first: number; last: number; on: string }

function readLine(read: Mutable, line: Line, title: string, punches: Map<string, Punched>): void {
  const project = line.get('项目编码') ?? null
  if (project !== null) read.projectCodes.add(project)
  const id = line.get('证件号码') ?? line.get('身份证号') ?? line.get('2:姓名\n身份证号') ?? null
  const card =
    line.get('工人工资卡号') ?? line.get('发放工资银行卡号') ?? line.get('工资银行账号') ?? null
  if (id !== null) read.ids.add(id)
  if (card !== null) read.cards.add(card)
  if (id !== null && card !== null) read.holders.set(`${card} ${nameOf(line)}`, id)
  if (id !== null && line.has('31')) read.attendance.push(gridLine(line, project, title, id))
  if (id !== null && line.has('刷卡时间')) addPunch(punches, line, id)
  const net = line.get('实发金额') ?? line.get('实发工资金额')
  if (card !== null && net !== undefined) read.pay.push(payLine(line, project, title, card, net))
}

function gridLine(line: Line, project: string | null, title: string, id: string): AttendanceLine {
  let daysPresent = 0
  let hours = 0
  for (let at = 1; at <= 31; at += 1) {
    const normal = Number(line.get(String(at))) || 0
    if (normal > 0) daysPresent += 1
    hours += normal + (Number(line.get(`2:${at}`)) || 0)
  }
  const days = Number(line.get('工日') ?? line.get('工日合计'))
  const month = line.get('月份') ?? title
  return { project, month, id, name: nameOf(line), daysPresent, minutes: hours * 60, days }
}

function payLine(
  line: Line,
  project: string | null,
  title: string,
  card: string,
  net: string,
): PayLine {
  const back = line.get('是否为补发') === '是'
  return {
    project,
    month: (back ? line.get('补发月份') : line.get('发放工资的月份')) ?? title,
    card,
    name: nameOf(line),
    back,
    dueFen: Math.round(Number(line.get('应发金额') ?? net) * 100),
    deductedFen: Math.round(Number(line.get('扣款合计') ?? 0) * 100),
    netFen: Math.round(Number(net) * 100),
    paidOn: line.get('发放日期') || null,
  }
}

function nameOf(line: Line): string {
  const heads = ['姓名', '员工姓名', '工人姓名', '人员姓名', '姓名\n身份证号']
  return heads.map((head) => line.get(head)).find((name) => name !== undefined) ?? ''
}

function addPunch(punches: Map<string, Punched>, punch: Line, id: string): void {
  const at = punch.get('刷卡时间') ?? ''
  const on = at.slice(0, 10)
  const minute = Number(at.slice(11, 13)) * 60 + Number(at.slice(14, 16))
  const seen = punches.get(`${id}/${on}`)
  const first = Math.min(seen?.first ?? minute, minute)
  const last = Math.max(seen?.last ?? minute, minute)
  const month = on.slice(0, 7)
  const name = nameOf(punch)
  const line = { project: null, month, id, name, daysPresent: 1, minutes: last - first, days: 0 }
  punches.set(`${id}/${on}`, { ...line, first, last, on })
}

function foldPunches(days: readonly Punched[]): AttendanceLine[] {
  const months = new Map<string, AttendanceLine>()
  for (const { project, month, id, name, minutes, days: workdays } of days) {
    const so = months.get(`${id}/${month}`)
    months.set(`${id}/${month}`, {
      project,
      month,
      id,
      name,
      days: workdays,
      daysPresent: (so?.daysPresent ?? 0) + 1,
      minutes: (so?.minutes ?? 0) + minutes,
    })
  }
  return [...months.values()]
}

/** What the lines of all files add up to, by project and month; a later line takes its key's place. */
export function tallied(
  world: World,
  reads: readonly { readonly file: Delivery; readonly read: ReadBack }[],
): Map<string, Tally> {
  const attendance = new Map<string, AttendanceLine>()
  const lines: { readonly project: string; readonly line: PayLine }[] = []
  const idOfCard = new Map<string, string>()
  const idOfName = new Map<string, string>()
  for (const { file, read } of reads) {
    for (const [card, id] of read.holders) idOfCard.set(card, id)
    for (const line of read.attendance) {
      const project = `${line.project ?? file.projectCode}`
      attendance.set(`${project}/${line.month}/${line.id}`, line)
      idOfName.set(`${project}/${line.name}`, line.id)
    }
    for (const line of read.pay)
      lines.push({ project: `${line.project ?? file.projectCode}`, line })
  }
  const pay = new Map<string, PayLine>()
  for (const { project, line } of lines) {
    // Nobody on a project shares a name with another.
    const holder = `${line.card} ${line.name}`
    const id = idOfCard.get(holder) ?? idOfName.get(`${project}/${line.name}`) ?? holder
    pay.set(`${project}/${line.month}/${id}/${line.back ? 'back' : ''}`, line)
  }
  const payDates = new Map(
    world.truth.projectMonths.map((m) => [`${m.projectCode}/${m.month}`, m.payDate]),
  )
  return addedUp(attendance, pay, payDates)
}

function addedUp(
  attendance: ReadonlyMap<string, AttendanceLine>,
  pay: ReadonlyMap<string, PayLine>,
  payDates: ReadonlyMap<string, string>,
): Map<string, Tally> {
  const tallies = new Map<string, Tally>()
  const tallyOf = (key: string) => {
    const name = key.split('/').slice(0, 2).join('/')
    const found = tallies.get(name) ?? emptyTally()
    tallies.set(name, found)
    return { name, tally: found }
  }
  for (const [key, line] of attendance) {
    const { tally } = tallyOf(key)
    tally.workers += 1
    tally.daysPresent += line.daysPresent
    tally.minutes += line.minutes
    tally.days = Math.round((tally.days + line.days) * 100) / 100
    if (!pay.has(`${key}/`)) tally.dueUnknown += 1
  }
  for (const [key, line] of pay) {
    const { name, tally } = tallyOf(key)
    const paid = line.paidOn === null ? 0 : line.netFen
    if (line.paidOn !== null && line.paidOn <= (payDates.get(name) ?? ''))
      tally.paidOnTimeFen += paid
    else tally.paidLateFen += paid
    if (line.back) continue
    // Paid, and seen by no gate.
    if (!attendance.has(key.slice(0, -1))) tally.workers += 1
    tally.dueFen += line.dueFen
    tally.deductedFen += line.deductedFen
    const later = pay.get(`${key}back`)
    tally.owedFen += Math.max(0, line.dueFen - line.deductedFen - paid - (later?.netFen ?? 0))
  }
  return tallies
}

function emptyTally(): Tally {
  const none = { workers: 0, daysPresent: 0, minutes: 0, days: 0, dueUnknown: 0 }
  return { ...none, dueFen: 0, deductedFen: 0, paidOnTimeFen: 0, paidLateFen: 0, owedFen: 0 }
}

async function textRows(sheet: Sheet): Promise<string[][]> {
  const rows: string[][] = []
  for await (const batch of sheet.rows) {
    while (rows.length < batch.firstRow - 1) rows.push([])
    for (const row of batch.rows) rows.push(row.map(cellText))
  }
  return rows
}

function cellText(cell: Cell): string {
  if (cell === null) return ''
  return (typeof cell === 'object' ? cell.date : String(cell)).trim()
}

function titleMonth(rows: readonly string[][]): string {
  const found = /(\d{4})年(\d{1,2})月/.exec(rows.flat().join(' '))
  return found === null ? '' : `${found[1]}-${(found[2] ?? '').padStart(2, '0')}`
}
