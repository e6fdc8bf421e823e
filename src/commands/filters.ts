import { YearMonth } from '../kernel/day.ts'
import { Refused } from '../kernel/refusal.ts'
import type { Invocation } from './command.ts'

type Values = Pick<Invocation['values'], 'project' | 'month'>

/** What `--project` and `--month` narrow a list to. */
export function filterIn({ project, month }: Values) {
  return {
    ...(project === undefined ? {} : { project }),
    ...(month === undefined ? {} : { month: monthIn(month) }),
  }
}

export function monthIn(text: string): YearMonth {
  const read = YearMonth.safeParse(text)
  if (read.success) return read.data
  throw new Refused({ code: 'recognition.month-unclear', kind: 'invalid', field: 'month' })
}

export function projectIn({ project }: Values): string {
  if (project !== undefined) return project
  throw new Refused({ code: 'exports.which-project', kind: 'invalid', field: 'project' })
}
