import { randomUUID } from 'node:crypto'
import { seedPassword, until } from './program.ts'

/** Somebody signed in at a server that runs as a process of its own; paths are below `/api/d/990101`. */
export interface Remote {
  /** The JSON of a reply that is 200; throws otherwise. */
  get(path: string): Promise<unknown>
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
    get: async (path) => {
      const got = await fetch(base + path, { headers: { cookie } })
      if (got.status !== 200) throw new Error(`${path}: ${got.status} ${await got.text()}`)
      return got.json()
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

interface BatchSeen {
  readonly state: string
  readonly files: readonly {
    readonly state: string
    readonly changed: { readonly added: number } | null
    readonly error: string | null
  }[]
}

export async function viewBatch(at: Remote, id: string): Promise<BatchSeen> {
  // The reply is the endpoint's own, checked by its schema before it was sent.
  return (await at.get(`/batches/${id}`)) as BatchSeen
}

export async function batchIs(at: Remote, id: string, state: string): Promise<BatchSeen> {
  await until(async () => (await viewBatch(at, id)).state === state)
  return viewBatch(at, id)
}

/** A batch with one file for a project, received and not read yet. */
export async function dropFile(at: Remote, project: string, text: string): Promise<string> {
  const opened = await at.send('POST', '/batches', { projectCode: project })
  const { id } = (await opened.json()) as { id: string }
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
