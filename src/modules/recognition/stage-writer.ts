import { personStage } from '../labour/contract.ts'
import { matchingName } from '../registry/rules/matching-name.ts'
import { normalProjectCode } from '../registry/rules/project-code.ts'
import type { OfProject, Person, SheetRecord } from './rules/record.ts'
import { standsAlone } from './rules/standing-alone.ts'
import type { Sealer } from './sealed-numbers.ts'
import { type WorkerPayments, lineOf, personLine } from './stage-lines.ts'

/** Turns persons and records into COPY text of the stages; each distinct number is sealed once. */
export interface StageWriter {
  /** A sheet begins: the project that its head names is that of every row that names none. */
  begin(sheet: { readonly projectName: string | null }): void
  /** A person, before the first record that names him. */
  meet(person: Person): void
  add(record: SheetRecord): void
  /** Hands on what has gathered; call it between batches of rows. True where a part of the file is complete. */
  flush(): Promise<boolean>
  /** Hands on the rest; returns lines by project code (`''`: the line names none). */
  end(): Promise<Record<string, number>>
}

const flushAt = 131_072

/** Codes by the names and codes that a file uses for projects, as they are compared. */
export interface WrittenProjects {
  readonly names: Readonly<Record<string, string>>
  readonly codes: Readonly<Record<string, string>>
}

/** `places`: what the file calls its projects, where the registry knows them by something else. */
export function openStageWriter(
  { sealed }: Sealer,
  partLines: number,
  emit: (table: string, text: Buffer) => Promise<void>,
  places: WrittenProjects | undefined,
): StageWriter {
  let headName: string | null = null
  const placed = <Of extends OfProject>(of: Of): Of => {
    if (places === undefined) return of
    const projectCode = placeOf(of, headName, places)
    return projectCode === of.projectCode ? of : { ...of, projectCode }
  }
  const { write, send } = gathererOf(emit)
  const workers = new Map<string, WorkerPayments>()
  const workerOf: WorkerPayments[] = []
  const projectLines = new Map<string, number>()
  let payLines = 0
  return {
    begin: ({ projectName }) => {
      headName = projectName
    },
    meet: (met) => {
      const person = placed(met)
      const known = person.idNumber ?? person.card ?? `${person.name}\0${person.firm ?? ''}`
      const workerKey = `${person.projectCode ?? ''}\0${known}`
      const worker = workers.get(workerKey) ?? { seen: [] }
      workers.set(workerKey, worker)
      workerOf[person.no] = worker
      write(personStage.table, personLine(sealed, person))
    },
    add: (read) => {
      const record = 'person' in read ? read : placed(read)
      const person = 'person' in record ? record.person : null
      const { table, line } = lineOf(
        record,
        person === null ? undefined : workerOf[person.no],
        sealed,
      )
      write(table, line)
      if (record.kind === 'pay-line') payLines += 1
      if (standsAlone(record)) return
      const code = placed('person' in record ? record.person : record).projectCode ?? ''
      projectLines.set(code, (projectLines.get(code) ?? 0) + 1)
    },
    flush: async () => {
      const isPart = payLines >= partLines
      if (isPart) payLines = 0
      await send(isPart ? 1 : flushAt)
      return isPart
    },
    end: async () => {
      await send(1)
      return Object.fromEntries(projectLines)
    },
  }
}

/** Gathers lines by table, and hands on the tables of which there is enough. */
function gathererOf(emit: (table: string, text: Buffer) => Promise<void>) {
  const gathered = new Map<string, { lines: string[]; size: number }>()
  return {
    write(table: string, line: string): void {
      const known = gathered.get(table)
      if (known === undefined) {
        gathered.set(table, { lines: [line], size: line.length })
        return
      }
      known.lines.push(line)
      known.size += line.length
    },
    async send(smallest: number): Promise<void> {
      for (const [table, { lines, size }] of gathered) {
        if (size < smallest) continue
        gathered.delete(table)
        await emit(table, Buffer.from(lines.join('')))
      }
    },
  }
}

function placeOf(
  of: OfProject,
  headName: string | null,
  { names, codes }: WrittenProjects,
): string | null {
  if (of.projectCode !== null) return codes[normalProjectCode(of.projectCode)] ?? of.projectCode
  const name = of.projectName ?? headName
  return name === null ? null : (names[matchingName(name)] ?? null)
}
