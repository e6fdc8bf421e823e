import { day } from '../../../kernel/day.ts'
import type { NumberParameter, TextParameter } from './parameter.ts'

/** The figures that the warning rules, what is done about warnings, and the points card ask for. */
export const riskParameterKeys = [
  'pay-above-month-yuan',
  'pay-above-year-yuan',
  'pay-below-rate-percent',
  'unpaid-share-percent',
  'living-cost-paid-percent',
  'living-cost-workers-percent',
  'level-r-04',
  'level-r-05',
  'level-r-06',
  'level-r-07',
  'level-r-08',
  'level-r-09',
  'level-r-10',
  'level-r-11',
  'matter-same-days',
  'matter-climb-levels',
  'matter-stands-days',
  'matter-workdays-blue',
  'matter-workdays-yellow',
  'matter-workdays-orange',
  'matter-workdays-red',
  'matter-owner-blue',
  'matter-owner-yellow',
  'matter-owner-orange',
  'matter-owner-red',
  'points-r-01',
  'points-r-02',
  'points-r-03',
  'points-r-04',
  'points-r-05',
  'points-r-06',
  'points-r-07',
  'points-r-08',
  'points-r-09',
  'points-r-10',
  'points-r-11',
  'points-share-blue',
  'points-share-yellow',
  'points-share-orange',
  'points-share-red',
] as const
type RiskParameterKey = (typeof riskParameterKeys)[number]

/** Figures that only a place's own instrument gives: none is shipped, and what needs them names them as missing. */
export const placeParameterKeys = ['minimum-wage-month'] as const

/**
 * How grave a warning of a rule is: always the same, by the age since the pay date, or a level above it. Who acts on a
 * level: a post. No others can be meant.
 */
export const choicesOf: Readonly<Record<string, readonly string[]>> = {
  level: ['blue', 'yellow', 'orange', 'red', 'by-age', 'above-age'],
  'matter-owner': ['labour-officer', 'town', 'department', 'coordination-office'],
}

const publishedByGuizhou = '贵州省某监管平台公布的预警规则'
const fromGuizhou = '沿用贵州省某监管平台公布的预警规则'
const proposed = '程序建议'

const guizhou = {
  place: '520000',
  instrument: publishedByGuizhou,
  mark: 'read' as const,
}

/** No statute fixes these: one place has published some of them, the others are proposed. */
export const shippedRiskParameters: readonly (NumberParameter | TextParameter)[] = [
  ...asInGuizhou('pay-above-month-yuan', 50_000, '元'),
  ...asInGuizhou('pay-above-year-yuan', 300_000, '元'),
  ...asInGuizhou('unpaid-share-percent', 10, '%'),
  asProposed('pay-below-rate-percent', 95, '%'),
  asProposed('living-cost-paid-percent', 50, '%'),
  asProposed('living-cost-workers-percent', 50, '%'),
  asProposed('level-r-04', 'yellow', '等级'),
  asProposed('level-r-05', 'by-age', '等级'),
  asProposed('level-r-06', 'yellow', '等级'),
  ...asInGuizhou('level-r-07', 'red', '等级'),
  asProposed('level-r-08', 'orange', '等级'),
  { ...figure('level-r-09', 'red', '等级'), ...guizhou },
  asProposed('level-r-09', 'above-age', '等级'),
  asProposed('level-r-10', 'red', '等级'),
  asProposed('level-r-11', 'by-age', '等级'),
  asProposed('matter-same-days', 30, '天'),
  asProposed('matter-climb-levels', 1, '级'),
  asProposed('matter-stands-days', 15, '天'),
  asProposed('matter-workdays-blue', 15, '个工作日'),
  asProposed('matter-workdays-yellow', 10, '个工作日'),
  asProposed('matter-workdays-orange', 5, '个工作日'),
  asProposed('matter-workdays-red', 3, '个工作日'),
  asProposed('matter-owner-blue', 'labour-officer', '岗位'),
  asProposed('matter-owner-yellow', 'labour-officer', '岗位'),
  asProposed('matter-owner-orange', 'town', '岗位'),
  asProposed('matter-owner-red', 'coordination-office', '岗位'),
  ...weights().map(([key, points]) => asProposed(key, points, '积分')),
  asProposed('points-share-blue', 25, '%'),
  asProposed('points-share-yellow', 50, '%'),
  asProposed('points-share-orange', 75, '%'),
  asProposed('points-share-red', 100, '%'),
]

/** A hundred in all: what is owed weighs most, then what hides it. */
function weights(): [RiskParameterKey, number][] {
  return [
    ['points-r-01', 20],
    ['points-r-02', 5],
    ['points-r-03', 10],
    ['points-r-04', 5],
    ['points-r-05', 10],
    ['points-r-06', 8],
    ['points-r-07', 5],
    ['points-r-08', 10],
    ['points-r-09', 12],
    ['points-r-10', 8],
    ['points-r-11', 7],
  ]
}

function figure<V extends number | string>(key: RiskParameterKey, value: V, unit: string) {
  return { key, value, unit, article: '', validFrom: day('2020-05-01'), validTo: null }
}

/** Published in one province; a proposal everywhere else. */
function asInGuizhou<V extends number | string>(key: RiskParameterKey, value: V, unit: string) {
  const one = figure(key, value, unit)
  return [
    { ...one, ...guizhou },
    { ...one, place: '000000', instrument: fromGuizhou, mark: 'proposal' as const },
  ]
}

function asProposed<V extends number | string>(key: RiskParameterKey, value: V, unit: string) {
  return {
    ...figure(key, value, unit),
    place: '000000',
    instrument: proposed,
    mark: 'proposal' as const,
  }
}
