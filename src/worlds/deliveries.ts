import { addDays, firstOf, type PlainDate } from '../kernel/day.ts'
import { nth } from './chance.ts'
import { contractorBookDelivery } from './contractor-book.ts'
import { csvBytes, type CsvEncoding } from './csv.ts'
import { departmentLists } from './department-lists.ts'
import type { Facts } from './facts.ts'
import type { ProjectPlan } from './plan.ts'
import {
  attendanceTable,
  contractTable,
  entryExitTable,
  payTable,
  punchTable,
  rosterTable,
  type Table,
} from './platform-sheets.ts'
import { messySiteDeliveries, noPermitSiteDelivery } from './site-deliveries.ts'
import { attendanceDay, entryExitDays, payDays, rosterDays } from './timetable.ts'
import type { DeliveredSheet, Delivery, SheetKind } from './world.ts'

/** A delivery whose file is not written yet. */
export interface Planned extends Omit<Delivery, 'bytes' | 'sheets'> {
  readonly bytes: () => Uint8Array
  readonly sheets: () => readonly DeliveredSheet[]
}

/** Every file of the year in order of receipt; each walk writes them anew, one at a time. */
export function deliveriesOf(facts: Facts): Iterable<Delivery> {
  const planned = [
    ...rosterFiles(facts),
    ...entryExitFiles(facts),
    contractFile(facts),
    ...attendanceFiles(facts),
    ...punchFiles(facts),
    ...facts.plans.flatMap((plan) => handedInBy(facts, plan)),
    ...payFiles(facts),
    ...departmentLists(facts),
  ]
    .filter((file) => file !== null)
    .toSorted((a, b) => (a.receivedOn < b.receivedOn ? -1 : a.receivedOn > b.receivedOn ? 1 : 0))
  return {
    *[Symbol.iterator]() {
      for (const file of planned) yield { ...file, bytes: file.bytes(), sheets: file.sheets() }
    },
  }
}

/** What sites, contractors and towns bring themselves. */
function handedInBy(facts: Facts, plan: ProjectPlan): Planned[] {
  if (plan.story === 'messy-site') return messySiteDeliveries(facts, plan)
  if (plan.story === 'no-permit-site') return noPermitSiteDelivery(facts, plan)
  return plan.story === 'fled-subcontractor' ? contractorBookDelivery(facts, plan) : []
}

const platform = '省实名制平台 导出'

interface PlatformFile {
  readonly receivedOn: PlainDate
  readonly name: string
  readonly kind: SheetKind
  readonly encoding: CsvEncoding
  readonly table: () => Table
  readonly projectCode?: string
}

function platformFile({
  receivedOn,
  name,
  kind,
  encoding,
  table,
  projectCode,
}: PlatformFile): Planned {
  return {
    receivedOn,
    fileName: `${name}.csv`,
    projectCode: projectCode ?? null,
    from: platform,
    bytes: () => csvBytes(table(), encoding),
    sheets: () => [{ name, kind, records: table().length - 1 }],
  }
}

/** Those who came since the roster before. */
function rosterFiles(facts: Facts): Planned[] {
  let after: PlainDate | null = null
  return rosterDays(facts.months).map((receivedOn) => {
    const since = after
    after = receivedOn
    const came = facts.stays.filter(
      ({ plan, enteredOn }) =>
        plan.onPlatform && enteredOn <= receivedOn && (since === null || enteredOn > since),
    )
    return platformFile({
      receivedOn,
      name: `项目人员_${compact(receivedOn)}`,
      kind: 'roster',
      encoding: 'utf-8',
      table: () => rosterTable(came, true),
    })
  })
}

function entryExitFiles(facts: Facts): Planned[] {
  // Half the year's comings and goings each; the first also holds what was before the year.
  let after = addDays(firstOf(nth(facts.months, 0)), -1000)
  return entryExitDays(facts.months, facts.yesterday).map((receivedOn) => {
    const since = after
    after = receivedOn
    return platformFile({
      receivedOn,
      name: `人员进退场_${compact(receivedOn)}`,
      kind: 'entry-exit',
      encoding: 'gb18030',
      table: () => entryExitTable(facts, since, receivedOn),
    })
  })
}

function contractFile(facts: Facts): Planned | null {
  const receivedOn = nth(rosterDays(facts.months), 0)
  if (facts.plans.every(({ finishedOn }) => finishedOn === null)) return null
  return platformFile({
    receivedOn,
    name: `人员合同_${compact(receivedOn)}`,
    kind: 'contract-list',
    encoding: 'utf-8',
    table: () => contractTable(facts),
  })
}

function attendanceFiles(facts: Facts): Planned[] {
  return facts.months.map((month, at) =>
    platformFile({
      receivedOn: attendanceDay(month, facts.yesterday),
      name: `考勤_${month}`,
      kind: 'attendance-grid',
      encoding: at % 2 === 0 ? 'utf-8' : 'gb18030',
      table: () => attendanceTable(facts, month),
    }),
  )
}

function punchFiles(facts: Facts): Planned[] {
  const { punched, yesterday } = facts
  if (punched === null) return []
  const { plan, month } = punched
  return [
    platformFile({
      receivedOn: attendanceDay(month, yesterday),
      name: `${plan.name}刷卡记录_${month}`,
      kind: 'punch-list',
      encoding: 'utf-8',
      table: () => punchTable(facts),
      projectCode: plan.code,
    }),
  ]
}

/** Each export holds what changed since the one before; one without a line is not handed in. */
function payFiles(facts: Facts): Planned[] {
  const files: Planned[] = []
  let after = firstOf(nth(facts.months, 0))
  for (const [at, receivedOn] of payDays(facts.months, facts.yesterday).entries()) {
    const since = after
    after = receivedOn
    const table = () => payTable(facts, since, receivedOn)
    if (table().length === 1) continue
    const name = `工资_${compact(receivedOn)}`
    const encoding = at % 3 === 1 ? 'gb18030' : 'utf-8'
    files.push(platformFile({ receivedOn, name, kind: 'pay-sheet', encoding, table }))
  }
  return files
}

function compact(date: PlainDate): string {
  return date.replaceAll('-', '')
}
