import { describe, expect, test } from 'vitest'
import { dateReader, meaningOf } from './date-cell.ts'

describe('what a number format means', () => {
  test.each([
    ['General', 'number'],
    ['G/通用格式', 'number'],
    ['0.00', 'number'],
    ['#,##0.00"元"', 'number'],
    ['[Red]0.00_);\\(0.00\\)', 'number'],
    ['0.0"days"', 'number'],
    ['0.00E+00', 'number'],
    ['yyyy-mm-dd', 'day'],
    ['yyyy"年"m"月"d"日"', 'day'],
    ['[$-804]yyyy/m/d h:mm', 'day'],
    ['m/d/yy', 'day'],
    ['h:mm:ss', 'day'],
    ['[h]:mm', 'length'],
  ])('%s: %s', (format, meaning) => {
    expect(meaningOf(format)).toBe(meaning)
  })
})

test('days count from 1900 with its false leap day, or from 1904', () => {
  const of1900 = dateReader(false)
  expect(of1900(1, 'day')).toMatchObject({ date: '1900-01-01' })
  expect(of1900(59, 'day')).toMatchObject({ date: '1900-02-28' })
  expect(of1900(61, 'day')).toMatchObject({ date: '1900-03-01' })
  expect(of1900(46_145.332_083_333, 'day')).toMatchObject({ date: '2026-05-03 07:58:12' })
  expect(dateReader(true)(0, 'day')).toMatchObject({ date: '1904-01-01' })
  expect(dateReader(true)(44_683, 'day')).toMatchObject({ date: '2026-05-03' })
})

test('a time without a day, and a length of time, are text', () => {
  expect(dateReader(false)(0.332_083_333, 'day')).toBe('07:58:12')
  expect(dateReader(false)(1.4375, 'length')).toBe('34:30:00')
})
