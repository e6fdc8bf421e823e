import { dayLists, grids, punches, summaries } from './attendance.ts'
import { participants, teams } from './firms.ts'
import { payRequests, paySheets } from './pay-sheets.ts'
import { contracts, entryExits, rosters } from './rosters.ts'
import type { OfficeShape } from './shape.ts'

/** At least ten shapes of every kind that speaks of workers. */
export const officeShapes: Readonly<Record<string, readonly OfficeShape[]>> = {
  'pay sheets': paySheets,
  'requests to pay': payRequests,
  'attendance grids': grids,
  'attendance totals': summaries,
  'attendance by days': dayLists,
  'punch lists': punches,
  rosters,
  'entries and exits': entryExits,
  contracts,
  participants,
  teams,
}
