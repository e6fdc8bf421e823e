import { expect, test } from 'vitest'
import { isBackupDue } from './schedule.ts'

const at = (text: string) => new Date(`${text}+08:00`)
const whole = (text: string) => ({ begunAt: at(text), finishedAt: at(text) })
const broken = (text: string) => ({ begunAt: at(text), finishedAt: null })

test('where none was ever taken, one is due', () => {
  expect(isBackupDue(at('2026-11-24T15:00'), 2, null)).toBe(true)
})

test('once a day, when its hour at the office has come', () => {
  const last = whole('2026-11-24T02:00')
  expect(isBackupDue(at('2026-11-24T02:01'), 2, last)).toBe(false)
  expect(isBackupDue(at('2026-11-25T01:59'), 2, last)).toBe(false)
  expect(isBackupDue(at('2026-11-25T02:00'), 2, last)).toBe(true)
  expect(isBackupDue(at('2026-11-25T02:01'), 2, whole('2026-11-25T02:00'))).toBe(false)
})

test('a machine that was off at its hour takes it when it is back', () => {
  expect(isBackupDue(at('2026-11-27T09:30'), 2, whole('2026-11-24T02:00'))).toBe(true)
})

test('one by hand in the afternoon does not stand for that night’s', () => {
  expect(isBackupDue(at('2026-11-25T02:00'), 2, whole('2026-11-24T16:00'))).toBe(true)
})

test('one that failed is tried again after an hour, not every minute', () => {
  const last = broken('2026-11-25T02:00')
  expect(isBackupDue(at('2026-11-25T02:01'), 2, last)).toBe(false)
  expect(isBackupDue(at('2026-11-25T02:59'), 2, last)).toBe(false)
  expect(isBackupDue(at('2026-11-25T03:00'), 2, last)).toBe(true)
})

test('a clock that was set back makes none due', () => {
  const last = whole('2026-11-25T02:00')
  expect(isBackupDue(at('2026-11-20T12:00'), 2, last)).toBe(false)
  expect(isBackupDue(at('2026-11-20T12:00'), 2, broken('2026-11-25T02:00'))).toBe(false)
})

test('at midnight, and at the last hour of the day', () => {
  expect(isBackupDue(at('2026-11-25T00:00'), 0, whole('2026-11-24T00:00'))).toBe(true)
  expect(isBackupDue(at('2026-11-25T22:59'), 23, whole('2026-11-24T23:00'))).toBe(false)
  expect(isBackupDue(at('2026-11-25T23:00'), 23, whole('2026-11-24T23:00'))).toBe(true)
})
