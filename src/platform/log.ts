import pino from 'pino'

export type Log = pino.Logger

/** JSON lines on standard error. What is logged holds ids, codes and counts, never a name or a number of a person. */
export function openLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
}

/** An error without the values that a database message may quote. */
export function errorFacts(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  // A message of several lines stands in the stack too, and may quote what was in a cell.
  const calls = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line))
  const where = calls.slice(0, 5).join(' | ')
  return { error: error.name, ...code, where }
}
