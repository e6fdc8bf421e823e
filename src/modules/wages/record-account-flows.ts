import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { analyzeTable } from '../../platform/stage.ts'
import { appendLines, type Recorded } from '../labour/append-lines.ts'
import { fundsRecorded } from './contract.ts'
import { accountFlowLines } from './lines.ts'
import { stagedProjects } from './staged-projects.ts'

/**
 * An account's movements from their stage. A line is of the project whose code it names, else of `projectId`; the account is
 * made known where a statement first names it. Statements that overlap say a movement once.
 */
export async function recordAccountFlows(
  ctx: Tx,
  { importId, projectId }: { readonly importId: string; readonly projectId: string | null },
): Promise<Recorded> {
  return act(ctx, 'account-flows.record', importId, async (tx) => {
    const projects = await stagedProjects(tx, 'stage_account_flow', projectId)
    await insertAccountNumbers(tx)
    await tx.client.query('drop table if exists flow_read')
    await tx.client.query(
      `create temporary table flow_read on commit drop as
        select s.*, j.project_id, a.id as account_value, c.id as counter_value
        from stage_account_flow s
        join unnest($2::text[], $3::uuid[]) as j (code, project_id) on j.code = coalesce(s.project_code, '')
        left join platform.personal_value a on a.district = $1 and a.kind = 'card' and a.blind_index = s.account_index
        left join platform.personal_value c on c.district = $1 and c.kind = 'card' and c.blind_index = s.counter_index`,
      [tx.district, [...projects.keys()], [...projects.values()]],
    )
    await tx.client.query('analyze flow_read')
    await ensureAccounts(tx, importId)
    const columns = accountFlowLines.values.map((name) => `s.${name}`)
    const recorded = await appendLines(
      tx,
      importId,
      accountFlowLines,
      `select s.sheet, s.row, s.project_id, a.id as account_id, s.flow_on, s.place, ${columns.join(', ')}
        from flow_read s join wages.special_account a on a.district = $1 and a.project_id = s.project_id
          and a.account_value is not distinct from s.account_value`,
    )
    tx.announce(fundsRecorded, { importId, projectIds: [...new Set(projects.values())] })
    tx.note({ ...recorded })
    return recorded
  })
}

/** Keeps each distinct account number once, sealed, in one order for every transaction. */
async function insertAccountNumbers(tx: Tx): Promise<void> {
  const staged = ['account', 'counter']
    .map(
      (
        of,
      ) => `select ${of}_index as index, ${of}_value_id as id, ${of}_sealed as sealed, ${of}_masked as masked
        from stage_account_flow where ${of}_index is not null`,
    )
    .join(' union all ')
  const inserted = await tx.client.query(
    `insert into platform.personal_value (district, id, kind, blind_index, ciphertext, masked)
      select distinct on (s.index) $1, s.id, 'card', s.index, s.sealed, s.masked from (${staged}) s
      where not exists (select from platform.personal_value p where p.district = $1 and p.kind = 'card' and p.blind_index = s.index)
      order by s.index
      on conflict (district, kind, blind_index) do nothing`,
    [tx.district],
  )
  await analyzeTable(tx, 'platform.personal_value', inserted.rowCount ?? 0)
}

/** The accounts that the statement names, with whose they are as the last row says. */
async function ensureAccounts(tx: Tx, importId: string): Promise<void> {
  await tx.client.query(
    `insert into wages.special_account as a (district, id, project_id, account_value, holder, bank, import_id)
      select distinct on (project_id, account_value) $1, gen_random_uuid(), project_id, account_value, holder, bank, $2::uuid
      from flow_read order by project_id, account_value, (holder is null), sheet desc, row desc
      on conflict (district, project_id, account_value) do update
        set holder = coalesce(excluded.holder, a.holder), bank = coalesce(excluded.bank, a.bank)
        where (coalesce(excluded.holder, a.holder), coalesce(excluded.bank, a.bank)) is distinct from (a.holder, a.bank)`,
    [tx.district, importId],
  )
}
