import { officeDayAt } from '../kernel/day.ts'
import { demoDistrict } from '../kernel/district.ts'
import { fen, yuanText } from '../kernel/money.ts'
import { Refused } from '../kernel/refusal.ts'
import { type Changed, importers } from '../modules/exchange/contract.ts'
import { correctedLinesOf, newLinesOf } from '../modules/exchange/rules/new-lines.ts'
import type { FileDocument } from '../modules/exchange/file-documents.ts'
import type { Understood } from '../modules/recognition/contract.ts'
import { openReaders, type Readers } from '../modules/recognition/readers.ts'
import { noteCountsOf } from '../modules/recognition/rules/note-counts.ts'
import { deriveKeys } from '../platform/keys.ts'
import { mustBeOneOf } from './actor.ts'
import { brokenOff, type Command, type Invocation, print, printJson } from './command.ts'
import { type GivenFile, givenFiles, pathsOf } from './given-files.ts'
import { importFiles } from './import-batch.ts'

/** Exit code where no sheet of a file was recognised, or something is asked. */
const notAll = 2

export const importCommand: Command = {
  name: 'import',
  usage:
    'import 文件或文件夹… [--project 编号] [--create-project] [--source 来源] [--answer 文件:表=回答]… [--dry-run] [--json]',
  what:
    '认表入账；几个文件、压缩包、文件夹都算一批，互相对应项目；有要问的就不入账，问清再来（退出码 2）；\n' +
    '      --project 用于没有写项目的文件；--create-project 按表头新建项目；--source 说明项目名单是哪个部门的（如 施工许可）；--dry-run 只看认出了什么，不写入；\n' +
    '      回答如 month:2026-05、kind:工资表、skip（不导入）、header:2、F:due（F 列是应发）、project:编号，逗号隔开',
  example: "import 9月资料/ --project P000001 --answer '木工.xlsx:考勤=month:2026-09' --json",
  alone: async (invocation) => (invocation.values['dry-run'] ? dryRun(invocation) : null),
  run: async (ctx, invocation) => {
    mustBeOneOf(ctx, importers)
    const paths = await pathsOf(invocation.rest)
    const readers = openReaders(ctx.platform.keys, ctx.district)
    const ended = await importFiles(ctx, readers, paths, invocation).finally(() => readers.drop())
    const { documents, questions } = ended
    if (ended.isBrokenOff && documents.some(({ changed }) => changed === null)) {
      process.stderr.write(`${brokenOffText(documents)}\n`)
      return brokenOff
    }
    for (const document of documents) showDocument(document, invocation)
    for (const question of questions) process.stderr.write(`${question}\n`)
    const isAll = documents.every(
      ({ understood, changed }) => changed !== null && isRecognised(understood),
    )
    return isAll && questions.length === 0 ? 0 : notAll
  },
}

/** Needs no database: nothing is stored, so the keys are made up. Numbers of area 99 are checked as the demo district does. */
async function dryRun(invocation: Invocation): Promise<number> {
  const district = invocation.values.district ?? demoDistrict
  const readers = openReaders(deriveKeys(Buffer.alloc(32, 1)), district)
  let recognised = true
  try {
    for (const path of await pathsOf(invocation.rest)) {
      for (const file of await givenFiles(readers, path)) {
        const understood = await understandOne(readers, file)
        show(understood, invocation)
        recognised = recognised && isRecognised(understood)
      }
    }
  } finally {
    readers.drop()
  }
  return recognised ? 0 : notAll
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

function showDocument(
  { understood, project, changed }: FileDocument,
  invocation: Invocation,
): void {
  const document = documentOf(understood)
  if (changed === null) return show(document, invocation)
  if (invocation.values.json) {
    printJson({ ...document, project: project?.code ?? null, changed })
    return
  }
  show(document, invocation)
  print(changed.repeated ? '同一个文件已经入账，没有改变任何内容。' : changedText(changed))
}

function brokenOffText(documents: readonly FileDocument[]): string {
  const count = documents.filter(({ changed }) => changed !== null).length
  if (count === 0) return '已停下：什么都没有入账。'
  return `已停下：${count} 个文件已经入账，其余没有入账；同样的命令再来一次就接着入账。`
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
