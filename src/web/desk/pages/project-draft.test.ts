import { expect, test } from 'vitest'
import { whyNotCreateProject, whyNotEditProject } from '../../../modules/registry/rules/project.ts'
import {
  carriedOver,
  dayTyped,
  differing,
  emptyDraft,
  fieldsOf,
  partiesOf,
  refusedAt,
  wrongsOf,
} from './project-draft.ts'
import type { ProjectDraft } from './project-draft.ts'

const draft: ProjectDraft = {
  ...emptyDraft,
  name: '甲镇卫生院二期',
  town: '990101001',
  payDay: '15',
  begunOn: '2026-03-01',
}
const district = '990101'
const wrongIn = (patch: Partial<ProjectDraft>) => [
  ...wrongsOf({ ...draft, ...patch }, (fields) => whyNotCreateProject(fields, district)).keys(),
]

test('a draft states what was typed, and null where nothing was', () => {
  expect(
    fieldsOf({ ...emptyDraft, name: ' 甲镇卫生院 ', payDay: '１５', begunOn: '2026年3月1日' }),
  ).toEqual({
    code: null,
    name: '甲镇卫生院',
    town: null,
    ownerKind: 'unknown',
    industry: 'unknown',
    state: 'building',
    permitNumber: null,
    platformNumber: null,
    payDay: 15,
    begunOn: '2026-03-01',
    finishOn: null,
    permitOn: null,
  })
})

test('every field that the rule refuses is told at once', () => {
  expect(wrongIn({})).toEqual([])
  expect(wrongIn({ name: '', town: '330106001', payDay: '三十五', state: 'not-begun' })).toEqual([
    'name',
    'town',
    'begunOn',
    'payDay',
  ])
})

test('a code that comes from a number is wrong where the number stands', () => {
  expect(wrongIn({ code: '某某' })).toEqual(['code'])
  expect(wrongIn({ permitNumber: '某某' })).toEqual(['permitNumber'])
  expect(wrongIn({ platformNumber: '某某', permitNumber: '浙建施〔2026〕12号' })).toEqual([
    'platformNumber',
  ])
  const taken = { code: 'registry.code-taken', kind: 'wrong-state', field: 'code' } as const
  const values = { code: '浙建施(2026)12号' }
  expect(refusedAt({ ...draft, permitNumber: '浙建施〔2026〕12号' }, { ...taken, values })).toEqual(
    ['permitNumber', '编号 浙建施(2026)12号 已经用于另一个项目，请核对。'],
  )
})

test('a day that is none is told, and not sent as none', () => {
  expect(wrongIn({ begunOn: '上个月' })).toEqual(['begunOn'])
  expect([dayTyped(''), dayTyped('2026/3/1'), dayTyped('2026-02-30')]).toEqual([
    null,
    '2026-03-01',
    undefined,
  ])
})

test('a step that the state does not allow is told beside what else is wrong', () => {
  const current = { version: 1, district, state: 'building' as const }
  const wrongs = wrongsOf(
    { ...draft, state: 'not-begun', payDay: '0' },
    (fields) => whyNotEditProject(current, fields, 1),
    'building',
  )
  expect([...wrongs.keys()]).toEqual(['begunOn', 'payDay', 'state'])
})

test('what another one changed meanwhile is taken over, except where one has changed it oneself', () => {
  const seen = draft
  const mine = { ...seen, name: '甲镇卫生院二期工程', payDay: '25' }
  const now = { ...seen, payDay: '20', platformNumber: '990101202603010001' }
  expect(differing(seen, now)).toEqual(['payDay', 'platformNumber'])
  expect(carriedOver(mine, seen, now)).toEqual({
    ...seen,
    name: '甲镇卫生院二期工程',
    payDay: '25',
    platformNumber: '990101202603010001',
  })
})

test('a firm without a name is none', () => {
  expect(
    partiesOf([
      { id: 0, role: 'owner', name: '', creditCode: '' },
      { id: 1, role: 'general-contractor', name: ' 示例建工 ', creditCode: ' ' },
    ]),
  ).toEqual([{ role: 'general-contractor', name: '示例建工', creditCode: null }])
})
