import {
  lastOf,
  monthOf,
  nextMonth,
  daysIn,
  type PlainDate,
  type YearMonth,
} from '../kernel/day.ts'
import { day } from '../kernel/day.ts'
import { bankCard, phoneNumber, residentId } from './identity.ts'
import { siteBookBytes } from './site-book.ts'

export interface SiteWorkbook {
  readonly fileName: string
  readonly bytes: Uint8Array
  /** What stands in it, for the page that offers it and for tests. */
  readonly firm: string
  readonly project: string
  readonly month: YearMonth
}

/**
 * The workbook that the import page offers to try: one worker with 342 hours (274 and 68 of overtime) on
 * 31 days, 38 工日, 22,800.00 yuan. Firm and project are in no list, so that the newcomer creates the
 * project from the heading. Without a month it is the last one with 31 days whose wages are overdue by
 * the usual pay date (the end of the month after it), so that a warning is seen as well.
 */
export function siteWorkbook({
  today,
  month,
}: {
  today: PlainDate
  month?: YearMonth
}): SiteWorkbook {
  const of = month ?? lastOverdueLongMonth(today)
  if (daysIn(of) !== 31) throw new RangeError('31 days present need a month of 31 days')
  const firm = '示例建设集团第九有限公司'
  const project = '戊庄光伏支架安装工程'
  const bytes = siteBookBytes({
    firm,
    project: `${project}项目部`,
    month: of,
    workers: [
      {
        name: '郑甲七',
        idNumber: residentId(day('1987-08-09'), 715),
        trade: '安装工',
        phone: phoneNumber(99_001),
        card: bankCard(99_000_001),
        hours: [...Array.from({ length: 30 }, () => 9), 4],
        overtimeHours,
        workdays: 38,
        payYuan: 22_800,
      },
    ],
  })
  const [year, at] = [of.slice(0, 4), Number(of.slice(5))]
  return { fileName: `${project}${year}年${at}月考勤和工资.xlsx`, bytes, firm, project, month: of }
}

/** 68 hours on 25 evenings. */
const overtimeHours = [
  0, 2, 0, 3.5, 3.5, 2, 3.5, 3.5, 3.5, 0, 3.5, 3.5, 3.5, 3.5, 3.5, 2, 0, 3.5, 3.5, 3.5, 0, 3, 3, 0,
  1.5, 3, 1.5, 1.5, 1.5, 1.5, 0,
]

function lastOverdueLongMonth(today: PlainDate): YearMonth {
  let at = nextMonth(monthOf(today), -1)
  while (daysIn(at) !== 31 || lastOf(nextMonth(at)) >= today) at = nextMonth(at, -1)
  return at
}
