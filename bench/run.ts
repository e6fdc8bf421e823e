import { parseArgs } from 'node:util'
import { benchAudit } from './audit.ts'
import { benchBackup } from './backup.ts'
import { benchExport } from './export.ts'
import { benchFresh } from './fresh.ts'
import { benchImport } from './import.ts'
import { benchRecognise } from './recognise.ts'
import { benchReconcile } from './reconcile.ts'
import { benchRules } from './rules.ts'
import { benchSearch } from './search.ts'
import { benchStart } from './start.ts'
import { type Result, tableOf } from './result.ts'

/**
 * `npm run -s bench -- NAME [--json] [--scale SHARE]`: measures, prints a table or one JSON line a case, asserts nothing. `--scale`
 * makes `backup`, `fresh`, `reconcile` and `search` smaller, to see that they work: such figures say nothing.
 */
const benches: Readonly<Record<string, (scale: number) => AsyncGenerator<Result>>> = {
  start: benchStart,
  audit: benchAudit,
  backup: benchBackup,
  import: benchImport,
  export: benchExport,
  recognise: benchRecognise,
  rules: benchRules,
  search: benchSearch,
  fresh: benchFresh,
  reconcile: benchReconcile,
}

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, scale: { type: 'string', default: '1' } },
  allowPositionals: true,
})
const bench = benches[positionals[0] ?? '']
if (!bench) {
  process.stderr.write(
    `usage: npm run bench -- ${Object.keys(benches).join('|')} [--json] [--scale SHARE]\n`,
  )
  process.exitCode = 2
} else {
  const results: Result[] = []
  for await (const result of bench(Number(values.scale))) {
    results.push(result)
    if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`)
    else process.stderr.write(`${result.case}: ${result.seconds.toFixed(2)} s\n`)
  }
  if (!values.json) process.stdout.write(tableOf(results))
}
