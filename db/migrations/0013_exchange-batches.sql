-- A project for each file, cancelling, the queue, who took back, and the log of all imports.
alter table exchange.batch drop constraint state_is_known;
alter table exchange.batch add constraint state_is_known check (state in ('receiving', 'reading', 'understood', 'committing', 'cancelling', 'cancelled', 'committed', 'abandoned'));
alter table exchange.batch add column project_answers jsonb not null default '{}';
alter table exchange.batch add column queued_at timestamptz;
alter table exchange.batch add column begun_at timestamptz;
alter table exchange.batch add column cancelled_at timestamptz;
alter table exchange.batch add column cancelled_by uuid;
alter table exchange.batch add column cancelled_by_name text;
comment on column exchange.batch.project_id is 'The project all its files speak of, where they speak of one.';
comment on column exchange.batch.project_answers is 'What an officer said a project is that files name and nobody knew: `name:…` or `code:…` as it is compared → project id.';
comment on column exchange.batch.queued_at is 'Since when it waits to be read or committed; batches are taken in this order.';
comment on column exchange.batch.begun_at is 'When its turn came; null while it waits.';
create index batch_queue on exchange.batch (district, queued_at, id) where state in ('reading', 'committing', 'cancelling');

alter table exchange.source_file add column project_by text constraint project_by_is_known check (project_by in ('code', 'name', 'names', 'batch', 'officer', 'given'));
alter table exchange.source_file add column kinds text[] not null default '{}';
alter table exchange.source_file add column accepted integer not null default 0;
alter table exchange.source_file add column rejected integer not null default 0;
alter table exchange.source_file add column findings integer not null default 0;
alter table exchange.source_file add column withdrawn_by uuid;
alter table exchange.source_file add column withdrawn_by_name text;
comment on column exchange.source_file.project_id is 'Whose the lines are that name no project themselves.';
comment on column exchange.source_file.project_by is 'How it was known: the file names a code or a name, its rows name several, the batch''s other files speak of one, an officer said so, or it was given beforehand.';
comment on column exchange.source_file.kinds is 'Kinds of its sheets, as `understanding` says them; kept apart so that the log need not open it.';
comment on column exchange.source_file.rejected is 'Places that wait to be put right.';

-- What was understood before these columns were there. A list that was cut has its count beside it.
update exchange.source_file f set kinds = u.kinds, accepted = u.accepted, rejected = u.rejected, findings = u.findings
from (
  select x.district, x.id, array_agg(distinct s ->> 'kind') as kinds,
    sum((s ->> 'accepted')::integer)::integer as accepted,
    sum(coalesce((s -> 'counts' ->> 'rejected')::integer, jsonb_array_length(s -> 'rejected')))::integer as rejected,
    sum(coalesce((s -> 'counts' ->> 'findings')::integer, jsonb_array_length(s -> 'findings')))::integer as findings
  from exchange.source_file x cross join lateral jsonb_array_elements(x.understanding -> 'sheets') s
  group by x.district, x.id
) u where u.district = f.district and u.id = f.id;

create or replace view exchange.project_file with (security_invoker = true) as
  select p.district, p.project_id, f.id, f.batch_id, f.name, f.state, f.committed_at, f.withdrawn_at, b.dropped_by_name, p.lines, f.withdrawn_by_name
  from exchange.source_project p
  join exchange.source_file f on f.district = p.district and f.id = p.source_file_id
  join exchange.batch b on b.district = f.district and b.id = f.batch_id
  where f.committed_at is not null;

-- How many are before it is everybody's to know who waits; whose they are is not.
create function exchange.batches_before(of_district text, of_batch uuid) returns integer
  language sql stable security definer set search_path = pg_catalog as $$
  select count(*)::integer
  from exchange.batch m
  join exchange.batch b on b.district = m.district and (b.queued_at, b.id) < (m.queued_at, m.id)
    and b.state = any (case when m.state = 'reading' then array['reading'] else array['committing', 'cancelling'] end)
  where m.district = of_district and m.id = of_batch and m.state in ('reading', 'committing', 'cancelling')
    and of_district between current_setting('huxin.first') and current_setting('huxin.last')
$$;
revoke all on function exchange.batches_before(text, uuid) from public;
grant execute on function exchange.batches_before(text, uuid) to huxin_app;

grant update (project_answers, queued_at, begun_at, cancelled_at, cancelled_by, cancelled_by_name) on exchange.batch to huxin_app;
grant update (project_by, kinds, accepted, rejected, findings, withdrawn_by, withdrawn_by_name) on exchange.source_file to huxin_app;
