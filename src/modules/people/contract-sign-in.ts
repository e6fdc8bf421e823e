import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'
import { proofs } from './rules/second-factor.ts'

/** Where somebody is signed in, for the account's own eyes and the security administrator's. */
export const SessionRow = z.object({
  id: z.uuid(),
  /** Browser and system in a few words; empty where the browser told none. */
  client: z.string(),
  address: z.string(),
  proof: z.enum(proofs),
  beganAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  /** The one that asks. */
  isThis: z.boolean(),
})
export type SessionRow = z.infer<typeof SessionRow>

export const MySignIn = z.object({
  /** Running ones, the last seen first. */
  sessions: z.array(SessionRow),
  /** Since when a one-time code is asked for; null: none is set up. */
  factorSince: z.iso.datetime().nullable(),
  recoveryLeft: z.int(),
  /** Whether the account's posts must have one. */
  isFactorAsked: z.boolean(),
  /** Whether single sign-on is bound, and whether there is any. */
  outside: z.enum(['none', 'unbound', 'bound']),
})
export type MySignIn = z.infer<typeof MySignIn>

const Ended = z.object({ ended: z.int() })
const Code = z.object({ code: z.string().min(1).max(40) })
const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })

export const viewMySignIn = endpoint({
  name: 'people.my-sign-in',
  method: 'GET',
  path: '/sign-in',
  reach: 'account',
  reply: MySignIn,
})

export const endOwnSession = endpoint({
  name: 'people.end-session',
  method: 'POST',
  path: '/sign-in/sessions/:sessionId/end',
  reach: 'account',
  params: z.object({ sessionId: z.uuid() }),
  reply: Ended,
})

export const endOtherSessions = endpoint({
  name: 'people.end-other-sessions',
  method: 'POST',
  path: '/sign-in/end-others',
  reach: 'account',
  reply: Ended,
})

/** The secret as it is typed into an app, and as its QR code says it. Shown while it is set up, never again. */
export const BegunFactor = z.object({ secret: z.string(), address: z.string() })
export type BegunFactor = z.infer<typeof BegunFactor>

export const beginSecondFactor = endpoint({
  name: 'people.begin-second-factor',
  method: 'POST',
  path: '/second-factor',
  reach: 'account',
  reply: BegunFactor,
})

export const confirmSecondFactor = endpoint({
  name: 'people.confirm-second-factor',
  method: 'POST',
  path: '/second-factor/confirm',
  reach: 'account',
  body: Code,
  reply: RecoveryCodes,
})

export const renewRecoveryCodes = endpoint({
  name: 'people.renew-recovery-codes',
  method: 'POST',
  path: '/second-factor/recovery-codes',
  reach: 'account',
  body: Code,
  reply: RecoveryCodes,
})

export const endSecondFactor = endpoint({
  name: 'people.end-second-factor',
  method: 'POST',
  path: '/second-factor/end',
  reach: 'account',
  body: Code,
  reply: z.object({ ended: z.literal(true) }),
})

/** Whose sign-in the security administrator looks after. */
export const securers = ['security-administrator'] as const

export const SecuredAccount = MySignIn.pick({
  sessions: true,
  factorSince: true,
  recoveryLeft: true,
  isFactorAsked: true,
}).extend({
  id: z.uuid(),
  name: z.string(),
  displayName: z.string(),
  closedAt: z.iso.datetime().nullable(),
  /** Until when wrong passwords have locked the name. */
  lockedUntil: z.iso.datetime().nullable(),
})
export type SecuredAccount = z.infer<typeof SecuredAccount>

export const SecureAccount = z.object({ why: z.string().trim().min(2).max(200) })
export type SecureAccount = z.infer<typeof SecureAccount>

const ById = z.object({ accountId: z.uuid() })
const Done = z.object({ id: z.uuid() })

/** An account whose home is this district. */
export const viewAccount = endpoint({
  name: 'people.account',
  method: 'GET',
  path: '/accounts/:accountId',
  reach: 'district',
  may: securers,
  params: ById,
  reply: SecuredAccount,
})

export const unlockAccount = endpoint({
  name: 'people.unlock-account',
  method: 'POST',
  path: '/accounts/:accountId/unlock',
  reach: 'district',
  may: securers,
  params: ById,
  body: SecureAccount,
  reply: Done,
})

export const endAccountSessions = endpoint({
  name: 'people.end-account-sessions',
  method: 'POST',
  path: '/accounts/:accountId/end-sessions',
  reach: 'district',
  may: securers,
  params: ById,
  body: SecureAccount,
  reply: Done,
})

export const resetSecondFactor = endpoint({
  name: 'people.reset-second-factor',
  method: 'POST',
  path: '/accounts/:accountId/reset-second-factor',
  reach: 'district',
  may: securers,
  params: ById,
  body: SecureAccount,
  reply: Done,
})
