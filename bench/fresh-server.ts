import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import pg from 'pg'
import { z } from 'zod'
import { hearers } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { openHouse } from '../src/house.ts'
import { demoDistrict } from '../src/kernel/district.ts'
import { openDistrict } from '../src/modules/places/open-district.ts'
import { shipParameters } from '../src/modules/places/ship-parameters.ts'
import { createProject } from '../src/modules/registry/create-project.ts'
import { aPaySheet } from '../src/modules/wages/fixtures.ts'
import { systemContext } from '../src/platform/system.ts'
import { dueLine, floorLedger, partPayment, personOf, wageMonth } from './facts.ts'

/*
 * The server that facts are sent to, in a process of its own. The program itself has no such endpoint yet: this one checks the
 * call's signature and hands its lines to the modules' verbs as the import desk does, every rule on, one transaction a call. The
 * same calls at `/floor` are one statement into a table of the ledger's shape, signed and committed alike.
 */

const Setup = z.object({ projects: z.int(), workers: z.int(), secret: z.string() })
const Call = z.object({
  project: z.int(),
  /** Workers of the project, and what was paid to each. */
  lines: z.array(z.object({ worker: z.int(), fen: z.int() })),
  /** Tells its payments from all others. */
  place: z.string(),
})

const setup = Setup.parse(JSON.parse(process.argv[2] ?? '{}'))
const house = await openHouse(readConfig(process.env), { name: 'huxin bench', hearers })
const now = new Date('2026-11-24T02:00:00Z')
const ctx = systemContext(house.platform, demoDistrict, now)
await openDistrict(ctx, { code: demoDistrict, name: '示范区', demo: true, towns: [] })
await shipParameters(house.platform, now)
const owner = new pg.Client({ connectionString: house.ownerUrl })
await owner.connect()
const projectIds = await fill()
const floor = new pg.Pool({ connectionString: house.ownerUrl, max: 8, idleTimeoutMillis: 500 })
await owner.query(`create schema floor; ${floorLedger}`)

const server = createServer((request, response) => {
  answer(request).then(
    () => response.writeHead(200).end('{}'),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      response.writeHead(500).end()
    },
  )
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  process.send?.({ url: `http://127.0.0.1:${port}` })
})

process.on('message', (message) => {
  if (message === 'count') void counted().then((count) => process.send?.(count))
  if (message === 'stop') void stop()
})

/** Every worker of every project was due his month's pay and has had nothing: each project stands in a warning. */
async function fill(): Promise<string[]> {
  const ids: string[] = []
  for (let project = 0; project < setup.projects; project += 1) {
    const { id } = await createProject(ctx, {
      code: `BENCH-${project}`,
      name: `测算工程${project}`,
      town: null,
      ownerKind: 'private',
      state: 'building',
      permitNumber: null,
      platformNumber: null,
      payDay: null,
      begunOn: null,
      participants: [],
    })
    const people = Array.from({ length: setup.workers }, (_, at) => at)
    await aPaySheet(ctx, {
      projectId: id,
      persons: people.map((at) => personOf(project * setup.workers + at)),
      attendance: people.map((person) => ({ person, month: wageMonth, days: 26 })),
      pay: people.map((person) => dueLine(person)),
    })
    ids.push(id)
  }
  await owner.query('analyze')
  return ids
}

async function answer(request: IncomingMessage): Promise<void> {
  const body = await bodyOf(request)
  const said = Buffer.from(String(request.headers['x-signature'] ?? ''), 'hex')
  const right = createHmac('sha256', setup.secret).update(body).digest()
  if (said.length !== right.length || !timingSafeEqual(said, right)) throw new Error('not signed')
  const call = Call.parse(JSON.parse(body.toString('utf8')))
  const projectId = projectIds[call.project]
  if (projectId === undefined) throw new Error('no such project')
  if (request.url === '/floor') await takeAsFloor(projectId, call)
  else await take(projectId, call)
}

async function take(projectId: string, { project, lines, place }: z.infer<typeof Call>) {
  await aPaySheet(
    { ...ctx, now: new Date() },
    {
      projectId,
      persons: lines.map(({ worker }) => personOf(project * setup.workers + worker)),
      pay: lines.map(({ fen }, at) => partPayment(at, place, fen)),
    },
  )
}

/** The least that must be done: one statement, committed. The worker's number stands for his id. */
async function takeAsFloor(projectId: string, { lines }: z.infer<typeof Call>): Promise<void> {
  await floor.query({
    name: 'floor',
    text: `insert into floor.ledger as l (district, project_id, worker_id, month, pay_on, attended, days_present, minutes, workdays_hundredths,
        due_basis, due_fen, deducted_fen, paid_on_time_fen, paid_late_fen, owed_fen)
      select $1, $2, lpad(to_hex(w), 32, '0')::uuid, $3, date '2026-11-30', true, 26, 0, 2600, 'pay-line', 600000, 0, f, 0, 600000 - f
      from unnest($4::integer[], $5::bigint[]) as u (w, f) order by w
      on conflict (district, project_id, month, worker_id) do update
        set paid_on_time_fen = l.paid_on_time_fen + excluded.paid_on_time_fen, owed_fen = greatest(0, l.owed_fen - excluded.paid_on_time_fen)`,
    values: [
      demoDistrict,
      projectId,
      wageMonth,
      lines.map(({ worker }) => worker),
      lines.map(({ fen }) => fen),
    ],
  })
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of request) if (piece instanceof Uint8Array) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function counted() {
  const { rows } = await owner.query<{ payments: number; events: number }>(
    `select (select count(*)::integer from wages.pay_line where paid_on is not null) as payments,
       (select count(*)::integer from risk.warning_event) as events`,
  )
  return { ...rows[0], rssMb: process.resourceUsage().maxRSS / 1_024 }
}

async function stop(): Promise<void> {
  server.close()
  await floor.end()
  await owner.end()
  await house.close()
  process.disconnect?.()
}
