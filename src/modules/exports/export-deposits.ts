import type { Deposit } from '../deposits/contract.ts'
import { listProjectDeposits } from '../deposits/views.ts'
import { depositForms, depositStates } from '../deposits/words.ts'
import { readProject } from '../registry/views.ts'
import type { ListExport } from './export-list.ts'
import { type NamedSource, sourceColumns, withSources } from './named-sources.ts'

/** A project's wage guarantee deposits, as the last lists state them, and as they stand today. */
export const depositsExport: ListExport<{ code: string }, unknown, Deposit & NamedSource> = {
  title: '工资保证金',
  columns: [
    { head: '形式', kind: 'text', width: 22, value: (row) => depositForms[row.form] },
    { head: '状态', kind: 'text', width: 10, value: (row) => depositStates[row.state] },
    { head: '金额', kind: 'money', width: 16, value: (row) => row.amountFen },
    {
      head: '其中有效',
      kind: 'money',
      width: 16,
      value: (row) => (row.state === 'standing' ? row.amountFen : null),
      sum: true,
    },
    { head: '银行或出具机构', kind: 'text', width: 30, value: (row) => row.issuer },
    { head: '保函编号', kind: 'text', width: 24, value: (row) => row.letterNumber },
    { head: '账号', kind: 'text', width: 14, value: (row) => row.account },
    { head: '缴存单位', kind: 'text', width: 30, value: (row) => row.payer },
    { head: '缴存日期', kind: 'day', width: 12, value: (row) => row.paidInOn },
    { head: '生效日期', kind: 'day', width: 12, value: (row) => row.validFrom },
    { head: '到期日期', kind: 'day', width: 12, value: (row) => row.validTo },
    { head: '退还日期', kind: 'day', width: 12, value: (row) => row.returnedOn },
    { head: '合同价', kind: 'money', width: 18, value: (row) => row.contractSumFen },
    {
      head: '缴存比例（%）',
      kind: 'hundredths',
      width: 14,
      value: (row) => row.rateBasisPoints,
    },
    ...sourceColumns,
  ],
  about: async (ctx, { params }) => {
    const { code, name } = await readProject(ctx, params.code)
    return { subject: code, period: null, conditions: [`项目：${name}（${code}）`] }
  },
  pages: async function* (ctx, { params }) {
    const { deposits } = await listProjectDeposits(ctx, params.code)
    yield await withSources(ctx, deposits)
  },
}
