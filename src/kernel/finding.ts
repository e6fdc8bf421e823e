import { z } from 'zod'

/**
 * How much a finding weighs. `note`: said only. `warning`: to be looked at. `barred`: the row is kept, but
 * nobody is paid by this value until it is put right. `lost`: the value itself is gone and the row waits.
 */
export const Severity = z.enum(['note', 'warning', 'barred', 'lost'])
export type Severity = z.infer<typeof Severity>

/** What a rule has to say about a value or a line; `code` has its sentence in its module's words. */
export const Finding = z.object({
  code: z.string().regex(/^[a-z]+\.[a-z0-9-]+$/),
  severity: Severity,
  /** The input field it is about, where one can be named. */
  field: z.string().optional(),
  /** What the sentence says besides its fixed words; never personal data. */
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Finding = z.infer<typeof Finding>

/** A value as it is to be stored (spaces and full-width signs gone), and what is wrong with it. */
export type Checked =
  | { readonly ok: true; readonly value: string }
  | {
      readonly ok: false
      readonly value: string
      readonly code: string
      readonly severity: Severity
    }
