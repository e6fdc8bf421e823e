import type { Words } from '../../kernel/words.ts'

export const auditWords: Words = {
  'audit.done': '已办',
  'audit.refused': '已拒绝',
}
