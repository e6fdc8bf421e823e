-- 工日 worked for certain: as sheets state them, and of computed ones at most one for a day on site.
alter table wages.ledger add column sure_workdays_hundredths integer not null default 0;
update wages.ledger set sure_workdays_hundredths = case when days_present > 0 then least(workdays_hundredths, days_present * 100) else workdays_hundredths end;
alter table wages.ledger alter column sure_workdays_hundredths drop default;
comment on column wages.ledger.sure_workdays_hundredths is 'As stated; where a sheet states none, at most one 工日 for a day present: punches hold the breaks.';

create or replace view wages.worker_month with (security_invoker = true) as
  select district, project_id, worker_id, month, pay_on, attended, days_present, minutes, workdays_hundredths,
    due_basis, due_fen, deducted_fen, paid_on_time_fen, paid_late_fen, owed_fen, sure_workdays_hundredths
  from wages.ledger;
