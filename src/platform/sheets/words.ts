import type { Words } from '../../kernel/words.ts'

/** Why a file cannot be read as sheets. */
export const sheetsWords: Words = {
  'sheets.missing': '找不到这个文件。',
  'sheets.empty': '文件是空的。',
  'sheets.encrypted': '文件设有密码，请去掉密码后另存再上传。',
  'sheets.broken': '文件已损坏，读不出来，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。',
  'sheets.too-large': '文件太大（解压后 {mb} MB，上限 {limit} MB），请拆分，或另存为 .csv 再上传。',
  'sheets.archive': '这是压缩包，不是表格文件：请在导入页面上传，或解压后再导入。',
  'sheets.archive-empty': '压缩包里没有文件。',
  'sheets.archive-encrypted': '压缩包设有密码，请去掉密码后重新压缩，或解压后上传。',
  'sheets.archive-method':
    '压缩包用了不常见的压缩方式，读不了：请解压后上传，或用系统自带的压缩功能重做。',
  'sheets.archive-too-many': '压缩包里有 {count} 个文件，一次最多 {limit} 个：请分成几个压缩包。',
  'sheets.archive-too-large':
    '压缩包解开后有 {mb} MB，一次最多 {limit} MB：请分成几个压缩包，或解压后上传。',
  'sheets.archive-file-too-large':
    '压缩包里的 {file} 解开后有 {mb} MB，一个文件最多 {limit} MB：请拆分后再上传。',
  'sheets.archive-broken': '压缩包已损坏，里面的 {file} 解不开：请重新压缩后上传。',
  'sheets.other-archive': '这是{what}压缩包，读不了：请解压后上传，或改成 .zip 再上传。',
  'sheets.form-not-xlsx': '空白报表要是 .xlsx 文件：请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。',
  'sheets.form-macros': '这个文件带有宏程序，不能作为空白报表：请另存为不带宏的 .xlsx 再上传。',
  'sheets.form-too-large': '空白报表太大，请删去多余的内容再上传。',
  'sheets.form-odd': '这个 .xlsx 的写法不常见，填不了：请用 Excel 或 WPS 打开后另存再上传。',
  'sheets.not-a-sheet': '这不是表格文件（看起来是{what}），请上传 .xlsx、.xls 或 .csv。',
}
