-- What officers say of a sheet: how it is to be read, what a cell should hold, and which format comes back from whom.
alter table exchange.batch
  add column sender text not null default '',
  add column sender_projects text not null default '*';
comment on column exchange.batch.sender is 'The organisation that hands in: whose formats are remembered. Empty: before senders were kept.';
comment on column exchange.batch.sender_projects is 'Which projects whoever hands in may see, as the setting huxin.projects writes it: what is found while reading is found with this right.';

alter table exchange.source_file
  add column mends_of uuid,
  add column returned_of uuid,
  add constraint mended_or_returned check (mends_of is null or returned_of is null),
  add constraint source_file_mends foreign key (district, mends_of) references exchange.source_file (district, id),
  add constraint source_file_returns foreign key (district, returned_of) references exchange.source_file (district, id);
comment on column exchange.source_file.mends_of is 'The committed file whose waiting rows this import takes in after they were mended; its content is that file''s.';
comment on column exchange.source_file.returned_of is 'The file whose copy with reasons came back as this one: only what was mended in it is taken.';
create index source_file_mends_of on exchange.source_file (district, mends_of, id) where mends_of is not null;
create index source_file_returned_of on exchange.source_file (district, returned_of, id) where returned_of is not null;

create table exchange.profile (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  sender text not null,
  fingerprint text collate "C" not null,
  name text not null,
  format jsonb not null,
  state text not null constraint state_is_known check (state in ('in-use', 'disabled', 'withdrawn')),
  uses integer not null,
  last_used_at timestamptz,
  made_by uuid not null,
  made_by_name text not null,
  made_at timestamptz not null,
  constraint profile_pk primary key (district, id)
);
comment on table exchange.profile is 'The shape of a sender''s sheet, remembered from an officer''s answer; the sum of its events.';
comment on column exchange.profile.fingerprint is 'Of the header''s texts in order, numbers and days left out: the sheet of another month has the same.';
comment on column exchange.profile.format is 'Kind, and which header text is which field.';
comment on column exchange.profile.uses is 'Sheets that were committed as it says.';
create unique index profile_of_sender on exchange.profile (district, sender, fingerprint) where state <> 'withdrawn';

-- What happened to a format, in order. Rows are added, never changed.
create table exchange.profile_event (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  profile_id uuid not null,
  kind text not null constraint kind_is_known check (kind in ('made', 'answered-anew', 'edited', 'disabled', 'enabled', 'withdrawn', 'used')),
  detail jsonb not null,
  actor_id uuid not null,
  actor_name text not null,
  at timestamptz not null,
  constraint profile_event_pk primary key (district, id),
  constraint profile_event_of_profile foreign key (district, profile_id) references exchange.profile (district, id)
);
create index profile_event_profile on exchange.profile_event (district, profile_id, id);

create table exchange.sheet_answer (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  source_file_id uuid not null,
  sheet integer not null,
  answer jsonb not null,
  remember_as text,
  profile_id uuid,
  answered_by uuid not null,
  answered_by_name text not null,
  answered_at timestamptz not null,
  constraint sheet_answer_pk primary key (district, id),
  constraint sheet_answer_of_file foreign key (district, source_file_id) references exchange.source_file (district, id),
  constraint sheet_answer_of_profile foreign key (district, profile_id) references exchange.profile (district, id)
);
comment on table exchange.sheet_answer is 'How an officer, or a remembered format, says that a sheet is to be read. Rows are added; the newest of a sheet holds.';
comment on column exchange.sheet_answer.remember_as is 'The name under which the format is to be remembered; null: for this sheet only.';
comment on column exchange.sheet_answer.profile_id is 'The remembered format that answered; null: a person did.';
create index sheet_answer_file on exchange.sheet_answer (district, source_file_id, sheet, id);
create index sheet_answer_profile on exchange.sheet_answer (district, profile_id) where profile_id is not null;

create table exchange.mend (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  source_file_id uuid not null,
  sheet integer not null,
  "row" integer not null,
  "column" integer not null,
  value bytea not null,
  taken_in uuid,
  mended_by uuid not null,
  mended_by_name text not null,
  mended_at timestamptz not null,
  constraint mend_pk primary key (district, id),
  constraint mend_of_file foreign key (district, source_file_id) references exchange.source_file (district, id),
  constraint mend_taken_in foreign key (district, taken_in) references exchange.source_file (district, id)
);
comment on table exchange.mend is 'What a cell of a received file should hold. Rows are added; the newest of a cell holds. The file itself stays as it came.';
comment on column exchange.mend."column" is '0-based, as readers count.';
comment on column exchange.mend.value is 'Sealed: it may be an ID or a card.';
comment on column exchange.mend.taken_in is 'The import that read it; null, or one taken back: it still waits.';
create index mend_cell on exchange.mend (district, source_file_id, sheet, "row", "column", id);
create index mend_taken on exchange.mend (district, taken_in) where taken_in is not null;

alter table exchange.profile enable row level security;
alter table exchange.profile_event enable row level security;
alter table exchange.sheet_answer enable row level security;
alter table exchange.mend enable row level security;
create policy in_scope on exchange.profile using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on exchange.profile_event using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on exchange.sheet_answer using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on exchange.mend using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_files on exchange.sheet_answer as restrictive using (current_setting('huxin.projects') = '*' or exists (select from exchange.source_file f where f.district = sheet_answer.district and f.id = sheet_answer.source_file_id));
create policy own_files on exchange.mend as restrictive using (current_setting('huxin.projects') = '*' or exists (select from exchange.source_file f where f.district = mend.district and f.id = mend.source_file_id));
grant select, insert on exchange.profile, exchange.profile_event, exchange.sheet_answer, exchange.mend to huxin_app;
grant update (name, format, state, uses, last_used_at) on exchange.profile to huxin_app;
grant update (taken_in) on exchange.mend to huxin_app;
grant update (returned_of) on exchange.source_file to huxin_app;
