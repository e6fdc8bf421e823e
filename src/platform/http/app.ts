import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { createHash, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { DistrictCode } from '../../kernel/district.ts'
import type { AnyEndpoint } from '../../kernel/endpoint.ts'
import { type Refusal, Refused, statusOf } from '../../kernel/refusal.ts'
import type { Actor } from '../../kernel/role.ts'
import { type Words, sentence } from '../../kernel/words.ts'
import type { Context, Platform } from '../context.ts'
import { errorFacts } from '../log.ts'
import { Repeated } from '../once.ts'
import type { Scope } from '../scope.ts'
import { act } from '../act.ts'
import { systemContext } from '../system.ts'
import { serveDesk } from './desk.ts'
import { serveMetrics } from './metrics.ts'
import { openApiOf } from './open-api.ts'
import type { Http, Route, SentFile } from './route.ts'

export interface Authenticated {
  readonly actor: Actor
  readonly scope: Scope
}

/** Who a session is, in a district (or at home, where none is named); null where it is nobody. */
export type Authenticate = (
  session: string | undefined,
  district: string | null,
  now: Date,
) => Promise<Authenticated | null>

/** How far the program is: `ready` decides between 200 and 503. */
export interface Readiness {
  readonly ready: boolean
  readonly facts: Readonly<Record<string, unknown>>
}

export interface AppParts {
  readonly platform: Platform
  readonly authenticate: Authenticate
  readonly routes: readonly Route[]
  readonly words: Words
  readonly clock: () => Date
  readonly readiness: () => Promise<Readiness>
  /** Folder of the built desk; left out where only the endpoints are served. */
  readonly desk?: string
}

const sessionCookie = 'huxin_session'
const passingCookie = 'huxin_passing'
const passingSeconds = 600
const longestBody = 2 * 1024 * 1024

/** Calls a minute from one address of what needs no signing in: every one of them costs a hash of a password. */
const openCallsAMinute = 30

/** The HTTP server over the given routes, not yet listening. */
export async function openApp(parts: AppParts): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: longestBody,
    // A proxy on this machine says whether the browser came over TLS.
    trustProxy: 'loopback',
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    // An address that cannot be decoded never reaches a route.
    frameworkErrors: (error, request, reply) => void answerError(parts, error, request, reply),
    requestTimeout: 300_000,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  })
  await app.register(cookie)
  await app.register(helmet, { contentSecurityPolicy: false, hsts: false })
  await app.register(rateLimit, { global: false })
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) =>
    done(null, payload),
  )
  app.setErrorHandler((error, request, reply) => answerError(parts, error, request, reply))
  app.setNotFoundHandler((_request, reply) =>
    refuse(parts, reply, { code: 'platform.not-found', kind: 'not-found' }),
  )
  app.addHook('onResponse', (request, reply, done) => {
    parts.platform.log.info(
      {
        request: request.id,
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    )
    done()
  })
  app.get('/healthz', async () => ({ alive: true }))
  serveMetrics(app, async () => (await parts.readiness()).facts)
  app.get('/readyz', async (_request, reply) => {
    const { ready, facts } = await parts.readiness()
    return reply.code(ready ? 200 : 503).send({ ready, ...facts })
  })
  for (const one of parts.routes) mount(app, parts, one)
  serveOpenApi(app, parts)
  if (parts.desk !== undefined) await serveDesk(app, parts.desk)
  return app
}

/** The endpoints as a document, for whoever is signed in. */
function serveOpenApi(app: FastifyInstance, parts: AppParts): void {
  const endpoints = parts.routes.map(({ endpoint }) => endpoint)
  let told: string | null = null
  app.get('/api/openapi.json', async (request, reply) => {
    const known = await parts.authenticate(request.cookies[sessionCookie], null, parts.clock())
    if (known === null) throw new Refused({ code: 'platform.not-signed-in', kind: 'not-allowed' })
    told ??= JSON.stringify(openApiOf(endpoints))
    return reply.header('cache-control', 'no-store').type('application/json').send(told)
  })
}

function mount(app: FastifyInstance, parts: AppParts, route: Route): void {
  const { endpoint } = route
  const isOpenWrite = endpoint.reach === 'open' && endpoint.method !== 'GET'
  app.route({
    method: endpoint.method,
    url:
      endpoint.reach === 'district' ? `/api/d/:district${endpoint.path}` : `/api${endpoint.path}`,
    ...(isOpenWrite
      ? { config: { rateLimit: { max: openCallsAMinute, timeWindow: 60_000 } } }
      : {}),
    handler: async (request, reply) => {
      void reply.header('cache-control', 'no-store')
      const now = parts.clock()
      const ctx = await contextOf(parts, route, request, now)
      const input = {
        params: pathOf(endpoint, request),
        query: check(endpoint.query, request.query, 'query'),
        body: bodyOf(route, request),
      }
      const http = httpOf(request, reply)
      const work = route.handle(withOnce(ctx, route, request, input), input, http.http)
      const result = await work.catch((error: unknown) => {
        if (!(error instanceof Repeated)) throw error
        void reply.header('idempotent-repeat', 'true')
        return error.reply
      })
      const elsewhere = http.elsewhere()
      if (elsewhere !== undefined) return reply.redirect(elsewhere)
      const file = http.file()
      const answer: unknown = file ? sendFile(reply, file) : endpoint.reply.parse(result)
      return answer
    },
  })
}

async function contextOf(
  parts: AppParts,
  { endpoint }: Route,
  request: FastifyRequest,
  now: Date,
): Promise<Context> {
  const nowhere = systemContext(parts.platform, '000000', now)
  if (endpoint.reach === 'open') return { ...nowhere, requestId: request.id }
  const district = endpoint.reach === 'district' ? districtOf(request) : null
  const known = await parts.authenticate(request.cookies[sessionCookie], district, now)
  if (known === null) throw new Refused({ code: 'platform.not-signed-in', kind: 'not-allowed' })
  const ctx = {
    ...nowhere,
    ...known,
    district: district ?? known.scope.first,
    requestId: request.id,
  }
  if (endpoint.may && !endpoint.may.some((role) => known.actor.roles.includes(role))) {
    // Through the one door, which audits what is refused for lack of right.
    const address = request.url.split('?', 1)[0] ?? ''
    await act(ctx, 'endpoint.call', `${endpoint.method} ${address}`, () =>
      Promise.reject(new Refused({ code: 'platform.not-allowed', kind: 'not-allowed' })),
    )
  }
  return ctx
}

/** A write by somebody signed in names its key, so that sent twice it is done once. */
function withOnce(ctx: Context, { endpoint }: Route, request: FastifyRequest, input: unknown) {
  if (endpoint.method === 'GET' || endpoint.reach !== 'district') return ctx
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !/^[\w-]{8,128}$/.test(key)) {
    throw new Refused({ code: 'platform.key-missing', kind: 'invalid' })
  }
  const requestHash = createHash('sha256').update(JSON.stringify(input)).digest('base64url')
  return { ...ctx, once: { key, endpoint: endpoint.name, requestHash } }
}

function districtOf(request: FastifyRequest): string {
  const params = z.object({ district: DistrictCode }).safeParse(request.params)
  if (!params.success) throw new Refused({ code: 'platform.not-found', kind: 'not-found' })
  return params.data.district
}

/** What a path names; one that cannot name anything (an id that is none) is of no page, rather than a wrong input. */
function pathOf({ params }: AnyEndpoint, request: FastifyRequest): unknown {
  if (params === undefined) return undefined
  const checked = params.safeParse(request.params)
  if (checked.success && isText(checked.data)) return checked.data
  throw new Refused({ code: 'platform.no-such-address', kind: 'not-found' })
}

function check(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (schema === undefined) return undefined
  const checked = schema.safeParse(value)
  if (checked.success && isText(checked.data)) return checked.data
  const issue = checked.error?.issues[0]
  throw new Refused({
    code: 'platform.invalid',
    kind: 'invalid',
    field: issue?.path.map(String).join('.') || where,
  })
}

/** False where a text has signs that no database keeps: NUL, or half of a surrogate pair. */
function isText(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.values(value).every(isText)
}

/** Bytes are not looked at: the route reads them as they come, from `http.stream`. */
function bodyOf({ endpoint }: Route, request: FastifyRequest): unknown {
  if (!(request.body instanceof Readable)) return check(endpoint.body, request.body, 'body')
  check(endpoint.body, noBytes, 'body')
  return undefined
}

const noBytes = new Uint8Array()

function httpOf(request: FastifyRequest, reply: FastifyReply) {
  let file: SentFile | undefined
  let elsewhere: string | undefined
  const http: Http = {
    session: request.cookies[sessionCookie],
    setSession: (token) => {
      void reply.setCookie(sessionCookie, token, {
        httpOnly: true,
        sameSite: 'strict',
        path: '/',
        secure: request.protocol === 'https',
      })
    },
    clearSession: () => {
      void reply.clearCookie(sessionCookie, { path: '/' })
    },
    from: {
      address: request.ip,
      userAgent: (request.headers['user-agent'] ?? '').slice(0, 400),
    },
    passing: request.cookies[passingCookie],
    setPassing: (value) => {
      // Lax, for it comes back by a link from another site.
      const options = {
        httpOnly: true,
        sameSite: 'lax',
        path: '/api/',
        secure: request.protocol === 'https',
      } as const
      if (value === null) void reply.clearCookie(passingCookie, options)
      else void reply.setCookie(passingCookie, value, { ...options, maxAge: passingSeconds })
    },
    redirect: (address) => {
      elsewhere = address
    },
    get stream() {
      if (request.body instanceof Readable) return request.body
      throw new Refused({ code: 'platform.invalid', kind: 'invalid', field: 'body' })
    },
    sendFile: (sent) => {
      file = sent
    },
  }
  return { http, file: () => file, elsewhere: () => elsewhere }
}

function sendFile(reply: FastifyReply, file: SentFile) {
  const name = encodeURIComponent(file.name)
  if (file.leftOut !== undefined) void reply.header('x-left-out', file.leftOut)
  return reply
    .header('content-type', file.mediaType)
    .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
    .send(file.bytes instanceof Readable ? file.bytes : Buffer.from(file.bytes))
}

function answerError(
  parts: AppParts,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (error instanceof Refused) return refuse(parts, reply, error.refusal)
  const status = statusIn(error)
  if (status === 413) return refuse(parts, reply, { code: 'platform.too-much', kind: 'too-much' })
  if (status === 429) return refuse(parts, reply, { code: 'platform.too-often', kind: 'too-much' })
  if (status !== undefined && status < 500) {
    return refuse(parts, reply, { code: 'platform.invalid', kind: 'invalid' })
  }
  parts.platform.log.error({ request: request.id, ...errorFacts(error) }, 'fault')
  const fault = { code: 'platform.fault', values: { number: request.id.slice(0, 8) } }
  return reply.code(500).send({
    refusal: { ...fault, kind: 'busy' },
    sentence: sentence(parts.words, fault.code, fault.values),
  })
}

function statusIn(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined
  return typeof error.statusCode === 'number' ? error.statusCode : undefined
}

function refuse(parts: AppParts, reply: FastifyReply, refusal: Refusal) {
  const notSignedIn = refusal.code === 'platform.not-signed-in'
  if (refusal.kind === 'busy') void reply.header('retry-after', '2')
  const tooLarge = refusal.code === 'platform.too-much' || refusal.code.startsWith('files.')
  const status = refusal.kind === 'too-much' && tooLarge ? 413 : statusOf[refusal.kind]
  return reply
    .code(notSignedIn ? 401 : status)
    .send({ refusal, sentence: sentence(parts.words, refusal.code, refusal.values) })
}
