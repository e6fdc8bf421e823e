import { expect, test } from 'vitest'
import { administratorRoles, deskRoles, Role } from '../../../kernel/role.ts'
import { clientOf } from './client.ts'
import { powerOf, powers, whyNotEndAdministrator, whyNotPower } from './power.ts'
import {
  isOneTimeCode,
  isSecondFactorAsked,
  shownRecoveryCode,
  typedCode,
  whyNotStep,
  whyNotWithoutFactor,
} from './second-factor.ts'

test('three administrators: no account holds two of the three, nor one of them with business', () => {
  for (const power of powers) {
    const may = Role.options.filter((role) => whyNotPower({ power }, role) === null)
    expect([power, may]).toEqual([power, Role.options.filter((role) => powerOf(role) === power)])
  }
  expect(administratorRoles.map(powerOf)).toEqual(['system', 'security', 'audit'])
  expect(new Set(deskRoles.map(powerOf))).toEqual(new Set(['business']))
})

test('an administrator’s post is ended by the security administrator alone', () => {
  expect(whyNotEndAdministrator('audit-administrator', ['coordination-office'])?.code).toBe(
    'people.post-of-administrator',
  )
  expect(whyNotEndAdministrator('audit-administrator', ['security-administrator'])).toBeNull()
  expect(whyNotEndAdministrator('town', ['coordination-office'])).toBeNull()
})

test('the second factor is asked of the roles that the parameter names, once any of somebody’s posts is one', () => {
  expect(isSecondFactorAsked('nobody', Role.options)).toBe(false)
  expect(isSecondFactorAsked('administrators', ['town', 'leader'])).toBe(false)
  expect(isSecondFactorAsked('administrators', ['audit-administrator'])).toBe(true)
  expect(isSecondFactorAsked('government-and-administrators', ['labour-officer'])).toBe(false)
  expect(isSecondFactorAsked('government-and-administrators', ['labour-officer', 'town'])).toBe(
    true,
  )
  expect(isSecondFactorAsked('everybody', ['labour-officer'])).toBe(true)
  expect(isSecondFactorAsked('everybody', [])).toBe(false)
})

test('where it is asked, a password alone opens nothing; what a provider elsewhere said does', () => {
  expect(whyNotWithoutFactor(true, 'password')?.code).toBe('people.second-factor-first')
  for (const proof of ['code', 'recovery', 'outside'] as const) {
    expect(whyNotWithoutFactor(true, proof)).toBeNull()
  }
  expect(whyNotWithoutFactor(false, 'password')).toBeNull()
})

test('a code is taken once: neither it nor an earlier one again', () => {
  expect(whyNotStep(null, 0)?.code).toBe('people.code-wrong')
  expect(whyNotStep(100, 99)).toBeNull()
  expect(whyNotStep(100, 100)?.code).toBe('people.code-wrong')
  expect(whyNotStep(99, 100)?.code).toBe('people.code-wrong')
})

test('codes are read as they are typed, in fours, with spaces, in full width', () => {
  expect(typedCode(' 123 456 ')).toBe('123456')
  expect(typedCode('１２３４５６')).toBe('123456')
  expect(isOneTimeCode('123456')).toBe(true)
  expect(typedCode('abcd-efgh-jklm-npqr')).toBe('ABCDEFGHJKLMNPQR')
  expect(shownRecoveryCode('ABCDEFGHJKLMNPQR')).toBe('ABCD-EFGH-JKLM-NPQR')
  expect(isOneTimeCode('ABCDEFGHJKLMNPQR')).toBe(false)
})

test('a browser is told in a few words, and one that is unknown in none', () => {
  expect(
    clientOf(
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
    ),
  ).toBe('Edge · Windows')
  expect(clientOf('Mozilla/5.0 (Linux; Android 14) Chrome/142 Mobile MicroMessenger/8.0')).toBe(
    '微信 · 安卓',
  )
  expect(clientOf('curl/8')).toBe('')
})
