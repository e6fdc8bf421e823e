import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'
import { unmaskedValues, unmaskingReasons } from './rules/unmasking.ts'

export const Unmask = z.object({
  what: z.enum(unmaskedValues),
  why: z.enum(unmaskingReasons),
  /** Code of the engagement's project, for card and phone. */
  project: z.string().max(60).nullable(),
})
export type Unmask = z.infer<typeof Unmask>

/** One whole value of one worker, for a reason; it is shown once, and who looked for what is in the audit. */
export const unmaskWorker = endpoint({
  name: 'labour.unmask',
  method: 'POST',
  path: '/workers/:workerId/unmask',
  reach: 'district',
  may: ['coordination-office'],
  params: z.object({ workerId: z.uuid() }),
  body: Unmask,
  reply: z.object({ value: z.string() }),
})
