-- Departments of an industry and leaders have posts; a project belongs to an industry, by which departments see it.
alter table people.post drop constraint role_is_known;
alter table people.post add constraint role_is_known check (role in ('coordination-office', 'department', 'town', 'leader', 'labour-officer', 'system-administrator'));
alter table people.post add column industries text[] not null default '{}';
alter table people.post add constraint department_post_names_its_industries check ((role = 'department') = (cardinality(industries) > 0));
comment on column people.post.industries is 'The industries whose projects a department''s post sees; {all}: those of every industry.';

alter table registry.project add column industry text not null default 'unknown';
alter table registry.project add constraint industry_is_known check (industry in ('housing', 'municipal', 'transport', 'water', 'energy', 'land', 'rural', 'other', 'unknown'));
comment on column registry.project.industry is 'Which department''s it is (条例 art. 7: the industry authority supervises); unknown: nobody has said.';
create index project_industry on registry.project (district, industry, id);
grant update (industry) on registry.project to huxin_app;

create or replace view registry.project_face with (security_invoker = true) as
  select district, id, code, name, name_key, town, owner_kind, state, permit_number, platform_number, pay_day, begun_on, created_at, place, contract_sum_fen, finish_on, industry
  from registry.project where withdrawn_at is null;
