import { uuidv7 } from 'uuidv7'
import type { PlainDate } from '../../kernel/day.ts'
import type { RowFinding } from '../../kernel/row-finding.ts'
import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { lockProjects } from '../registry/lock-projects.ts'
import { projectIdsByCode } from '../registry/views.ts'
import { classRoles, type RiskClass } from './rules/class.ts'
import { insertStandardLines, listStandardsOf, type StandardLine } from './store-standards.ts'

/** What a list changed, what is to be said of its rows, and how many of them speak of each project. */
export interface StandardsRecorded {
  readonly added: number
  readonly superseded: number
  readonly unchanged: number
  readonly findings: readonly RowFinding[]
  readonly lines: ReadonlyMap<string, number>
}

/**
 * A list of 标准化等级 from its stage. A line is of the project whose number or name it gives, else of `projectId`; one whose
 * project nobody knows waits, and so does every line of whoever may not give grades. All lines are kept: the newest day
 * counts, of one day what came last, and what is taken back leaves what was there before.
 */
export async function recordStandardList(
  ctx: Tx,
  { importId, projectId }: { readonly importId: string; readonly projectId: string | null },
): Promise<StandardsRecorded> {
  return act(ctx, 'register.record-standard-list', importId, async (tx) => {
    const staged = await readStage(tx)
    if (!classRoles.standard.some((role) => tx.actor.roles.includes(role))) {
      const code = 'register.standard-not-yours'
      return { ...nothing, findings: staged.map((row) => waiting(row, code, {})), lines: new Map() }
    }
    const meanings = await meaningsOf(tx, staged, projectId)
    const sure = meanings.flatMap(({ row, ids: [id, ...others] }) =>
      id === undefined || others.length > 0 ? [] : [{ row, projectId: id }],
    )
    const lines = new Map<string, number>()
    for (const one of sure) lines.set(one.projectId, (lines.get(one.projectId) ?? 0) + 1)
    await lockProjects(tx, lines.keys())
    const counts = await keep(tx, importId, sure)
    tx.note({ ...counts })
    return { ...counts, findings: meanings.flatMap(findingOf), lines }
  })
}

const nothing = { added: 0, superseded: 0, unchanged: 0 }

interface StagedRow {
  readonly sheet: number
  readonly row: number
  readonly project_code: string | null
  readonly project_name_key: string | null
  readonly grade: RiskClass
  readonly checked_on: PlainDate
  readonly said_by: string | null
}

async function readStage(tx: Tx): Promise<StagedRow[]> {
  const found = await tx.client.query<StagedRow>('select * from stage_standard order by sheet, row')
  return found.rows
}

interface Meaning {
  readonly row: StagedRow
  readonly ids: readonly string[]
}

/** Whom each line may mean: by its number, else by its name; a line that gives neither is of the whole file's project. */
async function meaningsOf(
  tx: Tx,
  staged: readonly StagedRow[],
  projectId: string | null,
): Promise<Meaning[]> {
  const codes = new Set(staged.flatMap((row) => row.project_code ?? []))
  const byCode = await projectIdsByCode(tx, [...codes])
  const found = await tx.client.query<{ name_key: string; ids: string[] }>(
    `select name_key, array_agg(id order by id) as ids from registry.project_face
      where district = $1 and name_key = any ($2::text[]) group by name_key`,
    [tx.district, [...new Set(staged.flatMap((row) => row.project_name_key ?? []))]],
  )
  const byName = new Map(found.rows.map((row) => [row.name_key, row.ids]))
  return staged.map((row) => {
    const { project_code: code, project_name_key: name } = row
    const known = code === null ? undefined : byCode.get(code)
    if (known !== undefined) return { row, ids: [known] }
    if (name !== null) return { row, ids: byName.get(name) ?? [] }
    return { row, ids: code === null && projectId !== null ? [projectId] : [] }
  })
}

function findingOf({ row, ids }: Meaning): RowFinding[] {
  if (ids.length === 1) return []
  const code = ids.length > 1 ? 'register.standard-of-several' : 'register.standard-unknown-project'
  const project = row.project_name_key ?? row.project_code ?? ''
  return [waiting(row, code, ids.length > 1 ? { project, count: ids.length } : { project })]
}

function waiting(
  { sheet, row, project_name_key: name }: StagedRow,
  code: string,
  values: Readonly<Record<string, string | number>>,
): RowFinding {
  const field = name === null ? 'standardProjectCode' : 'standardProject'
  return { sheet, row, field, code, values, waits: true }
}

/** Of what stands of a project and day already, a line says the same or something else. */
async function keep(
  tx: Tx,
  importId: string,
  sure: readonly { readonly row: StagedRow; readonly projectId: string }[],
) {
  const standing = await listStandardsOf(
    tx,
    sure.map(({ projectId }) => projectId),
  )
  const known = new Map(standing.map((one) => [`${one.project_id} ${one.checked_on}`, one.grade]))
  const counts = { ...nothing }
  const lines = sure.map(({ row, projectId }): StandardLine => {
    const before = known.get(`${projectId} ${row.checked_on}`)
    counts[before === undefined ? 'added' : before === row.grade ? 'unchanged' : 'superseded'] += 1
    return {
      id: uuidv7(),
      projectId,
      checkedOn: row.checked_on,
      grade: row.grade,
      organisation: row.said_by ?? tx.actor.organisation,
      sheet: row.sheet,
      row: row.row,
    }
  })
  await insertStandardLines(tx, importId, lines)
  return counts
}
