/** What became of a payment: it arrived, it did not, it came back after it had gone out, or nobody says yet. */
export type ReturnOutcome = 'paid' | 'failed' | 'refunded' | 'pending'

const refunded = /退汇|退票|退回|冲正|冲回|已撤销入账/
const failed =
  /失败|未成功|不成功|拒绝|错误|异常|不符|不存在|未入账|未支付|未发放|无效|作废|撤销|销户|冻结|止付|挂失|长期不动|余额不足|fail|error|reject/i
const pending = /处理中|待|未处理|已提交|受理|审批|审核|进行中|预约|可疑|已发送|未知|未返回|在途/
const paid =
  /成功|^(?:已)?(?:入账|到账|支付|付款|发放|代发|完成|汇出|清算)(?:完成)?$|^(?:交易|处理)?(?:完成|正常)$|^(?:ok|success|succ|s|y|yes|t|true|是|√|✓|无误|20)$/i
const no = /^(?:f|n|no|false|否|×|x|30)$/i

/** What a result in words or in a code says; null where it says nothing that is known. */
export function outcomeOf(written: string, header: string): ReturnOutcome | null {
  const text = written.normalize('NFKC').replaceAll(/\s/g, '')
  if (text === '') return null
  if (refunded.test(text)) return 'refunded'
  if (failed.test(text) || no.test(text)) return 'failed'
  if (paid.test(text) && !/待/.test(text)) return 'paid'
  if (pending.test(text)) return 'pending'
  // 返回码 0000 and 成功标志 1 are success; a mere 0 of a state is not (the national platform's 0 is unpaid).
  if (/^0{3,8}$/.test(text)) return 'paid'
  if (/码|代码/.test(header)) return /^0+$/.test(text) ? 'paid' : 'failed'
  if (/成功/.test(header) && /^[01]$/.test(text)) return text === '1' ? 'paid' : 'failed'
  return null
}

/** What the title makes of all its lines (退汇清单, 代发失败明细); null where it says nothing of it. */
export function outcomeOfTitle(words: string): ReturnOutcome | null {
  if (/退汇|退票/.test(words)) return 'refunded'
  if (/失败(?:明细|清单|记录|名单)/.test(words)) return 'failed'
  return /成功(?:明细|清单|记录|名单)/.test(words) ? 'paid' : null
}
