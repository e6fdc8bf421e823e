import type { Words } from '../../kernel/words.ts'

export const wagesWords: Words = {
  'wages.no-such-row': '台账里没有这名工人这个月的记录，或者不在您的权限之内。',

  'wages.no-sum': '这一行没有金额，核对更正前不能按它发放工资。',
  'wages.negative-sum': '金额是负数，核对更正前不能按它发放工资。',
  'wages.due-not-stated': '没有应发金额，按实发金额计。',
  'wages.deducted-more-than-due': '扣款多于应发，核对更正前不能按它发放工资。',
  'wages.net-differs': '应发减扣款与实发不一致，请核对。',
  'wages.workdays-times-rate-differs': '工日乘以单价与金额不一致，请核对。',
  'wages.beyond-belief': '金额大得不合常理，请核对是否把元和分弄混或多写了一位。',
}
