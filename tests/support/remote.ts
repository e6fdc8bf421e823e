import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { Batch } from '../../src/modules/exchange/contract.ts'
import { seedPassword, until } from './program.ts'

/** Somebody signed in at a server that runs as a process of its own; paths are below `/api/d/990101`. */
export interface Remote {
  /** What a reply of 200 says, in the shape it is to have; throws otherwise. */
  get<T>(path: string, shape: z.ZodType<T>): Promise<T>
  send(method: 'POST' | 'PUT', path: string, body?: object | Uint8Array): Promise<Response>
}

export async function remote(url: string, name = 'zhou', password = seedPassword): Promise<Remote> {
  const reply = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  })
  if (reply.status !== 200) throw new Error(`${name} was not signed in: ${await reply.text()}`)
  const cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? ''
  const base = `${url}/api/d/990101`
  return {
    get: async (path, shape) => {
      const got = await fetch(base + path, { headers: { cookie } })
      if (got.status !== 200) throw new Error(`${path}: ${got.status} ${await got.text()}`)
      return shape.parse(await got.json())
    },
    send: (method, path, body) => {
      const isBytes = body instanceof Uint8Array
      const type = isBytes ? 'application/octet-stream' : 'application/json'
      const headers = { cookie, 'idempotency-key': randomUUID() }
      return fetch(base + path, {
        method,
        headers: body === undefined ? headers : { ...headers, 'content-type': type },
        ...(body === undefined ? {} : { body: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
      })
    },
  }
}

export async function batchIs(at: Remote, id: string, state: string): Promise<Batch> {
  const view = () => at.get(`/batches/${id}`, Batch)
  await until(async () => (await view()).state === state)
  return view()
}

/** What a write's reply names what it made by. */
export async function idIn(reply: Response): Promise<string> {
  return z.object({ id: z.uuid() }).parse(await reply.json()).id
}

/** The status and sentence of a refusal. */
export async function refusalIn(reply: Response): Promise<string> {
  const { sentence } = z.object({ sentence: z.string() }).parse(await reply.json())
  return `${reply.status} ${sentence}`
}

const Totals = z.object({ rows: z.int(), workers: z.int(), dueFen: z.int() })

/** What the ledger holds in all. */
export function ledgerTotals(at: Remote): Promise<z.infer<typeof Totals>> {
  return at.get('/ledger-totals', Totals)
}

/** A batch with one file for a project, received and not read yet. */
export async function dropFile(at: Remote, project: string, text: string): Promise<string> {
  const id = await idIn(await at.send('POST', '/batches', { projectCode: project }))
  const name = encodeURIComponent('八月工资.csv')
  const sent = await at.send('POST', `/batches/${id}/files?name=${name}&no=1`, Buffer.from(text))
  if (sent.status !== 200) throw new Error(`The file was not received: ${await sent.text()}`)
  return id
}

/** The same, read and waiting to be committed. */
export async function droppedAndRead(at: Remote, project: string, text: string): Promise<string> {
  const id = await dropFile(at, project, text)
  await at.send('POST', `/batches/${id}/read`)
  await batchIs(at, id, 'understood')
  return id
}
