import { uuidv7 } from 'uuidv7'
import { must, Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import type { Form, TeachForm } from './contract-lists.ts'
import { type FormSheet, whyNotTeach } from './rules/form.ts'
import { type FormRecord, insertForm, isFormName, lockForm, updateForm } from './store.ts'
import { readForm } from './views-forms.ts'

/** A blank that was read, kept under its file's name until somebody gives it another. */
export async function keepForm(
  ctx: Context,
  { fileName, hash, sheets }: { fileName: string; hash: string; sheets: readonly FormSheet[] },
): Promise<Form> {
  return act(ctx, 'register.keep-form', hash, async (tx) => {
    const id = uuidv7()
    const plain =
      fileName
        .replace(/^.*[/\\]/, '')
        .replace(/\.[^.]*$/, '')
        .slice(0, 50) || '上级报表'
    let name = plain
    for (let no = 2; await isFormName(tx, name, id); no += 1) name = `${plain}（${no}）`
    await insertForm(tx, {
      district: tx.district,
      id,
      name,
      file_name: fileName.replace(/^.*[/\\]/, ''),
      hash,
      sheets,
      cells: [],
      used: 0,
      used_at: null,
      created_by_name: tx.actor.name,
      created_at: tx.now,
      retired_at: null,
      version: 1,
    })
    return readForm(tx, id)
  })
}

/** Which figure goes below which head, said by clicking; the name that it is found by. */
export async function teachForm(
  ctx: Context,
  id: string,
  { version, name, cells }: TeachForm,
): Promise<Form> {
  return act(ctx, 'register.teach-form', id, async (tx) => {
    const form = await lockSeen(tx, id, version)
    must(whyNotTeach(form.sheets, cells))
    if (await isFormName(tx, name, id)) {
      must({ code: 'register.form-name-taken', kind: 'invalid', field: 'name' })
    }
    await updateForm(tx, { ...form, name, cells, version: version + 1 })
    tx.note({ cells: cells.length })
    return readForm(tx, id)
  })
}

export async function retireForm(
  ctx: Context,
  id: string,
  { version }: { version: number },
): Promise<{ retired: boolean }> {
  return act(ctx, 'register.retire-form', id, async (tx) => {
    const form = await lockSeen(tx, id, version)
    await updateForm(tx, { ...form, retired_at: tx.now, version: version + 1 })
    return { retired: true }
  })
}

/** It was filled once more; the audit has by whom. */
export async function noteFormUse(ctx: Context, id: string, rows: number): Promise<void> {
  await act(ctx, 'register.fill-form', id, async (tx) => {
    const form = await lockForm(tx, id)
    if (form === null) throw noSuchForm()
    await updateForm(tx, { ...form, used: form.used + 1, used_at: tx.now })
    tx.note({ form: form.name, rows })
  })
}

async function lockSeen(tx: Tx, id: string, version: number): Promise<FormRecord> {
  const form = await lockForm(tx, id)
  if (form === null || form.retired_at !== null) throw noSuchForm()
  if (form.version === version) return form
  throw new Refused({ code: 'register.form-changed', kind: 'changed-meanwhile' })
}

function noSuchForm(): Refused {
  return new Refused({ code: 'register.form-unknown', kind: 'not-found' })
}
