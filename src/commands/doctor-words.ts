import type { Words } from '../kernel/words.ts'

/** What is wrong, and what to do. */
export const doctorWords: Words = {
  'doctor.folder-missing': '文件夹 {folder} 不存在或进不去：请建立它，并让运行护薪的用户可以读写。',
  'doctor.disk-almost-full': '{folder} 所在的磁盘只剩 {free}：请马上腾出空间，否则随时不能保存。',
  'doctor.disk-low': '{folder} 所在的磁盘只剩 {free}：请尽快腾出空间。',
  'doctor.secret-open':
    '安装密钥文件 {file} 别的用户也能读：请执行 chmod 600 {file}，并让它属于运行护薪的用户。',
  'doctor.not-production': '没有设置 NODE_ENV=production：正式使用请设置它，并另外保存安装密钥。',
  'doctor.backup-not-set':
    '没有设置自动备份：请用 HUXIN_BACKUP_DIR 指明另一块磁盘或另一台机器上的文件夹，程序每天备份一次。',
  'doctor.backup-never': '从来没有做过备份：请运行 huxin backup 文件夹，并设置 HUXIN_BACKUP_DIR。',
  'doctor.backup-old':
    '最近一次完整的备份是 {hours} 小时以前的：请查明自动备份为什么没有做，并马上运行 huxin backup 文件夹。',
  'doctor.backup-failed':
    '{at} 开始的备份没有做成（{error}）：请检查备份文件夹的空间和权限，再运行 huxin backup 文件夹。',
  'doctor.clocks-differ':
    '本机与数据库的时钟相差 {seconds} 秒：请在两台机器上都打开时间同步（chrony 或 systemd-timesyncd）。',
  'doctor.clock-went-back':
    '系统时钟倒退了：最后写下的时间是 {at}，比现在还晚 {minutes} 分钟。请校准时钟并打开时间同步；在那之前期限和扫描可能不准。',
  'doctor.migrations-pending':
    '数据库还有 {count} 步没有升级：启动一次服务就会自动升级，请先做一次备份。',
  'doctor.database-empty': '数据库还是空的：请启动一次服务，或用 huxin restore 从备份恢复。',
  'doctor.no-district': '还没有任何区：请用 huxin district add 建立。',
  'doctor.server-down': '服务没有在运行：期限不会推进，审计不会封存，自动备份也不会做。请启动它。',
  'doctor.sweeps-late':
    '有 {count} 项定时工作迟了（最迟的是 {sweep}，{minutes} 分钟）：请查看日志里的 sweep failed，必要时重启服务。',
  'doctor.set-aside':
    '后台有 {count} 件事没有做成、放到了一边：请用 huxin faults 查看，排除原因后用 huxin faults retry 重试。',
  'doctor.unsealed':
    '审计记录有 {count} 条没有封存，最早的已等了 {minutes} 分钟：请运行 huxin audit verify，看有没有不是程序写入的记录。',
  'doctor.rotation-unfinished':
    '密钥轮换还没有做完：请再运行一次 huxin keys rotate，它从断开的地方继续。',
  'doctor.suite-differs':
    '设置的是 CRYPTO={wanted}，数据现在用的是 {found}：运行 huxin keys rotate 才会换过去，期间不用停机。',
  'doctor.year-unpublished':
    '{year} 年的节假日还没有录入，这一年的期限都是暂定的：国务院办公厅的通知公布后，请在“日历”页粘贴导入。',
}
