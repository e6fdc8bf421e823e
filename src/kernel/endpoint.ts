import type { z } from 'zod'
import type { Role } from './role.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/**
 * One endpoint, said once: mounted on the server, called by desk and tests, printed as a document.
 * `path` is below `/api/d/:district` where `reach` is `district`, below `/api` otherwise.
 */
export interface Endpoint<P, Q, B, R> {
  readonly name: string
  readonly method: Method
  readonly path: string
  /** `open`: nobody need be signed in; `account`: signed in; `district`: signed in and at home there. */
  readonly reach: 'open' | 'account' | 'district'
  /** Roles that may call it; left out where `reach` says enough. */
  readonly may?: readonly Role[]
  /** `public`: of the pages of whoever has no desk; left out: of the desk. */
  readonly face?: 'public'
  readonly params?: z.ZodType<P>
  readonly query?: z.ZodType<Q>
  readonly body?: z.ZodType<B>
  readonly reply: z.ZodType<R>
}

export function endpoint<P = undefined, Q = undefined, B = undefined, R = unknown>(
  description: Endpoint<P, Q, B, R>,
): Endpoint<P, Q, B, R> {
  return description
}

// oxlint-disable-next-line typescript/no-explicit-any -- an endpoint of whatever shape
export type AnyEndpoint = Endpoint<any, any, any, any>

export interface CallInput<P, Q, B> {
  params?: P
  query?: Partial<Q>
  body?: B
  /** Same key, same reply: made by the caller once per intention. */
  idempotencyKey?: string
}

/** The address of a call: path parameters filled in, the query appended, undefined values left out. */
export function addressOf<P, Q, B, R>(
  of: Endpoint<P, Q, B, R>,
  district: string,
  input: CallInput<P, Q, B>,
): string {
  const params: Record<string, unknown> = { ...input.params }
  const base = of.reach === 'district' ? `/api/d/${district}` : '/api'
  const path = of.path.replaceAll(/:([a-zA-Z]+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...input.query })) {
    // What a query holds is text, numbers and truth values.
    if (typeof value === 'string') query.set(name, value)
    else if (typeof value === 'number' || typeof value === 'boolean') query.set(name, `${value}`)
  }
  const search = query.toString()
  return base + path + (search ? `?${search}` : '')
}
