import type { BatchRow } from '../exchange/contract.ts'
import type { DeviceUserRow } from '../exchange/contract-devices.ts'
import type { ProfileRow } from '../exchange/contract-sheets.ts'
import { listBatches } from '../exchange/views.ts'
import { readDeviceUsers } from '../exchange/views-device-users.ts'
import { listProfiles } from '../exchange/views-profiles.ts'
import { batchStates, profileStates } from '../exchange/words.ts'
import { allPages, exportPageRows, type ListExport } from './export-list.ts'
import { instantText } from './instant-text.ts'
import { kindsText } from './kinds-text.ts'

/** Drops of files, the newest first. */
export const batchesExport: ListExport<undefined, unknown, BatchRow> = {
  title: '导入批次',
  columns: [
    { head: '放入时间', kind: 'text', width: 20, value: (row) => instantText(row.droppedAt) },
    { head: '放入人', kind: 'text', width: 14, value: (row) => row.droppedBy },
    { head: '文件', kind: 'text', width: 60, value: (row) => row.files.join('、') },
    { head: '项目编号', kind: 'text', width: 18, value: (row) => row.projectCode },
    { head: '项目名称', kind: 'text', width: 30, value: (row) => row.projectName },
    { head: '状态', kind: 'text', width: 16, value: (row) => batchStates[row.state] },
    { head: '收下', kind: 'integer', width: 10, value: (row) => row.accepted, sum: true },
    { head: '等补正', kind: 'integer', width: 10, value: (row) => row.rejected, sum: true },
    { head: '发现', kind: 'integer', width: 10, value: (row) => row.findings, sum: true },
  ],
  about: async () => ({ subject: 'exchange.batches', period: null, conditions: [] }),
  pages: (ctx) => allPages((after) => listBatches(ctx, { after, limit: exportPageRows })),
}

/** Formats that are remembered, the newest first. */
export const profilesExport: ListExport<undefined, unknown, ProfileRow> = {
  title: '导入格式',
  columns: [
    { head: '格式', kind: 'text', width: 30, value: (row) => row.name },
    { head: '是什么表', kind: 'text', width: 18, value: (row) => kindsText([row.kind]) },
    { head: '交表的单位', kind: 'text', width: 30, value: (row) => row.sender },
    { head: '状态', kind: 'text', width: 10, value: (row) => profileStates[row.state] },
    { head: '用过（张）', kind: 'integer', width: 12, value: (row) => row.uses },
    {
      head: '最近一次',
      kind: 'text',
      width: 20,
      value: (row) => (row.lastUsedAt === null ? null : instantText(row.lastUsedAt)),
    },
    { head: '由谁定', kind: 'text', width: 14, value: (row) => row.madeBy },
    { head: '定于', kind: 'text', width: 20, value: (row) => instantText(row.madeAt) },
  ],
  about: async () => ({ subject: 'exchange.profiles', period: null, conditions: [] }),
  pages: (ctx) => allPages((after) => listProfiles(ctx, { after, limit: exportPageRows })),
}

/** The users of machines in a file's logs, all of them: those that are nobody's first. */
export const deviceUsersExport: ListExport<{ fileId: string }, unknown, DeviceUserRow> = {
  title: '考勤机人员编号',
  columns: [
    { head: '设备', kind: 'text', width: 20, value: (row) => row.device },
    { head: '设备编号', kind: 'text', width: 12, value: (row) => row.userNo },
    { head: '机内姓名', kind: 'text', width: 12, value: (row) => row.name },
    { head: '出现天数', kind: 'integer', width: 10, value: (row) => row.days },
    { head: '刷卡次数', kind: 'integer', width: 10, value: (row) => row.punches, sum: true },
    { head: '最近一天', kind: 'day', width: 12, value: (row) => row.lastOn },
    { head: '对应情况', kind: 'text', width: 16, value: tiedText },
    { head: '对应工人', kind: 'text', width: 12, value: (row) => row.owner?.name ?? null },
    { head: '证件号码', kind: 'text', width: 22, value: (row) => row.owner?.idNumber ?? null },
    { head: '班组', kind: 'text', width: 16, value: (row) => row.owner?.team ?? null },
    { head: '由谁对应', kind: 'text', width: 14, value: (row) => row.owner?.by ?? null },
  ],
  about: async (ctx, { params }) => {
    const { project, file } = await readDeviceUsers(ctx, params.fileId)
    return {
      subject: params.fileId,
      period: null,
      conditions: [
        `文件：${file}`,
        project === null ? '还没有定是哪个项目' : `项目：${project.name}（${project.code}）`,
      ],
    }
  },
  pages: async function* (ctx, { params }) {
    const { users } = await readDeviceUsers(ctx, params.fileId)
    yield users
  },
}

function tiedText({ owner }: DeviceUserRow): string {
  if (owner === null) return '没有对应'
  return owner.isOther ? '换了姓名，待重新对应' : '已对应'
}
