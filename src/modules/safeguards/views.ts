import type { PlainDate } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import { listTownNames } from '../places/views.ts'
import type { Project } from '../registry/contract.ts'
import { readProject } from '../registry/views.ts'
import type { Finding, ProjectSafeguard, ProjectSafeguards, SeenEvidence } from './contract.ts'
import type { Assessment } from './rules/assess.ts'
import { projectFindings } from './rules/project-findings.ts'
import { isLacking, type Safeguard, sixSystems } from './rules/safeguard.ts'
import type { SafeguardsTables } from './tables.ts'
import { papersOf, partiesOf, sayFinding } from './views-contracts.ts'
import { factsOf, figuresOn } from './views-facts.ts'
import { assessProjects } from './views-standing.ts'
import { factNames, saySafeguard } from './words.ts'

/** Pieces of evidence that are shown of one safeguard. */
const mostShown = 20
/** More than anybody enters of a project; a bound, not a page. */
const mostEvidence = 500

/** A project's safeguards as they stand today by its facts, and what of those facts cannot all be right. */
export async function viewSafeguards(ctx: Context, code: string): Promise<ProjectSafeguards> {
  return look(ctx, async (reading) => {
    const project = await readProject(reading, code)
    const assessed = (await assessProjects(reading, [project.id])).get(project.id) ?? []
    const evidence = await evidenceOf(reading, project.id)
    const decisions = await decisionsOf(reading, project.id)
    const systems = assessed.filter(({ safeguard }) => sixSystems.includes(safeguard))
    const met = systems.filter(({ state }) => state === 'met').length
    return {
      on: officeDay(reading),
      safeguards: assessed.map((one) => shown(one, evidence, decisions)),
      met,
      scope: met + systems.filter(({ state }) => isLacking(state)).length,
      findings: await findingsOf(reading, project),
    }
  })
}

function shown(
  { safeguard, state, requirement, due, facts }: Assessment,
  evidence: ReadonlyMap<Safeguard, SeenEvidence[]>,
  decisions: ReadonlyMap<Safeguard, NonNullable<ProjectSafeguard['decision']>>,
): ProjectSafeguard {
  return {
    safeguard,
    state,
    required: requirement.is,
    because: saySafeguard(requirement.because, requirement.values, requirement.missing),
    article: requirement.article,
    missing: requirement.missing.map((one) => factNames[one]),
    due: {
      on: due.on,
      provisional: due.provisional,
      rule: saySafeguard(due.rule, {}),
      article: due.article,
      missing: due.missing.map((one) => factNames[one]),
    },
    facts: facts.map(({ code, values }) => saySafeguard(code, values)),
    evidence: evidence.get(safeguard) ?? [],
    decision: decisions.get(safeguard) ?? null,
  }
}

async function evidenceOf(
  reading: Reading,
  projectId: string,
): Promise<ReadonlyMap<Safeguard, SeenEvidence[]>> {
  const papers = await papersOf(reading, projectId)
  const found = await tables<SafeguardsTables>(reading)
    .selectFrom('safeguards.evidence')
    .selectAll()
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .where('withdrawn_at', 'is', null)
    .orderBy('said_on', 'desc')
    .orderBy('id', 'desc')
    .limit(mostEvidence)
    .execute()
  const bySafeguard = new Map<Safeguard, SeenEvidence[]>()
  for (const row of found) {
    const before = bySafeguard.get(row.safeguard) ?? []
    if (before.length === mostShown) continue
    const one: SeenEvidence = {
      id: row.id,
      holds: row.holds,
      saidOn: row.said_on,
      validTo: row.valid_to,
      words: row.words,
      origin: row.origin,
      paper: papers.get(row.paper_id ?? '') ?? null,
      by: row.recorded_by_name,
      organisation: row.organisation,
      at: row.recorded_at.toISOString(),
    }
    bySafeguard.set(row.safeguard, [...before, one])
  }
  return bySafeguard
}

async function decisionsOf(reading: Reading, projectId: string) {
  const found = await tables<SafeguardsTables>(reading)
    .selectFrom('safeguards.decision')
    .select(['safeguard', 'reason', 'decided_by_name as by', 'decided_on as on'])
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .where('lifted_at', 'is', null)
    .execute()
  return new Map(found.map(({ safeguard, ...said }) => [safeguard, said]))
}

async function findingsOf(reading: Reading, project: Project): Promise<Finding[]> {
  const { id, permitNumber, begunOn, finishOn, contractSumFen } = project
  const figures = await figuresOn(reading, officeDay(reading))
  const parties = await partiesOf(reading, id)
  const said = await saidOf(reading, project)
  const facts = (await factsOf(reading, [id], officeDay(reading))).get(id)
  return projectFindings(
    {
      begunOn,
      finishOn,
      contractSumFen: contractSumFen === null ? null : fen(contractSumFen),
      enteredSumFen: facts?.contract?.sumFen ?? null,
      permitNumber,
      samePermit: said.samePermit,
      towns: said.towns,
      parties,
    },
    figures.beyondYuan.value,
  ).map(sayFinding)
}

interface Said {
  readonly samePermit: readonly { readonly code: string; readonly name: string }[]
  readonly towns: readonly string[]
}

/** Which other projects have the permit, and in which towns the project and its sources say that it lies. */
async function saidOf(reading: Reading, { id, permitNumber, town }: Project): Promise<Said> {
  const same = await reading.client.query<{ code: string; name: string }>({
    name: 'safeguards-same-permit',
    text: `select p.code, p.name from registry.project_face p
      where p.district = $1 and p.permit_number = $2 and p.id <> $3 order by p.code limit 20`,
    values: [reading.district, permitNumber, id],
  })
  const sources = await reading.client.query<{ town: string; said_on: PlainDate }>({
    name: 'safeguards-source-towns',
    text: `select s.town, max(s.said_on) as said_on from registry.project_source_face s
      where s.district = $1 and s.project_id = $2 and s.town is not null group by s.town limit 50`,
    values: [reading.district, id],
  })
  const codes = new Set([...(town === null ? [] : [town]), ...sources.rows.map((row) => row.town)])
  const names = new Map((await listTownNames(reading)).map(({ code, name }) => [code, name]))
  return {
    samePermit: permitNumber === null ? [] : same.rows,
    towns: [...codes].map((code) => names.get(code) ?? code).toSorted(),
  }
}
