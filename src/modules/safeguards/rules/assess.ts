import { addDays, lastOf } from '../../../kernel/day.ts'
import type { PlainDate } from '../../../kernel/day.ts'
import type { Calendar } from '../../calendar/rules/calendar.ts'
import type { Safeguard, SafeguardState } from './safeguard.ts'
import { safeguards } from './safeguard.ts'
import type { Figure, SafeguardFacts, SafeguardFigures } from './facts.ts'
import { dueOf, requirementOf, type Due, type Requirement } from './requirement.ts'

/** One thing that our own facts say of a safeguard. */
export interface OwnFact {
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
}

/** How a safeguard stands on a project, with all that says so. */
export interface Assessment {
  readonly safeguard: Safeguard
  readonly state: SafeguardState
  readonly requirement: Requirement
  readonly due: Due
  readonly facts: readonly OwnFact[]
}

type Verdict = 'met' | 'expired' | 'lacking'

export function assessAll(
  facts: SafeguardFacts,
  figures: SafeguardFigures,
  today: PlainDate,
  calendar: Calendar,
): Assessment[] {
  return safeguards.map((one) => assess(one, facts, figures, today, calendar))
}

export function assess(
  safeguard: Safeguard,
  facts: SafeguardFacts,
  figures: SafeguardFigures,
  today: PlainDate,
  calendar: Calendar,
): Assessment {
  const requirement = requirementOf(safeguard, facts, figures)
  const due = dueOf(safeguard, facts, calendar)
  const own = ownFactsOf(safeguard, facts, figures, today)
  const verdict = verdictOf(safeguard, facts, figures, today, own.verdict)
  const state = stateOf(requirement, due, verdict, facts, today)
  return { safeguard, state, requirement, due, facts: own.facts }
}

/** What a person has seen on the spot counts more than what papers let one think, either way. */
function verdictOf(
  safeguard: Safeguard,
  { said }: SafeguardFacts,
  figures: SafeguardFigures,
  today: PlainDate,
  own: Verdict,
): Verdict {
  const seen = said[safeguard]
  if (seen === undefined) return own
  if (!seen.holds) return 'lacking'
  if (own === 'met') return 'met'
  if (seen.validTo !== null && seen.validTo < today) return 'expired'
  const isOld = safeguard === 'notice-board' && isOlder(seen.saidOn, figures.boardFreshDays, today)
  return isOld ? 'expired' : 'met'
}

function stateOf(
  requirement: Requirement,
  due: Due,
  verdict: Verdict,
  { state }: SafeguardFacts,
  today: PlainDate,
): SafeguardState {
  if (requirement.is === 'no') return 'not-required'
  if (verdict === 'met') return 'met'
  if (verdict === 'expired') return 'expired'
  if (requirement.is === 'unknown') return 'unknown'
  const isAhead = due.on === null ? state === 'not-begun' : due.on >= today
  return isAhead ? 'not-due' : 'missing'
}

interface OwnFacts {
  readonly verdict: Verdict
  readonly facts: readonly OwnFact[]
}

function ownFactsOf(
  safeguard: Safeguard,
  facts: SafeguardFacts,
  figures: SafeguardFigures,
  today: PlainDate,
): OwnFacts {
  switch (safeguard) {
    case 'real-name':
      return realName(facts, figures, today)
    case 'special-account': {
      const { count, lastOn } = facts.accounts
      if (count === 0) return nothing
      return found('met', 'safeguards.fact-accounts', { count, on: lastOn ?? '' })
    }
    case 'contractor-pays':
      return paid(facts, figures, today)
    case 'deposit':
      return deposit(facts)
    case 'labour-cost':
      return labourCost(facts, figures, today)
    case 'notice-board':
      return nothing
    case 'labour-contract': {
      const { onSite, contracted } = facts.workers
      if (contracted === 0) return nothing
      const isEnough = isShare(contracted, onSite, figures.contractSharePercent)
      return found(isEnough ? 'met' : 'lacking', 'safeguards.fact-contracts', {
        workers: onSite,
        contracted,
      })
    }
    case 'labour-officer':
      return facts.officers === 0
        ? nothing
        : found('met', 'safeguards.fact-officers', { count: facts.officers })
  }
}

const nothing: OwnFacts = { verdict: 'lacking', facts: [] }

function found(verdict: Verdict, code: string, values: OwnFact['values']): OwnFacts {
  return { verdict, facts: [{ code, values }] }
}

function realName(facts: SafeguardFacts, figures: SafeguardFigures, today: PlainDate): OwnFacts {
  const { onSite, listed } = facts.workers
  const { lastAttended } = facts
  if (listed === 0 && lastAttended === null) return nothing
  const said = { workers: onSite, listed }
  const roster = found('lacking', 'safeguards.fact-roster', said).facts
  if (!isShare(listed, onSite, figures.realNameSharePercent)) {
    return { verdict: 'lacking', facts: roster }
  }
  if (lastAttended === null) {
    return {
      verdict: 'lacking',
      facts: [...roster, ...found('lacking', 'safeguards.fact-no-attendance', {}).facts],
    }
  }
  const attended = found('met', 'safeguards.fact-attendance', { month: lastAttended }).facts
  const isOld =
    facts.state === 'building' && isOlder(lastOf(lastAttended), figures.evidenceFreshDays, today)
  return { verdict: isOld ? 'expired' : 'met', facts: [...roster, ...attended] }
}

function paid(facts: SafeguardFacts, figures: SafeguardFigures, today: PlainDate): OwnFacts {
  const lastOn = facts.bankPaidOn
  if (lastOn === null) return nothing
  const isOld = facts.state === 'building' && isOlder(lastOn, figures.evidenceFreshDays, today)
  return found(isOld ? 'expired' : 'met', 'safeguards.fact-bank-paid', { on: lastOn })
}

function deposit({ deposit: { standingFen, standsUntil, expiredOn } }: SafeguardFacts): OwnFacts {
  if (standingFen > 0) {
    const code =
      standsUntil === null ? 'safeguards.fact-deposit-stands' : 'safeguards.fact-deposit-until'
    return found('met', code, { fen: standingFen, on: standsUntil ?? '' })
  }
  return expiredOn === null
    ? nothing
    : found('expired', 'safeguards.fact-deposit-expired', { on: expiredOn })
}

function labourCost(facts: SafeguardFacts, figures: SafeguardFigures, today: PlainDate): OwnFacts {
  const { months, gapMonths, gapFen, lastPaidOn } = facts.labourCost
  if (months === 0 && lastPaidOn === null) return nothing
  if (gapMonths > 0)
    return found('lacking', 'safeguards.fact-labour-cost-gap', { months: gapMonths, fen: gapFen })
  if (lastPaidOn === null) return nothing
  const isOld = facts.state === 'building' && isOlder(lastPaidOn, figures.evidenceFreshDays, today)
  return found(isOld ? 'expired' : 'met', 'safeguards.fact-labour-cost-paid', {
    months,
    on: lastPaidOn,
  })
}

function isOlder(on: PlainDate, { value }: Figure, today: PlainDate): boolean {
  return addDays(on, value) < today
}

/** At least so many percent of the whole; of nobody nothing is missing. */
function isShare(part: number, whole: number, { value }: Figure): boolean {
  return part * 100 >= whole * value
}
