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

/** Turns persons and records into COPY text of the stages; each distinct number is sealed once. */
export interface StageWriter {
  /** A person, before the first record that names him. */
  meet(person: Person): void
  add(record: SheetRecord): void
  /** Hands on what has gathered; call it between batches of rows. */
  flush(): Promise<void>
  /** Hands on the rest; returns lines by project code (`''`: the line names none). */
  end(): Promise<Record<string, number>>
}

/** Days on which a worker was paid for a month, as month and day in one number, to tell two of one day apart. */
interface WorkerPayments {
  readonly seen: number[]
}

const flushAt = 131_072

export function openStageWriter(
  keys: ValueKeys,
  emit: (table: string, text: Buffer) => Promise<void>,
): StageWriter {
  const gathered = new Map<string, string[]>()
  const sizes = new Map<string, number>()
  const sealer = openSealer(keys)
  const workers = new Map<string, WorkerPayments>()
  const workerOf: WorkerPayments[] = []
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
  const send = async (smallest: number) => {
    for (const [table, lines] of gathered) {
      if ((sizes.get(table) ?? 0) < smallest) continue
      gathered.delete(table)
      sizes.delete(table)
      await emit(table, Buffer.from(lines.join('')))
    }
  }
  return {
    meet: (person) => {
      const known = person.idNumber ?? person.card ?? `${person.name}\0${person.firm ?? ''}`
      const workerKey = `${person.projectCode ?? ''}\0${known}`
      const worker = workers.get(workerKey) ?? { seen: [] }
      workers.set(workerKey, worker)
      workerOf[person.no] = worker
      write(personStage.table, personLine(sealer, person))
    },
    add: (record) => {
      switch (record.kind) {
        case 'pay-line': {
          write(payStage.table, payText(record, workerOf[record.person.no]))
          countLine(record.person.projectCode)
          return
        }
        case 'attendance-month': {
          write(attendanceStage.table, attendanceText(record))
          countLine(record.person.projectCode)
          return
        }
        case 'roster': {
          const { no } = record.person
          write(rosterStage.table, copyLine([record.sheetNo, record.row, no, record.enteredOn]))
          countLine(record.person.projectCode)
          return
        }
        case 'entry-exit': {
          const { no } = record.person
          const cells = [record.sheetNo, record.row, no, record.move, record.on]
          write(entryExitStage.table, copyLine(cells))
          countLine(record.person.projectCode)
          return
        }
        case 'contract': {
          const { no } = record.person
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

function personLine(sealed: Sealer, person: Person): string {
  return copyLine([
    person.no,
    person.projectCode,
    person.name,
    uuidv7(),
    ...sealed('id-number', person.idNumber),
    person.idOk ? null : person.idFinding,
    ...sealed('card', person.card),
    ...sealed('phone', person.phone),
    person.creditCode,
    person.creditCodeFinding,
    person.firm,
    person.firm === null ? null : matchingName(person.firm),
    uuidv7(),
    person.team,
    uuidv7(),
    person.trade,
    person.isTeamLeader === true,
  ])
}

type Sealer = (kind: PersonalKind, value: string | null) => readonly CopyCell[]

/**
 * Blind index, sealed value, masked text, candidate id. A worker of many teams or months is many persons of the file:
 * his numbers are sealed once. Bytes are COPY text already, so they go around its escape.
 */
function openSealer(keys: ValueKeys): Sealer {
  const known = new Map<string, readonly CopyCell[]>()
  return (kind, value) => {
    if (value === null) return noCells
    const key = kind + value
    const cells = known.get(key)
    if (cells) return cells
    const sealed = sealValue(keys, kind, value)
    const fresh = [
      { copied: copyBytes(sealed.blindIndex) },
      { copied: copyBytes(sealed.ciphertext) },
      sealed.masked,
      uuidv7(),
    ]
    known.set(key, fresh)
    return fresh
  }
}

const noCells: readonly CopyCell[] = [null, null, null, null]

function payText(record: PayLineRecord, worker: WorkerPayments | undefined): string {
  const { no } = record.person
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

/**
 * The sheet's own reference, and which of the worker's payments of this day and month on the project it is: a reference
 * may be the whole sheet's.
 */
function placeOf(record: PayLineRecord, month: string, worker: WorkerPayments | undefined): string {
  const paidOn = record.paidOn ?? ''
  const seen = Number(month.replace('-', '') + paidOn.replaceAll('-', ''))
  let nth = 1
  for (const one of worker?.seen ?? []) if (one === seen) nth += 1
  worker?.seen.push(seen)
  if (record.reference === null) return String(nth)
  return copyLine([nth === 1 ? record.reference : `${record.reference} ${nth}`]).slice(0, -1)
}

function attendanceText(record: AttendanceMonthRecord): string {
  return (
    `${record.sheetNo}\t${record.row}\t${record.person.no}\t${record.month}\t` +
    `${record.present === null ? '\\N' : presentBits(record.present)}\t` +
    `${arrayText(record.minutes)}\t${arrayText(record.overtimeMinutes)}\t${record.daysPresent}\t` +
    `${record.totalMinutes + record.totalOvertimeMinutes}\t${record.workdaysHundredths ?? '\\N'}\n`
  )
}

function arrayText(values: ArrayLike<number> | null): string {
  return values === null ? '\\N' : `{${Array.prototype.join.call(values, ',')}}`
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
