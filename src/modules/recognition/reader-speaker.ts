import type { SpeaksOf } from './contract.ts'
import { projectOfHolder } from './rules/bank/account-holder.ts'
import type { SheetRecord } from './rules/record.ts'
import type { Shape } from './rules/shape.ts'
import { speaksForItself, standsAlone } from './rules/standing-alone.ts'

const mostNames = 1_000

/** Gathers which projects and firms a file names. */
export function openSpeaker() {
  const codes = new Set<string>()
  const names = new Set<string>()
  const firms = new Set<string>()
  const holders = new Set<string>()
  let withoutProject = 0
  let nameless = 0
  const listedCodes = new Set<string>()
  const listedNames = new Set<string>()
  const listedPairs: [code: string, name: string][] = []
  let headName: string | null = null
  const add = (set: Set<string>, value: string | null) => {
    if (value !== null && set.size < mostNames) set.add(value)
  }
  return {
    sheet: (shape: Shape) => {
      if (speaksForItself(shape.kind)) return
      headName = shape.projectName
      add(codes, shape.projectCode)
      add(names, shape.projectName)
      add(firms, shape.firmName)
      add(firms, shape.employerName)
    },
    record: (record: SheetRecord) => {
      if (record.kind === 'project') {
        const code = record.projectCode ?? record.permitNumber
        add(listedCodes, code)
        add(listedNames, record.projectName)
        if (code !== null && record.projectName !== null && listedPairs.length < mostNames)
          listedPairs.push([code, record.projectName])
      }
      if (record.kind === 'account-flow' && record.holder !== null && holders.size < mostNames)
        holders.add(record.holder)
      if (standsAlone(record)) return
      const of = 'person' in record ? record.person : record
      if (of.projectCode === null) {
        withoutProject += 1
        if (of.projectName === null && headName === null) nameless += 1
      } else add(codes, of.projectCode)
      add(names, of.projectName)
    },
    of: (): SpeaksOf => {
      // Once each: a statement has one holder, or a few.
      const likely = [...new Set([...holders].flatMap((one) => projectOfHolder(one) ?? []))]
      return {
        projectCodes: [...codes],
        projectNames: [...names],
        firms: [...firms],
        withoutProject,
        nameless,
        ...(likely.length > 0 && { likelyNames: likely }),
        ...(listedCodes.size + listedNames.size > 0 && {
          lists: { codes: [...listedCodes], names: [...listedNames], pairs: listedPairs },
        }),
      }
    },
  }
}
