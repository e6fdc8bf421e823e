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
  const where = (error.stack ?? '').split('\n').slice(1, 6).join(' | ')
  return { error: error.name, ...code, where }
}
