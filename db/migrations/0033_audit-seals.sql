-- The audit sealed: each entry proves that the program wrote it, and entries of a district are a chain with signed heads.
alter table platform.audit_entry add column proof bytea;
comment on column platform.audit_entry.proof is 'HMAC-SHA-256 over the entry, written with it; null: written before there were proofs.';
comment on column platform.audit_entry.seal is 'HMAC-SHA-256 over the seal before it, its number and its proof.';
create index audit_entry_unsealed on platform.audit_entry (district, id) where seal_no is null;
create unique index audit_entry_seal_no on platform.audit_entry (district, seal_no) where seal_no is not null;
create policy sealed_once on platform.audit_entry as restrictive for update using (seal_no is null) with check (seal_no is not null);
grant update (proof, seal_no, seal) on platform.audit_entry to huxin_app;

create table platform.audit_head (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  seal_no bigint not null,
  seal bytea not null,
  signed_at timestamptz not null,
  signature bytea not null,
  is_last boolean not null,
  constraint audit_head_pk primary key (district, seal_no)
);
comment on table platform.audit_head is 'Where the chain of a district stood, signed (Ed25519): its last head, and one of each hour before.';
create unique index audit_head_last on platform.audit_head (district) where is_last;
alter table platform.audit_head enable row level security;
create policy in_scope on platform.audit_head using (district between current_setting('huxin.first') and current_setting('huxin.last'));
grant select, insert, update, delete on platform.audit_head to huxin_app;
