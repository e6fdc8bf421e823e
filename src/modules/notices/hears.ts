import { every } from '../../platform/hearing.ts'
import { sweepLateness } from './sweep-lateness.ts'

export const noticesHears = [every('hour', 'notices.lateness', sweepLateness)]
