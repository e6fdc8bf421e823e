import { describe, expect, test } from 'vitest'
import { month } from '../../../kernel/day.ts'
import type { Row } from '../../../kernel/sheet.ts'
import { answeredShape, type SheetAnswer } from './answer.ts'
import { answerOf, findFormat, formatOf } from './format.ts'
import { whyNotAnswer, whyNotEditFormat, whyNotReadSo } from '../../exchange/rules/mending.ts'
import { recogniseSheet, type SheetHead } from './recognise-sheet.ts'
import type { Shape } from './shape.ts'

const headOf = (rows: readonly Row[], sheetName = 'Sheet1'): SheetHead => ({
  firstRows: rows,
  merges: [],
  sheetName,
  fileName: '表.xlsx',
})

const nothingSaid: SheetAnswer = {
  skip: false,
  kind: null,
  headerRow: null,
  headerRows: null,
  columns: [],
  month: null,
  unit: null,
  moneyUnit: null,
}

const answered = (head: SheetHead, said: Partial<SheetAnswer>) =>
  answeredShape(recogniseSheet(head), { ...nothingSaid, ...said }, head)

const fieldsOf = (shape: Shape) =>
  Object.fromEntries(Object.entries(shape.columns).map(([field, { index }]) => [field, index]))

/** Nobody can tell what 甲 and 乙 are. */
const oddPay = headOf([
  ['工友', '项目甲', '款子', '钱', '民族'],
  ['赵甲一', 'A', 5000, 4800, '汉'],
  ['钱乙二', 'B', 6000, 6000, '汉'],
])

describe('an officer says how a sheet is to be read', () => {
  test('header row, kind, columns and month stand as they were said', () => {
    const shape = answered(oddPay, {
      kind: 'pay-sheet',
      headerRow: 1,
      month: month('2026-08'),
      columns: [
        { index: 0, field: 'name' },
        { index: 2, field: 'due' },
        { index: 3, field: 'net' },
      ],
    })
    expect(shape).toMatchObject({ kind: 'pay-sheet', headerRow: 1, period: '2026-08', doubts: [] })
    expect(fieldsOf(shape)).toMatchObject({ name: 0, due: 2, net: 3 })
    expect(shape.columns.due?.headerText).toBe('款子')
  })

  test('a field moves to the column that was said, and its old column holds nothing', () => {
    const head = headOf([
      ['姓名', '应发工资', '实发工资', '月份'],
      ['赵甲一', 5000, 4800, '2026-08'],
    ])
    expect(fieldsOf(recogniseSheet(head))).toMatchObject({ due: 1, net: 2 })
    const shape = answered(head, {
      columns: [
        { index: 1, field: null },
        { index: 2, field: 'due' },
      ],
    })
    expect(fieldsOf(shape)).toMatchObject({ name: 0, due: 2, payMonth: 3 })
    expect(shape.columns.net).toBeUndefined()
  })

  test('a column that the law does not let us keep is not kept, whatever is said', () => {
    const shape = answered(oddPay, {
      kind: 'roster',
      headerRow: 1,
      columns: [
        { index: 0, field: 'name' },
        { index: 4, field: 'note' },
      ],
    })
    expect(shape.sensitive.map(({ index }) => index)).toEqual([4])
    expect(shape.columns.note).toBeUndefined()
  })

  test('a grid pointed at finds its days under the row that was said', () => {
    const days = Array.from({ length: 31 }, (_, at) => at + 1)
    const head = headOf([
      ['某地', ...days.map(() => null)],
      ['', ...days],
      ['赵甲一', ...days.map(() => 9)],
    ])
    const shape = answered(head, {
      kind: 'attendance-grid',
      headerRow: 2,
      unit: 'hours',
      columns: [{ index: 0, field: 'name' }],
    })
    expect(shape.dayColumns).toHaveLength(31)
    expect(shape).toMatchObject({ unit: 'hours', headerRow: 2 })
  })

  test('a sheet that is not to be imported is read no more and asks nothing', () => {
    const shape = answered(oddPay, { skip: true })
    expect(shape).toMatchObject({ kind: 'unknown', headerRow: 0, columns: {}, doubts: [] })
  })

  test('an answer without a month leaves the question for the month open', () => {
    const recognised = recogniseSheet(oddPay)
    const doubts = [
      { about: 'month', code: 'recognition.kind-unsure', values: {}, choices: ['2026-08'] },
      { about: 'kind', code: 'recognition.kind-unsure', values: {}, choices: ['roster'] },
    ] as const
    const doubtful = { ...recognised, doubts }
    const said = (answer: Partial<SheetAnswer>) =>
      answeredShape(doubtful, { ...nothingSaid, ...answer }, oddPay).doubts.map(
        ({ about }) => about,
      )
    expect(said({ kind: 'pay-sheet' })).toEqual(['month'])
    expect(said({ month: month('2026-08') })).toEqual([])
  })

  test('nothing can be said of a kind, a field or a state that is none', () => {
    expect(whyNotReadSo({ ...nothingSaid, kind: 'nonsense' })?.code).toBe('exchange.no-such-kind')
    const twice = [
      { index: 0, field: 'name' },
      { index: 1, field: 'name' },
    ]
    expect(whyNotReadSo({ ...nothingSaid, columns: twice })?.code).toBe('exchange.field-twice')
    const said = (columns: SheetAnswer['columns']) => whyNotReadSo({ ...nothingSaid, columns })
    expect(said([{ index: 0, field: '__proto__' }])?.code).toBe('exchange.no-such-field')
    expect(said([{ index: 0, field: 'deduction' }])).toBeNull()
    const asked = {
      batch: 'understood',
      file: 'understood',
      sheets: 1,
      isOfAnother: false,
    } as const
    expect(whyNotAnswer(asked)).toBeNull()
    expect(whyNotAnswer({ ...asked, file: 'unreadable' })).toBeNull()
    expect(whyNotAnswer({ ...asked, file: 'unreadable', sheets: 0 })?.kind).toBe('wrong-state')
    expect(whyNotAnswer({ ...asked, batch: 'committed' })?.kind).toBe('wrong-state')
    expect(whyNotAnswer({ ...asked, isOfAnother: true })?.code).toBe('exchange.read-as-first')
  })
})

describe('a format is known again by its header', () => {
  const grid = (monthNo: number, days: number, notes: readonly Row[] = []) =>
    headOf([
      [`${monthNo}月考勤`],
      ...notes,
      [
        '工友',
        '证号',
        ...Array.from({ length: days }, (_, at) => at + 1),
        `${monthNo}月工天`,
        '备注',
      ],
      ['赵甲一', '990101199001010013', ...Array.from({ length: days }, () => 1), days, ''],
    ])

  const remembered = () => {
    const head = grid(8, 31)
    const shape = answered(head, {
      kind: 'attendance-grid',
      headerRow: 2,
      columns: [
        { index: 0, field: 'name' },
        { index: 33, field: 'workdays' },
      ],
      unit: 'workdays',
    })
    const format = formatOf(shape, head)
    if (format === null) throw new Error('no header to know it by')
    return format
  }

  test('another month, with a day less and a note more above, is the same format; its columns move', () => {
    const next = grid(9, 30, [['制表：某人'], ['说明']])
    const found = findFormat([remembered()], next)
    expect(found?.headerRow).toBe(4)
    if (found === null) throw new Error('not found')
    const shape = answeredShape(
      recogniseSheet(next),
      answerOf(found.format, found.headerRow, next),
      next,
    )
    expect(shape).toMatchObject({ kind: 'attendance-grid', unit: 'workdays', headerRow: 4 })
    expect(shape.dayColumns).toHaveLength(30)
    expect(fieldsOf(shape)).toMatchObject({ name: 0, workdays: 32 })
  })

  test('a column more, less, or in another place is another format', () => {
    const format = remembered()
    const [title = [], header = [], ...rows] = grid(8, 31).firstRows
    const with_ = (changed: Row) => findFormat([format], headOf([title, changed, ...rows]))
    expect(with_(header)).not.toBeNull()
    expect(with_([...header, '签名'])).toBeNull()
    expect(with_(header.slice(0, -1))).toBeNull()
    expect(with_([header[1] ?? null, header[0] ?? null, ...header.slice(2)])).toBeNull()
  })

  test('two columns of the same heading are told apart by their order', () => {
    const head = headOf([
      ['姓名', '金额', '金额', '月份'],
      ['赵甲一', 5000, 4800, '2026-08'],
    ])
    const columns = [
      { index: 1, field: 'due' },
      { index: 2, field: 'net' },
    ]
    const format = formatOf(answered(head, { kind: 'pay-sheet', columns }), head)
    if (format === null) throw new Error('no header')
    const shape = answeredShape(recogniseSheet(head), answerOf(format, 1, head), head)
    expect(fieldsOf(shape)).toMatchObject({ due: 1, net: 2, payMonth: 3 })
  })

  test('a format may change in anything but the header that it is known by', () => {
    const format = remembered()
    expect(whyNotEditFormat(format, format)).toBeNull()
    const renamed = format.columns.map((one) => ({ ...one, header: `${one.header}甲` }))
    expect(whyNotEditFormat(format, { ...format, columns: renamed })?.code).toBe(
      'exchange.format-header-fixed',
    )
    expect(whyNotEditFormat(format, { ...format, kind: 'unknown' })?.code).toBe(
      'exchange.no-such-kind',
    )
  })
})
