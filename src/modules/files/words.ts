import type { Words } from '../../kernel/words.ts'

export const filesWords: Words = {
  'files.too-large': '文件太大：上限 {limit} MB，请拆分后再上传。',
  'files.photo-kind': '照片只收 JPEG 和 PNG，这个文件都不是。',
  'files.photo-damaged': '这张照片读不全，可能没有传完或已经损坏，请重新拍或重新选。',
  'files.photo-too-large': '照片太大：每张最多 {limit} MB。',
  'files.unknown': '没有收到过这个文件。',
  'files.changed':
    '文件读不出来：它与当初收到的内容不一致，或密钥已经更换。请告知系统管理员，从备份中恢复。',
}
