import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPath, sharedData } from '../../../../tests/files/made-up.ts'

const here = existsSync(sharedData)

describe.runIf(here)('the real site workbook', async () => {
  // What is skipped is collected all the same.
  if (!here) return
  const { file, records } = await readPath(join(sharedData, 'site-workbook/业主考勤表模版.xlsx'))
  const [grid, pay] = file.sheets

  test('考勤表: 1 worker, 342 hours, 31 days present, 38 工日', () => {
    expect(grid).toMatchObject({
      name: '考勤表',
      kind: 'attendance-grid',
      headerRow: 2,
      accepted: 1,
      rejected: [],
      period: '2026-05',
      totals: { workers: 1, hours: 342, daysPresent: 31, days: 38, dueFen: 0 },
    })
    expect(grid?.findings.map(({ row, field, code }) => ({ row, field, code }))).toEqual([
      { row: 4, field: 'idNumber', code: 'labour.id-birth-date' },
    ])
  })

  test('工资表: a request to pay of 22,800.00 yuan, due not stated, nothing paid', () => {
    expect(pay).toMatchObject({
      name: '工资表',
      kind: 'pay-confirmation',
      headerRow: 3,
      accepted: 1,
      rejected: [],
      period: '2026-05',
      totals: { workers: 1, dueFen: 2_280_000, deductedFen: 0, netFen: 2_280_000, paidFen: 0 },
    })
    expect(pay?.findings.map(({ code }) => code)).toEqual([
      'labour.id-birth-date',
      'labour.card-check-digit',
      'labour.phone',
      'recognition.due-not-stated',
    ])
  })

  test('the person is whole, kept and barred from payment', () => {
    const [attendance, line] = records
    expect(records.length).toBe(2)
    expect(attendance).toMatchObject({
      kind: 'attendance-month',
      row: 4,
      present: 2 ** 31 - 1,
      totalMinutes: 274 * 60,
      totalOvertimeMinutes: 68 * 60,
      workdaysHundredths: 3800,
      person: {
        name: '张三',
        idNumber: '130282087289221260',
        idOk: false,
        barred: true,
        trade: '工程管理',
      },
    })
    expect(line).toMatchObject({
      kind: 'pay-line',
      row: 4,
      month: '2026-05',
      sort: 'ordinary',
      dueStated: false,
      paidOn: null,
      isRequest: true,
      person: { card: '622000000000000', bankName: '工商银行', phone: '130000000000' },
    })
  })

  test('every other row is named as what it is', () => {
    const whys = (sheet: typeof grid) => [...new Set(sheet?.skipped.map(({ why }) => why))]
    expect(whys(grid)).toEqual(['只有序号的空行', '说明文字，不是人员', '签字行，不是人员'])
    expect(pay?.skipped.slice(-3)).toEqual([
      { row: 24, why: '合计行，不是人员' },
      { row: 25, why: '合计行，不是人员' },
      { row: 26, why: '签字行，不是人员' },
    ])
  })
})

describe.runIf(here)('the real templates', () => {
  const kinds = [
    'instructions',
    'participant-list',
    'team-list',
    'roster',
    'entry-exit',
    'contract-list',
    'punch-list',
    'pay-sheet',
  ]
  const names = here ? readdirSync(join(sharedData, 'templates')).toSorted() : []
  test.each(names)('%s', async (name) => {
    const { sheet, records, file } = await readPath(join(sharedData, 'templates', name))
    expect(sheet.kind).toBe(kinds[Number(name.slice(0, 2))])
    expect(file.error).toBeUndefined()
    expect({ accepted: sheet.accepted, rejected: sheet.rejected, records }).toEqual({
      accepted: 0,
      rejected: [],
      records: [],
    })
  })

  test('the roster names its four sensitive columns', async () => {
    const name = names.find((text) => text.startsWith('03')) ?? ''
    const { sheet } = await readPath(join(sharedData, 'templates', name))
    expect(sheet.sensitive).toEqual(['民族', '政治面貌', '是否有重大病史', '婚姻状况'])
  })
})

test.runIf(!here)('skipped: no shared data (site workbook, templates)', () => {})
