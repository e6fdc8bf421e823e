import type { Words } from '../../kernel/words.ts'
import { recognitionSentences } from './rules/sentences.ts'
import type { SheetKind } from './rules/shape.ts'

/** Every code of this module: what recognising and reading say, and why the reader gave up. */
export const recognitionWords: Words = {
  ...recognitionSentences,
  'recognition.archive-nested': '压缩包里还有压缩包：请先解压，再上传里面的表格。',
  'recognition.macros-ignored': '文件里带有宏：没有运行，只读取了单元格的内容。',
  'recognition.no-such-sheet': '这个文件没有第 {sheet} 张表。',
  'recognition.reader-memory':
    '读取这个文件需要的内存超过上限，已停止：请把它拆成几个小一些的文件。',
  'recognition.reader-silent':
    '这个文件 30 秒没有读出一行，已停止：请检查文件，或另存为 .xlsx 后重试。',
  'recognition.reader-slow': '这个文件 300 秒还没有读完，已停止：请把它拆成几个小一些的文件。',
  'recognition.reader-broke':
    '读取程序意外中断，文件没有读完：请重试，仍不行就把文件另存为 .xlsx。',
}

export const sheetKinds: Record<SheetKind, string> = {
  'attendance-grid': '考勤表',
  'attendance-summary': '考勤汇总表',
  'attendance-days': '逐日考勤表',
  'punch-list': '刷卡记录',
  'pay-sheet': '工资表',
  'pay-confirmation': '工资支付确认表',
  'participant-list': '参建单位名册',
  'team-list': '班组名册',
  roster: '工人名册',
  'entry-exit': '进退场记录',
  'contract-list': '劳动合同清单',
  'device-log': '考勤机记录',
  'project-list': '项目清单',
  'deposit-list': '工资保证金台账',
  'standard-list': '标准化等级名单',
  'clue-list-12345': '12345 工单清单',
  'clue-list-national': '全国平台线索清单',
  'bank-transfer': '银行代发文件',
  'bank-return': '银行代发结果',
  'account-statement': '专户流水',
  'labour-cost': '人工费拨付台账',
  instructions: '填表说明',
  unknown: '没有认出来',
}
