import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { whyNotPassword } from './password.ts'
import {
  isSeenAnew,
  lockedUntil,
  sessionEndsAt,
  whyNotSession,
  whyNotSignIn,
  whyNotTrySignIn,
} from './sign-in.ts'

describe('passwords', () => {
  const codeOf = (password: string, name = 'wang.li') =>
    whyNotPassword(password, name)?.code ?? null

  test('twelve signs of any kind, or eight of three classes, are enough', () => {
    expect(codeOf('gongdi zhaoming deng')).toBeNull()
    expect(codeOf('塔吊下面的食堂每天六点开门')).toBeNull()
    expect(codeOf('Tadiao7')).toBe('people.password-too-short')
    expect(codeOf('Tadiao78')).toBeNull()
  })

  test('short and plain ones are refused by name', () => {
    expect(codeOf('Ab3!')).toBe('people.password-too-short')
    expect(codeOf('tadiao78')).toBe('people.password-too-plain')
    expect(codeOf('abababababab')).toBe('people.password-too-plain')
    expect(codeOf('x'.repeat(129))).toBe('people.password-too-long')
  })

  test('nor what everybody tries first, nor the account’s own name', () => {
    for (const password of [
      'Admin@123',
      'Password1!',
      'P@ssw0rd2026',
      'Qwerty!2345',
      '1qaz2wsx!QAZ',
    ]) {
      expect([password, codeOf(password)]).not.toEqual([password, null])
    }
    expect(codeOf('123456789012')).toBe('people.password-common')
    expect(codeOf('202420242024')).not.toBeNull()
    expect(codeOf('Wang.Li-2026')).toBe('people.password-holds-name')
  })

  test('a run of digits of any length is never taken', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 8, max: 20 }),
        (from, length) => {
          const digits = Array.from({ length }, (_, at) => (from + at) % 10).join('')
          expect(codeOf(digits)).not.toBeNull()
        },
      ),
    )
  })
})

describe('sign-in', () => {
  const lockOut = { tries: 5, lockMinutes: 15 }
  const at = (minute: number) => new Date(Date.UTC(2026, 4, 6, 1, minute))

  test('five wrong passwords lock the name for fifteen minutes from the last', () => {
    const failed = [4, 0, 2, 1, 3].map(at)
    expect(lockedUntil(failed.slice(1), lockOut)).toBeNull()
    const until = lockedUntil(failed, lockOut)
    expect(until).toEqual(at(19))
    expect(whyNotTrySignIn({ lockedUntil: until, now: at(5) })).toMatchObject({
      code: 'people.sign-in-locked',
      kind: 'too-much',
      values: { minutes: 14 },
    })
    expect(whyNotTrySignIn({ lockedUntil: until, now: at(19) })).toBeNull()
    expect(lockedUntil([...failed, at(19)], lockOut)).toBeNull()
  })

  test('a slip now and then never adds up', () => {
    const slips = Array.from({ length: 20 }, (_, count) => at(count * 4))
    expect(lockedUntil(slips, lockOut)).toBeNull()
    expect(lockedUntil([], lockOut)).toBeNull()
  })

  test('an unknown name, a wrong password and a closed account get the same answer', () => {
    const right = { lockedUntil: null, now: at(0), known: true, passwordRight: true, closed: false }
    expect(whyNotSignIn(right)).toBeNull()
    const wrongs = [{ known: false }, { passwordRight: false }, { closed: true }]
    const answers = wrongs.map((wrong) => JSON.stringify(whyNotSignIn({ ...right, ...wrong })))
    expect(new Set(answers).size).toBe(1)
  })

  test('a right password does not open a lock', () => {
    const locked = {
      lockedUntil: at(9),
      now: at(0),
      known: true,
      passwordRight: true,
      closed: false,
    }
    expect(whyNotSignIn(locked)?.code).toBe('people.sign-in-locked')
  })
})

describe('sessions', () => {
  const seen = new Date('2026-05-06T01:00:00Z')
  const after = (minutes: number) => new Date(seen.getTime() + minutes * 60_000)

  test('end when nothing was heard for the idle time, to the minute', () => {
    const session = { seenAt: seen, endedAt: null }
    expect(sessionEndsAt(session, 30)).toEqual(after(30))
    expect(whyNotSession(session, after(29.9), 30)).toBeNull()
    expect(whyNotSession(session, after(30), 30)?.code).toBe('people.session-idle')
  })

  test('end when they are ended', () => {
    const session = { seenAt: seen, endedAt: after(1) }
    expect(whyNotSession(session, after(1), 30)?.code).toBe('people.session-ended')
  })

  test('are written down as seen once a minute at most', () => {
    expect(isSeenAnew({ seenAt: seen }, after(0.9))).toBe(false)
    expect(isSeenAnew({ seenAt: seen }, after(1))).toBe(true)
  })
})
