-- Posts have a life: deputised for a time, on leave, moved; work finds whoever acts for them on the day.
alter table people.post add column deputy_for uuid;
alter table people.post add constraint post_is_acted_for foreign key (deputy_for) references people.post (id);
alter table people.post add constraint deputy_acts_for_a_time check (deputy_for is null or ends_on is not null);
create index post_deputies on people.post (deputy_for) where deputy_for is not null;
comment on column people.post.deputy_for is 'The post that this one acts for, by authority given (授权) with dates; null of a post of one''s own.';

create table people.leave (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  account_id uuid not null constraint leave_of_account references people.account (id),
  begins_on date not null,
  ends_on date not null,
  why text not null,
  entered_by uuid not null,
  entered_by_name text not null,
  entered_at timestamptz not null,
  withdrawn_at timestamptz,
  constraint leave_pk primary key (district, id),
  constraint leave_ends_after_it_begins check (ends_on >= begins_on)
);
comment on table people.leave is 'Days on which an account acts in none of its posts of the district; a return before the last day moves ends_on.';
create index leave_account on people.leave (account_id, district);
alter table people.leave enable row level security;
create policy in_scope on people.leave using (district between current_setting('huxin.first') and current_setting('huxin.last'));
grant select, insert on people.leave to huxin_app;
grant update (ends_on, withdrawn_at) on people.leave to huxin_app;

-- Who holds which post: a town's also what was addressed to the towns that were merged into it, and nobody in days of leave.
create or replace view people.post_holder with (security_invoker = true) as
  select p.district, p.role, u.place, p.account_id, a.display_name, o.name as organisation, h.begins_on, h.ends_on
  from people.post p
  join people.account a on a.id = p.account_id and a.closed_at is null
  join people.organisation o on o.id = p.organisation_id
  cross join lateral unnest(case p.role
    when 'town' then array_prepend(coalesce(p.town, ''), array(select d.code from places.division d where d.into_town = p.town))
    when 'department' then p.industries
    when 'labour-officer' then p.project_ids::text[]
    else array['']
  end) as u (place)
  cross join lateral (
    select p.begins_on, p.ends_on
    where not exists (select from people.leave l where l.district = p.district and l.account_id = p.account_id and l.withdrawn_at is null)
    union all
    select lower(free.days), upper(free.days) - 1
    from unnest(datemultirange(daterange(p.begins_on, case when p.ends_on is null then null else greatest(p.ends_on + 1, p.begins_on) end)) - (
      select range_agg(daterange(l.begins_on, l.ends_on, '[]')) from people.leave l
      where l.district = p.district and l.account_id = p.account_id and l.withdrawn_at is null)) as free (days)
  ) h;

create or replace view people.post_face with (security_invoker = true) as
  select p.district, p.id, p.account_id, a.name as account_name, a.display_name, o.name as organisation, p.role, p.town, p.industries, p.project_ids, p.begins_on, p.ends_on, a.closed_at,
    p.deputy_for, f.display_name as deputy_for_name
  from people.post p join people.account a on a.id = p.account_id join people.organisation o on o.id = p.organisation_id
    left join people.post of_post on of_post.id = p.deputy_for left join people.account f on f.id = of_post.account_id;

create view people.leave_face with (security_invoker = true) as
  select district, id, account_id, begins_on, ends_on, why, entered_by_name, entered_at from people.leave where withdrawn_at is null;
comment on view people.leave_face is 'Published: days of leave that stand, past ones too.';
grant select on people.leave_face to huxin_app;
