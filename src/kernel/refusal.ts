import { z } from 'zod'

/** Why a request is turned down; the kind alone decides the HTTP status. */
export const RefusalKind = z.enum([
  'not-found',
  'not-allowed',
  'wrong-state',
  'changed-meanwhile',
  'invalid',
  'too-much',
  'busy',
])
export type RefusalKind = z.infer<typeof RefusalKind>

/** An expected no. `code` is `module.reason` and has its sentence in that module's words. */
export const Refusal = z.object({
  code: z.string().regex(/^[a-z]+\.[a-z0-9-]+$/),
  kind: RefusalKind,
  /** The input field it is about, where one can be named. */
  field: z.string().optional(),
  /** What the sentence says besides its fixed words; never personal data. */
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Refusal = z.infer<typeof Refusal>

export const statusOf: Record<RefusalKind, number> = {
  'not-found': 404,
  'not-allowed': 403,
  'wrong-state': 409,
  'changed-meanwhile': 409,
  invalid: 422,
  // 413 where it is the body that is too large; see `http/app.ts`.
  'too-much': 429,
  busy: 503,
}

/** The only thing our code throws on purpose. */
export class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.name = 'Refused'
    this.refusal = refusal
  }
}

/** Goes on when there is nothing against it, throws `Refused` otherwise. */
export function must(refusal: Refusal | null): void {
  if (refusal !== null) throw new Refused(refusal)
}
