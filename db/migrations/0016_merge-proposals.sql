-- One person under two numbers. Who comes with a number that nobody has is somebody new, as before; where a worker of the
-- same name stands on the project and more than the name agrees, that they may be one is proposed, and people decide.
alter table labour.mention drop constraint matched_by_is_known;
alter table labour.mention add constraint matched_by_is_known check (matched_by in ('id', 'card', 'phone', 'name', 'new'));

alter table labour.worker add column merged_into uuid;
alter table labour.worker add constraint worker_is_merged_into foreign key (district, merged_into) references labour.worker (district, id);
alter table labour.worker add constraint worker_is_not_merged_into_himself check (merged_into <> id);
comment on column labour.worker.merged_into is 'The worker whom he was found to be, as it holds now (merge_event has when and by whom); null: he is himself.';
create index worker_merged_into on labour.worker (district, merged_into) where merged_into is not null;

create table labour.merge_proposal (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  kept_worker_id uuid not null,
  other_worker_id uuid not null,
  reason text not null constraint reason_is_known check (reason in ('card', 'phone', 'id-digits', 'id-15-18')),
  agrees text[] not null,
  differs text[] not null,
  id_digits smallint,
  import_id uuid not null,
  state text not null constraint state_is_known check (state in ('open', 'merged', 'refused', 'withdrawn')),
  merged_worker_id uuid,
  into_worker_id uuid,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  decided_why text,
  version integer not null default 1,
  constraint merge_proposal_pk primary key (district, id),
  constraint merge_proposal_is_of_two check (kept_worker_id <> other_worker_id),
  constraint merge_proposal_kept foreign key (district, kept_worker_id) references labour.worker (district, id),
  constraint merge_proposal_other foreign key (district, other_worker_id) references labour.worker (district, id)
);
comment on table labour.merge_proposal is 'Two workers of one name on a project who may be one person; one row a pair. The stored row is the sum of its events.';
comment on column labour.merge_proposal.kept_worker_id is 'Who would be kept, as it is proposed: whose number can be right, else who was there first.';
comment on column labour.merge_proposal.reason is 'What speaks for it most: the same card, the same phone, numbers that differ in one or two digits, or one of 15 digits that is the other of 18.';
comment on column labour.merge_proposal.agrees is 'Facts that both state alike, when it was raised: id, card, phone, firm, team.';
comment on column labour.merge_proposal.differs is 'Facts that both state, and not alike.';
comment on column labour.merge_proposal.id_digits is 'In how many places their numbers differ; null where that cannot be said.';
comment on column labour.merge_proposal.import_id is 'The import that raised it last.';
comment on column labour.merge_proposal.state is 'withdrawn: one of the two is on no project any more, because what spoke of him was taken back.';
comment on column labour.merge_proposal.merged_worker_id is 'Who was merged, where it is: either of the two, or whom he had been merged into meanwhile.';
create unique index merge_proposal_pair on labour.merge_proposal (district, least(kept_worker_id, other_worker_id), greatest(kept_worker_id, other_worker_id));
create index merge_proposal_kept_worker on labour.merge_proposal (district, kept_worker_id);
create index merge_proposal_other_worker on labour.merge_proposal (district, other_worker_id);
create index merge_proposal_state on labour.merge_proposal (district, state, id);
create index merge_proposal_import on labour.merge_proposal (district, import_id);

create table labour.merge_event (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  proposal_id uuid not null,
  project_id uuid not null,
  kind text not null constraint kind_is_known check (kind in ('raised', 'withdrawn', 'merged', 'refused', 'unmerged')),
  import_id uuid,
  merged_worker_id uuid,
  into_worker_id uuid,
  why text,
  actor_id uuid not null,
  actor_name text not null,
  at timestamptz not null,
  constraint merge_event_pk primary key (district, id),
  constraint merge_event_of_proposal foreign key (district, proposal_id) references labour.merge_proposal (district, id)
);
comment on table labour.merge_event is 'What became of a proposal, in order. Rows are added, never changed.';
create index merge_event_proposal on labour.merge_event (district, proposal_id, id);

-- Lines of a worker who was merged are from then on the other's; under whom they came stands here, so that it can be undone.
create table labour.merged_line (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  line_table text collate "C" not null,
  import_id uuid not null,
  sheet integer not null,
  row integer not null,
  worker_id uuid not null,
  constraint merged_line_pk primary key (district, line_table, import_id, sheet, row)
);
comment on table labour.merged_line is 'Under which worker a line came that is now, or was once, another''s: a line is always of whom this worker is merged into, or of him.';
comment on column labour.merged_line.row is 'Of a mention its person number; of a tied number 0, and import_id is its id.';
create index merged_line_worker on labour.merged_line (district, worker_id, line_table);

-- Of two lines of one key that became one worker's the later stands; what each line of such a key stood behind is kept.
create table labour.merge_covered (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  event_id uuid not null,
  line_table text collate "C" not null,
  fact text collate "C" not null,
  import_id uuid not null,
  sheet integer not null,
  row integer not null,
  before uuid,
  after uuid,
  constraint merge_covered_pk primary key (district, event_id, line_table, fact, import_id, sheet, row)
);
comment on table labour.merge_covered is 'Which lines stood, of the keys that a merge touched: the column `fact` held `before` it, and `after` it.';

create or replace view labour.worker_face with (security_invoker = true) as
  select w.district, w.id, w.name, w.id_value, w.id_finding, v.masked as id_masked, w.merged_into
  from labour.worker w
  left join platform.personal_value v on v.district = w.district and v.id = w.id_value;

-- Whom a merged worker is: at the end of the chain, a worker who is himself.
create function labour.worker_merged_into(of_district text, of_worker uuid) returns uuid
  language sql stable security definer set search_path = pg_catalog as $$
  with recursive up (id, merged_into) as (
    select w.id, w.merged_into from labour.worker w where w.district = of_district and w.id = of_worker
    union all
    select w.id, w.merged_into from up join labour.worker w on w.district = of_district and w.id = up.merged_into
  )
  select id from up
  where merged_into is null and of_district between current_setting('huxin.first') and current_setting('huxin.last')
$$;
revoke all on function labour.worker_merged_into(text, uuid) from public;
grant execute on function labour.worker_merged_into(text, uuid) to huxin_app;

-- As in 0006, and of a merged worker's number whom he was merged into; `named_worker_id` says whose the number was.
drop function labour.worker_of_number(text, uuid[]);
create function labour.worker_of_number(of_district text, numbers uuid[]) returns table (id_value uuid, worker_id uuid, named_worker_id uuid)
  language sql stable security definer set search_path = pg_catalog as $$
  select w.id_value, case when w.merged_into is null then w.id else labour.worker_merged_into(of_district, w.id) end,
    case when w.merged_into is not null then w.id end
  from unnest(numbers) as n (id_value)
  join labour.worker w on w.district = of_district and w.id_value = n.id_value
  where of_district between current_setting('huxin.first') and current_setting('huxin.last')
$$;
revoke all on function labour.worker_of_number(text, uuid[]) from public;
grant execute on function labour.worker_of_number(text, uuid[]) to huxin_app;

alter table labour.merge_proposal enable row level security;
alter table labour.merge_event enable row level security;
alter table labour.merged_line enable row level security;
alter table labour.merge_covered enable row level security;
create policy in_scope on labour.merge_proposal using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on labour.merge_event using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on labour.merged_line using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on labour.merge_covered using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_projects on labour.merge_proposal as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on labour.merge_event as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));

grant select, insert on labour.merge_proposal, labour.merge_event, labour.merged_line, labour.merge_covered to huxin_app;
grant update (project_id, import_id, state, merged_worker_id, into_worker_id, decided_at, decided_by, decided_by_name, decided_why, version) on labour.merge_proposal to huxin_app;
grant update (merged_into) on labour.worker to huxin_app;
-- Whose a line is: changed by a merge and its undoing only, and merged_line says under whom it came.
grant update (worker_id) on labour.mention, labour.roster_line, labour.entry_exit, labour.contract_line, labour.attendance_month, labour.device_user to huxin_app;
grant update (worker_id) on wages.pay_line, wages.bank_return to huxin_app;
