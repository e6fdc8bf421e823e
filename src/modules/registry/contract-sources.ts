import { z } from 'zod'
import { topic } from '../../kernel/announcement.ts'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Fen } from '../../kernel/money.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { deskRoles } from '../../kernel/role.ts'
import { Industry, OwnerKind, Project, ProjectSource, ProjectState } from './contract.ts'
import { matchFacts } from './rules/match-project.ts'

const MatchFact = z.enum(matchFacts)

const Party = z.object({ name: z.string(), creditCode: z.string().nullable() })

/** What one source says of one project. */
export const SourceRecord = z.object({
  recordId: z.uuid(),
  source: ProjectSource,
  /** The source's own number. */
  ownNumber: z.string().nullable(),
  name: z.string(),
  place: z.string().nullable(),
  /** The name of its town. */
  town: z.string().nullable(),
  industry: Industry,
  ownerKind: OwnerKind.nullable(),
  state: ProjectState.nullable(),
  owner: Party.nullable(),
  contractor: Party.nullable(),
  permitNumber: z.string().nullable(),
  contractSumFen: Fen.nullable(),
  begunOn: PlainDate.nullable(),
  finishOn: PlainDate.nullable(),
  /** The source's own day. */
  saidOn: PlainDate,
  /** Where it stands; null: it was stated on a page. */
  importId: z.uuid().nullable(),
  sheet: z.int().nullable(),
  row: z.int().nullable(),
  /** `made`: the project was made by it; null: it waits. */
  joinedBy: z.enum(['made', 'rule', 'officer']).nullable(),
  agrees: z.array(MatchFact),
  /** The project given up with which it came here. */
  cameWith: z.uuid().nullable(),
})
export type SourceRecord = z.infer<typeof SourceRecord>

/** A project that a record may be: the same facts, side by side. */
export const JoinCandidate = z.object({
  code: z.string(),
  name: z.string(),
  /** The name of its town. */
  town: z.string().nullable(),
  place: z.string().nullable(),
  industry: Industry,
  ownerKind: OwnerKind,
  state: ProjectState,
  owners: z.array(Party),
  contractors: z.array(Party),
  platformNumber: z.string().nullable(),
  permitNumber: z.string().nullable(),
  contractSumFen: Fen.nullable(),
  begunOn: PlainDate.nullable(),
  finishOn: PlainDate.nullable(),
  sources: z.array(ProjectSource),
  agrees: z.array(MatchFact),
  differs: z.array(MatchFact),
})
export type JoinCandidate = z.infer<typeof JoinCandidate>

export const JoinQuestion = z.object({
  record: SourceRecord,
  /** Likeliest first. */
  candidates: z.array(JoinCandidate),
})
export type JoinQuestion = z.infer<typeof JoinQuestion>

export const JoinQuestionFilter = z.object({ source: ProjectSource.optional() })
export type JoinQuestionFilter = z.infer<typeof JoinQuestionFilter>

/** Records of which nobody could tell whose they are, in the order in which they came. */
export const listJoinQuestions = endpoint({
  name: 'registry.join-questions',
  method: 'GET',
  path: '/join-questions',
  reach: 'district',
  may: ['coordination-office', 'leader'],
  query: PageQuery.extend(JoinQuestionFilter.shape),
  reply: pageOf(JoinQuestion).extend({ total: z.int() }),
})

/** Why somebody decided so; it stands in the project's history. */
const Reason = z.string().trim().min(1).max(200)

export const JoinAnswer = z.object({
  answer: z.discriminatedUnion('is', [
    z.object({ is: z.literal('project'), code: z.string().max(64) }),
    z.object({ is: z.literal('new') }),
  ]),
  reason: Reason,
})
export type JoinAnswer = z.infer<typeof JoinAnswer>

const RecordParams = z.object({ recordId: z.uuid() })
const CodeReply = z.object({ code: z.string(), name: z.string() })

export const answerJoinQuestion = endpoint({
  name: 'registry.answer-join-question',
  method: 'POST',
  path: '/join-questions/:recordId/answer',
  reach: 'district',
  may: ['coordination-office'],
  params: RecordParams,
  body: JoinAnswer,
  reply: CodeReply,
})

export const SeparateSource = z.object({
  /** A project of its own is made of it, or it is asked anew whose it is. */
  into: z.enum(['own-project', 'question']),
  reason: Reason,
})
export type SeparateSource = z.infer<typeof SeparateSource>

/** A wrong joining is undone: the record leaves, and what it had said leaves with it. */
export const separateSource = endpoint({
  name: 'registry.separate-source',
  method: 'POST',
  path: '/project-sources/:recordId/separate',
  reach: 'district',
  may: ['coordination-office'],
  params: RecordParams,
  body: SeparateSource,
  reply: z.object({ code: z.string().nullable() }),
})

const ProjectParams = z.object({ code: z.string() })

/** Another project that was found to be this one. */
export const JoinedProject = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
  reason: z.string(),
})
export type JoinedProject = z.infer<typeof JoinedProject>

export const listProjectSources = endpoint({
  name: 'registry.project-sources',
  method: 'GET',
  path: '/projects/:code/sources',
  reach: 'district',
  may: deskRoles,
  params: ProjectParams,
  reply: z.object({ rows: z.array(SourceRecord), joined: z.array(JoinedProject) }),
})

export const JoinProjects = z.object({
  /** The one that stays. */
  into: z.string().max(64),
  reason: Reason,
})
export type JoinProjects = z.infer<typeof JoinProjects>

/** The project of the address is found to be another one, and given up. */
export const joinProjects = endpoint({
  name: 'registry.join-projects',
  method: 'POST',
  path: '/projects/:code/join',
  reach: 'district',
  may: ['coordination-office'],
  params: ProjectParams,
  body: JoinProjects,
  reply: Project,
})

export const PartProjects = z.object({ projectId: z.uuid(), reason: Reason })
export type PartProjects = z.infer<typeof PartProjects>

/** A joining of projects is undone: the one given up stands again with what came with it. */
export const partProjects = endpoint({
  name: 'registry.part-projects',
  method: 'POST',
  path: '/projects/:code/part',
  reach: 'district',
  may: ['coordination-office'],
  params: ProjectParams,
  body: PartProjects,
  reply: Project,
})

/** Said when a project is given up for another. Whoever has lines of it hears it within the transaction and refuses. */
export const projectGivenUp = topic(
  'registry.project-given-up',
  z.object({ projectId: z.uuid(), code: z.string(), into: z.uuid() }),
  (body) => body.projectId,
)

/**
 * Said when which sources name projects may be another way, beside what `project-changed` says of the same
 * transaction: also of projects that are gone, and with none where a list only has to be looked at.
 */
export const sourcesChanged = topic(
  'registry.sources-changed',
  z.object({ because: z.uuid(), projectIds: z.array(z.uuid()) }),
  (body) => body.because,
)
