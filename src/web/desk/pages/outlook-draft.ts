import type { PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { sentence } from '../../../kernel/words.ts'
import type { PromiseInput, PromiseRow } from '../../../modules/outlook/contract-project.ts'
import {
  type MoneySource,
  type Payer,
  type PlanDay,
  whyNotEnterMoney,
  whyNotPromise,
} from '../../../modules/outlook/rules/plan.ts'
import { outlookWords } from '../../../modules/outlook/words.ts'
import { sumTyped } from './contract-draft.ts'
import { dayTyped } from './project-draft.ts'

/** A promise as it stands in the form: texts as typed. */
export interface PromiseDraft {
  /** Tells the rows of the form apart. */
  readonly key: string
  readonly beginsOn: string
  readonly dueOn: string
  readonly yuan: string
  readonly people: string
  readonly payer: Payer
  readonly moneySource: MoneySource
  readonly words: string
}

export function emptyPromise(key: string): PromiseDraft {
  return {
    key,
    beginsOn: '',
    dueOn: '',
    yuan: '',
    people: '',
    payer: 'general-contractor',
    moneySource: 'progress-payment',
    words: '',
  }
}

export function draftOf(promise: PromiseRow): PromiseDraft {
  return {
    key: promise.id,
    beginsOn: promise.beginsOn ?? '',
    dueOn: promise.dueOn,
    yuan: String(promise.amountFen / 100),
    people: String(promise.people),
    payer: promise.payer,
    moneySource: promise.moneySource,
    words: promise.words,
  }
}

/** Whole fen of a sum typed in yuan; NaN where it is none, which the rules refuse. */
function fenTyped(typed: string): number {
  return sumTyped(typed) ?? Number.NaN
}

function countTyped(typed: string): number {
  const plain = typed.normalize('NFKC').replaceAll(/[,\s人]/g, '')
  return /^\d+$/.test(plain) ? Number(plain) : Number.NaN
}

export interface ReadPromise {
  readonly input: PromiseInput | null
  /** By the field's name. */
  readonly wrongs: ReadonlyMap<string, string>
}

/** What a row of the form states, and what is wrong with it; the rule is the server's own. */
export function readPromise(draft: PromiseDraft, at: number, plan: PlanDay): ReadPromise {
  const wrongs = new Map<string, string>()
  const dueOn = dayTyped(draft.dueOn)
  const beginsOn = dayTyped(draft.beginsOn)
  if (!isDay(dueOn)) wrongs.set('dueOn', '请写日期，例如 2027-01-20。')
  if (beginsOn === undefined) wrongs.set('beginsOn', '这不是日期，例如 2027-01-10；没有就空着。')
  const amountFen = fenTyped(draft.yuan)
  const people = countTyped(draft.people)
  if (!isDay(dueOn) || beginsOn === undefined) return { input: null, wrongs }
  const input = { beginsOn, dueOn, amountFen, people }
  const refusal = whyNotPromise(input, at + 1, plan)
  if (refusal !== null) wrongs.set(fieldOf(refusal), sayOutlook(refusal))
  if (wrongs.size > 0) return { input: null, wrongs }
  const { payer, moneySource, words } = draft
  return { input: { ...input, payer, moneySource, words: words.trim() }, wrongs }
}

function isDay(on: PlainDate | null | undefined): on is PlainDate {
  return on !== null && on !== undefined
}

/** `promises.0.amountFen` → `yuan`, as the form calls it. */
function fieldOf({ field = '' }: Refusal): string {
  const name = field.split('.').at(-1) ?? ''
  return name === 'amountFen' ? 'yuan' : name
}

export function sayOutlook(refusal: Refusal): string {
  return sentence(outlookWords, refusal.code, refusal.values)
}

/** Money as it stands in the form. */
export interface MoneyDraft {
  readonly yuan: string
  readonly expectedOn: string
  readonly moneySource: MoneySource
  readonly words: string
}

export const emptyMoney: MoneyDraft = {
  yuan: '',
  expectedOn: '',
  moneySource: 'progress-payment',
  words: '',
}

export function wrongsOfMoney(draft: MoneyDraft, plan: PlanDay): ReadonlyMap<string, string> {
  const wrongs = new Map<string, string>()
  const expectedOn = dayTyped(draft.expectedOn)
  if (draft.words.trim().length < 2) {
    wrongs.set('words', '请写明谁说的、哪笔款，例如：建设单位张某承诺的第三期进度款。')
  }
  if (!isDay(expectedOn)) {
    wrongs.set('expectedOn', '请写预计到账的日期，例如 2027-01-10。')
    return wrongs
  }
  const refusal = whyNotEnterMoney({ amountFen: fenTyped(draft.yuan), expectedOn }, plan)
  if (refusal !== null) wrongs.set(fieldOf(refusal), sayOutlook(refusal))
  return wrongs
}

export interface MoneyStated {
  readonly amountFen: number
  readonly expectedOn: PlainDate
}

/** What the form states; null while something is wrong with it. */
export function moneyStated(draft: MoneyDraft, plan: PlanDay): MoneyStated | null {
  const expectedOn = dayTyped(draft.expectedOn)
  if (wrongsOfMoney(draft, plan).size > 0 || !isDay(expectedOn)) return null
  return { amountFen: fenTyped(draft.yuan), expectedOn }
}
