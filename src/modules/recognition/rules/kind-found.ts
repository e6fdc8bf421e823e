import type { Header } from './header-rows.ts'
import { kindSigns, requestWords, type KindSign } from './kind-signs.ts'
import type { Columns, Named } from './settled-columns.ts'
import type { SheetKind } from './shape.ts'
import type { Context } from './sheet-context.ts'

/** What a sheet was found to be. */
export interface KindFound {
  readonly kind: SheetKind
  readonly sign: KindSign | null
  readonly byWords: boolean
}

/** The kind that the columns allow and the words over them name; null where the columns allow none. */
export function kindOf(columns: Columns, header: Header, context: Context): KindFound | null {
  const has = (field: Named) => columns[field] !== undefined
  if (header.days !== null && (has('name') || has('nameOverId'))) {
    return {
      kind: 'attendance-grid',
      sign: null,
      byWords: /考勤|出勤|打卡|工时|点工|记工/.test(context.words),
    }
  }
  const able = kindSigns.filter(
    ({ needs, not }) => needs.every((group) => group.some(has)) && !not.some(has),
  )
  const signsOf = (sign: KindSign) => sign.signs.filter(has).length
  const [first] = able
  if (first === undefined) {
    // Only 金额 is said: a list of transfers, where nothing better fits.
    const pays = has('amount') && (has('name') || has('nameOverId'))
    return pays ? payKind(null, context) : null
  }
  const spoken = new Set(able.filter((sign) => sign.words.test(context.words)))
  const roster = able.find((sign) => sign.kind === 'roster')
  // A roster with contract days, or entry days, is one when more of it speaks of the person.
  const isMixed =
    first.kind === 'contract-list' ||
    first.kind === 'entry-exit' ||
    first.kind === 'attendance-summary'
  if (isMixed && roster !== undefined && !spoken.has(first)) {
    const own = first.signs.filter((field) => has(field) && !roster.signs.includes(field)).length
    const ofPerson = roster.signs.filter(has).length
    if ((spoken.has(roster) && /册/.test(context.words)) || ofPerson > own + 3) {
      return { kind: 'roster', sign: roster, byWords: spoken.has(roster) }
    }
  }
  // Days of coming and going are a roster's too: only the title tells that the list is of moves.
  const saysMoves =
    first.kind === 'roster' &&
    (has('enteredOn') || has('leftOn')) &&
    !['card', 'isTeamLeader', 'address', 'workerKind'].some((field) => field in columns) &&
    /进退场|进出场|[进入退离]场(?:人员|工人|登记|记录|名单|台[账帐]|情况|明细)/.test(
      context.words,
    ) &&
    !/册/.test(context.words)
  if (saysMoves) {
    const sign = kindSigns.find((one) => one.kind === 'entry-exit') ?? null
    return { kind: 'entry-exit', sign, byWords: true }
  }
  const amountOnly =
    has('amount') &&
    signsOf(first) < 3 &&
    (first.kind === 'roster' || first.kind === 'attendance-summary')
  if (first.kind === 'pay-sheet') return payKind(first, context)
  if (amountOnly && /工资|发放|代发|支付|转账/.test(context.words)) return payKind(first, context)
  return { kind: first.kind, sign: first, byWords: spoken.has(first) }
}

function payKind(sign: KindSign | null, context: Context): KindFound {
  const isRequest = requestWords.test(context.words)
  return {
    kind: isRequest ? 'pay-confirmation' : 'pay-sheet',
    sign,
    byWords: /工资|支付|发放|代发/.test(context.words),
  }
}
