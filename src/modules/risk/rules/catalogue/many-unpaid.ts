import { gravityOf } from './gravity.ts'
import { afterPayDate, rule } from './rule.ts'

/**
 * More than a share of those who attended were paid nothing after the pay date (rulebook §15.1). It says how wide it is
 * and names no sum: what is owed is said by owed-after-pay-date and paid-less-than-due.
 */
export const manyUnpaid = rule({
  id: 'R-09',
  name: 'many-unpaid',
  article: '保障农民工工资支付条例 第十三条、第三十一条',
  workers: ({ attendedUnpaid, workersAttended }, { unpaidSharePercent }) =>
    attendedUnpaid * 100 > workersAttended * unpaidSharePercent.value ? attendedUnpaid : 0,
  values: ({ attendedUnpaid, workersAttended }, { unpaidSharePercent }) => ({
    attended: workersAttended,
    percent: percentOf(attendedUnpaid, workersAttended),
    threshold: unpaidSharePercent.value,
  }),
  begins: afterPayDate,
  gravity: gravityOf('R-09'),
  parameters: ({ unpaidSharePercent }) => [unpaidSharePercent],
})

/** In whole percent, rounded down: never more than it is. */
function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((part * 100) / whole)
}
