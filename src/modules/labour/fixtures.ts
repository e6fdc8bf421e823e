import { Readable } from 'node:stream'
import { uuidv7 } from 'uuidv7'
import type { RowFinding } from '../../kernel/row-finding.ts'
import type { Stage } from '../../kernel/stage.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { type CopyCell, copyBytes, copyLine } from '../../platform/copy-text.ts'
import { type PersonalKind, sealValue } from '../../platform/keys.ts'
import { copyInto, openStage } from '../../platform/stage.ts'
import type { Recorded } from './append-lines.ts'
import {
  attendanceStage,
  contractStage,
  entryExitStage,
  personStage,
  type RateUnit,
  rosterStage,
  teamStage,
} from './contract.ts'
import { recordAttendance } from './record-attendance.ts'
import { recordContracts } from './record-contracts.ts'
import { recordEntryExit } from './record-entry-exit.ts'
import { recordRoster } from './record-roster.ts'
import { recordTeams } from './record-teams.ts'
import { type Resolved, resolvePersons } from './resolve-persons.ts'
import { sixteenOn } from './rules/identity.ts'

/** What a sheet says of a person; what is left out it does not say. */
export interface StatedPerson {
  readonly name: string
  readonly project?: string
  readonly idNumber?: string
  readonly idFinding?: string
  readonly card?: string
  readonly phone?: string
  readonly firm?: string
  readonly team?: string
  readonly trade?: string
  readonly teamLeader?: boolean
}

/** A line speaks of the sheet's `person`-th person (from 0); `row` is left out where it does not matter. */
interface Line {
  readonly person: number
  readonly row?: number
}

export interface AttendanceLine extends Line {
  readonly month: string
  /** So many days from the first on; `totals`: the sheet has no days, only their number. */
  readonly days: number
  readonly totals?: boolean
  readonly minutes?: number
  readonly workdaysHundredths?: number | null
}

/** A file as the reader hands it in, already understood; or a part of one, where `firstPerson` says how many came before. */
export interface LabourSheet {
  readonly importId?: string
  readonly firstPerson?: number
  readonly projectId?: string | null
  readonly persons: readonly StatedPerson[]
  readonly teams?: readonly { team: string; firm?: string; leader?: string }[]
  readonly roster?: readonly (Line & { enteredOn?: string })[]
  readonly entryExits?: readonly (Line & { kind: 'entry' | 'exit'; on: string })[]
  readonly contracts?: readonly (Line & { from?: string; unit?: RateUnit; fen?: number })[]
  readonly attendance?: readonly AttendanceLine[]
}

export interface HandedIn {
  readonly importId: string
  readonly resolved: Resolved
  readonly recorded: Recorded
  readonly findings: readonly RowFinding[]
}

/** What else a file has: rows of a later module's stage, and its verb. */
export interface MoreLines {
  readonly stage: Stage
  readonly rows: readonly (readonly CopyCell[])[]
  readonly record: (
    tx: Tx,
    of: { importId: string; projectId: string | null },
  ) => Promise<Recorded & { readonly findings?: readonly RowFinding[] }>
}

/** Takes a sheet in as an import does: everything is staged, then persons are resolved, then lines recorded. */
export async function aLabourSheet(
  ctx: Context,
  sheet: LabourSheet,
  more: readonly MoreLines[] = [],
): Promise<HandedIn> {
  const importId = sheet.importId ?? uuidv7()
  const of = { importId, projectId: sheet.projectId ?? null }
  const lines = [...linesOf(sheet), ...more].filter(({ rows }) => rows.length > 0)
  return act(ctx, 'sheet.hand-in', importId, async (tx) => {
    await stageRows(tx, personStage, sheet.persons.map(personCells(tx, sheet.firstPerson ?? 0)))
    for (const { stage, rows } of lines) await stageRows(tx, stage, rows)
    const resolved = await resolvePersons(tx, of)
    let recorded: Recorded = { added: 0, superseded: 0, unchanged: 0 }
    const findings: RowFinding[] = []
    for (const { record } of lines) {
      const done = await record(tx, of)
      recorded = sum(recorded, done)
      findings.push(...(done.findings ?? []))
    }
    return { importId, resolved, recorded, findings }
  })
}

function linesOf(sheet: LabourSheet): MoreLines[] {
  const { roster, entryExits, contracts, attendance } = sheet
  return [
    { stage: teamStage, rows: teamRows(sheet), record: recordTeams },
    {
      stage: rosterStage,
      rows: lineRows(roster, (line) => [line.enteredOn ?? null]),
      record: recordRoster,
    },
    {
      stage: entryExitStage,
      rows: lineRows(entryExits, (line) => [line.kind, line.on]),
      record: recordEntryExit,
    },
    { stage: contractStage, rows: lineRows(contracts, contractCells), record: recordContracts },
    {
      stage: attendanceStage,
      rows: lineRows(attendance, attendanceCells),
      record: recordAttendance,
    },
  ]
}

/** Fills a stage anew. */
export async function stageRows(
  tx: Tx,
  stage: Stage,
  rows: readonly (readonly CopyCell[])[],
): Promise<void> {
  await openStage(tx, stage)
  await tx.client.query(`truncate ${stage.table}`)
  await copyInto(tx, stage, Readable.from(rows.map(copyLine)))
}

/** Lines with their place: the first sheet, rows counted from 4 on, below a heading, unless said otherwise. */
export function lineRows<L extends Line>(
  lines: readonly L[] | undefined,
  cells: (line: L) => readonly CopyCell[],
): CopyCell[][] {
  return (lines ?? []).map((line, nth) => [1, line.row ?? nth + 4, line.person, ...cells(line)])
}

function sum(all: Recorded, one: Recorded): Recorded {
  return {
    added: all.added + one.added,
    superseded: all.superseded + one.superseded,
    unchanged: all.unchanged + one.unchanged,
  }
}

function personCells(tx: Tx, first: number) {
  const sealed = (kind: PersonalKind, value: string | undefined): CopyCell[] => {
    if (value === undefined) return [null, null, null, null]
    const { blindIndex, ciphertext, masked } = sealValue(tx.platform.keys, kind, value)
    return [{ copied: copyBytes(blindIndex) }, { copied: copyBytes(ciphertext) }, masked, uuidv7()]
  }
  return (person: StatedPerson, nth: number): CopyCell[] => [
    first + nth,
    person.project ?? null,
    person.name,
    uuidv7(),
    ...sealed('id-number', person.idNumber),
    person.idFinding ?? null,
    ...sealed('card', person.card),
    ...sealed('phone', person.phone),
    null,
    null,
    person.firm ?? null,
    person.team ?? null,
    uuidv7(),
    person.trade ?? null,
    person.teamLeader ?? false,
    person.idNumber === undefined ? null : sixteenOn(person.idNumber),
  ]
}

function teamRows({ teams = [] }: LabourSheet): CopyCell[][] {
  return teams.map(({ team, firm = null, leader = null }, nth) => {
    const ofFirm = [null, null, firm]
    return [1, nth + 4, null, ...ofFirm, team, uuidv7(), leader, null, null]
  })
}

function contractCells(line: { from?: string; unit?: RateUnit; fen?: number }): CopyCell[] {
  return ['fixed', line.from ?? null, null, line.unit ?? null, line.fen ?? null]
}

function attendanceCells(line: AttendanceLine): CopyCell[] {
  const { days, minutes = days * 480, workdaysHundredths = days * 100 } = line
  const each = days === 0 ? 0 : Math.floor(minutes / days)
  const byDay = Array.from({ length: 31 }, (_, day) => (day < days ? each : 0))
  const none = Array.from({ length: 31 }, () => 0)
  const present = byDay.map((_, day) => (day < days ? '1' : '0')).join('')
  const daily =
    line.totals === true ? [null, null, null] : [present, arrayText(byDay), arrayText(none)]
  return [line.month, ...daily, days, minutes, workdaysHundredths]
}

function arrayText(values: readonly number[]): string {
  return `{${values.join(',')}}`
}

/** Numbers of area 990101, with a right check digit: what nobody real has. */
export function demoIdNumber(nth: number): string {
  const body = `99010119900101${String(nth).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const total = [...body].reduce((all, digit, at) => all + Number(digit) * (weights[at] ?? 0), 0)
  return body + '10X98765432'.charAt(total % 11)
}
