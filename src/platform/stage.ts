import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { Stage } from '../kernel/stage.ts'
import type { Tx } from './context.ts'

/** Makes the stage for this transaction, empty. */
export async function openStage(tx: Tx, stage: Stage): Promise<void> {
  const columns = Object.entries(stage.columns).map(([name, type]) => `"${name}" ${type}`)
  await tx.client.query(
    `create temporary table if not exists ${stage.table} (${columns.join(', ')}) on commit drop`,
  )
}

/** Takes everything out of a stage, for the next part of a file. */
export async function emptyStage(tx: Tx, stage: Stage): Promise<void> {
  await tx.client.query(`truncate ${stage.table}`)
}

/** Copies lines of COPY text (see `copy-text.ts`) into the stage; returns how many rows came. */
export async function copyInto(tx: Tx, stage: Stage, lines: Readable): Promise<number> {
  const names = Object.keys(stage.columns).map((name) => `"${name}"`)
  const copy = tx.client.query(copyFrom(`copy ${stage.table} (${names.join(', ')}) from stdin`))
  await pipeline(lines, copy)
  return copy.rowCount
}

/** An open copy into a stage: pieces of COPY text as they come. */
export interface StageCopy {
  write(text: Buffer): Promise<void>
  /** How many rows were copied since it was opened. */
  end(): Promise<number>
  /** Breaks it off, so that the transaction can be rolled back. */
  abort(): Promise<void>
}

/** Begins copying; nothing else may use the transaction until it has ended. */
export function openCopy(tx: Tx, stage: Stage): StageCopy {
  const names = Object.keys(stage.columns).map((name) => `"${name}"`)
  const copy = tx.client.query(copyFrom(`copy ${stage.table} (${names.join(', ')}) from stdin`))
  const ended = finished(copy)
  // What goes wrong is said by whoever awaits next.
  ended.catch(() => undefined)
  return {
    write: async (text) => {
      if (!copy.write(text)) await Promise.race([once(copy, 'drain'), ended])
    },
    end: async () => {
      copy.end()
      await ended
      return copy.rowCount
    },
    abort: async () => {
      copy.destroy(new Error('broken off'))
      await ended.catch(() => undefined)
    },
  }
}

/**
 * Nobody else ever looks at a temporary table. What is only carried on, and never compared, is not looked at: sealed values
 * and lists were most of what it cost.
 */
export async function analyzeStage(tx: Tx, stage: Stage, rows: number): Promise<void> {
  if (rows === 0) return
  const compared = Object.entries(stage.columns).flatMap(([name, type]) =>
    carried.test(name) || type.endsWith('[]') ? [] : [`"${name}"`],
  )
  await tx.client.query(`analyze ${stage.table} (${compared.join(', ')})`)
}

const carried = /_(?:sealed|masked|value_id)$/

/** Of so few the function says nothing: it need not be asked. */
const fewRows = 200

/**
 * Tells the planner that a table has grown by so many rows, where that is much for it; `table` is `schema.name`, from
 * code. Its own look comes too late: it cannot see what this transaction has brought.
 */
export async function analyzeTable(tx: Tx, table: string, added: number): Promise<void> {
  if (added <= fewRows) return
  await tx.client.query('select platform.analyze_grown($1::regclass, $2)', [table, added])
}
