import type { RowFinding } from '../../kernel/row-finding.ts'
import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { appendLines } from '../labour/append-lines.ts'
import { ensureEnterprises } from '../registry/ensure-enterprises.ts'
import { lockProjects } from '../registry/lock-projects.ts'
import { projectIdsByCode } from '../registry/views.ts'
import { depositLines } from './lines.ts'

/** What a list changed, what is to be said of its rows, and how many of them speak of each project. */
export interface DepositsRecorded {
  readonly added: number
  readonly superseded: number
  readonly unchanged: number
  readonly findings: readonly RowFinding[]
  readonly lines: ReadonlyMap<string, number>
}

/**
 * A deposit list from its stage. A line is of the project whose number or name it gives, else of `projectId`; one whose
 * project nobody knows waits. Of a deposit that the list has twice the last row counts; what stands gives way to what
 * differs and is confirmed by what is equal.
 */
export async function recordDeposits(
  ctx: Tx,
  { importId, projectId }: { readonly importId: string; readonly projectId: string | null },
): Promise<DepositsRecorded> {
  return act(ctx, 'deposits.record', importId, async (tx) => {
    const findings = await resolveProjects(tx, projectId)
    await resolvePayers(tx)
    const lines = await countByProject(tx)
    await lockProjects(tx, lines.keys())
    const columns = [...depositLines.key, ...depositLines.values].map((name) => {
      if (name === 'project_id') return 'p.project_id'
      return name === 'payer_id' ? 'f.payer_id' : `s.${name}`
    })
    const recorded = await appendLines(
      tx,
      importId,
      depositLines,
      `select s.sheet, s.row, ${columns.join(', ')} from stage_deposit s join deposit_project p using (sheet, row)
        left join deposit_payer f on f.payer = s.payer`,
    )
    tx.note({ ...recorded })
    return { ...recorded, findings, lines }
  })
}

interface Written {
  project_code: string | null
  project_name_key: string | null
}

/** `deposit_project`: whose each row is that is anybody's; the others are said. */
async function resolveProjects(tx: Tx, projectId: string | null): Promise<RowFinding[]> {
  const found = await tx.client.query<Written>(
    'select distinct project_code, project_name_key from stage_deposit',
  )
  const codes = found.rows.flatMap((row) => row.project_code ?? [])
  const byCode = await projectIdsByCode(tx, [...new Set(codes)])
  const byName = await projectIdsByName(
    tx,
    found.rows.flatMap((row) => row.project_name_key ?? []),
  )
  const meanings = found.rows.map((row) => ({ row, ids: idsOf(row, byCode, byName, projectId) }))
  const sure = meanings.flatMap(({ row, ids }) =>
    ids.length === 1 ? [{ ...row, id: ids[0] }] : [],
  )
  await tx.client.query('drop table if exists deposit_project')
  await tx.client.query(
    `create temporary table deposit_project (sheet smallint, row integer, project_id uuid) on commit drop`,
  )
  await tx.client.query(
    `insert into deposit_project select s.sheet, s.row, u.id
      from unnest($1::text[], $2::text[], $3::uuid[]) as u (code, name_key, id)
      join stage_deposit s on s.project_code is not distinct from u.code and s.project_name_key is not distinct from u.name_key`,
    [
      sure.map((one) => one.project_code),
      sure.map((one) => one.project_name_key),
      sure.map((one) => one.id),
    ],
  )
  const waiting = await tx.client.query<Written & { sheet: number; row: number }>(
    `select s.sheet, s.row, s.project_code, s.project_name_key from stage_deposit s
      left join deposit_project p using (sheet, row) where p.project_id is null order by s.sheet, s.row`,
  )
  return waiting.rows.map(({ sheet, row, ...written }) => {
    const count = idsOf(written, byCode, byName, projectId).length
    const code = count > 1 ? 'deposits.project-of-several' : 'deposits.project-unknown'
    const project = written.project_name_key ?? written.project_code ?? ''
    const field = written.project_name_key === null ? 'depositProjectCode' : 'depositProject'
    return { sheet, row, field, code, values: { project, count }, waits: true }
  })
}

/** Whom a line may mean: by its number, else by its name; a line that gives neither is of the whole file's project. */
function idsOf(
  { project_code, project_name_key }: Written,
  byCode: ReadonlyMap<string, string>,
  byName: ReadonlyMap<string, readonly string[]>,
  projectId: string | null,
): readonly string[] {
  const known = project_code === null ? undefined : byCode.get(project_code)
  if (known !== undefined) return [known]
  if (project_name_key !== null) return byName.get(project_name_key) ?? []
  return project_code === null && projectId !== null ? [projectId] : []
}

async function projectIdsByName(
  tx: Tx,
  names: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const found = await tx.client.query<{ name_key: string; ids: string[] }>(
    `select name_key, array_agg(id order by id) as ids from registry.project_face
      where district = $1 and name_key = any ($2::text[]) group by name_key`,
    [tx.district, [...new Set(names)]],
  )
  return new Map(found.rows.map((row) => [row.name_key, row.ids]))
}

/** `deposit_payer`: the enterprise of each payer that the list names. */
async function resolvePayers(tx: Tx): Promise<void> {
  const found = await tx.client.query<{ payer: string }>(
    `select distinct s.payer from stage_deposit s join deposit_project using (sheet, row) where s.payer is not null order by 1`,
  )
  const payers = found.rows.map((row) => row.payer)
  const ids = await ensureEnterprises(
    tx,
    payers.map((name) => ({ name, creditCode: null, creditCodeFinding: null })),
  )
  await tx.client.query('drop table if exists deposit_payer')
  await tx.client.query(
    'create temporary table deposit_payer (payer text, payer_id uuid) on commit drop',
  )
  await tx.client.query('insert into deposit_payer select * from unnest($1::text[], $2::uuid[])', [
    payers,
    ids,
  ])
}

async function countByProject(tx: Tx): Promise<Map<string, number>> {
  const found = await tx.client.query<{ project_id: string; lines: number }>(
    'select project_id, count(*)::integer as lines from deposit_project group by project_id',
  )
  return new Map(found.rows.map((row) => [row.project_id, row.lines]))
}
