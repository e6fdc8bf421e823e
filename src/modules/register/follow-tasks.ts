import type { z } from 'zod'
import { must, Refused } from '../../kernel/refusal.ts'
import { officeDay, type Tx } from '../../platform/context.ts'
import type { taskChanged } from '../tasks/contract.ts'
import { eventsOf } from '../tasks/views-events.ts'
import { whyNotPropose, whyNotSignOff } from './rules/entry.ts'
import { eventOf, unsigned } from './step-entries.ts'
import {
  type EntryEventKind,
  type EntryRecord,
  findLimit,
  insertEntryEvents,
  lockEntries,
  lockLastEntries,
  recordEntries,
} from './store.ts'

type TaskChanged = z.infer<typeof taskChanged.body>

/**
 * The sign-off is the answer and the check of the entry's task: an answer proposes it and must bring evidence, its check by
 * somebody else signs it off. What may not be is refused here, and then neither has happened.
 */
export async function followTasks(tx: Tx, bodies: readonly TaskChanged[]): Promise<void> {
  const told = bodies.filter(({ about }) => about.kind === 'register-entry')
  if (told.length === 0) return
  const entries = new Map(
    (
      await lockEntries(
        tx,
        told.map(({ about }) => about.id),
      )
    ).map((entry) => [entry.id, entry]),
  )
  for (const body of told) {
    const entry = entries.get(body.about.id)
    if (entry === undefined) continue
    const found = await followed(tx, entry, body)
    if (found === null) continue
    const { kind, words, next } = found
    entries.set(entry.id, next)
    await recordEntries(tx, [next])
    const said = words === null ? {} : { words }
    const why = kind === 'reopened' ? { why: 'by-officer' as const } : {}
    await insertEntryEvents(tx, [eventOf(tx, next, kind, officeDay(tx), { ...said, ...why })])
  }
}

interface Followed {
  readonly kind: EntryEventKind
  readonly words: string | null
  readonly next: EntryRecord
}

async function followed(
  tx: Tx,
  entry: EntryRecord,
  { event, taskId }: TaskChanged,
): Promise<Followed | null> {
  const version = entry.version + 1
  switch (event) {
    case 'answered': {
      if (entry.state !== 'open') return null
      const answer = await lastOf(tx, taskId)
      must(whyNotPropose(answer.evidence))
      const by = { proposed_by: tx.actor.id, proposed_by_name: tx.actor.name }
      const next = { ...entry, ...by, state: 'proposed' as const, version }
      return { kind: 'proposed', words: answer.words, next }
    }
    case 'returned': {
      if (entry.state !== 'proposed') return null
      const { words } = await lastOf(tx, taskId)
      return { kind: 'returned', words, next: { ...entry, ...unsigned, version } }
    }
    case 'closed': {
      if (entry.state !== 'proposed') return null
      const { words } = await lastOf(tx, taskId)
      const of = { proposedBy: entry.proposed_by, overdueFen: entry.overdue_fen }
      must(whyNotSignOff(of, tx.actor.id, words ?? ''))
      const by = { signed_by: tx.actor.id, signed_by_name: tx.actor.name, signed_on: officeDay(tx) }
      return { kind: 'signed-off', words, next: { ...entry, ...by, state: 'signed-off', version } }
    }
    case 'reopened':
      return reopenedBy(tx, entry, taskId)
    case 'assigned':
    case 'read':
    case 'reassigned':
    case 'limit-changed':
    case 'level-changed':
    case 'urged':
    case 'overdue':
    case 'cancelled':
      return null
  }
}

/** By an officer; what a rule has opened again is open by now. */
async function reopenedBy(tx: Tx, entry: EntryRecord, taskId: string): Promise<Followed | null> {
  if (entry.state !== 'signed-off') return null
  const last = (await lockLastEntries(tx, [entry.project_id])).get(entry.project_id)
  if (last !== undefined && last.id !== entry.id && last.state !== 'signed-off') {
    throw new Refused({ code: 'register.another-open', kind: 'wrong-state' })
  }
  if ((await findLimit(tx, taskId)) === null) {
    throw new Refused({ code: 'register.limit-missing', kind: 'invalid', field: 'dueOn' })
  }
  const { words } = await lastOf(tx, taskId)
  const next = {
    ...entry,
    ...unsigned,
    raised_on: officeDay(tx),
    times: entry.times + 1,
    version: entry.version + 1,
  }
  return { kind: 'reopened', words, next }
}

/** What was said with the last step of a task, and with how many files. */
async function lastOf(tx: Tx, taskId: string): Promise<{ words: string | null; evidence: number }> {
  const last = (await eventsOf(tx, taskId)).at(-1)
  return { words: last?.words ?? null, evidence: last?.evidence.length ?? 0 }
}
