import type { Words } from '../../kernel/words.ts'
import { recognitionWords } from '../recognition/words.ts'
import type { BatchState, FileState } from './contract.ts'
import type { ProfileState } from './contract-sheets.ts'

/** Every code of this module, and of what it says of sheets. */
export const exchangeWords: Words = {
  ...recognitionWords,
  'exchange.no-such-batch': '没有这一批导入，或者您看不到它。',
  'exchange.device-project-first': '请先选定这份考勤机记录是哪个项目的，再对应工人。',
  'exchange.no-such-device-user': '有 {count} 个设备编号不在这份记录里。',
  'exchange.no-such-file': '没有这个文件，或者您看不到它。',
  'exchange.batch-not-receiving': '这一批已经开始读取，不能再放文件：请另放一批。',
  'exchange.batch-not-understood': '这一批还没有读完，或者已经入账、放弃。',
  'exchange.batch-ended': '这一批已经在入账或已结束，不能放弃。',
  'exchange.not-listed': '同批的项目清单里没有这个项目：请先看清单有没有读出来，再选一次。',
  'exchange.nothing-understood': '没有一张表认得出来，没有可以入账的内容。',
  'exchange.project-not-chosen': '有的表没有写项目，或写的项目不在名单里：请先选定或新建项目。',
  'exchange.projects-unknown':
    '有 {count} 个项目编码还不在项目名单里（如 {first}）：请先登记这些项目。',
  'exchange.project-not-yours': '这个项目不归您的岗位：只能导入本项目的表。',
  'exchange.import-how': '请写明要导入的文件，例如：huxin import 考勤.xlsx --project P000001。',
  'exchange.withdraw-how':
    '请写明要撤回的文件号（huxin imports 列出），例如：huxin withdraw 文件号。',
  'exchange.no-such-path': '打不开文件 {file}：请检查文件名和读取权限。',
  'exchange.no-project-in-header':
    '表头里没有项目名称，不能据此新建项目：请先登记项目，再用 --project 指明。',
  'exchange.matched-by-card': '没有证件号码，按银行卡号对应到已登记的工人。',
  'exchange.matched-by-phone': '没有证件号码，按姓名和手机号对应到本项目已登记的工人。',
  'exchange.matched-by-proposal':
    '证件号码没有登记过，但本项目有同名工人，银行卡、手机号或证件号码相近，可能是同一人：已列入“同一人核对”，合并与否由治欠办决定，没有自动合并。',
  'exchange.matched-by-name': '没有证件号码，按姓名、单位和班组对应到本项目唯一的工人。',
  'exchange.project-in-use':
    '这张清单登记的项目“{project}”（共 {count} 个）已有别的表写到它，不能撤回：请先撤回那些表。',
  'exchange.already-withdrawn': '这次导入已经撤回。',
  'exchange.is-withdrawing': '这次导入正在撤回，或排队等着撤回。',
  'exchange.withdrawal-is-cancelling': '正在停下，请稍候。',
  'exchange.no-withdrawal-to-cancel': '这个文件没有在撤回，不必停。',
  'exchange.withdrawal-cancelled': '撤回被叫停，这次导入照旧计入。',
  'exchange.batch-is-cancelling': '这一批正在停下，请稍候。',
  'exchange.nothing-to-cancel': '这一批没有正在读或正在入账的文件，不必停。',
  'exchange.import-not-yours': '这个文件不是您放入的：请联系治欠办撤回。',
  'exchange.project-finished-since':
    '项目“{project}”已经标为完工付清，不能撤回：请先把项目状态改回来，再撤回。',
  'exchange.ledger-busy': '这个项目正在入账，暂时比不出改动：请稍后再看。',
  'exchange.not-committed': '这个文件还没有入账，不必撤回。',
  'exchange.sheet-asks': '还有 {count} 张表要您定（如“{first}”）：定下来，或者定为不导入，再入账。',
  'exchange.file-not-understood': '这个文件还没有读完，或者没有读出来。',
  'exchange.read-as-first': '这一份按原文件的读法读取，不能另定。',
  'exchange.mended-not-committed': '原文件还没有入账：改正的内容会随它一起入账，不用另外入账。',
  'exchange.nothing-mended': '没有新改正的行，没有可以入账的内容。',
  'exchange.nothing-waits': '没有等补正的行，不用下载待改件。',
  'exchange.nothing-changed-in-copy': '这是发回的待改件，但有原因的行一处也没有改。',
  'exchange.source-not-said': '请选这份项目名单是哪个部门的。',
  'exchange.kind-not-said': '请先选定这是什么表。',
  'exchange.header-not-said': '请先点行号，定哪一行是表头。',
  'exchange.first-abandoned': '原文件那一批已经放弃：请重新放入原文件，再放这份待改件。',
  'exchange.no-such-kind': '没有这种表。',
  'exchange.no-such-field': '没有这种列。',
  'exchange.field-twice': '有两列定成了同一种内容：一种内容只能有一列。',
  'exchange.no-such-profile': '没有这个导入格式，或者您看不到它。',
  'exchange.profile-is-withdrawn': '这个导入格式已经删除。',
  'exchange.format-header-fixed': '格式靠表头认出来，列的名称和次序不能改。',
  'exchange.profile-made': '记住了这个格式，名为“{name}”。',
  'exchange.profile-answered-anew': '按新的回答重新记住，名为“{name}”。',
  'exchange.profile-edited': '改了格式，名为“{name}”。',
  'exchange.profile-disabled': '停用。',
  'exchange.profile-enabled': '启用。',
  'exchange.profile-withdrawn': '删除。',
  'exchange.profile-used': '第 {sheet} 张表按它读取并入账。',
}

export const fileStates: Record<FileState, string> = {
  received: '已收到',
  understood: '看懂了',
  unreadable: '读不了',
  unpacked: '已解开',
  waiting: '已收下，待转入',
  committed: '已入账',
  repeated: '以前入过账',
  withdrawing: '正在撤回',
  withdrawn: '已撤回',
}

export const batchStates: Record<BatchState, string> = {
  receiving: '正在接收',
  reading: '正在读',
  understood: '看懂了，等入账',
  committing: '正在入账',
  cancelling: '正在停下',
  cancelled: '已停下',
  committed: '已入账',
  abandoned: '已放弃',
}

export const profileStates: Record<ProfileState, string> = {
  'in-use': '在用',
  disabled: '已停用',
  withdrawn: '已删除',
}
