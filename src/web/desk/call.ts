import { z } from 'zod'
import { addressOf } from '../../kernel/endpoint.ts'
import { heardServerClock } from './clock.ts'
import type { CallInput, Endpoint } from '../../kernel/endpoint.ts'
import { Refusal } from '../../kernel/refusal.ts'

const RefusalReply = z.object({ refusal: Refusal, sentence: z.string() })

/**
 * `refused`: the server said no and why. `unreachable`: nobody answered, so a write may or may not
 * have happened; the same key asks again safely. `broken`: a bug, with the number to report.
 */
export type Failure = 'refused' | 'unreachable' | 'broken'

/** What a call may throw, and nothing else. `message` is the sentence to show. */
export class CallFailed extends Error {
  readonly failure: Failure
  readonly status: number
  readonly refusal: Refusal | null
  /** Number of the request in the server's log, where it gave one. */
  readonly requestNumber: string | null

  constructor(
    failure: Failure,
    sentence: string,
    reply?: { status: number; refusal?: Refusal; requestNumber?: string | null },
  ) {
    super(sentence)
    this.name = 'CallFailed'
    this.failure = failure
    this.status = reply?.status ?? 0
    this.refusal = reply?.refusal ?? null
    this.requestNumber = reply?.requestNumber ?? null
  }
}

/** Whether a part of the program that comes on demand did not come; browsers say it in words of their own. */
export function isPartMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    /dynamically imported module|module script failed|preload CSS/.test(error.message)
  )
}

/** One key an intention: made when the user decides, kept for every repeat of the same call. */
export function newIntention(): string {
  return crypto.randomUUID()
}

/** Calls an endpoint and gives its reply in the contract's types; throws `CallFailed`. */
export async function call<P, Q, B, R>(
  of: Endpoint<P, Q, B, R>,
  district: string,
  input: CallInput<P, Q, B> = {},
  signal?: AbortSignal,
): Promise<R> {
  const response = await answerTo(addressOf(of, district, input), requestOf(of, input, signal))
  const text = await wholly(response.text())
  const body = parseJson(text)
  if (!response.ok) throw failureOf(response, body)
  const reply = of.reply.safeParse(body)
  if (reply.success) return reply.data
  throw new CallFailed('broken', '服务器的答复与约定不符。', answer(response))
}

/** A file as the server named it. */
export interface CalledFile {
  readonly name: string
  readonly content: Blob
  /** How much of what was asked for it could not take. */
  readonly leftOut: number
}

/** Calls an endpoint that answers with a file; throws `CallFailed`, also where the file broke off on its way. */
export async function callForFile<P, Q, B>(
  of: Endpoint<P, Q, B, void>,
  district: string,
  input: CallInput<P, Q, B> = {},
): Promise<CalledFile> {
  const response = await answerTo(addressOf(of, district, input), requestOf(of, input))
  if (!response.ok) throw failureOf(response, parseJson(await wholly(response.text())))
  const content = await wholly(response.blob())
  const said = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')
  const leftOut = Number(response.headers.get('x-left-out') ?? 0)
  return { name: decodeURIComponent(said?.[1] ?? '导出'), content, leftOut }
}

function requestOf<P, Q, B, R>(
  of: Endpoint<P, Q, B, R>,
  input: CallInput<P, Q, B>,
  signal?: AbortSignal,
): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (of.method !== 'GET') headers['idempotency-key'] = input.idempotencyKey ?? newIntention()
  const request: RequestInit = { method: of.method, headers, credentials: 'same-origin' }
  if (input.body instanceof Uint8Array) {
    headers['content-type'] = 'application/octet-stream'
    request.body = new Blob([new Uint8Array(input.body)])
  } else if (input.body !== undefined) {
    headers['content-type'] = 'application/json'
    request.body = JSON.stringify(input.body)
  }
  if (signal) request.signal = signal
  return request
}

async function answerTo(address: string, request: RequestInit): Promise<Response> {
  const response = await fetch(address, request).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new CallFailed('unreachable', '连不上服务器，请检查网络后重试。')
  })
  heardServerClock(response.headers.get('date'))
  return response
}

function wholly<T>(body: Promise<T>): Promise<T> {
  return body.catch(() => {
    throw new CallFailed('unreachable', '服务器的答复没有收全，请重试。')
  })
}

function failureOf(response: Response, body: unknown): CallFailed {
  const told = RefusalReply.safeParse(body)
  if (told.success) {
    // A fault of the server's own comes as a refusal too, its number already in the sentence.
    const failure = response.status === 500 ? 'broken' : 'refused'
    return new CallFailed(failure, told.data.sentence, {
      ...answer(response),
      refusal: told.data.refusal,
    })
  }
  if (response.status === 401) {
    return new CallFailed('refused', '登录已过期，请重新登录。', answer(response))
  }
  if (response.status === 429) {
    return new CallFailed('refused', '操作太频繁，请稍后再试。', answer(response))
  }
  return new CallFailed('broken', '服务器出错，这一步没有完成。', answer(response))
}

function answer(response: Response): { status: number; requestNumber: string | null } {
  return { status: response.status, requestNumber: response.headers.get('x-request-id') }
}

/** Replies without a body (204) read as undefined; what is no JSON too, and fails its schema. */
function parseJson(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
