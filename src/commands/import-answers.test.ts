import { expect, test } from 'vitest'
import { readAnswer } from './import-answers.ts'

test('an answer is of what stands before its last =, and says several things after it', () => {
  expect(readAnswer('a=b.xlsx:表 1=kind:工资表,header:2-3,month:2026-05,F:due,AA:-')).toEqual({
    of: 'a=b.xlsx:表 1',
    project: null,
    sheet: {
      skip: false,
      kind: 'pay-sheet',
      headerRow: 2,
      headerRows: 2,
      columns: [
        { index: 5, field: 'due' },
        { index: 26, field: null },
      ],
      month: '2026-05',
      unit: null,
      moneyUnit: null,
    },
  })
  expect(readAnswer('a.csv=skip')).toMatchObject({ sheet: { skip: true }, project: null })
  expect(readAnswer('某某工程=project:P000001')).toMatchObject({ sheet: null, project: 'P000001' })
  expect(readAnswer('a.xls=unit:hours,money:ten-thousand-yuan,header:1')).toMatchObject({
    sheet: { unit: 'hours', moneyUnit: 'ten-thousand-yuan', headerRow: 1, headerRows: 1 },
  })
})

test('whose list of projects it is may be said by the office’s word for it', () => {
  expect(readAnswer('a.csv=source:税务')).toMatchObject({ sheet: { source: 'tax' } })
  expect(readAnswer('a.csv=source:construction-permit')).toMatchObject({
    sheet: { source: 'construction-permit' },
  })
})

test('what is no answer is refused', () => {
  for (const text of [
    '',
    'a.csv',
    '=skip',
    'a.csv=',
    'a.csv=month:2026-13',
    'a.csv=month:',
    'a.csv=skip:no',
    'a.csv=header:x',
    'a.csv=header:3-2',
    'a.csv=unit:days',
    'a.csv=source:邻居',
    'a.csv=colour:red',
  ])
    expect(() => readAnswer(text), text).toThrow('cli.answer-how')
})
