import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { officeDayAt } from '../kernel/day.ts'
import { demoDistrict } from '../kernel/district.ts'
import { fen, yuanText } from '../kernel/money.ts'
import { Refused } from '../kernel/refusal.ts'
import type { Changed, Understood } from '../modules/exchange/contract.ts'
import { offerOf } from '../modules/exchange/views-project-offer.ts'
import { noteCountsOf } from '../modules/exchange/rules/note-counts.ts'
import { openReaders, type Readers } from '../modules/exchange/readers.ts'
import { NotUnderstood } from '../modules/exchange/take-in-file.ts'
import { takeIn } from '../modules/exchange/take-in.ts'
import { createProject } from '../modules/registry/create-project.ts'
import { findProject } from '../modules/registry/views.ts'
import type { Context } from '../platform/context.ts'
import { deriveKeys } from '../platform/keys.ts'
import { type Command, type Invocation, print, printJson } from './command.ts'

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
      for (const file of files) {
        const known = await importOne(ctx, readers, file, invocation)
        recognised = recognised && known
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
    for (const file of filesOf(invocation)) {
      const understood = await understandOne(readers, file)
      show(understood, invocation)
      recognised = recognised && isRecognised(understood)
    }
  } finally {
    readers.drop()
  }
  return recognised ? 0 : nothingRecognised
}

function isRecognised(understood: Understood): boolean {
  return understood.sheets.some((sheet) => sheet.kind !== 'unknown')
}

async function understandOne(readers: Readers, file: string): Promise<Understood> {
  const fileName = basename(file)
  try {
    const reader = await readers.get()
    for await (const message of reader.read({ mode: 'understand', fileName }, bytesOf(file))) {
      if (message.kind === 'done') return documentOf(message.understood)
    }
    throw new Refused({ code: 'exchange.reader-broke', kind: 'invalid' })
  } catch (error) {
    readers.drop()
    throw error
  }
}

/** The document as it is promised: what the batch's question is made of stays inside. */
function documentOf({ speaksOf: _speaksOf, ...understood }: Understood): Understood {
  return understood
}

async function* bytesOf(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const piece of createReadStream(file, { highWaterMark: 262_144 })) {
      if (Buffer.isBuffer(piece)) yield piece
    }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    throw new Refused({ code: 'exchange.no-such-path', kind: 'not-found', values: { file } })
  }
}

async function importOne(
  ctx: Context,
  readers: Readers,
  file: string,
  invocation: Invocation,
): Promise<boolean> {
  const project = await projectFor(ctx, readers, file, invocation)
  const given = { name: basename(file), projectId: project?.id ?? null }
  const taken = await takeIn(ctx, readers, given, bytesOf(file)).catch((error: unknown) => {
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
  file: string,
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
  const fileName = basename(file)
  for await (const message of reader.read({ mode: 'understand', fileName }, bytesOf(file))) {
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
    `入账：新增 ${changed.added} 行，更正 ${changed.superseded} 行，相同 ${changed.unchanged} 行；` +
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
        `等补正 ${counts.rejected} 行，发现 ${counts.findings} 处；${totals.workers} 人，` +
        `${totals.days} 工日，应发 ${yuanText(fen(totals.dueFen))}，已发 ${yuanText(fen(totals.paidFen))}`,
    )
    for (const note of [...sheet.rejected, ...sheet.findings].slice(0, 20)) {
      print(`    第 ${note.row} 行：${note.message}`)
    }
  }
}
