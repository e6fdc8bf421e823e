import type { Words } from '../../kernel/words.ts'

export const exportsWords: Words = {
  'exports.export-how':
    '请写明要导出的清单（{known}）和格式，例如：huxin export ledger --format csv --out ledger.csv。',
  'exports.template-how':
    '请写明模板号 01 到 07，例如：huxin template 07 --project P000001 --month 2026-09 --reason 报送省平台。',
  'exports.which-project': '请用 --project 指明项目编号。',
  'exports.cannot-write': '写不了文件 {file}：请检查文件夹和权限。',
  'exports.exports-busy': '正在导出的清单太多，请稍后再试。',
  'exports.reason-missing': '请写明为什么需要完整的证件号码，至少四个字；理由会记入审计。',
}
