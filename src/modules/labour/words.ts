import type { Words } from '../../kernel/words.ts'

export const labourWords: Words = {
  'labour.no-such-worker': '没有这名工人，或者不在您的权限之内。',

  'labour.id-missing': '没有身份证号：按银行卡，或按姓名、单位和班组核对是谁。',
  'labour.id-ruined-by-sheet':
    '身份证号被表格软件改坏了（变成了科学计数或末尾全是 0），请把这一列设为文本后重新填写。',
  'labour.id-ends-in-zeros': '身份证号末三位是 0，可能被表格软件改过，请核对。',
  'labour.id-length': '身份证号位数不对，核对更正前不能向此人发放工资。',
  'labour.id-area': '身份证号的地区码不存在，核对更正前不能向此人发放工资。',
  'labour.id-area-demo': '99 开头的身份证号只用于演示，核对更正前不能向此人发放工资。',
  'labour.id-birth-date': '身份证号里的出生日期不存在，核对更正前不能向此人发放工资。',
  'labour.id-check-digit': '身份证号校验位不对，核对更正前不能向此人发放工资。',
  'labour.id-fifteen-digits': '这是 15 位的旧身份证号，已换算成 18 位。',
  'labour.under-age': '未满 16 周岁（劳动法第十五条），请核对。',
  'labour.card-ruined-by-sheet': '银行卡号被表格软件改坏了，请把这一列设为文本后重新填写。',
  'labour.card-not-digits': '银行卡号里有数字以外的字，更正前不能用它发放工资。',
  'labour.card-length': '银行卡号应是 13 到 19 位，更正前不能用它发放工资。',
  'labour.card-ends-in-zeros': '银行卡号末尾是一串 0，可能被表格软件改过，请核对。',
  'labour.card-check-digit': '银行卡号校验位不对，请核对。',
  'labour.phone-ruined-by-sheet': '手机号被表格软件改坏了，请把这一列设为文本后重新填写。',
  'labour.phone': '手机号不是 11 位的手机号码。',
  'labour.punch-unpaired': '这一天的刷卡有进无出或有出无进，只算到场，不算工时。',
  'labour.day-over-24-hours': '这一天的工时超过 24 小时，请核对。',
}
