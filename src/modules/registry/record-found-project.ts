import type { PlainDate } from '../../kernel/day.ts'
import { type Refusal, must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { projectChanged } from './contract.ts'
import { correctKnown } from './correct-known.ts'
import { createListed } from './create-listed.ts'
import { type JoinedRow, fieldsOf, projectToBe } from './join-rows.ts'
import { lockProjects } from './lock-projects.ts'
import { listKnownProjects, lockProjectLists } from './project-list-lines.ts'
import { recordParties } from './record-parties.ts'
import type { KnownProject, ListedProject } from './rules/project-list.ts'
import { sightingOf } from './rules/project-list.ts'
import { openMatcher } from './rules/project-matcher.ts'
import { whyNotCreateProject } from './rules/project.ts'
import { findProjectOfRecord, insertFieldLine, type NewLine } from './source-lines.ts'
import { readSightings } from './views-sightings.ts'

/** A site as somebody saw it in the field. */
export interface FoundSite {
  /** Of the record; who found it has it already. */
  readonly id: string
  readonly name: string
  readonly place: string
  readonly town: string | null
  readonly firm: string | null
  readonly foundOn: PlainDate
}

/** What became of it; a site that waits as a join question has no project yet, one that cannot be a project neither. */
export interface FoundSiteRecorded {
  readonly became: 'joined' | 'made' | 'asked' | 'refused'
  readonly projectId: string | null
}

/**
 * A site that is on no list is what the towns' screening, as a source, says of a project: where it is sure which, it is
 * joined; where nobody can tell it waits as a join question; else it is made. Its name is no number: two finds of one name are two
 * records.
 */
export async function recordFoundSite(ctx: Context, site: FoundSite): Promise<FoundSiteRecorded> {
  return act(ctx, 'found-site.record', site.id, async (tx) => {
    must(whyNotTheirs(tx))
    await lockProjectLists(tx)
    const known = await findProjectOfRecord(tx, site.id)
    if (known !== undefined) {
      return { became: known === null ? 'asked' : 'joined', projectId: known }
    }
    const listed = listedOf(site)
    const matcher = openMatcher<KnownProject>()
    for (const { project, sighting } of await readSightings(tx)) matcher.add(project, sighting)
    const match = matcher.match(sightingOf(listed))
    tx.note({ is: match.is })
    switch (match.is) {
      case 'sure':
        return joinTo(tx, site, listed, match.candidate)
      case 'unsure':
        await insertFieldLine(tx, {
          ...lineOf(site, listed),
          candidates: match.candidates.map(({ project }) => project.id),
        })
        return { became: 'asked', projectId: null }
      case 'new':
        return make(tx, site, listed)
    }
  })
}

function whyNotTheirs(ctx: Context): Refusal | null {
  if (ctx.scope.projects === '*') return null
  return { code: 'registry.only-the-office', kind: 'not-allowed' }
}

async function joinTo(
  tx: Tx,
  site: FoundSite,
  listed: ListedProject,
  { project, agrees }: { readonly project: KnownProject; readonly agrees: readonly string[] },
): Promise<FoundSiteRecorded> {
  await lockProjects(tx, [project.id])
  const row: JoinedRow = {
    listed,
    recordId: site.id,
    projectId: project.id,
    project,
    isKnown: false,
    agrees,
  }
  await insertFieldLine(tx, {
    ...lineOf(site, listed),
    projectId: project.id,
    joinedBy: 'rule',
    agrees,
  })
  const changed = await correctKnown(tx, null, [row], [])
  await recordParties(tx, null, [row], [])
  const fields = [...(changed.get(project.id) ?? [])]
  tx.announce(projectChanged, { projectId: project.id, fields })
  return { became: 'joined', projectId: project.id }
}

async function make(tx: Tx, site: FoundSite, listed: ListedProject): Promise<FoundSiteRecorded> {
  const codes = new Set((await listKnownProjects(tx)).map(({ code }) => code))
  const project = projectToBe(listed, codes)
  // Nobody waits for an answer: what cannot be a project is said to be none.
  if (whyNotCreateProject(fieldsOf(listed, project.code), tx.district) !== null) {
    return { became: 'refused', projectId: null }
  }
  const of = { listed, recordId: site.id, projectId: project.id, project, agrees: [] }
  const row: JoinedRow = { ...of, isKnown: true }
  await createListed(tx, null, [row])
  await insertFieldLine(tx, {
    ...lineOf(site, listed),
    projectId: project.id,
    joinedBy: 'made',
  })
  await recordParties(tx, null, [row], [])
  tx.announce(projectChanged, { projectId: project.id })
  return { became: 'made', projectId: project.id }
}

function listedOf({ name, place, town, firm, foundOn }: FoundSite): ListedProject {
  return {
    sheet: 0,
    row: 0,
    source: 'town-screening',
    saidOn: foundOn,
    number: null,
    permitNumber: null,
    name,
    owner: null,
    contractor: firm === null ? null : { name: firm, creditCode: null },
    facts: {
      town,
      industry: null,
      owner_kind: null,
      state: 'building',
      place,
      contract_sum_fen: null,
      begun_on: null,
      finish_on: null,
    },
  }
}

function lineOf(site: FoundSite, listed: ListedProject): NewLine {
  return {
    listed,
    recordId: site.id,
    identity: `found ${site.id}`,
    projectId: null,
    joinedBy: null,
    agrees: [],
    candidates: [],
    keptApart: [],
    cameWith: null,
    behind: null,
  }
}
