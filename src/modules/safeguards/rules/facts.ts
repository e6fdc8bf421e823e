import type { PlainDate, YearMonth } from '../../../kernel/day.ts'
import type { Mark } from '../../../kernel/level.ts'
import type { Fen } from '../../../kernel/money.ts'
import type { Industry } from '../../registry/rules/industry.ts'
import type { OwnerKind } from '../../registry/rules/owner-kind.ts'
import type { ProjectState } from '../../registry/rules/project-state.ts'
import type { Safeguard } from './safeguard.ts'

/** What nobody has stated and a rule hangs on. */
export const factNames = [
  'industry',
  'contract-sum',
  'contract-months',
  'contract-signed-on',
  'permit-on',
  'begun-on',
  'exemption',
] as const
export type FactName = (typeof factNames)[number]

/** What is known of a project, as far as its safeguards hang on it. */
export interface SafeguardFacts {
  readonly state: ProjectState
  readonly ownerKind: OwnerKind
  readonly industry: Industry
  readonly begunOn: PlainDate | null
  readonly hasPermit: boolean
  /** The day of the permit, where evidence of it was entered with the source. */
  readonly permitOn: PlainDate | null
  readonly hasGeneralContractor: boolean
  /** The general contract that counts; of several the one with the largest sum. */
  readonly contract: MainContract | null
  /** What lists state where no contract was entered. */
  readonly listedSumFen: Fen | null
  readonly workers: {
    readonly onSite: number
    readonly listed: number
    readonly contracted: number
  }
  readonly lastAttended: YearMonth | null
  readonly accounts: { readonly count: number; readonly lastOn: PlainDate | null }
  /** The last payment to workers that a bank says it made, or that went out of the special account. */
  readonly bankPaidOn: PlainDate | null
  readonly deposit: DepositFacts
  readonly labourCost: LabourCostFacts
  /** People who hold the post of the project's labour officer today. */
  readonly officers: number
  readonly said: Partial<Record<Safeguard, Said>>
  readonly decided: Partial<Record<Safeguard, Decided>>
}

export interface MainContract {
  readonly sumFen: Fen | null
  readonly signedOn: PlainDate | null
  readonly beginsOn: PlainDate | null
  readonly endsOn: PlainDate | null
}

export interface DepositFacts {
  readonly standingFen: Fen
  readonly standsUntil: PlainDate | null
  /** The last day of what has expired last; null: nothing has. */
  readonly expiredOn: PlainDate | null
  readonly isExempt: boolean
}

export interface LabourCostFacts {
  /** Months that a list speaks of. */
  readonly months: number
  /** Of them, whose day has passed and of which something is missing. */
  readonly gapMonths: number
  readonly gapFen: Fen
  readonly lastPaidOn: PlainDate | null
}

/** The newest that somebody has seen. */
export interface Said {
  readonly holds: boolean
  readonly saidOn: PlainDate
  readonly validTo: PlainDate | null
}

export interface Decided {
  readonly reason: string
  readonly on: PlainDate
}

/** A local figure as the rules use it, with how sure it is. */
export interface Figure {
  readonly value: number
  readonly mark: Mark
}

/** What places fix. */
export interface SafeguardFigures {
  readonly accountSumFromYuan: Figure
  readonly accountMonthsFrom: Figure
  readonly depositExemptBelowYuan: Figure
  readonly evidenceFreshDays: Figure
  readonly boardFreshDays: Figure
  readonly realNameSharePercent: Figure
  readonly contractSharePercent: Figure
  readonly selfBuilt: { readonly isRequired: boolean; readonly mark: Mark }
  readonly otherIndustry: { readonly isRequired: boolean; readonly mark: Mark }
}
