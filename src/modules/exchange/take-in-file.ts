import { Refused } from '../../kernel/refusal.ts'
import type { RowFinding } from '../../kernel/row-finding.ts'
import { rowOfKey } from '../../kernel/row-key.ts'
import { sentence } from '../../kernel/words.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import { depositStage } from '../deposits/contract.ts'
import { recordDeposits } from '../deposits/record-deposits.ts'
import { standardStage } from '../register/contract-standards.ts'
import { recordStandardList } from '../register/record-standard-list.ts'
import { importTakenIn } from '../files/contract.ts'
import {
  attendanceStage,
  contractStage,
  deviceMonthStage,
  entryExitStage,
  personStage,
  rosterStage,
  teamStage,
} from '../labour/contract.ts'
import { checkEngagements } from '../labour/check-engagements.ts'
import { recordAttendance } from '../labour/record-attendance.ts'
import { recordDeviceMonths } from '../labour/record-device-months.ts'
import { recordContracts } from '../labour/record-contracts.ts'
import { recordEntryExit } from '../labour/record-entry-exit.ts'
import { recordRoster } from '../labour/record-roster.ts'
import { recordTeams } from '../labour/record-teams.ts'
import { type Resolved, resolvePersons } from '../labour/resolve-persons.ts'
import { countImportWorkers, hasUnplacedPersons } from '../labour/views.ts'
import { participantStage, projectStage } from '../registry/contract.ts'
import { recordParticipants } from '../registry/record-participants.ts'
import { recordProjectList } from '../registry/record-project-list.ts'
import { projectIdsByCode } from '../registry/views.ts'
import {
  accountFlowStage,
  bankReturnStage,
  bankTransferStage,
  labourCostStage,
  payStage,
} from '../wages/contract.ts'
import { checkBankTransfers } from '../wages/check-bank-transfers.ts'
import { recordAccountFlows } from '../wages/record-account-flows.ts'
import { recordBankReturns } from '../wages/record-bank-returns.ts'
import { recordLabourCost } from '../wages/record-labour-cost.ts'
import { recordPay } from '../wages/record-pay.ts'
import type { Changed } from './contract.ts'
import type { Understood } from '../recognition/contract.ts'
import { readingOf, toTakeIn } from './file-reading.ts'
import { handToFirst, keepTaken } from './keep-taken.ts'
import type { Readers } from '../recognition/readers.ts'
import { withFindings } from '../recognition/rules/note-counts.ts'
import { isClueList } from '../recognition/rules/standing-alone.ts'
import { type Rows, type Staged, stageFile } from './stage-file.ts'
import { readCorrected } from './read-corrected.ts'
import { joinFiles, placesOf } from './views-projects.ts'
import {
  type FileRecord,
  findBatch,
  findCommittedTwin,
  insertSourceProjects,
  lockFile,
  recordFile,
} from './store.ts'
import { withRowFindings } from './take-in-findings.ts'
import { exchangeWords } from './words.ts'

export interface TakenIn {
  readonly understood: Understood
  readonly changed: Changed
  /** The same file stands already: nothing was changed. */
  readonly repeated: boolean
}

/** Nothing of the file can be taken in; `understood` says why, in a whole sentence. */
export class NotUnderstood extends Refused {
  readonly understood: Understood
  constructor(understood: Understood, code: string) {
    super({ code, kind: 'invalid' })
    this.understood = understood
  }
}

const nothingChanged: Changed = { added: 0, superseded: 0, unchanged: 0, workers: 0, workersNew: 0 }

/** Who looks after a file while it is taken in. */
export interface TakingIn {
  /** Its transaction has begun. */
  readonly begun?: (tx: Tx) => Promise<void>
  readonly progress?: (done: { rows: number; doneBytes: number; doing?: 'folding' }) => void
  /** It is read to its end and folded next: the reader may read another. */
  readonly isRead?: () => void
  /** It is in, or was in already: what else is to happen in the same transaction. */
  readonly taken?: (tx: Tx) => Promise<void>
}

/**
 * Takes one file into the ledger, in one transaction: its lines are copied in while it is read, resolved and folded
 * set-based, and heard within. `projectId` is whose the lines are that name no project themselves; null where the file
 * itself says so.
 */
export async function takeInFile(
  ctx: Context,
  readers: Readers,
  file: FileRecord,
  projectId: string | null,
  taking: TakingIn = {},
): Promise<TakenIn> {
  try {
    return await act(ctx, 'source-file.commit', file.id, async (tx) => {
      await taking.begun?.(tx)
      const taken = await takeInWithin(tx, readers, file, { projectId, taking, from: ctx })
      await taking.taken?.(tx)
      return taken
    })
  } catch (error) {
    readers.drop()
    throw error
  }
}

/** The same in a transaction that is open. `from`: who reads the file's bytes, beside it. */
export async function takeInWithin(
  tx: Tx,
  readers: Readers,
  file: FileRecord,
  of: { readonly projectId: string | null; readonly taking: TakingIn; readonly from: Context },
): Promise<TakenIn> {
  const { projectId, taking, from } = of
  const locked = await lockFile(tx, file.id)
  const known = locked.understanding ?? { file: locked.name, sheets: [] }
  if (locked.state === 'committed' || locked.state === 'repeated' || locked.state === 'waiting') {
    return { understood: known, changed: locked.changed ?? nothingChanged, repeated: true }
  }
  await recordFile(tx, file.id, { project_id: projectId })
  const reading = await readingOf(tx, locked)
  const isPlain = reading.root.id === locked.id && reading.waiting.length === 0
  if (locked.returned_of !== null && reading.root.state === 'understood') {
    return handToFirst(tx, locked, reading.root)
  }
  const twin = isPlain ? await findCommittedTwin(tx, { ...locked, project_id: projectId }) : null
  if (twin !== null) {
    const understood = { ...known, ...twin.understanding, file: locked.name }
    await recordFile(tx, file.id, {
      state: 'repeated',
      understanding: understood,
      changed: nothingChanged,
      committed_at: tx.now,
    })
    return { understood, changed: nothingChanged, repeated: true }
  }
  const places = await placesOf(tx, await findBatch(tx, reading.root.batch_id), locked)
  let rows = 0
  const parts = openParts(tx, { importId: locked.id, projectId })
  const staged = await stageFile(
    tx,
    readers.read(toTakeIn(from, reading, places)),
    (staging) => parts.take(staging),
    (done, doneBytes) => {
      rows = done
      taking.progress?.({ rows, doneBytes })
    },
  )
  taking.isRead?.()
  taking.progress?.({ rows, doneBytes: locked.bytes, doing: 'folding' })
  const { returned } = known
  const understood = { ...staged.understood, file: locked.name, ...(returned && { returned }) }
  const whose = projectId ?? (await namedProject(tx, locked, staged))
  const taken = await fold(tx, whose, { ...staged, understood }, parts)
  await keepTaken(tx, locked, reading)
  return taken
}

/** The project that a file speaks of which nobody has looked at before it is taken in. */
async function namedProject(
  tx: Tx,
  file: FileRecord,
  { understood }: Staged,
): Promise<string | null> {
  const read = { ...file, understanding: understood }
  const joined = await joinFiles(tx, { project_id: null, project_answers: {} }, [
    { ...read, state: 'understood' },
  ])
  const { projectId = null, by = null } = joined.get(file.id) ?? {}
  if (projectId !== null) await recordFile(tx, file.id, { project_by: by })
  return projectId
}

/** What a verb says of the lines it was given. */
interface Done extends Pick<Changed, 'added' | 'superseded' | 'unchanged'> {
  readonly findings?: readonly RowFinding[]
  /** Rows by the project they turned out to be of. */
  readonly lines?: ReadonlyMap<string, number>
}

/** What the parts of a large file came to, that were taken in while the rest of it was read. */
interface Parts {
  readonly importId: string
  readonly done: Done[]
  readonly resolved: Resolved[]
  /** Takes persons and pay lines out of their stages; false where they have to wait for the whole file. */
  take(rows: Rows): Promise<boolean>
}

function openParts(tx: Tx, of: { importId: string; projectId: string | null }): Parts {
  const done: Done[] = []
  const resolved: Resolved[] = []
  const inParts = new Set([personStage.table, payStage.table])
  return {
    importId: of.importId,
    done,
    resolved,
    async take(rows) {
      // Other sheets of a book may say whose the lines are; that is known at its end.
      if ([...rows].some(([table, count]) => count > 0 && !inParts.has(table))) return false
      if (of.projectId === null && (await hasUnplacedPersons(tx))) return false
      if ((rows.get(personStage.table) ?? 0) > 0) resolved.push(await resolvePersons(tx, of))
      refuseUnknown(resolved.at(-1)?.unknownProjects ?? [])
      done.push(await recordPay(tx, of))
      const { importId } = of
      const findings = await checkEngagements(tx, { importId, staged: [payStage.table] })
      done.push({ ...nothingChanged, findings })
      return true
    },
  }
}

/** In this order: attendance is there before what was due for it, and payments before what a bank says of them. */
const steps = [
  [participantStage, recordParticipants],
  [teamStage, recordTeams],
  [rosterStage, recordRoster],
  [entryExitStage, recordEntryExit],
  [contractStage, recordContracts],
  [attendanceStage, recordAttendance],
  [deviceMonthStage, recordDeviceMonths],
  [payStage, recordPay],
  [bankReturnStage, recordBankReturns],
  [bankTransferStage, checkBankTransfers],
  [accountFlowStage, recordAccountFlows],
  [labourCostStage, recordLabourCost],
  [depositStage, recordDeposits],
  [standardStage, recordStandardList],
] as const

async function fold(
  tx: Tx,
  projectId: string | null,
  staged: Staged,
  parts: Parts,
): Promise<TakenIn> {
  const { understood, rows, projectLines } = staged
  if (understood.error) throw new NotUnderstood(understood, understood.error.code)
  const { importId } = parts
  // First: other sheets of the book may speak of the projects that its list makes.
  const listed = rows.has(projectStage.table) ? await recordProjectList(tx, { importId }) : null
  const lines = await linesByProject(tx, projectLines, projectId)
  const of = { importId, projectId }
  const resolved = [...parts.resolved]
  if (parts.resolved.length === 0 || (rows.get(personStage.table) ?? 0) > 0)
    resolved.push(await resolvePersons(tx, of))
  const changed: Changed = {
    ...nothingChanged,
    // A worker may be spoken of in several parts.
    workers:
      resolved.length === 1 ? (resolved[0]?.workers ?? 0) : await countImportWorkers(tx, importId),
    workersNew: resolved.reduce((sum, one) => sum + one.workersNew, 0),
  }
  const findings: RowFinding[] = []
  const count = (done: Done) => {
    changed.added += done.added
    changed.superseded += done.superseded
    changed.unchanged += done.unchanged
    findings.push(...(done.findings ?? []))
    for (const [id, of] of done.lines ?? []) lines.set(id, (lines.get(id) ?? 0) + of)
  }
  if (listed !== null) count(listed)
  for (const done of parts.done) count(done)
  for (const [stage, record] of steps) {
    if (rows.has(stage.table)) count(await record(tx, of))
  }
  const worked = [attendanceStage.table, payStage.table].filter((table) => rows.has(table))
  if (worked.length > 0)
    findings.push(...(await checkEngagements(tx, { importId, staged: worked })))
  const corrected = await readCorrected(tx, importId)
  if (corrected !== null) changed.corrected = corrected
  const said = withRowFindings(
    withMatches(
      understood,
      resolved.flatMap((one) => one.matches),
    ),
    findings,
  )
  // Of a list of clues nothing is taken in: it is kept as it came, for whoever will take clues in.
  const waits = said.sheets.some((sheet) => isClueList(sheet.kind)) && !said.sheets.some(isTakenIn)
  await recordFile(tx, importId, {
    understanding: said,
    device_users: staged.deviceUsers,
    project_id: projectId,
    changed,
    ...(waits ? { state: 'waiting' } : { state: 'committed', committed_at: tx.now }),
  })
  await insertSourceProjects(tx, importId, lines)
  tx.announce(importTakenIn, { importId, projectIds: [...lines.keys()] })
  tx.count('lines', 'taken-in', changed.added)
  const { corrected: _sums, ...counts } = changed
  tx.note(counts)
  return { understood: said, changed, repeated: false }
}

function isTakenIn({ kind, leftOut }: Understood['sheets'][number]): boolean {
  return leftOut !== true && !isClueList(kind) && kind !== 'unknown' && kind !== 'instructions'
}

/** Refuses where lines name no project and none was chosen, or name one that nobody knows (or may not see). */
async function linesByProject(
  tx: Tx,
  projectLines: ReadonlyMap<string, number>,
  projectId: string | null,
): Promise<Map<string, number>> {
  const codes = [...projectLines.keys()].filter((code) => code !== '')
  const known = await projectIdsByCode(tx, codes)
  refuseUnknown(codes.filter((code) => !known.has(code)))
  const lines = new Map<string, number>()
  for (const [code, count] of projectLines) {
    const id = code === '' ? projectId : known.get(code)
    if (id === null || id === undefined) {
      throw new Refused({ code: 'exchange.project-not-chosen', kind: 'wrong-state' })
    }
    lines.set(id, (lines.get(id) ?? 0) + count)
  }
  return lines
}

function refuseUnknown(codes: readonly string[]): void {
  const [first] = codes
  if (first === undefined) return
  const values = { count: codes.length, first }
  throw new Refused({ code: 'exchange.projects-unknown', kind: 'wrong-state', values })
}

/** Who was matched otherwise than by his ID number is said so, at his row. */
function withMatches(understood: Understood, matches: Resolved['matches']): Understood {
  if (matches.length === 0) return understood
  const sheets = understood.sheets.map((sheet, index) => {
    const found = matches.filter((match) => match.sheet === index + 1)
    const findings = found.map(({ row, by }) => {
      const code = `exchange.matched-by-${by}`
      return { row: rowOfKey(row), field: 'name', code, message: sentence(exchangeWords, code) }
    })
    return withFindings(sheet, findings)
  })
  return { ...understood, sheets }
}
