import { z } from 'zod'
import {
  NewFoundProject,
  NewReport,
  PhoneRound,
} from '../../../modules/screening/contract-reports.ts'

/*
 * What a phone keeps of screening, in IndexedDB: rounds taken along, what is being typed, and what waits to be sent. Names and
 * places of projects, no workers.
 */

/** Bytes as the camera gave them; the server takes out what is not the picture. */
const KeptPhoto = z.object({ id: z.uuid(), bytes: z.instanceof(Uint8Array) })
export type KeptPhoto = z.infer<typeof KeptPhoto>

/** `waiting`: kept on the phone; `sent`: the server has it; `refused`: it does not take it, and said why. */
const OutgoingState = z.enum(['waiting', 'sent', 'refused'])

const Kept = z.object({
  submissionId: z.uuid(),
  district: z.string(),
  roundId: z.uuid(),
  /** The project's name, to be recognised by. */
  title: z.string(),
  /** Who filled it in: another account does not send it. */
  accountId: z.uuid(),
  accountName: z.string(),
  photos: z.array(KeptPhoto),
  keptAt: z.iso.datetime(),
  state: OutgoingState,
  /** What the server said, where that is to be read. */
  said: z.string().nullable(),
})

export const Outgoing = z.discriminatedUnion('kind', [
  Kept.extend({ kind: z.literal('report'), itemId: z.uuid(), body: NewReport }),
  Kept.extend({ kind: z.literal('found'), body: NewFoundProject }),
])
export type Outgoing = z.infer<typeof Outgoing>

/** The fields of a form as they were typed, with the photos chosen. */
const Draft = z.object({
  values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  photos: z.array(KeptPhoto),
})
export type Draft = z.infer<typeof Draft>

const stores = { round: 'round', draft: 'draft', outgoing: 'outgoing' } as const
type Store = keyof typeof stores

let opening: Promise<IDBDatabase> | null = null

function database(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('huxin-screening', 1)
    request.addEventListener('upgradeneeded', () => {
      for (const name of Object.values(stores)) request.result.createObjectStore(name)
    })
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(new Error('IndexedDB cannot be opened.')))
  })
  return opening
}

/** Runs one request in a transaction of its own; resolves when it is on the disk. */
async function inStore<T>(
  mode: IDBTransactionMode,
  store: Store,
  ask: (of: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await database()
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, mode)
    const request = ask(transaction.objectStore(store))
    transaction.addEventListener('complete', () => resolve(request.result))
    transaction.addEventListener('abort', () => reject(new Error(`${store} was not kept.`)))
  })
}

function put(store: Store, key: string, value: unknown): Promise<unknown> {
  return inStore('readwrite', store, (of) => of.put(value, key))
}

function take(store: Store, key: string): Promise<unknown> {
  return inStore<unknown>('readonly', store, (of) => of.get(key))
}

function drop(store: Store, key: string): Promise<unknown> {
  return inStore('readwrite', store, (of) => of.delete(key))
}

export async function keepRound(district: string, round: PhoneRound): Promise<void> {
  await put('round', `${district} ${round.roundId}`, round)
}

export async function keptRound(district: string, roundId: string): Promise<PhoneRound | null> {
  const read = PhoneRound.safeParse(await take('round', `${district} ${roundId}`))
  return read.success ? read.data : null
}

export async function keepDraft(key: string, draft: Draft): Promise<void> {
  await put('draft', key, draft)
}

export async function keptDraft(key: string): Promise<Draft | null> {
  const read = Draft.safeParse(await take('draft', key))
  return read.success ? read.data : null
}

export async function dropDraft(key: string): Promise<void> {
  await drop('draft', key)
}

export async function keepOutgoing(outgoing: Outgoing): Promise<void> {
  await put('outgoing', outgoing.submissionId, outgoing)
}

export async function dropOutgoing(submissionId: string): Promise<void> {
  await drop('outgoing', submissionId)
}

/** In the order they were kept. */
export async function listOutgoing(): Promise<Outgoing[]> {
  const all = await inStore<unknown[]>('readonly', 'outgoing', (of) => of.getAll())
  return all
    .flatMap((one) => {
      const read = Outgoing.safeParse(one)
      return read.success ? [read.data] : []
    })
    .toSorted((a, b) => (a.keptAt < b.keptAt ? -1 : 1))
}

/**
 * At sign-out: lists, and what was sent, leave the phone. What still waits stays, and so does what is half typed: it is
 * nobody's but the one who typed it, and is sent by nobody else.
 */
export async function clearPhone(): Promise<void> {
  if (typeof indexedDB === 'undefined') return
  await inStore('readwrite', 'round', (of) => of.clear())
  for (const { submissionId, state } of await listOutgoing()) {
    if (state === 'sent') await dropOutgoing(submissionId)
  }
}
