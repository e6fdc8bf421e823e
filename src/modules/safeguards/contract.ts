import { z } from 'zod'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { figure } from '../../kernel/figure.ts'
import { Mark } from '../../kernel/level.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { deskRoles } from '../../kernel/role.ts'
import { Industry, OwnerKind, ParticipantRole, ProjectState } from '../registry/contract.ts'
import { duties } from './rules/liability.ts'
import { safeguards, safeguardStates } from './rules/safeguard.ts'

export const Safeguard = z.enum(safeguards)
export type Safeguard = z.infer<typeof Safeguard>

export const SafeguardState = z.enum(safeguardStates)
export type SafeguardState = z.infer<typeof SafeguardState>

/** Who enters what was seen: whoever supervises. A firm hands in, and what it handed in is confirmed. */
export const enterers = ['coordination-office', 'department', 'town'] as const
/** Who uploads papers: whoever enters what was seen, and firms that hand in. */
export const uploaders = [...enterers, 'labour-officer'] as const
/** Who says that something is not required. */
export const deciders = ['coordination-office', 'department'] as const

export const Article = z.object({ text: z.string(), mark: Mark })

/** Something odd that keeps nothing from counting, as a whole sentence; `opens`: the desk path of the other side. */
export const Finding = z.object({
  code: z.string(),
  message: z.string(),
  opens: z.string().nullable(),
})
export type Finding = z.infer<typeof Finding>

export const Paper = z.object({
  id: z.uuid(),
  name: z.string(),
  media: z.enum(['pdf', 'jpeg', 'png', 'xlsx']),
  bytes: z.int(),
})
export type Paper = z.infer<typeof Paper>

/** What somebody has seen of a safeguard. */
export const SeenEvidence = z.object({
  id: z.uuid(),
  holds: z.boolean(),
  saidOn: PlainDate,
  validTo: PlainDate.nullable(),
  words: z.string(),
  origin: z.enum(['by-hand', 'screening', 'handed-in']),
  paper: Paper.nullable(),
  by: z.string(),
  organisation: z.string(),
  at: z.iso.datetime(),
})
export type SeenEvidence = z.infer<typeof SeenEvidence>

/** A safeguard on a project, with all that says so. */
export const ProjectSafeguard = z.object({
  safeguard: Safeguard,
  state: SafeguardState,
  required: z.enum(['yes', 'no', 'unknown']),
  /** Why it is required, or not, or not known to be. */
  because: z.string(),
  article: Article,
  /** What nobody has stated and the answer hangs on, by name. */
  missing: z.array(z.string()),
  due: z.object({
    /** The last day by which it had to stand; null: it cannot be told, and `missing` says why. */
    on: PlainDate.nullable(),
    provisional: z.boolean(),
    rule: z.string(),
    article: Article,
    missing: z.array(z.string()),
  }),
  /** What our own facts say, in sentences. */
  facts: z.array(z.string()),
  /** The newest first, at most 20. */
  evidence: z.array(SeenEvidence),
  /** An officer's word that it is not required. */
  decision: z.object({ reason: z.string(), by: z.string(), on: PlainDate }).nullable(),
})
export type ProjectSafeguard = z.infer<typeof ProjectSafeguard>

export const ProjectSafeguards = z.object({
  on: PlainDate,
  safeguards: z.array(ProjectSafeguard),
  /** Of the six systems: how many stand of those that have to; null where none has to. */
  met: z.int(),
  scope: z.int(),
  /** What of the project's own facts cannot all be right. */
  findings: z.array(Finding),
})
export type ProjectSafeguards = z.infer<typeof ProjectSafeguards>

const ofProject = z.object({ code: z.string() })
const ofSafeguard = z.object({ code: z.string(), safeguard: Safeguard })

export const viewSafeguards = endpoint({
  name: 'safeguards.project',
  method: 'GET',
  path: '/projects/:code/safeguards',
  reach: 'district',
  may: deskRoles,
  params: ofProject,
  reply: ProjectSafeguards,
})

export const NewEvidence = z.object({
  /** False: it was looked for and was not there. */
  holds: z.boolean(),
  saidOn: PlainDate,
  /** Of a letter or a post: its last day. */
  validTo: PlainDate.nullable(),
  words: z.string().trim().min(2).max(500),
  /** Uploaded to this project before. */
  paperId: z.uuid().nullable(),
})
export type NewEvidence = z.infer<typeof NewEvidence>

export const addEvidence = endpoint({
  name: 'safeguards.add-evidence',
  method: 'POST',
  path: '/projects/:code/safeguards/:safeguard/evidence',
  reach: 'district',
  may: enterers,
  params: ofSafeguard,
  body: NewEvidence,
  reply: ProjectSafeguards,
})

const why = z.string().trim().min(2).max(500)

export const withdrawEvidence = endpoint({
  name: 'safeguards.withdraw-evidence',
  method: 'POST',
  path: '/projects/:code/evidence/:evidenceId/withdraw',
  reach: 'district',
  may: enterers,
  params: z.object({ code: z.string(), evidenceId: z.uuid() }),
  body: z.object({ why }),
  reply: ProjectSafeguards,
})

/** `not-required`: the officer says so; `by-rule`: he takes that back. */
export const decideRequired = endpoint({
  name: 'safeguards.decide',
  method: 'POST',
  path: '/projects/:code/safeguards/:safeguard/decision',
  reach: 'district',
  may: deciders,
  params: ofSafeguard,
  body: z.object({ decision: z.enum(['not-required', 'by-rule']), why }),
  reply: ProjectSafeguards,
})

/** The file itself as the body; PDF, JPEG, PNG or xlsx. */
export const uploadPaper = endpoint({
  name: 'safeguards.upload-paper',
  method: 'POST',
  path: '/projects/:code/papers',
  reach: 'district',
  may: uploaders,
  params: ofProject,
  query: z.object({ name: z.string().min(1).max(200) }),
  body: z.instanceof(Uint8Array),
  reply: Paper,
})

export const downloadPaper = endpoint({
  name: 'safeguards.paper',
  method: 'GET',
  path: '/projects/:code/papers/:paperId',
  reach: 'district',
  may: deskRoles,
  params: z.object({ code: z.string(), paperId: z.uuid() }),
  reply: z.void(),
})

/** Who is answerable for a duty: unit and person by name where they are known, null: 未登记. */
export const LiabilityRow = z.object({
  duty: z.enum(duties),
  side: z.enum(['firm', 'authority']),
  /** `建设单位`, `住建主管部门`. */
  role: z.string(),
  units: z.array(z.object({ name: z.string(), person: z.string().nullable() })),
  article: Article,
})
export type LiabilityRow = z.infer<typeof LiabilityRow>

export const viewLiability = endpoint({
  name: 'safeguards.liability',
  method: 'GET',
  path: '/projects/:code/liability',
  reach: 'district',
  may: deskRoles,
  params: ofProject,
  reply: z.object({ rows: z.array(LiabilityRow) }),
})

/** A project in the list of what stands where: its state of each safeguard, in their order. */
export const SafeguardRow = z.object({
  code: z.string(),
  name: z.string(),
  town: z.string().nullable(),
  ownerKind: OwnerKind,
  industry: Industry,
  state: ProjectState,
  generalContractor: z.string().nullable(),
  states: z.array(
    z.object({ safeguard: Safeguard, state: SafeguardState, dueOn: PlainDate.nullable() }),
  ),
})
export type SafeguardRow = z.infer<typeof SafeguardRow>

export const SafeguardFilter = z.object({
  safeguard: Safeguard.optional(),
  /** Of the safeguard chosen, else of any; `lacking`: missing or expired. */
  stands: z.enum(['lacking', ...safeguardStates]).optional(),
  /** A town's code; `none`: not stated. */
  town: z.string().optional(),
  industry: Industry.optional(),
  ownerKind: OwnerKind.optional(),
  owners: z.enum(['government']).optional(),
  search: z.string().max(100).optional(),
})
export type SafeguardFilter = z.infer<typeof SafeguardFilter>

export const listSafeguards = endpoint({
  name: 'safeguards.list',
  method: 'GET',
  path: '/safeguards',
  reach: 'district',
  may: deskRoles,
  query: PageQuery.extend(SafeguardFilter.shape),
  reply: pageOf(SafeguardRow).extend({ total: z.int() }),
})

/** Per safeguard how many projects stand in which state, under the list's filter but its `safeguard` and `stands`. */
export const SafeguardFigure = z.object({
  safeguard: Safeguard,
  counts: z.object({
    met: figure(z.int()),
    missing: figure(z.int()),
    expired: figure(z.int()),
    'not-due': figure(z.int()),
    unknown: figure(z.int()),
    'not-required': figure(z.int()),
  }),
  /** Those that stand among those that have to, in percent; null where none has to. */
  metPercent: z.number().nullable(),
})
export type SafeguardFigure = z.infer<typeof SafeguardFigure>

export const viewSafeguardFigures = endpoint({
  name: 'safeguards.figures',
  method: 'GET',
  path: '/safeguard-figures',
  reach: 'district',
  may: deskRoles,
  query: SafeguardFilter,
  reply: z.object({ figures: z.array(SafeguardFigure) }),
})

export const PartyOfProject = z.object({
  enterpriseId: z.uuid(),
  name: z.string(),
  roles: z.array(ParticipantRole),
  creditCode: z.string().nullable(),
})
export type PartyOfProject = z.infer<typeof PartyOfProject>
