import type { Words } from '../../kernel/words.ts'

/** Why a file cannot be read as sheets. */
export const sheetsWords: Words = {
  'sheets.missing': '找不到这个文件。',
  'sheets.empty': '文件是空的。',
  'sheets.encrypted': '文件设有密码，请去掉密码后另存再上传。',
  'sheets.broken': '文件已损坏，读不出来，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。',
  'sheets.too-large': '文件太大（解压后 {mb} MB，上限 {limit} MB），请拆分，或另存为 .csv 再上传。',
  'sheets.not-a-sheet': '这不是表格文件（看起来是{what}），请上传 .xlsx、.xls 或 .csv。',
}
