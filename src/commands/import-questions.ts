import { sentence } from '../kernel/words.ts'
import type { Question, SourceFile } from '../modules/exchange/contract.ts'
import { exchangeWords } from '../modules/exchange/words.ts'
import { sheetKinds } from '../modules/recognition/words.ts'
import { projectSources } from '../modules/registry/words.ts'

const kindNames: Readonly<Record<string, string>> = sheetKinds
const sourceNames: Readonly<Record<string, string>> = projectSources

/** What is asked of sheets, a plain sentence each, with the choices and how they are answered here. */
export function sheetQuestions(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ name, understood }) =>
    (understood?.sheets ?? []).flatMap((sheet) =>
      (sheet.asks ?? []).map(({ about, question, choices }) => {
        const of = `${name}:${sheet.name}`
        const names = about === 'source' ? sourceNames : about === 'kind' ? kindNames : {}
        const known = choices.map((choice) => names[choice] ?? choice)
        const answer = known[0] === undefined ? examples[about] : `${what[about]}:${known[0]}`
        const among = known.length === 0 ? '' : `可能是 ${known.join('、')}。`
        return (
          `“${name}”的“${sheet.name}”：${ended(question)}${among}` +
          `请加 --answer '${of}=${answer}'，不导入这张表就写 '${of}=skip'。`
        )
      }),
    ),
  )
}

const what = { kind: 'kind', month: 'month', column: '列号', source: 'source' } as const
const examples = {
  kind: 'kind:工资表,header:2,A:name,B:due',
  month: 'month:2026-05',
  column: '列号:字段',
  source: 'source:施工许可',
} as const

/** Whose lines those are that name a project nobody knows, or none. */
export function projectQuestion(
  { said, about, files, offer, alike }: Question,
  createAsked: boolean,
): string {
  const names = files.map(({ name }) => `“${name}”`)
  const shown =
    names.slice(0, 5).join('、') + (names.length > 5 ? ` 等 ${names.length} 个文件` : '')
  const known = alike.slice(0, 5).map(({ code, name, why }) => `${code} ${name}（${why}）`)
  const among = known.length === 0 ? '' : `可能是 ${known.join('、')}。`
  const code = alike[0]?.code ?? '编号'
  const create = offer.name === '' ? '' : `，要按表头新建“${offer.name}”就加 --create-project`
  const cannot =
    createAsked && offer.name === '' ? sentence(exchangeWords, 'exchange.no-project-in-header') : ''
  if (said === 'nothing')
    return `${shown}没有写明是哪个项目的。${among}请加 --project ${code}${create}。${cannot}`
  return (
    `${shown}写的项目${said === 'code' ? '编码' : ''}“${about ?? ''}”不在项目名单里。${among}` +
    `请加 --answer '${about ?? ''}=project:${code}'${create}。${cannot}`
  )
}

function ended(text: string): string {
  return /[。？！]$/.test(text) ? text : `${text}。`
}
