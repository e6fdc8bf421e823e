import type { OfficeShape } from './shape.ts'

/** Pay sheets as sites, labour companies, banks and programs make them. */
export const paySheets: readonly OfficeShape[] = [
  {
    name: 'a labour company’s form: 工日 × 工价 = 应发, capital sum at the foot',
    rows: `
农民工工资发放表
工程名称：城东安置房二期工程 | | | | 2026年9月份 | | | | 单位：元
序号 | 姓名 | 身份证号码 | 工种 | 工日 | 工价 | 应发工资 | 借支 | 实发工资 | 领款人签字
1 | 王大柱 | {id1} | 钢筋工 | 26 | 320 | 8320 | 1000 | 7320 |
2 | 李水生 | {id2} | 钢筋工 | 24.5 | 320 | 7840 | 0 | 7840 |
3 | 欧阳长河 | {id3} | 木工 | 28 | 340 | 9520 | 2000 | 7520 |
合计 | | | | 78.5 | | 25680 | 3000 | 22680 |
合计金额（大写）：贰万贰仟陆佰捌拾元整
班组长： | | | 项目经理： | | | 劳资专管员：`,
    is: {
      kind: 'pay-sheet',
      period: '2026-09',
      accepted: 3,
      skipped: 3,
      workers: 3,
      days: 78.5,
      dueFen: 2_568_000,
      deductedFen: 300_000,
      netFen: 2_268_000,
      paidFen: 0,
      findings: [],
    },
  },
  {
    name: 'a team settles among itself (班组结算): 大工 and 小工 by the day, sums in words',
    rows: `
木工班组结算单
2026年8月
姓名 | 大工小工 | 点工数 | 单价 | 工资合计 | 已付生活费 | 余款实付
陈阿狗 | 大工 | 30 | 380 | 壹万壹仟肆佰元整 | 2000 | 玖仟肆佰元整
林二妹 | 小工 | 27.5 | 220 | 陆仟零伍拾元整 | 1500 | 肆仟伍佰伍拾元整
以上工资已结清，双方无异议`,
    is: {
      kind: 'pay-sheet',
      period: '2026-08',
      accepted: 2,
      skipped: 1,
      workers: 2,
      days: 57.5,
      dueFen: 1_745_000,
      deductedFen: 350_000,
      netFen: 1_395_000,
      findings: [],
    },
  },
  {
    name: 'an ERP’s export: English heads of the national platform, all as text',
    file: 'PayRollDetail_20261015.csv',
    rows: `
workerName | idCardNumber | payRollBankCardNumber | payRollBankName | Days | WorkHours | totalPayAmount | actualAmount | balanceDate | payMonth | payStatus
王大柱 | {id1} | {card1} | 中国农业银行 | '26 | '208 | '7800.00 | '7800.00 | 2026-10-15 | 2026-09 | '20
李水生 | {id2} | {card2} | 中国农业银行 | '25 | '200 | '7500.00 | '7500.00 | 2026-10-15 | 2026-09 | '20
周全 | {id3} | {card3} | 中国农业银行 | '10 | '80 | '3000.00 | '3000.00 | 2026-10-15 | 2026-09 | '30`,
    is: {
      kind: 'pay-sheet',
      period: '2026-09',
      accepted: 3,
      workers: 3,
      hours: 488,
      dueFen: 1_830_000,
      netFen: 1_830_000,
      paidFen: 1_530_000,
      findings: ['4 pay-failed'],
    },
  },
  {
    name: 'two header rows: 应发 and 扣款 over their parts',
    rows: `
某某建筑劳务有限公司2026年7月工资表
序号 | 姓名 | 身份证号 | 应发部分 | | | 扣款部分 | | | 实发金额 | 银行卡号
 | | | 基本工资 | 加班费 | 应发合计 | 个税 | 水电费 | 扣款合计 | |
1 | 王大柱 | {id1} | 6000 | 1200 | 7200 | 0 | 85.5 | 85.5 | 7114.5 | {card1}
2 | 李水生 | {id2} | 6000 | 0 | 6000 | 30 | 60 | 90 | 5910 | {card2}
合计 | | | 12000 | 1200 | 13200 | 30 | 145.5 | 175.5 | 13024.5 |`,
    merges: 'A2:A3 B2:B3 C2:C3 D2:F2 G2:I2 J2:J3 K2:K3',
    is: {
      kind: 'pay-sheet',
      period: '2026-07',
      accepted: 2,
      skipped: 1,
      dueFen: 1_320_000,
      deductedFen: 17_550,
      netFen: 1_302_450,
      findings: [],
    },
  },
  {
    name: 'an office in 万元',
    rows: `
2026年第三季度前工资支付情况（单位：万元）
序号 | 姓名 | 身份证号 | 工资月份 | 应发工资 | 实发工资 | 发放日期
1 | 王大柱 | {id1} | 2026年8月 | 0.6235 | 0.6235 | 2026-9-20
2 | 李水生 | {id2} | 2026年8月 | 0.58 | 0.58 | 2026-9-20
3 | 周全 | {id3} | 2026年9月 | 1.02 | 1 | 2026-10-20`,
    is: {
      kind: 'pay-sheet',
      accepted: 3,
      workers: 3,
      dueFen: 2_223_500,
      netFen: 2_203_500,
      paidFen: 2_203_500,
      findings: ['5 net-below-due'],
    },
  },
  {
    name: 'hours at an hourly rate (工时, 时薪), full-width digits, one product that is wrong',
    rows: `
２０２６年９月点工工资表
序号 | 姓　名 | 身份证号 | 总工时 | 时薪 | 应发金额 | 实发金额
1 | 王大柱 | {id1} | ２０８ | ３５ | ７２８０ | ７２８０
2 | 李 水 生 | {id2} | 200 | 35 | 7000 | 7000
3 | 周　全 | {id3} | 190.5 | 36 | 6858 | 6858
4 | 吴 江 | {id4} | 180 | 35 | 6700 | 6700
5 | 郑海 | {id5} | 100 | 35 | 3500 | 3500`,
    is: {
      kind: 'pay-sheet',
      period: '2026-09',
      accepted: 5,
      hours: 878.5,
      dueFen: 3_133_800,
      netFen: 3_133_800,
      findings: ['6 due-not-rate-hours'],
    },
  },
  {
    name: 'a district’s form: several projects and firms in one list, codes with leading zeros',
    rows: `
区治欠办工资支付汇总表
填报单位：示例区人社局 | | 填报时间：2026年10月12日
项目编码 | 项目名称 | 企业名称 | 班组 | 姓名 | 证件号码 | 所属期 | 应付工资 | 实付工资 | 支付日期 | 凭证号
'000123 | 一号厂房 | 甲劳务有限公司 | 瓦工班 | 王大柱 | {id1} | 202609 | 7,800.00 | 7,800.00 | 20261010 | '0000457
'000123 | 一号厂房 | 甲劳务有限公司 | 瓦工班 | 李水生 | {id2} | 202609 | 6,500.00 | 6,500.00 | 20261010 | '0000458
'000124 | 二号厂房 | 乙劳务有限公司 | 木工班 | 周全 | {id3} | 202609 | 9,100.50 | 9,100.50 | 20261010 | '0000459`,
    is: {
      kind: 'pay-sheet',
      period: '2026-09',
      accepted: 3,
      dueFen: 2_340_050,
      netFen: 2_340_050,
      paidFen: 2_340_050,
      findings: [],
      first: { reference: '0000457', person: { projectCode: '000123' } },
    },
  },
  {
    name: 'a bank’s own form of what was paid: 户名, 账号, 金额 and nothing else',
    file: '代发工资明细2026年10月.xls',
    rows: `
代发工资明细
序号 | 户名 | 账号 | 金额 | 附言
1 | 王大柱 | 6228 4800 1234 5678 | 6800 | 工资
2 | 李水生 | 6228 4800 1234 5679 | 7200.5 | 工资
3 | 周全 | {card3} | 5900 | 工资`,
    is: { kind: 'pay-sheet', period: '2026-10', accepted: 3, workers: 3, netFen: 1_990_050 },
  },
  {
    name: 'back pay in the same sheet, months in words, days of payment without their year',
    rows: `
工程名称：滨江学校新建项目 | | | 二〇二六年十二月
姓名 | 身份证号 | 工资月份 | 是否补发 | 补发月份 | 应发工资 | 实发工资 | 发放日期
王大柱 | {id1} | 十二月 | 否 | | 6000 | 6000 | 1月15日
李水生 | {id2} | 十二月 | 是 | 十月 | 2000 | 2000 | 一月二十日`,
    is: {
      kind: 'pay-sheet',
      period: '2026-12',
      accepted: 2,
      dueFen: 800_000,
      netFen: 800_000,
      paidFen: 800_000,
      findings: [],
      first: { paidOn: '2027-01-15' },
    },
  },
  {
    name: 'typed by hand: 元 and commas everywhere, two phones in a cell, a card with its bank',
    rows: `
包清工班组2026.9月工资
名字 | 电话 | 身份证 | 卡号 | 应发 | 扣除 | 实发
王大柱 | {phone1}/{phone2} | {id1} | 农行{card1} | 7,200元 | 200元 | 7,000元
李水生 | +86 {phone3} | {id2} | {card2} | ￥6,300.00 | － | ￥6,300.00
周全 | 0571-88886666 | {id3} | {card3} | 5千8百 | 无 | 5千8百`,
    is: {
      kind: 'pay-sheet',
      period: '2026-09',
      accepted: 3,
      dueFen: 1_930_000,
      deductedFen: 20_000,
      netFen: 1_910_000,
      findings: ['3 phone-several', '5 phone-landline'],
      first: { person: { phone: '13900000001' } },
    },
  },
  {
    name: 'numbers that a sheet has ruined wait; one worker twice; one card for two people',
    rows: `
2026年9月工资发放表
序号 | 姓名 | 身份证号 | 银行卡号 | 应发工资 | 实发工资
1 | 王大柱 | 3.30106E+17 | {card1} | 6000 | 6000
2 | 李水生 | {id2} | {card2} | 6000 | 6000
3 | 周全 | {id3} | {card2} | 6000 | 6000
4 | 李水生 | {id2} | {card2} | 500 | 500
5 | 吴江 | {id5} | 6.22848E+18 | 600000 | 600000
6 | 郑海 | {id6} | {card6} | 6000 | 6000`,
    is: {
      kind: 'pay-sheet',
      period: '2026-09',
      accepted: 5,
      rejected: 1,
      workers: 4,
      dueFen: 61_850_000,
      findings: [
        '5 card-of-another',
        '6 same-line-twice',
        '7 card-ruined-by-sheet',
        '7 due-hundredfold',
      ],
    },
  },
  {
    name: 'a US-made program: 10/3/2026, told by the days that can be no month',
    rows: `
Payroll September 2026 工资发放 2026-09
姓名 | 身份证号 | 应发金额 | 实发金额 | 付款日期
王大柱 | {id1} | 6000 | 6000 | 10/3/2026
李水生 | {id2} | 6100 | 6100 | 10/13/2026`,
    is: {
      kind: 'pay-sheet',
      period: '2026-09',
      accepted: 2,
      paidFen: 1_210_000,
      findings: [],
      first: { paidOn: '2026-10-03' },
    },
  },
  {
    name: 'piece work (计件): square metres and rates, due stands, nothing is multiplied wrongly',
    rows: `
2026年9月抹灰班计件工资表
姓名 | 身份证号码 | 完成工程量(㎡) | 综合单价(元/㎡) | 应发金额 | 罚款 | 实发金额
王大柱 | {id1} | 412.5 | 16 | 6600 | 100 | 6500
李水生 | {id2} | 380 | 16 | 6080 | | 6080
周全 | {id3} | 401 | 16 | 6416 | | 6416
小计 | | 1193.5 | | 19096 | 100 | 18996`,
    is: {
      kind: 'pay-sheet',
      period: '2026-09',
      accepted: 3,
      skipped: 1,
      dueFen: 1_909_600,
      deductedFen: 10_000,
      netFen: 1_899_600,
      findings: [],
    },
  },
]

/** Sheets that ask for payment and prove none. */
export const payRequests: readonly OfficeShape[] = [
  {
    name: 'a labour company asks the general contractor to pay (委托支付)',
    rows: `
农民工工资委托支付确认表
委托单位：甲劳务有限公司 | | | 受托单位：乙建设集团有限公司 | | 2026年9月
序号 | 姓名 | 身份证号 | 开户行 | 银行卡号 | 委托支付金额 | 工人签字
1 | 王大柱 | {id1} | 工商银行 | {card1} | 6800 |
2 | 李水生 | {id2} | 建设银行 | {card2} | 7000 |
合计 | | | | | 13800 |
委托单位（盖章）： | | | | 受托单位（盖章）：`,
    is: {
      kind: 'pay-confirmation',
      period: '2026-09',
      accepted: 2,
      skipped: 2,
      netFen: 1_380_000,
      paidFen: 0,
    },
  },
  {
    name: 'an application to release wages (工资拨付申请)',
    rows: `
工资拨付申请表（2026年10月）
项目：城南污水处理厂 | | | | 单位：元
序号 | 班组 | 姓名 | 证件号码 | 出勤天数 | 应发工资 | 申请金额 | 实发工资
1 | 钢筋班 | 王大柱 | {id1} | 25 | 7500 | 7500 | 7500
2 | 钢筋班 | 李水生 | {id2} | 20 | 6000 | 6000 | 6000`,
    is: { kind: 'pay-confirmation', period: '2026-10', accepted: 2, dueFen: 1_350_000, paidFen: 0 },
  },
  {
    name: 'a form for the bank to pay out (代发申请), with a day that is none of payment',
    rows: `
代发工资申请清单
申请日期：2026-10-08
所属月份 | 收款人姓名 | 收款账号 | 收款人开户行 | 代发金额 | 代发日期
2026-09 | 王大柱 | {card1} | 农业银行城东支行 | 6,800.00 | 2026-10-10
2026-09 | 李水生 | {card2} | 农业银行城东支行 | 5,200.00 | 2026-10-10`,
    is: { kind: 'pay-confirmation', period: '2026-09', accepted: 2, netFen: 1_200_000, paidFen: 0 },
  },
  {
    name: 'a site’s monthly confirmation (工资支付确认单) with signatures to come',
    rows: `
工资支付确认单
2026年8月 | | | 班组：木工一班
姓名 | 身份证号 | 用工天数 | 应得工资 | 扣款 | 实领工资 | 签名确认
王大柱 | {id1} | 28 | 9800 | 300 | 9500 |
李水生 | {id2} | 26 | 9100 | 0 | 9100 |
本人确认以上工资数额无误`,
    is: {
      kind: 'pay-confirmation',
      period: '2026-08',
      accepted: 2,
      skipped: 1,
      days: 54,
      dueFen: 1_890_000,
      deductedFen: 30_000,
      netFen: 1_860_000,
      first: { person: { team: '木工一班' } },
    },
  },
  {
    name: 'to be paid (待发), out of a program, cards only',
    rows: `
待发工资名单_202610
编号 | 工人姓名 | 工资卡号 | 应发合计 | 代扣合计 | 实发合计
'0001 | 王大柱 | {card1} | 6000.00 | 12.30 | 5987.70
'0002 | 李水生 | {card2} | 6000.00 | 0.00 | 6000.00`,
    is: {
      kind: 'pay-confirmation',
      period: '2026-10',
      accepted: 2,
      deductedFen: 1_230,
      netFen: 1_198_770,
    },
  },
  {
    name: 'the request of a branch: a title of two lines, heads in two rows',
    rows: `
示例市城投置业
农民工工资支付申请表
班组 | 姓名 | 身份证号码 | 2026年9月工资 | | | 收款信息 |
 | | | 应发 | 扣款 | 实发 | 开户行 | 卡号
架子工班 | 王大柱 | {id1} | 8000 | 500 | 7500 | 邮储银行 | {card1}
架子工班 | 李水生 | {id2} | 8200 | 0 | 8200 | 邮储银行 | {card2}`,
    merges: 'A3:A4 B3:B4 C3:C4 D3:F3 G3:H3',
    is: {
      kind: 'pay-confirmation',
      period: '2026-09',
      accepted: 2,
      dueFen: 1_620_000,
      deductedFen: 50_000,
      netFen: 1_570_000,
    },
  },
  {
    name: 'a request with totals of each team and of all',
    rows: `
2026年9月工资委托发放表
序号 | 班组 | 姓名 | 身份证号 | 委托发放金额 | 银行账号
1 | 瓦工 | 王大柱 | {id1} | 5000 | {card1}
2 | 瓦工 | 李水生 | {id2} | 5100 | {card2}
瓦工小计 | | | | 10100 |
3 | 木工 | 周全 | {id3} | 6000 | {card3}
木工小计 | | | | 6000 |
总计 | | | | 16100 |`,
    is: {
      kind: 'pay-confirmation',
      period: '2026-09',
      accepted: 3,
      skipped: 3,
      netFen: 1_610_000,
      findings: ['3 due-not-stated', '4 due-not-stated', '6 due-not-stated'],
    },
  },
  {
    name: 'a request that states another sum than its lines',
    rows: `
工资支付确认表 2026年7月
姓名 | 身份证号 | 应发工资 | 扣款合计 | 实发工资
王大柱 | {id1} | 6000 | 0 | 6000
李水生 | {id2} | 6000 | 100 | 5800
合计 | | 12000 | 100 | 11900`,
    is: {
      kind: 'pay-confirmation',
      period: '2026-07',
      accepted: 2,
      skipped: 1,
      netFen: 1_180_000,
      findings: ['4 sum-differs', '5 stated-total-differs'],
    },
  },
  {
    name: 'names of the minorities and of rare signs, sums with 元整',
    rows: `
2026年9月农民工工资委托代发表
姓名 | 证件号码 | 应发工资 | 实发工资 | 工资卡号
阿卜杜•热合曼 | {id1} | 6,000元整 | 6,000元整 | {card1}
𠮷田福 | {id2} | 6,100元整 | 6,100元整 | {card2}
买买提 · 艾力 | {id3} | 6,200元整 | 6,200元整 | {card3}`,
    is: {
      kind: 'pay-confirmation',
      period: '2026-09',
      accepted: 3,
      workers: 3,
      dueFen: 1_830_000,
      findings: [],
      first: { person: { name: '阿卜杜·热合曼' } },
    },
  },
  {
    name: 'sent month by month in one sheet, month first',
    rows: `
待支付工资明细
月份 | 姓名 | 身份证号 | 应付金额 | 实付金额
2026年8月 | 王大柱 | {id1} | 6000 | 6000
2026年9月 | 王大柱 | {id1} | 6200 | 6200
2026年9月 | 李水生 | {id2} | 5000 | 5000`,
    file: '委托支付 待支付.xlsx',
    is: { kind: 'pay-confirmation', accepted: 3, workers: 2, dueFen: 1_720_000, findings: [] },
  },
]
