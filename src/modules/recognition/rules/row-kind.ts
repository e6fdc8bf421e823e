import type { Row } from '../../../kernel/sheet.ts'
import { textOf } from './cell-text.ts'
import { senseOf } from './header-words.ts'

/** What a row is that is not a worker. */
export type NobodyKind =
  | 'empty'
  | 'numbered'
  | 'total'
  | 'signature'
  | 'note'
  | 'header'
  | 'nameless'

const totalWords =
  /^(?:本页|本月|本班|班组|全月|累计|共|人工|工资|项目|当页|单页)?(?:合计|小计|总计|累计|共计|合計|总和|页计)(?:人数|金额|工资|工时|工日)?(?:[(:（：].*)?$|^(?:合计|总计|共计)(?:人民币|大写|元)|^人民币.{0,4}大写|^大写|^.{1,12}(?:小计|合计|总计)$|^共\d+人|^(?:total|sum)\b/i

const signatureWords =
  /签字|签名|签章|盖章|签收|公章|审核人?[:：]|审批|制表|填表人|经办|复核|负责人[:：]|劳资(?:专管)?员[:：]|班组长[:：]|项目经理[:：]|会计[:：]|出纳[:：]|财务[:：]|主管[:：]|领导[:：]|部[:：]$|室[:：]$|总监[:：]|单位[:：]|日期[:：]/

const noteWords =
  /^(?:注|备注|说明|填表说明|填报说明|注意|声明|承诺|温馨提示|以上|本人)|^\d{1,2}\s*[.、．)）]\s*\D|^[(（][一二三四五六七八九十\d]+[)）]|^[※*★]/

/** A name is hanzi with a middle dot perhaps, or Latin words; never a total, a title or a sentence. */
export function looksLikeName(text: string): boolean {
  if (text.length < 2 || text.length > 30) return false
  if (/^\p{Script=Han}(?:\s*[\p{Script=Han}·•・‧.]){1,19}[\dA-Za-z]{0,2}$/u.test(text)) {
    const plain = text.replaceAll(/\s/g, '')
    return (
      !totalWords.test(plain) &&
      !notNames.test(plain) &&
      (plain.length <= 8 || /[·•・‧.]/.test(plain))
    )
  }
  return (
    /^[A-Za-z][A-Za-z .'-]{1,29}$/.test(text) && !/^(?:total|sum|name|n\/a|null|none)$/i.test(text)
  )
}

const notNames =
  /^(?:姓名|身份证号码?|公民身份号码|证件号码?|工人|出勤|缺勤|加班|请假|事假|病假|休息|旷工|图例|符号|以下空白|此行空白|空白|作废|示例|样例|例如|备注|说明|制表人?|审核人?|签字|负责人|项目经理|班组长|劳资专管员|注)$|合计|小计|总计|签字|盖章|签章|^以上|^以下|项目部$|公司$|单位$/

/** A citizen's ID number, one of 15 digits, or what a sheet has left of one. */
export function looksLikeId(text: string): boolean {
  const plain = text.normalize('NFKC').replaceAll(/[\s'’=" ]/g, '')
  return (
    /^\d{17}[\dXx×*]$/.test(plain) ||
    /^\d{15}$/.test(plain) ||
    /^[1-9]\.\d+[eE]\+?1[67]$/.test(plain)
  )
}

/** Why a row without a usable name is nobody. */
export function nobodyKindOf(row: Row, seqIndex: number, nameIndex: number): NobodyKind {
  const texts: string[] = []
  let onlySeq = true
  for (let index = 0; index < row.length; index += 1) {
    const text = textOf(row[index])
    if (text === '') continue
    texts.push(text)
    if (index !== seqIndex) onlySeq = false
  }
  const [first] = texts
  if (first === undefined) return 'empty'
  if (onlySeq && /^\d{1,6}(?:\.0)?$/.test(first)) return 'numbered'
  const leading = texts.slice(0, 4).map((text) => text.replaceAll(/\s/g, ''))
  if (leading.some((text) => totalWords.test(text))) return 'total'
  if (texts.filter(isHeaderWord).length >= 3) return 'header'
  if (isHeaderWord(textOf(row[nameIndex])) && isHeaderWord(first)) return 'header'
  if (texts.length === 1 && noteWords.test(first)) return 'note'
  if (texts.some((text) => signatureWords.test(text) && text.length > 2)) return 'signature'
  if (noteWords.test(first) || (texts.length === 1 && first.length > 6)) return 'note'
  if (texts.length === 1) return onlySeq ? 'numbered' : 'note'
  return 'nameless'
}

function isHeaderWord(text: string): boolean {
  const sense = senseOf(text)
  return sense?.is === 'field' && sense.score === 1
}
