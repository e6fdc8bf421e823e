import { parameterText } from '../calendar/words.ts'
import type { ParameterRow } from '../places/contract.ts'
import { awaitsConfirmation } from '../places/rules/parameter.ts'
import { listParameters } from '../places/views.ts'
import { parameterNames, placeText } from '../places/words.ts'
import type { ListExport } from './export-list.ts'

type Row = ParameterRow & { readonly district: string }

/** Every figure that may hold in the district, with where it comes from and how sure it is. */
export const parametersExport: ListExport<undefined, unknown, Row> = {
  title: '参数',
  columns: [
    { head: '参数', kind: 'text', width: 30, value: (row) => nameOf(row.key) },
    { head: '代码', kind: 'text', width: 28, value: (row) => row.key },
    { head: '值', kind: 'text', width: 22, value: (row) => parameterText(row) },
    { head: '适用', kind: 'text', width: 10, value: (row) => placeText(row.place, row.district) },
    { head: '依据', kind: 'text', width: 40, value: (row) => row.instrument },
    { head: '条款', kind: 'text', width: 20, value: (row) => row.article },
    { head: '有效期起', kind: 'day', width: 12, value: (row) => row.validFrom },
    { head: '有效期止', kind: 'day', width: 12, value: (row) => row.validTo },
    { head: '原文', kind: 'text', width: 18, value: markText },
    { head: '确认人', kind: 'text', width: 12, value: (row) => row.confirmedBy },
    { head: '批准人', kind: 'text', width: 12, value: (row) => row.approvedBy },
  ],
  about: async () => ({ subject: 'places.parameters', period: null, conditions: [] }),
  pages: async function* (ctx) {
    const rows = await listParameters(ctx)
    yield rows.map((row) => ({ ...row, district: ctx.district }))
  },
}

const names: Readonly<Record<string, string>> = parameterNames

function nameOf(key: string): string {
  return Object.hasOwn(names, key) ? (names[key] ?? key) : key
}

function markText({ mark }: ParameterRow): string {
  if (awaitsConfirmation({ mark })) return '待确认'
  return mark === 'confirmed' ? '已确认' : '原文已读'
}
