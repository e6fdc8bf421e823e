import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day } from '../../../kernel/day.ts'
import {
  type TownChange,
  townNameOn,
  townOn,
  whyNotAddTown,
  whyNotMergeTown,
  whyNotRenameTown,
} from './town.ts'

const a = { code: '990101101', name: '甲镇', into: null }
const b = { code: '990101002', name: '丁街道', into: null }
const gone = { code: '990101102', name: '旧乡', into: a.code }
const towns = [a, b, gone]
const change = (over: Partial<TownChange>): TownChange => ({
  town: a.code,
  kind: 'renamed',
  name: '甲街道',
  nameBefore: '甲镇',
  into: null,
  on: day('2026-12-01'),
  ...over,
})

test('a town is added with a code of the district and a name that no standing one has', () => {
  const add = (code: string, name: string) =>
    whyNotAddTown({ code, name }, '990101', towns)?.code ?? null
  expect(add('990101103', '新镇')).toBeNull()
  expect(add('990102103', '新镇')).toBe('places.town-elsewhere')
  expect(add(a.code, '新镇')).toBe('places.town-known')
  expect(add('990101103', '甲镇')).toBe('places.town-name-taken')
  expect(add('990101103', '旧乡')).toBeNull()
})

test('what is merged or waits for its day is not changed again', () => {
  expect(whyNotRenameTown(a.code, '甲街道', towns, [])).toBeNull()
  expect(whyNotRenameTown(gone.code, '甲街道', towns, [])?.code).toBe('places.town-merged')
  expect(whyNotRenameTown(a.code, '甲街道', towns, [change({})])?.code).toBe('places.town-waits')
  expect(whyNotRenameTown('990101999', '甲街道', towns, [])?.code).toBe('places.town-unknown')
})

test('a town is merged into another that stands and stays', () => {
  const code = (into: string, waiting: TownChange[] = []) =>
    whyNotMergeTown(a.code, into, towns, waiting)?.code ?? null
  expect(code(b.code)).toBeNull()
  expect(code(a.code)).toBe('places.town-into')
  expect(code(gone.code)).toBe('places.town-into')
  const leaves = change({ town: b.code, kind: 'merged', name: b.name, into: gone.code })
  expect(code(b.code, [leaves])).toBe('places.town-waits')
  const comes = change({ town: b.code, kind: 'merged', name: b.name, into: a.code })
  expect(whyNotMergeTown(a.code, b.code, towns, [comes])?.code).toBe('places.town-waits')
})

test('what was written on a day is read with the name of that day', () => {
  const now = { code: a.code, name: '甲新区街道' }
  const changes = [
    change({}),
    change({ name: '甲新区街道', nameBefore: '甲街道', on: day('2028-03-01') }),
  ]
  const on = (text: string) => townNameOn(now, changes, day(text))
  expect([on('2026-11-30'), on('2026-12-01'), on('2028-02-29'), on('2028-03-01')]).toEqual([
    '甲镇',
    '甲街道',
    '甲街道',
    '甲新区街道',
  ])
})

test('a town is where it was merged to from that day on, through every merger after it', () => {
  const first = change({ kind: 'merged', into: b.code })
  const second = change({ town: b.code, kind: 'merged', into: '990101009', on: day('2027-06-01') })
  const on = (text: string) => townOn(a.code, [second, first], day(text))
  expect([on('2026-11-30'), on('2026-12-01'), on('2027-06-01')]).toEqual([
    a.code,
    b.code,
    '990101009',
  ])
})

test('where a town is changes on the day of its merger and on no other', () => {
  fc.assert(
    fc.property(fc.integer({ min: -800, max: 800 }), (days) => {
      const merged = change({ kind: 'merged', into: b.code })
      const place = townOn(a.code, [merged], addDays(merged.on, days))
      expect(place).toBe(days < 0 ? a.code : b.code)
    }),
  )
})
