import { Refused } from '../../kernel/refusal.ts'
import { sentence } from '../../kernel/words.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import { openFile } from '../files/open-file.ts'
import {
  attendanceStage,
  contractStage,
  entryExitStage,
  rosterStage,
  teamStage,
} from '../labour/contract.ts'
import { recordAttendance } from '../labour/record-attendance.ts'
import { recordContracts } from '../labour/record-contracts.ts'
import { recordEntryExit } from '../labour/record-entry-exit.ts'
import { recordRoster } from '../labour/record-roster.ts'
import { recordTeams } from '../labour/record-teams.ts'
import { type Resolved, resolvePersons } from '../labour/resolve-persons.ts'
import { participantStage } from '../registry/contract.ts'
import { recordParticipants } from '../registry/record-participants.ts'
import { projectIdsByCode } from '../registry/views.ts'
import { payStage } from '../wages/contract.ts'
import { recordPay } from '../wages/record-pay.ts'
import type { Changed, Understood } from './contract.ts'
import type { Readers } from './readers.ts'
import { withFindings } from './rules/note-counts.ts'
import { type Staged, stageFile } from './stage-file.ts'
import {
  type FileRecord,
  findCommittedTwin,
  insertSourceProjects,
  lockFile,
  recordFile,
} from './store.ts'
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

/**
 * Takes one file into the ledger, in one transaction: its lines are copied in while it is read, resolved and folded
 * set-based, and heard within. `projectId` is whose the lines are that name no project themselves.
 */
export async function takeInFile(
  ctx: Context,
  readers: Readers,
  file: FileRecord,
  projectId: string | null,
  onProgress: (rows: number, doneBytes: number) => void = () => undefined,
): Promise<TakenIn> {
  try {
    return await act(ctx, 'source-file.commit', file.id, async (tx) => {
      const locked = await lockFile(tx, file.id)
      const known = locked.understanding ?? { file: locked.name, sheets: [] }
      if (locked.state === 'committed' || locked.state === 'repeated') {
        return { understood: known, changed: locked.changed ?? nothingChanged, repeated: true }
      }
      await recordFile(tx, file.id, { project_id: projectId })
      const twin = await findCommittedTwin(tx, { ...locked, project_id: projectId })
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
      const staged = await stageFile(
        tx,
        await readers.get(),
        locked,
        openFile(ctx, locked.hash),
        onProgress,
      )
      return fold(tx, locked, projectId, staged)
    })
  } catch (error) {
    readers.drop()
    throw error
  }
}

async function fold(
  tx: Tx,
  file: FileRecord,
  projectId: string | null,
  staged: Staged,
): Promise<TakenIn> {
  const { understood, rows, projectLines } = staged
  if (understood.error) throw new NotUnderstood(understood, understood.error.code)
  const lines = await linesByProject(tx, projectLines, projectId)
  const importId = file.id
  const of = { importId, projectId }
  const resolved = await resolvePersons(tx, of)
  const changed = { ...nothingChanged, workers: resolved.workers, workersNew: resolved.workersNew }
  const steps = [
    [participantStage, recordParticipants],
    [teamStage, recordTeams],
    [rosterStage, recordRoster],
    [entryExitStage, recordEntryExit],
    [contractStage, recordContracts],
    [attendanceStage, recordAttendance],
    [payStage, recordPay],
  ] as const
  for (const [stage, record] of steps) {
    if (!rows.has(stage.table)) continue
    const done = await record(tx, of)
    changed.added += done.added
    changed.superseded += done.superseded
    changed.unchanged += done.unchanged
  }
  const said = withMatches(understood, resolved)
  await recordFile(tx, importId, {
    state: 'committed',
    understanding: said,
    project_id: projectId,
    changed,
    committed_at: tx.now,
  })
  await insertSourceProjects(tx, importId, lines)
  tx.count('lines', 'taken-in', changed.added)
  tx.note({ ...changed })
  return { understood: said, changed, repeated: false }
}

/** Refuses where lines name no project and none was chosen, or name one that nobody knows (or may not see). */
async function linesByProject(
  tx: Tx,
  projectLines: ReadonlyMap<string, number>,
  projectId: string | null,
): Promise<Map<string, number>> {
  const codes = [...projectLines.keys()].filter((code) => code !== '')
  const known = await projectIdsByCode(tx, codes)
  const unknown = codes.filter((code) => !known.has(code))
  if (unknown.length > 0) {
    throw new Refused({
      code: 'exchange.projects-unknown',
      kind: 'wrong-state',
      values: { count: unknown.length, first: unknown[0] ?? '' },
    })
  }
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

/** Who was matched otherwise than by his ID number is said so, at his row. */
function withMatches(understood: Understood, resolved: Resolved): Understood {
  if (resolved.matches.length === 0) return understood
  const sheets = understood.sheets.map((sheet, index) => {
    const found = resolved.matches.filter((match) => match.sheet === index + 1)
    const findings = found.map(({ row, by }) => {
      const code = `exchange.matched-by-${by}`
      return { row, field: 'name', code, message: sentence(exchangeWords, code) }
    })
    return withFindings(sheet, findings)
  })
  return { ...understood, sheets }
}
