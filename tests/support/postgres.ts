import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { appUrlOf } from '../../src/platform/app-role.ts'

/** The run's database server and its migrated template, as the global set-up hands it to the tests. */
export interface TestCluster {
  readonly url: string
  readonly run: string
  readonly template: string
}

export interface TestDatabase {
  /** As owner: migrations and looking behind the scenes. */
  readonly ownerUrl: string
  /** As the application's role, under row-level security. */
  readonly appUrl: string
  drop(): Promise<void>
}

export const testAppPassword = 'only-for-tests'

/** The installation secret of tests: fixed, so that a failure can be looked at again. */
export const testSecret = Buffer.from(
  '8f1c5be09d27a3647ee2c4910b5da8f36c0793d1ba4e68f205cf7196e3b82d4a',
  'hex',
)

/** A database of its own for a test file, a copy of the migrated template. Drop it after use. */
export async function testDatabase(): Promise<TestDatabase> {
  const cluster = inject('testCluster')
  return copyOf(cluster, cluster.template)
}

/** A database without any migration, for tests of migrations and of the start. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return copyOf(inject('testCluster'), 'template0')
}

async function copyOf(cluster: TestCluster, template: string): Promise<TestDatabase> {
  const name = `huxin_test_${cluster.run}_${randomBytes(6).toString('hex')}`
  await onServer(cluster, (client) => createDatabase(client, name, template))
  const ownerUrl = withDatabase(cluster.url, name)
  return {
    ownerUrl,
    appUrl: appUrlOf(ownerUrl, testAppPassword),
    drop: () =>
      onServer(cluster, async (client) => {
        await client.query(`drop database if exists ${quoted(name)} with (force)`)
      }),
  }
}

async function onServer(
  cluster: TestCluster,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.url, application_name: 'huxin test' })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** Strings compared byte by byte, letters as Unicode has them: as the embedded database is made. */
export async function createDatabase(
  client: pg.Client,
  name: string,
  template: string,
): Promise<void> {
  if (template !== 'template0') {
    // Copying the files is the quicker way where nothing is forced to disk.
    await client.query(
      `create database ${quoted(name)} template ${quoted(template)} strategy file_copy`,
    )
    return
  }
  const fresh = `create database ${quoted(name)} template template0 strategy file_copy encoding 'UTF8'
    locale_provider libc lc_collate 'C' lc_ctype`
  try {
    await client.query(`${fresh} 'C.UTF-8'`)
  } catch {
    await client.query(`${fresh} 'C'`)
  }
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
