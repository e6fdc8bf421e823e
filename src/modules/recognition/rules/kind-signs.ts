import type { Field } from './fields.ts'
import type { SheetKind } from './shape.ts'

type Named = Field | 'total'

export interface KindSign {
  readonly kind: SheetKind
  /** Of each group at least one must be there. */
  readonly needs: readonly (readonly Named[])[]
  /** None of these may be there. */
  readonly not: readonly Named[]
  /** What else speaks for it. */
  readonly signs: readonly Named[]
  /** Words of title, sheet or file name. */
  readonly words: RegExp
}

const person: readonly Named[] = ['name', 'nameOverId']
const amounts: readonly Named[] = ['due', 'net']

/** In the order of precedence: the first that fits, unless the words of the title speak for a later one. */
export const kindSigns: readonly KindSign[] = [
  {
    kind: 'pay-sheet',
    needs: [person, amounts],
    not: ['punchAt', 'direction'],
    signs: [
      'due',
      'net',
      'deducted',
      'card',
      'bankName',
      'payMonth',
      'paidOn',
      'daysPresent',
      'workdays',
      'signature',
    ],
    words: /工资|薪资|发放|代发|支付|薪酬|补发/,
  },
  {
    kind: 'punch-list',
    needs: [['name', 'nameOverId', 'idNumber'], ['punchAt']],
    not: ['due', 'net', 'hours'],
    signs: ['direction', 'punchMeans', 'idNumber', 'team', 'firm'],
    words: /刷卡|打卡|考勤|通行|进出/,
  },
  {
    kind: 'attendance-days',
    needs: [
      person,
      ['workDay', 'punchDay'],
      ['hours', 'workdays', 'clockIn', 'clockOut', 'overtimeHours', 'daysPresent'],
    ],
    not: ['due', 'net'],
    signs: ['idNumber', 'hours', 'overtimeHours', 'clockIn', 'clockOut', 'team'],
    words: /考勤|出勤|工时|日报/,
  },
  {
    kind: 'contract-list',
    needs: [
      ['name', 'nameOverId', 'idNumber'],
      ['contractTerm', 'effectiveOn', 'contractNumber', 'expiresOn'],
      ['contractTerm', 'expiresOn', 'unitPrice', 'priceUnit'],
    ],
    not: ['due', 'net', 'punchAt'],
    signs: ['contractTerm', 'effectiveOn', 'expiresOn', 'priceUnit', 'unitPrice', 'contractNumber'],
    words: /合同/,
  },
  {
    kind: 'entry-exit',
    needs: [
      ['name', 'nameOverId', 'idNumber'],
      ['entryExitOn', 'entryExitMove'],
      ['entryExitOn', 'workDay', 'enteredOn', 'leftOn'],
    ],
    not: ['due', 'net', 'punchAt', 'isTeamLeader', 'card'],
    signs: ['entryExitOn', 'entryExitMove', 'idNumber', 'team'],
    words: /进退场|进出场|进场|退场/,
  },
  {
    kind: 'attendance-summary',
    needs: [person, ['daysPresent', 'workdays', 'hours']],
    not: ['due', 'net', 'punchAt'],
    signs: ['daysPresent', 'workdays', 'hours', 'overtimeHours', 'payMonth', 'idNumber'],
    words: /考勤|出勤|工时|工日|用工/,
  },
  {
    kind: 'roster',
    needs: [person, ['idNumber', 'nameOverId', 'card', 'phone', 'trade', 'team']],
    not: ['due', 'net', 'punchAt'],
    signs: [
      'idNumber',
      'phone',
      'trade',
      'team',
      'isTeamLeader',
      'workerKind',
      'gender',
      'age',
      'address',
      'card',
      'firm',
      'enteredOn',
    ],
    words: /花名册|名册|人员|实名|工人/,
  },
  {
    kind: 'team-list',
    needs: [['team'], ['firm', 'creditCode', 'leaderName', 'leaderPhone']],
    not: ['name', 'nameOverId', 'due', 'net', 'punchAt'],
    signs: [
      'leaderName',
      'leaderPhone',
      'leaderIdNumber',
      'firm',
      'creditCode',
      'enteredOn',
      'leftOn',
    ],
    words: /班组/,
  },
  {
    kind: 'participant-list',
    needs: [['firm'], ['creditCode', 'firmKind', 'managerName', 'enteredOn']],
    not: ['name', 'nameOverId', 'team', 'due', 'net', 'punchAt'],
    signs: [
      'creditCode',
      'firmKind',
      'managerName',
      'managerPhone',
      'managerIdNumber',
      'enteredOn',
      'leftOn',
    ],
    words: /参建|单位|企业/,
  },
]

/** A pay sheet that asks for payment and proves none. */
export const requestWords =
  /委托支付|委托发放|支付确认|委托代发|(?:代发|支付|拨付|发放)[^、，,。\s]{0,6}申请|申请支付|待发/
