import { must, Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import { isAddressedTo } from '../people/rules/addressee.ts'
import { listMyPosts } from '../people/views.ts'
import { noSuchItem, settleWhereDone } from './change-list.ts'
import type { NewReport } from './contract-reports.ts'
import { noteBoards } from './note-boards.ts'
import { countingReport, type Counted } from './rules/counting-report.ts'
import { foundSomething, type ItemState, whyNotContent, whyNotReport } from './rules/report.ts'
import {
  findReport,
  insertReport,
  type ItemRecord,
  lockItem,
  readReports,
  recordItem,
  type ReportRecord,
  type RoundRecord,
  shareRound,
  tiePhotos,
} from './store.ts'
import { noSuchRound } from './take-step.ts'

export interface SubmittedReport {
  readonly id: string
  readonly repeated: boolean
  readonly others: number
  readonly isAfterClose: boolean
  readonly state: ItemState
}

/**
 * Keeps what a phone says of an item. The same submission is kept once, whoever sends it again; another one of the same
 * project is kept beside it.
 */
export async function submitReport(
  ctx: Context,
  of: { readonly roundId: string; readonly itemId: string },
  given: NewReport,
): Promise<SubmittedReport> {
  return act(ctx, 'screening-report.submit', of.itemId, async (tx) => {
    const { round, item } = await mustMayReport(tx, of)
    const known = await findReport(tx, given.submissionId)
    if (known !== null) {
      if (known.item_id !== item.id) throw noSuchItem()
      tx.note({ repeated: 1 })
      return submitted(item, known, true)
    }
    must(whyNotContent(given, officeDay(tx)))
    const report = recordOf(tx, round, item, given)
    await insertReport(tx, report)
    const photos = [...new Set(given.photos)]
    const tied = await tiePhotos(tx, {
      itemId: item.id,
      reportId: report.id,
      accountId: tx.actor.id,
      ids: photos,
    })
    if (tied !== photos.length) {
      throw new Refused({ code: 'screening.photo-unknown', kind: 'invalid', field: 'photos' })
    }
    const after = await refold(tx, item)
    if (round.state === 'open') {
      await settleWhereDone(tx, round.id, item.owner_role, item.owner_place)
    }
    tx.note({ photos: photos.length, others: item.reports })
    return submitted(after, report, false)
  })
}

/** The item, locked, and its round, kept open; refused where the actor may not report on it. */
export async function mustMayReport(
  tx: Tx,
  { roundId, itemId }: { readonly roundId: string; readonly itemId: string },
): Promise<{ round: RoundRecord; item: ItemRecord }> {
  const round = await shareRound(tx, roundId)
  if (round === null) throw noSuchRound()
  const item = await lockItem(tx, roundId, itemId)
  if (item === null) throw noSuchItem()
  const owner = { role: item.owner_role, place: item.owner_place || null }
  must(
    whyNotReport({
      roundState: round.state,
      beginsOn: round.begins_on,
      isRemoved: item.removed_on !== null,
      isMine: isAddressedTo(owner, await listMyPosts(tx)),
      isOffice: tx.actor.roles.includes('coordination-office'),
    }),
  )
  return { round, item }
}

function recordOf(tx: Tx, round: RoundRecord, item: ItemRecord, given: NewReport): ReportRecord {
  const could = given.outcome === 'screened'
  return {
    district: tx.district,
    id: given.submissionId,
    round_id: round.id,
    item_id: item.id,
    project_id: item.project_id,
    outcome: given.outcome,
    day: given.day,
    reason: could ? null : given.reason,
    headcount: could ? given.headcount : null,
    boards: could ? given.boards : null,
    paid_until: could ? given.paidUntil : null,
    spoke_to: given.spokeTo,
    findings: could ? [...new Set(given.findings)] : [],
    words: given.words,
    unpaid_people: could ? given.unpaidPeople : null,
    unpaid_fen: could ? given.unpaidFen : null,
    after_close: round.state === 'closed',
    submitted_by: tx.actor.id,
    submitted_by_name: tx.actor.name,
    organisation: tx.actor.organisation,
    submitted_at: tx.now,
  }
}

/** An item is the sum of its reports. */
async function refold(tx: Tx, item: ItemRecord): Promise<ItemRecord> {
  const reports = await readReports(tx, item.id)
  const counts = countingReport(reports.map(countedOf))
  const report = reports.find(({ id }) => id === counts?.id) ?? null
  const change = {
    state: report?.outcome ?? ('waiting' as const),
    report_id: report?.id ?? null,
    screened_on: report?.outcome === 'screened' ? report.day : null,
    reports: reports.length,
    found: report !== null && foundSomething(report),
    unpaid_people: report?.unpaid_people ?? 0,
    unpaid_fen: report?.unpaid_fen ?? 0,
  }
  await recordItem(tx, item.id, change)
  await noteBoards(tx, item, report)
  return { ...item, ...change }
}

export function countedOf(report: ReportRecord): Counted {
  return {
    id: report.id,
    outcome: report.outcome,
    submittedAt: report.submitted_at,
    isAfterClose: report.after_close,
  }
}

function submitted(item: ItemRecord, report: ReportRecord, repeated: boolean): SubmittedReport {
  return {
    id: report.id,
    repeated,
    others: item.reports - 1,
    isAfterClose: report.after_close,
    state: item.state,
  }
}
