import { monthDaysOf } from '../first-days.ts'
import { gravityOf } from './gravity.ts'
import { rule } from './rule.ts'

/** Not yet 16 on the first of the month (劳动法 15), or with a number that nobody can have. */
export const identityImpossible = rule({
  id: 'R-10',
  name: 'identity-impossible',
  article: '保障农民工工资支付条例 第六条、第二十八条；劳动法 第十五条',
  workers: ({ underAgeWorkers, doubtfulIdWorkers }) => underAgeWorkers + doubtfulIdWorkers,
  values: ({ underAgeWorkers, doubtfulIdWorkers }) => ({
    underAge: underAgeWorkers,
    doubtful: doubtfulIdWorkers,
  }),
  begins: ({ month }) => monthDaysOf(month).first,
  gravity: gravityOf('R-10'),
})
