import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { Refused } from '../../kernel/refusal.ts'
import { sentence } from '../../kernel/words.ts'
import { appUrlOf } from '../app-role.ts'
import { migrate } from '../migrate.ts'
import { startWords } from '../start-words.ts'
import { type EmbeddedPostgres, startPostgres } from './embedded.ts'
import { tryFolderLock } from './folder-lock.ts'
import { databaseHome } from './home.ts'
import { findPostmaster, stopPostmaster } from './postmaster.ts'

// One database for the whole file: each test starts it as it finds it, and leaves it stopped.
// The next run clears up after one that was killed: by the lock it sees that nobody uses the folder any more.
let folder: string
let alive: ReturnType<typeof tryFolderLock>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huxin-test-'))
  alive = tryFolderLock(join(folder, 'alive'))
})
afterAll(async () => {
  alive?.close()
  await stopPostmaster(databaseHome(folder))
  await rm(folder, { recursive: true, force: true })
})

async function query(database: EmbeddedPostgres, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query(text)
    return rows
  } finally {
    await client.end()
  }
}

async function whyNotStarted(dataFolder = folder): Promise<string> {
  const started = await startPostgres(dataFolder).catch((error: unknown) => error)
  if (started instanceof Refused) {
    return sentence(startWords, started.refusal.code, started.refusal.values)
  }
  throw new Error(`It started all the same: ${String(started)}`)
}

/** Another program on the same folder, which says its database's port and then just stays. */
async function otherProgram(): Promise<ChildProcess> {
  const module = pathToFileURL(join(import.meta.dirname, 'embedded.ts')).href
  const code = `
    import { startPostgres } from ${JSON.stringify(module)}
    const database = await startPostgres(${JSON.stringify(folder)})
    console.log(database.port)
    process.once('SIGTERM', () => database.release().then(() => process.exit(0)))
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await new Promise((resolve, reject) => {
    child.stdout?.once('data', resolve)
    child.once('exit', () => reject(new Error('The other program ended.')))
  })
  return child
}

async function ended(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await exit
}

function runningNow(): ReturnType<typeof findPostmaster> {
  return findPostmaster(databaseHome(folder))
}

test('a first start makes the database, byte-wise compared UTF-8, on this machine only', async () => {
  const database = await startPostgres(folder)
  expect(database.startedByUs).toBe(true)
  expect(
    await query(
      database,
      `select current_database() as name, datcollate, current_setting('server_encoding') as encoding,
         current_setting('listen_addresses') as listens, current_setting('fsync') as fsync,
         current_setting('timezone') as timezone, current_setting('jit') as jit
       from pg_database where datname = current_database()`,
    ),
  ).toEqual([
    {
      name: 'huxin',
      datcollate: 'C',
      encoding: 'UTF8',
      listens: '127.0.0.1',
      fsync: 'on',
      timezone: 'UTC',
      jit: 'off',
    },
  ])
  await query(database, 'create table kept (id integer)')
  expect(await database.release()).toBe(true)
  expect(await runningNow()).toBeNull()
})

test('the password is kept where only its owner reads it, and nothing gets in without it', async () => {
  const { mode } = await stat(join(folder, 'secret', 'database'))
  expect(mode & 0o777).toBe(0o600)
  const database = await startPostgres(folder)
  const url = new URL(database.ownerUrl)
  url.password = 'guessed'
  const stranger = new pg.Client({ connectionString: url.href })
  await expect(stranger.connect()).rejects.toThrow('password authentication failed')
  await database.release()
})

test('a restart finds its data and its port again', async () => {
  const first = await startPostgres(folder)
  await first.release()
  const again = await startPostgres(folder)
  expect(again.port).toBe(first.port)
  expect(await query(again, 'select count(*)::integer as rows from kept')).toEqual([{ rows: 0 }])
  await again.release()
})

test('the last one out stops it', async () => {
  const [one, two, three] = await Promise.all([
    startPostgres(folder),
    startPostgres(folder),
    startPostgres(folder),
  ])
  expect([one, two, three].filter((database) => database.startedByUs)).toHaveLength(1)
  expect(await one.release()).toBe(false)
  expect(await one.release()).toBe(false)
  expect(await two.release()).toBe(false)
  await query(three, 'select 1')
  expect(await three.release()).toBe(true)
  expect(await runningNow()).toBeNull()
})

test('another program uses it: it stays until that one leaves too', async () => {
  const database = await startPostgres(folder)
  const other = await otherProgram()
  expect(await database.release()).toBe(false)
  expect(await runningNow()).toMatchObject({ port: database.port, state: 'ready' })
  // This process lives on: until the database has seen its connection end, it would count as one that uses it.
  const presences = `select from pg_stat_activity where application_name ~ '^huxin presence'`
  await expect.poll(async () => (await query(database, presences)).length).toBe(1)
  await ended(other, 'SIGTERM')
  expect(await runningNow()).toBeNull()
})

test('a program killed outright leaves it running, and the next start takes it over', async () => {
  await ended(await otherProgram(), 'SIGKILL')
  expect(await runningNow()).not.toBeNull()
  const database = await startPostgres(folder)
  expect(database.startedByUs).toBe(false)
  expect(await database.release()).toBe(true)
})

test('killed itself while in use, it comes back by itself with everything committed', async () => {
  const database = await startPostgres(folder)
  await query(database, 'insert into kept values (1)')
  const killed = await runningNow()
  process.kill(killed?.pid ?? 0, 'SIGKILL')
  await expect
    .poll(async () => (await runningNow())?.pid, { timeout: 20_000 })
    .not.toBe(killed?.pid)
  await expect
    .poll(() => query(database, 'select count(*)::integer as rows from kept').catch(() => []), {
      timeout: 20_000,
    })
    .toEqual([{ rows: 1 }])
  expect(await database.release()).toBe(true)
})

test('killed together with its program, it recovers at the next start', async () => {
  const other = await otherProgram()
  const killed = await runningNow()
  await ended(other, 'SIGKILL')
  process.kill(killed?.pid ?? 0, 'SIGKILL')
  const database = await startPostgres(folder)
  expect(await query(database, 'select count(*)::integer as rows from kept')).toEqual([{ rows: 1 }])
  await database.release()
})

test('a process number left behind that now is a stranger’s does not keep it from starting', async () => {
  const { data, pidFile } = databaseHome(folder)
  const stranger = `${process.pid}\n${data}\n1700000000\n1\n\n127.0.0.1\n  1 1\nready   \n`
  await writeFile(pidFile, stranger)
  const database = await startPostgres(folder)
  expect(database.startedByUs).toBe(true)
  await database.release()
})

test('its port taken by another program, it takes a free one and remembers that', async () => {
  const first = await startPostgres(folder)
  await first.release()
  const squatter = createServer()
  await new Promise<void>((resolve) => squatter.listen(first.port, '127.0.0.1', resolve))
  const moved = await startPostgres(folder)
  expect(moved.port).not.toBe(first.port)
  await moved.release()
  await new Promise((resolve) => squatter.close(resolve))
  const again = await startPostgres(folder)
  expect(again.port).toBe(moved.port)
  await again.release()
})

test('what a failed statement held is not in the log', async () => {
  const database = await startPostgres(folder)
  await expect(query(database, `select '赵甲一'::integer`)).rejects.toThrow('赵甲一')
  await expect(query(database, `select * from 钱乙二`)).rejects.toThrow('钱乙二')
  await database.release()
  const log = await readFile(databaseHome(folder).log, 'utf8')
  expect(log).toContain('ready to accept connections')
  expect(log).not.toMatch(/赵甲一|钱乙二/)
})

test('databases of one cluster make and change the role at once without losing each other', async () => {
  const database = await startPostgres(folder)
  const empty = await mkdtemp(join(folder, 'migrations-'))
  const urls: string[] = []
  for (const name of ['a', 'b', 'c', 'd']) {
    await query(database, `create database race_${name}`)
    urls.push(database.ownerUrl.replace(/huxin$/, `race_${name}`))
  }
  const migrateAll = (password: string) =>
    Promise.all(urls.map((url) => migrate(url, { folder: empty, appPassword: password })))
  await migrateAll('first')
  await migrateAll('second')
  const app = new pg.Client({ connectionString: appUrlOf(database.ownerUrl, 'second') })
  await app.connect()
  await app.end()
  await database.release()
})

test('a role that could pass row-level security is refused', async () => {
  const database = await startPostgres(folder)
  const empty = await mkdtemp(join(folder, 'migrations-'))
  await query(database, 'alter role huxin_app bypassrls')
  const refused = migrate(database.ownerUrl, { folder: empty, appPassword: 'second' })
  await expect(refused).rejects.toMatchObject({
    refusal: { code: 'platform.app-role-too-strong' },
  })
  await query(database, 'alter role huxin_app nobypassrls')
  await database.release()
})

test('made by another major version: refused, and left as it is', async () => {
  const version = join(databaseHome(folder).data, 'PG_VERSION')
  const own = await readFile(version, 'utf8')
  await writeFile(version, '14\n')
  expect(await whyNotStarted()).toContain('是 PostgreSQL 14 建的，本程序自带的是 PostgreSQL 18')
  await writeFile(version, own)
})

test('its password lost or wrong: refused, and not left running', async () => {
  const file = join(folder, 'secret', 'database')
  await rename(file, `${file}.away`)
  expect(await whyNotStarted()).toContain(`口令文件 ${file} 却不见了或不对`)
  await writeFile(file, 'another\n')
  expect(await whyNotStarted()).toContain(`口令文件 ${file} 却不见了或不对`)
  expect(await runningNow()).toBeNull()
  await rename(`${file}.away`, file)
})

test('a first start that broke off half way is begun again', async () => {
  const fresh = await mkdtemp(join(tmpdir(), 'huxin-embedded-'))
  const { root, draft } = databaseHome(fresh)
  onTestFinished(() => rm(fresh, { recursive: true, force: true }))
  await mkdir(draft, { recursive: true })
  await writeFile(join(draft, 'PG_VERSION'), '18\n')
  await writeFile(join(root, 'port'), 'no port')
  const database = await startPostgres(fresh)
  expect(await query(database, 'select 1 as one')).toEqual([{ one: 1 }])
  await database.stop()
})

test('a place where no folder can be made is refused in one sentence', async () => {
  const file = join(folder, 'a-file')
  await writeFile(file, '')
  expect(await whyNotStarted(file)).toContain('已有一个同名的文件')
  expect(await whyNotStarted(join(file, 'below'))).toContain('已有一个同名的文件')
  expect(await whyNotStarted('/proc/nowhere')).toContain('/proc/nowhere 不能写入')
})

test.runIf(process.platform === 'linux')(
  'Ctrl-C in the terminal does not reach the database before the program has ended',
  async () => {
    const database = await startPostgres(folder)
    const server = await runningNow()
    const group = (await readFile(`/proc/${server?.pid}/stat`, 'utf8'))
      .split(') ')[1]
      ?.split(' ')[2]
    expect(Number(group)).toBe(server?.pid)
    await database.release()
  },
)
