import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import { type Context, tables } from '../../platform/context.ts'
import type { Form, FormRow } from './contract-lists.ts'
import type { FormColumns, RegisterTables } from './tables.ts'

/** More forms than any office has; a bound, not a page. */
const mostForms = 500

export async function listForms(ctx: Context): Promise<FormRow[]> {
  const found = await look(ctx, (reading) =>
    tables<RegisterTables>(reading)
      .selectFrom('register.form')
      .selectAll()
      .where('district', '=', reading.district)
      .where('retired_at', 'is', null)
      .orderBy('name')
      .limit(mostForms)
      .execute(),
  )
  return found.map(rowOf)
}

export async function readForm(ctx: Context, id: string): Promise<Form & { hash: string }> {
  const found = await look(ctx, (reading) =>
    tables<RegisterTables>(reading)
      .selectFrom('register.form')
      .selectAll()
      .where('district', '=', reading.district)
      .where('id', '=', id)
      .where('retired_at', 'is', null)
      .executeTakeFirst(),
  )
  if (found === undefined) {
    throw new Refused({ code: 'register.form-unknown', kind: 'not-found' })
  }
  return {
    ...rowOf(found),
    hash: found.hash,
    sheets: found.sheets.map(({ no, name, rows, merges }) => ({
      no,
      name,
      rows: rows.map((row) => [...row]),
      merges: [...merges],
    })),
    cells: [...found.cells],
  }
}

function rowOf(form: FormColumns): FormRow {
  return {
    id: form.id,
    name: form.name,
    fileName: form.file_name,
    taught: form.cells.length,
    used: form.used,
    usedAt: form.used_at?.toISOString() ?? null,
    createdByName: form.created_by_name,
    createdAt: form.created_at.toISOString(),
    version: form.version,
  }
}
