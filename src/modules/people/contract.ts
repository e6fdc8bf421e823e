import { z } from 'zod'
import { topic } from '../../kernel/announcement.ts'
import { DistrictCode } from '../../kernel/district.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Role } from '../../kernel/role.ts'

/** A post of the account that is signed in: in which district, as what, for which unit. */
export const Post = z.object({
  district: DistrictCode,
  role: Role,
  organisation: z.string(),
  town: z.string().nullable(),
  /** Industries of a department's post; `all`: every one. */
  industries: z.array(z.string()),
  /** Whose post it is, where the account only acts for it (授权). */
  actingFor: z.string().nullable(),
})
export type Post = z.infer<typeof Post>

export const Me = z.object({
  accountId: z.uuid(),
  name: z.string(),
  displayName: z.string(),
  posts: z.array(Post),
  /** Minutes without a request after which the session ends. */
  idleMinutes: z.int(),
  /** A post asks for a second factor and this session has none: nothing opens but setting it up. */
  isFactorMissing: z.boolean(),
})
export type Me = z.infer<typeof Me>

export const SignIn = z.object({
  name: z.string().min(1).max(64),
  password: z.string().min(1).max(256),
  /** A one-time or a recovery code, where the account has a second factor. */
  code: z.string().max(40).optional(),
})
export type SignIn = z.infer<typeof SignIn>

export const OrganisationKind = z.enum(['department', 'town', 'enterprise', 'bank'])
export type OrganisationKind = z.infer<typeof OrganisationKind>

/** What a new account is to be, in what post: given by whoever administers the installation. */
export const AddAccount = z.object({
  /** What is typed to sign in; case and width do not matter. */
  name: z.string().min(2).max(64),
  displayName: z.string().trim().min(1).max(60),
  password: z.string().max(256),
  homeDistrict: DistrictCode,
  post: z.object({
    district: DistrictCode,
    role: Role,
    organisation: z.string().trim().min(1).max(120),
    /** The town or street of a town's post, nine digits. */
    town: z.string().nullable(),
    /** The projects that a labour officer's post sees. */
    projectIds: z.array(z.uuid()).max(1_000),
    /** The industries whose projects a department's post sees; `all`: every one. */
    industries: z.array(z.string()).max(20),
  }),
})
export type AddAccount = z.infer<typeof AddAccount>

export const ChangePassword = z.object({
  current: z.string().min(1).max(256),
  next: z.string().min(1).max(256),
})
export type ChangePassword = z.infer<typeof ChangePassword>

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

/** Ends every session of the account, this one too: one signs in anew with the new password. */
export const changePassword = endpoint({
  name: 'people.change-password',
  method: 'PUT',
  path: '/password',
  reach: 'account',
  body: ChangePassword,
  reply: z.object({ changed: z.literal(true) }),
})

/** A post was given or ended: what hangs on who holds it follows. `projectIds`: of a labour officer. */
export const postsChanged = topic(
  'people.posts-changed',
  z.object({ postId: z.uuid(), role: Role, projectIds: z.array(z.string()) }),
  (body) => body.postId,
)
