import type { Readable } from 'node:stream'
import type { AnyEndpoint, Endpoint } from '../../kernel/endpoint.ts'
import type { Context } from '../context.ts'

export interface RouteInput<P, Q, B> {
  readonly params: P
  readonly query: Q
  readonly body: B
}

/** What only a few routes need of HTTP itself. */
export interface Http {
  /** The session token of the request's cookie. */
  readonly session: string | undefined
  setSession(token: string): void
  clearSession(): void
  /** Where the request came from, as far as it told. */
  readonly from: { readonly address: string; readonly userAgent: string }
  /** What was handed to the browser to bring back from another site, for some minutes. */
  readonly passing: string | undefined
  setPassing(value: string | null): void
  /** Sends the browser to another address instead of answering. */
  redirect(address: string): void
  /** The body as it comes, where the endpoint takes bytes. */
  readonly stream: Readable
  /** Answers with a file instead of JSON; a stream is read as fast as the caller takes it. */
  sendFile(file: SentFile): void
}

export interface SentFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array | Readable
  /** How much of what was asked for the file could not take. */
  readonly leftOut?: number
}

export interface Route {
  readonly endpoint: AnyEndpoint
  readonly handle: (
    ctx: Context,
    // oxlint-disable-next-line typescript/no-explicit-any -- checked by the endpoint's own schemas before it is called
    input: RouteInput<any, any, any>,
    http: Http,
  ) => Promise<unknown>
}

/** Ties an endpoint to its verb or view. */
export function route<P, Q, B, R>(
  endpoint: Endpoint<P, Q, B, R>,
  handle: (ctx: Context, input: RouteInput<P, Q, B>, http: Http) => Promise<R>,
): Route {
  return { endpoint, handle }
}
