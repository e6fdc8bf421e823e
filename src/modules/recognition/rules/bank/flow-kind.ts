/** What a movement of a special account is: what spoils naive checks has kinds of its own. */
export const flowKinds = [
  'labour-cost',
  'wages',
  'interest',
  'bank-charge',
  'card-refund',
  'correction',
  'own-transfer',
  'freeze',
  'other',
] as const
export type FlowKind = (typeof flowKinds)[number]

export interface SaidFlow {
  /** Above 0 came in. */
  readonly amountFen: number
  /** 摘要, 附言, 用途 together. */
  readonly words: string
  readonly counterName: string | null
  readonly ownName: string | null
}

const freeze = /冻结|解冻|止付|扣划|司法/
const correction = /冲正|冲[账帐]|抹[账帐]|错[账帐]|更正|红字/
const refund = /退汇|退票|退回|退款|入[账帐]失败/
const interest = /利息|结息|付息|季息|存息/
const charge = /手续费|工本费|年费|管理费|服务费|汇费|邮电费|网银费|[账帐]户维护|短信费|收费|回单费/
const ownTransfer =
  /销户|变更[账帐]户|[账帐]户变更|转户|换行|专户互转|原专户|新专户|余额转[入出]|专户间|同名划转|归集|资金划转/
const wages = /工资|代发|薪|劳务费|劳务报酬|民工|代付|生活费|劳动报酬|人工费/
const labourCost =
  /人工费|工程款|进度款|拨付|拨款|工资款|农民工工资|劳务费|工资专户|预付款|资金拨|人工/

/** By the words of summary and remark, by who is at the other end, and by the direction; `other` where they do not tell. */
export function flowKindOf({ amountFen, words, counterName, ownName }: SaidFlow): FlowKind {
  const text = words.normalize('NFKC').replaceAll(/\s/g, '')
  const counter = counterName?.normalize('NFKC').replaceAll(/\s/g, '') ?? ''
  if (freeze.test(text) || (counter !== '' && /法院/.test(counter) && amountFen < 0))
    return 'freeze'
  if (correction.test(text)) return 'correction'
  if (refund.test(text)) return 'card-refund'
  if (interest.test(text)) return 'interest'
  if (charge.test(text) && !/工资|人工/.test(text)) return 'bank-charge'
  const own = ownName?.normalize('NFKC').replaceAll(/\s/g, '') ?? ''
  const toOwnAccount = own !== '' && counter === own
  if (toOwnAccount || ownTransfer.test(text)) return 'own-transfer'
  if (amountFen < 0) return wages.test(text) || isPersonal(counter) ? 'wages' : 'other'
  return labourCost.test(text) ? 'labour-cost' : 'other'
}

/** A person's name, or the bank's inner account that a batch of wages goes through. */
function isPersonal(counter: string): boolean {
  return (
    (/^\p{Script=Han}{2,4}$/u.test(counter) && !/公司|银行|支行|法院|财政|局$/.test(counter)) ||
    /^\p{Script=Han}{1,10}[·•]\p{Script=Han}{1,10}$/u.test(counter) ||
    /代发|批量|工资/.test(counter)
  )
}
