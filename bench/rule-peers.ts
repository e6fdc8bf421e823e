import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'

/** One condition on a fact; all of a rule's must hold. The peers are given the rules as such data, in their own form. */
export interface Condition {
  readonly fact: string
  readonly is: 'above' | 'equal'
  readonly value: number
}

export interface PeerRule {
  readonly id: string
  readonly all: readonly Condition[]
}

export type Facts = Readonly<Record<string, number>>

export interface Peer {
  readonly name: string
  /** Ids of the rules that a state meets, in order. */
  readonly hits: (facts: Facts) => Promise<string[]>
}

/** The peers have packages of their own, in this folder: what is not installed is said, and left out. */
const packages = createRequire(join(import.meta.dirname, 'package.json'))

async function packageOf(name: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(packages.resolve(name)).href)
  } catch {
    return null
  }
}

const JsonRules = z.object({
  Engine: z.custom<
    new (rules: readonly object[]) => {
      run(facts: Facts): Promise<{ events: readonly { type: string }[] }>
    }
  >((value) => typeof value === 'function'),
})

export async function jsonRulesEngine(rules: readonly PeerRule[]): Promise<Peer | null> {
  const loaded = await packageOf('json-rules-engine')
  const found = JsonRules.safeParse(withDefault(loaded))
  if (!found.success) return null
  const operators = { above: 'greaterThan', equal: 'equal' }
  const engine = new found.data.Engine(
    rules.map(({ id, all }) => ({
      conditions: {
        all: all.map(({ fact, is, value }) => ({ fact, operator: operators[is], value })),
      },
      event: { type: id },
    })),
  )
  return {
    name: 'json-rules-engine',
    hits: async (facts) => {
      const { events } = await engine.run(facts)
      return events.map(({ type }) => type).toSorted()
    },
  }
}

interface ZenDecision {
  evaluate(facts: Facts): Promise<{ result: unknown }>
}

const Zen = z.object({
  ZenEngine: z.custom<
    new () => {
      createDecision(content: Buffer): ZenDecision
    }
  >((value) => typeof value === 'function'),
})
const ZenResult = z.record(z.string(), z.boolean())

export async function zenEngine(rules: readonly PeerRule[]): Promise<Peer | null> {
  const loaded = await packageOf('@gorules/zen-engine')
  const found = Zen.safeParse(withDefault(loaded))
  if (!found.success) return null
  const signs = { above: '>', equal: '==' }
  const expressions = rules.map(({ id, all }) => ({
    id,
    key: id,
    value: all.map(({ fact, is, value }) => `${fact} ${signs[is]} ${value}`).join(' and '),
  }))
  const edge = (sourceId: string, targetId: string) => ({
    id: `${sourceId}-${targetId}`,
    type: 'edge',
    sourceId,
    targetId,
  })
  const graph = {
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode' },
      { id: 'rules', name: 'rules', type: 'expressionNode', content: { expressions } },
      { id: 'out', name: 'out', type: 'outputNode' },
    ],
    edges: [edge('in', 'rules'), edge('rules', 'out')],
  }
  const decision = new found.data.ZenEngine().createDecision(Buffer.from(JSON.stringify(graph)))
  return {
    name: 'zen-engine',
    hits: async (facts) => {
      const { result } = await decision.evaluate(facts)
      const said = ZenResult.parse(result)
      return rules
        .filter(({ id }) => said[id] === true)
        .map(({ id }) => id)
        .toSorted()
    },
  }
}

/** A package of the older kind comes whole under `default`. */
function withDefault(loaded: unknown): unknown {
  const whole = z.object({ default: z.looseObject({}) }).safeParse(loaded)
  return whole.success ? { ...whole.data.default, ...z.looseObject({}).parse(loaded) } : loaded
}
