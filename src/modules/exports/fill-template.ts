import type { YearMonth } from '../../kernel/day.ts'
import { must, Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import type { SentFile } from '../../platform/http/route.ts'
import { xlsxOf } from '../../platform/sheets/write-xlsx.ts'
import type { WrittenRow } from '../../platform/sheets/written-sheet.ts'
import { readProject } from '../registry/views.ts'
import { fileOf, xlsxType } from './export-list.ts'
import {
  platformTemplates,
  type TemplateColumn,
  type TemplateNo,
  whyNotWholeNumbers,
} from './rules/platform-templates.ts'
import { templateRows } from './template-rows.ts'

export interface TemplateAsked {
  readonly code: string
  readonly no: TemplateNo
  readonly month: YearMonth
  /** Typed by the officer; in the audit it stands as it was typed. */
  readonly reason: string
}

export interface FilledTemplate {
  readonly file: SentFile
  /** What the template cannot take: people who are not on the roster, months known by totals only. */
  readonly leftOut: number
}

/**
 * One of the platform's seven templates filled with a project's own data, whole ID, card and phone numbers in it: for the
 * coordination office alone, with a reason, and in the audit before a byte of it leaves.
 */
export async function fillTemplate(
  ctx: Context,
  { code, no, month, reason }: TemplateAsked,
): Promise<FilledTemplate> {
  const template = platformTemplates[no]
  return act(ctx, 'template.export', code, async (tx) => {
    if (!tx.actor.roles.includes('coordination-office')) {
      throw new Refused({ code: 'platform.not-allowed', kind: 'not-allowed' })
    }
    must(whyNotWholeNumbers(reason))
    const project = await readProject(tx, code)
    const { rows, more, leftOut } = await templateRows(tx, no, { projectId: project.id, month })
    const about = template.monthly ? { month } : {}
    tx.note({ template: template.name, ...about, reason: reason.trim(), leftOut })
    const columns = [...template.columns, ...more].map(columnOf)
    const suffix = template.monthly ? `_${month}` : ''
    const pieces = xlsxOf({
      name: 'Sheet1',
      head: null,
      columns,
      pages: pagesOf(rows),
      total: () => null,
    })
    return {
      file: fileOf(`${template.name}_${project.code}${suffix}.xlsx`, xlsxType, pieces),
      leftOut,
    }
  })
}

function columnOf({ head, kind }: TemplateColumn) {
  return { head, kind, width: Math.max(12, head.length * 2 + 2) }
}

const pageRows = 1_000

async function* pagesOf(rows: Iterable<WrittenRow>): AsyncGenerator<readonly WrittenRow[]> {
  let page: WrittenRow[] = []
  for (const row of rows) {
    page.push(row)
    if (page.length < pageRows) continue
    yield page
    page = []
  }
  yield page
}
