-- The audit by day and by who did it, page by page.
create index audit_entry_order on platform.audit_entry (district, at, id);
create index audit_entry_actor on platform.audit_entry (district, actor_id, at, id);
