import type { OfficeShape } from './shape.ts'

/** A column a day. */
export const grids: readonly OfficeShape[] = [
  {
    name: '√ and a legend below that says what is what; ○ is rest here, △ half a day',
    rows: `
某某项目部2026年9月考勤表
序号 | 姓名 | 身份证号 | 工种 | 1..30 | 出勤天数
1 | 王大柱 | {id1} | 木工 | √*24 | ○*4 | △*2 | 26
2 | 李水生 | {id2} | 木工 | √*20 | ×*10 | 20
说明：√出勤 ○休息 △半天 ×旷工`,
    is: {
      kind: 'attendance-grid',
      period: '2026-09',
      accepted: 2,
      skipped: 1,
      workers: 2,
      daysPresent: 46,
      days: 45,
      findings: [],
    },
  },
  {
    name: 'a legend above that turns the usual round: ○ is work, √ is rest',
    rows: `
2026年9月出勤表 考勤符号：○代表出勤，√代表休息，半代表半天
姓名 | 身份证号码 | 1日..30日 | 合计
王大柱 | {id1} | ○*25 | √*5 | 25
李水生 | {id2} | ○*20 | 半 | √*9 | 20.5`,
    is: {
      kind: 'attendance-grid',
      period: '2026-09',
      accepted: 2,
      daysPresent: 46,
      days: 45.5,
      findings: [],
    },
  },
  {
    name: 'hours with overtime in the same cell (8+2), Sundays off, weekdays under the days',
    rows: `
甲劳务有限公司2026年10月工时记录表（单位：小时）
序号 | 姓名 | 证件号码 | 1..31 | 合计工时
 | | | weekdays*31 |
1 | 王大柱 | {id1} | 8+2*20 | 休*4 | 8*7 | 256
2 | 李水生 | {id2} | 8*20 | *11 | 160`,
    is: {
      kind: 'attendance-grid',
      period: '2026-10',
      accepted: 2,
      daysPresent: 47,
      hours: 416,
      first: { totalMinutes: 27 * 480, totalOvertimeMinutes: 2400 },
    },
  },
  {
    name: '工日 in tenths, overtime line below in hours',
    rows: `
2026年9月记工表
序号 | 姓名 | 身份证号 | 类别 | 1..30 | 工日合计
1 | 王大柱 | {id1} | 出勤 | 1*26 | 0.5*2 | *2 | 27
 | | | 加班小时 | 2*10 | *20 |
2 | 李水生 | {id2} | 出勤 | 1*30 | 30
 | | | 加班小时 | 1*5 | *25 |`,
    is: {
      kind: 'attendance-grid',
      period: '2026-09',
      accepted: 2,
      daysPresent: 58,
      days: 57,
      hours: 25,
      findings: [],
    },
  },
  {
    name: 'mornings and afternoons in two lines, marks',
    rows: `
班组考勤（2026年9月）
姓名 | 身份证号 | 时段 | 1..30
王大柱 | {id1} | 上午 | √*26 | *4
 | | 下午 | √*25 | *5
李水生 | {id2} | 上午 | √*10 | *20
 | | 下午 | √*10 | *20`,
    is: {
      kind: 'attendance-grid',
      period: '2026-09',
      accepted: 2,
      daysPresent: 36,
      days: 35.5,
      findings: [],
    },
  },
  {
    name: 'mornings and afternoons side by side under every day',
    rows: `
2026年9月考勤表
姓名 | 身份证号 | 1 | | 2 | | 3 | | 4 | | 5 | | 6 | | 7 | | 8 |
 | | 上午 | 下午 | 上午 | 下午 | 上午 | 下午 | 上午 | 下午 | 上午 | 下午 | 上午 | 下午 | 上午 | 下午 | 上午 | 下午
王大柱 | {id1} | √*15 |
李水生 | {id2} | 1*8 | *8`,
    merges: 'A2:A3 B2:B3 C2:D2 E2:F2 G2:H2 I2:J2 K2:L2 M2:N2 O2:P2 Q2:R2',
    is: { kind: 'attendance-grid', period: '2026-09', accepted: 2, daysPresent: 12, days: 11.5 },
  },
  {
    name: 'from the 26th to the 25th, days as month-day',
    rows: `
2026年10月考勤表（考勤周期：9月26日至10月25日）
序号 | 姓名 | 身份证号 | 9-26..9-30 | 10-1..10-25 | 出勤
1 | 王大柱 | {id1} | 1*30 | 30
2 | 李水生 | {id2} | *5 | 1*20 | *5 | 20`,
    is: {
      kind: 'attendance-grid',
      period: '2026-10',
      accepted: 2,
      daysPresent: 50,
      days: 50,
      findings: [],
    },
  },
  {
    name: 'from the 26th to the 25th over a month that has 31 days, in a month that has 28',
    rows: `
2026年2月出勤统计
姓名 | 身份证号 | 26..31 | 1..25 | 合计天数
王大柱 | {id1} | √*6 | √*10 | *15 | 16
李水生 | {id2} | √*6 | √*20 | *5 | 26`,
    is: {
      kind: 'attendance-grid',
      period: '2026-02',
      accepted: 2,
      daysPresent: 42,
      days: 42,
      findings: [],
    },
  },
  {
    name: 'marks with hours of overtime beside them: √+2, √(3), and words for absence',
    rows: `
2026年9月份工人考勤
姓名 | 身份证号 | 1号..30号
王大柱 | {id1} | √+2*10 | √*10 | 病假 | 事 | 旷 | 雨停 | 休*6
李水生 | {id2} | √(3)*4 | √*16 | 工伤*5 | 休*5`,
    is: {
      kind: 'attendance-grid',
      period: '2026-09',
      accepted: 2,
      daysPresent: 40,
      days: 40,
      hours: 32,
      findings: [],
    },
  },
  {
    name: 'days as real dates, ● for work and nothing for rest, name over ID',
    rows: `
安置房项目 2026年9月考勤
序号 | 姓名/身份证号 | @2026-09-01 | @2026-09-02 | @2026-09-03 | @2026-09-04 | @2026-09-05 | @2026-09-06 | @2026-09-07 | @2026-09-08 | 天数
1 | 王大柱\\n{id1} | ●*8 | 8
2 | 李水生\\n{id2} | ●*5 | *3 | 5`,
    is: {
      kind: 'attendance-grid',
      period: '2026-09',
      accepted: 2,
      daysPresent: 13,
      days: 13,
      findings: [],
    },
  },
  {
    name: 'a mark that nobody explains is asked about, not counted',
    rows: `
2026年9月考勤表
姓名 | 身份证号 | 1..30
王大柱 | {id1} | √*20 | △ | *9
李水生 | {id2} | √*21 | *9
李水生 | {id2} | √*21 | *9`,
    is: {
      kind: 'attendance-grid',
      period: '2026-09',
      accepted: 3,
      workers: 2,
      daysPresent: 62,
      days: 62,
      findings: ['3 cell-unclear', '5 month-twice'],
    },
  },
  {
    name: 'hours written as people speak: 9.5h, 10小时, 9:30, a half one',
    rows: `
钢筋班2026年9月点工考勤
姓名 | 身份证号 | 1日..30日 | 总小时
王大柱 | {id1} | 9.5h*10 | 10小时*10 | 9:30*2 | 半*1 | *7 | 214
李水生 | {id2} | 8/2*10 | 4/4*10 | *10 | 180`,
    is: { kind: 'attendance-grid', period: '2026-09', accepted: 2, daysPresent: 43, hours: 394 },
  },
  {
    name: 'wages in the same sheet, behind the days (班组结算)',
    rows: `
2026年9月考勤及工资结算表
序号 | 姓名 | 身份证号 | 1..30 | 工日 | 单价 | 应发工资 | 扣款 | 实发工资
1 | 王大柱 | {id1} | 1*25 | 0.5 | *4 | 25.5 | 300 | 7650 | 150 | 7500
2 | 李水生 | {id2} | 1*20 | *10 | 20 | 300 | 6000 | 0 | 6000
合计 | | | *30 | 45.5 | | 13650 | 150 | 13500`,
    is: {
      kind: 'attendance-grid',
      period: '2026-09',
      accepted: 2,
      skipped: 1,
      days: 45.5,
      daysPresent: 46,
      dueFen: 1_365_000,
      deductedFen: 15_000,
      netFen: 1_350_000,
      findings: [],
    },
  },
  {
    name: 'a boy of fifteen, and one of seventeen',
    rows: `
2026年9月考勤表
姓名 | 身份证号 | 1..30
王小柱 | 990101201108150011 | √*10 | *20
李小生 | 990101200908150015 | √*10 | *20
周全 | {id3} | √*10 | *20`,
    is: {
      kind: 'attendance-grid',
      period: '2026-09',
      accepted: 3,
      daysPresent: 30,
      findings: ['3 under-age', '4 minor'],
    },
  },
]

/** Totals of a month, no days. */
export const summaries: readonly OfficeShape[] = [
  {
    name: 'a site’s monthly list: 出勤天数 and 工日',
    rows: `
2026年9月考勤汇总表
序号 | 姓名 | 身份证号 | 班组 | 出勤天数 | 工日
1 | 王大柱 | {id1} | 木工班 | 26 | 30.5
2 | 李水生 | {id2} | 木工班 | 20 | 20
合计 | | | | 46 | 50.5`,
    is: {
      kind: 'attendance-summary',
      period: '2026-09',
      accepted: 2,
      skipped: 1,
      daysPresent: 46,
      days: 50.5,
      findings: [],
    },
  },
  {
    name: 'an ERP: hours only, with decimals',
    file: 'workhours_2026-08.csv',
    rows: `
workerName | idCardNumber | teamName | workHours
王大柱 | {id1} | 一班 | '208.5
李水生 | {id2} | 一班 | '196.0`,
    is: { kind: 'attendance-summary', period: '2026-08', accepted: 2, hours: 404.5 },
  },
  {
    name: 'ordinary hours and overtime, each its column',
    rows: `
甲劳务公司2026年7月用工统计
姓名 | 证件号码 | 工种 | 正常工时 | 加班工时
王大柱 | {id1} | 瓦工 | 176 | 40
李水生 | {id2} | 瓦工 | 160 | 12.5`,
    is: {
      kind: 'attendance-summary',
      period: '2026-07',
      accepted: 2,
      hours: 388.5,
      first: { totalOvertimeMinutes: 2400 },
    },
  },
  {
    name: 'months in a column, several of one worker',
    rows: `
实名制考勤统计
考勤月份 | 姓名 | 身份证号码 | 实际出勤天数 | 总工时
2026-07 | 王大柱 | {id1} | 25 | 200
2026-08 | 王大柱 | {id1} | 26 | 208
2026-08 | 李水生 | {id2} | 10 | 80`,
    is: { kind: 'attendance-summary', accepted: 3, workers: 2, daysPresent: 61, hours: 488 },
  },
  {
    name: 'halves of days, spoken numbers: 22天半, 18个工',
    rows: `
班组记工 2026年9月
姓名 | 身份证 | 点工数
王大柱 | {id1} | 22天半
李水生 | {id2} | 18个工
周全 | {id3} | 二十五`,
    is: { kind: 'attendance-summary', period: '2026-09', accepted: 3, days: 65.5, findings: [] },
  },
  {
    name: 'a worker without an ID, one with the old number of fifteen digits, one under stars',
    rows: `
2026年9月出勤统计表
序号 | 姓名 | 身份证号码 | 出勤天数
1 | 王大柱 | | 20
2 | 李水生 | 110105491231002 | 21
3 | 周全 | '990101********0030 | 22`,
    is: {
      kind: 'attendance-summary',
      period: '2026-09',
      accepted: 3,
      daysPresent: 63,
      findings: ['3 id-not-stated', '4 id-fifteen-digits', '5 id-masked'],
    },
  },
  {
    name: 'more days than the month has, more 工日 than anybody can have',
    rows: `
2026年9月考勤统计
姓名 | 身份证号 | 出勤天数 | 工日
王大柱 | {id1} | 31 | 31
李水生 | {id2} | 30 | 120`,
    is: {
      kind: 'attendance-summary',
      period: '2026-09',
      accepted: 2,
      days: 151,
      findings: ['3 days-impossible', '4 workdays-impossible'],
    },
  },
  {
    name: 'two header rows, team from the line above the table',
    rows: `
出勤情况统计表
班组名称：外架班 | | | 二〇二六年十月
序号 | 姓名 | 证件号码 | 本月出勤 | |
 | | | 出勤天数 | 工日 | 备注
1 | 王大柱 | {id1} | 27 | 29.5 |
2 | 李水生 | {id2} | 26 | 26 | 请假一天`,
    merges: 'A3:A4 B3:B4 C3:C4 D3:F3',
    is: {
      kind: 'attendance-summary',
      period: '2026-10',
      accepted: 2,
      daysPresent: 53,
      days: 55.5,
      first: { person: { team: '外架班' } },
    },
  },
  {
    name: 'a district’s form: project, firm and team on every row',
    rows: `
区住建局农民工考勤月报 2026.09
项目编码 | 项目名称 | 用工单位 | 班组名称 | 工人姓名 | 公民身份号码 | 考勤天数 | 累计工时
P000001 | 一号厂房 | 甲劳务 | 一班 | 王大柱 | {id1} | 24 | 192
P000002 | 二号厂房 | 乙劳务 | 二班 | 李水生 | {id2} | 20 | 160`,
    is: { kind: 'attendance-summary', period: '2026-09', accepted: 2, daysPresent: 44, hours: 352 },
  },
  {
    name: 'one worker twice in a month, in two teams',
    rows: `
2026年9月用工天数
姓名 | 身份证号 | 班组 | 用工天数
王大柱 | {id1} | 木工 | 15
王大柱 | {id1} | 瓦工 | 10
李水生 | {id2} | 木工 | 20`,
    is: {
      kind: 'attendance-summary',
      period: '2026-09',
      accepted: 3,
      workers: 2,
      days: 45,
      findings: ['4 month-twice'],
    },
  },
]

/** A line a worker-day. */
export const dayLists: readonly OfficeShape[] = [
  {
    name: 'a daily report (用工日报), hours',
    rows: `
用工日报表
日期 | 姓名 | 身份证号 | 工时
2026-09-01 | 王大柱 | {id1} | 8
2026-09-01 | 李水生 | {id2} | 10
2026-09-02 | 王大柱 | {id1} | 9.5`,
    is: {
      kind: 'attendance-days',
      period: '2026-09',
      accepted: 3,
      workers: 2,
      daysPresent: 3,
      hours: 27.5,
    },
  },
  {
    name: 'days in words with the year of the title (九月三号)',
    rows: `
2026年9月出勤明细
姓名 | 身份证 | 出勤日期 | 工日
王大柱 | {id1} | 九月三号 | 1
王大柱 | {id1} | 九月四号 | 0.5
李水生 | {id2} | 9月3日 | 1`,
    is: {
      kind: 'attendance-days',
      period: '2026-09',
      accepted: 3,
      daysPresent: 3,
      days: 2.5,
      findings: [],
    },
  },
  {
    name: 'days as bare numbers of the sheet (46266), from a text file',
    file: '考勤.csv',
    rows: `
姓名 | 证件号码 | 考勤日期 | 小时数
王大柱 | {id1} | '46266 | '8
王大柱 | {id1} | '46267 | '8
李水生 | {id2} | '46266 | '7.5`,
    is: { kind: 'attendance-days', period: '2026-09', accepted: 3, daysPresent: 3, hours: 23.5 },
  },
  {
    name: 'day first, by the column’s own evidence (13/09/2026)',
    rows: `
考勤记录
姓名 | 身份证号 | 日期 | 工时
王大柱 | {id1} | 03/09/2026 | 8
王大柱 | {id1} | 13/09/2026 | 8`,
    is: {
      kind: 'attendance-days',
      period: '2026-09',
      accepted: 2,
      daysPresent: 2,
      hours: 16,
      findings: [],
    },
  },
  {
    name: 'nothing tells day from month: the rows wait',
    rows: `
考勤记录
姓名 | 身份证号 | 日期 | 工时
王大柱 | {id1} | 3/9/2026 | 8
王大柱 | {id1} | 4/10/2026 | 8
李水生 | {id2} | 5/5/2026 | 8`,
    is: { kind: 'attendance-days', accepted: 1, rejected: 2, daysPresent: 1, hours: 8 },
  },
  {
    name: 'clock in and clock out, a night shift over midnight',
    rows: `
2026年9月上下班记录
姓名 | 身份证号 | 日期 | 上班时间 | 下班时间
王大柱 | {id1} | 2026.9.1 | 07:00 | 17:30
李水生 | {id2} | 2026.9.1 | 19:00 | 05:00`,
    is: { kind: 'attendance-days', period: '2026-09', accepted: 2, daysPresent: 2, hours: 20.5 },
  },
  {
    name: 'clock times as people speak: 上午7点半 aside, 7点30分 and 下午5:30',
    rows: `
钢筋班考勤
姓名 | 身份证号 | 考勤日期 | 上班打卡 | 下班打卡
王大柱 | {id1} | 2026年9月1日 | 7点30分 | 下午5:30
李水生 | {id2} | 2026年9月1号 | 上午8:00 | 6:00 PM`,
    is: { kind: 'attendance-days', period: '2026-09', accepted: 2, daysPresent: 2, hours: 20 },
  },
  {
    name: 'mornings and afternoons as rows (时段) add up',
    rows: `
出勤登记 2026年9月
日期 | 姓名 | 身份证号 | 时段 | 工时
2026-9-1 | 王大柱 | {id1} | 上午 | 4
2026-9-1 | 王大柱 | {id1} | 下午 | 4.5
2026-9-2 | 王大柱 | {id1} | 上午 | 4`,
    is: {
      kind: 'attendance-days',
      period: '2026-09',
      accepted: 3,
      workers: 1,
      daysPresent: 2,
      hours: 12.5,
    },
  },
  {
    name: 'ordinary hours and overtime, eight digits for a day, a day twice',
    rows: `
考勤明细
工作日期 | 班组 | 姓名 | 身份证号码 | 正常工时 | 加班工时
20260901 | 一班 | 王大柱 | {id1} | 8 | 2
20260902 | 一班 | 王大柱 | {id1} | 8 | 0
20260902 | 一班 | 王大柱 | {id1} | 8 | 1`,
    is: {
      kind: 'attendance-days',
      period: '2026-09',
      accepted: 3,
      daysPresent: 2,
      hours: 19,
      findings: ['5 day-twice'],
    },
  },
  {
    name: 'a program made abroad: 03-SEP-26',
    rows: `
出勤记录
姓名 | 证件号 | 上班日期 | 工作小时
王大柱 | {id1} | 03-SEP-26 | 8
李水生 | {id2} | 04-SEP-26 | 8.5`,
    is: { kind: 'attendance-days', period: '2026-09', accepted: 2, daysPresent: 2, hours: 16.5 },
  },
]

/** A line a punch. */
export const punches: readonly OfficeShape[] = [
  {
    name: 'a turnstile’s export: in and out',
    rows: `
刷卡记录
姓名 | 身份证号 | 刷卡时间 | 进出方向
王大柱 | {id1} | 2026-09-01 07:00:12 | 进
王大柱 | {id1} | 2026-09-01 17:30:40 | 出
李水生 | {id2} | 2026-09-01 06:58:00 | 进
李水生 | {id2} | 2026-09-01 18:00:00 | 出`,
    is: {
      kind: 'punch-list',
      period: '2026-09',
      accepted: 4,
      workers: 2,
      daysPresent: 2,
      hours: 21.53,
    },
  },
  {
    name: 'no direction: first to last',
    rows: `
姓名 | 证件号码 | 打卡时间 | 打卡方式
王大柱 | {id1} | 2026/9/1 7:00 | 人脸
王大柱 | {id1} | 2026/9/1 12:00 | 人脸
王大柱 | {id1} | 2026/9/1 17:00 | 人脸`,
    is: {
      kind: 'punch-list',
      period: '2026-09',
      accepted: 3,
      workers: 1,
      daysPresent: 1,
      hours: 10,
    },
  },
  {
    name: 'day and time in two columns',
    rows: `
门禁通行记录
姓名 | 身份证号 | 打卡日期 | 打卡时间 | 方向
王大柱 | {id1} | 2026年9月1日 | 07:00 | 入场
王大柱 | {id1} | 2026年9月1日 | 16:00 | 出场`,
    is: { kind: 'punch-list', accepted: 2, daysPresent: 1, hours: 9 },
  },
  {
    name: 'the national platform’s codes 01 and 02',
    rows: `
workerName | idCardNumber | 刷卡时间 | direction
王大柱 | {id1} | 20260901070000 | '01
王大柱 | {id1} | 20260901150000 | '02`,
    is: { kind: 'punch-list', accepted: 2, daysPresent: 1, hours: 8 },
  },
  {
    name: 'a night shift over midnight',
    rows: `
通行记录
姓名 | 身份证号码 | 通行时间 | 通行方向
王大柱 | {id1} | 2026-09-01 19:00 | 进场
王大柱 | {id1} | 2026-09-02 05:00 | 出场`,
    is: { kind: 'punch-list', accepted: 2, workers: 1 },
  },
  {
    name: 'one punch only: present, no hours, and said',
    rows: `
抓拍记录
姓名 | 身份证 | 抓拍时间 | 进/出
王大柱 | {id1} | 2026-09-01 07:05 | 进
李水生 | {id2} | 2026-09-01 07:00 | 进
李水生 | {id2} | 2026-09-01 11:00 | 出`,
    is: {
      kind: 'punch-list',
      accepted: 3,
      daysPresent: 2,
      hours: 4,
      findings: ['2 punch-unpaired'].map((one) => one.replace('2', '3')),
    },
  },
  {
    name: 'times that people write: 上午7:00, 下午5点30分, 17时',
    rows: `
刷脸考勤
姓名 | 身份证号 | 刷脸时间
王大柱 | {id1} | 2026-09-01 上午7:00
王大柱 | {id1} | 2026-09-01 下午5点30分
李水生 | {id2} | 2026年9月1日 8时
李水生 | {id2} | 2026年9月1日 17时`,
    is: { kind: 'punch-list', accepted: 4, daysPresent: 2, hours: 19.5 },
  },
  {
    name: 'cells that hold instants, with team and firm',
    rows: `
考勤机导出
序号 | 单位名称 | 班组 | 姓名 | 身份证号 | 考勤时间 | 设备名称
1 | 甲劳务 | 一班 | 王大柱 | {id1} | @2026-09-01 07:00:00 | 1号闸机
2 | 甲劳务 | 一班 | 王大柱 | {id1} | @2026-09-01 18:00:00 | 2号闸机`,
    is: {
      kind: 'punch-list',
      accepted: 2,
      daysPresent: 1,
      hours: 11,
      first: { person: { firm: '甲劳务' } },
    },
  },
  {
    name: 'month first, told by the month’s own list (9/14/2026 5:30 PM)',
    rows: `
姓名 | 身份证号 | 打卡时间
王大柱 | {id1} | 9/1/2026 7:00 AM
王大柱 | {id1} | 9/1/2026 5:30 PM
王大柱 | {id1} | 9/14/2026 7:00 AM
王大柱 | {id1} | 9/14/2026 5:00 PM`,
    is: { kind: 'punch-list', period: '2026-09', accepted: 4, daysPresent: 2, hours: 20.5 },
  },
  {
    name: 'a time that is none waits; notes above and below',
    rows: `
打卡明细（导出时间：2026-10-01 08:00）
姓名 | 身份证号 | 打卡时间 | 打卡方向
王大柱 | {id1} | 2026-09-01 07:00 | 进
王大柱 | {id1} | 2026-09-01 25:99 | 出
王大柱 | {id1} | 2026-09-01 17:00 | 出
以上数据由考勤机自动生成`,
    is: {
      kind: 'punch-list',
      period: '2026-09',
      accepted: 2,
      rejected: 1,
      skipped: 1,
      daysPresent: 1,
      hours: 10,
    },
  },
]
