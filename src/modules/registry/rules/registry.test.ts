import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '../../../kernel/day.ts'
import { fen, zeroFen } from '../../../kernel/money.ts'
import { checkCreditCode, creditCheckSign } from './credit-code.ts'
import { matchingName } from './matching-name.ts'
import { isGovernmentMoney, isOwnerKind, isPublicOwner, ownerKinds } from './owner-kind.ts'
import { isParticipantRole, isSubcontracted, participantRoleOf } from './participant-role.ts'
import {
  normalProjectCode,
  ownProjectCode,
  projectCodeKind,
  whyNotProjectCode,
} from './project-code.ts'
import {
  isProjectState,
  projectStateOf,
  projectStates,
  projectStatesAfter,
  whyNotProjectState,
} from './project-state.ts'
import {
  projectCodeOf,
  whyNotCreateProject,
  whyNotEditProject,
  type NewProjectFields,
} from './project.ts'

describe('unified social credit code (GB 32100-2015)', () => {
  test('the codes of the rulebook are right', () => {
    expect(checkCreditCode('91350100M000100Y43').ok).toBe(true)
    expect(checkCreditCode(' 9111 0000 6000 3734 1l').ok).toBe(true)
  })

  test('a wrong check sign is a warning, never a bar: an authority may have issued it', () => {
    expect(checkCreditCode('911100006000373428')).toEqual({
      ok: false,
      value: '911100006000373428',
      code: 'registry.credit-code-check-digit',
      severity: 'warning',
    })
  })

  test('length, signs, older numbers and none at all are told apart', () => {
    const codeOf = (text: string) => {
      const checked = checkCreditCode(text)
      return checked.ok ? 'ok' : checked.code
    }
    expect(codeOf('')).toBe('registry.credit-code-missing')
    expect(codeOf('9135010')).toBe('registry.credit-code-length')
    expect(codeOf('91350100M00O100Y43')).toBe('registry.credit-code-signs')
    expect(codeOf('330106000012345')).toBe('registry.credit-code-old')
    expect(codeOf('M000100Y-4')).toBe('registry.credit-code-old')
  })

  test('any single wrong sign of a right code is noticed', () => {
    const code = '91350100M000100Y43'
    const sign = fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), sign, (at, other) => {
        fc.pre(code[at] !== other)
        expect(creditCheckSign(code.slice(0, at) + other + code.slice(at + 1))).not.toBe('3')
      }),
    )
  })
})

describe('the owner’s kind', () => {
  test('government and state-owned owners of four levels, and no other, are public', () => {
    expect(ownerKinds.filter(isPublicOwner)).toHaveLength(8)
    expect(ownerKinds.filter(isGovernmentMoney)).toHaveLength(4)
    expect(isOwnerKind('soe-city')).toBe(true)
    expect(isOwnerKind('城投')).toBe(false)
  })
})

describe('project codes', () => {
  test('P and six digits is our own, a platform or permit number is given', () => {
    expect(projectCodeKind(ownProjectCode(12))).toBe('own')
    expect(projectCodeKind('330106202601010101')).toBe('given')
    expect(projectCodeKind(normalProjectCode('浙建施〔2026〕 012 号'))).toBe('given')
    expect(normalProjectCode('浙建施【2026】012号')).toBe(normalProjectCode('浙建施（2026）012号'))
    expect(normalProjectCode(' ｐ０００１２３ ')).toBe('P000123')
  })

  test('an empty code, a word without number and odd signs are refused', () => {
    expect(whyNotProjectCode('')?.code).toBe('registry.project-code-missing')
    for (const code of ['某某工程', 'P1', "P000001'--", `9${'0'.repeat(64)}`]) {
      expect([code, whyNotProjectCode(code)?.code]).toEqual([code, 'registry.project-code-invalid'])
    }
    expect(() => ownProjectCode(1_000_000)).toThrow(RangeError)
  })

  test('making it normal twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = normalProjectCode(text)
        expect(normalProjectCode(once)).toBe(once)
      }),
    )
  })
})

describe('project states', () => {
  test('a project that owes is not finished, it is finished and unpaid', () => {
    expect(whyNotProjectState('building', 'finished', fen(1))?.code).toBe(
      'registry.project-still-owes',
    )
    expect(whyNotProjectState('building', 'finished-unpaid', fen(1))).toBeNull()
    expect(whyNotProjectState('finished-unpaid', 'finished', zeroFen)).toBeNull()
  })

  test('what has not begun cannot be finished, and to stay is always allowed', () => {
    expect(whyNotProjectState('not-begun', 'finished', zeroFen)?.kind).toBe('wrong-state')
    for (const state of projectStates) expect(whyNotProjectState(state, state, fen(5))).toBeNull()
    expect(Object.values(projectStatesAfter).flat().every(isProjectState)).toBe(true)
  })

  test('the platform’s 完工 is finished only where nothing is owed', () => {
    expect(projectStateOf('完工', zeroFen)).toBe('finished')
    expect(projectStateOf('004', fen(1))).toBe('finished-unpaid')
    expect(projectStateOf('完工', null)).toBe('finished')
    expect(projectStateOf('在建', zeroFen)).toBe('building')
    expect(projectStateOf('别的', zeroFen)).toBeNull()
  })
})

describe('participants’ roles', () => {
  const dictionary = new URL(
    '../../../../../shared/data/reference/realname/dict.csv',
    import.meta.url,
  )
  test('every word and code of the platform’s dictionary has its role', ({ skip }) => {
    skip(!existsSync(dictionary), 'skipped: no shared data')
    const entries = readFileSync(dictionary, 'utf8')
      .split(/\r?\n/)
      .map((line) => line.split(','))
      .filter(([name]) => name === 'project_corp_type')
    expect(entries).toHaveLength(12)
    for (const [, , key = '', word = ''] of entries) {
      expect(participantRoleOf(word)).not.toBeNull()
      expect(participantRoleOf(key)).toBe(participantRoleOf(word))
    }
  })

  test('agent, owner and general contractor are three; an ambiguous word is none', () => {
    expect(participantRoleOf('代建单位')).toBe('agent')
    expect(participantRoleOf(' 建设单位 ')).toBe('owner')
    expect(participantRoleOf('总承包单位')).toBe('general-contractor')
    expect(participantRoleOf('施工单位')).toBeNull()
    expect(participantRoleOf('constructor')).toBeNull()
    expect(isSubcontracted('labour-company')).toBe(true)
    expect(isParticipantRole('bank')).toBe(true)
  })
})

describe('names compared', () => {
  test('full-width signs, spaces and brackets make no other firm; what a bracket holds does', () => {
    expect(matchingName('某某建设（浙江）有限公司')).toBe(matchingName('某某建设 (浙江)有限公司 '))
    expect(matchingName('某某〔浙江〕公司')).toBe(matchingName('某某【浙江】公司'))
    expect(matchingName('某某(浙江)公司')).not.toBe(matchingName('某某公司'))
    expect(matchingName('买买提•艾力')).toBe(matchingName('买买提·艾力'))
  })

  test('comparing form of a comparing form is itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(matchingName(matchingName(text))).toBe(matchingName(text))
      }),
    )
  })
})

describe('creating and editing a project', () => {
  const fields: NewProjectFields = {
    code: 'P000001',
    name: '示范区一号安置房工程',
    town: '990101001',
    ownerKind: 'government-district',
    state: 'building',
    permitNumber: null,
    platformNumber: null,
    payDay: 15,
    begunOn: day('2026-01-05'),
  }
  const refusalOf = (change: Partial<NewProjectFields>) =>
    whyNotCreateProject({ ...fields, ...change }, '990101')?.code ?? null

  test('right fields are taken, and what is not known may be left out', () => {
    expect(refusalOf({})).toBeNull()
    expect(refusalOf({ code: null, town: null, begunOn: null, payDay: null })).toBeNull()
  })

  test('each wrong field is named', () => {
    expect(refusalOf({ code: '某某' })).toBe('registry.project-code-invalid')
    expect(refusalOf({ name: ' 某 ' })).toBe('registry.project-name-missing')
    expect(refusalOf({ name: '长'.repeat(201) })).toBe('registry.project-name-too-long')
    expect(refusalOf({ name: '工程\u0000' })).toBe('registry.project-name-signs')
    expect(refusalOf({ town: '330106001' })).toBe('registry.town-elsewhere')
    expect(refusalOf({ town: '9901' })).toBe('registry.town-code')
    expect(refusalOf({ payDay: 32 })).toBe('registry.pay-day')
    expect(refusalOf({ state: 'not-begun' })).toBe('registry.begun-on-but-not-begun')
  })

  test('the code is the given one, else the platform’s number, else the permit’s, else ours to give', () => {
    const numbers = {
      code: ' ',
      platformNumber: '3301062026 01010101',
      permitNumber: '浙建施〔2026〕12号',
    }
    expect(projectCodeOf({ ...numbers, code: 'p000007' })).toBe('P000007')
    expect(projectCodeOf(numbers)).toBe('330106202601010101')
    expect(projectCodeOf({ ...numbers, platformNumber: null })).toBe('浙建施(2026)12号')
    expect(projectCodeOf({ code: null, platformNumber: null, permitNumber: null })).toBeNull()
  })

  test('who saw another version is told so before anything else', () => {
    const current = { version: 3, district: '990101', state: 'building' as const }
    expect(whyNotEditProject(current, { ...fields, name: '' }, 2)?.kind).toBe('changed-meanwhile')
    expect(whyNotEditProject(current, fields, 3)).toBeNull()
    expect(whyNotEditProject(current, { ...fields, state: 'finished' }, 3)).toBeNull()
    const back = { ...fields, state: 'not-begun' as const, begunOn: null }
    expect(whyNotEditProject(current, back, 3)?.code).toBe('registry.project-state-not-next')
  })
})
