import { gravityOf } from './gravity.ts'
import { afterPayDate, rule } from './rule.ts'

/** Attendance, and not one pay line of the month: the sheet as a whole is missing. */
export const noPaySheet = rule({
  id: 'R-05',
  name: 'no-pay-sheet',
  article: '保障农民工工资支付条例 第十五条、第三十一条',
  workers: ({ payLineWorkers, attendedWithoutPayLine }) =>
    payLineWorkers === 0 ? attendedWithoutPayLine : 0,
  begins: afterPayDate,
  gravity: gravityOf('R-05'),
})
