import { listTasks } from '../../../modules/dashboards/contract-tasks.ts'
import {
  listItems,
  listOwners,
  listRounds,
  viewRound,
} from '../../../modules/screening/contract.ts'

/** What a step on a round makes old. */
export const screeningReads = [listRounds, viewRound, listItems, listOwners, listTasks]
