-- Taking an import back takes as long as taking it in: it is asked for, waits its turn, can be broken off, and ends well or not.
alter table exchange.source_file drop constraint state_is_known;
alter table exchange.source_file add constraint state_is_known check (state in ('received', 'understood', 'unreadable', 'unpacked', 'waiting', 'committed', 'repeated', 'withdrawing', 'withdrawn'));
alter table exchange.source_file add column withdrawn_lines integer;
comment on column exchange.source_file.withdrawn_lines is 'How many lines taking it back withdrew; null: it stands, or was taken back before this was kept.';

create table exchange.withdrawal (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  source_file_id uuid not null,
  state text not null constraint state_is_known check (state in ('queued', 'cancelling', 'cancelled', 'refused', 'done')),
  file_state text not null constraint file_state_is_known check (file_state in ('committed', 'waiting')),
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  begun_at timestamptz,
  cancelled_by uuid,
  cancelled_by_name text,
  ended_at timestamptz,
  refusal jsonb,
  constraint withdrawal_pk primary key (district, id),
  constraint withdrawal_of_file foreign key (district, source_file_id) references exchange.source_file (district, id)
);
comment on table exchange.withdrawal is 'Somebody asked that a file be taken back. As long as it is queued or cancelling, the file is withdrawing.';
comment on column exchange.withdrawal.file_state is 'What the file was, and is again if it is not taken back.';
comment on column exchange.withdrawal.begun_at is 'When its turn came; null while it waits. One that failed waits again.';
comment on column exchange.withdrawal.refusal is 'Why it was refused when its turn had come: code and values of the sentence.';
create index withdrawal_queue on exchange.withdrawal (district, asked_at, id) where state in ('queued', 'cancelling');
create index withdrawal_file on exchange.withdrawal (district, source_file_id, id);

-- How many are before it is everybody's to know who waits; whose they are is not.
create function exchange.withdrawals_before(of_district text, of_withdrawal uuid) returns integer
  language sql stable security definer set search_path = pg_catalog as $$
  select count(*)::integer
  from exchange.withdrawal m
  join exchange.withdrawal w on w.district = m.district and (w.asked_at, w.id) < (m.asked_at, m.id) and w.state in ('queued', 'cancelling')
  where m.district = of_district and m.id = of_withdrawal and m.state in ('queued', 'cancelling')
    and of_district between current_setting('huxin.first') and current_setting('huxin.last')
$$;
revoke all on function exchange.withdrawals_before(text, uuid) from public;
grant execute on function exchange.withdrawals_before(text, uuid) to huxin_app;

alter table exchange.withdrawal enable row level security;
create policy in_scope on exchange.withdrawal using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_files on exchange.withdrawal as restrictive using (current_setting('huxin.projects') = '*' or exists (select from exchange.source_file f where f.district = withdrawal.district and f.id = withdrawal.source_file_id));
grant select, insert on exchange.withdrawal to huxin_app;
grant update (state, begun_at, cancelled_by, cancelled_by_name, ended_at, refusal) on exchange.withdrawal to huxin_app;
grant update (withdrawn_lines) on exchange.source_file to huxin_app;
