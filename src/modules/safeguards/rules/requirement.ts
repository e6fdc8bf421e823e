import { addMonths, daysBetween, lastOf, monthOf, nextMonth } from '../../../kernel/day.ts'
import type { PlainDate } from '../../../kernel/day.ts'
import type { Mark } from '../../../kernel/level.ts'
import type { Calendar } from '../../calendar/rules/calendar.ts'
import { deadline } from '../../calendar/rules/deadline.ts'
import { isGovernmentMoney } from '../../registry/rules/owner-kind.ts'
import type { FactName, SafeguardFacts, SafeguardFigures } from './facts.ts'
import type { Safeguard } from './safeguard.ts'

/** Where a safeguard stands in the law; `mark` says how the article was read. */
export interface Article {
  readonly text: string
  readonly mark: Mark
}

export interface Requirement {
  readonly is: 'yes' | 'no' | 'unknown'
  /** Code of the sentence that says why. */
  readonly because: string
  readonly article: Article
  /** What is missing where it is unknown. */
  readonly missing: readonly FactName[]
  readonly values: Readonly<Record<string, string | number>>
}

export interface Due {
  /** The last day by which it had to stand; null where it cannot be told. */
  readonly on: PlainDate | null
  readonly provisional: boolean
  /** Code of the rule for the day, in words. */
  readonly rule: string
  readonly article: Article
  readonly missing: readonly FactName[]
}

/** Rulebook R1.62 to R1.75, R2.03, R3.02, R4.01. */
export const articleOf: Readonly<Record<Safeguard, Article>> = {
  'real-name': { text: '保障农民工工资支付条例 第二十八条；建市〔2022〕59 号', mark: 'read' },
  'special-account': {
    text: '保障农民工工资支付条例 第二十六条；人社部发〔2021〕53 号 第六条',
    mark: 'read',
  },
  'contractor-pays': { text: '保障农民工工资支付条例 第三十一条', mark: 'read' },
  deposit: { text: '保障农民工工资支付条例 第三十二条；人社部发〔2021〕65 号', mark: 'read' },
  'labour-cost': { text: '保障农民工工资支付条例 第二十四条、第二十九条', mark: 'read' },
  'notice-board': { text: '保障农民工工资支付条例 第三十四条', mark: 'read' },
  'labour-contract': { text: '保障农民工工资支付条例 第二十八条', mark: 'read' },
  'labour-officer': { text: '保障农民工工资支付条例 第二十八条', mark: 'read' },
}

/** The account: 30 days after the contract is signed (人社部发〔2021〕53号 art. 6). */
const accountDays = { count: 30, article: '人社部发〔2021〕53 号 第六条' } as const
/** The deposit: 20 workdays after the permit, or after signing where none is needed (人社部发〔2021〕65号 art. 8). */
const depositWorkdays = { count: 20, article: '人社部发〔2021〕65 号 第八条' } as const

/** Whether a safeguard is required on a project, and why. */
export function requirementOf(
  safeguard: Safeguard,
  facts: SafeguardFacts,
  figures: SafeguardFigures,
): Requirement {
  const article = articleOf[safeguard]
  const say = (is: Requirement['is'], because: string, over: Partial<Requirement> = {}) => ({
    is,
    because,
    article,
    missing: [],
    values: {},
    ...over,
  })
  const decided = facts.decided[safeguard]
  if (decided !== undefined) {
    return say('no', 'safeguards.because-decided', {
      values: { reason: decided.reason, on: decided.on },
    })
  }
  // Ledgers and the account's papers are kept three years on; nothing is to be set up any more (条例 27, 28).
  if (facts.state === 'finished') return say('no', 'safeguards.because-finished')
  if (facts.ownerKind === 'self-built' && !figures.selfBuilt.isRequired) {
    const own = { text: '建筑法 第八十三条', mark: figures.selfBuilt.mark }
    return say('no', 'safeguards.because-self-built', { article: own })
  }
  if (facts.industry === 'other' && !figures.otherIndustry.isRequired) {
    const scope = { text: '人社部发〔2021〕53 号 第四条', mark: figures.otherIndustry.mark }
    return say('no', 'safeguards.because-other-industry', { article: scope })
  }
  if (facts.industry === 'unknown' && !facts.hasGeneralContractor) {
    return say('unknown', 'safeguards.because-missing', { missing: ['industry'] })
  }
  if (safeguard === 'special-account') return accountRequirement(facts, figures, say)
  if (safeguard === 'deposit') return depositRequirement(facts, figures, say)
  if (safeguard === 'labour-cost' && isGovernmentMoney(facts.ownerKind)) {
    return say('yes', 'safeguards.because-government', {
      article: { text: `${article.text}；第二十三条、第四十四条`, mark: 'read' },
    })
  }
  return say('yes', 'safeguards.because-by-law')
}

type Say = (is: Requirement['is'], because: string, over?: Partial<Requirement>) => Requirement

/** The 条例 knows no threshold; a place may have one of sum and length together (重庆: 400 万元 and 3 个月). */
function accountRequirement(facts: SafeguardFacts, figures: SafeguardFigures, say: Say) {
  const { accountSumFromYuan: sum, accountMonthsFrom: months } = figures
  if (sum.value === 0 && months.value === 0) return say('yes', 'safeguards.because-by-law')
  const isLarge = isAtLeast(sumFenOf(facts), sum.value * 100)
  const isLong = isAtLeast(monthsOf(facts), months.value)
  const values = { yuan: sum.value, months: months.value }
  const article = { text: '本地专用账户规定', mark: sum.mark }
  if (isLarge === false || isLong === false)
    return say('no', 'safeguards.because-below-account', { article, values })
  const missing: FactName[] = []
  if (isLarge === null) missing.push('contract-sum')
  if (isLong === null) missing.push('contract-months')
  if (missing.length > 0) return say('unknown', 'safeguards.because-missing', { missing })
  return say('yes', 'safeguards.because-above-account', { values })
}

/** Small contracts *may* be exempt (65号 art. 11): that they are an officer or a list says. */
function depositRequirement(facts: SafeguardFacts, figures: SafeguardFigures, say: Say) {
  if (facts.deposit.isExempt) return say('no', 'safeguards.because-exempt')
  const { value: yuan, mark } = figures.depositExemptBelowYuan
  const article = { text: '人社部发〔2021〕65 号 第十一条', mark }
  const sum = sumFenOf(facts)
  if (sum === null)
    return say('unknown', 'safeguards.because-missing', { missing: ['contract-sum'] })
  if (sum < yuan * 100) {
    return say('unknown', 'safeguards.because-may-be-exempt', {
      missing: ['exemption'],
      values: { yuan },
      article,
    })
  }
  return say('yes', 'safeguards.because-by-law')
}

function isAtLeast(value: number | null, least: number): boolean | null {
  if (least === 0) return true
  return value === null ? null : value >= least
}

/** What counts as the contract's sum: of the contract entered, else what lists state. */
export function sumFenOf({ contract, listedSumFen }: SafeguardFacts): number | null {
  return contract?.sumFen ?? listedSumFen
}

/** Whole and begun months of the contract. */
function monthsOf({ contract }: SafeguardFacts): number | null {
  if (contract === null || contract.beginsOn === null || contract.endsOn === null) return null
  return daysBetween(contract.beginsOn, contract.endsOn) / 30
}

/** The last day by which a safeguard had to stand, with its rule in words. */
export function dueOf(safeguard: Safeguard, facts: SafeguardFacts, calendar: Calendar): Due {
  const article = articleOf[safeguard]
  switch (safeguard) {
    case 'special-account': {
      const from = facts.contract?.signedOn ?? null
      if (from !== null)
        return limited(from, 'days', accountDays, 'safeguards.due-account', calendar)
      return atLatest(facts, 'safeguards.due-account-by-begin', article, 'contract-signed-on')
    }
    case 'deposit': {
      const signed = facts.contract?.signedOn ?? null
      if (facts.permitOn !== null) {
        return limited(
          facts.permitOn,
          'workdays',
          depositWorkdays,
          'safeguards.due-deposit-permit',
          calendar,
        )
      }
      if (!facts.hasPermit && signed !== null) {
        return limited(
          signed,
          'workdays',
          depositWorkdays,
          'safeguards.due-deposit-contract',
          calendar,
        )
      }
      const lacking = facts.hasPermit ? 'permit-on' : 'contract-signed-on'
      return atLatest(facts, 'safeguards.due-deposit-by-begin', article, lacking)
    }
    case 'labour-cost':
      return fromBegin(facts, 'safeguards.due-labour-cost', article, (begun) => addMonths(begun, 1))
    case 'contractor-pays':
      return fromBegin(facts, 'safeguards.due-contractor-pays', article, (begun) =>
        lastOf(nextMonth(monthOf(begun))),
      )
    case 'real-name':
    case 'labour-contract':
      return fromBegin(facts, 'safeguards.due-before-entry', article, (begun) => begun)
    case 'notice-board':
    case 'labour-officer':
      return fromBegin(facts, 'safeguards.due-from-begin', article, (begun) => begun)
  }
}

function limited(
  from: PlainDate,
  clock: 'days' | 'workdays',
  { count, article }: { readonly count: number; readonly article: string },
  rule: string,
  calendar: Calendar,
): Due {
  const { dueOn, provisional } = deadline(
    { from, count, clock, movesOffRestDays: true, article },
    calendar,
  )
  const mark = 'read' as const
  const said = { text: article, mark }
  return { on: dueOn, provisional, rule, article: said, missing: [] }
}

function fromBegin(
  { begunOn }: SafeguardFacts,
  rule: string,
  article: Article,
  on: (begun: PlainDate) => PlainDate,
): Due {
  return {
    on: begunOn === null ? null : on(begunOn),
    provisional: false,
    rule,
    article,
    missing: begunOn === null ? ['begun-on'] : [],
  }
}

/** Nobody begins without a contract and its permit: with only the begin known, that is the day at the latest. */
function atLatest(
  { begunOn }: SafeguardFacts,
  rule: string,
  article: Article,
  lacking: FactName,
): Due {
  return {
    on: begunOn === null ? null : addMonths(begunOn, 1),
    provisional: false,
    rule,
    article,
    missing: begunOn === null ? [lacking, 'begun-on'] : [lacking],
  }
}
