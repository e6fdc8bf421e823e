import type { Words } from '../../kernel/words.ts'

export const wagesWords: Words = {
  'wages.no-such-row': '台账里没有这名工人这个月的记录，或者不在您的权限之内。',

  'wages.due-not-stated': '没有应发金额，按实发金额计。',
}
