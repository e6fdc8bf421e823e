import type { PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { sentence } from '../../../kernel/words.ts'
import type { ParameterRow } from '../../../modules/places/contract.ts'
import type { ProposeParameter } from '../../../modules/places/contract-proposals.ts'
import { choicesFor, payDateKey, unitOf } from '../../../modules/places/rules/new-parameter.ts'
import { whyNotPropose } from '../../../modules/places/rules/proposal.ts'
import { placesWords, placeText } from '../../../modules/places/words.ts'
import { today } from '../clock.ts'
import { labelOf, parameterNames } from '../labels.ts'

/** What is typed: the value as text, whatever it is to be. */
export interface ParameterDraft {
  readonly key: string | undefined
  readonly value: string
  readonly instrument: string
  readonly article: string
  readonly validFrom: PlainDate | undefined
  readonly validTo: PlainDate | undefined
}

export function bodyOf(draft: ParameterDraft): ProposeParameter {
  const key = draft.key ?? ''
  const said = draft.value.trim()
  const isText = choicesFor(key) !== null || key === payDateKey
  return {
    key,
    value: isText ? said : said === '' ? Number.NaN : Number(said.replaceAll(/[,，]/g, '')),
    instrument: draft.instrument.trim(),
    article: draft.article.trim(),
    validFrom: draft.validFrom ?? today(),
    validTo: draft.validTo ?? null,
  }
}

/** What is wrong, by the field; the server asks the same rule. */
export function wrongsOf(
  draft: ParameterDraft,
  rows: readonly ParameterRow[],
  waiting: readonly { readonly key: string }[],
  district: string,
): Map<string, string> {
  const wrongs = new Map<string, string>()
  const body = bodyOf(draft)
  if (draft.key === undefined) {
    wrongs.set('key', '请选一个参数。')
    return wrongs
  }
  if (draft.value.trim() === '') wrongs.set('value', '请填新的值。')
  if (body.instrument.length < 2) wrongs.set('instrument', '请写依据的文件名称和文号。')
  if (draft.validFrom === undefined) wrongs.set('validFrom', '请选有效期起。')
  const unit = unitOf(body.key, rows)
  const one = { ...body, unit, place: district, mark: 'confirmed' as const }
  const refusal = whyNotPropose(one, rows, waiting)
  if (refusal?.field !== undefined && !wrongs.has(refusal.field)) {
    wrongs.set(refusal.field, sayParameter(refusal, district))
  }
  return wrongs
}

/** The sentence with the parameter's name in it, and the place as one says it in the district. */
export function sayParameter({ code, values = {} }: Refusal, district: string): string {
  const { key, place } = values
  const said = sentence(placesWords, code, {
    ...values,
    ...(key === undefined ? {} : { key: `「${labelOf(parameterNames, String(key))}」` }),
    ...(place === undefined ? {} : { place: placeText(String(place), district) }),
  })
  // A name in its marks needs no spaces around it, as a code of Latin letters does.
  return said.replaceAll(/ ?(「[^」]*」) ?/g, '$1')
}
