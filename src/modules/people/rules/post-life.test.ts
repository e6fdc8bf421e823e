import { expect, test } from 'vitest'
import { day } from '../../../kernel/day.ts'
import type { Role } from '../../../kernel/role.ts'
import {
  actorNameOf,
  type Days,
  type Deputy,
  type LivingPost,
  whyNotDays,
  whyNotDeputise,
  whyNotLeave,
  whyNotMove,
} from './post-life.ts'

const today = day('2026-11-23')
const days = (from: string, to: string) => ({ beginsOn: day(from), endsOn: day(to) })
const noDays: readonly Days[] = []
const week = days('2026-11-30', '2026-12-04')

function post(role: Role = 'town', over: Partial<LivingPost> = {}) {
  return {
    id: 'post',
    accountId: 'one',
    role,
    organisation: '甲镇',
    town: '990101101',
    industries: [],
    beginsOn: day('2026-01-01'),
    endsOn: null,
    deputyFor: null,
    ...over,
  }
}

function deputy(role: Role = 'town', over: Partial<Deputy> = {}): Deputy {
  const own = { role, organisation: '甲镇', deputyFor: null }
  return { accountId: 'two', power: 'business', isClosed: false, posts: [own], ...over }
}

function codeOf(one: LivingPost, by: Deputy, when = week, standing = noDays) {
  return whyNotDeputise(one, by, when, { today, standing })?.code ?? null
}

test('days are in order, not all past, and no longer than a year', () => {
  const code = (from: string, to: string) => whyNotDays(days(from, to), today)?.code ?? null
  expect(code('2026-11-20', '2026-11-23')).toBeNull()
  expect(code('2026-11-24', '2026-11-23')).toBe('people.days-order')
  expect(code('2026-11-01', '2026-11-22')).toBe('people.days-past')
  expect(code('2026-11-24', '2027-11-24')).toBeNull()
  expect(code('2026-11-24', '2027-11-25')).toBe('people.days-many')
})

test('two leaves of one person do not overlap, not by a day', () => {
  const code = (from: string, to: string) =>
    whyNotLeave(days(from, to), [week], today)?.code ?? null
  expect(code('2026-11-24', '2026-11-29')).toBeNull()
  expect(code('2026-12-05', '2026-12-06')).toBeNull()
  expect(code('2026-11-24', '2026-11-30')).toBe('people.leave-overlaps')
  expect(code('2026-12-04', '2026-12-20')).toBe('people.leave-overlaps')
})

test('a deputy is somebody else of the same sort, and hands nothing on', () => {
  expect(codeOf(post(), deputy())).toBeNull()
  expect(codeOf(post(), deputy('coordination-office'))).toBeNull()
  expect(codeOf(post(), deputy('town', { accountId: 'one' }))).toBe('people.deputy-self')
  expect(codeOf(post(), deputy('town', { isClosed: true }))).toBe('people.deputy-none')
  expect(codeOf(post(), deputy('town', { posts: [] }))).toBe('people.deputy-none')
  expect(codeOf(post(), deputy('labour-officer'))).toBe('people.deputy-other-sort')
  expect(codeOf(post('town', { deputyFor: 'x' }), deputy())).toBe('people.deputy-of-deputy')
  expect(codeOf(post('town', { endsOn: day('2026-11-22') }), deputy())).toBe('people.post-ended')
  expect(codeOf(post('town', { endsOn: day('2026-12-01') }), deputy())).toBe('people.deputy-beyond')
  expect(codeOf(post(), deputy(), week, [week])).toBe('people.deputy-twice')
  const onlyActing = { role: 'town' as const, organisation: '甲镇', deputyFor: 'x' }
  expect(codeOf(post(), deputy('town', { posts: [onlyActing] }))).toBe('people.deputy-none')
})

test('a firm’s post is acted for by the same firm only, an administrator’s by one of the same power', () => {
  const firm = post('labour-officer', { organisation: '甲公司' })
  const of = (organisation: string) => ({
    posts: [{ role: 'labour-officer' as const, organisation, deputyFor: null }],
  })
  expect(codeOf(firm, deputy('labour-officer', of('甲公司')))).toBeNull()
  expect(codeOf(firm, deputy('labour-officer', of('乙公司')))).toBe('people.deputy-other-sort')
  expect(codeOf(firm, deputy('coordination-office'))).toBe('people.deputy-other-sort')
  const auditor = post('audit-administrator')
  expect(codeOf(auditor, deputy('audit-administrator'))).toBeNull()
  expect(codeOf(auditor, deputy('security-administrator'))).toBe('people.deputy-other-sort')
})

test('a post is moved somewhere else, from a day to come', () => {
  const to = { organisation: '丁街道', town: '990101002', industries: [], on: day('2026-12-01') }
  const code = (over: Partial<typeof to>, of = post()) =>
    whyNotMove(of, { ...to, ...over }, today)?.code ?? null
  expect(code({})).toBeNull()
  expect(code({ organisation: '甲镇', town: '990101101' })).toBe('people.move-nowhere')
  expect(code({ on: day('2026-11-22') })).toBe('people.days-past')
  expect(code({ on: today }, post('town', { beginsOn: today }))).toBe('people.move-early')
  expect(code({}, post('labour-officer'))).toBe('people.move-firm')
  expect(code({}, post('town', { deputyFor: 'x' }))).toBe('people.move-deputy')
})

test('who acts for somebody is written down with whose post it is', () => {
  const own = { actingFor: null }
  const other = { actingFor: '钱样二' }
  expect(actorNameOf('赵范一', [own])).toBe('赵范一')
  expect(actorNameOf('赵范一', [other])).toBe('赵范一（代钱样二）')
  expect(actorNameOf('赵范一', [own, other, other])).toBe('赵范一（兼代钱样二）')
})
