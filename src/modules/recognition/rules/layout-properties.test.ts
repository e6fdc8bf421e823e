import fc from 'fast-check'
import { expect, test } from 'vitest'
import { madeUpCard, madeUpId, readRows } from '../../../../tests/files/made-up.ts'
import type { Row } from '../../../kernel/sheet.ts'

const names = ['赵甲一', '钱乙二', '孙丙三', '李丁四', '周戊五', '吴己六']
const head = ['序号', '姓名', '身份证号', '银行卡号', '应发工资', '扣款', '实发工资']

function pay(at: number, due: number): Row {
  const name = names[at % names.length] ?? ''
  return [at + 1, name, madeUpId(at + 1), madeUpCard(at + 1), due, 50, due - 50]
}

const notes = fc.array(
  fc.constantFrom<Row>(
    ['注：本表一式三份'],
    ['说明：请如实填写，不得涂改。'],
    ['工程名称：城东学校', '', '', '施工单位：某某建设有限公司'],
    ['单位：元'],
    [],
    ['', '', '以上数据经本人核对无误'],
    ['1、本表由总包单位填报'],
  ),
  { maxLength: 6 },
)

const amounts = fc.array(fc.integer({ min: 1_000, max: 20_000 }), { minLength: 1, maxLength: 90 })

test('empty rows and columns before the table, and notes around it, change no total', async () => {
  await fc.assert(
    fc.asyncProperty(
      amounts,
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 0, max: 60 }),
      notes,
      notes,
      async (dues, above, left, before, after) => {
        const sum = dues.reduce((total, due) => total + due, 0)
        const table: Row[] = [
          ['2026年5月农民工工资表'],
          ...before,
          head,
          ...dues.map((due, at) => pay(at, due)),
          ['合计', `共${dues.length}人`, '', '', sum, dues.length * 50, sum - dues.length * 50],
          ...after,
        ]
        const rows = [
          ...Array.from({ length: above }, (): Row => []),
          ...table.map((row) => [...Array.from({ length: left }, () => ''), ...row]),
        ]
        const { sheet } = await readRows(rows)
        expect(sheet).toMatchObject({
          kind: 'pay-sheet',
          period: '2026-05',
          accepted: dues.length,
          rejected: [],
          totals: { dueFen: sum * 100, netFen: (sum - dues.length * 50) * 100 },
        })
        expect(sheet.findings.filter(({ code }) => code.startsWith('recognition.stated'))).toEqual(
          [],
        )
        expect(sheet.blocks).toBeUndefined()
      },
    ),
    { numRuns: 60 },
  )
}, 60_000)

test('however a table is cut into pages with title, header and page totals, it is one table', async () => {
  await fc.assert(
    fc.asyncProperty(
      amounts,
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
      fc.boolean(),
      async (dues, onPage, titled, totalled) => {
        const rows: Row[] = []
        for (let from = 0; from < dues.length; from += onPage) {
          const page = dues.slice(from, from + onPage)
          const sum = page.reduce((total, due) => total + due, 0)
          if (titled || from === 0) rows.push(['2026年5月农民工工资表'])
          rows.push(head, ...page.map((due, at) => pay(from + at, due)))
          if (totalled)
            rows.push(['本页合计', '', '', '', sum, page.length * 50, sum - page.length * 50])
        }
        const sum = dues.reduce((total, due) => total + due, 0)
        rows.push(['总计', '', '', '', sum, dues.length * 50, sum - dues.length * 50])
        const { sheet } = await readRows(rows)
        expect(sheet).toMatchObject({ accepted: dues.length, rejected: [] })
        expect(sheet.findings.filter(({ code }) => code.startsWith('recognition.stated'))).toEqual(
          [],
        )
        expect(sheet.totals.dueFen).toBe(sum * 100)
        expect(sheet.blocks).toBeUndefined()
      },
    ),
    { numRuns: 60 },
  )
}, 60_000)

test('tables side by side hold what the same tables hold below one another', async () => {
  await fc.assert(
    fc.asyncProperty(amounts, fc.integer({ min: 2, max: 4 }), async (dues, groups) => {
      const size = Math.ceil(dues.length / groups)
      const own = ['序号', '姓名', '身份证号', '应发工资', '实发工资']
      const cells = (at: number) => {
        const due = dues[at]
        const name = names[at % names.length] ?? ''
        return due === undefined ? own.map(() => '') : [at + 1, name, madeUpId(at + 1), due, due]
      }
      const beside = Array.from({ length: size }, (_, line) =>
        Array.from({ length: groups }, (__, group) => cells(group * size + line)).flat(),
      )
      const rows = [
        ['2026年5月工资表'],
        Array.from({ length: groups }, () => own).flat(),
        ...beside,
      ]
      const { sheet, records } = await readRows(rows)
      const sum = dues.reduce((total, due) => total + due, 0)
      expect(sheet.accepted).toBe(dues.length)
      expect(sheet.totals).toMatchObject({ dueFen: sum * 100, workers: dues.length })
      expect(new Set(records.map(({ row }) => row)).size).toBe(dues.length)
    }),
    { numRuns: 40 },
  )
}, 60_000)
