import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '../../../kernel/day.ts'
import {
  invitationState,
  whyNotAccept,
  whyNotEndPost,
  whyNotRenew,
  whyNotWithdraw,
} from './invitation.ts'

const moment = fc.integer({ min: 0, max: 4_000_000_000_000 }).map((at) => new Date(at))
const facts = fc.record({
  expiresAt: moment,
  acceptedAt: fc.option(moment),
  withdrawnAt: fc.option(moment),
})

test('a link can be accepted only while it runs, and only once', () => {
  fc.assert(
    fc.property(facts, moment, (invitation, now) => {
      const state = invitationState(invitation, now)
      const runs =
        invitation.acceptedAt === null &&
        invitation.withdrawnAt === null &&
        invitation.expiresAt > now
      expect(whyNotAccept(state) === null).toBe(runs)
    }),
  )
})

test('what was accepted is neither withdrawn nor renewed; what has expired may be either', () => {
  expect(whyNotWithdraw('accepted')?.code).toBe('people.invitation-accepted')
  expect(whyNotRenew('accepted')?.code).toBe('people.invitation-accepted')
  expect(whyNotWithdraw('expired')).toBeNull()
  expect(whyNotRenew('expired')).toBeNull()
  expect(whyNotRenew('withdrawn')).toBeNull()
  expect(whyNotWithdraw('withdrawn')?.kind).toBe('wrong-state')
})

test('nobody ends his own post, nor the last of the coordination office, nor one that has ended', () => {
  const today = day('2026-11-24')
  const post = { isOwn: false, role: 'town', endsOn: null, othersOfRole: 0 }
  expect(whyNotEndPost(post, today)).toBeNull()
  expect(whyNotEndPost({ ...post, isOwn: true }, today)?.code).toBe('people.post-own')
  const office = { ...post, role: 'coordination-office' }
  expect(whyNotEndPost(office, today)?.code).toBe('people.post-last-office')
  expect(whyNotEndPost({ ...office, othersOfRole: 1 }, today)).toBeNull()
  expect(whyNotEndPost({ ...post, endsOn: day('2026-11-23') }, today)?.code).toBe(
    'people.post-ended',
  )
  expect(whyNotEndPost({ ...post, endsOn: today }, today)).toBeNull()
})
