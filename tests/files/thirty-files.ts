import * as xlsx from '@e965/xlsx'
import { bankCard, creditCode, projectCode, residentId } from '../../src/worlds/identity.ts'
import { addDays, day } from '../../src/kernel/day.ts'
import { zipOf } from './zip-bytes.ts'

/*
 * What a site sends in a quarter, as a folder of thirty files from as many hands: nothing names the project alike, every
 * office has its own form, two are packed, one is a copy, one is empty. What it comes to is known from `truth`.
 */

export const site = {
  code: projectCode(day('2026-03-02'), 7),
  name: '青石桥综合楼工程',
  owner: '示范区青石桥建设开发有限公司',
  contractor: '示例建设集团有限公司',
  labour: '示例劳务有限公司',
} as const

type TeamName = '木工班' | '钢筋班' | '瓦工班' | '自有人员'

interface Worker {
  readonly no: number
  readonly name: string
  readonly id: string
  readonly card: string
  readonly phone: string
  readonly team: TeamName
  readonly rate: number
}

const sizes: readonly (readonly [TeamName, number, number])[] = [
  ['木工班', 8, 320],
  ['钢筋班', 8, 300],
  ['瓦工班', 6, 280],
  ['自有人员', 2, 260],
]

const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张'

export const workers: readonly Worker[] = sizes.flatMap(([team, size, rate], nth) =>
  Array.from({ length: size }, (_, at) => {
    const no = sizes.slice(0, nth).reduce((sum, [, before]) => sum + before, 0) + at
    return {
      no,
      name: `${surnames.charAt(no)}${'国建志明德永'.charAt(no % 6)}${'强军华平福生'.charAt((no * 5) % 6)}`,
      id: residentId(addDays(day('1972-02-03'), no * 211), 31 + no * 2),
      card: bankCard(700 + no),
      phone: `139900${String(20_000 + no)}`,
      team,
      rate: rate + (at === 0 ? 40 : 0),
    }
  }),
)

const of = (team: TeamName) => workers.filter((worker) => worker.team === team)

const months = ['2026-07', '2026-08', '2026-09'] as const
type Month = (typeof months)[number]

const monthNo = (month: Month) => Number(month.slice(5))
const lastDay = (month: Month) => (month === '2026-09' ? 30 : 31)

/** Days a worker came: from the first, a rest day every seventh, some of them fewer. */
function cameOn(worker: Worker, month: Month): number[] {
  const until = lastDay(month) - ((worker.no + monthNo(month)) % 4)
  return Array.from({ length: until }, (_, at) => at + 1).filter(
    (one) => (one + worker.no) % 7 !== 0,
  )
}

const dueOf = (worker: Worker, month: Month) => cameOn(worker, month).length * worker.rate
/** 借支: what the carpenters had in August already. */
const deductedOf = (worker: Worker, month: Month) =>
  worker.team === '木工班' && month === '2026-08' ? 500 : 0
/** September: carpenters and the contractor's own are paid, the ironworkers half, the bricklayers not. */
function paidOf(worker: Worker, month: Month): number {
  const net = dueOf(worker, month) - deductedOf(worker, month)
  if (month !== '2026-09' || worker.team === '木工班' || worker.team === '自有人员') return net
  return worker.team === '钢筋班' ? Math.floor(net / 2) : 0
}
const paidOn = (month: Month) => `2026-${String(monthNo(month) + 1).padStart(2, '0')}-18`

/** What the folder comes to, month by month, in yuan. */
export const truth = months.map((month) => {
  const sum = (value: (worker: Worker) => number) =>
    workers.reduce((total, worker) => total + value(worker), 0)
  return {
    month,
    workers: workers.length,
    daysPresent: sum((worker) => cameOn(worker, month).length),
    due: sum((worker) => dueOf(worker, month)),
    deducted: sum((worker) => deductedOf(worker, month)),
    paid: sum((worker) => paidOf(worker, month)),
    owed: sum((worker) => dueOf(worker, month) - deductedOf(worker, month) - paidOf(worker, month)),
  }
})

type Rows = readonly (readonly (string | number | null)[])[]

interface Page {
  readonly name?: string
  readonly rows: Rows
  /** Cells merged, like `A1:H1`. */
  readonly merges?: readonly string[]
}

function book(
  pages: readonly Page[],
  format: 'xlsx' | 'biff8' | 'ods' | 'html' = 'xlsx',
): Uint8Array {
  const made = xlsx.utils.book_new()
  for (const [at, { name, rows, merges }] of pages.entries()) {
    const sheet = xlsx.utils.aoa_to_sheet(rows.map((row) => [...row]))
    sheet['!merges'] = (merges ?? []).map((range) => xlsx.utils.decode_range(range))
    xlsx.utils.book_append_sheet(made, sheet, name ?? `Sheet${at + 1}`)
  }
  return new Uint8Array(xlsx.write(made, { type: 'buffer', bookType: format }))
}

const lines = (rows: Rows, between = ',') =>
  rows.map((row) => row.map((cell) => cell ?? '').join(between)).join('\r\n') + '\r\n'
const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string) => Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, 'utf16le')])

const sumOf = (list: readonly Worker[], value: (worker: Worker) => number) =>
  list.reduce((total, worker) => total + value(worker), 0)

/** 木工班: hours, nine a day, a title and a head line over merged cells. */
function hoursGrid(month: Month): Uint8Array {
  const days = Array.from({ length: lastDay(month) }, (_, at) => at + 1)
  const rows = of('木工班').map((worker, at) => {
    const came = new Set(cameOn(worker, month))
    return [
      at + 1,
      worker.name,
      worker.id,
      ...days.map((one) => (came.has(one) ? 9 : null)),
      came.size * 9,
      came.size,
    ]
  })
  return book([
    {
      name: `${monthNo(month)}月`,
      merges: ['A1:AJ1'],
      rows: [
        [`${site.name}木工班2026年${monthNo(month)}月考勤表`],
        [
          '单位：小时',
          null,
          null,
          null,
          `劳务公司：${site.labour}`,
          null,
          null,
          null,
          null,
          '班组：木工班',
        ],
        ['序号', '姓名', '身份证号码', ...days, '工时合计', '出勤天数'],
        ...rows,
        [
          '合计',
          null,
          null,
          ...days.map(() => null),
          sumOf(of('木工班'), (w) => cameOn(w, month).length * 9),
          sumOf(of('木工班'), (w) => cameOn(w, month).length),
        ],
        ['制表人：', null, null, null, null, '班组长签字：'],
      ],
    },
  ])
}

/** 钢筋班: ticks, weekdays under the days. */
function ticksGrid(month: Month, format: 'biff8' | 'html'): Uint8Array {
  const days = Array.from({ length: lastDay(month) }, (_, at) => at + 1)
  const week = '日一二三四五六'
  const weekday = (one: number) =>
    week.charAt(new Date(`${month}-${String(one).padStart(2, '0')}T00:00:00Z`).getUTCDay())
  return book(
    [
      {
        rows: [
          [`${monthNo(month)}月份考勤表`],
          [`工程名称：${site.name}`, null, null, null, null, null, `2026年${monthNo(month)}月`],
          ['编号', '工人姓名', '身份证号', '班组', ...days.map((one) => `${one}日`), '出勤合计'],
          [null, null, null, null, ...days.map(weekday), null],
          ...of('钢筋班').map((worker, at) => {
            const came = new Set(cameOn(worker, month))
            return [
              at + 1,
              worker.name,
              worker.id,
              '钢筋班',
              ...days.map((one) => (came.has(one) ? '√' : '×')),
              came.size,
            ]
          }),
          ['说明：√出勤，×未出勤'],
        ],
      },
    ],
    format,
  )
}

/** 瓦工班: a book of three months, a line a worker with what he came to. */
function monthsOfDays(): Uint8Array {
  return book(
    months.map((month) => ({
      name: `2026年${monthNo(month)}月`,
      rows: [
        [`${site.name}瓦工班出勤汇总`],
        ['序号', '姓名', '证件号码', '班组', '出勤天数', '备注'],
        ...of('瓦工班').map((worker, at) => [
          at + 1,
          worker.name,
          worker.id,
          '瓦工班',
          cameOn(worker, month).length,
          null,
        ]),
        ['总计', null, null, null, sumOf(of('瓦工班'), (w) => cameOn(w, month).length), null],
      ],
    })),
  )
}

/** The contractor's own: in and out of the gate, a line a punch. */
function punches(): string {
  const rows: (string | null)[][] = [['项目名称', '姓名', '身份证号', '刷卡时间', '进出方向']]
  for (const month of months) {
    for (const worker of of('自有人员')) {
      for (const one of cameOn(worker, month)) {
        const date = `${month}-${String(one).padStart(2, '0')}`
        rows.push([
          site.name,
          worker.name,
          worker.id,
          `${date} 07:${String(30 + (worker.no % 20))}`,
          '进',
        ])
        rows.push([
          site.name,
          worker.name,
          worker.id,
          `${date} 17:${String(40 + (one % 15))}`,
          '出',
        ])
      }
    }
  }
  return lines(rows)
}

function carpentersPay(month: Month): Uint8Array {
  const list = of('木工班')
  return book([
    {
      merges: ['A1:J1'],
      rows: [
        [`${site.name}${monthNo(month)}月份农民工工资表（木工班）`],
        ['编制单位：' + site.labour, null, null, null, null, '单位：元'],
        [
          '序号',
          '姓名',
          '身份证号码',
          '银行卡号',
          '出勤天数',
          '日工资',
          '应发工资',
          '借支',
          '实发工资',
          '发放日期',
          '签字',
        ],
        ...list.map((worker, at) => [
          at + 1,
          worker.name,
          worker.id,
          worker.card,
          cameOn(worker, month).length,
          worker.rate,
          dueOf(worker, month),
          deductedOf(worker, month),
          paidOf(worker, month),
          paidOn(month),
          null,
        ]),
        [
          '合计',
          null,
          null,
          null,
          null,
          null,
          sumOf(list, (w) => dueOf(w, month)),
          sumOf(list, (w) => deductedOf(w, month)),
          sumOf(list, (w) => paidOf(w, month)),
          null,
          null,
        ],
        ['项目负责人：', null, null, '劳资专管员：'],
      ],
    },
  ])
}

/** 钢筋班: three months in one old workbook; in September a half. */
function ironPay(): Uint8Array {
  return book(
    months.map((month) => ({
      name: `${monthNo(month)}月`,
      rows: [
        [`工资发放表 2026年${monthNo(month)}月`],
        [`项目：${site.name}`, null, '班组：钢筋班'],
        ['序号', '员工姓名', '证件号码', '工资卡号', '应付工资', '实付工资', '支付日期'],
        ...of('钢筋班').map((worker, at) => [
          at + 1,
          worker.name,
          worker.id,
          worker.card,
          `￥${dueOf(worker, month).toLocaleString('en-US')}.00`,
          paidOf(worker, month),
          paidOn(month).replaceAll('-', '.'),
        ]),
        ['本页合计', null, null, null, null, sumOf(of('钢筋班'), (w) => paidOf(w, month)), null],
      ],
    })),
    'biff8',
  )
}

function bricklayersPay(): string {
  const rows: (string | number | null)[][] = [
    ['项目名称', '姓名', '身份证号码', '班组', '工资月份', '应发金额', '实发金额', '发放日期'],
  ]
  for (const month of months.slice(0, 2)) {
    for (const worker of of('瓦工班')) {
      rows.push([
        site.name,
        worker.name,
        worker.id,
        '瓦工班',
        `2026年${monthNo(month)}月`,
        dueOf(worker, month),
        paidOf(worker, month),
        paidOn(month),
      ])
    }
  }
  return lines(rows, '\t')
}

/** September of the bricklayers: the firm asks for payment, nobody has paid. */
function asksForPay(): Uint8Array {
  const month = '2026-09'
  return book([
    {
      name: '委托支付',
      rows: [
        [`${site.name}农民工工资委托支付确认表`],
        ['2026年9月', null, null, '单位：元'],
        ['序号', '姓名', '身份证号', '开户行', '卡号', '应发工资', '委托支付金额'],
        ...of('瓦工班').map((worker, at) => [
          at + 1,
          worker.name,
          worker.id,
          '示例银行',
          worker.card,
          dueOf(worker, month),
          dueOf(worker, month),
        ]),
        [
          '合计',
          null,
          null,
          null,
          null,
          sumOf(of('瓦工班'), (w) => dueOf(w, month)),
          sumOf(of('瓦工班'), (w) => dueOf(w, month)),
        ],
      ],
    },
  ])
}

function ownPay(): string {
  const rows: (string | number | null)[][] = [
    ['工程名称', '工资所属月份', '姓名', '证件号码', '应发', '扣款合计', '实发', '到账日期'],
  ]
  for (const month of months) {
    for (const worker of of('自有人员')) {
      rows.push([
        site.name,
        month,
        worker.name,
        worker.id,
        dueOf(worker, month),
        0,
        paidOf(worker, month),
        paidOn(month),
      ])
    }
  }
  return lines(rows)
}

/** The bank's answer for September's carpenters: what their pay sheet says too. */
function bankReturn(): Uint8Array {
  const month = '2026-09'
  return book([
    {
      rows: [
        ['批量代发结果明细'],
        [
          '批次号：PL20261018001',
          null,
          null,
          '代发月份：2026年9月',
          null,
          `付款单位：${site.contractor}`,
        ],
        ['序号', '收款人户名', '收款人账号', '交易金额', '交易日期', '交易状态', '失败原因'],
        ...of('木工班').map((worker, at) => [
          at + 1,
          worker.name,
          worker.card,
          paidOf(worker, month).toFixed(2),
          paidOn(month),
          '交易成功',
          null,
        ]),
        [
          '合计',
          '8 笔',
          null,
          sumOf(of('木工班'), (w) => paidOf(w, month)).toFixed(2),
          null,
          null,
          null,
        ],
      ],
    },
  ])
}

function transferFile(): string {
  return lines([
    ['序号', '收款人账号', '收款人户名', '金额', '用途'],
    ...of('木工班').map((worker, at) => [
      at + 1,
      worker.card,
      worker.name,
      paidOf(worker, '2026-09').toFixed(2),
      '9月工资',
    ]),
  ])
}

function statement(): Uint8Array {
  const rows: (string | number | null)[][] = []
  let balance = 0
  const add = (date: string, income: number, spent: number, party: string, about: string) => {
    balance += income - spent
    rows.push([date, about, income || null, spent || null, balance, party])
  }
  for (const month of months) {
    const pays = sumOf(workers, (w) => paidOf(w, month))
    add(`${paidOn(month).slice(0, 8)}10`, pays, 0, site.owner, '人工费')
    add(paidOn(month), 0, pays, '批量代发', `${monthNo(month)}月工资`)
  }
  add('2026-10-21', 12.35, 0, '示例银行', '结息')
  return book([
    {
      rows: [
        ['农民工工资专用账户交易明细'],
        [
          `户名：${site.contractor}（${site.name}农民工工资专户）`,
          null,
          null,
          '账号：3300 9901 0012 3456 78',
        ],
        ['交易日期', '摘要', '贷方发生额', '借方发生额', '余额', '对方户名'],
        ...rows,
      ],
    },
  ])
}

function labourCost(): Uint8Array {
  return book([
    {
      rows: [
        [`${site.name}人工费用拨付台账`],
        [
          '序号',
          '拨付月份',
          '应拨人工费（元）',
          '实拨人工费（元）',
          '拨付日期',
          '拨付单位',
          '收款账户',
        ],
        ...months.map((month, at) => [
          at + 1,
          month,
          sumOf(workers, (w) => dueOf(w, month)),
          sumOf(workers, (w) => paidOf(w, month)),
          `${paidOn(month).slice(0, 8)}10`,
          site.owner,
          '330099010012345678',
        ]),
      ],
    },
  ])
}

const rosterRow = (worker: Worker, at: number) => [
  at + 1,
  worker.name,
  worker.id,
  worker.phone,
  worker.team,
  '工人',
  worker.card,
  '2026-06-25',
]

export interface Dropped {
  readonly name: string
  readonly bytes: Uint8Array
}

/** The folder: thirty files, two of them packed into one more. */
export function thirtyFiles(): readonly Dropped[] {
  const crew = workers.filter((worker) => worker.team !== '自有人员')
  const teams = lines([
    ['项目名称', '企业名称', '班组名称', '班组长姓名', '班组长电话'],
    ...(['木工班', '钢筋班', '瓦工班'] as const).map((team) => [
      site.name,
      site.labour,
      team,
      of(team)[0]?.name ?? '',
      of(team)[0]?.phone ?? '',
    ]),
  ])
  const moves = lines([
    ['工程名称', '姓名', '身份证号', '进退场类型', '进退场日期'],
    ...crew.map((worker) => [site.name, worker.name, worker.id, '进场', '2026-06-25']),
  ])
  const firstCarpenters = hoursGrid('2026-07')
  return [
    {
      name: '在建项目清单.xlsx',
      bytes: book([
        {
          rows: [
            ['示范区住建局在建工程项目清单'],
            [
              '序号',
              '项目编号',
              '项目名称',
              '建设单位',
              '施工单位',
              '合同金额（万元）',
              '开工日期',
            ],
            [1, site.code, site.name, site.owner, site.contractor, 4_860, '2026-03-02'],
          ],
        },
      ]),
    },
    {
      name: '参建单位.xlsx',
      bytes: book([
        {
          rows: [
            [`${site.name}参建单位登记表`],
            ['序号', '单位名称', '统一社会信用代码', '参建类型', '项目经理', '联系电话'],
            [1, site.contractor, creditCode('91', 801), '施工总承包单位', '韩建国', '13990030001'],
            [2, site.labour, creditCode('91', 802), '劳务分包', '朱永平', '13990030002'],
            [3, site.owner, creditCode('91', 803), '建设单位', null, null],
          ],
        },
      ]),
    },
    {
      name: '班组和进场.zip',
      bytes: zipOf([
        { name: '班组.csv', content: utf8(teams) },
        { name: '进场/进退场.csv', content: utf8(moves) },
      ]),
    },
    {
      name: '花名册.xlsx',
      bytes: book([
        {
          merges: ['A1:H1'],
          rows: [
            ['农民工实名制花名册'],
            [`项目名称：${site.name}`, null, null, null, `用工单位：${site.labour}`],
            ['序号', '姓名', '身份证号', '手机号', '所属班组', '工种', '工资卡号', '进场日期'],
            ...crew.map(rosterRow),
          ],
        },
      ]),
    },
    {
      name: '总包自有人员名册.xls',
      bytes: book(
        [
          {
            rows: [
              [`${site.name}自有人员名册`],
              ['序号', '姓名', '身份证号', '联系电话', '班组', '工种', '银行卡号', '进场时间'],
              ...of('自有人员').map(rosterRow),
            ],
          },
        ],
        'biff8',
      ),
    },
    {
      name: '劳动合同台账.ods',
      bytes: book(
        [
          {
            rows: [
              [`${site.name}用工合同台账`],
              [
                '序号',
                '姓名',
                '身份证号',
                '合同期限类型',
                '合同开始日期',
                '合同结束日期',
                '计酬单位',
                '单价',
              ],
              ...workers.map((worker, at) => [
                at + 1,
                worker.name,
                worker.id,
                '以完成一定工作任务为期限',
                '2026-06-25',
                '2026-12-31',
                '天',
                worker.rate,
              ]),
            ],
          },
        ],
        'ods',
      ),
    },
    { name: '木工班7月考勤.xlsx', bytes: firstCarpenters },
    { name: '木工班8月考勤.xlsx', bytes: hoursGrid('2026-08') },
    { name: '木工班9月考勤.xlsx', bytes: hoursGrid('2026-09') },
    { name: '木工班7月考勤 - 副本.xlsx', bytes: firstCarpenters },
    { name: '钢筋7月考勤.xls', bytes: ticksGrid('2026-07', 'biff8') },
    { name: '钢筋8月考勤.xls', bytes: ticksGrid('2026-08', 'html') },
    { name: '钢筋9月考勤.xls', bytes: ticksGrid('2026-09', 'biff8') },
    { name: '瓦工班三季度出勤.xlsx', bytes: monthsOfDays() },
    { name: '自有人员门禁刷卡.csv', bytes: utf8(punches()) },
    { name: '木工班7月工资.xlsx', bytes: carpentersPay('2026-07') },
    { name: '木工班8月工资.xlsx', bytes: carpentersPay('2026-08') },
    { name: '木工班9月工资.xlsx', bytes: carpentersPay('2026-09') },
    { name: '钢筋班工资.xls', bytes: ironPay() },
    { name: '瓦工班工资.tsv', bytes: utf8(bricklayersPay()) },
    { name: '瓦工9月委托支付.xlsx', bytes: asksForPay() },
    { name: '自有人员工资.csv', bytes: utf16(ownPay()) },
    { name: '木工9月代发.csv', bytes: utf8(transferFile()) },
    { name: '代发结果.xlsx', bytes: bankReturn() },
    { name: '专户流水.xlsx', bytes: statement() },
    { name: '人工费台账.xlsx', bytes: labourCost() },
    {
      name: '保函台账.xlsx',
      bytes: book([
        {
          rows: [
            ['农民工工资保证金（保函）台账'],
            [
              '序号',
              '项目名称',
              '缴存单位',
              '缴存形式',
              '保函编号',
              '开立银行',
              '保证金额（元）',
              '生效日期',
              '到期日期',
            ],
            [
              1,
              site.name,
              site.contractor,
              '银行保函',
              'BH-2026-0317',
              '示例银行示范支行',
              486_000,
              '2026-03-10',
              '2027-12-31',
            ],
          ],
        },
      ]),
    },
    {
      name: '12345工单.xlsx',
      bytes: book([
        {
          rows: [
            ['12345政务服务便民热线转办工单'],
            ['工单编号', '来电时间', '诉求人', '联系电话', '诉求内容', '承办单位', '办理时限'],
            [
              'DH20261020001',
              '2026-10-20 09:12',
              '周先生',
              '13990040001',
              `反映${site.name}瓦工班9月工资未发`,
              '区人社局',
              '2026-10-27',
            ],
          ],
        },
      ]),
    },
    { name: '新建文本文档.txt', bytes: new Uint8Array(0) },
    {
      name: '填写说明.xlsx',
      bytes: book([
        {
          rows: [
            ['模板名称', '字段名称', '填写说明', '是否必填'],
            ['人员', '姓名', '与身份证一致', '是'],
          ],
        },
      ]),
    },
  ]
}
