import { uuidv7 } from 'uuidv7'
import type { PlainDate, YearMonth } from '../../kernel/day.ts'
import type { Stage } from '../../kernel/stage.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { sealValue } from '../../platform/keys.ts'
import { openStage } from '../../platform/stage.ts'
import { attendanceStage, contractStage, personStage } from '../labour/contract.ts'
import { recordContracts } from '../labour/record-contracts.ts'
import { recordAttendance } from '../labour/record-attendance.ts'
import { resolvePersons } from '../labour/resolve-persons.ts'
import { payStage } from '../wages/contract.ts'
import { recordPay } from '../wages/record-pay.ts'

/** What a sheet says of a worker and a month; money in fen. */
export interface SheetRow {
  /** The same number is the same person, on whatever project. */
  readonly worker: number
  readonly month: YearMonth
  /** Days present, a 工日 each; left out where the row says nothing of attendance. */
  readonly days?: number
  /** 应发; left out: the row is no pay line, or states only `netFen`. */
  readonly dueFen?: number
  readonly deductedFen?: number
  readonly netFen?: number
  /** With it `netFen` is a payment. */
  readonly paidOn?: PlainDate
  readonly kind?: 'ordinary' | 'back-pay'
  /** The bank's reference: tells two payments of one day apart. */
  readonly place?: string
  /** The worker's own card; the same number is the same card. */
  readonly card?: number
  /** Agreed for a 工日. */
  readonly dayRateFen?: number
  /** Of the person: what is wrong with the number, or the day he turns 16. */
  readonly idFinding?: string
  /** The sheet names him only. */
  readonly noNumber?: boolean
  readonly sixteenOn?: PlainDate
}

/** Rows taken in as a sheet's would be, through the verbs of labour and wages, in one transaction; returns the import's id. */
export async function handIn(
  ctx: Context,
  projectId: string,
  rows: readonly SheetRow[],
): Promise<string> {
  const importId = uuidv7()
  await act(ctx, 'sheet.hand-in', importId, async (tx) => {
    const workers = [...new Set(rows.map(({ worker }) => worker))]
    await fill(
      tx,
      personStage,
      workers.map((worker) => ({
        ...personOf(tx, worker),
        ...ofPerson(
          tx,
          rows.find((row) => row.worker === worker),
        ),
      })),
    )
    await fill(tx, attendanceStage, rows.flatMap(attendanceOf))
    await fill(tx, payStage, rows.flatMap(payOf))
    await resolvePersons(tx, { importId, projectId })
    const contracts = rows.flatMap(contractOf)
    if (contracts.length > 0) {
      await fill(tx, contractStage, contracts)
      await recordContracts(tx, { importId })
    }
    await recordAttendance(tx, { importId })
    await recordPay(tx, { importId })
  })
  return importId
}

type StageRow = Record<string, string | number | boolean | null>

async function fill(tx: Tx, stage: Stage, rows: readonly StageRow[]): Promise<void> {
  await openStage(tx, stage)
  await tx.client.query(
    `insert into ${stage.table} select * from jsonb_populate_recordset(null::${stage.table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  )
}

/** A made-up number of the demo's area; its check digit is not asked for here. */
function personOf(tx: Tx, worker: number): StageRow {
  const sealed = sealValue(
    tx.platform.keys,
    'id-number',
    `9901011990010${String(worker).padStart(5, '0')}`,
  )
  return {
    person_no: worker,
    project_code: null,
    name: `工人${worker}`,
    worker_id: uuidv7(),
    id_index: bytes(sealed.blindIndex),
    id_sealed: bytes(sealed.ciphertext),
    id_masked: sealed.masked,
    id_value_id: uuidv7(),
    team_leader: false,
  }
}

/** What a sheet's first row of a person says of him. */
function ofPerson(tx: Tx, row: SheetRow | undefined): StageRow {
  const unnumbered = { id_index: null, id_sealed: null, id_masked: null, id_value_id: null }
  return {
    ...cardOf(tx, row),
    ...(row?.noNumber === true ? unnumbered : {}),
    id_finding: row?.idFinding ?? null,
    sixteen_on: row?.sixteenOn ?? null,
  }
}

function cardOf(tx: Tx, row: SheetRow | undefined): StageRow {
  if (row?.card === undefined) return {}
  const number = `62284800${String(row.card).padStart(11, '0')}`
  const sealed = sealValue(tx.platform.keys, 'card', number)
  return {
    card_index: bytes(sealed.blindIndex),
    card_sealed: bytes(sealed.ciphertext),
    card_masked: sealed.masked,
    card_value_id: uuidv7(),
  }
}

function bytes(value: Buffer): string {
  return `\\x${value.toString('hex')}`
}

function contractOf({ worker, dayRateFen }: SheetRow, index: number): StageRow[] {
  if (dayRateFen === undefined) return []
  const line = { sheet: 1, row: index + 2, person_no: worker }
  return [{ ...line, rate_unit: 'day', rate_fen: dayRateFen }]
}

function attendanceOf({ worker, month, days }: SheetRow, index: number): StageRow[] {
  if (days === undefined) return []
  const line = { sheet: 1, row: index + 2, person_no: worker, month }
  return [{ ...line, days_present: days, workdays_hundredths: days * 100 }]
}

function payOf(row: SheetRow, index: number): StageRow[] {
  const { worker, month, dueFen, netFen, deductedFen, paidOn, kind, place } = row
  if (dueFen === undefined && netFen === undefined) return []
  return [
    {
      sheet: 1,
      row: index + 2,
      person_no: worker,
      month,
      kind: kind ?? 'ordinary',
      due_fen: dueFen ?? netFen ?? 0,
      due_stated: dueFen !== undefined,
      deducted_fen: deductedFen ?? 0,
      net_fen: netFen ?? null,
      paid_on: paidOn ?? null,
      place: paidOn === undefined ? null : (place ?? '1'),
    },
  ]
}
