import { yuanText } from '../../../../kernel/money.ts'
import { afterPayDate, rule } from './rule.ts'

/** Paid, but less than due, and still so after the pay date. */
export const paidLessThanDue = rule({
  id: 'R-03',
  name: 'paid-less-than-due',
  article: '保障农民工工资支付条例 第十三条、第十六条、第三十条',
  workers: ({ underpaidWorkers }) => underpaidWorkers,
  values: ({ underpaidFen }) => ({ fen: underpaidFen, yuan: yuanText(underpaidFen) }),
  begins: afterPayDate,
  gravity: () => 'by-age',
})
