import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { randomUUID } from 'node:crypto'
import { type AnyEndpoint, addressOf } from '../../src/kernel/endpoint.ts'
import { fixturePassword } from '../../src/modules/people/fixtures.ts'

/** What a call is made of; `bytes` is a body that comes as it is. */
export interface CallOf {
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, string | number>>
  readonly body?: unknown
  readonly bytes?: Uint8Array
  /** Left out: a new one for each write; null: none is sent. */
  readonly key?: string | null
}

/** Somebody at a browser of their own, signed in or not. */
export interface Caller {
  readonly name: string
  readonly cookies: Record<string, string>
  call(endpoint: AnyEndpoint, district: string, of?: CallOf): Promise<LightMyRequestResponse>
}

let addresses = 0

/** Each from an address of its own, so that the limit on signing in, which is an address's, is never in the way. */
function nextAddress(): string {
  addresses += 1
  return `10.0.${addresses >> 8}.${addresses & 255}`
}

/** Signs in through the endpoint itself. */
export async function signedIn(
  app: FastifyInstance,
  name: string,
  password = fixturePassword,
): Promise<Caller> {
  const reply = await app.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: nextAddress(),
    payload: { name, password },
  })
  const cookie = reply.cookies.find((one) => one.name === 'huxin_session')
  if (cookie === undefined) throw new Error(`${name} was not signed in: ${reply.body}`)
  return callerOf(app, name, { huxin_session: cookie.value })
}

export function signedOut(app: FastifyInstance): Caller {
  return callerOf(app, 'signed out', {})
}

function callerOf(app: FastifyInstance, name: string, cookies: Record<string, string>): Caller {
  const remoteAddress = nextAddress()
  return {
    name,
    cookies,
    call: (endpoint, district, of = {}) => {
      const { params = {}, query = {}, body, bytes } = of
      const key = of.key === undefined ? randomUUID() : of.key
      const isWrite = endpoint.method !== 'GET'
      const headers = {
        ...(isWrite && key !== null ? { 'idempotency-key': key } : {}),
        ...(bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }),
      }
      const payload = bytes === undefined ? jsonOf(body) : Buffer.from(bytes)
      return app.inject({
        method: endpoint.method,
        url: addressOf(endpoint, district, { params, query }),
        remoteAddress,
        cookies,
        headers,
        ...(payload === undefined ? {} : { payload }),
      })
    },
  }
}

function jsonOf(body: unknown): object | undefined {
  if (body === undefined) return undefined
  if (typeof body === 'object' && body !== null) return body
  throw new TypeError('A body is an object.')
}
