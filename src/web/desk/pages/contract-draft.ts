import { Fen } from '../../../kernel/money.ts'
import type { Fen as FenType } from '../../../kernel/money.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { sentence } from '../../../kernel/words.ts'
import type {
  Contract,
  ContractBody,
  ContractKind,
} from '../../../modules/safeguards/contract-contracts.ts'
import type { Paper } from '../../../modules/safeguards/contract.ts'
import { type ContractBounds, whyNotContract } from '../../../modules/safeguards/rules/contract.ts'
import { safeguardsWords } from '../../../modules/safeguards/words.ts'
import { dayTyped } from './project-draft.ts'

/** A contract as it stands in the form: texts as typed, empty where nothing is stated. */
export interface ContractDraft {
  readonly kind: ContractKind
  readonly number: string
  readonly partyA: string
  readonly partyB: string
  readonly aboveId: string | null
  readonly sum: string
  readonly signedOn: string
  readonly beginsOn: string
  readonly endsOn: string
  readonly cycleMonths: string
  readonly transferDay: string
  readonly ratio: string
  readonly paper: Paper | null
}

export const emptyContract: ContractDraft = {
  kind: 'general',
  number: '',
  partyA: '',
  partyB: '',
  aboveId: null,
  sum: '',
  signedOn: '',
  beginsOn: '',
  endsOn: '',
  cycleMonths: '1',
  transferDay: '',
  ratio: '',
  paper: null,
}

export function contractDraftOf(contract: Contract): ContractDraft {
  const number = (value: number | null) => (value === null ? '' : String(value))
  return {
    kind: contract.kind,
    number: contract.number ?? '',
    partyA: contract.partyA,
    partyB: contract.partyB,
    aboveId: contract.aboveId,
    sum: contract.sumFen === null ? '' : String(contract.sumFen / 100),
    signedOn: contract.signedOn ?? '',
    beginsOn: contract.beginsOn ?? '',
    endsOn: contract.endsOn ?? '',
    cycleMonths: number(contract.cycleMonths),
    transferDay: number(contract.transferDay),
    ratio: contract.ratioBasisPoints === null ? '' : String(contract.ratioBasisPoints / 100),
    paper: contract.paper,
  }
}

/** Yuan as typed, with or without thousands marks, at most two decimals; undefined where it is no sum. */
export function sumTyped(text: string): FenType | null | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[\s,]/g, '')
  if (plain === '') return null
  const found = /^(\d{1,14})(?:\.(\d{1,2}))?$/.exec(plain)
  if (found === null) return undefined
  const [, yuan = '', rest = ''] = found
  const read = Fen.safeParse(Number(`${yuan}${rest.padEnd(2, '0')}`))
  return read.success ? read.data : undefined
}

/** A whole number within its bounds; null where nothing was typed, undefined where it is none. */
function wholeTyped(text: string, most: number): number | null | undefined {
  const plain = text.normalize('NFKC').trim()
  if (plain === '') return null
  const value = Number(plain)
  return Number.isInteger(value) && value >= 1 && value <= most ? value : undefined
}

/** A percentage of at most two decimals, in hundredths of a per cent. */
function percentTyped(text: string): number | null | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[\s%]/g, '')
  if (plain === '') return null
  const value = Math.round(Number(plain) * 100)
  return Number.isInteger(value) && value >= 1 && value <= 10_000 ? value : undefined
}

/** What the draft states, and what is wrong with it by the id of its field; null where something is. */
export function readContract(
  draft: ContractDraft,
  bounds: ContractBounds,
): { body: ContractBody | null; wrongs: ReadonlyMap<string, string> } {
  const wrongs = new Map<string, string>()
  const read = <T>(field: string, value: T | undefined, wrong: string): T | null => {
    if (value !== undefined) return value
    wrongs.set(field, wrong)
    return null
  }
  const aDay = '没有看懂这个日期，请写成 2026-03-01 这样。'
  if (draft.partyA === '') wrongs.set('partyA', '请选甲方。')
  if (draft.partyB === '') wrongs.set('partyB', '请选乙方。')
  const body: ContractBody = {
    kind: draft.kind,
    number: draft.number.trim() === '' ? null : draft.number.trim(),
    partyA: draft.partyA,
    partyB: draft.partyB,
    aboveId: draft.aboveId,
    sumFen: read('sumFen', sumTyped(draft.sum), '没有看懂这个金额，请写元，最多两位小数。'),
    signedOn: read('signedOn', dayTyped(draft.signedOn), aDay),
    beginsOn: read('beginsOn', dayTyped(draft.beginsOn), aDay),
    endsOn: read('endsOn', dayTyped(draft.endsOn), aDay),
    cycleMonths: read('cycleMonths', wholeTyped(draft.cycleMonths, 60), '应是 1 到 60 个月。'),
    transferDay: read('transferDay', wholeTyped(draft.transferDay, 31), '应是 1 到 31。'),
    ratioBasisPoints: read('ratio', percentTyped(draft.ratio), '应是 0.01 到 100。'),
    paperId: draft.paper?.id ?? null,
  }
  const refusal = wrongs.size === 0 ? whyNotContract(body, bounds) : null
  if (refusal !== null) wrongs.set(...saidAt(refusal))
  return { body: wrongs.size === 0 ? body : null, wrongs }
}

/** Where a refusal is shown, and its sentence. */
export function saidAt({ field, code, values }: Refusal): [string, string] {
  const said = Object.entries(values ?? {}).map(
    ([name, value]) =>
      [
        name,
        name === 'yuan' && typeof value === 'number' ? value.toLocaleString('en-US') : value,
      ] as const,
  )
  return [field ?? 'number', sentence(safeguardsWords, code, Object.fromEntries(said))]
}
