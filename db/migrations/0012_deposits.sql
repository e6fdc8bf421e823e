-- Wage guarantee deposits (工资保证金): cash and letters, as lists state them. And what a list of projects says of a project,
-- and how that is taken back; and lists of clues, which are kept waiting.
create schema deposits;
grant usage on schema deposits to huxin_app;

create table deposits.deposit_line (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  import_id uuid not null,
  sheet smallint not null,
  row integer not null,
  project_id uuid not null,
  form text collate "C" not null constraint form_is_known check (form in ('cash', 'bank-letter', 'guarantee-letter', 'exempt')),
  place text collate "C" not null,
  amount_fen bigint not null,
  issuer text,
  letter_number text,
  account text,
  payer_id uuid,
  valid_from date,
  valid_to date,
  paid_in_on date,
  returned_on date,
  contract_sum_fen bigint,
  rate_basis_points integer,
  superseded_by uuid,
  constraint deposit_line_pk primary key (district, import_id, sheet, row)
);
comment on table deposits.deposit_line is 'Lines of deposit lists; of a key (project, form, place) one stands. Append-only, without foreign keys: see labour.';
comment on column deposits.deposit_line.form is 'cash 现金, bank-letter 银行保函, guarantee-letter 担保公司保函 or 保证保险, exempt 免缴.';
comment on column deposits.deposit_line.place is 'Which of the project''s deposits of this form it is: the letter''s number, else the account, else the bank.';
comment on column deposits.deposit_line.issuer is 'The bank of the account, or whoever issued the letter.';
comment on column deposits.deposit_line.payer_id is 'The firm that paid in or had the letter issued (an enterprise of the registry).';
comment on column deposits.deposit_line.rate_basis_points is 'The rate as the list states it, in hundredths of a per cent; nothing is computed from it but whether it agrees.';
comment on column deposits.deposit_line.superseded_by is 'Null: it stands. The import whose line took its place, or whose equal line stands already; the zero uuid where it was taken back.';
create unique index deposit_line_current on deposits.deposit_line (district, project_id, form, place) where superseded_by is null;
create index deposit_line_behind on deposits.deposit_line (district, project_id, form, place) where superseded_by is not null;
alter table deposits.deposit_line enable row level security;
create policy in_scope on deposits.deposit_line using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_projects on deposits.deposit_line as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
grant select, insert on deposits.deposit_line to huxin_app;
grant update (superseded_by) on deposits.deposit_line to huxin_app;

create view deposits.deposit with (security_invoker = true) as
  select district, project_id, form, place, amount_fen, issuer, letter_number, account, payer_id, valid_from, valid_to, paid_in_on, returned_on,
    contract_sum_fen, rate_basis_points, import_id, sheet, row
  from deposits.deposit_line where superseded_by is null;
comment on view deposits.deposit is 'Published: deposits and letters as the last list states them; those that have ended too.';
grant select on deposits.deposit to huxin_app;

-- What a list of projects says besides.
alter table registry.project add column place text;
alter table registry.project add column contract_sum_fen bigint;
alter table registry.project add column finish_on date;
alter table registry.project add column withdrawn_at timestamptz;
comment on column registry.project.place is 'Where it is built, as a list writes it.';
comment on column registry.project.finish_on is 'The day of completion, planned or real, as a list states it.';
comment on column registry.project.withdrawn_at is 'The list that made it was taken back, and nothing else stood on it: it is in no list, its code is free again.';
alter table registry.project drop constraint project_code_is_kept_once;
create unique index project_code_is_kept_once on registry.project (district, code) where withdrawn_at is null;
grant update (place, contract_sum_fen, finish_on, withdrawn_at) on registry.project to huxin_app;

alter table registry.project_event add column import_id uuid;
comment on column registry.project_event.import_id is 'The list that said it; null: said on a page.';
create index project_event_import on registry.project_event (district, import_id) where import_id is not null;

alter table registry.participant add column withdrawn_at timestamptz;
comment on column registry.participant.withdrawn_at is 'Every import that named it was taken back.';
grant update (withdrawn_at, import_id) on registry.participant to huxin_app;

create table registry.participant_mention (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  import_id uuid not null,
  project_id uuid not null,
  enterprise_id uuid not null,
  role text not null,
  withdrawn_at timestamptz,
  constraint participant_mention_pk primary key (district, import_id, project_id, enterprise_id, role),
  constraint mention_of_participant foreign key (district, project_id, enterprise_id, role) references registry.participant (district, project_id, enterprise_id, role)
);
comment on table registry.participant_mention is 'Which imports name a participant: it stands while one of them does.';
create index participant_mention_of on registry.participant_mention (district, project_id, enterprise_id, role);
alter table registry.participant_mention enable row level security;
create policy in_scope on registry.participant_mention using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_projects on registry.participant_mention as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
grant select, insert on registry.participant_mention to huxin_app;
grant update (withdrawn_at) on registry.participant_mention to huxin_app;
insert into registry.participant_mention (district, import_id, project_id, enterprise_id, role)
  select district, import_id, project_id, enterprise_id, role from registry.participant where import_id is not null;

create or replace view registry.project_face with (security_invoker = true) as
  select district, id, code, name, name_key, town, owner_kind, state, permit_number, platform_number, pay_day, begun_on, created_at,
    place, contract_sum_fen, finish_on
  from registry.project where withdrawn_at is null;
create or replace view registry.project_party with (security_invoker = true) as
  select p.district, p.project_id, p.role, p.enterprise_id, e.name, e.name_key, e.credit_code, e.credit_code_finding, p.entered_on, p.left_on, p.manager_name
  from registry.participant p join registry.enterprise e on e.id = p.enterprise_id where p.withdrawn_at is null;

-- A list of clues is kept, and waits for whoever will take clues in.
alter table exchange.source_file drop constraint state_is_known;
alter table exchange.source_file add constraint state_is_known check (state in ('received', 'understood', 'unreadable', 'waiting', 'committed', 'repeated', 'withdrawn'));
