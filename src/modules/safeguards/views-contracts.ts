import { fen } from '../../kernel/money.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import { participantRoles } from '../registry/rules/participant-role.ts'
import type { RegistryViews } from '../registry/tables.ts'
import { findProjectId } from '../registry/views.ts'
import {
  type Contract,
  type ContractEvent,
  type ProjectContracts,
  SafeguardEventDetail,
} from './contract-contracts.ts'
import type { Finding, Paper, PartyOfProject } from './contract.ts'
import { contractFindings, type SafeguardFinding } from './rules/contract-findings.ts'
import { contractKinds } from './rules/contract.ts'
import type { ContractColumns, SafeguardsTables } from './tables.ts'
import { figuresOn } from './views-facts.ts'
import { safeguardEventMessage, saySafeguard } from './words.ts'

/** More contracts than a project has; a bound, not a page. */
const mostContracts = 200
const mostEvents = 2_000

interface Party extends PartyOfProject {
  readonly creditCodeFinding: string | null
}

/** A project's contracts, each with what is odd about it and what became of it; and the firms that may have one. */
export async function listContracts(ctx: Context, code: string): Promise<ProjectContracts> {
  return look(ctx, async (reading) => {
    const projectId = await findProjectId(reading, code)
    const parties = await partiesOf(reading, projectId)
    const figures = await figuresOn(reading, officeDay(reading))
    const found = await contractsOf(reading, projectId)
    const elsewhere = await sameNumbersElsewhere(reading, projectId, found)
    const papers = await papersOf(reading, projectId)
    const events = await eventsOf(reading, projectId)
    const names = await namesOf(
      reading,
      found.flatMap((one) => [one.party_a, one.party_b]),
    )
    const byId = new Map(found.map((one) => [one.id, one]))
    const rows = found.map((one): Contract => {
      const above = one.above_id === null ? undefined : byId.get(one.above_id)
      const firms = [one.party_a, one.party_b].flatMap((id) => names.get(id) ?? [])
      const odd = contractFindings(
        {
          kind: one.kind,
          number: one.number,
          parties: firms,
          sumFen: fenOrNull(one.sum_fen),
          aboveSumFen: fenOrNull(above?.sum_fen ?? null),
          cycleMonths: one.cycle_months,
          ratioBasisPoints: one.ratio_basis_points,
          sameNumber: elsewhere.get(one.number_key ?? '') ?? [],
        },
        figures.labourCostLeastPercent.value,
      )
      return {
        ...fieldsOf(one),
        partyAName: names.get(one.party_a)?.name ?? '',
        partyBName: names.get(one.party_b)?.name ?? '',
        aboveNumber: above === undefined ? null : (above.number ?? '没有编号'),
        paper: papers.get(one.paper_id ?? '') ?? null,
        findings: odd.map(sayFinding),
        events: events.get(one.id) ?? [],
      }
    })
    return {
      rows,
      parties: parties.map(({ creditCodeFinding: _finding, ...party }) => party),
      beyondYuan: figures.beyondYuan.value,
    }
  })
}

function fieldsOf(one: ContractColumns) {
  return {
    id: one.id,
    kind: one.kind,
    number: one.number,
    partyA: one.party_a,
    partyB: one.party_b,
    aboveId: one.above_id,
    sumFen: fenOrNull(one.sum_fen),
    signedOn: one.signed_on,
    beginsOn: one.begins_on,
    endsOn: one.ends_on,
    cycleMonths: one.cycle_months,
    transferDay: one.transfer_day,
    ratioBasisPoints: one.ratio_basis_points,
    version: one.version,
  }
}

/** A finding as a sentence; what it speaks of elsewhere is opened by the project's code. */
export function sayFinding({ code, values }: SafeguardFinding): Finding {
  const other = values['code']
  const isProject = code === 'safeguards.permit-of-two' && typeof other === 'string'
  const message = saySafeguard(code, values)
  return {
    code,
    message,
    opens: isProject ? `/projects/${encodeURIComponent(other)}` : null,
  }
}

/** The firms of a project, each once with all its roles. */
export async function partiesOf(reading: Reading, projectId: string): Promise<Party[]> {
  const found = await tables<Pick<RegistryViews, 'registry.project_party'>>(reading)
    .selectFrom('registry.project_party')
    .select(['enterprise_id', 'name', 'role', 'credit_code', 'credit_code_finding'])
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .orderBy('name_key')
    .limit(1_000)
    .execute()
  const parties = new Map<string, Party>()
  for (const role of participantRoles) {
    for (const row of found.filter((one) => one.role === role)) {
      const known = parties.get(row.enterprise_id)
      parties.set(row.enterprise_id, {
        enterpriseId: row.enterprise_id,
        name: row.name,
        roles: [...(known?.roles ?? []), role],
        creditCode: row.credit_code,
        creditCodeFinding: row.credit_code_finding,
      })
    }
  }
  return [...parties.values()]
}

export async function namesOf(reading: Reading, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, never>()
  const found = await tables<Pick<RegistryViews, 'registry.enterprise_face'>>(reading)
    .selectFrom('registry.enterprise_face')
    .select(['id', 'name', 'credit_code as creditCode', 'credit_code_finding as creditCodeFinding'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(found.map(({ id, ...firm }) => [id, firm]))
}

async function contractsOf(reading: Reading, projectId: string): Promise<ContractColumns[]> {
  const found = await tables<SafeguardsTables>(reading)
    .selectFrom('safeguards.contract')
    .selectAll()
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .where('withdrawn_at', 'is', null)
    .orderBy('id')
    .limit(mostContracts)
    .execute()
  const place = ({ kind }: ContractColumns) => contractKinds.indexOf(kind)
  return found.toSorted((a, b) => place(a) - place(b))
}

/** Codes of the other projects, among those that may be seen, that have a contract of the same number. */
async function sameNumbersElsewhere(
  reading: Reading,
  projectId: string,
  contracts: readonly ContractColumns[],
): Promise<Map<string, string[]>> {
  const keys = contracts.flatMap(({ number_key }) => number_key ?? [])
  if (keys.length === 0) return new Map()
  const found = await reading.client.query<{ number_key: string; codes: string[] }>({
    name: 'safeguards-same-numbers',
    text: `select c.number_key, array_agg(distinct p.code) as codes from safeguards.contract c
      join registry.project_face p on p.district = $1 and p.id = c.project_id
      where c.district = $1 and c.number_key = any ($2::text[]) and c.withdrawn_at is null and c.project_id <> $3
      group by c.number_key`,
    values: [reading.district, keys, projectId],
  })
  return new Map(found.rows.map((row) => [row.number_key, row.codes]))
}

export async function papersOf(
  reading: Reading,
  projectId: string,
): Promise<ReadonlyMap<string, Paper>> {
  const found = await tables<SafeguardsTables>(reading)
    .selectFrom('safeguards.paper')
    .select(['id', 'name', 'media', 'bytes'])
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .orderBy('id', 'desc')
    .limit(mostEvents)
    .execute()
  return new Map(found.map((paper) => [paper.id, paper]))
}

async function eventsOf(
  reading: Reading,
  projectId: string,
): Promise<ReadonlyMap<string, ContractEvent[]>> {
  const found = await tables<SafeguardsTables>(reading)
    .selectFrom('safeguards.safeguard_event')
    .selectAll()
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .where('kind', 'in', ['contract-added', 'contract-amended', 'contract-withdrawn'])
    .orderBy('id')
    .limit(mostEvents)
    .execute()
  const events = new Map<string, ContractEvent[]>()
  for (const one of found) {
    const detail = SafeguardEventDetail.parse(one.detail)
    const message = safeguardEventMessage(one.kind, detail)
    const said = { message, by: one.actor_name, at: one.at.toISOString() }
    const key = one.subject_id ?? ''
    events.set(key, [...(events.get(key) ?? []), said])
  }
  return events
}

/** Whether a project that is to be given up has contracts, or had one entered. */
export async function hasContracts(reading: Reading, projectId: string): Promise<boolean> {
  const found = await tables<SafeguardsTables>(reading)
    .selectFrom('safeguards.contract')
    .select('id')
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .where('withdrawn_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

function fenOrNull(value: number | null) {
  return value === null ? null : fen(value)
}
