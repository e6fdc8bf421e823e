import type { z } from 'zod'

/** A kind of fact that one module says and later ones hear. */
export interface Topic<B> {
  readonly name: string
  readonly body: z.ZodType<B>
  /** What must be heard in order: announcements of one subject are. */
  readonly subject: (body: B) => string
}

export function topic<B>(name: string, body: z.ZodType<B>, subject: (body: B) => string): Topic<B> {
  return { name, body, subject }
}
