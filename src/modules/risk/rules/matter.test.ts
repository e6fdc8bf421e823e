import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day } from '../../../kernel/day.ts'
import { Level } from '../../../kernel/level.ts'
import { shippedCalendar } from '../../calendar/rules/calendar.ts'
import { shippedParameters } from '../../places/rules/shipped.ts'
import {
  dueOnOf,
  matterParametersFor,
  type MatterStanding,
  ownerOf,
  stepOf,
  stepWhenStanding,
} from './matter.ts'
import { pointsOf, pointsParametersFor } from './points.ts'

const today = day('2026-11-24')
const parameters = matterParametersFor(shippedParameters, '990101', today)
const open: MatterStanding = {
  level: 'yellow',
  state: 'open',
  outcome: null,
  times: 1,
  closedOn: null,
}
const closed = (ago: number, over: Partial<MatterStanding> = {}): MatterStanding => ({
  ...open,
  state: 'closed',
  outcome: 'cleared',
  closedOn: addDays(today, -ago),
  ...over,
})
const raise = (known: MatterStanding | null, gravest: Level | null, worse = true) =>
  stepOf(known, { gravest, worse }, today, parameters)

test('the first warning opens a matter of its level', () => {
  expect(raise(null, 'orange')).toEqual({ kind: 'open', level: 'orange', times: 1 })
  expect(raise(null, null)).toBeNull()
})

test('raised again within thirty days it is the same matter, a level higher each time', () => {
  expect(raise(closed(30), 'yellow')).toEqual({
    kind: 'reopen',
    level: 'orange',
    times: 2,
    why: 'came-again',
  })
  expect(raise(closed(30, { times: 2 }), 'yellow')).toMatchObject({ level: 'red', times: 3 })
  expect(raise(closed(30, { times: 5 }), 'yellow')).toMatchObject({ level: 'red', times: 6 })
  expect(raise(closed(31), 'yellow')).toEqual({ kind: 'open', level: 'yellow', times: 1 })
})

test('figures that only changed open nothing again', () => {
  expect(raise(closed(3, { outcome: 'explained' }), 'red', false)).toBeNull()
})

test('an open matter rises with its gravest warning, never falls, and ends when none stands', () => {
  expect(raise(open, 'orange')).toEqual({ kind: 'rise', level: 'orange', from: 'yellow' })
  expect(raise({ ...open, level: 'red' }, 'yellow')).toBeNull()
  expect(raise(open, 'yellow')).toBeNull()
  expect(raise(open, null, false)).toEqual({ kind: 'close', outcome: 'cleared' })
})

test('what was called handled and still stands fifteen days later is opened again', () => {
  const handled = closed(16, { outcome: 'handled' })
  expect(stepWhenStanding(handled, 'yellow', today, parameters)).toMatchObject({
    kind: 'reopen',
    why: 'still-stands',
    level: 'orange',
  })
  expect(
    stepWhenStanding(closed(15, { outcome: 'handled' }), 'yellow', today, parameters),
  ).toBeNull()
  expect(
    stepWhenStanding(closed(99, { outcome: 'explained' }), 'yellow', today, parameters),
  ).toBeNull()
})

test('yellow is the firm’s, orange the town’s, red the coordination office’s; without a town the office’s', () => {
  const project = { id: 'p', town: '990101101', industry: 'housing' }
  expect(Level.options.map((level) => ownerOf(level, project, parameters))).toEqual([
    { role: 'labour-officer', place: 'p' },
    { role: 'labour-officer', place: 'p' },
    { role: 'town', place: '990101101' },
    { role: 'coordination-office', place: null },
  ])
  expect(ownerOf('orange', { ...project, town: null }, parameters).role).toBe('coordination-office')
})

test('the limit is counted in workdays from the day after', () => {
  expect(dueOnOf('red', day('2026-11-26'), parameters, shippedCalendar)).toBe('2026-12-01')
})

test('no sequence of news leaves an open matter without a standing warning, or a closed one opened by mere figures', () => {
  const news = fc.record({
    gravest: fc.option(fc.constantFrom(...Level.options)),
    worse: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(news, { maxLength: 12 }), (all) => {
      let known: MatterStanding | null = null
      for (const one of all) {
        const step = stepOf(known, one, today, parameters)
        if (step === null) continue
        if (step.kind === 'close') {
          known = { ...(known ?? open), state: 'closed', outcome: 'cleared', closedOn: today }
          continue
        }
        expect(one.gravest).not.toBeNull()
        if (known?.state !== 'open') expect(one.worse).toBe(true)
        const times: number = 'times' in step ? step.times : (known?.times ?? 1)
        known = { level: step.level, state: 'open', outcome: null, times, closedOn: null }
      }
    }),
  )
})

test('the weights come to a hundred points, and a red warning counts its whole weight', () => {
  const weights = pointsParametersFor(shippedParameters, '990101', today)
  const all = pointsOf([], weights)
  expect([all.tenths, all.most]).toEqual([0, 100])
  const card = pointsOf(
    [
      { rule: 'R-01', level: 'yellow' },
      { rule: 'R-01', level: 'red' },
      { rule: 'R-06', level: 'blue' },
    ],
    weights,
  )
  expect(card.tenths).toBe(220)
  expect(card.rules.find(({ rule }) => rule === 'R-01')).toMatchObject({
    level: 'red',
    share: 100,
    warnings: 2,
    tenths: 200,
  })
})
