import { z } from 'zod'
import { DistrictCode } from '../../kernel/district.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Role } from '../../kernel/role.ts'

/** A post of the account that is signed in: in which district, as what, for which unit. */
export const Post = z.object({
  district: DistrictCode,
  role: Role,
  organisation: z.string(),
  town: z.string().nullable(),
})
export type Post = z.infer<typeof Post>

export const Me = z.object({
  accountId: z.uuid(),
  name: z.string(),
  displayName: z.string(),
  posts: z.array(Post),
  /** Minutes without a request after which the session ends. */
  idleMinutes: z.int(),
})
export type Me = z.infer<typeof Me>

export const SignIn = z.object({
  name: z.string().min(1).max(64),
  password: z.string().min(1).max(256),
})
export type SignIn = z.infer<typeof SignIn>

export const signIn = endpoint({
  name: 'people.sign-in',
  method: 'POST',
  path: '/session',
  reach: 'open',
  body: SignIn,
  reply: Me,
})

export const viewMe = endpoint({
  name: 'people.me',
  method: 'GET',
  path: '/session',
  reach: 'account',
  reply: Me,
})

export const signOut = endpoint({
  name: 'people.sign-out',
  method: 'DELETE',
  path: '/session',
  reach: 'account',
  reply: z.object({ signedOut: z.literal(true) }),
})
