import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { beginIn, type Scope } from '../src/platform/scope.ts'
import { twoDistricts } from './support/two-districts.ts'

/* What the database itself shows to the program's own role, whatever the program asks. */

const { first, second, far, owner, installation } = await twoDistricts()
const role = new pg.Client({ connectionString: installation.database.appUrl })
await role.connect()
afterAll(() => role.end())

const schemas = [
  'platform',
  'places',
  'people',
  'files',
  'notices',
  'tasks',
  'registry',
  'coverage',
  'labour',
  'wages',
  'deposits',
  'safeguards',
  'screening',
  'risk',
  'register',
  'outlook',
  'exchange',
]

/** The same in every district by design: see the data section of ARCHITECTURE.md. */
const shared = new Set([
  'calendar.holiday_notice',
  'people.account',
  'people.organisation',
  'people.post',
  'people.post_face',
  'people.post_holder',
  'places.division',
  'places.parameter',
  'places.parameter_row',
  'places.town',
  'platform.backup',
  'platform.key_generation',
  'registry.enterprise',
  'registry.enterprise_face',
])

interface Relation {
  readonly name: string
  readonly kind: string
  readonly byProject: boolean
}

/** Every table and view that the program's role may read. */
async function relations(): Promise<Relation[]> {
  const { rows } = await owner.query<Relation>(
    `select n.nspname || '.' || c.relname as name, c.relkind as kind,
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'project_id' and not a.attisdropped) as "byProject"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and c.relkind in ('r', 'v', 'm') and has_table_privilege('huxin_app', c.oid, 'select')
     order by 1`,
    [schemas],
  )
  return rows.filter(({ name }) => !shared.has(name))
}

function scopeOf(district: string, projects: Scope['projects'] = '*'): Scope {
  return { first: district, last: district, projects, account: randomUUID() }
}

/** Runs a statement under a scope and takes everything back. */
async function under<T>(scope: Scope, statement: string, values: unknown[] = []): Promise<T[]> {
  await role.query(beginIn(scope, 'write'))
  try {
    const { rows } = await role.query(statement, values)
    return rows
  } finally {
    await role.query('rollback')
  }
}

async function countUnder(scope: Scope, relation: string, where = 'true'): Promise<number> {
  const [row] = await under<{ count: string }>(
    scope,
    `select count(*) as count from ${relation} where ${where}`,
  )
  return Number(row?.count)
}

test('under a foreign district’s scope every table and every published view is empty', async () => {
  const all = await relations()
  expect(all.filter(({ kind }) => kind === 'v').length).toBeGreaterThan(10)
  for (const { name } of all) {
    expect([name, await countUnder(scopeOf('990103'), name)]).toEqual([name, 0])
  }
})

test('each table and view with something in it shows a district its own rows, and only those', async () => {
  await writeTheRest()
  const silent: string[] = []
  for (const { name } of await relations()) {
    const { rows } = await owner.query<{ district: string; count: string }>(
      `select district, count(*) as count from ${name} group by district`,
    )
    const truth = new Map(rows.map((row) => [row.district, Number(row.count)]))
    if ((truth.get('990101') ?? 0) === 0) silent.push(name)
    for (const district of ['990101', '990102']) {
      expect([name, district, await countUnder(scopeOf(district), name)]).toEqual([
        name,
        district,
        truth.get(district) ?? 0,
      ])
    }
  }
  expect(silent).toEqual([])
})

/** What no sheet leaves: a row of each kind in both districts, as the program itself would write it. */
async function writeTheRest(): Promise<void> {
  for (const district of ['990101', '990102']) {
    const at = '2026-11-23T02:00:00Z'
    const id = randomUUID()
    const { rows: accounts } = await owner.query<{ id: string }>(
      'select id from people.account where home_district = $1 limit 1',
      [district],
    )
    const accountId = accounts[0]?.id
    const rows: Readonly<Record<string, readonly unknown[]>> = {
      'people.sign_in_failure (district, id, account_name, at)': [district, id, 'nobody', at],
      'places.parameter_proposal (district, id, key, value, unit, instrument, article, valid_from, proposed_by, proposed_by_name, proposed_at, state)':
        [district, id, 'points-r-01', '1', '', '', '', '2026-12-01', id, 'nobody', at, 'proposed'],
      'people.leave (district, id, account_id, begins_on, ends_on, why, entered_by, entered_by_name, entered_at)':
        [district, id, accountId, '2026-12-01', '2026-12-02', '', id, 'nobody', at],
      'places.parameter_day (district, heard_until)': [district, '2026-11-23'],
      'places.town_change (district, id, town, kind, name, name_before, takes_effect_on, instrument, entered_by, entered_by_name, entered_at)':
        [district, id, `${district}101`, 'renamed', '某镇', '', '2099-01-01', '', id, 'nobody', at],
      'calendar.holiday_notice (number, id, year, kind, off, work, text, entered_in, entered_by, entered_by_name, organisation, entered_at)':
        [
          Number(district) - 990100,
          id,
          2027,
          'year',
          '{}',
          '{}',
          '',
          district,
          id,
          'nobody',
          '',
          at,
        ],
      'calendar.followed_notice (district, number, followed_at)': [
        district,
        Number(district) - 990100,
        at,
      ],
      'calendar.move_event (district, id, number, kind, subject_id, from_on, to_on, at)': [
        district,
        id,
        Number(district) - 990100,
        'task-limit',
        id,
        '2027-02-10',
        '2027-02-04',
        at,
      ],
      'people.session (district, token_hash, id, account_id, began_at, seen_at)': [
        district,
        Buffer.from(id),
        id,
        id,
        at,
        at,
      ],
      'people.second_factor (district, account_id, secret, begun_at, last_step)': [
        district,
        id,
        Buffer.from(id),
        at,
        0,
      ],
      'people.recovery_code (district, account_id, code_hash, made_at)': [
        district,
        id,
        Buffer.from(id),
        at,
      ],
      'people.invitation (district, id, role, organisation, invited_name, place_name, invited_by, invited_by_name, invited_at, expires_at)':
        [district, id, 'leader', '区政府', 'nobody', '', id, 'nobody', at, at],
      'platform.audit_head (district, seal_no, seal, signed_at, signature, is_last)': [
        district,
        1,
        Buffer.alloc(32),
        at,
        Buffer.alloc(64),
        true,
      ],
      'platform.announcement (district, id, topic, subject, body, at, number)': [
        district,
        id,
        'test.topic',
        'subject',
        '{}',
        at,
        1,
      ],
      'platform.announcement_fault (district, listener, number, subject, attempts, error, first_at)':
        [district, 'test.listener', 1, 'subject', 1, 'error', at],
      'platform.announcement_taker (district, last_number)': [district, 1],
      'platform.idempotent_reply (district, account_id, key, endpoint, request_hash, at)': [
        district,
        id,
        'key-of-somebody',
        'test.endpoint',
        'hash',
        at,
      ],
      'platform.listener_position (district, listener, number)': [district, 'test.listener', 1],
      'platform.sweep (district, name, begun_at)': [district, 'test.sweep', at],
      'outlook.week (district, festival_on, weeks_before, day, rebuilt, projects, with_gap, owed_fen, due_fen, money_fen, gap_fen, planned_fen, kept_fen, broken_fen)':
        [district, '2027-02-06', 10, '2026-11-23', false, 1, 0, 0, 0, 0, 0, 0, 0, 0],
      'registry.own_code (district, last_number)': [district, 1],
      'coverage.expectation_row (district, id, kind, rule, reason, valid_from, added_by, added_at)':
        [district, id, 'off', 'E-01', 'nobody', '2026-11-23', 'nobody', at],
    }
    for (const [into, values] of Object.entries(rows)) {
      const places = values.map((_, index) => `$${index + 1}`).join(', ')
      await owner.query(`insert into ${into} values (${places}) on conflict do nothing`, [
        ...values,
      ])
    }
    await owner.query(
      `insert into exchange.withdrawal (district, id, source_file_id, state, file_state, asked_by, asked_by_name, asked_at)
       select district, $2, id, 'done', 'committed', $2, 'nobody', $3 from exchange.source_file where district = $1 limit 1`,
      [district, id, at],
    )
    await owner.query(
      `insert into screening.found_project (district, id, round_id, name, place, words, owner_role, owner_place, found_on, submitted_by,
         submitted_by_name, submitted_at, became)
       select district, $2, id, '路边工地', '大河路', '', 'coordination-office', '', ends_on, $2, 'nobody', $3, 'refused'
       from screening.round where district = $1 limit 1`,
      [district, id, at],
    )
    await owner.query(
      `update labour.worker set id_finding = 'labour.id-length'
       where (district, id) in (select district, id from labour.worker where district = $1 limit 1)`,
      [district],
    )
  }
}

test('under a firm’s or a town’s scope every row of a project is of its own projects', async () => {
  for (const { name, byProject } of await relations()) {
    if (!byProject) continue
    const scope = scopeOf('990101', [first.projectId])
    // A received file is of its batch until it is committed, and has no project of its own.
    const isOther = name === 'exchange.source_file' ? '<>' : 'is distinct from'
    const foreign = `project_id ${isOther} '${first.projectId}'`
    expect([name, await countUnder(scope, name, foreign)]).toEqual([name, 0])
    expect([name, await countUnder(scopeOf('990101', []), name)]).toEqual([name, 0])
  }
  const files = await under<{ name: string }>(
    scopeOf('990101', [first.projectId]),
    'select name from exchange.source_file',
  )
  expect(files.length).toBeGreaterThan(1)
  for (const { name } of files) expect(name).toContain(first.markers[0])
  expect(await countUnder(scopeOf('990101', [first.projectId]), 'labour.worker')).toBe(1)
  expect(await countUnder(scopeOf('990101', []), 'labour.worker_face')).toBe(0)
  expect(await countUnder(scopeOf('990101', [far.projectId]), 'registry.project')).toBe(0)
})

test('without a scope there is nothing at all: the question itself fails', async () => {
  for (const { name } of await relations()) {
    const fresh = new pg.Client({ connectionString: installation.database.appUrl })
    await fresh.connect()
    const asked = fresh.query(`select count(*) as count from ${name}`)
    const seen = await asked.then(
      ({ rows }) => Number(rows[0]?.count),
      () => 0,
    )
    await fresh.end()
    expect([name, seen]).toEqual([name, 0])
  }
})

async function codeUnder(scope: Scope, statement: string): Promise<string> {
  try {
    await under(scope, statement)
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  }
}

const insufficientPrivilege = '42501'

test('the program’s role cannot put row-level security aside', async () => {
  const scope = scopeOf('990103')
  await role.query('set row_security = off')
  expect(await codeUnder(scope, 'select * from registry.project')).toBe(insufficientPrivilege)
  await role.query('reset row_security')
  for (const statement of [
    'alter table registry.project disable row level security',
    'alter table registry.project no force row level security',
    'drop policy in_scope on registry.project',
    'create policy all_of_it on registry.project using (true)',
    'alter role huxin_app bypassrls',
    'alter role huxin_app superuser',
    'create role huxin_other',
    'create schema elsewhere',
    'create function public.peek() returns integer language sql security definer as $$ select 1 $$',
    `set local role ${await ownerName()}`,
    `set local session authorization ${await ownerName()}`,
    "copy registry.project to '/tmp/huxin-copy'",
    'lock table registry.project in access exclusive mode',
    'truncate registry.project cascade',
    'select ciphertext from platform.personal_value; drop table platform.personal_value',
  ]) {
    expect([statement, await codeUnder(scope, statement)]).toEqual([
      statement,
      expect.stringMatching(/^(42501|0LP01|42704)$/),
    ])
  }
})

test('a right that it gives itself is none', async () => {
  const scope = scopeOf('990101')
  // PostgreSQL warns and goes on.
  const given =
    'grant update, delete on platform.audit_entry to huxin_app; delete from platform.audit_entry'
  expect(await codeUnder(scope, given)).toBe(insufficientPrivilege)
})

async function ownerName(): Promise<string> {
  const { rows } = await owner.query<{ name: string }>('select current_user as name')
  return `"${rows[0]?.name}"`
}

test('what has happened stays: no event, audit entry, announcement or line is changed or deleted', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and c.relkind = 'r'
       and (c.relname in ('audit_entry', 'announcement', 'payment', 'attendance_month', 'entry_exit')
         or c.relname like '%\\_event' or c.relname like '%\\_line')
     order by 1`,
    [schemas],
  )
  expect(rows.length).toBeGreaterThan(8)
  for (const { name } of rows) {
    const scope = scopeOf('990101')
    expect([name, await codeUnder(scope, `delete from ${name}`)]).toEqual([
      name,
      insufficientPrivilege,
    ])
    expect(await codeUnder(scope, `update ${name} set district = district`)).toBe(
      insufficientPrivilege,
    )
    expect(await codeUnder(scope, `truncate ${name}`)).toBe(insufficientPrivilege)
  }
  // Only that it was numbered, that another line took its place, or by a merge whose it is, is written to it later; and once its seal.
  const { rows: columns } = await owner.query<{ name: string }>(
    `select distinct column_name as name from information_schema.column_privileges
     where grantee = 'huxin_app' and privilege_type = 'UPDATE' and table_schema || '.' || table_name = any ($1) order by 1`,
    [rows.map(({ name }) => name)],
  )
  expect(columns.map(({ name }) => name)).toEqual([
    'number',
    'payment_superseded_by',
    'proof',
    'seal',
    'seal_no',
    'superseded_by',
    'worker_id',
  ])
})

test('a row cannot be written into a district, or changed, outside of the scope', async () => {
  const scope = scopeOf('990103')
  const insert = `insert into registry.own_code (district, last_number) values ('990101', 9)`
  expect(await codeUnder(scope, insert)).toBe(insufficientPrivilege)
  await role.query(beginIn(scope, 'write'))
  const changed = await role.query(`update registry.project set name = '改名工程'`)
  await role.query('rollback')
  expect(changed.rowCount).toBe(0)
  const own = scopeOf('990101', [first.projectId])
  const event = `insert into registry.project_event (district, id, project_id, kind, detail, actor_id, actor_name, at)
    values ('990101', '${randomUUID()}', '${second.projectId}', 'edited', '{}', '${randomUUID()}', 'x', '2026-11-23')`
  expect(await codeUnder(own, event)).toBe(insufficientPrivilege)
})

test('the one function that looks past a firm’s own projects answers within the district only', async () => {
  const { rows } = await owner.query<{ id: string }>(
    `select id_value as id from labour.worker where district = '990101' limit 1`,
  )
  const ask = `select * from labour.worker_of_number('990101', array['${rows[0]?.id}']::uuid[])`
  expect(await under(scopeOf('990103'), ask)).toEqual([])
  expect(await under(scopeOf('990101', []), ask)).toHaveLength(1)
})
