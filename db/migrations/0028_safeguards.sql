-- What must stand on a project so that wages are paid (保障制度): contracts with their sums, and the six systems, the labour
-- contract and the labour officer: required or not, since when, with which evidence, and how they stand.
create schema safeguards;
grant usage on schema safeguards to huxin_app;

create table safeguards.paper (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  name text not null,
  media text not null constraint media_is_known check (media in ('pdf', 'jpeg', 'png', 'xlsx')),
  hash text collate "C" not null,
  bytes bigint not null,
  uploaded_by uuid not null,
  uploaded_at timestamptz not null,
  constraint paper_pk primary key (district, id),
  constraint paper_is_file foreign key (district, hash) references files.file (district, hash)
);
comment on table safeguards.paper is 'A scan or photo that a contract or a piece of evidence rests on; of none yet where it was only uploaded.';
create index paper_hash on safeguards.paper (district, hash);
create index paper_project on safeguards.paper (district, project_id, id);

create table safeguards.contract (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  kind text not null constraint kind_is_known check (kind in ('general', 'subcontract', 'labour')),
  number text,
  number_key text collate "C",
  party_a uuid not null,
  party_b uuid not null,
  above_id uuid,
  sum_fen bigint,
  signed_on date,
  begins_on date,
  ends_on date,
  cycle_months smallint,
  transfer_day smallint,
  ratio_basis_points integer,
  paper_id uuid,
  version integer not null default 1,
  withdrawn_at timestamptz,
  constraint contract_pk primary key (district, id),
  constraint contract_parties_differ check (party_a <> party_b),
  constraint contract_days_in_order check (ends_on >= begins_on),
  constraint contract_above foreign key (district, above_id) references safeguards.contract (district, id),
  constraint contract_paper foreign key (district, paper_id) references safeguards.paper (district, id)
);
comment on table safeguards.contract is 'A contract between two parties of a project: the sum of its events.';
comment on column safeguards.contract.party_a is 'Who gives the work, an enterprise of the registry; party_b takes it.';
comment on column safeguards.contract.above_id is 'The contract that this one is under; null: none is known.';
comment on column safeguards.contract.cycle_months is 'How often labour cost is transferred, in months (条例 24: at most one); transfer_day: the day of the month.';
comment on column safeguards.contract.ratio_basis_points is 'The agreed share of labour cost, in hundredths of a per cent.';
comment on column safeguards.contract.withdrawn_at is 'It was entered by mistake: it counts no more.';
create unique index contract_number_once on safeguards.contract (district, project_id, number_key) where number_key is not null and withdrawn_at is null;
create index contract_number on safeguards.contract (district, number_key) where number_key is not null and withdrawn_at is null;
create index contract_project on safeguards.contract (district, project_id, id);
create index contract_above_of on safeguards.contract (district, above_id);
create index contract_paper_of on safeguards.contract (district, paper_id);

create table safeguards.evidence (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  safeguard text collate "C" not null constraint safeguard_is_known check (safeguard in ('real-name', 'special-account', 'contractor-pays', 'deposit', 'labour-cost', 'notice-board', 'labour-contract', 'labour-officer')),
  holds boolean not null,
  said_on date not null,
  valid_to date,
  words text not null,
  origin text collate "C" not null constraint origin_is_known check (origin in ('by-hand', 'screening')),
  origin_id text collate "C" not null,
  paper_id uuid,
  recorded_by uuid not null,
  recorded_by_name text not null,
  organisation text not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  constraint evidence_pk primary key (district, id),
  constraint evidence_paper foreign key (district, paper_id) references safeguards.paper (district, id)
);
comment on table safeguards.evidence is 'What somebody has seen of a safeguard; of a project and safeguard the newest day counts, of one day the newest row.';
comment on column safeguards.evidence.holds is 'It was there; false: it was looked for and was not.';
comment on column safeguards.evidence.said_on is 'The day it was seen.';
comment on column safeguards.evidence.origin_id is 'Of a screening: which; said again under it, it takes the place of what it had said. Else the row''s own id.';
create index evidence_latest on safeguards.evidence (district, project_id, safeguard, said_on desc, id desc) where withdrawn_at is null;
create index evidence_origin on safeguards.evidence (district, project_id, origin_id, safeguard) where withdrawn_at is null;
create index evidence_paper_of on safeguards.evidence (district, paper_id);

create table safeguards.decision (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  project_id uuid not null,
  safeguard text collate "C" not null constraint safeguard_is_known check (safeguard in ('real-name', 'special-account', 'contractor-pays', 'deposit', 'labour-cost', 'notice-board', 'labour-contract', 'labour-officer')),
  reason text not null,
  decided_by_name text not null,
  decided_on date not null,
  lifted_at timestamptz,
  constraint decision_pk primary key (district, project_id, safeguard)
);
comment on table safeguards.decision is 'An officer''s word that a safeguard is not required on a project; lifted, the rule says again. The sum of its events.';

-- What happened, in order. Contracts, evidence and decisions are its sum.
create table safeguards.safeguard_event (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  subject_id uuid,
  kind text not null constraint kind_is_known check (kind in ('contract-added', 'contract-amended', 'contract-withdrawn', 'evidence-added', 'evidence-withdrawn', 'not-required', 'by-rule')),
  detail jsonb not null,
  actor_id uuid not null,
  actor_name text not null,
  organisation text not null,
  happened_on date not null,
  at timestamptz not null,
  constraint safeguard_event_pk primary key (district, id)
);
comment on column safeguards.safeguard_event.subject_id is 'The contract or the piece of evidence; null of decisions, whose safeguard stands in the detail.';
comment on column safeguards.safeguard_event.detail is 'What was said; of an amendment the fields as they became (`to`) and as they were (`from`), with the reason.';
create index safeguard_event_project on safeguards.safeguard_event (district, project_id, id);

create table safeguards.standing (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  project_id uuid not null,
  safeguard text collate "C" not null constraint safeguard_is_known check (safeguard in ('real-name', 'special-account', 'contractor-pays', 'deposit', 'labour-cost', 'notice-board', 'labour-contract', 'labour-officer')),
  state text collate "C" not null constraint state_is_known check (state in ('met', 'missing', 'expired', 'not-due', 'unknown', 'not-required')),
  due_on date,
  checked_on date not null,
  constraint standing_pk primary key (district, project_id, safeguard)
);
comment on table safeguards.standing is 'How a safeguard stands on a project, folded from the facts in the transaction that brings one, and each day anew.';
comment on column safeguards.standing.due_on is 'The last day by which it had to stand; null: it cannot be told, or nothing is required.';
create index standing_state on safeguards.standing (district, safeguard, state, project_id);
create index standing_checked on safeguards.standing (district, checked_on, project_id);

alter table safeguards.paper enable row level security;
alter table safeguards.contract enable row level security;
alter table safeguards.evidence enable row level security;
alter table safeguards.decision enable row level security;
alter table safeguards.safeguard_event enable row level security;
alter table safeguards.standing enable row level security;
create policy in_scope on safeguards.paper using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on safeguards.contract using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on safeguards.evidence using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on safeguards.decision using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on safeguards.safeguard_event using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on safeguards.standing using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_projects on safeguards.paper as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on safeguards.contract as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on safeguards.evidence as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on safeguards.decision as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on safeguards.safeguard_event as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on safeguards.standing as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
grant select, insert on safeguards.paper, safeguards.contract, safeguards.evidence, safeguards.decision, safeguards.safeguard_event, safeguards.standing to huxin_app;
grant update (kind, number, number_key, party_a, party_b, above_id, sum_fen, signed_on, begins_on, ends_on, cycle_months, transfer_day, ratio_basis_points, paper_id, version, withdrawn_at) on safeguards.contract to huxin_app;
grant update (withdrawn_at) on safeguards.evidence to huxin_app;
grant update (reason, decided_by_name, decided_on, lifted_at) on safeguards.decision to huxin_app;
grant update (state, due_on, checked_on) on safeguards.standing to huxin_app;
grant delete on safeguards.standing to huxin_app;

create view safeguards.contract_face with (security_invoker = true) as
  select district, id, project_id, kind, number, party_a, party_b, above_id, sum_fen, signed_on, begins_on, ends_on, cycle_months, transfer_day, ratio_basis_points
  from safeguards.contract where withdrawn_at is null;
comment on view safeguards.contract_face is 'Published: contracts that count.';
create view safeguards.standing_face with (security_invoker = true) as
  select district, project_id, safeguard, state, due_on, checked_on from safeguards.standing;
comment on view safeguards.standing_face is 'Published: how each safeguard stands on each project.';
create view safeguards.project_history with (security_invoker = true) as
  select district, id, project_id, kind, detail, actor_name, at from safeguards.safeguard_event;
comment on view safeguards.project_history is 'Published: what happened to a project''s contracts, evidence and decisions.';
grant select on safeguards.contract_face, safeguards.standing_face, safeguards.project_history to huxin_app;

-- What banks say they have paid out, by the month it counts for: that somebody pays through a bank, and until when.
create view wages.bank_paid with (security_invoker = true) as
  select district, project_id, worker_id, counts_for as month, paid_on
  from wages.bank_return where superseded_by is null and outcome = 'paid' and counts_for is not null;
comment on view wages.bank_paid is 'Published: payments that banks say they have made, by the month they count for.';
create view labour.standing_contract with (security_invoker = true) as
  select district, project_id, worker_id, valid_from from labour.contract_line where superseded_by is null;
comment on view labour.standing_contract is 'Published: contracts and written agreements of workers that stand.';
grant select on wages.bank_paid, labour.standing_contract to huxin_app;

-- The day of the permit, from which the deposit's limit runs (65 号 art. 8).
alter table registry.project add column permit_on date;
comment on column registry.project.permit_on is 'The day of the construction permit, or of the approval of the report of beginning (开工报告批复); null: not stated.';
grant update (permit_on) on registry.project to huxin_app;
create or replace view registry.project_face with (security_invoker = true) as
  select district, id, code, name, name_key, town, owner_kind, state, permit_number, platform_number, pay_day, begun_on, created_at, place, contract_sum_fen, finish_on, industry, permit_on
  from registry.project where withdrawn_at is null;
create index if not exists project_permit on registry.project (district, permit_number) where permit_number is not null and withdrawn_at is null;
