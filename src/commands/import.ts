import { officeDayAt } from '../kernel/day.ts'
import { demoDistrict } from '../kernel/district.ts'
import { fen, yuanText } from '../kernel/money.ts'
import { Refused } from '../kernel/refusal.ts'
import type { Changed } from '../modules/exchange/contract.ts'
import type { Understood } from '../modules/recognition/contract.ts'
import { offerOf } from '../modules/exchange/views-project-offer.ts'
import { correctedLinesOf, newLinesOf } from '../modules/exchange/rules/new-lines.ts'
import { noteCountsOf } from '../modules/recognition/rules/note-counts.ts'
import { openReaders, type Readers } from '../modules/recognition/readers.ts'
import { NotUnderstood } from '../modules/exchange/take-in-file.ts'
import { takeIn } from '../modules/exchange/take-in.ts'
import { createProject } from '../modules/registry/create-project.ts'
import { findProject } from '../modules/registry/views.ts'
import type { Context } from '../platform/context.ts'
import { deriveKeys } from '../platform/keys.ts'
import { type Command, type Invocation, print, printJson } from './command.ts'
import { type GivenFile, givenFiles } from './given-files.ts'

/** Exit code where no sheet of a file was recognised. */
const nothingRecognised = 2

export const importCommand: Command = {
  name: 'import',
  usage: 'import 文件… [--project 编号] [--create-project] [--dry-run] [--json]',
  what: '认表入账；--dry-run 只看认出了什么，不写入；--create-project 按表头新建项目',
  example: 'import 9月考勤.xlsx --project P000001 --json',
  alone: async (invocation) => (invocation.values['dry-run'] ? dryRun(invocation) : null),
  run: async (ctx, invocation) => {
    const files = filesOf(invocation)
    const readers = openReaders(ctx.platform.keys, ctx.district)
    let recognised = true
    try {
      for (const path of files) {
        for (const file of await givenFiles(readers, path)) {
          const known = await importOne(ctx, readers, file, invocation)
          recognised = recognised && known
        }
      }
    } finally {
      readers.drop()
    }
    return recognised ? 0 : nothingRecognised
  },
}

function filesOf({ rest }: Invocation): readonly string[] {
  if (rest.length > 0) return rest
  throw new Refused({ code: 'exchange.import-how', kind: 'invalid' })
}

/** Needs no database: nothing is stored, so the keys are made up. Numbers of area 99 are checked as the demo district does. */
async function dryRun(invocation: Invocation): Promise<number> {
  const district = invocation.values.district ?? demoDistrict
  const readers = openReaders(deriveKeys(Buffer.alloc(32, 1)), district)
  let recognised = true
  try {
    for (const path of filesOf(invocation)) {
      for (const file of await givenFiles(readers, path)) {
        const understood = await understandOne(readers, file)
        show(understood, invocation)
        recognised = recognised && isRecognised(understood)
      }
    }
  } finally {
    readers.drop()
  }
  return recognised ? 0 : nothingRecognised
}

function isRecognised(understood: Understood): boolean {
  return understood.sheets.some((sheet) => sheet.kind !== 'unknown')
}

async function understandOne(readers: Readers, file: GivenFile): Promise<Understood> {
  const task = { mode: 'understand', fileName: file.name } as const
  try {
    const reader = await readers.get()
    for await (const message of reader.read(task, file.bytes())) {
      if (message.kind === 'done') return documentOf(message.understood)
    }
    throw new Refused({ code: 'recognition.reader-broke', kind: 'invalid' })
  } catch (error) {
    readers.drop()
    throw error
  }
}

/** The document as it is promised: what the batch's question is made of stays inside. */
function documentOf({ speaksOf: _speaksOf, ...understood }: Understood): Understood {
  return understood
}

async function importOne(
  ctx: Context,
  readers: Readers,
  file: GivenFile,
  invocation: Invocation,
): Promise<boolean> {
  const project = await projectFor(ctx, readers, file, invocation)
  const given = { name: file.name, projectId: project?.id ?? null }
  const taken = await takeIn(ctx, readers, given, file.bytes()).catch((error: unknown) => {
    if (error instanceof NotUnderstood) return error
    throw error
  })
  if (taken instanceof NotUnderstood) {
    show(documentOf(taken.understood), invocation)
    return false
  }
  const document = documentOf(taken.understood)
  const { changed, repeated } = taken
  if (invocation.values.json) {
    printJson({ ...document, project: project?.code ?? null, changed: { ...changed, repeated } })
  } else {
    show(document, invocation)
    print(repeated ? '同一个文件已经入账，没有改变任何内容。' : changedText(changed))
  }
  return isRecognised(document)
}

/** The project that lines without one of their own belong to; created from the sheet's header where that is asked for. */
async function projectFor(
  ctx: Context,
  readers: Readers,
  file: GivenFile,
  { values }: Invocation,
): Promise<{ id: string; code: string } | null> {
  const code = values.project
  const known = code === undefined ? null : await findProject(ctx, code)
  if (known !== null) return known
  if (!values['create-project']) {
    if (code === undefined) return null
    throw new Refused({
      code: 'registry.no-such-project',
      kind: 'not-found',
      values: { code },
    })
  }
  const reader = await readers.get()
  const task = { mode: 'understand', fileName: file.name } as const
  for await (const message of reader.read(task, file.bytes())) {
    if (message.kind !== 'done') continue
    const offer = offerOf(message.understood.speaksOf ? [message.understood.speaksOf] : [])
    if (offer.name === '')
      throw new Refused({ code: 'exchange.no-project-in-header', kind: 'invalid' })
    return createProject(ctx, { ...offer, code: code ?? null })
  }
  return null
}

function changedText(changed: Changed): string {
  return (
    `入账：新增 ${newLinesOf(changed)} 行，更正 ${correctedLinesOf(changed)} 行，相同 ${changed.unchanged} 行；` +
    `${changed.workers} 人，其中新登记 ${changed.workersNew} 人。`
  )
}

function show(understood: Understood, { values, now }: Invocation): void {
  if (values.json) {
    printJson(understood)
    return
  }
  print(`${understood.file}（${officeDayAt(now)} 读取）`)
  if (understood.error) print(`  ${understood.error.message}`)
  for (const sheet of understood.sheets) {
    const { totals } = sheet
    const counts = noteCountsOf(sheet)
    print(
      `  ${sheet.name}：${sheet.kind}，${sheet.period ?? '月份未知'}，收下 ${sheet.accepted} 行，` +
        `等补正 ${counts.rejected} 行，发现 ${counts.findings} 处；${sumsOf(totals)}`,
    )
    for (const note of [...sheet.rejected, ...sheet.findings].slice(0, 20)) {
      print(`    第 ${note.row} 行：${note.message}`)
    }
  }
}

/** What a sheet comes to: of an account's statement what came in and went out. */
function sumsOf(totals: Understood['sheets'][number]['totals']): string {
  const { workers, days, inFen, outFen } = totals
  if (inFen !== undefined && outFen !== undefined) {
    return `收入 ${yuanText(fen(inFen))}，支出 ${yuanText(fen(outFen))}`
  }
  const [due, paid] = [yuanText(fen(totals.dueFen)), yuanText(fen(totals.paidFen))]
  return `${workers} 人，${days} 工日，应发 ${due}，已发 ${paid}`
}
