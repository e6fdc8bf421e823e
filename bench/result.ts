/** What one case of a benchmark measured. */
export interface Result {
  readonly bench: string
  readonly case: string
  /** How many things were done: pay rows, worker-days, starts. */
  readonly rows: number
  readonly seconds: number
  readonly perSecond: number
  readonly p50Ms?: number
  readonly p95Ms?: number
  readonly p99Ms?: number
  /** The least that must be done, measured in the same run, and how many times that we took. */
  readonly floor?: { readonly what: string; readonly seconds: number }
  readonly ratio?: number
  /** Peak resident memory of the server process, in MB. */
  readonly rssMb?: number
  /** Longest time that the server's event loop stood still. */
  readonly stallMs?: number
}

export function tableOf(results: readonly Result[]): string {
  const head = ['case', 'rows', 'seconds', 'per second', 'floor s', 'ratio', 'peak MB', 'stall ms']
  const lines = results.map((one) => [
    one.case,
    String(one.rows),
    one.seconds.toFixed(2),
    one.perSecond.toFixed(0),
    one.floor?.seconds.toFixed(2) ?? '',
    one.ratio?.toFixed(2) ?? '',
    one.rssMb?.toFixed(0) ?? '',
    one.stallMs?.toFixed(0) ?? '',
  ])
  const widths = head.map((title, at) =>
    Math.max(title.length, ...lines.map((line) => line[at]?.length ?? 0)),
  )
  return [head, ...lines]
    .map((line) => line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '))
    .join('\n')
    .concat('\n')
}
