import { parseArgs } from 'node:util'
import { benchExport } from './export.ts'
import { benchImport } from './import.ts'
import { benchRecognise } from './recognise.ts'
import { benchRules } from './rules.ts'
import { benchStart } from './start.ts'
import { type Result, tableOf } from './result.ts'

/** `npm run -s bench -- NAME [--json]`: measures, prints a table or one JSON line a case, asserts nothing. */
const benches: Readonly<Record<string, () => AsyncGenerator<Result>>> = {
  start: benchStart,
  import: benchImport,
  export: benchExport,
  recognise: benchRecognise,
  rules: benchRules,
}

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const bench = benches[positionals[0] ?? '']
if (!bench) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(benches).join('|')} [--json]\n`)
  process.exitCode = 2
} else {
  const results: Result[] = []
  for await (const result of bench()) {
    results.push(result)
    if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`)
    else process.stderr.write(`${result.case}: ${result.seconds.toFixed(2)} s\n`)
  }
  if (!values.json) process.stdout.write(tableOf(results))
}
