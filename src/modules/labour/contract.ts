import { z } from 'zod'
import { topic } from '../../kernel/announcement.ts'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import type { Stage } from '../../kernel/stage.ts'
import { Fen } from '../../kernel/money.ts'
import { Masked } from '../../kernel/masked.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { deskRoles } from '../../kernel/role.ts'

export const RateUnit = z.enum(['day', 'hour', 'month'])
export type RateUnit = z.infer<typeof RateUnit>

/** A worker on a project, as a list shows him. */
export const EngagementRow = z.object({
  workerId: z.uuid(),
  name: Masked,
  idNumber: Masked.nullable(),
  /** Code of why the ID number cannot be right: barred from payment. */
  idFinding: z.string().nullable(),
  firm: z.string().nullable(),
  team: z.string().nullable(),
  trade: z.string().nullable(),
  teamLeader: z.boolean(),
  onRoster: z.boolean(),
  enteredOn: PlainDate.nullable(),
  leftOn: PlainDate.nullable(),
})
export type EngagementRow = z.infer<typeof EngagementRow>

export const WorkerEngagement = EngagementRow.omit({
  workerId: true,
  name: true,
  idNumber: true,
  idFinding: true,
}).extend({
  projectCode: z.string(),
  projectName: z.string(),
  card: Masked.nullable(),
  phone: Masked.nullable(),
  rateUnit: RateUnit.nullable(),
  rateFen: Fen.nullable(),
})
export type WorkerEngagement = z.infer<typeof WorkerEngagement>

export const Worker = z.object({
  workerId: z.uuid(),
  name: Masked,
  idNumber: Masked.nullable(),
  idFinding: z.string().nullable(),
  /** The worker whom he was found to be; null: he is himself. */
  mergedInto: z.uuid().nullable(),
  engagements: z.array(WorkerEngagement),
})
export type Worker = z.infer<typeof Worker>

export const listProjectWorkers = endpoint({
  name: 'labour.project-workers',
  method: 'GET',
  path: '/projects/:code/workers',
  reach: 'district',
  may: deskRoles,
  params: z.object({ code: z.string() }),
  query: PageQuery.extend({
    search: z.string().max(40).optional(),
    onSite: z.stringbool().optional(),
  }),
  reply: pageOf(EngagementRow).extend({ total: z.int() }),
})

export const viewWorker = endpoint({
  name: 'labour.worker',
  method: 'GET',
  path: '/workers/:workerId',
  reach: 'district',
  may: deskRoles,
  params: z.object({ workerId: z.uuid() }),
  reply: Worker,
})

/** Workers who were known without a number have one now that cannot be right, or says that they are or were young. */
export const workersDoubted = topic(
  'labour.workers-doubted',
  z.object({ workerIds: z.array(z.uuid()) }),
  () => 'workers',
)

/** An import's rosters, entries, exits or contracts stand, or were taken back. */
export const rosterRecorded = topic(
  'labour.roster-recorded',
  z.object({ importId: z.uuid() }),
  (body) => body.importId,
)

/** An import's attendance stands, or was taken back. */
export const attendanceRecorded = topic(
  'labour.attendance-recorded',
  z.object({ importId: z.uuid(), lines: z.int() }),
  (body) => body.importId,
)

/** Worker-months by attendance machines changed: by an import of a log, one taken back, or numbers that were tied. */
export const deviceAttendanceChanged = topic(
  'labour.device-attendance-changed',
  z.object({
    /** What `device_attendance_face.changed_by` holds of them. */
    changeId: z.uuid(),
    lines: z.int(),
  }),
  (body) => body.changeId,
)

/**
 * Who a file's lines speak of, each distinct person-and-place once: lines carry only `person_no`. Personal numbers come
 * sealed, with their blind index. Ids are candidates, taken only where nothing known matches.
 */
export const personStage: Stage = {
  table: 'stage_person',
  columns: {
    person_no: 'integer',
    project_code: 'text',
    name: 'text',
    worker_id: 'uuid',
    id_index: 'bytea',
    id_sealed: 'bytea',
    id_masked: 'text',
    id_value_id: 'uuid',
    id_finding: 'text',
    card_index: 'bytea',
    card_sealed: 'bytea',
    card_masked: 'text',
    card_value_id: 'uuid',
    phone_index: 'bytea',
    phone_sealed: 'bytea',
    phone_masked: 'text',
    phone_value_id: 'uuid',
    credit_code: 'text',
    credit_code_finding: 'text',
    firm: 'text',
    team: 'text',
    team_id: 'uuid',
    trade: 'text',
    team_leader: 'boolean',
    sixteen_on: 'date',
  },
}

export const teamStage: Stage = {
  table: 'stage_team',
  columns: {
    sheet: 'smallint',
    row: 'integer',
    project_code: 'text',
    credit_code: 'text',
    credit_code_finding: 'text',
    firm: 'text',
    team: 'text',
    team_id: 'uuid',
    leader_name: 'text',
    entered_on: 'date',
    left_on: 'date',
  },
}

export const rosterStage: Stage = {
  table: 'stage_roster',
  columns: { sheet: 'smallint', row: 'integer', person_no: 'integer', entered_on: 'date' },
}

export const entryExitStage: Stage = {
  table: 'stage_entry_exit',
  columns: {
    sheet: 'smallint',
    row: 'integer',
    person_no: 'integer',
    kind: 'text',
    happened_on: 'date',
  },
}

export const contractStage: Stage = {
  table: 'stage_contract',
  columns: {
    sheet: 'smallint',
    row: 'integer',
    person_no: 'integer',
    term: 'text',
    valid_from: 'date',
    valid_to: 'date',
    rate_unit: 'text',
    rate_fen: 'bigint',
  },
}

/** `present` is 31 signs of 0 and 1; `minutes_total` is ordinary time and overtime together; `minutes` and `overtime_minutes` 31 numbers; null where only totals are stated. */
export const attendanceStage: Stage = {
  table: 'stage_attendance',
  columns: {
    sheet: 'smallint',
    row: 'integer',
    person_no: 'integer',
    month: 'text',
    present: 'bit(31)',
    minutes: 'smallint[]',
    overtime_minutes: 'smallint[]',
    days_present: 'smallint',
    minutes_total: 'integer',
    workdays_hundredths: 'integer',
  },
}

/** A machine's user in a month; `punches` as `rules/packed-punch.ts` packs them. */
export const deviceMonthStage: Stage = {
  table: 'stage_device_month',
  columns: {
    sheet: 'smallint',
    row: 'integer',
    project_code: 'text',
    device: 'text',
    user_no: 'text',
    user_name: 'text',
    month: 'text',
    punches: 'integer[]',
  },
}

/** A worker as a number of a machine may be his. */
const NumberOwner = z.object({
  workerId: z.uuid(),
  name: Masked,
  idNumber: Masked.nullable(),
  team: z.string().nullable(),
})

/** Whose number it is, and who said so. */
export const DeviceOwner = NumberOwner.extend({
  by: z.string(),
  at: z.iso.datetime(),
  /** The log has another name for the number than when it was tied: it counts for nobody until that is settled. */
  isOther: z.boolean(),
})
export type DeviceOwner = z.infer<typeof DeviceOwner>

/** Who a number may be: of the same name, tied to it at another machine, or at that place of the roster. */
export const OwnerSuggestion = NumberOwner.extend({
  why: z.enum(['name', 'other-device', 'roster-place']),
})
export type OwnerSuggestion = z.infer<typeof OwnerSuggestion>
