import type { Lines } from './append-lines.ts'

/** The module's tables of lines. */
export const rosterLines: Lines = {
  table: 'labour.roster_line',
  key: ['project_id', 'worker_id'],
  nullable: [],
  values: [
    'enterprise_id',
    'team_id',
    'trade',
    'team_leader',
    'card_value',
    'phone_value',
    'entered_on',
  ],
}

export const entryExitLines: Lines = {
  table: 'labour.entry_exit',
  key: ['project_id', 'worker_id', 'happened_on', 'kind'],
  nullable: [],
  values: [],
}

export const contractLines: Lines = {
  table: 'labour.contract_line',
  key: ['project_id', 'worker_id', 'valid_from'],
  nullable: ['valid_from'],
  values: ['term', 'valid_to', 'rate_unit', 'rate_fen'],
}

export const attendanceLines: Lines = {
  table: 'labour.attendance_month',
  key: ['project_id', 'month', 'worker_id', 'team_id'],
  nullable: ['team_id'],
  values: [
    'present',
    'minutes',
    'overtime_minutes',
    'days_present',
    'minutes_total',
    'workdays_hundredths',
  ],
  unsaid: ['present', 'minutes', 'overtime_minutes'],
}
