import type { LabourCostField } from '../../modules/recognition/rules/bank/labour-cost-family.ts'
import type { StatementField } from '../../modules/recognition/rules/bank/statement-family.ts'
import type { TransferField } from '../../modules/recognition/rules/bank/transfer-family.ts'
import type { Field } from '../../modules/recognition/rules/fields.ts'
import type { ProjectField } from '../../modules/recognition/rules/projects/family.ts'

/** What a column of a bank's list or of a ledger of labour cost was taken for. */
export const bankFields: Record<
  Exclude<TransferField | StatementField | LabourCostField, Field | ProjectField>,
  string
> = {
  settledAmount: '入账金额',
  bankResult: '银行结果',
  failReason: '失败原因',
  batchNo: '批次号',
  submittedOn: '提交日期',
  payerAccount: '付款账号',
  payerName: '付款户名',
  currency: '币种',
  transferWay: '行别或汇路',
  flowOn: '交易日期',
  flowTime: '交易时间',
  moneyIn: '收入',
  moneyOut: '支出',
  flowAmount: '金额',
  flowSide: '收或支',
  balance: '余额',
  counterName: '对方户名',
  counterAccount: '对方账号',
  counterBank: '对方开户行',
  summary: '摘要',
  remark: '附言',
  voucher: '凭证号',
  ownAccount: '本方账号',
  ownName: '本方户名',
  costMonth: '所属月份',
  outputSum: '产值或进度款',
  costRatio: '人工费比例',
  costDue: '应拨付',
  costDueOn: '应拨付日期',
  costPaid: '实际拨付',
  costPaidOn: '拨付日期',
  costShort: '欠拨',
  costSoFar: '累计拨付',
}
