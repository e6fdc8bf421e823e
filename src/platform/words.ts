import type { Words } from '../kernel/words.ts'
import { backupWords } from './backup/words.ts'
import { sheetsWords } from './sheets/words.ts'
import { startWords } from './start-words.ts'

/** What is said to whoever asks the running program. */
const requestWords: Words = {
  'platform.not-signed-in': '请先登录。',
  'platform.not-allowed': '您的岗位没有这项权限。',
  'platform.not-found': '没有找到。',
  'platform.no-such-address': '地址里的编号不对，没有这样的页面，请从列表里进入。',
  'platform.invalid': '填写的内容不对，请检查后重试。',
  'platform.too-much': '内容太多或太大，请分开提交。',
  'platform.too-often': '操作太频繁，请稍后再试。',
  'platform.fault': '系统出错，这一步没有完成。请把编号 {number} 告知系统管理员。',
  'platform.key-missing':
    '请求缺少或写错了 Idempotency-Key（8 到 128 个字母、数字、下划线或短横线）。',
  'platform.key-used-otherwise': '同一个 Idempotency-Key 已用于另一个请求，请换一个。',
  'platform.database-away': '数据库暂时连不上，请稍后再试。',
  'platform.keys-changed': '密钥刚刚更换，请稍等几秒再试一次。',
  'platform.disk-full': '磁盘已满，暂时不能保存，请告知系统管理员。',
}

/** Every code of the platform, of starting it, and of reading sheets. */
export const platformWords: Words = {
  ...startWords,
  ...backupWords,
  ...sheetsWords,
  ...requestWords,
}
