import type { Cell } from '../../../../kernel/sheet.ts'
import { clockMinutesOf, minuteNumberOf } from '../day-text.ts'
import { type Family, type Recognised, recogniseFamily, vocabularyOf } from '../family.ts'
import type { Lines } from '../sheet-lines.ts'
import { type DeviceField, type DeviceSheetKind, clockFields } from './device-field.ts'
import { cardRows } from './card-rows.ts'
import { deviceRows } from './device-rows.ts'
import { recogniseCards } from './recognise-cards.ts'
import { counts, recogniseBareLog } from './bare-log.ts'

const han = '一二三四五六七八'

/** 打卡1, 打卡时间1, 第1次打卡, 第一次, 时间1; machines with two shifts write 上班1 下班1 上班2 下班2. */
function clockWords(nth: number): string {
  const spelled = han.charAt(nth - 1)
  const turn = Math.ceil(nth / 2)
  const inOut = nth % 2 === 1 ? ['上班', '签到', '进'] : ['下班', '签退', '出']
  return [
    ...['打卡', '打卡时间', '时间', '刷卡', '刷卡时间', '考勤时间', '签卡'].map(
      (word) => `${word}${nth} ${word}${spelled}`,
    ),
    `第${nth}次打卡 第${spelled}次打卡 第${nth}次 第${spelled}次 第${nth}次刷卡 第${spelled}次刷卡`,
    ...inOut.map((word) => `${word}${turn} ${word}时间${turn} ${word}${han.charAt(turn - 1)}`),
  ].join(' ')
}

const isUser = (text: string) => /^[a-z]{0,6}\d{1,18}$/i.test(text.replaceAll(/\s/g, ''))
const isInstant = (_: string, cell: Cell) =>
  Number.isFinite(minuteNumberOf(cell, false) ?? Number.NaN) || isClock(_, cell)
const isClock = (_: string, cell: Cell) => Number.isFinite(clockMinutesOf(cell) ?? Number.NaN)

export const deviceFamily: Family<DeviceField, DeviceSheetKind> = {
  words: [
    ['seq', '序号 行号'],
    [
      'deviceUser',
      `工号 人员编号 人员工号 员工编号 员工工号 考勤号 考勤号码 考勤编号 登记号 登记号码 用户号 用户编号 用户id 人员id 员工号 人员号
      编号 机内编号 指纹号 指纹编号 考勤卡号 userid enrollnumber pin employeeid acno ac-no ac-no. 人员代码 enno 登记编号 personid`,
    ],
    ['name', '姓名 人员姓名 员工姓名 用户姓名 工人姓名 name 人员名称'],
    ['idNumber', '身份证号 身份证号码 证件号码 证件号 身份证 公民身份号码 居民身份证号码'],
    [
      'department',
      '部门 部门名称 所属部门 所属组织 组织 组织路径 班组 所属班组 公司 分组 人员分组 department',
    ],
    [
      'punchAt',
      `时间 打卡时间 考勤时间 刷卡时间 日期时间 刷卡日期时间 考勤日期时间 出入时间 通行时间 识别时间 抓拍时间 事件时间 记录时间 验证时间
      日期/时间 日期和时间 签到时间 进出时间 认证时间 刷脸时间 datetime time 打卡记录 刷卡记录 考勤记录 打卡明细 所有打卡时间`,
    ],
    ['punchDay', '日期 考勤日期 打卡日期 刷卡日期 出勤日期 工作日期 date'],
    [
      'direction',
      `进出方向 方向 进出 进/出 进出类型 进出状态 出入类型 出入方向 通行方向 考勤状态 打卡类型 状态 签到/签退 签到签退 事件方向 in/out
      inout iomd state iotype`,
    ],
    [
      'deviceName',
      '设备名称 设备 门禁点 门禁点名称 通道名称 通道 控制点 考勤点 打卡地点 抓拍点 读卡器 门名称 设备位置 闸机 device',
    ],
    [
      'deviceSerial',
      '设备序列号 设备编号 设备号 机号 机器号 序列号 sn 设备sn 设备编码 machineno tmno 终端号',
    ],
    [
      'punchMeans',
      '验证方式 比对方式 识别方式 打卡方式 开门方式 认证方式 通行方式 刷卡方式 事件类型 mode verifycode',
    ],
    ['projectName', '项目名称 工程名称 所属项目 项目'],
    ['projectCode', '项目编号 项目编码 项目代码'],
    ...clockFields.map((field, at) => [field, clockWords(at + 1)] as const),
  ],
  contained: [
    ['idNumber', /身份证|证件号/],
    ['deviceUser', /(?:人员|员工|用户|考勤|登记)(?:编号|工号|号码?|id)$/],
    ['punchAt', /(?:打卡|刷卡|考勤|通行|识别|出入|事件).*时间$/],
    ['deviceSerial', /设备.*(?:序列号|编[号码])/],
    ['deviceName', /设备.*名称|门禁点|通道/],
    ['direction', /(?:进出|通行|出入)(?:方向|类型|状态)/],
  ],
  kinds: [
    {
      kind: 'device-log',
      needs: [['deviceUser'], ['punchAt', 'clock1']],
      // With an ID number nobody need be asked who is meant.
      not: ['idNumber'],
      title: /考勤|打卡|刷卡|门禁|通行|出入|签到|识别|刷脸|人脸|原始记录|attlog|glog/i,
      telling: 3,
      // A log says its own days; what its file's name says may be when it was copied.
      period: () => null,
      read: (reading) => (reading.shape.isCards ? cardRows(reading) : deviceRows(reading)),
    },
  ],
  values: {
    deviceUser: isUser,
    punchAt: isInstant,
    clock1: isClock,
    clock2: isClock,
  },
}

const vocabulary = vocabularyOf(deviceFamily)

/** A machine's log: a report of a block for each user, with a header or, as machines write it to a stick, without. */
export function recogniseDeviceLog(
  lines: Lines,
  head: { readonly sheetName: string; readonly fileName: string; readonly date1904?: boolean },
): Recognised | null {
  const cards = recogniseCards(lines, head)
  if (cards !== null) return cards
  const headed = recogniseFamily(deviceFamily, lines, head, vocabulary)
  if (headed === null) return recogniseBareLog(lines, head)
  return isCounted(headed, lines) ? null : headed
}

/** 编号 that counts the rows 1, 2, 3 … is nobody's number. */
function isCounted({ shape }: Recognised, lines: Lines): boolean {
  const column = shape.columns.deviceUser?.index ?? -1
  const numbers: number[] = []
  for (let row = shape.headerRow - 1 + shape.headerRows; row < lines.count; row += 1) {
    const text = lines.text(row, column)
    if (text !== '') numbers.push(Number(text))
  }
  return counts(numbers)
}
