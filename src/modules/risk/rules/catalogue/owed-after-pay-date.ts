import { yuanText } from '../../../../kernel/money.ts'
import { afterPayDate, rule } from './rule.ts'

/** Owed after the pay date, to workers who were paid nothing. */
export const owedAfterPayDate = rule({
  id: 'R-01',
  name: 'owed-after-pay-date',
  article: '保障农民工工资支付条例 第十三条、第十六条、第三十条',
  workers: ({ unpaidWorkers }) => unpaidWorkers,
  values: ({ unpaidFen }) => ({ fen: unpaidFen, yuan: yuanText(unpaidFen) }),
  begins: afterPayDate,
  gravity: () => 'by-age',
})
