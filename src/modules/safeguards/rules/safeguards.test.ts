import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day, month } from '../../../kernel/day.ts'
import { fen, zeroFen } from '../../../kernel/money.ts'
import { shippedCalendar } from '../../calendar/rules/calendar.ts'
import { industries } from '../../registry/rules/industry.ts'
import { ownerKinds } from '../../registry/rules/owner-kind.ts'
import { participantRoles } from '../../registry/rules/participant-role.ts'
import { projectStates } from '../../registry/rules/project-state.ts'
import { assess, assessAll } from './assess.ts'
import { contractFindings, type LookedAtContract } from './contract-findings.ts'
import { type ContractFields, contractNumberKey, whyNotContract } from './contract.ts'
import { whyNotEvidence } from './evidence.ts'
import type { SafeguardFacts, SafeguardFigures } from './facts.ts'
import { liabilityOf } from './liability.ts'
import { projectFindings } from './project-findings.ts'
import { dueOf, requirementOf } from './requirement.ts'
import { metPercent, type Safeguard, safeguards, safeguardStates } from './safeguard.ts'

const today = day('2026-11-24')

const figure = (value: number) => ({ value, mark: 'proposal' as const })
const figures: SafeguardFigures = {
  accountSumFromYuan: figure(0),
  accountMonthsFrom: figure(0),
  depositExemptBelowYuan: figure(3_000_000),
  evidenceFreshDays: figure(62),
  boardFreshDays: figure(180),
  realNameSharePercent: figure(95),
  contractSharePercent: figure(95),
  selfBuilt: { isRequired: false, mark: 'memory' },
  otherIndustry: { isRequired: true, mark: 'memory' },
}

const bare: SafeguardFacts = {
  state: 'building',
  ownerKind: 'private',
  industry: 'housing',
  begunOn: day('2026-02-01'),
  hasPermit: false,
  permitOn: null,
  hasGeneralContractor: true,
  contract: null,
  listedSumFen: null,
  workers: { onSite: 0, listed: 0, contracted: 0 },
  lastAttended: null,
  accounts: { count: 0, lastOn: null },
  bankPaidOn: null,
  deposit: { standingFen: zeroFen, standsUntil: null, expiredOn: null, isExempt: false },
  labourCost: { months: 0, gapMonths: 0, gapFen: zeroFen, lastPaidOn: null },
  officers: 0,
  said: {},
  decided: {},
}

const contract = (over: Partial<NonNullable<SafeguardFacts['contract']>> = {}) => ({
  sumFen: fen(10_000_000_00),
  signedOn: day('2026-01-10'),
  beginsOn: day('2026-02-01'),
  endsOn: day('2027-01-31'),
  ...over,
})

const stateOf = (safeguard: Safeguard, over: Partial<SafeguardFacts> = {}) =>
  assess(safeguard, { ...bare, ...over }, figures, today, shippedCalendar).state

describe('whether a safeguard is required', () => {
  test('a project that is being built needs all of them; a finished and cleared one none', () => {
    const known = { ...bare, contract: contract() }
    for (const one of safeguards) {
      expect([one, requirementOf(one, known, figures).is]).toEqual([one, 'yes'])
      const finished = { ...known, state: 'finished' as const }
      expect([one, requirementOf(one, finished, figures).is]).toEqual([one, 'no'])
    }
  })

  test('条例 27, 28: until every wage is cleared the duties of a finished building run on', () => {
    expect(stateOf('special-account', { state: 'finished-unpaid' })).toBe('missing')
  })

  test('an officer’s word counts before the rule, with its reason', () => {
    const decided = { deposit: { reason: '年度合同已存', on: day('2026-03-01') } }
    const said = requirementOf('deposit', { ...bare, decided }, figures)
    expect([said.is, said.values['reason']]).toEqual(['no', '年度合同已存'])
    expect(stateOf('deposit', { decided })).toBe('not-required')
  })

  test('a self-built house is outside by the place’s figure, and inside by another', () => {
    const own = { ownerKind: 'self-built' as const }
    expect(stateOf('notice-board', own)).toBe('not-required')
    const inside = { ...figures, selfBuilt: { isRequired: true, mark: 'confirmed' as const } }
    const state = assess('notice-board', { ...bare, ...own }, inside, today, shippedCalendar).state
    expect(state).toBe('missing')
  })

  test('without an industry and a general contractor nobody knows whether it is construction', () => {
    const said = requirementOf(
      'real-name',
      { ...bare, industry: 'unknown', hasGeneralContractor: false },
      figures,
    )
    expect([said.is, said.missing]).toEqual(['unknown', ['industry']])
    expect(requirementOf('real-name', { ...bare, industry: 'unknown' }, figures).is).toBe('yes')
  })

  test('重庆: an account from 4 million yuan and 3 months together; what is missing is named', () => {
    const local = {
      ...figures,
      accountSumFromYuan: figure(4_000_000),
      accountMonthsFrom: figure(3),
    }
    const is = (over: Partial<SafeguardFacts>) => {
      const said = requirementOf('special-account', { ...bare, ...over }, local)
      return [said.is, ...said.missing]
    }
    expect(is({})).toEqual(['unknown', 'contract-sum', 'contract-months'])
    expect(is({ listedSumFen: fen(3_999_999_99) })).toEqual(['no'])
    expect(is({ listedSumFen: fen(4_000_000_00) })).toEqual(['unknown', 'contract-months'])
    expect(is({ contract: contract() })).toEqual(['yes'])
    expect(is({ contract: contract({ endsOn: day('2026-03-31') }) })).toEqual(['no'])
  })

  test('65号 11: a small contract may be exempt, which somebody has to say; an unknown sum is named', () => {
    const said = (sum: number | null) => {
      const listedSumFen = sum === null ? null : fen(sum)
      const { is, missing } = requirementOf('deposit', { ...bare, listedSumFen }, figures)
      return [is, ...missing]
    }
    expect(said(null)).toEqual(['unknown', 'contract-sum'])
    expect(said(2_999_999_99)).toEqual(['unknown', 'exemption'])
    expect(said(3_000_000_00)).toEqual(['yes'])
    const exempt = { ...bare.deposit, isExempt: true }
    expect(stateOf('deposit', { deposit: exempt })).toBe('not-required')
  })

  test('government money may not be advanced by the contractor: the article says so', () => {
    const said = requirementOf('labour-cost', { ...bare, ownerKind: 'government-city' }, figures)
    expect([said.because, said.article.text]).toEqual([
      'safeguards.because-government',
      expect.stringContaining('第二十三条'),
    ])
  })
})

describe('since when it is due', () => {
  const dueOn = (safeguard: Safeguard, over: Partial<SafeguardFacts>) => {
    const { on, rule, missing } = dueOf(safeguard, { ...bare, ...over }, shippedCalendar)
    return [on, rule.replace('safeguards.due-', ''), ...missing]
  }

  test('53号 6: the account 30 days after the contract was signed', () => {
    expect(dueOn('special-account', { contract: contract() })).toEqual(['2026-02-09', 'account'])
    expect(dueOn('special-account', {})).toEqual([
      '2026-03-01',
      'account-by-begin',
      'contract-signed-on',
    ])
    expect(dueOn('special-account', { begunOn: null })).toEqual([
      null,
      'account-by-begin',
      'contract-signed-on',
      'begun-on',
    ])
  })

  test('65号 8: the deposit 20 workdays after the permit, else after signing where there is none', () => {
    expect(dueOn('deposit', { hasPermit: true, permitOn: day('2026-03-02') })).toEqual([
      '2026-03-30',
      'deposit-permit',
    ])
    expect(dueOn('deposit', { contract: contract({ signedOn: day('2026-03-02') }) })).toEqual([
      '2026-03-30',
      'deposit-contract',
    ])
    expect(dueOn('deposit', { hasPermit: true, contract: contract() })).toEqual([
      '2026-03-01',
      'deposit-by-begin',
      'permit-on',
    ])
  })

  test('条例 24, 28, 31, 34: labour cost a month after begin, the others when work begins', () => {
    expect(dueOn('labour-cost', {})).toEqual(['2026-03-01', 'labour-cost'])
    expect(dueOn('contractor-pays', {})).toEqual(['2026-03-31', 'contractor-pays'])
    expect(dueOn('notice-board', {})).toEqual(['2026-02-01', 'from-begin'])
    expect(dueOn('real-name', { begunOn: null })).toEqual([null, 'before-entry', 'begun-on'])
  })

  test('before its day it is not due; a project not begun has no day yet', () => {
    expect(stateOf('notice-board', { begunOn: addDays(today, 1) })).toBe('not-due')
    expect(stateOf('notice-board', { begunOn: addDays(today, -1) })).toBe('missing')
    expect(stateOf('notice-board', { state: 'not-begun', begunOn: null })).toBe('not-due')
    expect(stateOf('notice-board', { begunOn: null })).toBe('missing')
  })
})

describe('what shows that it stands', () => {
  test('real names: nearly everybody on site is on the roster, and attendance is new', () => {
    const workers = { onSite: 100, listed: 95, contracted: 0 }
    const fresh = { workers, lastAttended: month('2026-10') }
    expect(stateOf('real-name', fresh)).toBe('met')
    expect(stateOf('real-name', { ...fresh, workers: { ...workers, listed: 94 } })).toBe('missing')
    expect(stateOf('real-name', { workers })).toBe('missing')
    expect(stateOf('real-name', { ...fresh, lastAttended: month('2026-08') })).toBe('expired')
    const stopped = { ...fresh, lastAttended: month('2026-08'), state: 'stopped' as const }
    expect(stateOf('real-name', stopped)).toBe('met')
  })

  test('a letter that has run out is expired, not missing', () => {
    const deposit = { ...bare.deposit, expiredOn: day('2026-10-31') }
    expect(stateOf('deposit', { deposit, contract: contract() })).toBe('expired')
    const standing = { ...deposit, standingFen: fen(200_000_00) }
    expect(stateOf('deposit', { deposit: standing })).toBe('met')
  })

  test('a month of labour cost that is short is missing, however new the last transfer is', () => {
    const paid = { months: 3, gapMonths: 0, gapFen: zeroFen, lastPaidOn: day('2026-11-10') }
    expect(stateOf('labour-cost', { labourCost: paid })).toBe('met')
    const short = { ...paid, gapMonths: 1, gapFen: fen(1_00) }
    expect(stateOf('labour-cost', { labourCost: short })).toBe('missing')
    const old = { ...paid, lastPaidOn: day('2026-07-10') }
    expect(stateOf('labour-cost', { labourCost: old })).toBe('expired')
  })

  test('what somebody saw on the spot counts before papers: it was there, or it was not', () => {
    const seen = { holds: true, saidOn: day('2026-11-01'), validTo: null }
    expect(stateOf('notice-board', { said: { 'notice-board': seen } })).toBe('met')
    const old = { ...seen, saidOn: day('2026-01-01') }
    expect(stateOf('notice-board', { said: { 'notice-board': old } })).toBe('expired')
    const gone = { ...seen, holds: false }
    const accounts = { count: 1, lastOn: day('2026-11-20') }
    expect(stateOf('special-account', { accounts })).toBe('met')
    expect(stateOf('special-account', { accounts, said: { 'special-account': gone } })).toBe(
      'missing',
    )
    const ended = { ...seen, validTo: day('2026-11-23') }
    expect(stateOf('deposit', { said: { deposit: ended } })).toBe('expired')
  })

  test('bank returns show payment by the general contractor, an account the officer’s post', () => {
    expect(stateOf('contractor-pays', { bankPaidOn: day('2026-10-20') })).toBe('met')
    expect(stateOf('contractor-pays', { bankPaidOn: day('2026-08-20') })).toBe('expired')
    expect(stateOf('labour-officer', { officers: 1 })).toBe('met')
    const workers = { onSite: 20, listed: 20, contracted: 19 }
    expect(stateOf('labour-contract', { workers })).toBe('met')
    expect(stateOf('labour-contract', { workers: { ...workers, contracted: 18 } })).toBe('missing')
  })
})

const dayIn = fc.integer({ min: -800, max: 400 }).map((count) => addDays(today, count))
const perhaps = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })
const count = fc.integer({ min: 0, max: 50 })
const money = fc.integer({ min: 0, max: 90_000_000_00 }).map(fen)
const anyFacts: fc.Arbitrary<SafeguardFacts> = fc.record({
  state: fc.constantFrom(...projectStates),
  ownerKind: fc.constantFrom(...ownerKinds),
  industry: fc.constantFrom(...industries),
  begunOn: perhaps(dayIn),
  hasPermit: fc.boolean(),
  permitOn: perhaps(dayIn),
  hasGeneralContractor: fc.boolean(),
  contract: perhaps(
    fc.record({
      sumFen: perhaps(money),
      signedOn: perhaps(dayIn),
      beginsOn: perhaps(dayIn),
      endsOn: perhaps(dayIn),
    }),
  ),
  listedSumFen: perhaps(money),
  workers: fc.record({ onSite: count, listed: count, contracted: count }),
  lastAttended: perhaps(fc.constantFrom(month('2026-10'), month('2026-05'))),
  accounts: fc.record({ count, lastOn: perhaps(dayIn) }),
  bankPaidOn: perhaps(dayIn),
  deposit: fc.record({
    standingFen: money,
    standsUntil: perhaps(dayIn),
    expiredOn: perhaps(dayIn),
    isExempt: fc.boolean(),
  }),
  labourCost: fc.record({
    months: count,
    gapMonths: count,
    gapFen: money,
    lastPaidOn: perhaps(dayIn),
  }),
  officers: count,
  said: fc.constant({}),
  decided: fc.constant({}),
})
const anySafeguard = fc.constantFrom(...safeguards)
const seenToday = { holds: true, saidOn: today, validTo: null }

describe('always', () => {
  test('each project has one state of each safeguard, and each says why with its article', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const all = assessAll(facts, figures, today, shippedCalendar)
        expect(all.map((one) => one.safeguard)).toEqual([...safeguards])
        for (const one of all) {
          expect(safeguardStates).toContain(one.state)
          expect(one.requirement.article.text).not.toBe('')
          // Unknown is never said without the name of what is missing.
          expect(one.requirement.is === 'unknown').toBe(one.requirement.missing.length > 0)
          if (one.due.on === null) expect(one.due.missing).toContain('begun-on')
        }
      }),
    )
  })

  test('evidence of today makes it stand, unless it is not required at all', () => {
    fc.assert(
      fc.property(anyFacts, anySafeguard, (facts, safeguard) => {
        const said = { ...facts, said: { [safeguard]: seenToday } }
        const { state } = assess(safeguard, said, figures, today, shippedCalendar)
        const required = requirementOf(safeguard, facts, figures).is
        expect(state).toBe(required === 'no' ? 'not-required' : 'met')
      }),
    )
  })

  test('that it was looked for and not there never makes it stand', () => {
    fc.assert(
      fc.property(anyFacts, anySafeguard, (facts, safeguard) => {
        const said = { ...facts, said: { [safeguard]: { ...seenToday, holds: false } } }
        const { state } = assess(safeguard, said, figures, today, shippedCalendar)
        expect(['met', 'expired']).not.toContain(state)
      }),
    )
  })

  test('an officer’s word that it is not required always holds', () => {
    fc.assert(
      fc.property(anyFacts, anySafeguard, (facts, safeguard) => {
        const decided = { ...facts, decided: { [safeguard]: { reason: '理由', on: today } } }
        expect(assess(safeguard, decided, figures, today, shippedCalendar).state).toBe(
          'not-required',
        )
      }),
    )
  })

  test('as days pass, what is missing does not become not due', () => {
    fc.assert(
      fc.property(anyFacts, anySafeguard, fc.integer({ min: 1, max: 400 }), (facts, one, days) => {
        const now = assess(one, facts, figures, today, shippedCalendar).state
        const then = assess(one, facts, figures, addDays(today, days), shippedCalendar).state
        if (now === 'missing') expect(then).not.toBe('not-due')
      }),
    )
  })
})

describe('a contract', () => {
  const fields: ContractFields = {
    kind: 'general',
    number: 'HT-1',
    partyA: 'a',
    partyB: 'b',
    aboveId: null,
    sumFen: fen(10_000_000_00),
    signedOn: day('2026-01-10'),
    beginsOn: day('2026-02-01'),
    endsOn: day('2027-01-31'),
    cycleMonths: 1,
    transferDay: null,
    ratioBasisPoints: 2_500,
  }
  const refusal = (over: Partial<ContractFields>) =>
    whyNotContract({ ...fields, ...over }, { beyondYuan: 100_000_000_000, today })?.code ?? null

  test('a sum of 24.3 trillion, an end before its begin, one party twice, a day ahead are refused', () => {
    expect(refusal({})).toBeNull()
    expect(refusal({ sumFen: fen(24_300_000_000_000_00) })).toBe('safeguards.sum-beyond-belief')
    expect(refusal({ sumFen: fen(100_000_000_000_00) })).toBeNull()
    expect(refusal({ sumFen: zeroFen })).toBe('safeguards.sum-not-positive')
    expect(refusal({ endsOn: day('2026-01-31') })).toBe('safeguards.end-before-begin')
    expect(refusal({ endsOn: day('2026-02-01') })).toBeNull()
    expect(refusal({ partyB: 'a' })).toBe('safeguards.one-party')
    expect(refusal({ signedOn: addDays(today, 1) })).toBe('safeguards.signed-ahead')
  })

  test('a number is the same however it is spaced and spelled', () => {
    expect(contractNumberKey(' ht－2026 ／1 ')).toBe('HT-2026/1')
    expect(contractNumberKey('  ')).toBeNull()
  })

  const looked: LookedAtContract = {
    kind: 'general',
    number: 'HT-1',
    parties: [{ name: '甲公司', creditCode: '91330106MA00000001', creditCodeFinding: null }],
    sumFen: fen(10_000_000_00),
    aboveSumFen: null,
    cycleMonths: 1,
    ratioBasisPoints: 2_500,
    sameNumber: [],
  }
  const found = (over: Partial<LookedAtContract>, least = 0) =>
    contractFindings({ ...looked, ...over }, least).map(({ code }) => code)

  test('a party without code, a number elsewhere, a sum above the one above it, a long cycle are flagged', () => {
    expect(found({})).toEqual([])
    const parties = [{ name: '乙公司', creditCode: null, creditCodeFinding: null }]
    expect(found({ parties })).toEqual(['safeguards.party-without-code'])
    expect(found({ sameNumber: ['P000002'] })).toEqual(['safeguards.number-elsewhere'])
    expect(found({ kind: 'labour', aboveSumFen: fen(9_999_999_99) })).toEqual([
      'safeguards.sum-above-contract',
    ])
    expect(found({ cycleMonths: 3 })).toEqual(['safeguards.cycle-too-long'])
    expect(found({ cycleMonths: null })).toEqual(['safeguards.no-cycle'])
    expect(found({ ratioBasisPoints: 2_499 }, 25)).toEqual(['safeguards.share-too-small'])
  })

  test('evidence is of a day that has been, and ends after it', () => {
    const code = (over: object) =>
      whyNotEvidence({ holds: true, saidOn: today, validTo: null, ...over }, today)?.code ?? null
    expect(code({})).toBeNull()
    expect(code({ saidOn: addDays(today, 1) })).toBe('safeguards.seen-ahead')
    expect(code({ validTo: addDays(today, -1) })).toBe('safeguards.valid-before-seen')
    expect(code({ holds: false, validTo: today })).toBe('safeguards.valid-though-absent')
  })
})

test('what of a project cannot all be right is flagged, each on its own', () => {
  const project = {
    begunOn: day('2026-03-01'),
    finishOn: day('2026-02-01'),
    contractSumFen: fen(24_300_000_000_000_00),
    enteredSumFen: fen(24_300_000_00),
    permitNumber: '330106202601010101',
    samePermit: [{ code: 'P000002', name: '乙工程' }],
    towns: ['丁街道', '丙镇'],
    parties: [{ name: '甲公司', creditCode: null, creditCodeFinding: null }],
  }
  expect(projectFindings(project, 100_000_000_000).map(({ code }) => code)).toEqual([
    'safeguards.permit-of-two',
    'safeguards.several-towns',
    'safeguards.project-ends-before-begin',
    'safeguards.listed-sum-beyond-belief',
    'safeguards.listed-sum-differs',
    'safeguards.party-without-code',
  ])
})

describe('the liability table', () => {
  const dutiesOf = (over: object) =>
    liabilityOf({ ownerKind: 'private', industry: 'housing', roles: ['owner'], ...over }).map(
      ({ duty }) => duty,
    )

  test('each duty stands once, with an article, whoever builds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ownerKinds),
        fc.constantFrom(...industries),
        fc.uniqueArray(fc.constantFrom(...participantRoles)),
        (ownerKind, industry, roles) => {
          const lines = liabilityOf({ ownerKind, industry, roles })
          const said = lines.map(({ duty }) => duty)
          expect(new Set(said).size).toBe(said.length)
          for (const { article } of lines) expect(article).toMatch(/第.+条/)
          for (const always of ['labour-cost', 'pay-first', 'own-workers', 'industry', 'town'])
            expect(said).toContain(always)
        },
      ),
    )
  })

  test('条例 44, 59: government money has its authorities, a state-owned owner the assets authority', () => {
    expect(dutiesOf({ ownerKind: 'government-district' })).toContain('government-owner')
    expect(dutiesOf({ ownerKind: 'soe-city' })).toContain('soe-owner')
    expect(dutiesOf({})).not.toContain('government-owner')
  })

  test('an agent is answerable beside the owner; a labour company before all other firms for its own', () => {
    const lines = liabilityOf({
      ownerKind: 'private',
      industry: 'housing',
      roles: ['owner', 'agent', 'labour-company'],
    })
    const who = (duty: string) => lines.find((one) => one.duty === duty)?.who
    expect(who('labour-cost')).toEqual({ is: 'party', roles: ['owner', 'agent'] })
    expect(who('own-workers')).toEqual({ is: 'party', roles: ['labour-company'] })
  })
})

test('the percent that stands leaves out what is not required, not due or unknown', () => {
  const none = { met: 0, missing: 0, expired: 0, 'not-due': 5, unknown: 3, 'not-required': 9 }
  expect(metPercent(none)).toBeNull()
  expect(metPercent({ ...none, met: 2, missing: 1 })).toBe(66.6)
  expect(metPercent({ ...none, met: 2 })).toBe(100)
})
