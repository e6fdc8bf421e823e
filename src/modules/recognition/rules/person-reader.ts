import type { Checked } from '../../../kernel/finding.ts'
import type { Cell, Row } from '../../../kernel/sheet.ts'
import { isBlank, plainText, remembered, textOf, withoutExcelQuote } from './cell-text.ts'
import type { IdentityChecks } from './identity-checks.ts'
import { mayBeYoung } from './age.ts'
import { numberOwners, type NumberOwners } from './number-owners.ts'
import type { Person } from './record.ts'
import type { NoteSeverity, Report } from './report.ts'
import { looksLikeName } from './row-kind.ts'
import type { Shape } from './shape.ts'

/** The distinct people of a file, each with its number; sheets of one file share it. */
export interface People {
  count: number
  /** Called once for each, before the first record that names it. */
  readonly onPerson: (person: Person) => void
  /** Whose the file's numbers are; made with the first person. */
  owners?: NumberOwners
}

export interface PersonReader {
  /** The person of a row; null where the row has none (`whyNobody`) or waits (already reported). */
  read(row: Row, rowNo: number): Person | null | 'nobody'
}

interface Known {
  readonly cells: readonly Cell[]
  /** Null where such a row waits. */
  readonly person: Person | null
  readonly faults: readonly Fault[]
  readonly next: Known | null
}

interface Fault {
  readonly field: 'name' | 'idNumber' | 'card' | 'phone' | 'creditCode'
  readonly code: string
  readonly severity: NoteSeverity
}

const personFields = [
  'name',
  'nameOverId',
  'idNumber',
  'idKind',
  'card',
  'bankName',
  'phone',
  'creditCode',
  'firm',
  'team',
  'trade',
  'isTeamLeader',
  'projectCode',
  'projectName',
] as const

type PersonField = (typeof personFields)[number]

/** So many persons of one number are looked at one by one; the others by all that their rows say. */
const longestChain = 24

/**
 * Reads the person of a row. A row whose cells are those of a person seen before gives that same person,
 * nothing checked or made again: in a year of pay sheets everybody stands twelve times.
 */
export function personReader(
  shape: Shape,
  checks: IdentityChecks,
  people: People,
  report: Report,
): PersonReader {
  const at = personFields.map((field) => shape.columns[field]?.index ?? -1)
  const columns = at.filter((index) => index >= 0)
  const keyed = ['idNumber', 'card', 'name', 'nameOverId'] as const
  const keys = keyed.flatMap((field) => shape.columns[field]?.index ?? [])
  const known = new Map<Cell, Known>()
  const crowded = new Map<string, Known>()
  const make = personMaker(shape, checks)
  const owners = (people.owners ??= numberOwners())
  const lookUp = (row: Row, rowNo: number): Known | 'nobody' => {
    let key: Cell = null
    for (let index = 0; index < keys.length; index += 1) {
      key = row[keys[index] ?? -1] ?? null
      if (key !== null && key !== '') break
    }
    const first = known.get(key) ?? null
    let walked = 0
    for (let seen = first; seen !== null && walked < longestChain; seen = seen.next) {
      if (sameCells(seen.cells, row, columns)) return seen
      walked += 1
    }
    // One number that stands for everybody (无, 000000) would make each row look at all before it.
    const crowd = walked < longestChain ? null : JSON.stringify(columns.map((index) => row[index]))
    const inCrowd = crowd === null ? undefined : crowded.get(crowd)
    if (inCrowd !== undefined) return inCrowd
    const made = make(row, people.count + 1)
    if (made === 'nobody') return made
    if (made.person !== null) {
      people.count += 1
      people.onPerson(made.person)
      owners.meet(made.person, rowNo, report)
    }
    const entry: Known = { ...made, cells: columns.map((index) => row[index] ?? null), next: first }
    if (crowd === null) known.set(key, entry)
    else crowded.set(crowd, entry)
    return entry
  }
  return {
    read(row, rowNo) {
      const found = lookUp(row, rowNo)
      if (found === 'nobody') return found
      for (const fault of found.faults) {
        if (fault.severity === 'rejected') report.reject(rowNo, fault.field, fault.code)
        else report.find(rowNo, fault.field, fault.code, fault.severity)
      }
      return found.person
    },
  }
}

function sameCells(cells: readonly Cell[], row: Row, columns: readonly number[]): boolean {
  for (let index = 0; index < columns.length; index += 1) {
    const cell = row[columns[index] ?? -1] ?? null
    if (cell !== cells[index]) return false
  }
  return true
}

type Made = Pick<Known, 'person' | 'faults'>

/** Makes a person of a row whose cells were not seen before. */
function personMaker(
  shape: Shape,
  checks: IdentityChecks,
): (row: Row, no: number) => Made | 'nobody' {
  const cellOf = (row: Row, field: PersonField): Cell =>
    row[shape.columns[field]?.index ?? -1] ?? null
  const plain = remembered((text: string) => plainText(text) ?? '')
  const textIn = (row: Row, field: PersonField): string | null => {
    const cell = cellOf(row, field)
    const text = typeof cell === 'string' ? plain(cell) : (plainText(cell) ?? '')
    return text === '' ? null : text
  }
  const statesIds = shape.columns.idNumber !== undefined || shape.columns.nameOverId !== undefined
  return (row, no) => {
    const written = textIn(row, shape.columns.name === undefined ? 'nameOverId' : 'name')
    const stated = checkedOf(cellOf(row, 'idNumber'), checks.idNumber)
    const isMasked = stated !== null && !stated.ok && stated.code === 'labour.id-masked'
    // What is left under the stars is nobody's number.
    const id = isMasked ? null : stated
    const card = checkedOf(cellOf(row, 'card'), checks.card)
    const phone = checkedOf(cellOf(row, 'phone'), checks.phone)
    const creditCode = checkedOf(cellOf(row, 'creditCode'), checks.creditCode)
    const { name: plainName, idUnder } = nameOf(written)
    const name = plainName ?? (written !== null && isPersonal(id) ? written.slice(0, 60) : null)
    if (name === null) {
      if (written !== null || !(isPersonal(id) || isCard(card))) return 'nobody'
      return waitsFor({ field: 'name', code: 'recognition.name-missing', severity: 'rejected' })
    }
    const ownId = id ?? (idUnder === null ? null : checks.idNumber(idUnder))
    const isOther = isOtherPaper(textIn(row, 'idKind'))
    const faults = faultsOf({
      id: isOther ? null : ownId,
      hasId: ownId !== null,
      card,
      phone,
      creditCode,
      statesIds: statesIds && !isMasked,
    })
    if (isMasked) faults.push(maskedFault(stated))
    if (/[?□\p{Co}]/u.test(name))
      faults.push({ field: 'name', code: 'recognition.name-sign-lost', severity: 'warning' })
    // A row waits for one reason, the first: the rest is said once it is back.
    const waiting = faults.find((fault) => fault.severity === 'rejected')
    if (waiting !== undefined) return waitsFor(waiting)
    return {
      faults,
      person: {
        no,
        name,
        idNumber: ownId?.value ?? null,
        idOk: ownId !== null && (isOther || !isBarred(ownId)),
        idFinding: ownId === null || ownId.ok || isOther ? null : ownId.code,
        barred: faults.some((fault) => fault.severity === 'barred'),
        mayBeYoung:
          !isOther && mayBeYoung(ownId?.value ?? null, ownId !== null && !isBarred(ownId)),
        card: keptValue(card),
        bankName: textIn(row, 'bankName'),
        phone: keptValue(phone),
        creditCode: keptValue(creditCode),
        creditCodeFinding: creditCode === null || creditCode.ok ? null : creditCode.code,
        firm: textIn(row, 'firm') ?? shape.employerName,
        team: textIn(row, 'team') ?? shape.teamName,
        trade: textIn(row, 'trade'),
        isTeamLeader: yesOf(cellOf(row, 'isTeamLeader')),
        projectCode: textIn(row, 'projectCode') ?? shape.projectCode,
        projectName: textIn(row, 'projectName'),
      },
    }
  }
}

function maskedFault({ code, severity }: Extract<Checked, { ok: false }>): Fault {
  return { field: 'idNumber', code, severity: severity === 'lost' ? 'rejected' : severity }
}

function waitsFor(fault: Fault): Made {
  return { person: null, faults: [fault] }
}

interface Numbers {
  readonly id: Checked | null
  readonly hasId: boolean
  readonly card: Checked | null
  readonly phone: Checked | null
  readonly creditCode: Checked | null
  /** The sheet has a place for IDs. */
  readonly statesIds: boolean
}

/** What is wrong with a row's numbers. A lost ID makes the row wait, a lost card where no ID is. */
function faultsOf({ id, hasId, card, phone, creditCode, statesIds }: Numbers): Fault[] {
  const faults: Fault[] = []
  const judge = (field: Fault['field'], checked: Checked | null, waitsIfLost: boolean) => {
    if (checked === null || checked.ok) return
    const { code, severity } = checked
    if (severity !== 'lost') faults.push({ field, code, severity })
    else faults.push({ field, code, severity: waitsIfLost ? 'rejected' : 'barred' })
  }
  judge('idNumber', id, true)
  judge('card', card, !hasId)
  judge('phone', phone, false)
  judge('creditCode', creditCode, false)
  if (!hasId && statesIds) {
    faults.push({ field: 'idNumber', code: 'recognition.id-not-stated', severity: 'warning' })
  }
  return faults
}

function isBarred(checked: Checked): boolean {
  return !checked.ok && (checked.severity === 'barred' || checked.severity === 'lost')
}

/** A checked number of a cell; null where the cell is empty. */
export function checkedOf(
  cell: Cell | undefined,
  check: (written: string) => Checked,
): Checked | null {
  if (isBlank(cell)) return null
  return check(numberText(cell))
}

function keptValue(checked: Checked | null): string | null {
  if (checked === null || (!checked.ok && checked.severity === 'lost')) return null
  return checked.value === '' ? null : checked.value
}

/** A number cell holds 15 digits at most: a longer one is written so that the check sees it is ruined. */
export function numberText(cell: Cell | undefined): string {
  const value = typeof cell === 'number' ? cell : null
  if (value === null) return withoutExcelQuote(textOf(cell))
  return Math.abs(value) >= 2 ** 53 ? value.toExponential(5) : String(value)
}

/** A name; where the ID stands in the same cell under it, that too. */
function nameOf(stated: string | null): { name: string | null; idUnder: string | null } {
  if (stated === null) return { name: null, idUnder: null }
  // 阿卜杜•热合曼, 阿卜杜.热合曼: one dot, so that one name is one.
  const written = stated.replaceAll(
    /(?<=\p{Script=Han})\s*[•・‧∙⋅●.．]\s*(?=\p{Script=Han})/gu,
    '·',
  )
  if (looksLikeName(written)) return { name: written, idUnder: null }
  const both = /^(\p{Script=Han}[\p{Script=Han}·•]{1,19})[\s/:,，]*(\d{14,17}[\dXx])$/u.exec(
    written,
  )
  if (both !== null) return { name: both[1] ?? null, idUnder: both[2] ?? null }
  // 张三（班长）, 张三*: what stands beside the name is not part of it.
  const bare = written.replace(/\(.{1,10}\)$|[*★#]+$/u, '')
  return looksLikeName(bare) ? { name: bare, idUnder: null } : { name: null, idUnder: null }
}

/** An ID of the right length makes a person of a row, however odd the name. */
function isPersonal(id: Checked | null): boolean {
  return id !== null && /^\d{15}(?:\d\d[\dX])?$/.test(id.value)
}

function isCard(card: Checked | null): boolean {
  return card !== null && /^\d{12,19}$/.test(card.value)
}

/** A passport, a permit or a card of Hong Kong, Macao or Taiwan: its number is kept unchecked. */
function isOtherPaper(idKind: string | null): boolean {
  return idKind !== null && !/身份证$|^0?1$/.test(idKind)
}

/** 是 / 否, and what stands for them; null where neither is said. */
export function yesOf(cell: Cell | undefined): boolean | null {
  if (typeof cell === 'boolean') return cell
  return typeof cell === 'string' ? yesOfText(cell) : yesOfText(textOf(cell))
}

const yesOfText = remembered((written: string): boolean | null => {
  const text = written.trim().normalize('NFKC').toLowerCase()
  if (/^(?:是|1|y|yes|true|√|✓|有|补发|班组长|组长|班长)$/.test(text)) return true
  return /^(?:否|不是|0|n|no|false|×|x|无|正常|普通)$/.test(text) ? false : null
})
