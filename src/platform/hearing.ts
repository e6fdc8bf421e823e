import type { Topic } from '../kernel/announcement.ts'
import type { Context, Tx } from './context.ts'

/** A fact as it was announced. */
export interface Said {
  readonly topic: string
  readonly body: unknown
}

/** Heard inside the announcing transaction, once, at its end, all its facts together. */
export interface Within {
  readonly heard: 'within'
  readonly topics: ReadonlySet<string>
  readonly hear: (tx: Tx, said: readonly Said[]) => Promise<void>
}

/** Heard after the commit, at least once, in order per subject. */
export interface On {
  readonly heard: 'after'
  readonly topic: string
  readonly listener: string
  readonly hear: (ctx: Context, body: unknown) => Promise<void>
}

/** What happens because time passes: idempotent, per district. */
export interface Every {
  readonly heard: 'time'
  readonly sweep: string
  readonly seconds: number
  readonly run: (ctx: Context) => Promise<void>
}

export type Hearer = Within | On | Every

export interface Hearers {
  /** In module order: a later one hears what an earlier one said in the same transaction. */
  readonly within: readonly Within[]
  readonly after: readonly On[]
  readonly sweeps: readonly Every[]
}

export function within<B>(
  topic: Topic<B>,
  hear: (tx: Tx, bodies: readonly B[]) => Promise<void>,
): Within {
  return {
    heard: 'within',
    topics: new Set([topic.name]),
    hear: (tx, said) =>
      hear(
        tx,
        said.map(({ body }) => topic.body.parse(body)),
      ),
  }
}

/** Which things a topic's facts are about. */
export interface Naming {
  readonly topic: string
  readonly ids: (body: unknown) => readonly string[]
}

export function naming<B>(topic: Topic<B>, ids: (body: B) => readonly string[]): Naming {
  return { topic: topic.name, ids: (body) => ids(topic.body.parse(body)) }
}

/** Several topics heard as one: once for all the things that any of their facts names, each thing once. */
export function withinAny(
  namings: readonly Naming[],
  hear: (tx: Tx, ids: readonly string[]) => Promise<unknown>,
): Within {
  const of = new Map(namings.map(({ topic, ids }) => [topic, ids]))
  return {
    heard: 'within',
    topics: new Set(of.keys()),
    hear: async (tx, said) => {
      const ids = new Set(said.flatMap(({ topic, body }) => of.get(topic)?.(body) ?? []))
      await hear(tx, [...ids])
    },
  }
}

/** `listener` is `module.what-it-does`: its position is kept under this name, so it never changes. */
export function on<B>(
  topic: Topic<B>,
  listener: string,
  hear: (ctx: Context, body: B) => Promise<void>,
): On {
  return {
    heard: 'after',
    topic: topic.name,
    listener,
    hear: (ctx, body) => hear(ctx, topic.body.parse(body)),
  }
}

const lengths = { minute: 60, hour: 3_600 } as const

/** `sweep` is `module.what-it-does`; the watchdog complains when it is late by three times its length. */
export function every(
  length: keyof typeof lengths,
  sweep: string,
  run: (ctx: Context) => Promise<void>,
): Every {
  return { heard: 'time', sweep, seconds: lengths[length], run }
}

export function hearersOf(hearers: readonly Hearer[]): Hearers {
  return {
    within: hearers.filter((hearer) => hearer.heard === 'within'),
    after: hearers.filter((hearer) => hearer.heard === 'after'),
    sweeps: hearers.filter((hearer) => hearer.heard === 'time'),
  }
}
