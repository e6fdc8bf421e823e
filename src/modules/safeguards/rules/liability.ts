import type { Mark } from '../../../kernel/level.ts'
import type { Industry } from '../../registry/rules/industry.ts'
import { isGovernmentMoney, type OwnerKind } from '../../registry/rules/owner-kind.ts'
import { isSubcontracted, type ParticipantRole } from '../../registry/rules/participant-role.ts'

/** What somebody is answerable for. */
export const duties = [
  'labour-cost',
  'funds',
  'payment-guarantee',
  'advance',
  'site-dispute',
  'overall',
  'pay-first',
  'special-account',
  'contractor-pays',
  'deposit',
  'notice-board',
  'labour-officer',
  'real-name',
  'own-workers',
  'bank-notice',
  'illegal-project',
  'government-funds',
  'government-owner',
  'soe-owner',
  'industry',
  'labour-inspection',
  'town',
] as const
export type Duty = (typeof duties)[number]

/** Who is answerable: parties of these roles, or an authority's post. */
export type Answerable =
  | { readonly is: 'party'; readonly roles: readonly ParticipantRole[] }
  | { readonly is: 'department'; readonly industry: Industry }
  | { readonly is: 'town' }
  | { readonly is: 'office' }
  | { readonly is: 'authority'; readonly name: 'finance' | 'state-assets' | 'superior' }

export interface LiabilityLine {
  readonly duty: Duty
  readonly who: Answerable
  readonly article: string
  readonly mark: Mark
}

export interface LiabilityFacts {
  readonly ownerKind: OwnerKind
  readonly industry: Industry
  readonly roles: readonly ParticipantRole[]
}

/** 条例: the statute of which every article below was read (rulebook S1). */
const statute = (articles: string) => ({
  article: `保障农民工工资支付条例 ${articles}`,
  mark: 'read' as const,
})

/** The liability table of a project: firms first, in the order the money flows, then authorities. */
export function liabilityOf(facts: LiabilityFacts): LiabilityLine[] {
  return [...ownerLines(facts), ...contractorLines(facts), ...authorityLines(facts)]
}

/** An agent (代建) builds in the owner's place; what the owner is answerable for it is answerable for beside him. */
function ownerLines({ ownerKind, roles }: LiabilityFacts): LiabilityLine[] {
  const who = party(roles.includes('agent') ? ['owner', 'agent'] : ['owner'])
  const payer = party(roles.includes('investor') ? ['investor', 'owner'] : ['owner'])
  const government = isGovernmentMoney(ownerKind)
  return [
    { duty: 'funds', who: payer, ...statute(government ? '第二十三条、第六十条' : '第二十三条') },
    { duty: 'payment-guarantee', who, ...statute('第二十四条、第五十七条') },
    { duty: 'labour-cost', who, ...statute('第二十四条、第二十九条、第五十七条') },
    { duty: 'advance', who, ...statute('第二十九条') },
    { duty: 'illegal-project', who, ...statute('第三十六条、第三十七条') },
    { duty: 'site-dispute', who, ...statute('第二十九条') },
  ]
}

function contractorLines({ roles }: LiabilityFacts): LiabilityLine[] {
  const who = party(['general-contractor'])
  const direct = roles.filter(isSubcontracted)
  return [
    { duty: 'overall', who, ...statute('第二十八条、第三十条') },
    { duty: 'pay-first', who, ...statute('第三十条、第三十六条') },
    { duty: 'special-account', who, ...statute('第二十六条、第五十五条') },
    { duty: 'contractor-pays', who, ...statute('第三十一条') },
    { duty: 'deposit', who, ...statute('第三十二条、第五十五条') },
    { duty: 'real-name', who, ...statute('第二十八条、第五十五条') },
    { duty: 'labour-officer', who, ...statute('第二十八条') },
    { duty: 'notice-board', who, ...statute('第三十四条、第五十六条') },
    // Of whom there is none yet the line stands all the same: who recruits workers answers for them first.
    {
      duty: 'own-workers',
      who: party(direct.length === 0 ? ['subcontractor', 'labour-company'] : [...new Set(direct)]),
      ...statute('第三十条、第三十一条、第五十六条'),
    },
    { duty: 'bank-notice', who: party(['bank']), ...statute('第二十七条') },
  ]
}

function authorityLines({ ownerKind, industry }: LiabilityFacts): LiabilityLine[] {
  const lines: LiabilityLine[] = []
  if (isGovernmentMoney(ownerKind)) {
    const finance = { is: 'authority', name: 'finance' } as const
    lines.push({ duty: 'government-funds', who: finance, ...statute('第七条、第四十四条') })
    const superior = { is: 'authority', name: 'superior' } as const
    lines.push({ duty: 'government-owner', who: superior, ...statute('第五十九条、第六十条') })
  }
  if (ownerKind.startsWith('soe-')) {
    const assets = { is: 'authority', name: 'state-assets' } as const
    lines.push({ duty: 'soe-owner', who: assets, ...statute('第七条') })
  }
  lines.push(
    { duty: 'industry', who: { is: 'department', industry }, ...industryArticle(industry) },
    { duty: 'labour-inspection', who: { is: 'office' }, ...statute('第七条') },
    { duty: 'town', who: { is: 'town' }, ...statute('第四条') },
  )
  return lines
}

/** 条例 art. 7 names 住建, 交通 and 水利; that the others answer in their own fields is how offices share it out. */
function industryArticle(industry: Industry): { article: string; mark: Mark } {
  const named = ['housing', 'municipal', 'transport', 'water'].includes(industry)
  return { ...statute('第七条、第四十三条'), mark: named ? 'read' : 'memory' }
}

function party(roles: readonly ParticipantRole[]): Answerable {
  return { is: 'party', roles }
}
