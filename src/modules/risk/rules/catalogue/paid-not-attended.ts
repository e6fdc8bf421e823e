import { gravityOf } from './gravity.ts'
import { afterPayDate, rule } from './rule.ts'

/**
 * A pay line, and no attendance, while others of the month have some: without any, attendance has not come in, and
 * nothing can be compared (rulebook A22).
 */
export const paidNotAttended = rule({
  id: 'R-04',
  name: 'paid-not-attended',
  article: '保障农民工工资支付条例 第十五条、第二十八条、第三十一条',
  workers: ({ paidNotAttended: ghosts, workersAttended }) => (workersAttended > 0 ? ghosts : 0),
  begins: afterPayDate,
  gravity: gravityOf('R-04'),
})
