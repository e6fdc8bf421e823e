import type { Words } from '../kernel/words.ts'

/** Why the program does not start: settings, data folder, database, migrations. */
export const startWords: Words = {
  'platform.option-unknown': '不认得参数 {option}：启动时只有 --empty 可用，其余用环境变量设置。',
  'platform.server-runs':
    '数据文件夹 {folder} 上已有一个护薪在运行：请先停止它，或用 HUXIN_DATA 换一个文件夹。',
  'platform.port-taken': '端口 {port} 已被占用：请停止占用它的程序，或用 PORT 换一个端口。',
  'platform.port-forbidden': '没有权限使用端口 {port}：请用 PORT 换一个 1024 以上的端口。',
  'platform.host-unknown': '本机没有地址 {host}：请检查 HOST。',
  'platform.setting': '环境变量 {variable} 不对：{rule}。',
  'platform.secret-missing':
    '生产环境必须设置 HUXIN_SECRET 或 HUXIN_SECRET_FILE：32 个以上随机字节，写成 base64 或十六进制。',
  'platform.secret-weak':
    '{variable} 太弱：应为 32 个以上随机字节，写成 base64 或十六进制，例如 openssl rand -base64 32 的输出。',
  'platform.secret-twice': 'HUXIN_SECRET 与 HUXIN_SECRET_FILE 只能设置一个。',
  'platform.secret-unreadable': 'HUXIN_SECRET_FILE 指向的文件 {file} 不能读取。',

  'platform.secret-other':
    '数据库里的内容是用名称为 {theirs} 的安装密钥加密的，现在给的密钥是 {ours}：没有原来的密钥，{values} 个身份证号、卡号和电话以及 {files} 个原始文件再也读不出，审计记录也无法核对；姓名、工资和台账不受影响。请找出原来的密钥，用 HUXIN_SECRET_FILE 指明。',

  'platform.secret-in-use': '服务正在运行，不能换安装密钥：请先停止服务，换好之后再启动。',
  'platform.rotation-under-way': '另一次密钥轮换正在进行：请等它结束。',
  'platform.keys-how':
    '请写明 keys（列出）、keys rotate（换一代密钥）或 keys secret 文件（换安装密钥）。',

  'platform.data-folder-unwritable':
    '数据文件夹 {folder} 不能写入：请改正它的权限，或用 HUXIN_DATA 换一个文件夹。',
  'platform.data-folder-not-a-folder':
    '数据文件夹 {folder} 不能使用：这个位置上已有一个同名的文件，请用 HUXIN_DATA 换一个文件夹。',
  'platform.data-folder-unreachable':
    '运行数据库的系统用户 {user} 进不了文件夹 {folder}：请把程序放到别的文件夹，或以普通用户运行。',
  'platform.folder-full': '{folder} 所在的磁盘已满：请腾出空间后再启动。',

  'platform.database-binaries-missing':
    '本机（{machine}）没有能用的内置 PostgreSQL（{reason}）：请安装 PostgreSQL 15 或更高版本，并用 DATABASE_URL 指明它。',
  'platform.database-user-missing':
    'PostgreSQL 不能以 root 运行，而系统用户 postgres 建立不成：请先建立它（useradd --system postgres），或以普通用户运行。',
  'platform.database-other-version':
    '数据文件夹 {folder} 是 PostgreSQL {found} 建的，本程序自带的是 PostgreSQL {expected}：请用原来的版本备份，再恢复到新的文件夹。',
  'platform.database-password-lost':
    '数据库在 {folder}，它的口令文件 {file} 却不见了或不对：请从备份中恢复这个文件。',
  'platform.database-port': '内置数据库找不到可用的端口：请检查本机的网络设置（127.0.0.1）。',
  'platform.database-memory': '内存不足，内置数据库启动不了：请关闭别的程序后再启动。',
  'platform.database-held':
    '另一个程序正在启动或停止同一个数据库，等了 {seconds} 秒仍未结束：请稍后再试。',
  'platform.database-not-starting': '内置数据库启动不了（{reason}）：详见日志 {log}。',
  'platform.database-not-stopping': '内置数据库停不下来：请查看日志 {log}。',

  'platform.database-unreachable':
    '连不上数据库 {address}：请检查它是否在运行、DATABASE_URL 是否正确。',
  'platform.database-sign-in': '数据库 {address} 不接受 DATABASE_URL 中的用户名或口令。',
  'platform.database-missing': '数据库 {address} 上没有名为 {name} 的数据库：请先建立它。',
  'platform.database-too-old': '数据库是 PostgreSQL {found}：本程序需要 PostgreSQL 15 或更高版本。',
  'platform.database-not-utf8': '数据库的编码是 {found}：本程序需要 UTF8 编码的数据库。',
  'platform.database-rights':
    'DATABASE_URL 中的用户权限不够（{reason}）：它应是这个数据库的所有者，并有 CREATEROLE 权限。',
  'platform.app-role-too-strong':
    '数据库角色 huxin_app 是超级用户或能绕过行级安全，本程序不能用它：请改正后再启动。',
  'platform.app-role-refused':
    '数据库角色 huxin_app 的口令改不成：请让 DATABASE_URL 中的用户有权修改这个角色。',

  'platform.database-newer':
    '数据库比程序新（数据库到第 {found} 步，程序到第 {known} 步）：请换用更新的程序。',
  'platform.migration-changed':
    '数据库迁移 {file} 在执行之后被改过或删掉了：请换回原来的程序文件。',
  'platform.migration-out-of-order':
    '数据库迁移 {file} 的编号早于已执行的第 {found} 步：请换回原来的程序文件。',
}
