import { z } from 'zod'
import { Role } from './role.ts'

/**
 * A post as work and messages are addressed to it, never a person: whoever holds it today has them. `place` narrows it:
 * a town's nine digits, an industry, or a project's id for its labour officer; null for roles that are one in a district.
 */
export const Addressee = z.object({ role: Role, place: z.string().nullable() })
export type Addressee = z.infer<typeof Addressee>

/** What work or a message is about: which module's thing, and its id. */
export const About = z.object({ kind: z.string().max(40), id: z.string().max(80) })
export type About = z.infer<typeof About>
