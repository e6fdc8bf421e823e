import { aFile } from '../../src/modules/files/fixtures.ts'
import { recordCheck } from '../../src/modules/register/edit-entry.ts'
import { keepForm, teachForm } from '../../src/modules/register/keep-form.ts'
import { openEntry } from '../../src/modules/register/open-entry.ts'
import { recordStandard } from '../../src/modules/register/record-standard.ts'
import { setClasses } from '../../src/modules/register/set-classes.ts'
import { listEntries } from '../../src/modules/register/views-entries.ts'
import { type Context, officeDay } from '../../src/platform/context.ts'
import type { Site } from './two-districts.ts'

/** Puts the site's project on the register where the rule has not, with a class by word, a check and its standard. */
export async function registered(ctx: Context, site: Site): Promise<void> {
  const { code, projectName } = site
  const { rows } = await listEntries(ctx, { state: 'live', project: code, limit: 1 })
  const words = { causeWords: '', measures: `${projectName}约谈总包`, leader: '' }
  const entry =
    rows[0] ??
    (await openEntry(ctx, { ...words, cause: 'dispute', project: code, owner: null, dueOn: null }))
  site.entryId = entry.id
  const check = { checkedOn: officeDay(ctx), found: 'same', words: '没有变化' } as const
  await recordCheck(ctx, entry.id, check)
  await recordStandard(ctx, code, { checkedOn: officeDay(ctx), met: ['deposit'] })
  await setClasses(ctx, { projects: [code], class: 'B', why: '看过现场' })
  const { hash } = await aFile(ctx, `blank of ${code}`)
  const cell = { sheet: 1, row: 1, column: 0, figure: 'no' } as const
  const sheets = [{ no: 1, name: '表', rows: [['序号']], merges: [] }]
  const form = await keepForm(ctx, { fileName: '上级报表.xlsx', hash, sheets })
  await teachForm(ctx, form.id, { version: form.version, name: form.name, cells: [cell] })
  site.formId = form.id
}
