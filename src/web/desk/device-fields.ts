import type { DeviceField } from '../../modules/recognition/rules/devices/device-field.ts'
import type { Field } from '../../modules/recognition/rules/fields.ts'

/** What a column of an attendance machine's log was taken for. */
export const deviceFields: Record<Exclude<DeviceField, Field>, string> = {
  deviceUser: '设备人员编号',
  department: '部门',
  deviceName: '设备名称',
  deviceSerial: '设备序列号',
  clock1: '第 1 次刷卡',
  clock2: '第 2 次刷卡',
  clock3: '第 3 次刷卡',
  clock4: '第 4 次刷卡',
  clock5: '第 5 次刷卡',
  clock6: '第 6 次刷卡',
  clock7: '第 7 次刷卡',
  clock8: '第 8 次刷卡',
}
