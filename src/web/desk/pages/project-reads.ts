import { listProjectMatters } from '../../../modules/dashboards/contract-matters.ts'
import {
  listProjectHistory,
  listProjects,
  viewHome,
  viewProject,
} from '../../../modules/dashboards/contract.ts'
import { listWarnings } from '../../../modules/risk/contract.ts'
import { listContracts } from '../../../modules/safeguards/contract-contracts.ts'
import { listHandIns } from '../../../modules/safeguards/contract-hand-ins.ts'
import {
  listSafeguards,
  viewLiability,
  viewSafeguardFigures,
  viewSafeguards,
} from '../../../modules/safeguards/contract.ts'

/** What a change of a project's contracts or safeguards makes old. */
export const safeguardReads = [
  viewSafeguards,
  listContracts,
  listHandIns,
  listSafeguards,
  viewSafeguardFigures,
]

/** What a change of the project itself makes old. */
export const projectReads = [
  viewProject,
  listProjects,
  listProjectHistory,
  listProjectMatters,
  viewHome,
  listWarnings,
  viewLiability,
  ...safeguardReads,
]
