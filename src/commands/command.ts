import type { CliValues } from '../cli.ts'
import type { Context } from '../platform/context.ts'

export interface Invocation {
  readonly values: CliValues
  /** Words after the command's name. */
  readonly rest: readonly string[]
  readonly now: Date
  /** From now on the first Ctrl-C calls this, and the command ends by itself; a second one breaks it off. */
  onBreakOff(stop: () => void): void
}

/** Exit code of what was broken off. */
export const brokenOff = 130

/** One command of `huxin`. Standard output holds its answer and nothing else. */
export interface Command {
  readonly name: string
  readonly usage: string
  /** In Chinese, for `huxin help`. */
  readonly what: string
  readonly example: string
  /** It is not about one district. */
  readonly anywhere?: boolean
  /** What it can do without a database; null: it needs one. Returns the exit code. */
  readonly alone?: (invocation: Invocation) => Promise<number | null>
  /** Returns the exit code. */
  readonly run: (ctx: Context, invocation: Invocation) => Promise<number>
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value))
}
