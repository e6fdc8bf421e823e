import type { Words } from '../../kernel/words.ts'
import { exchangeSentences } from './rules/sentences.ts'

/** Every code of this module: its refusals, and what recognising and reading say. */
export const exchangeWords: Words = {
  ...exchangeSentences,
  'exchange.no-such-batch': '没有这一批导入，或者您看不到它。',
  'exchange.no-such-file': '没有这个文件，或者您看不到它。',
  'exchange.no-such-sheet': '这个文件没有第 {sheet} 张表。',
  'exchange.batch-not-receiving': '这一批已经开始读取，不能再放文件：请另放一批。',
  'exchange.batch-not-understood': '这一批还没有读完，或者已经入账、放弃。',
  'exchange.batch-ended': '这一批已经在入账或已结束，不能放弃。',
  'exchange.nothing-understood': '没有一张表认得出来，没有可以入账的内容。',
  'exchange.project-not-chosen': '表里没有写项目：请先选定或新建项目。',
  'exchange.projects-unknown':
    '有 {count} 个项目编码还不在项目名单里（如 {first}）：请先登记这些项目。',
  'exchange.project-not-yours': '这个项目不归您的岗位：只能导入本项目的表。',
  'exchange.import-how': '请写明要导入的文件，例如：huxin import 考勤.xlsx --project P000001。',
  'exchange.no-such-path': '打不开文件 {file}：请检查文件名和读取权限。',
  'exchange.no-project-in-header':
    '表头里没有项目名称，不能据此新建项目：请先登记项目，再用 --project 指明。',
  'exchange.matched-by-card': '没有证件号码，按银行卡号对应到已登记的工人。',
  'exchange.matched-by-name': '没有证件号码，按姓名、单位和班组对应到本项目唯一的工人。',
  'exchange.already-withdrawn': '这次导入已经撤回。',
  'exchange.not-committed': '这个文件还没有入账，不必撤回。',
  'exchange.reader-memory': '读取这个文件需要的内存超过上限，已停止：请把它拆成几个小一些的文件。',
  'exchange.reader-silent':
    '这个文件 30 秒没有读出一行，已停止：请检查文件，或另存为 .xlsx 后重试。',
  'exchange.reader-slow': '这个文件 300 秒还没有读完，已停止：请把它拆成几个小一些的文件。',
  'exchange.reader-broke': '读取程序意外中断，文件没有读完：请重试，仍不行就把文件另存为 .xlsx。',
}
