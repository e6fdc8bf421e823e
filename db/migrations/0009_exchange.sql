-- The import desk: what was dropped, what was understood, what was committed.
create schema exchange;
grant usage on schema exchange to huxin_app;

create table exchange.batch (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid,
  state text not null constraint state_is_known check (state in ('receiving', 'reading', 'understood', 'committing', 'committed', 'abandoned')),
  dropped_by uuid not null,
  dropped_by_name text not null,
  dropped_at timestamptz not null,
  committed_at timestamptz,
  constraint batch_pk primary key (district, id)
);
comment on table exchange.batch is 'One drop of files, read and committed together.';
comment on column exchange.batch.project_id is 'The project all its files speak of, where they do not name one themselves.';
create index batch_recent on exchange.batch (district, dropped_at desc, id desc);
create index batch_understood on exchange.batch (district, dropped_at, id) where state = 'understood';

create table exchange.source_file (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  batch_id uuid not null,
  no integer not null,
  name text not null,
  hash text collate "C" not null,
  bytes bigint not null,
  state text not null constraint state_is_known check (state in ('received', 'understood', 'unreadable', 'committed', 'repeated', 'withdrawn')),
  understanding jsonb,
  error_code text,
  project_id uuid,
  changed jsonb,
  received_at timestamptz not null,
  committed_at timestamptz,
  withdrawn_at timestamptz,
  constraint source_file_pk primary key (district, id),
  constraint source_file_of_batch foreign key (district, batch_id) references exchange.batch (district, id),
  constraint source_file_is_file foreign key (district, hash) references files.file (district, hash)
);
comment on table exchange.source_file is 'A received file. Once committed it is the import that lines name: import_id is its id.';
comment on column exchange.source_file.understanding is 'What was recognised, as `huxin import --dry-run --json` prints it.';
comment on column exchange.source_file.changed is 'What committing it changed: counts of new, superseding and equal lines.';
create index source_file_batch on exchange.source_file (district, batch_id, no);
create index source_file_hash on exchange.source_file (district, hash);
create index source_file_project on exchange.source_file (district, project_id, id) where project_id is not null;

create table exchange.source_project (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  project_id uuid not null,
  source_file_id uuid not null,
  lines integer not null,
  constraint source_project_pk primary key (district, project_id, source_file_id),
  constraint source_project_of_file foreign key (district, source_file_id) references exchange.source_file (district, id)
);
comment on table exchange.source_project is 'Which projects a committed file speaks of, and with how many lines.';
create index source_project_file on exchange.source_project (district, source_file_id);

-- What later modules may read.
create view exchange.open_batch with (security_invoker = true) as
  select b.district, b.id, b.project_id, b.dropped_by, b.dropped_by_name, b.dropped_at,
    (select count(*) from exchange.source_file f where f.district = b.district and f.batch_id = b.id)::integer as files,
    (select f.name from exchange.source_file f where f.district = b.district and f.batch_id = b.id order by f.no limit 1) as first_file
  from exchange.batch b where b.state = 'understood';
comment on view exchange.open_batch is 'Published: batches that were read and wait for somebody to commit them.';

create view exchange.project_file with (security_invoker = true) as
  select p.district, p.project_id, f.id, f.batch_id, f.name, f.state, f.committed_at, f.withdrawn_at, b.dropped_by_name, p.lines
  from exchange.source_project p
  join exchange.source_file f on f.district = p.district and f.id = p.source_file_id
  join exchange.batch b on b.district = f.district and b.id = f.batch_id
  where f.committed_at is not null;
comment on view exchange.project_file is 'Published: committed files with the projects they speak of; those taken back too.';
grant select on exchange.open_batch, exchange.project_file to huxin_app;

alter table exchange.batch enable row level security;
alter table exchange.source_file enable row level security;
alter table exchange.source_project enable row level security;
create policy in_scope on exchange.batch using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on exchange.source_file using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on exchange.source_project using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_projects on exchange.batch as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')) or dropped_by::text = current_setting('huxin.account'));
create policy own_projects on exchange.source_file as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')) or exists (select from exchange.batch b where b.district = source_file.district and b.id = source_file.batch_id));
create policy own_projects on exchange.source_project as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
grant select, insert on exchange.batch, exchange.source_file, exchange.source_project to huxin_app;
grant update (project_id, state, committed_at) on exchange.batch to huxin_app;
grant update (state, understanding, error_code, project_id, changed, committed_at, withdrawn_at) on exchange.source_file to huxin_app;
