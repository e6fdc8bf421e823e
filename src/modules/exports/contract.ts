import { z } from 'zod'
import { YearMonth } from '../../kernel/day.ts'
import { type Endpoint, endpoint } from '../../kernel/endpoint.ts'
import { EntryFilter } from '../register/contract.ts'
import { Form } from '../register/contract-lists.ts'
import { entryRoles } from '../register/rules/entry.ts'
import { templateNos } from './rules/platform-templates.ts'

/** One of the platform's seven templates, filled with a project's data and its workers' whole numbers. */
export const fillTemplate = endpoint({
  name: 'exports.fill-template',
  method: 'POST',
  path: '/projects/:code/templates/:no',
  reach: 'district',
  may: ['coordination-office'],
  params: z.object({ code: z.string(), no: z.enum(templateNos) }),
  body: z.object({
    /** The month of templates 06 and 07. */
    month: YearMonth,
    /** Why whole numbers are needed: it goes into the audit as it is typed. */
    reason: z.string().trim().max(200),
  }),
  reply: z.void(),
})

/**
 * A list that stands within a reply beside others, as a list of its own to be exported: same rights, same filter, and
 * `/labour-cost` behind the address for the field `labourCost`.
 */
export function listIn<P, Q, R>(
  of: Endpoint<P, Q, undefined, R>,
  field: Extract<keyof R, string>,
): Endpoint<P, Q, undefined, R> {
  const name = field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return { ...of, name: `${of.name}.${name}`, path: `${of.path}/${name}` }
}

/** A superior's blank .xlsx as the body: read in the reader process, and kept as a form to be taught. */
export const uploadForm = endpoint({
  name: 'exports.upload-form',
  method: 'POST',
  path: '/register/forms',
  reach: 'district',
  may: entryRoles.form,
  query: z.object({ name: z.string().min(1).max(200) }),
  body: z.instanceof(Uint8Array),
  reply: Form,
})

/** The superior's own workbook, filled with what the register shows under a filter. */
export const fillForm = endpoint({
  name: 'exports.fill-form',
  method: 'POST',
  path: '/register/forms/:id/fill',
  reach: 'district',
  may: entryRoles.form,
  params: z.object({ id: z.uuid() }),
  body: EntryFilter,
  reply: z.void(),
})
