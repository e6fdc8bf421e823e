import { Refused } from '../kernel/refusal.ts'
import type { Batch } from '../modules/exchange/contract.ts'
import { SheetAnswer } from '../modules/recognition/contract.ts'
import { sheetKinds } from '../modules/recognition/words.ts'
import { ProjectSource } from '../modules/registry/contract.ts'
import { projectSources } from '../modules/registry/words.ts'

/** An `--answer` as it was written: of which file, sheet or name, and what of it. */
export interface Said {
  readonly of: string
  /** The project of a file, or of a name or code that nobody knows. */
  readonly project: string | null
  /** How a sheet is to be read; null where only its project is said. */
  readonly sheet: SheetAnswer | null
}

/** What is said by `--answer`: a sheet's reading, a file's project, the project of an unknown name. */
export interface Answers {
  readonly sheets: readonly { fileId: string; sheet: number; answer: SheetAnswer }[]
  readonly files: readonly { fileId: string; code: string }[]
  readonly names: readonly { said: 'code' | 'name'; written: string; code: string }[]
}

const nothingSaid: SheetAnswer = {
  skip: false,
  kind: null,
  headerRow: null,
  headerRows: null,
  columns: [],
  month: null,
  unit: null,
  moneyUnit: null,
}

/**
 * Reads `OF=what:value,what:value`. `skip` and `kind`, `month`, `header` (`2`, or `2-3` of two rows), `unit`, `money` or
 * a column's letter and its field (`F:due`; `F:-` is not read) say how a sheet is read, `source` whose list it is, `project` whose it is.
 */
export function readAnswer(text: string): Said {
  const at = text.lastIndexOf('=')
  const of = text.slice(0, at)
  const wrong = () =>
    new Refused({ code: 'cli.answer-how', kind: 'invalid', values: { answer: text } })
  if (at < 1) throw wrong()
  let project: string | null = null
  const said: Partial<Record<keyof SheetAnswer, unknown>> = {}
  const columns: unknown[] = []
  for (const pair of text.slice(at + 1).split(',')) {
    const [what = '', value = ''] = pair.split(/:(.*)/s)
    if (what === 'skip' && value === '') said.skip = true
    else if (value === '') throw wrong()
    else if (what === 'project') project = value
    else if (what === 'kind') said.kind = kindOf(value)
    else if (what === 'source') said.source = sourceOf(value)
    else if (what === 'month') said.month = value
    else if (what === 'unit') said.unit = value
    else if (what === 'money') said.moneyUnit = value
    else if (what === 'header') Object.assign(said, headerOf(value))
    else if (/^[A-Z]{1,3}$/.test(what))
      columns.push({ index: columnIndex(what), field: value === '-' ? null : value })
    else throw wrong()
  }
  const isOfSheet = Object.keys(said).length > 0 || columns.length > 0
  const sheet = SheetAnswer.safeParse({ ...nothingSaid, ...said, columns })
  if (!sheet.success) throw wrong()
  return { of, project, sheet: isOfSheet ? sheet.data : null }
}

/** A kind by its code or by what the office calls it. */
function kindOf(text: string): string {
  return Object.entries(sheetKinds).find(([, name]) => name === text)?.[0] ?? text
}

/** Whose list of projects it is, by its code or by what the office calls it. */
function sourceOf(text: string): string {
  return Object.entries(projectSources).find(([, name]) => name === text)?.[0] ?? text
}

/** What `--source` says: of every list of projects in the batch whose it is. Refuses a source that there is not. */
export function sourceAnswers(batch: Batch, said: string | undefined): Answers['sheets'] {
  if (said === undefined) return []
  const source = ProjectSource.safeParse(sourceOf(said))
  if (!source.success) {
    const known = Object.values(projectSources).join('、')
    throw new Refused({ code: 'cli.source-unknown', kind: 'invalid', values: { said, known } })
  }
  return batch.files.flatMap(({ id, understood }) =>
    (understood?.sheets ?? []).flatMap(({ kind }, at) => {
      const answer = { ...nothingSaid, source: source.data }
      return kind === 'project-list' ? [{ fileId: id, sheet: at + 1, answer }] : []
    }),
  )
}

function headerOf(text: string): Partial<SheetAnswer> {
  const [first = '', last = first] = text.split('-')
  return { headerRow: Number(first), headerRows: Number(last) - Number(first) + 1 }
}

/** A → 0, AA → 26. */
function columnIndex(letters: string): number {
  return [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

/** What each answer is about, in a batch that was read. Refuses one that is about nothing in it. */
export function answersFor(batch: Batch, said: readonly Said[]): Answers {
  const sheets: Answers['sheets'][number][] = []
  const files: Answers['files'][number][] = []
  const names: Answers['names'][number][] = []
  for (const { of, project, sheet } of said) {
    const known = batch.files.filter(({ name }) => name === of)
    const own = sheetsCalled(batch, of)
    const question = batch.questions.find(({ about }) => about === of)
    if (sheet !== null) {
      const meant = own.length > 0 ? own : known.map((file) => onlySheet(file))
      for (const { fileId, no } of meant) sheets.push({ fileId, sheet: no, answer: sheet })
      if (meant.length === 0) throw aboutNothing(of)
    }
    if (project === null) continue
    for (const { id } of known) files.push({ fileId: id, code: project })
    if (known.length > 0) continue
    if (question === undefined || question.said === 'nothing') throw aboutNothing(of)
    names.push({ said: question.said, written: of, code: project })
  }
  return { sheets: merged(sheets), files, names }
}

function aboutNothing(of: string): Refused {
  return new Refused({ code: 'cli.answer-nothing', kind: 'invalid', values: { of } })
}

/** Sheets that are `FILE:SHEET`. */
function sheetsCalled({ files }: Batch, of: string): { fileId: string; no: number }[] {
  return files.flatMap(({ id, name, understood }) =>
    (understood?.sheets ?? []).flatMap((sheet, at) =>
      `${name}:${sheet.name}` === of ? [{ fileId: id, no: at + 1 }] : [],
    ),
  )
}

/** The sheet that is meant where only the file is named: its only one, or the only one that asks. */
function onlySheet({ id, name, understood }: Batch['files'][number]): {
  fileId: string
  no: number
} {
  const all = (understood?.sheets ?? []).map((sheet, at) => ({ ...sheet, no: at + 1 }))
  const asking = all.filter((sheet) => (sheet.asks ?? []).length > 0)
  const [first, second] = all.length === 1 ? all : asking
  if (first !== undefined && second === undefined) return { fileId: id, no: first.no }
  const values = { file: name, sheet: (first ?? all[0])?.name ?? '' }
  throw new Refused({ code: 'cli.answer-which-sheet', kind: 'invalid', values })
}

/** What was said of one sheet in several answers is one. */
export function merged(said: Answers['sheets']): Answers['sheets'] {
  const sheets = new Map<string, Answers['sheets'][number]>()
  for (const one of said) {
    const key = `${one.fileId} ${one.sheet}`
    const before = sheets.get(key)?.answer
    const stated = Object.entries(one.answer).filter(
      ([, value]) => value !== null && value !== false,
    )
    const columns = [...(before?.columns ?? []), ...one.answer.columns]
    const answer = { ...nothingSaid, ...before, ...Object.fromEntries(stated), columns }
    sheets.set(key, { ...one, answer })
  }
  return [...sheets.values()]
}
