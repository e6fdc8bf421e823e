import type { SourceFile } from '../../../modules/exchange/contract.ts'
import { fileStates } from '../labels.ts'
import { sayCount } from '../parts/say.ts'

type Grouped = Pick<SourceFile, 'id' | 'name' | 'state' | 'unpackedFrom'>

/** Files in their order, those of a zip right behind it. */
export function inGroups<File extends Grouped>(files: readonly File[]): File[] {
  const inner = Map.groupBy(files, (file) => file.unpackedFrom)
  const isThere = new Set(files.map(({ id }) => id))
  const whole = files.filter(
    ({ unpackedFrom }) => unpackedFrom === null || !isThere.has(unpackedFrom),
  )
  return whole.flatMap((file) => [file, ...(inner.get(file.id) ?? [])])
}

/** The name of a file within its zip; its own where it came by itself. */
export function nameIn(files: readonly Grouped[], file: Grouped): string {
  const zip = files.find(({ id }) => id === file.unpackedFrom)
  const before = `${zip?.name ?? ''}/`
  return zip !== undefined && file.name.startsWith(before)
    ? file.name.slice(before.length)
    : file.name
}

/** Files that hold something themselves: a zip only stands for what was in it. */
export function ownFiles<File extends Grouped>(files: readonly File[]): File[] {
  return files.filter(({ state }) => state !== 'unpacked')
}

/** `已解开，12 个文件` */
export function sayUnpacked(files: readonly Grouped[], zip: Grouped): string {
  const inner = files.filter(({ unpackedFrom }) => unpackedFrom === zip.id).length
  return `${fileStates.unpacked}，${sayCount(inner)} 个文件`
}
