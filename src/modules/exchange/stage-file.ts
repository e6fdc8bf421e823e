import type { Stage } from '../../kernel/stage.ts'
import { Refused } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/context.ts'
import {
  type StageCopy,
  analyzeStage,
  emptyStage,
  openCopy,
  openStage,
} from '../../platform/stage.ts'
import {
  attendanceStage,
  contractStage,
  deviceMonthStage,
  entryExitStage,
  personStage,
  rosterStage,
  teamStage,
} from '../labour/contract.ts'
import { depositStage } from '../deposits/contract.ts'
import { standardStage } from '../register/contract-standards.ts'
import { participantStage, projectStage } from '../registry/contract.ts'
import {
  accountFlowStage,
  bankReturnStage,
  bankTransferStage,
  labourCostStage,
  payStage,
} from '../wages/contract.ts'
import type { Understood } from '../recognition/contract.ts'
import type { SeenDeviceUser } from '../recognition/rules/devices/device-users.ts'
import type { Said } from '../recognition/reader.ts'

const stages = [
  personStage,
  projectStage,
  participantStage,
  teamStage,
  rosterStage,
  entryExitStage,
  contractStage,
  attendanceStage,
  deviceMonthStage,
  payStage,
  bankReturnStage,
  bankTransferStage,
  accountFlowStage,
  labourCostStage,
  depositStage,
  standardStage,
]

/** What came of reading a file into the stages of a transaction. */
export interface Staged {
  readonly understood: Understood
  /** Lines by the project code they name; `''`: none. */
  readonly projectLines: ReadonlyMap<string, number>
  /** Users of machines; null where the file has no log. */
  readonly deviceUsers: SeenDeviceUser[] | null
  /** Rows that are left in each stage; a stage that never had any is not there. */
  readonly rows: Rows
}

export type Rows = ReadonlyMap<string, number>

/**
 * Copies a file's lines into the stages while it is read: the reader makes COPY text, this process only hands it on. Of a
 * large file `takePart` may take persons and pay lines out of their stages while the reader reads on; it says whether it did.
 */
export async function stageFile(
  tx: Tx,
  said: AsyncIterable<Said>,
  takePart: (rows: Rows) => Promise<boolean>,
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
  const analyze = async () => {
    for (const stage of stages) await analyzeStage(tx, stage, rows.get(stage.table) ?? 0)
  }
  await openStage(tx, personStage)
  try {
    for await (const message of said) {
      if (message.kind === 'stage-data') {
        if (current?.stage.table !== message.table) {
          await close()
          const stage = stageOf(message.table)
          if (!rows.has(stage.table)) await openStage(tx, stage)
          current = { stage, copy: openCopy(tx, stage) }
        }
        await current?.copy.write(message.text)
      } else if (message.kind === 'part') {
        await close()
        await analyze()
        if (!(await takePart(rows))) continue
        for (const stage of [personStage, payStage]) {
          await emptyStage(tx, stage)
          rows.set(stage.table, 0)
        }
      } else if (message.kind === 'progress') {
        onProgress(message.rows, message.doneBytes)
      } else if (message.kind === 'done') {
        await close()
        await analyze()
        const projectLines = new Map(Object.entries(message.projectLines))
        const { understood, deviceUsers = null } = message
        return { understood, projectLines, rows, deviceUsers }
      }
    }
  } catch (error) {
    await abort()
    throw error
  }
  throw new Refused({ code: 'recognition.reader-broke', kind: 'invalid' })
}

function stageOf(table: string): Stage {
  const stage = stages.find((one) => one.table === table)
  if (!stage) throw new Error(`No stage is called ${table}.`)
  return stage
}
