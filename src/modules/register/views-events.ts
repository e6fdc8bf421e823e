import { fen, yuanText } from '../../kernel/money.ts'
import { sentence } from '../../kernel/words.ts'
import { type Reading, tables } from '../../platform/context.ts'
import type { EntryEvent } from './contract.ts'
import type { EntryColumns, EntryEventColumns, RegisterTables } from './tables.ts'
import { findingNames, registerWords } from './words.ts'

/** One that is checked every day for a year has fewer. */
const mostEvents = 500

/** What happened to an entry, in order. */
export async function entryEventsOf(
  reading: Reading,
  entry: Pick<EntryColumns, 'id' | 'opened_by'>,
): Promise<EntryEvent[]> {
  const events = await tables<RegisterTables>(reading)
    .selectFrom('register.entry_event')
    .selectAll()
    .where('district', '=', reading.district)
    .where('entry_id', '=', entry.id)
    .orderBy('id')
    .limit(mostEvents)
    .execute()
  return events.map((event) => ({
    id: event.id,
    kind: event.kind,
    message: messageOf(event, entry.opened_by),
    words: event.detail.words ?? null,
    actorName: event.actor_name,
    organisation: event.organisation,
    happenedOn: event.happened_on,
  }))
}

function messageOf({ kind, detail }: EntryEventColumns, openedBy: 'rule' | 'officer'): string {
  const figures = {
    people: detail.people ?? 0,
    sum: yuanText(fen(detail.overdueFen ?? 0)),
    class: detail.class ?? 'C',
  }
  switch (kind) {
    case 'opened':
      return sentence(registerWords, `register.event-opened-${openedBy}`, figures)
    case 'reopened': {
      const why = sentence(registerWords, `register.again-${detail.why ?? 'by-officer'}`)
      return sentence(registerWords, 'register.event-reopened', { ...figures, why })
    }
    case 'checked': {
      const found = detail.found === undefined ? '' : findingNames[detail.found]
      return sentence(registerWords, 'register.event-checked', { found })
    }
    case 'edited':
    case 'proposed':
    case 'returned':
    case 'signed-off':
      return sentence(registerWords, `register.event-${kind}`)
  }
}
