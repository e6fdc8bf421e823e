import { afterPayDate, rule } from './rule.ts'

/**
 * Attended, and after the pay date no pay line, though others of the month have one: 条例 asks for a monthly sheet and a
 * ledger. Where nobody has one it is no-pay-sheet that speaks.
 */
export const attendedWithoutPayLine = rule({
  id: 'R-02',
  name: 'attended-without-pay-line',
  article: '保障农民工工资支付条例 第十五条、第三十一条',
  workers: ({ attendedWithoutPayLine, payLineWorkers }) =>
    payLineWorkers > 0 ? attendedWithoutPayLine : 0,
  begins: afterPayDate,
  gravity: () => 'by-age',
})
