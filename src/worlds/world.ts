import type { PlainDate, YearMonth } from '../kernel/day.ts'
import type { DistrictCode } from '../kernel/district.ts'
import type { Fen } from '../kernel/money.ts'
import type { Role } from '../kernel/role.ts'
import type { NewProject, ParticipantRole } from '../modules/registry/contract.ts'

/** A made-up district: what an officer registers, the sheets that come in, and what is really true. */
export interface World {
  readonly district: DistrictCode
  readonly districtName: string
  /** Wage months, oldest first; the last one is yesterday's and unfinished. */
  readonly months: readonly YearMonth[]
  /** No fact is later. */
  readonly yesterday: PlainDate
  readonly towns: readonly Town[]
  readonly enterprises: readonly Enterprise[]
  readonly projects: readonly WorldProject[]
  readonly accounts: readonly DemoAccount[]
  /** In order of receipt; each walk makes the files anew, one at a time. */
  readonly deliveries: Iterable<Delivery>
  readonly truth: Truth
}

export interface Town {
  /** Nine digits: the district's six and three of its own. */
  readonly code: string
  readonly name: string
}

export interface Enterprise {
  readonly name: string
  readonly creditCode: string
}

/** A firm in its part on a project. */
export interface Party extends Enterprise {
  readonly role: ParticipantRole
}

/** A project as an officer registers it, and what the officer need not know. */
export interface WorldProject extends NewProject {
  readonly code: string
  readonly townName: string
  /** Last day of work on a project that is finished. */
  readonly finishedOn: PlainDate | null
  /** Whether the provincial platform's exports hold it. */
  readonly onPlatform: boolean
}

export interface DemoAccount {
  readonly username: string
  readonly name: string
  readonly role: Role
  readonly organisation: string
  /** The town this post is for. */
  readonly townCode: string | null
  /** The industries of a department's post. */
  readonly industries: string[]
  /** The one project this post may see. */
  readonly projectCode: string | null
}

/** One file as it comes in. */
export interface Delivery {
  readonly receivedOn: PlainDate
  readonly fileName: string
  /** The project it is about; null where a column says it row by row. */
  readonly projectCode: string | null
  /** Who hands it in, in the office's words. */
  readonly from: string
  readonly bytes: Uint8Array
  /** What a reader should find in it. */
  readonly sheets: readonly DeliveredSheet[]
}

/** As the import desk calls them. */
export type SheetKind =
  | 'participant-list'
  | 'team-list'
  | 'roster'
  | 'entry-exit'
  | 'contract-list'
  | 'punch-list'
  | 'attendance-grid'
  | 'pay-confirmation'
  | 'pay-sheet'
  | 'project-list'

export interface DeliveredSheet {
  readonly name: string
  readonly kind: SheetKind
  /** Lines of content: workers, pay lines, punches; never headings, totals or signatures. A worker's two rows are one. */
  readonly records: number
}

/** What is known once every file is in, by a reckoning of its own. */
export interface Truth {
  readonly projectMonths: readonly ProjectMonthTruth[]
  /** Owed on project-months whose pay date has passed by the given day. */
  readonly overdue: { readonly fen: Fen; readonly people: number; readonly projects: number }
  /** Different people, and their stays on projects. */
  readonly people: number
  readonly engagements: number
}

export interface ProjectMonthTruth {
  readonly projectCode: string
  readonly project: string
  readonly month: YearMonth
  /** People with attendance or a pay line. */
  readonly workers: number
  readonly daysPresent: number
  readonly minutes: number
  /** 工日 as the sheets state them; only days and hours where it was punches (`attendanceFrom`). */
  readonly days: number
  readonly attendanceFrom: 'grid' | 'punches'
  /** People with attendance and no pay line. */
  readonly dueUnknown: number
  readonly dueFen: Fen
  readonly deductedFen: Fen
  readonly paidOnTimeFen: Fen
  readonly paidLateFen: Fen
  /** Sum over people of what is due less deducted less paid, where positive. */
  readonly owedFen: Fen
  readonly owedPeople: number
  readonly payDate: PlainDate
  /** Earned by the work that was seen, whether a sheet says so or not. */
  readonly earnedFen: Fen
}
