-- What a firm hands in of the safeguards and contracts of its project, until the office has confirmed or returned it; lists of
-- standard grades that come through the import desk; a round of screening whose last day is moved.
create table safeguards.hand_in (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  safeguard text collate "C" constraint safeguard_is_known check (safeguard in ('real-name', 'special-account', 'contractor-pays', 'deposit', 'labour-cost', 'notice-board', 'labour-contract', 'labour-officer')),
  body jsonb not null,
  paper_id uuid not null,
  state text collate "C" not null constraint state_is_known check (state in ('waiting', 'confirmed', 'returned', 'taken-back')),
  handed_in_by uuid not null,
  handed_in_by_name text not null,
  organisation text not null,
  handed_in_on date not null,
  handed_in_at timestamptz not null,
  checked_by uuid,
  checked_by_name text,
  checked_at timestamptz,
  why text not null default '',
  constraint hand_in_pk primary key (district, id),
  constraint hand_in_paper foreign key (district, paper_id) references safeguards.paper (district, id),
  constraint hand_in_checked_once check ((state in ('confirmed', 'returned')) = (checked_by is not null)),
  constraint hand_in_checked_by_another check (checked_by <> handed_in_by)
);
comment on table safeguards.hand_in is 'Evidence or a contract as a firm hands it in; it counts for nothing until somebody of the office has confirmed it. The sum of its events.';
comment on column safeguards.hand_in.safeguard is 'What it is evidence of; null: it is a contract.';
comment on column safeguards.hand_in.body is 'What was said, as it becomes evidence or a contract when it is confirmed.';
comment on column safeguards.hand_in.why is 'Why it was returned or taken back.';
create index hand_in_project on safeguards.hand_in (district, project_id, id desc);
create index hand_in_state on safeguards.hand_in (district, state, id desc);
create index hand_in_paper_of on safeguards.hand_in (district, paper_id);
alter table safeguards.hand_in enable row level security;
create policy in_scope on safeguards.hand_in using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_projects on safeguards.hand_in as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
grant select, insert on safeguards.hand_in to huxin_app;
grant update (state, checked_by, checked_by_name, checked_at, why) on safeguards.hand_in to huxin_app;

alter table safeguards.safeguard_event drop constraint kind_is_known;
alter table safeguards.safeguard_event add constraint kind_is_known check (kind in ('contract-added', 'contract-amended', 'contract-withdrawn', 'evidence-added', 'evidence-withdrawn', 'not-required', 'by-rule', 'handed-in', 'hand-in-confirmed', 'hand-in-returned', 'hand-in-taken-back'));
alter table safeguards.evidence drop constraint origin_is_known;
alter table safeguards.evidence add constraint origin_is_known check (origin in ('by-hand', 'screening', 'handed-in'));
comment on column safeguards.evidence.origin_id is 'Of a screening: which; said again under it, it takes the place of what it had said. Of what a firm handed in: that. Else the row''s own id.';

-- 标准化等级 as a list states it: the grade without its items. Lines are kept by (import, sheet, row) and taken back with their import.
alter table register.standard_check alter column met drop not null;
alter table register.standard_check add column import_id uuid;
alter table register.standard_check add column sheet integer;
alter table register.standard_check add column row integer;
alter table register.standard_check add column withdrawn_at timestamptz;
alter table register.standard_check add constraint standard_check_line_is_whole check ((import_id is null) = (sheet is null) and (import_id is null) = (row is null));
alter table register.standard_check add constraint standard_check_items_or_list check ((met is null) = (import_id is not null));
comment on column register.standard_check.met is 'The items that were met; null where a list states the grade alone.';
comment on column register.standard_check.organisation is 'Who checked: the organisation of whoever entered it, or the one that the list names.';
comment on column register.standard_check.withdrawn_at is 'The import that it came with was taken back: it counts no more.';
create unique index standard_check_line on register.standard_check (district, import_id, sheet, row) where import_id is not null;
grant update (withdrawn_at) on register.standard_check to huxin_app;

-- An open round's last day is moved, with why.
alter table screening.round_event drop constraint kind_is_known;
alter table screening.round_event add constraint kind_is_known check (kind in ('made', 'changed', 'opened', 'project-added', 'project-removed', 'urged', 'overdue', 'moved', 'closed'));
comment on column screening.round_event.detail is 'Of a project its code, and why it came or left; of a moved last day both days and why; of the others how many.';
