import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldPunches } from '../../labour/rules/attendance.ts'
import { day } from '../../../kernel/day.ts'
import {
  platformTemplates,
  punchesOf,
  templateNos,
  whyNotWholeNumbers,
} from './platform-templates.ts'

test('each template is named as the platform names it, and asks for a firm first', () => {
  for (const no of templateNos) {
    const { name, columns } = platformTemplates[no]
    expect(name.startsWith(`${no}.`)).toBe(true)
    expect(columns[0]).toEqual({ head: '企业统一社会信用代码', kind: 'text' })
    expect(new Set(columns.map(({ head }) => head)).size).toBe(columns.length)
  }
})

test('a day’s passes fold back into the time that they were made of', () => {
  const on = day('2026-09-01')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 24 * 60 - 1 }), (minutes) => {
      const punches = punchesOf(minutes).map(({ minute, direction }) => ({
        day: on,
        minute,
        direction: direction === '入场' ? ('in' as const) : ('out' as const),
      }))
      expect(punches.every(({ minute }) => minute >= 0 && minute < 24 * 60)).toBe(true)
      expect(foldPunches(punches)).toMatchObject([{ day: on, minutes }])
    }),
  )
})

test('whole numbers need a reason that says something', () => {
  expect(whyNotWholeNumbers('报送省平台')).toBeNull()
  for (const reason of ['', '    ', '要用', ' 上报 ']) {
    expect(whyNotWholeNumbers(reason)).toMatchObject({ code: 'exports.reason-missing' })
  }
})
