import { every } from '../../platform/hearing.ts'
import { sweepOverdue } from './sweep-overdue.ts'

export const tasksHears = [every('hour', 'tasks.overdue', sweepOverdue)]
