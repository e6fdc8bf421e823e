import type { Stage } from '../../kernel/stage.ts'
import { Refused } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/context.ts'
import { type StageCopy, analyzeStage, openCopy, openStage } from '../../platform/stage.ts'
import {
  attendanceStage,
  contractStage,
  entryExitStage,
  personStage,
  rosterStage,
  teamStage,
} from '../labour/contract.ts'
import { participantStage } from '../registry/contract.ts'
import { payStage } from '../wages/contract.ts'
import type { Understood } from './contract.ts'
import type { Reader } from './reader.ts'

const stages = [
  personStage,
  participantStage,
  teamStage,
  rosterStage,
  entryExitStage,
  contractStage,
  attendanceStage,
  payStage,
]

/** What came of reading a file into the stages of a transaction. */
export interface Staged {
  readonly understood: Understood
  /** Lines by the project code they name; `''`: none. */
  readonly projectLines: ReadonlyMap<string, number>
  /** Rows in each stage; a stage without any is not there. */
  readonly rows: ReadonlyMap<string, number>
}

/**
 * Copies a file's lines into the stages while it is read: the reader makes COPY text, this process only hands it on.
 */
export async function stageFile(
  tx: Tx,
  reader: Reader,
  file: { readonly name: string },
  bytes: AsyncIterable<Buffer>,
  onProgress: (rows: number, doneBytes: number) => void = () => undefined,
): Promise<Staged> {
  const rows = new Map<string, number>()
  let current: { stage: Stage; copy: StageCopy } | null = null
  const close = async () => {
    if (current === null) return
    const { stage, copy } = current
    current = null
    rows.set(stage.table, (rows.get(stage.table) ?? 0) + (await copy.end()))
  }
  const abort = async () => {
    await current?.copy.abort()
  }
  await openStage(tx, personStage)
  try {
    for await (const message of reader.read({ mode: 'stage', fileName: file.name }, bytes)) {
      if (message.kind === 'stage-data') {
        if (current?.stage.table !== message.table) {
          await close()
          const stage = stageOf(message.table)
          if (!rows.has(stage.table)) await openStage(tx, stage)
          current = { stage, copy: openCopy(tx, stage) }
        }
        await current?.copy.write(message.text)
      } else if (message.kind === 'progress') {
        onProgress(message.rows, message.doneBytes)
      } else if (message.kind === 'done') {
        await close()
        for (const stage of stages) await analyzeStage(tx, stage, rows.get(stage.table) ?? 0)
        const projectLines = new Map(Object.entries(message.projectLines))
        return { understood: message.understood, projectLines, rows }
      }
    }
  } catch (error) {
    await abort()
    throw error
  }
  throw new Refused({ code: 'exchange.reader-broke', kind: 'invalid' })
}

function stageOf(table: string): Stage {
  const stage = stages.find((one) => one.table === table)
  if (!stage) throw new Error(`No stage is called ${table}.`)
  return stage
}
