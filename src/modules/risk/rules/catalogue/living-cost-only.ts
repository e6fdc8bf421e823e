import { gravityOf } from './gravity.ts'
import { afterPayDate, rule } from './rule.ts'

/**
 * Most of those who are due something were paid no more than a share of it: 生活费 in place of the month's pay. Seen by the
 * shares alone, for sheets do not call it so; a sheet whose 应发 is the living cost itself is seen by pay-below-agreed.
 */
export const livingCostOnly = rule({
  id: 'R-11',
  name: 'living-cost-only',
  article: '保障农民工工资支付条例 第十三条、第三十一条',
  workers: ({ livingCostWorkers, payableWorkers }, { livingCostWorkersPercent }) =>
    livingCostWorkers * 100 > payableWorkers * livingCostWorkersPercent.value
      ? livingCostWorkers
      : 0,
  values: ({ payableWorkers }, { livingCostPaidPercent }) => ({
    payable: payableWorkers,
    percent: livingCostPaidPercent.value,
  }),
  begins: afterPayDate,
  gravity: gravityOf('R-11'),
  parameters: ({ livingCostPaidPercent, livingCostWorkersPercent }) => [
    livingCostPaidPercent,
    livingCostWorkersPercent,
  ],
})
