import { expect, test } from 'vitest'
import { day } from '../../../kernel/day.ts'
import { type DraftValues, emptyValues, reportOf } from './screening-draft.ts'

const today = day('2026-11-24')
const of = { submissionId: '0197f000-0000-7000-8000-000000000001', photos: [] }

function read(over: DraftValues) {
  const filled = { headcount: '12', boards: 'yes', spokeTo: ['工人'], spokeToOther: '保安' }
  return reportOf({ ...emptyValues(today), ...filled, ...over }, of, today)
}

test('what is typed becomes a report, full-width digits and yuan too', () => {
  expect(
    read({
      headcount: '３２',
      paidUntil: '2026-10',
      findings: ['wages-owed'],
      unpaidPeople: '12',
      unpaidYuan: '12,000.5',
    }),
  ).toEqual({
    report: {
      submissionId: of.submissionId,
      outcome: 'screened',
      day: today,
      reason: null,
      headcount: 32,
      boards: 'yes',
      paidUntil: '2026-10',
      spokeTo: '工人、保安',
      findings: ['wages-owed'],
      words: '',
      unpaidPeople: 12,
      unpaidFen: 1_200_050,
      photos: [],
    },
  })
})

test('what is wrong is said at its field', () => {
  expect(read({ day: '' })).toMatchObject({ field: 'day' })
  expect(read({ headcount: '十二' })).toMatchObject({ field: 'headcount' })
  expect(read({ headcount: '' })).toEqual({
    field: 'headcount',
    wrong: '请填现场人数，没有人就填 0。',
  })
  expect(read({ paidUntil: '去年' })).toMatchObject({ field: 'paidUntil' })
  expect(read({ unpaidYuan: '一万' })).toMatchObject({ field: 'unpaidYuan' })
  expect(read({ findings: ['wages-owed'] })).toMatchObject({ field: 'unpaidPeople' })
})

test('of a locked gate only the reason counts, whatever was typed before', () => {
  expect(
    read({ outcome: 'could-not', findings: ['wages-owed'], reason: '大门锁着' }),
  ).toMatchObject({
    report: {
      outcome: 'could-not',
      headcount: null,
      boards: null,
      findings: [],
      unpaidPeople: null,
    },
  })
  expect(read({ outcome: 'could-not', reason: '' })).toMatchObject({ field: 'reason' })
})

test('people owed of what is no longer marked are left out', () => {
  expect(read({ findings: [], unpaidPeople: '12', unpaidYuan: '100' })).toMatchObject({
    report: { unpaidPeople: null, unpaidFen: null },
  })
})
