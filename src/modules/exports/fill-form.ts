import { dayText } from '../../kernel/day-text.ts'
import { Refused } from '../../kernel/refusal.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import type { SentFile } from '../../platform/http/route.ts'
import type { BookFill } from '../../platform/sheets/fill-book.ts'
import { openFile } from '../files/open-file.ts'
import { openReader } from '../recognition/reader.ts'
import type { EntryFilter, EntryRow } from '../register/contract.ts'
import { noteFormUse } from '../register/keep-form.ts'
import { type FormFigure, isColumnFigure, startOf } from '../register/rules/form.ts'
import { listEntries } from '../register/views-entries.ts'
import { readForm } from '../register/views-forms.ts'
import { causeText, classNames, entryStateNames } from '../register/words.ts'
import { industries, ownerKinds } from '../registry/words.ts'
import { exportPageRows, xlsxType } from './export-list.ts'

/** A form holds what can be printed; more is asked for as a list. */
const mostRows = 5_000

/** A superior's form filled with the register under a filter, in the superior's own book. Who filled it is in the audit. */
export async function fillForm(ctx: Context, id: string, filter: EntryFilter): Promise<SentFile> {
  const form = await readForm(ctx, id)
  if (form.cells.length === 0) {
    throw new Refused({ code: 'register.form-untaught', kind: 'wrong-state' })
  }
  const rows = await rowsUnder(ctx, filter)
  const fills = fillsOf(ctx, form, rows)
  const bytes = await filled(ctx, form, fills)
  await noteFormUse(ctx, id, rows.length)
  return { name: `${form.name}_${officeDay(ctx)}.xlsx`, mediaType: xlsxType, bytes }
}

async function rowsUnder(ctx: Context, filter: EntryFilter): Promise<EntryRow[]> {
  const rows: EntryRow[] = []
  let after: string | undefined
  do {
    const page = await listEntries(ctx, { ...filter, after, limit: exportPageRows })
    rows.push(...page.rows)
    if (rows.length > mostRows) {
      const values = { most: mostRows }
      throw new Refused({ code: 'register.form-too-many', kind: 'too-much', values })
    }
    after = page.next ?? undefined
  } while (after !== undefined)
  return rows
}

function fillsOf(
  ctx: Context,
  { sheets, cells }: Awaited<ReturnType<typeof readForm>>,
  rows: readonly EntryRow[],
): BookFill[] {
  return sheets.flatMap((sheet): BookFill[] => {
    const own = cells.filter((cell) => cell.sheet === sheet.no)
    const columns = own.filter(({ figure }) => isColumnFigure(figure))
    const [first] = columns
    if (own.length === 0) return []
    return [
      {
        sheet: sheet.no,
        list:
          first === undefined
            ? null
            : {
                row: startOf(sheets, first),
                count: rows.length,
                columns: columns.map(({ column, figure }) => ({
                  column,
                  values: rows.map((row, at) => valueOf(row, figure, at + 1)),
                })),
              },
        ones: own
          .filter(({ figure }) => !isColumnFigure(figure))
          .map((cell) => ({
            row: startOf(sheets, cell),
            column: cell.column,
            value: sumOf(ctx, rows, cell.figure),
          })),
      },
    ]
  })
}

function valueOf(row: EntryRow, figure: FormFigure, no: number): string | number | null {
  const days = { limit: row.dueOn, 'opened-on': row.openedOn, 'checked-on': row.checkedOn }
  switch (figure) {
    case 'no':
      return no
    case 'project-code':
      return row.projectCode
    case 'project-name':
      return row.projectName
    case 'town':
      return row.town
    case 'owner-kind':
      return ownerKinds[row.ownerKind]
    case 'industry':
      return industries[row.industry]
    case 'class':
      return classNames[row.class]
    case 'people':
      return row.people
    case 'yuan':
      return row.overdueFen / 100
    case 'wan-yuan':
      return wanYuan(row.overdueFen)
    case 'opened-people':
      return row.openedPeople
    case 'opened-yuan':
      return row.openedFen / 100
    case 'cause':
      return causeText(row)
    case 'measures':
      return row.measures
    case 'leader':
      return row.leader
    case 'unit':
      return row.unit
    case 'limit':
    case 'opened-on':
    case 'checked-on':
      return dayOrNull(days[figure])
    case 'checks':
      return row.checks
    case 'state':
      return entryStateNames[row.state]
    case 'signed-on':
      return dayOrNull(row.signedOn)
    case 'all-entries':
    case 'all-people':
    case 'all-yuan':
    case 'all-wan-yuan':
    case 'all-signed-off':
    case 'made-by':
    case 'made-on':
    case 'made-at':
      return null
  }
}

function sumOf(
  ctx: Context,
  rows: readonly EntryRow[],
  figure: FormFigure,
): string | number | null {
  const sum = (value: (row: EntryRow) => number) =>
    rows.reduce((total, row) => total + value(row), 0)
  if (figure === 'all-entries') return rows.length
  if (figure === 'all-people') return sum(({ people }) => people)
  if (figure === 'all-yuan') return sum(({ overdueFen }) => overdueFen) / 100
  if (figure === 'all-wan-yuan') return wanYuan(sum(({ overdueFen }) => overdueFen))
  if (figure === 'all-signed-off') return rows.filter(({ state }) => state === 'signed-off').length
  if (figure === 'made-by') return ctx.actor.name
  if (figure === 'made-on') return dayText(officeDay(ctx))
  return figure === 'made-at' ? ctx.actor.organisation : null
}

/** Ten thousand yuan, to the hundred yuan. */
function wanYuan(amountFen: number): number {
  return Math.round(amountFen / 10_000) / 100
}

function dayOrNull(on: EntryRow['dueOn']): string | null {
  return on === null ? null : dayText(on)
}

async function filled(
  ctx: Context,
  { hash, fileName }: { hash: string; fileName: string },
  fills: readonly BookFill[],
): Promise<Uint8Array> {
  const reader = await openReader(ctx.platform.keys, ctx.district)
  const task = {
    mode: 'fill' as const,
    fileName,
    fills: fills.map(({ sheet, list, ones }) => ({
      sheet,
      list:
        list === null
          ? null
          : {
              ...list,
              columns: list.columns.map(({ column, values }) => ({ column, values: [...values] })),
            },
      ones: [...ones],
    })),
  }
  try {
    const pieces: Buffer[] = []
    for await (const message of reader.read(task, openFile(ctx, hash))) {
      if (message.kind === 'file-data') pieces.push(Buffer.from(message.bytes))
      if (message.kind === 'done' && message.understood.error) {
        throw new Refused({ code: message.understood.error.code, kind: 'invalid' })
      }
    }
    return Buffer.concat(pieces)
  } finally {
    reader.close()
  }
}
