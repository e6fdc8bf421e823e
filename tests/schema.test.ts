import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from './support/postgres.ts'

/** Tables that rarely change and are the same in every district; everything else is keyed by district first. */
const referenceTables = [
  'calendar.holiday_notice',
  'people.account',
  'people.organisation',
  'people.post',
  'places.division',
  'places.parameter',
  'platform.backup',
  'platform.key_generation',
  'platform.migration',
  'registry.enterprise',
]

const schemas = `('platform', 'places', 'people', 'files', 'notices', 'tasks', 'registry', 'coverage', 'labour', 'wages', 'deposits', 'safeguards', 'screening', 'risk', 'register', 'outlook', 'exchange', 'audit', 'calendar')`
const database = await testDatabase()
const client = new pg.Client({ connectionString: database.ownerUrl })

beforeAll(() => client.connect())
afterAll(async () => {
  await client.end()
  await database.drop()
})

async function list(query: string): Promise<string[]> {
  const found = await client.query<{ name: string }>(query)
  return found.rows.map((row) => row.name)
}

const questions: Record<string, string> = {
  'a key or index that does not begin with district': `
    select c.relname as name, n.nspname || '.' || t.relname as "table"
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
    join pg_namespace n on n.oid = t.relnamespace
    join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
    where n.nspname in ${schemas} and a.attname <> 'district'
      and n.nspname || '.' || t.relname <> all (array[${referenceTables.map((name) => `'${name}'`).join(', ')}])
      and not (i.indkey[0] <> 0 and exists (
        select from pg_constraint k where k.conrelid = t.oid and k.contype = 'f' and k.confrelid in (
          select r.oid from pg_class r join pg_namespace rn on rn.oid = r.relnamespace
          where rn.nspname || '.' || r.relname = any (array[${referenceTables.map((name) => `'${name}'`).join(', ')}]))
        and k.conkey[1] = i.indkey[0]))`,
  'a district that is not text in collation C with its check': `
    select n.nspname || '.' || t.relname as name
    from pg_attribute a join pg_class t on t.oid = a.attrelid join pg_namespace n on n.oid = t.relnamespace
    join pg_collation l on l.oid = a.attcollation
    where n.nspname in ${schemas} and t.relkind = 'r' and a.attname = 'district'
      and (format_type(a.atttypid, a.atttypmod) <> 'text' or l.collname <> 'C' or not a.attnotnull
        or not exists (select from pg_constraint k where k.conrelid = t.oid and k.contype = 'c' and k.conname = 'district_is_six_digits'))`,
  'a table without a policy': `
    select n.nspname || '.' || t.relname as name from pg_class t join pg_namespace n on n.oid = t.relnamespace
    where n.nspname in ${schemas} and t.relkind = 'r' and t.relname <> 'migration'
      and (not t.relrowsecurity or not exists (select from pg_policy p where p.polrelid = t.oid))`,
  'a table of projects without the policy of own projects': `
    select n.nspname || '.' || t.relname as name from pg_class t join pg_namespace n on n.oid = t.relnamespace
    join pg_attribute a on a.attrelid = t.oid and a.attname = 'project_id'
    where n.nspname in ${schemas} and t.relkind = 'r'
      and not exists (select from pg_policy p where p.polrelid = t.oid and p.polname = 'own_projects' and not p.polpermissive)`,
  'a view that is not its reader’s': `
    select n.nspname || '.' || t.relname as name from pg_class t join pg_namespace n on n.oid = t.relnamespace
    where n.nspname in ${schemas} and t.relkind in ('v', 'm')
      and not coalesce('security_invoker=true' = any (t.reloptions), false)`,
  'a view without a comment': `
    select n.nspname || '.' || t.relname as name from pg_class t join pg_namespace n on n.oid = t.relnamespace
    where n.nspname in ${schemas} and t.relkind = 'v' and obj_description(t.oid) is null`,
  'a foreign key without an index behind it': `
    select n.nspname || '.' || t.relname || ' ' || k.conname as name
    from pg_constraint k join pg_class t on t.oid = k.conrelid join pg_namespace n on n.oid = t.relnamespace
    where n.nspname in ${schemas} and k.contype = 'f' and not exists (
      select from pg_index i where i.indrelid = t.oid
        and (select array_agg(x order by x) from unnest((i.indkey::int2[])[0:array_length(k.conkey, 1) - 1]) as x)
          = (select array_agg(x order by x) from unnest(k.conkey) as x))`,
  'a trigger of our own': `
    select tgname as name from pg_trigger g join pg_class t on t.oid = g.tgrelid join pg_namespace n on n.oid = t.relnamespace
    where n.nspname in ${schemas} and not g.tgisinternal`,
  'an enum type': `
    select typname as name from pg_type t join pg_namespace n on n.oid = t.typnamespace
    where n.nspname in ${schemas} and t.typtype = 'e'`,
  'a column of money that is not bigint, or of floating point': `
    select n.nspname || '.' || t.relname || '.' || a.attname as name
    from pg_attribute a join pg_class t on t.oid = a.attrelid join pg_namespace n on n.oid = t.relnamespace
    where n.nspname in ${schemas} and t.relkind = 'r' and a.attnum > 0
      and ((a.attname like '%\\_fen' and format_type(a.atttypid, null) <> 'bigint')
        or format_type(a.atttypid, null) in ('real', 'double precision', 'money'))`,
  'an instant without a zone, or named otherwise than …_at': `
    select n.nspname || '.' || t.relname || '.' || a.attname as name
    from pg_attribute a join pg_class t on t.oid = a.attrelid join pg_namespace n on n.oid = t.relnamespace
    where n.nspname in ${schemas} and t.relkind = 'r' and a.attnum > 0
      and (format_type(a.atttypid, null) = 'timestamp without time zone'
        or (format_type(a.atttypid, null) = 'timestamp with time zone' and a.attname <> 'at' and a.attname not like '%\\_at'))`,
  'SQL that reads a clock': `
    select n.nspname || '.' || t.relname || '.' || a.attname as name
    from pg_attrdef d join pg_class t on t.oid = d.adrelid join pg_namespace n on n.oid = t.relnamespace
    join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    where n.nspname in ${schemas} and n.nspname || '.' || t.relname <> 'platform.migration'
      and pg_get_expr(d.adbin, d.adrelid) ~* 'now\\(|current_date|current_timestamp|clock_timestamp'`,
  'an audit entry, announcement or event that the application may change or delete': `
    select g.table_schema || '.' || g.table_name || ' ' || g.privilege_type as name
    from information_schema.role_table_grants g
    where g.grantee = 'huxin_app' and g.privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')
      and (g.table_name in ('audit_entry', 'announcement') or g.table_name like '%\\_event' or g.table_name like '%\\_line'
        or g.table_name in ('payment', 'attendance_month', 'entry_exit'))`,
}

for (const [question, query] of Object.entries(questions)) {
  test(`there is not ${question}`, async () => {
    expect(await list(query)).toEqual([])
  })
}

test('a planted offence of each sort is found', async () => {
  await client.query('begin')
  await client.query(`
    create table risk.planted (id uuid primary key, district text, project_id uuid, other_id uuid, sum_fen numeric, heard timestamp, at timestamptz default now());
    create table risk.planted_event (district text collate "C" not null constraint district_is_six_digits check (true), id uuid, primary key (district, id));
    alter table risk.planted add constraint planted_fk foreign key (other_id) references risk.planted (id);
    create view risk.planted_view as select 1 as one;
    create type risk.planted_type as enum ('a');
    create function risk.planted_function() returns trigger language plpgsql as 'begin return new; end';
    create trigger planted_trigger before insert on risk.planted for each row execute function risk.planted_function();
    grant update on risk.planted_event to huxin_app;`)
  const silent: string[] = []
  for (const [question, query] of Object.entries(questions)) {
    if ((await list(query)).length === 0) silent.push(question)
  }
  await client.query('rollback')
  expect(silent).toEqual([])
})
