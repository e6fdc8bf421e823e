import { gravityOf } from './gravity.ts'
import { afterMonth, rule } from './rule.ts'

/** Several workers of a month on one card: wages go to each worker's own account (条例 31; rulebook A22). */
export const sharedCard = rule({
  id: 'R-08',
  name: 'shared-card',
  article: '保障农民工工资支付条例 第十一条、第三十一条',
  workers: ({ sharedCardWorkers }) => sharedCardWorkers,
  begins: afterMonth,
  gravity: gravityOf('R-08'),
})
