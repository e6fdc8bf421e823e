import type { Reading } from '../../platform/context.ts'
import { officeDay } from '../../platform/context.ts'
import { calendarOf } from '../calendar/views.ts'
import { type Assessment, assessAll } from './rules/assess.ts'
import { factsOf, figuresOn } from './views-facts.ts'

/** How the safeguards of projects stand today, from the facts as they are; what is no project any more is left out. */
export async function assessProjects(
  reading: Reading,
  ids: readonly string[],
): Promise<Map<string, Assessment[]>> {
  const today = officeDay(reading)
  const figures = await figuresOn(reading, today)
  const calendar = await calendarOf(reading)
  const facts = await factsOf(reading, ids, today)
  return new Map([...facts].map(([id, one]) => [id, assessAll(one, figures, today, calendar)]))
}
