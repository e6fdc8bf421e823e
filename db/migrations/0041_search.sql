-- One search over what there is: pairs of letters in GIN indexes of the tables themselves, so that nothing is kept twice
-- and no extension is needed (a trigram of three letters misses a Chinese name of two).

-- The form in which words are compared: composed, capital, without spaces and signs.
create function platform.search_text(words text) returns text
  language sql immutable strict parallel safe
  return upper(translate(normalize(words, NFKC), E' \t\r\n·•・.,。、;:!?()<>[]{}《》〈〉「」『』【】〔〕"“”''‘’-—–_/\\|#*+~', ''));

-- Each pair of neighbouring letters, with the district before it, so that a search in one district touches no other's.
create function platform.search_pairs(of_district text, words text) returns text[]
  language plpgsql immutable strict parallel safe as $$
declare
  said text := left(platform.search_text(words), 200);
  pairs text[] := '{}';
begin
  for at in 1 .. length(said) - 1 loop
    pairs := pairs || (of_district || substr(said, at, 2));
  end loop;
  return pairs;
end $$;

-- What several words are looked for by: pairs that cover each word once, for every pair more is a list more to go through;
-- a word of one letter has none.
create function platform.search_pairs_of(of_district text, words text[]) returns text[]
  language plpgsql immutable strict parallel safe as $$
declare
  word text;
  pairs text[] := '{}';
begin
  foreach word in array words loop
    word := left(platform.search_text(word), 200);
    for at in 1 .. length(word) - 1 by 2 loop
      pairs := pairs || (of_district || substr(word, at, 2));
    end loop;
    if length(word) > 2 and length(word) % 2 = 1 then
      pairs := pairs || (of_district || right(word, 2));
    end if;
  end loop;
  return pairs;
end $$;

-- Pairs may lie apart: whether the words themselves are in it.
create function platform.search_holds(words text, sought text[]) returns boolean
  language sql immutable strict parallel safe as $$
  select not exists (select from unnest(sought) as s (word) where strpos(platform.search_text(words), platform.search_text(s.word)) = 0)
$$;
grant execute on function platform.search_text(text), platform.search_pairs(text, text), platform.search_pairs_of(text, text[]),
  platform.search_holds(text, text[]) to huxin_app;

-- A short list of what waits to be sorted in, which every search goes through.
create index worker_search on labour.worker using gin (platform.search_pairs(district, name)) with (gin_pending_list_limit = 512);
create index enterprise_search on registry.enterprise using gin (platform.search_pairs('', name)) with (gin_pending_list_limit = 512);
create index task_search on tasks.task using gin (platform.search_pairs(district, title)) with (gin_pending_list_limit = 512);
-- What is not done is asked for first and is little; only what finds less than eight of it goes through all there ever were.
create index task_search_live on tasks.task using gin (platform.search_pairs(district, title)) with (gin_pending_list_limit = 512)
  where state in ('open', 'answered', 'returned');
create index source_file_search on exchange.source_file using gin (platform.search_pairs(district, name)) with (gin_pending_list_limit = 512);
create index engagement_of_card on labour.engagement (district, card_value) where card_value is not null;
create index engagement_of_phone on labour.engagement (district, phone_value) where phone_value is not null;
create index participant_of_enterprise on registry.participant (district, enterprise_id);

-- Comparing texts is not leakproof, so that no policy lets an index do it: each function asks itself what its policy asks.
create function labour.search_workers(of_district text, words text[]) returns table (id uuid, name text)
  language sql stable security definer set search_path = pg_catalog set enable_seqscan = off as $$
  select f.id, f.name from (
    select w.id, w.name from labour.worker w
    where platform.search_pairs(w.district, w.name) @> platform.search_pairs_of(of_district, words)
      and w.district = of_district and w.merged_into is null
      and of_district between current_setting('huxin.first') and current_setting('huxin.last')
      and platform.search_holds(w.name, words)
      and (current_setting('huxin.projects') = '*' or exists (
        select from labour.engagement e where e.district = of_district and e.worker_id = w.id
          and e.project_id::text = any (string_to_array(current_setting('huxin.projects'), ','))))
    limit 400
  ) f
  order by length(f.name), f.id limit 8
$$;

-- Whose ID, card or phone number it is, on the projects that are seen.
create function labour.workers_of_value(of_district text, number_value uuid) returns table (id uuid, name text)
  language sql stable security definer set search_path = pg_catalog as $$
  select w.id, w.name from (
    select n.worker_id from labour.worker_of_number(of_district, array[number_value]) n
    union
    select e.worker_id from labour.engagement e where e.district = of_district and e.card_value = number_value
    union
    select e.worker_id from labour.engagement e where e.district = of_district and e.phone_value = number_value
  ) k
  join labour.worker w on w.district = of_district and w.id = k.worker_id and w.merged_into is null
  where of_district between current_setting('huxin.first') and current_setting('huxin.last')
    and (current_setting('huxin.projects') = '*' or exists (
      select from labour.engagement e where e.district = of_district and e.worker_id = w.id
        and e.project_id::text = any (string_to_array(current_setting('huxin.projects'), ','))))
  order by w.id limit 8
$$;

create function tasks.search_tasks(of_district text, words text[]) returns table (id uuid, title text, state text, due_on date)
  language sql stable security definer set search_path = pg_catalog set enable_seqscan = off as $$
  with live as materialized (
    select t.id, t.title, t.state, t.due_on from tasks.task t
    where platform.search_pairs(t.district, t.title) @> platform.search_pairs_of(of_district, words)
      and t.state in ('open', 'answered', 'returned') and t.district = of_district
      and of_district between current_setting('huxin.first') and current_setting('huxin.last')
      and platform.search_holds(t.title, words)
      and (current_setting('huxin.projects') = '*'
        or t.project_id::text = any (string_to_array(current_setting('huxin.projects'), ','))
        or (t.owner_role, t.owner_place) in (
          select h.role, h.place from people.post_holder h
          where h.account_id = current_setting('huxin.account')::uuid and h.district = of_district))
    limit 400
  ), done as materialized (
    select t.id, t.title, t.state, t.due_on from tasks.task t
    where (select count(*) from live) < 8
      and platform.search_pairs(t.district, t.title) @> platform.search_pairs_of(of_district, words)
      and t.state in ('closed', 'cancelled') and t.district = of_district
      and of_district between current_setting('huxin.first') and current_setting('huxin.last')
      and platform.search_holds(t.title, words)
      and (current_setting('huxin.projects') = '*'
        or t.project_id::text = any (string_to_array(current_setting('huxin.projects'), ','))
        or (t.owner_role, t.owner_place) in (
          select h.role, h.place from people.post_holder h
          where h.account_id = current_setting('huxin.account')::uuid and h.district = of_district))
    limit 400
  )
  select f.id, f.title, f.state, f.due_on
  from (select *, true as is_live from live union all select *, false as is_live from done) f
  order by f.is_live desc, f.id desc limit 8
$$;

create function exchange.search_files(of_district text, words text[]) returns table (batch_id uuid, name text)
  language sql stable security definer set search_path = pg_catalog set enable_seqscan = off as $$
  select f.batch_id, f.name from (
    select s.batch_id, s.name from exchange.source_file s
    where platform.search_pairs(s.district, s.name) @> platform.search_pairs_of(of_district, words)
      and s.district = of_district
      and of_district between current_setting('huxin.first') and current_setting('huxin.last')
      and platform.search_holds(s.name, words)
      and (current_setting('huxin.projects') = '*'
        or s.project_id::text = any (string_to_array(current_setting('huxin.projects'), ','))
        or exists (
          select from exchange.batch b where b.district = of_district and b.id = s.batch_id
            and (b.project_id::text = any (string_to_array(current_setting('huxin.projects'), ','))
              or b.dropped_by::text = current_setting('huxin.account'))))
    limit 400
  ) f
  order by f.batch_id desc limit 8
$$;
revoke all on function labour.search_workers(text, text[]), labour.workers_of_value(text, uuid), tasks.search_tasks(text, text[]),
  exchange.search_files(text, text[]) from public;
grant execute on function labour.search_workers(text, text[]), labour.workers_of_value(text, uuid), tasks.search_tasks(text, text[]),
  exchange.search_files(text, text[]) to huxin_app;
