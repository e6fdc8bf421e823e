import { uuidv7 } from 'uuidv7'
import { type CopyCell, copyBytes, copyLine } from '../../platform/copy-text.ts'
import { type PersonalKind, type ValueKeys, sealValue } from '../../platform/keys.ts'
import {
  attendanceStage,
  contractStage,
  entryExitStage,
  personStage,
  rosterStage,
  teamStage,
} from '../labour/contract.ts'
import { participantStage } from '../registry/contract.ts'
import { checkCreditCode } from '../registry/rules/credit-code.ts'
import { matchingName } from '../registry/rules/matching-name.ts'
import { participantRoleOf } from '../registry/rules/participant-role.ts'
import { payStage } from '../wages/contract.ts'
import {
  type AttendanceMonthRecord,
  type PayLineRecord,
  type Person,
  type SheetRecord,
  presentBits,
} from './rules/record.ts'

/** Turns records into COPY text of the stages; persons and their sealed numbers come last, each once. */
export interface StageWriter {
  add(record: SheetRecord): void
  /** Hands on what has gathered; call it between batches of rows. */
  flush(): Promise<void>
  /** Hands on the rest and the persons; returns lines by project code (`''`: the line names none). */
  end(): Promise<Record<string, number>>
}

interface KnownPerson {
  readonly no: number
  readonly worker: WorkerPayments
}

/** Days on which a worker was paid for a month, as month and day in one number, to tell two of one day apart. */
interface WorkerPayments {
  readonly seen: number[]
}

const flushAt = 131_072

export function openStageWriter(
  keys: ValueKeys,
  idFindings: (person: Person) => string | null,
  emit: (table: string, text: Buffer) => Promise<void>,
): StageWriter {
  const gathered = new Map<string, string[]>()
  const sizes = new Map<string, number>()
  const persons = new Map<string, KnownPerson>()
  const workers = new Map<string, WorkerPayments>()
  const projectLines = new Map<string, number>()
  const write = (table: string, line: string) => {
    const lines = gathered.get(table)
    if (lines) lines.push(line)
    else gathered.set(table, [line])
    sizes.set(table, (sizes.get(table) ?? 0) + line.length)
  }
  const countLine = (code: string | null) => {
    const known = code ?? ''
    projectLines.set(known, (projectLines.get(known) ?? 0) + 1)
  }
  const know = (person: Person): KnownPerson => {
    const key = personKey(person)
    const known = persons.get(key)
    if (known) return known
    const workerKey = person.idNumber ?? key
    const worker = workers.get(workerKey) ?? { seen: [] }
    workers.set(workerKey, worker)
    const fresh = { no: persons.size + 1, worker }
    persons.set(key, fresh)
    write(personStage.table, personLine(keys, person, fresh.no, idFindings(person)))
    return fresh
  }
  const send = async (smallest: number) => {
    for (const [table, lines] of gathered) {
      if ((sizes.get(table) ?? 0) < smallest) continue
      gathered.delete(table)
      sizes.delete(table)
      await emit(table, Buffer.from(lines.join('')))
    }
  }
  return {
    add: (record) => {
      switch (record.kind) {
        case 'pay-line': {
          const { no, worker } = know(record.person)
          write(payStage.table, payText(record, no, worker))
          countLine(record.person.projectCode)
          return
        }
        case 'attendance-month': {
          write(attendanceStage.table, attendanceText(record, know(record.person).no))
          countLine(record.person.projectCode)
          return
        }
        case 'roster': {
          const { no } = know(record.person)
          write(rosterStage.table, copyLine([record.sheetNo, record.row, no, record.enteredOn]))
          countLine(record.person.projectCode)
          return
        }
        case 'entry-exit': {
          const { no } = know(record.person)
          const cells = [record.sheetNo, record.row, no, record.move, record.on]
          write(entryExitStage.table, copyLine(cells))
          countLine(record.person.projectCode)
          return
        }
        case 'contract': {
          const { no } = know(record.person)
          const rated = record.unit !== null && record.unit !== 'work'
          write(
            contractStage.table,
            copyLine([
              record.sheetNo,
              record.row,
              no,
              record.term,
              record.effectiveOn,
              record.expiresOn,
              rated ? record.unit : null,
              rated ? record.unitPriceFen : null,
            ]),
          )
          countLine(record.person.projectCode)
          return
        }
        case 'participant': {
          write(
            participantStage.table,
            copyLine([
              record.sheetNo,
              record.row,
              record.projectCode,
              roleOf(record.firmKind),
              record.firm,
              matchingName(record.firm),
              record.creditCode,
              creditFinding(record.creditCode),
              uuidv7(),
              record.enteredOn,
              record.leftOn,
              record.managerName,
            ]),
          )
          countLine(record.projectCode)
          return
        }
        case 'team': {
          write(
            teamStage.table,
            copyLine([
              record.sheetNo,
              record.row,
              record.projectCode,
              record.creditCode,
              creditFinding(record.creditCode),
              record.firm,
              record.firm === null ? null : matchingName(record.firm),
              uuidv7(),
              record.team,
              uuidv7(),
              record.leaderName,
              record.enteredOn,
              record.leftOn,
            ]),
          )
          countLine(record.projectCode)
          return
        }
      }
    },
    flush: () => send(flushAt),
    end: async () => {
      await send(1)
      return Object.fromEntries(projectLines)
    },
  }
}

function personKey(person: Person): string {
  return (
    `${person.projectCode ?? ''}\0${person.name}\0${person.idNumber ?? ''}\0${person.card ?? ''}\0` +
    `${person.phone ?? ''}\0${person.creditCode ?? ''}\0${person.firm ?? ''}\0${person.team ?? ''}\0` +
    `${person.trade ?? ''}\0${person.isTeamLeader === true ? 1 : 0}`
  )
}

function personLine(keys: ValueKeys, person: Person, no: number, idFinding: string | null): string {
  return copyLine([
    no,
    person.projectCode,
    person.name,
    uuidv7(),
    ...sealedCells(keys, 'id-number', person.idNumber),
    idFinding,
    ...sealedCells(keys, 'card', person.card),
    ...sealedCells(keys, 'phone', person.phone),
    person.creditCode,
    creditFinding(person.creditCode),
    person.firm,
    person.firm === null ? null : matchingName(person.firm),
    uuidv7(),
    person.team,
    uuidv7(),
    person.trade,
    person.isTeamLeader === true,
  ])
}

/** Blind index, sealed value, masked text, candidate id; bytes are already COPY text, so they go around its escape. */
function sealedCells(keys: ValueKeys, kind: PersonalKind, value: string | null): CopyCell[] {
  if (value === null) return [null, null, null, null]
  const sealed = sealValue(keys, kind, value)
  return [
    { copied: copyBytes(sealed.blindIndex) },
    { copied: copyBytes(sealed.ciphertext) },
    sealed.masked,
    uuidv7(),
  ]
}

function payText(record: PayLineRecord, no: number, worker: WorkerPayments): string {
  const month = record.backPayMonth ?? record.month
  const place = record.paidOn === null ? '' : placeOf(record, month, worker)
  const net = record.netFen ?? '\\N'
  const workdays = record.daysHundredths ?? '\\N'
  return (
    `${record.sheetNo}\t${record.row}\t${no}\t${month}\t${record.sort}\t${record.dueFen}\t` +
    `${record.dueStated ? 't' : 'f'}\t${record.deductedFen}\t${net}\t${workdays}\t` +
    `${record.paidOn ?? '\\N'}\t${place || '\\N'}\n`
  )
}

/** The sheet's own reference, else which of the worker's payments of this day and month it is. */
function placeOf(record: PayLineRecord, month: string, worker: WorkerPayments): string {
  if (record.reference !== null) return copyLine([record.reference]).slice(0, -1)
  const paidOn = record.paidOn ?? ''
  const seen = Number(month.replace('-', '') + paidOn.replaceAll('-', ''))
  let nth = 1
  for (const one of worker.seen) if (one === seen) nth += 1
  worker.seen.push(seen)
  return String(nth)
}

function attendanceText(record: AttendanceMonthRecord, no: number): string {
  return (
    `${record.sheetNo}\t${record.row}\t${no}\t${record.month}\t` +
    `${record.present === null ? '\\N' : presentBits(record.present)}\t` +
    `${arrayText(record.minutes)}\t${arrayText(record.overtimeMinutes)}\t${record.daysPresent}\t` +
    `${record.totalMinutes + record.totalOvertimeMinutes}\t${record.workdaysHundredths ?? '\\N'}\n`
  )
}

function arrayText(values: readonly number[] | null): string {
  return values === null ? '\\N' : `{${values.join(',')}}`
}

const creditFindings = new Map<string, string | null>()

function creditFinding(code: string | null): string | null {
  if (code === null) return null
  const known = creditFindings.get(code)
  if (known !== undefined) return known
  const checked = checkCreditCode(code)
  const finding = checked.ok ? null : checked.code
  creditFindings.set(code, finding)
  return finding
}

/** What the sheet calls the firm; a word that states no role leaves it open. */
function roleOf(word: string | null): string {
  return (word === null ? null : participantRoleOf(word)) ?? 'other'
}
