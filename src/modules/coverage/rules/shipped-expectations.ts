import type { PlainDate } from '../../../kernel/day.ts'
import type { Mark } from '../../../kernel/level.ts'
import { fen } from '../../../kernel/money.ts'
import { numberParameterFor, type Parameter } from '../../places/rules/parameter.ts'
import type { CoverageParameterKey } from '../../places/rules/shipped-coverage.ts'
import { type OwnerKind, ownerKinds } from '../../registry/rules/owner-kind.ts'
import type { ProjectState } from '../../registry/rules/project-state.ts'
import type { Expectation, ProjectKind } from './expectation.ts'

/** What is shipped: an expectation whose figures are parameters. `mark` is how sure its article is. */
export interface ShippedExpectation
  extends Pick<Expectation, 'rule' | 'missing'>, Omit<ProjectKind, 'fromSumFen'> {
  readonly graceKey: CoverageParameterKey
  readonly sumKey: CoverageParameterKey | null
  readonly article: string
  readonly mark: Mark
}

/** Work has begun and is not cleared: only then wages can be owed. */
const atWork: readonly ProjectState[] = ['building', 'stopped', 'finished-unpaid']
const begunOrPlanned: readonly ProjectState[] = ['not-begun', ...atWork]

/** Public money: government of any level, state-owned firms, PPP. */
const publicMoney: readonly OwnerKind[] = ownerKinds.filter((kind) =>
  /^(?:government|soe)-|^ppp$/.test(kind),
)

/** Project approval, construction permit, labour use and pay are shared between the departments (条例 art. 38). */
const shared = '保障农民工工资支付条例 第三十八条第一款'

const anybody = { seenBy: [], industries: [], ownerKinds: [], states: atWork } as const

export const shippedExpectations: readonly ShippedExpectation[] = [
  {
    ...anybody,
    rule: 'E-01',
    missing: 'construction-permit',
    industries: ['housing', 'municipal'],
    graceKey: 'blind-spot-grace-permit-days',
    sumKey: 'blind-spot-sum-permit-yuan',
    article: '保障农民工工资支付条例 第二十三条、第三十八条第一款',
    mark: 'read',
  },
  {
    ...anybody,
    rule: 'E-02',
    missing: 'construction-permit',
    // Nobody has said whose it is: most sites without a word of their own are the housing department's to look at.
    industries: ['unknown'],
    graceKey: 'blind-spot-grace-permit-days',
    sumKey: 'blind-spot-sum-permit-yuan',
    article: '保障农民工工资支付条例 第二十三条、第三十八条第一款',
    mark: 'proposal',
  },
  ofIndustry('E-03', 'transport'),
  ofIndustry('E-04', 'water'),
  ofIndustry('E-05', 'land'),
  {
    ...anybody,
    rule: 'E-06',
    missing: 'development-reform',
    ownerKinds: publicMoney,
    states: begunOrPlanned,
    graceKey: 'blind-spot-grace-approval-days',
    sumKey: null,
    article: shared,
    mark: 'read',
  },
  {
    ...anybody,
    rule: 'E-07',
    missing: 'tender',
    ownerKinds: publicMoney,
    graceKey: 'blind-spot-grace-tender-days',
    sumKey: 'blind-spot-sum-tender-yuan',
    article: '必须招标的工程项目规定 第五条',
    mark: 'memory',
  },
  {
    ...anybody,
    rule: 'E-08',
    missing: 'tax',
    ownerKinds: ownerKinds.filter((kind) => kind !== 'self-built'),
    graceKey: 'blind-spot-grace-tax-days',
    sumKey: 'blind-spot-sum-permit-yuan',
    article: '保障农民工工资支付条例 第三十八条第二款',
    mark: 'read',
  },
  {
    ...anybody,
    rule: 'E-09',
    missing: 'real-name-platform',
    industries: ['housing', 'municipal'],
    graceKey: 'blind-spot-grace-platform-days',
    sumKey: null,
    article: '保障农民工工资支付条例 第二十八条；建市〔2022〕59 号 第八条',
    mark: 'read',
  },
  {
    ...anybody,
    rule: 'E-10',
    missing: 'real-name-platform',
    // Other industries have platforms of their own; that the provincial one should show them is this office's wish.
    industries: ['transport', 'water', 'energy', 'land', 'rural', 'other', 'unknown'],
    graceKey: 'blind-spot-grace-platform-days',
    sumKey: null,
    article: '保障农民工工资支付条例 第二十八条',
    mark: 'proposal',
  },
  {
    ...anybody,
    rule: 'E-11',
    missing: 'town-screening',
    seenBy: ['complaint'],
    states: begunOrPlanned,
    graceKey: 'blind-spot-grace-screening-days',
    sumKey: null,
    article: shared,
    mark: 'proposal',
  },
]

function ofIndustry(rule: string, industry: 'transport' | 'water' | 'land'): ShippedExpectation {
  return {
    ...anybody,
    rule,
    missing: industry,
    industries: [industry],
    graceKey: 'blind-spot-grace-industry-days',
    sumKey: null,
    article: shared,
    mark: 'read',
  }
}

/** A shipped expectation with its figures as they hold in a district on a day. */
export function withFigures(
  { graceKey, sumKey, article: _article, mark: _mark, ...one }: ShippedExpectation,
  rows: readonly Parameter[],
  district: string,
  on: PlainDate,
): Expectation {
  const number = (key: CoverageParameterKey) => numberParameterFor(rows, key, district, on).value
  return {
    ...one,
    graceDays: number(graceKey),
    fromSumFen: sumKey === null ? null : fen(number(sumKey) * 100),
  }
}
