import { monitorEventLoopDelay } from 'node:perf_hooks'
import { hearers } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { openHouse } from '../src/house.ts'
import { demoDistrict } from '../src/kernel/district.ts'
import { listImports } from '../src/modules/exchange/views-imports.ts'
import { withdrawImport } from '../src/modules/exchange/withdraw-import.ts'
import { systemContext } from '../src/platform/system.ts'

/*
 * Takes the newest import of a file of this name back as the command does, in a process that does nothing else, and prints
 * what it cost: lines withdrawn, what they had superseded revived, ledger and warnings brought up to date.
 */

const [name = ''] = process.argv.slice(2)
const house = await openHouse(readConfig(process.env), { name: 'huxin bench', hearers })
const ctx = systemContext(house.platform, demoDistrict, new Date())
const { rows } = await listImports(ctx, { search: name, state: 'committed', limit: 1 })
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
const begun = performance.now()
const { lines } = await withdrawImport(ctx, rows[0]?.fileId ?? '')
const seconds = (performance.now() - begun) / 1_000
delay.disable()
const rssMb = process.resourceUsage().maxRSS / 1_024
await house.close()
process.stdout.write(JSON.stringify({ seconds, rssMb, stallMs: delay.max / 1e6, lines }))
