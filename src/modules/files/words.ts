import type { Words } from '../../kernel/words.ts'

export const filesWords: Words = {
  'files.too-large': '文件太大：上限 {limit} MB，请拆分后再上传。',
  'files.unknown': '没有收到过这个文件。',
  'files.changed':
    '文件读不出来：它与当初收到的内容不一致，或密钥已经更换。请告知系统管理员，从备份中恢复。',
}
