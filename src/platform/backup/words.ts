import type { Words } from '../../kernel/words.ts'

export const backupWords: Words = {
  'platform.backup-under-way': '文件夹 {folder} 里正在做另一次备份：请等它结束。',
  'platform.backup-none':
    '{folder} 里没有完整的备份：请检查路径，应是备份文件夹，或其中的一次备份。',
  'platform.backup-other-secret':
    '备份 {id} 是用名称为 {theirs} 的安装密钥封存的，现在给的密钥是 {ours}：没有原来的密钥，备份里的 {rows} 行数据和 {files} 个文件一样也打不开，不能恢复。请找出当时另外保存的密钥，用 HUXIN_SECRET_FILE 指明。',
  'platform.backup-damaged':
    '备份 {id} 不完整或被改动过（{file}）：这一次备份不能用，请改用另一次备份。',
  'platform.backup-newer':
    '备份 {id} 是更新的程序 {program} 做的（数据库到第 {found} 步，本程序到第 {known} 步）：请换用更新的程序再恢复。',
  'platform.backup-differs':
    '备份 {id} 恢复后与备份时记下的行数或合计不符（{tables}）：什么也没有写入，请改用另一次备份。',
  'platform.restore-how': '请写明备份在哪里：restore 备份文件夹。',
  'platform.backup-how':
    '请写明文件夹：backup 文件夹（做备份）、backup verify 文件夹（试恢复并核对）或 backup list 文件夹。',
  'platform.restore-not-empty':
    '只能恢复到空的地方：这个数据库里已经有表。请用 HUXIN_DATA 指明一个新文件夹，或用 DATABASE_URL 指明一个新建的空数据库。',
  'platform.restore-needs-secret':
    '恢复需要做备份时的安装密钥：请用 HUXIN_SECRET_FILE 指明它，或先把它放到 {file}。没有它，备份打不开。',
}
