import { z } from 'zod'
import { topic } from '../../kernel/announcement.ts'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Fen } from '../../kernel/money.ts'
import type { Stage } from '../../kernel/stage.ts'
import { InviteToProject } from '../people/contract-invitations.ts'
import { industries } from './rules/industry.ts'
import { ownerKinds } from './rules/owner-kind.ts'
import { participantRoles } from './rules/participant-role.ts'
import { projectSources } from './rules/project-source.ts'
import { projectStates } from './rules/project-state.ts'
import { deskRoles } from '../../kernel/role.ts'

export const OwnerKind = z.enum(ownerKinds)
export type OwnerKind = z.infer<typeof OwnerKind>

export const Industry = z.enum(industries)
export type Industry = z.infer<typeof Industry>

export const ProjectSource = z.enum(projectSources)
export type ProjectSource = z.infer<typeof ProjectSource>

export const ProjectState = z.enum(projectStates)
export type ProjectState = z.infer<typeof ProjectState>

export const ParticipantRole = z.enum(participantRoles)
export type ParticipantRole = z.infer<typeof ParticipantRole>

export const NewParticipant = z.object({
  role: ParticipantRole,
  name: z.string().min(1).max(200),
  creditCode: z.string().max(40).nullable(),
})
export type NewParticipant = z.infer<typeof NewParticipant>

/** What an officer says of a project; `code` left out: the platform or permit number, else `P` and six digits. */
export const NewProject = z.object({
  code: z.string().max(60).nullable(),
  name: z.string().min(1).max(200),
  town: z.string().nullable(),
  ownerKind: OwnerKind,
  /** Left out: of a new project nobody has said it, of a known one it stays as it is. */
  industry: Industry.optional(),
  state: ProjectState,
  permitNumber: z.string().max(60).nullable(),
  platformNumber: z.string().max(60).nullable(),
  /** Day of the following month on which wages are paid; null: the parameter pay-date-default. */
  payDay: z.int().min(1).max(31).nullable(),
  begunOn: PlainDate.nullable(),
  /** Left out: as it stands. The day of the permit; the planned or real day of completion. */
  permitOn: PlainDate.nullable().optional(),
  finishOn: PlainDate.nullable().optional(),
  participants: z.array(NewParticipant).max(50),
})
export type NewProject = z.infer<typeof NewProject>

export const Participant = z.object({
  role: ParticipantRole,
  name: z.string(),
  creditCode: z.string().nullable(),
  creditCodeFinding: z.string().nullable(),
})
export type Participant = z.infer<typeof Participant>

export const Project = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  town: z.string().nullable(),
  ownerKind: OwnerKind,
  industry: Industry,
  state: ProjectState,
  permitNumber: z.string().nullable(),
  platformNumber: z.string().nullable(),
  payDay: z.int().nullable(),
  begunOn: PlainDate.nullable(),
  /** As a list of projects states them. */
  place: z.string().nullable(),
  contractSumFen: Fen.nullable(),
  finishOn: PlainDate.nullable(),
  permitOn: PlainDate.nullable(),
  version: z.int(),
  participants: z.array(Participant),
})
export type Project = z.infer<typeof Project>

/** Changed by hand; `version` is the one that was seen. */
export const EditProject = NewProject.omit({ code: true, participants: true }).extend({
  version: z.int(),
})
export type EditProject = z.infer<typeof EditProject>

export const ProjectName = z.object({
  code: z.string(),
  name: z.string(),
  town: z.string().nullable(),
})
export type ProjectName = z.infer<typeof ProjectName>

const ProjectParams = z.object({ code: z.string() })

export const createProject = endpoint({
  name: 'registry.create-project',
  method: 'POST',
  path: '/projects',
  reach: 'district',
  may: ['coordination-office'],
  body: NewProject,
  reply: Project,
})

export const editProject = endpoint({
  name: 'registry.edit-project',
  method: 'PUT',
  path: '/projects/:code',
  reach: 'district',
  may: ['coordination-office'],
  params: ProjectParams,
  body: EditProject,
  reply: Project,
})

/** For the search box: by Chinese name or code, the best twenty. */
export const searchProjects = endpoint({
  name: 'registry.search-projects',
  method: 'GET',
  path: '/project-names',
  reach: 'district',
  may: deskRoles,
  query: z.object({ search: z.string().max(100) }),
  reply: z.array(ProjectName),
})

/** The post of labour officer on this project, offered to somebody of its firm. */
export const inviteToProject = endpoint({
  name: 'registry.invite-to-project',
  method: 'POST',
  path: '/projects/:code/invitations',
  reach: 'district',
  may: ['coordination-office'],
  params: ProjectParams,
  body: InviteToProject,
  reply: z.object({ id: z.uuid() }),
})

/** Said when a project came or changed in what others compute with (its pay day). */
export const projectChanged = topic(
  'registry.project-changed',
  z.object({
    projectId: z.uuid(),
    /** Columns that changed; left out: any may have. */
    fields: z.array(z.string()).optional(),
  }),
  (body) => body.projectId,
)

/** Lines of a participants' list on their way in; ids are candidates, taken only where nobody has that firm yet. */
export const participantStage: Stage = {
  table: 'stage_participant',
  columns: {
    sheet: 'smallint',
    row: 'integer',
    project_code: 'text',
    role: 'text',
    name: 'text',
    name_key: 'text',
    credit_code: 'text',
    credit_code_finding: 'text',
    enterprise_id: 'uuid',
    entered_on: 'date',
    left_on: 'date',
    manager_name: 'text',
  },
}

/** Projects of a list on their way in; `enterprise` ids are candidates, as those of participants. */
export const projectStage: Stage = {
  table: 'stage_project',
  columns: {
    sheet: 'smallint',
    row: 'integer',
    source: 'text',
    said_on: 'date',
    number: 'text',
    name: 'text',
    permit_number: 'text',
    place: 'text',
    town: 'text',
    industry: 'text',
    owner_firm: 'text',
    owner_credit_code: 'text',
    owner_kind: 'text',
    contractor_firm: 'text',
    contractor_credit_code: 'text',
    contract_sum_fen: 'bigint',
    begun_on: 'date',
    finish_on: 'date',
    state: 'text',
  },
}
