import { lastOf } from '../src/kernel/day.ts'
import { yuanText } from '../src/kernel/money.ts'
import { shippedParameters } from '../src/modules/places/rules/shipped.ts'
import { gravityOf } from '../src/modules/risk/rules/catalogue/gravity.ts'
import {
  afterPayDate,
  type RiskRule,
  rule,
  type RuleWarning,
} from '../src/modules/risk/rules/catalogue/rule.ts'
import { type RiskParameters, riskParametersFor } from '../src/modules/risk/rules/level.ts'
import type { ProjectMonth } from '../src/modules/risk/rules/project-month.ts'
import { lookAgainOn, riskRules, warningsBy } from '../src/modules/risk/rules/risk-rules.ts'
import { warningArticle, warningClears, warningMessage } from '../src/modules/risk/words.ts'
import type { Result } from './result.ts'
import { type Facts, jsonRulesEngine, type Peer, type PeerRule, zenEngine } from './rule-peers.ts'
import { numbersFrom, statesOf, today } from './rule-states.ts'

const count = 100_000
const rounds = 5
/** The peers take long enough for a part to tell. */
const peerCount = 5_000

/**
 * Project states through the rules with their explanations (level, sentence, article, what clears it, the day to look
 * again): the catalogue's eleven, then with generated ones to twenty; beside two engines that take rules as data, which must
 * find the same in the same run.
 */
export async function* benchRules(): AsyncGenerator<Result> {
  const parameters = riskParametersFor(shippedParameters, '990101', today)
  const states = statesOf(count, numbersFrom(7))
  const twenty: readonly RiskRule<string>[] = [...riskRules, ...generatedRules()]
  for (const rules of [riskRules, twenty]) {
    yield measure(`${rules.length} rules with explanations`, rules, states, parameters, explained)
    const name = `${rules.length} rules, explanations put into sentences`
    yield measure(name, rules, states, parameters, saidInFull)
  }
  const some = states.slice(0, peerCount)
  const facts = some.map(factsOf)
  const expected = some.map((state) => hitsOf(twenty, state, parameters).join(' '))
  yield* besides('json-rules-engine', await jsonRulesEngine(peerRules()), facts, expected)
  yield* besides('zen-engine', await zenEngine(peerRules()), facts, expected)
}

/** As it is stored: level, since when, whom it is about, the sentence's code with its values, article, what ends it. */
function explained({ code, values, article, clearsWhen, raisedOn, level }: RuleWarning<string>) {
  const signs = code.length + article.length + clearsWhen.length + raisedOn.length + level.length
  return signs + Object.keys(values).length
}

/** As a page says it. A generated rule speaks the first one's words. */
function saidInFull({ rule: id, values }: RuleWarning<string>): number {
  const of = id.startsWith('G') ? 'R-01' : id
  const said = { rule: of, detail: values }
  return warningMessage(said).length + warningClears(said).length + warningArticle(of).length
}

function measure(
  name: string,
  rules: readonly RiskRule<string>[],
  states: readonly ProjectMonth[],
  parameters: RiskParameters,
  explain: (warning: RuleWarning<string>) => number,
): Result {
  const took: number[] = []
  let [hits, signs] = [0, 0]
  for (let round = 0; round < rounds; round += 1) {
    hits = 0
    const begun = performance.now()
    for (const state of states) {
      for (const warning of warningsBy(rules, state, today, parameters)) {
        hits += 1
        signs += explain(warning)
      }
      signs += lookAgainOn(state, today, parameters)?.length ?? 0
    }
    took.push((performance.now() - begun) / 1_000)
  }
  if (signs === 0) throw new Error('Nothing was explained.')
  const seconds = took.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0
  return {
    bench: 'rules',
    case: `${name}, ${hits} hits`,
    rows: states.length,
    seconds,
    perSecond: states.length / seconds,
  }
}

async function* besides(
  name: string,
  peer: Peer | null,
  facts: readonly Facts[],
  expected: readonly string[],
): AsyncGenerator<Result> {
  if (peer === null) {
    process.stderr.write(`${name} is not installed: run npm install in bench/ to measure it.\n`)
    return
  }
  const found: string[] = []
  const begun = performance.now()
  for (const one of facts) found.push((await peer.hits(one)).join(' '))
  const seconds = (performance.now() - begun) / 1_000
  const differs = found.findIndex((hits, at) => hits !== expected[at])
  if (differs >= 0) {
    throw new Error(
      `${name} finds "${found[differs]}" where the rules find "${expected[differs]}" (state ${differs}).`,
    )
  }
  yield {
    bench: 'rules',
    case: `20 rules, ${name}, the same hits, without explanations`,
    rows: facts.length,
    seconds,
    perSecond: facts.length / seconds,
  }
}

function hitsOf(
  rules: readonly RiskRule<string>[],
  state: ProjectMonth,
  parameters: RiskParameters,
): string[] {
  return warningsBy(rules, state, today, parameters)
    .map((warning) => idOf(warning.rule))
    .toSorted()
}

/** As an engine may name it in an expression. */
function idOf(rule: string): string {
  return rule.toLowerCase().replace('-', '')
}

/** Nine more on single figures, so that there are twenty. */
const generated = [
  ['workers', 285],
  ['workersAttended', 284],
  ['owedWorkers', 150],
  ['dueUnknown', 200],
  ['unpaidFen', 150_000_000],
  ['underpaidFen', 60_000_000],
  ['highestDueFen', 1_490_000],
  ['belowRateFen', 700_000],
  ['payableWorkers', 290],
] as const satisfies readonly (readonly [keyof ProjectMonth, number])[]

function generatedRules(): RiskRule<string>[] {
  return generated.map(([figure, above], at) =>
    rule<string>({
      id: `G-${12 + at}`,
      name: 'owed-after-pay-date',
      article: '',
      workers: (state) => (state[figure] > above ? state.workers : 0),
      values: (state) => ({ yuan: yuanText(state.owedFen) }),
      begins: afterPayDate,
      gravity: gravityOf('R-05'),
    }),
  )
}

/** What the peers are given of a state: its figures, and what days and shares come to. */
function factsOf(state: ProjectMonth): Facts {
  const { month: _month, payOn, nextPaymentOn: _next, ...figures } = state
  return {
    ...figures,
    missed: today > payOn ? 1 : 0,
    over: today > lastOf(state.month) ? 1 : 0,
    overWorkers: state.overMonthWorkers + state.overYearWorkers,
    identityWorkers: state.underAgeWorkers + state.doubtfulIdWorkers,
    unpaidMargin: state.attendedUnpaid * 100 - state.workersAttended * 10,
    livingMargin: state.livingCostWorkers * 100 - state.payableWorkers * 50,
  }
}

function peerRules(): PeerRule[] {
  const above = (fact: string, value = 0) => ({ fact, is: 'above' as const, value })
  const missed = above('missed')
  const over = above('over')
  return [
    { id: 'r01', all: [missed, above('unpaidWorkers')] },
    { id: 'r02', all: [missed, above('attendedWithoutPayLine'), above('payLineWorkers')] },
    { id: 'r03', all: [missed, above('underpaidWorkers')] },
    { id: 'r04', all: [missed, above('paidNotAttended'), above('workersAttended')] },
    {
      id: 'r05',
      all: [
        missed,
        above('attendedWithoutPayLine'),
        { fact: 'payLineWorkers', is: 'equal', value: 0 },
      ],
    },
    { id: 'r06', all: [over, above('belowWorkers')] },
    { id: 'r07', all: [over, above('overWorkers')] },
    { id: 'r08', all: [over, above('sharedCardWorkers')] },
    { id: 'r09', all: [missed, above('unpaidMargin')] },
    { id: 'r10', all: [above('identityWorkers')] },
    { id: 'r11', all: [missed, above('livingMargin')] },
    ...generated.map(([figure, value], at) => ({
      id: `g${12 + at}`,
      all: [missed, above(figure, value)],
    })),
  ]
}
