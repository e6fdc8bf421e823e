import type { ValueKeys } from '../../platform/keys.ts'
import { personStage } from '../labour/contract.ts'
import type { Person, SheetRecord } from './rules/record.ts'
import { type WorkerPayments, lineOf, openSealer, personLine } from './stage-lines.ts'

/** Turns persons and records into COPY text of the stages; each distinct number is sealed once. */
export interface StageWriter {
  /** A person, before the first record that names him. */
  meet(person: Person): void
  add(record: SheetRecord): void
  /** Hands on what has gathered; call it between batches of rows. */
  flush(): Promise<void>
  /** Hands on the rest; returns lines by project code (`''`: the line names none). */
  end(): Promise<Record<string, number>>
}

const flushAt = 131_072

export function openStageWriter(
  keys: ValueKeys,
  emit: (table: string, text: Buffer) => Promise<void>,
): StageWriter {
  const gathered = new Map<string, { lines: string[]; size: number }>()
  const sealer = openSealer(keys)
  const workers = new Map<string, WorkerPayments>()
  const workerOf: WorkerPayments[] = []
  const projectLines = new Map<string, number>()
  const write = (table: string, line: string) => {
    const known = gathered.get(table)
    if (known === undefined) {
      gathered.set(table, { lines: [line], size: line.length })
      return
    }
    known.lines.push(line)
    known.size += line.length
  }
  const send = async (smallest: number) => {
    for (const [table, { lines, size }] of gathered) {
      if (size < smallest) continue
      gathered.delete(table)
      await emit(table, Buffer.from(lines.join('')))
    }
  }
  return {
    meet: (person) => {
      const known = person.idNumber ?? person.card ?? `${person.name}\0${person.firm ?? ''}`
      const workerKey = `${person.projectCode ?? ''}\0${known}`
      const worker = workers.get(workerKey) ?? { seen: [] }
      workers.set(workerKey, worker)
      workerOf[person.no] = worker
      write(personStage.table, personLine(sealer, person))
    },
    add: (record) => {
      const person = 'person' in record ? record.person : null
      const { table, line } = lineOf(record, person === null ? undefined : workerOf[person.no])
      write(table, line)
      const code = ('person' in record ? record.person : record).projectCode ?? ''
      projectLines.set(code, (projectLines.get(code) ?? 0) + 1)
    },
    flush: () => send(flushAt),
    end: async () => {
      await send(1)
      return Object.fromEntries(projectLines)
    },
  }
}
