-- A zip of several files: it is unpacked, and each file of it is a file of the batch.
alter table exchange.source_file drop constraint state_is_known;
alter table exchange.source_file add constraint state_is_known check (state in ('received', 'understood', 'unreadable', 'unpacked', 'waiting', 'committed', 'repeated', 'withdrawn'));
alter table exchange.source_file add column unpacked_from uuid;
alter table exchange.source_file add constraint source_file_unpacked_from foreign key (district, unpacked_from) references exchange.source_file (district, id);
comment on column exchange.source_file.unpacked_from is 'The zip it came in; its name begins with the zip''s. Null: it was handed in by itself.';
create index source_file_unpacked on exchange.source_file (district, unpacked_from, no) where unpacked_from is not null;
