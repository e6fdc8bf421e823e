import type { Words } from '../../kernel/words.ts'
import type { DepositForm, DepositState } from './contract.ts'

export const depositsWords: Words = {
  'deposits.project-has-deposits':
    '项目 {code} 已经有工资保证金，不能并入别的项目：请改为保留它，把另一个项目并进来。',
  'deposits.project-unknown':
    '项目名单里没有“{project}”：本行没有入账，登记这个项目后再导入一次即可。',
  'deposits.project-of-several':
    '有 {count} 个项目都叫“{project}”，看不出是哪一个：请写上项目编号。',
}

export const depositForms: Record<DepositForm, string> = {
  cash: '现金',
  'bank-letter': '银行保函',
  'guarantee-letter': '担保公司保函或保证保险',
  exempt: '免缴',
}

export const depositStates: Record<DepositState, string> = {
  standing: '有效',
  'not-begun': '未生效',
  expired: '已到期',
  returned: '已退还',
  exempt: '免缴',
}
