import { yuanText } from '../../../../kernel/money.ts'
import { minimumWageKey } from '../level.ts'
import { gravityOf } from './gravity.ts'
import { afterMonth, rule } from './rule.ts'

/**
 * Attended, and due less than 工日 × the agreed rate (less what is tolerated), or than the minimum wage for their part of
 * the month (rulebook A06, A22). Without a figure of the place the second half is not computed.
 */
export const payBelowAgreed = rule({
  id: 'R-06',
  name: 'pay-below-agreed',
  article: '保障农民工工资支付条例 第六条、第三十一条；劳动法 第四十八条',
  workers: ({ belowWorkers }) => belowWorkers,
  values: ({ belowRateWorkers, belowRateFen, belowMinimumWorkers }, { minimumWageMonth }) => ({
    belowRate: belowRateWorkers,
    shortYuan: yuanText(belowRateFen),
    belowMinimum: belowMinimumWorkers,
    ...(minimumWageMonth === null ? { missing: minimumWageKey } : {}),
  }),
  begins: afterMonth,
  gravity: gravityOf('R-06'),
  parameters: ({ belowRatePercent, minimumWageMonth }) =>
    minimumWageMonth === null ? [belowRatePercent] : [belowRatePercent, minimumWageMonth],
  missing: ({ minimumWageMonth }) => (minimumWageMonth === null ? [minimumWageKey] : []),
})
