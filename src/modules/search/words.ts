import type { HitKind } from './contract.ts'

export const hitKindNames: Record<HitKind, string> = {
  project: '项目',
  worker: '工人',
  enterprise: '企业',
  task: '任务',
  'register-entry': '风险台账',
  batch: '导入批次',
}
