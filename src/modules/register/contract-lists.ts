import { z } from 'zod'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { figure } from '../../kernel/figure.ts'
import { Fen } from '../../kernel/money.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { OwnerKind } from '../registry/contract.ts'
import { RiskClass } from './contract.ts'
import { entryRoles } from './rules/entry.ts'
import { figures } from './rules/form.ts'

/** Something that was done about what was found, and by whom. */
export const StepTaken = z.object({
  on: PlainDate,
  message: z.string(),
  actorName: z.string(),
  organisation: z.string(),
})
export type StepTaken = z.infer<typeof StepTaken>

/** A project of a government or state-owned owner of which something was found. */
export const ZeroToleranceRow = z.object({
  projectCode: z.string(),
  projectName: z.string(),
  town: z.string().nullable(),
  ownerKind: OwnerKind,
  class: RiskClass,
  foundOn: PlainDate,
  /** What was found, by the title of its rule; each once. */
  found: z.array(z.string()),
  people: z.int(),
  overdueFen: Fen,
  openMatters: z.int(),
  matters: z.int(),
  isDone: z.boolean(),
  entryId: z.uuid().nullable(),
  /** The last things that were done, the newest first. */
  steps: z.array(StepTaken),
})
export type ZeroToleranceRow = z.infer<typeof ZeroToleranceRow>

export const ZeroToleranceFilter = z.object({
  state: z.enum(['open', 'done', 'all']).default('all'),
  owner: z.enum(['government', 'soe']).optional(),
  /** `nothing`: found, and nobody has done anything yet. */
  only: z.enum(['nothing']).optional(),
})
export type ZeroToleranceFilter = z.infer<typeof ZeroToleranceFilter>

export const listZeroTolerance = endpoint({
  name: 'register.zero-tolerance',
  method: 'GET',
  path: '/register/zero-tolerance',
  reach: 'district',
  may: entryRoles.see,
  query: PageQuery.extend(ZeroToleranceFilter.shape),
  reply: pageOf(ZeroToleranceRow).extend({
    counts: z.object({
      found: z.int(),
      open: z.int(),
      nothing: z.int(),
      /** Projects of which nobody has said whose money it is: they cannot be judged. */
      unknownOwner: z.int(),
    }),
  }),
})

/** A firm with several projects that owe. */
export const FirmRow = z.object({
  enterpriseId: z.uuid(),
  name: z.string(),
  creditCode: z.string().nullable(),
  projects: z.array(z.object({ code: z.string(), name: z.string(), overdueFen: Fen })),
  count: z.int(),
  people: z.int(),
  overdueFen: Fen,
  worst: RiskClass,
})
export type FirmRow = z.infer<typeof FirmRow>

export const listFirms = endpoint({
  name: 'register.firms',
  method: 'GET',
  path: '/register/firms',
  reach: 'district',
  may: entryRoles.see,
  query: PageQuery,
  reply: pageOf(FirmRow),
})

const Period = z.object({
  from: PlainDate,
  to: PlainDate,
  /** Projects put on the register, with people and sum as they stood then. */
  opened: figure(z.int()),
  people: figure(z.int()),
  overdueFen: figure(Fen),
  /** Those that came off, with people and sum of their opening. */
  signedOff: figure(z.int()),
  signedPeople: figure(z.int()),
  signedFen: figure(Fen),
})
export type Period = z.infer<typeof Period>

/** This year up to today beside last year's same days. */
export const viewComparison = endpoint({
  name: 'register.comparison',
  method: 'GET',
  path: '/register/comparison',
  reach: 'district',
  may: entryRoles.see,
  reply: z.object({ now: Period, before: Period }),
})

const FormCell = z.object({
  sheet: z.int().min(1),
  row: z.int().min(1),
  column: z.int().min(0),
  figure: z.enum(figures),
})

const FormSheet = z.object({
  no: z.int(),
  name: z.string(),
  rows: z.array(z.array(z.string())),
  merges: z.array(z.object({ top: z.int(), left: z.int(), bottom: z.int(), right: z.int() })),
})

export const FormRow = z.object({
  id: z.uuid(),
  name: z.string(),
  fileName: z.string(),
  taught: z.int(),
  used: z.int(),
  usedAt: z.iso.datetime().nullable(),
  createdByName: z.string(),
  createdAt: z.iso.datetime(),
  version: z.int(),
})
export type FormRow = z.infer<typeof FormRow>

export const Form = FormRow.extend({ sheets: z.array(FormSheet), cells: z.array(FormCell) })
export type Form = z.infer<typeof Form>

export const listForms = endpoint({
  name: 'register.forms',
  method: 'GET',
  path: '/register/forms',
  reach: 'district',
  may: entryRoles.form,
  reply: z.array(FormRow),
})

export const viewForm = endpoint({
  name: 'register.form',
  method: 'GET',
  path: '/register/forms/:id',
  reach: 'district',
  may: entryRoles.form,
  params: z.object({ id: z.uuid() }),
  reply: Form,
})

export const TeachForm = z.object({
  version: z.int(),
  name: z.string().trim().min(2).max(60),
  cells: z.array(FormCell).max(200),
})
export type TeachForm = z.infer<typeof TeachForm>

export const teachForm = endpoint({
  name: 'register.teach-form',
  method: 'POST',
  path: '/register/forms/:id',
  reach: 'district',
  may: entryRoles.form,
  params: z.object({ id: z.uuid() }),
  body: TeachForm,
  reply: Form,
})

export const retireForm = endpoint({
  name: 'register.retire-form',
  method: 'POST',
  path: '/register/forms/:id/retire',
  reach: 'district',
  may: entryRoles.form,
  params: z.object({ id: z.uuid() }),
  body: z.object({ version: z.int() }),
  reply: z.object({ retired: z.boolean() }),
})
