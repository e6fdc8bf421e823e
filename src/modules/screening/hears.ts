import { every, on } from '../../platform/hearing.ts'
import { projectFound } from './contract-reports.ts'
import { settleFound } from './name-found-project.ts'
import { sweepOverdue } from './sweep-overdue.ts'

export const screeningHears = [
  on(projectFound, 'screening.settle-found', settleFound),
  every('hour', 'screening.overdue', sweepOverdue),
]
