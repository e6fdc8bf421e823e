import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import type { EditEntry, Entry, RecordCheck } from './contract.ts'
import { whyNotCheck, whyNotCheckedOn, whyNotEdit } from './rules/entry.ts'
import { eventOf } from './step-entries.ts'
import { type EntryRecord, insertEntryEvents, lockEntries, recordEntries } from './store.ts'
import { noSuchEntry, readEntry } from './views-entries.ts'

/** Cause, measures and the responsible leader, as they are known now. */
export async function editEntry(
  ctx: Context,
  id: string,
  { version, cause, causeWords, measures, leader }: EditEntry,
): Promise<Entry> {
  return act(ctx, 'register.edit-entry', id, async (tx) => {
    const entry = await lockOne(tx, id)
    must(whyNotEdit(entry, tx.actor))
    if (entry.version !== version) {
      must({ code: 'register.changed-meanwhile', kind: 'changed-meanwhile' })
    }
    const said = { cause, cause_words: causeWords, measures, leader }
    const next = { ...entry, ...said, version: version + 1 }
    await recordEntries(tx, [next])
    await insertEntryEvents(tx, [eventOf(tx, next, 'edited', officeDay(tx))])
    return readEntry(tx, id)
  })
}

/** Somebody has looked: on which day, and what was found. The next one is due by the class's frequency from that day. */
export async function recordCheck(
  ctx: Context,
  id: string,
  { checkedOn, found, words }: RecordCheck,
): Promise<Entry> {
  return act(ctx, 'register.record-check', id, async (tx) => {
    const entry = await lockOne(tx, id)
    must(whyNotCheck(entry, tx.actor))
    must(whyNotCheckedOn(checkedOn, entry.opened_on, officeDay(tx)))
    const last = entry.checked_on
    const next = {
      ...entry,
      checks: entry.checks + 1,
      checked_on: last !== null && last > checkedOn ? last : checkedOn,
      version: entry.version + 1,
    }
    await recordEntries(tx, [next])
    await insertEntryEvents(tx, [eventOf(tx, next, 'checked', checkedOn, { found, words })])
    tx.note({ found })
    return readEntry(tx, id)
  })
}

async function lockOne(tx: Tx, id: string): Promise<EntryRecord> {
  const [entry] = await lockEntries(tx, [id])
  if (entry === undefined) throw noSuchEntry()
  return entry
}
