import type { PlainDate } from '../../../kernel/day.ts'
import { fen, type Fen } from '../../../kernel/money.ts'
import type { Cell, Row } from '../../../kernel/sheet.ts'
import { isBlank, plainText, textOf } from './cell-text.ts'
import { dayFaultOf, dayHintsOf } from './day-order.ts'
import { dayNumberOf, plainDateOf } from './day-text.ts'
import type { Field } from './fields.ts'
import { sayAge } from './age.ts'
import { rateOf } from './pay-checks.ts'
import { repeatFinder } from './repeats.ts'
import { checkedOf } from './person-reader.ts'
import { personOf, skipper, workerCounter, type Reading, type RowReader } from './reading.ts'
import type { ContractRecord, RosterRecord } from './record.ts'
import { nobodyKindOf } from './row-kind.ts'

/** Reads the firms of a project (template 01). */
export function participantRows(reading: Reading): RowReader {
  const { report, onRecord, sheetNo } = reading
  const again = repeatFinder(report, 'firm', 'recognition.firm-twice')
  const cells = cellReader(reading)
  return listOf(reading, (row, rowNo) => {
    const firm = cells.text(row, 'firm')
    if (firm === null) return report.reject(rowNo, 'firm', 'recognition.firm-missing')
    const { enteredOn, leftOn } = cells.stay(row, rowNo)
    const creditCode = cells.creditCode(row, rowNo)
    const project = cells.project(row)
    again(
      `${project.projectCode ?? project.projectName}|${creditCode ?? firm}|${cells.text(row, 'firmKind')}`,
      rowNo,
    )
    report.accept()
    onRecord({
      kind: 'participant',
      sheetNo,
      row: rowNo,
      ...project,
      creditCode,
      firm,
      firmKind: cells.text(row, 'firmKind'),
      enteredOn,
      leftOn,
      managerName: cells.text(row, 'managerName'),
      managerIdNumber: cells.number(row, rowNo, 'managerIdNumber', 'idNumber'),
      managerPhone: cells.number(row, rowNo, 'managerPhone', 'phone'),
    })
  })
}

/** Reads the teams of a project (template 02). */
export function teamRows(reading: Reading): RowReader {
  const { report, onRecord, sheetNo, shape } = reading
  const again = repeatFinder(report, 'team', 'recognition.team-twice')
  const cells = cellReader(reading)
  return listOf(reading, (row, rowNo) => {
    const team = cells.text(row, 'team')
    if (team === null) return report.reject(rowNo, 'team', 'recognition.team-missing')
    const { enteredOn, leftOn } = cells.stay(row, rowNo)
    const creditCode = cells.creditCode(row, rowNo)
    const firm = cells.text(row, 'firm') ?? shape.employerName
    const project = cells.project(row)
    again(`${project.projectCode ?? project.projectName}|${creditCode ?? firm}|${team}`, rowNo)
    report.accept()
    onRecord({
      kind: 'team',
      sheetNo,
      row: rowNo,
      ...project,
      creditCode,
      firm,
      team,
      leaderName: cells.text(row, 'leaderName'),
      leaderIdNumber: cells.number(row, rowNo, 'leaderIdNumber', 'idNumber'),
      leaderPhone: cells.number(row, rowNo, 'leaderPhone', 'phone'),
      enteredOn,
      leftOn,
    })
  })
}

/** Reads the workers of a project (template 03, and site rosters). */
export function rosterRows(reading: Reading): RowReader {
  const cells = cellReader(reading)
  const { report, today, sheetNo } = reading
  const again = repeatFinder(report, 'name', 'recognition.person-twice')
  return personList(reading, (row, rowNo, person) => {
    const stay = cells.stay(row, rowNo)
    const on = stay.enteredOn ?? today
    if (on !== undefined) sayAge(report, rowNo, person, on)
    again(keyOf(person), rowNo)
    reading.onRecord({
      kind: 'roster',
      sheetNo,
      row: rowNo,
      person,
      workerKind: workerKindOf(cells.text(row, 'workerKind')),
      bankNumber: cells.text(row, 'bankNumber'),
      ...stay,
    })
    return true
  })
}

/** Reads who came and went (template 04); a row with both days is two moves. */
export function entryExitRows(reading: Reading): RowReader {
  const { shape, report, sheetNo, onRecord } = reading
  const cells = cellReader(reading)
  const both = shape.columns.enteredOn !== undefined && shape.columns.leftOn !== undefined
  const needsMove = shape.columns.entryExitMove !== undefined
  const bare = moveOf(shape.columns.entryExitOn?.headerText ?? '')
  const again = repeatFinder(report, 'entryExitOn', 'recognition.move-twice')
  const moved = (
    row: number,
    person: RosterRecord['person'],
    move: 'entry' | 'exit',
    on: PlainDate,
  ) => {
    if (move === 'entry') sayAge(report, row, person, on)
    again(`${keyOf(person)}|${move}|${on}`, row)
    onRecord({ kind: 'entry-exit', sheetNo, row, person, move, on })
  }
  return personList(reading, (row, rowNo, person) => {
    if (both) {
      const { enteredOn, leftOn } = cells.stay(row, rowNo)
      if (enteredOn === null && leftOn === null) {
        report.reject(rowNo, 'entryExitOn', 'recognition.day-missing')
        return false
      }
      if (enteredOn !== null) moved(rowNo, person, 'entry', enteredOn)
      if (leftOn !== null) moved(rowNo, person, 'exit', leftOn)
      return true
    }
    const said = cells.text(row, 'entryExitMove')
    const move = needsMove ? moveOf(said ?? '') : bare
    if (move === null) {
      report.reject(
        rowNo,
        'entryExitMove',
        said === null ? 'recognition.move-missing' : 'recognition.move-unclear',
      )
      return false
    }
    const on = cells.day(row, rowNo, 'entryExitOn', 'rejects')
    if (on === null) return false
    moved(rowNo, person, move, on)
    return true
  })
}

/** Reads contracts (template 05). */
export function contractRows(reading: Reading): RowReader {
  const { report, sheetNo, onRecord } = reading
  const cells = cellReader(reading)
  return personList(reading, (row, rowNo, person) => {
    const effectiveOn = cells.day(row, rowNo, 'effectiveOn', 'finds')
    const expiresOn = cells.day(row, rowNo, 'expiresOn', 'finds')
    if (effectiveOn !== null) sayAge(report, rowNo, person, effectiveOn)
    if (effectiveOn !== null && expiresOn !== null && expiresOn < effectiveOn) {
      report.find(rowNo, 'expiresOn', 'recognition.expires-before-effective', 'warning')
    }
    onRecord({
      kind: 'contract',
      sheetNo,
      row: rowNo,
      person,
      term: cells.said(row, rowNo, 'contractTerm', termOf, 'recognition.term-unclear'),
      effectiveOn,
      expiresOn,
      unit:
        cells.said(row, rowNo, 'priceUnit', unitOf, 'recognition.unit-unclear') ??
        unitOf(reading.shape.columns.unitPrice?.headerText ?? ''),
      unitPriceFen: cells.price(row, rowNo),
    })
    return true
  })
}

function keyOf({ idNumber, card, name, team }: RosterRecord['person']): string {
  return idNumber ?? card ?? `${name}|${team ?? ''}`
}

/** One record a row, for rows that are persons; the work says whether the row was taken. */
function personList(
  reading: Reading,
  take: (row: Row, rowNo: number, person: RosterRecord['person']) => boolean,
): RowReader {
  const person = personOf(reading)
  const count = workerCounter(reading.totals)
  return {
    row(row, rowNo) {
      const who = person(row, rowNo)
      if (who === null || !take(row, rowNo, who)) return
      count(who)
      reading.report.accept()
    },
    end() {},
    month: () => null,
  }
}

/** Rows that are firms or teams: told from totals and signatures by what stands in them. */
function listOf(reading: Reading, take: (row: Row, rowNo: number) => void): RowReader {
  const skip = skipper(reading)
  const seq = reading.shape.columns.seq?.index ?? -1
  const name = (reading.shape.columns.team ?? reading.shape.columns.firm)?.index ?? -1
  return {
    row(row, rowNo) {
      if (nobodyKindOf(row, seq, name) === 'nameless') take(row, rowNo)
      else skip(row, rowNo)
    },
    end() {},
    month: () => null,
  }
}

function cellReader(reading: Reading) {
  const { shape, checks } = reading
  const cellOf = (row: Row, field: Field): Cell => row[shape.columns[field]?.index ?? -1] ?? null
  const day = dayReader(reading, cellOf)
  const checked = checkedReader(reading, cellOf)
  return {
    day,
    text: (row: Row, field: Field): string | null => plainText(cellOf(row, field)),
    project: (row: Row) => ({
      projectCode: plainText(cellOf(row, 'projectCode')) ?? shape.projectCode,
      projectName: plainText(cellOf(row, 'projectName')),
    }),
    creditCode: (row: Row, rowNo: number) => checked(row, rowNo, 'creditCode', checks.creditCode),
    number: (row: Row, rowNo: number, field: Field, kind: 'idNumber' | 'phone') =>
      checked(row, rowNo, field, checks[kind]),
    stay(row: Row, rowNo: number): { enteredOn: PlainDate | null; leftOn: PlainDate | null } {
      const enteredOn = day(row, rowNo, 'enteredOn', 'finds')
      const leftOn = day(row, rowNo, 'leftOn', 'finds')
      if (enteredOn !== null && leftOn !== null && leftOn < enteredOn) {
        reading.report.find(rowNo, 'leftOn', 'recognition.left-before-entered', 'warning')
      }
      return { enteredOn, leftOn }
    },
    said<V>(
      row: Row,
      rowNo: number,
      field: Field,
      read: (text: string) => V | null,
      code: string,
    ): V | null {
      const cell = cellOf(row, field)
      if (isBlank(cell)) return null
      const value = read(textOf(cell))
      if (value === null) reading.report.find(rowNo, field, code, 'warning')
      return value
    },
    price: (row: Row, rowNo: number) => priceOf(reading, cellOf(row, 'unitPrice'), rowNo),
  }
}

type CellOf = (row: Row, field: Field) => Cell

/** A day of a column; where it must be there the row waits for it. */
function dayReader({ report, date1904, shape, period }: Reading, cellOf: CellOf) {
  const hints = dayHintsOf(shape, period)
  return (row: Row, rowNo: number, field: Field, where: 'rejects' | 'finds'): PlainDate | null => {
    const number = dayNumberOf(cellOf(row, field), date1904, hints)
    if (number !== null && !Number.isNaN(number)) return plainDateOf(number)
    if (number !== null && isOpenEnd(field, cellOf(row, field))) return null
    const code = number === null ? 'recognition.day-missing' : dayFaultOf(cellOf(row, field))
    if (where === 'rejects') report.reject(rowNo, field, code)
    else if (number !== null) report.find(rowNo, field, code, 'warning')
    return null
  }
}

/** 至今, 至工程完工: an end that has no day yet. */
function isOpenEnd(field: Field, cell: Cell): boolean {
  if (field !== 'leftOn' && field !== 'expiresOn') return false
  return /^(?:至今|在[场岗册职]|未[退离]场?|未离职|长期(?:有效)?|无(?:固定)?期限|(?:至)?(?:本)?(?:工程|项目|工作|任务|合同|施工)?.{0,8}(?:完工|竣工|结束|完成|终止)(?:之日|时)?(?:为?止)?)$/.test(
    textOf(cell).replaceAll(/\s/g, ''),
  )
}

/** A number that is checked; what is lost is not kept. */
function checkedReader({ report }: Reading, cellOf: CellOf) {
  return (
    row: Row,
    rowNo: number,
    field: Field,
    check: Parameters<typeof checkedOf>[1],
  ): string | null => {
    const found = checkedOf(cellOf(row, field), check)
    if (found === null || found.ok) return found?.value ?? null
    const isLost = found.severity === 'lost'
    report.find(rowNo, field, found.code, isLost ? 'barred' : found.severity)
    return isLost || found.value === '' ? null : found.value
  }
}

/** `300`, `300元/天`: the price, in fen. */
function priceOf({ report }: Reading, cell: Cell, rowNo: number): Fen | null {
  if (isBlank(cell)) return null
  const value = rateOf(cell)
  if (value >= 0) return fen(value)
  report.find(rowNo, 'unitPrice', 'recognition.unit-price-unclear', 'warning')
  return null
}

/** 进场 / 退场 in words, or the national platform's 1 and 0. */
function moveOf(text: string): 'entry' | 'exit' | null {
  const plain = text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()
  if (/[进出入]退|进出|进\/退/.test(plain)) return null
  if (/^0?1$|[进入]场|入职|在场|进$|^in$|到岗/.test(plain)) return 'entry'
  return /^0$|[退离出]场|离职|离岗|退$|^out$|清退/.test(plain) ? 'exit' : null
}

/** The national platform's work_role: 10 管理人员, 20 建筑工人. */
function workerKindOf(text: string | null): RosterRecord['workerKind'] {
  if (text === null) return null
  if (/^10$|管理/.test(text)) return 'manager'
  return /^20$|工人|作业|农民工/.test(text) ? 'worker' : null
}

/** The national platform's contract_period_type: 0 固定期限, 1 以完成一定工作为期限. */
function termOf(text: string): ContractRecord['term'] {
  if (/^0$|^固定/.test(text)) return 'fixed'
  if (/^1$|完成|任务/.test(text)) return 'by-task'
  return /无固定/.test(text) ? 'open' : null
}

/** Days, hours and months of pay; m, m² and m³ (codes 80 to 82) are prices of work. */
function unitOf(written: string): ContractRecord['unit'] {
  const text = written.normalize('NFKC').replaceAll(/\s/g, '')
  if (/小时|时薪|^时$|点工时/.test(text)) return 'hour'
  if (
    /日薪|日工资|^(?:元\/)?(?:天|日|工日|工|每天|按天|按日|日工|点工)$|\/(?:天|日|工日|工)\)?$|按[天日]|计日/.test(
      text,
    )
  )
    return 'day'
  if (/月薪|月工资|^(?:元\/)?(?:月|每月|按月)$|\/月\)?$|按月|计月/.test(text)) return 'month'
  return /^8[0-2]$|米|平方|立方|吨|件|计件|项|套|平米|m[23]?$/i.test(text) ? 'work' : null
}
