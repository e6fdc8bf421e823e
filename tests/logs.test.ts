import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { databaseHome } from '../src/platform/postgres/home.ts'
import { startPostgres } from '../src/platform/postgres/embedded.ts'
import { madeUpCard, madeUpId, madeUpPhone, workbookBytes } from './files/made-up.ts'
import { removeFolder, seedFolder, seedPassword, startProgram } from './support/program.ts'
import { batchIs, droppedAndRead, remote } from './support/remote.ts'
import { startServer } from './support/server.ts'

/*
 * One whole run of the program as it is, with everything logged that it can log, and then a look for what must not
 * be in it. The texts are such as stand nowhere else.
 */

const people = [11, 12, 13].map((no) => ({
  name: ['欧阳甲乙', '司徒丙丁', '诸葛戊己'][no - 11] ?? '',
  id: madeUpId(no),
  card: madeUpCard(no),
  phone: madeUpPhone(no),
}))
const wrongId = `${madeUpId(14).slice(0, 17)}${madeUpId(14).endsWith('1') ? '2' : '1'}`
const wrongPassword = 'not-the-right-one-4711'
const strangerName = 'somebody-unheard-of'
const searched = '尉迟壬癸'

/** Never in a log; the numbers nowhere on the disk in clear either. */
const numbers = [...people.flatMap(({ id, card, phone }) => [id, card, phone]), wrongId]
const words = [...people.map(({ name }) => name), searched, seedPassword, wrongPassword]

const sheet = (rows: readonly (readonly string[])[]) =>
  [
    '姓名,证件号码,手机号码,班组名称,工资月份,出勤天数,工资卡号,应发金额,实发金额,发放日期',
    ...rows.map((row) => row.join(',')),
  ].join('\n')

const paid = people.map(({ name, id, phone, card }) => [
  name,
  id,
  phone,
  '一班',
  '2026-08',
  '26',
  card,
  '6000.00',
  '6000.00',
  '2026-09-20',
])
const odd = [
  // What is wrong in a row is said of the row, and what stood there is not repeated.
  [people[0]?.name ?? '', wrongId, '139', '一班', '2026-13', '40', '62', '六千', '-1', '明天'],
  ['', wrongId, '', '', '', '', '', '', '', ''],
]

let folder: string
let output = ''
const tokens: string[] = []

beforeAll(async () => {
  folder = await seedFolder()
  const trace = { LOG_LEVEL: 'trace' }
  const server = await startServer({
    dataFolder: folder,
    arguments: ['--empty'],
    environment: trace,
  })
  const post = async (body: string, type = 'application/json') => {
    const reply = await fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    })
    tokens.push(/huxin_session=([^;]+)/.exec(reply.headers.get('set-cookie') ?? '')?.[1] ?? '')
  }
  await post(JSON.stringify({ name: 'zhou', password: wrongPassword }))
  await post(JSON.stringify({ name: strangerName, password: wrongPassword }))
  await post(JSON.stringify({ name: 'zhou', password: seedPassword }))
  await post(`{"name": "${people[0]?.name}", "password": `)
  await post(`${people[0]?.id}`, 'text/plain')
  const office = await remote(server.url)
  const batches = [sheet(paid), sheet(odd), `${sheet(paid)}\n"`, `\u0000${people[0]?.id}`]
  for (const text of batches) {
    const id = await droppedAndRead(office, 'SEED-2026-1', text)
    const asked = await office.send('POST', `/batches/${id}/commit`)
    if (asked.ok) await batchIs(office, id, 'committed')
  }
  const q = (text: string) => encodeURIComponent(text)
  const paths = [searched, people[0]?.name ?? '', people[0]?.id ?? '', `${searched}\u0000`].flatMap(
    (text) => [
      `/project-names?search=${q(text)}`,
      `/projects?search=${q(text)}`,
      `/projects/SEED-2026-1/workers?search=${q(text)}`,
      `/projects/${q(text)}`,
      `/workers/${q(text)}`,
      `/nothing/${q(text)}?q=${q(text)}`,
      `/ledger?worker=${q(text)}&after=${q(text)}`,
    ],
  )
  paths.push('/home', '/ledger', '/warnings?state=all', '/batches', '/audit')
  for (const path of paths) {
    await office.get(path, z.unknown()).catch(() => undefined)
  }
  const file = join(await mkdtemp(join(tmpdir(), 'huxin-logs-')), `${searched}.xlsx`)
  const rows = [
    ['姓名', '证件号码', '工资月份', '应发金额'],
    ...people.map((one) => [one.name, one.id, '2026-07', '1']),
  ]
  await writeFile(file, workbookBytes([{ name: '工资', rows }]))
  for (const more of [[], ['--project', people[1]?.id ?? '']]) {
    const parameters = [
      'import',
      file,
      '--json',
      ...(more.length > 0 ? more : ['--project', 'SEED-2026-1']),
    ]
    const { stderr } = await startProgram('cli', parameters, {
      dataFolder: folder,
      environment: trace,
    }).ended
    // What the operator has typed may be said back to him; the rest of it is log.
    output += stderr.replaceAll(people[1]?.id ?? '', '')
  }
  await rm(join(file, '..'), { recursive: true })
  expect(await server.stop()).toBe(0)
  output += server.output()
}, 120_000)

afterAll(() => removeFolder(folder))

test('the run was a real one, and was logged', () => {
  const lines = output.split('\n').filter((line) => line.startsWith('{'))
  const logged = lines.map((line) => JSON.parse(line))
  const routes = new Set(logged.map(({ route }) => route))
  expect(routes).toContain('/api/session')
  expect(routes).toContain('/api/d/:district/projects/:code/workers')
  expect(routes).toContain('/api/d/:district/batches/:batchId/commit')
  expect(logged.filter(({ status }) => status >= 400).length).toBeGreaterThan(10)
  expect(logged.filter(({ status }) => status >= 500)).toEqual([])
  expect(tokens.filter(Boolean)).toHaveLength(1)
})

test('no name, number, password, token or search is in what the program has printed', () => {
  for (const text of [...numbers, ...words, strangerName, ...tokens.filter(Boolean)]) {
    expect([text, output.includes(text)]).toEqual([text, false])
    expect(output).not.toContain(encodeURIComponent(text))
  }
})

test('nor in the log of the database', async () => {
  const log = await readFile(databaseHome(folder).log, 'utf8')
  expect(log).toContain('ready to accept connections')
  for (const text of [...numbers, ...words, ...tokens.filter(Boolean)]) {
    expect([text, log.includes(text)]).toEqual([text, false])
  }
})

test('the numbers, the password and the token are nowhere on the disk in clear', async () => {
  const secret = [...numbers, seedPassword, wrongPassword, ...tokens.filter(Boolean)]
  const found: string[] = []
  let bytes = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const content = await readFile(path)
    bytes += content.length
    for (const text of secret) if (content.includes(text)) found.push(`${path}: ${text}`)
  }
  expect(bytes).toBeGreaterThan(10_000_000)
  expect(found).toEqual([])
})

test('neither are names in audit, announcements, faults and counters, nor numbers anywhere in the database', async () => {
  const database = await startPostgres(folder)
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  const textOf = async (table: string) => {
    const { rows } = await owner.query<{ text: string | null }>(
      `select string_agg(t::text, e'\\n') as text from ${table} t`,
    )
    return rows[0]?.text ?? ''
  }
  const { rows } = await owner.query<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const silent = new Set(
    [
      'audit_entry',
      'announcement',
      'announcement_fault',
      'counter',
      'sweep',
      'idempotent_reply',
      'listener_position',
    ].map((name) => `platform.${name}`),
  )
  for (const { name } of rows) {
    const text = await textOf(name)
    for (const number of numbers) expect([name, text.includes(number)]).toEqual([name, false])
    if (!silent.has(name)) continue
    for (const word of words) expect([name, text.includes(word)]).toEqual([name, false])
  }
  expect(await textOf('labour.worker')).toContain(people[0]?.name)
  await owner.end()
  await database.release()
})
