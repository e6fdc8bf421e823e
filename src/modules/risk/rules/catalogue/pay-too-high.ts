import { gravityOf } from './gravity.ts'
import { afterMonth, rule } from './rule.ts'

/**
 * One worker over the threshold of a month, or over that of a year in the month in which his sum passes it (rulebook
 * §15.1): a sum that is nobody's wage, or several people's under one name.
 */
export const payTooHigh = rule({
  id: 'R-07',
  name: 'pay-too-high',
  article: '保障农民工工资支付条例 第十五条、第三十一条',
  workers: ({ overMonthWorkers, overYearWorkers }) => overMonthWorkers + overYearWorkers,
  values: ({ overMonthWorkers, overYearWorkers }, { overMonthYuan, overYearYuan }) => ({
    overMonth: overMonthWorkers,
    overYear: overYearWorkers,
    monthYuan: overMonthYuan.value,
    yearYuan: overYearYuan.value,
  }),
  begins: afterMonth,
  gravity: gravityOf('R-07'),
  parameters: ({ overMonthYuan, overYearYuan }) => [overMonthYuan, overYearYuan],
})
