/** Columns of times of one day, side by side: 打卡1, 打卡2 … */
export const clockFields = [
  'clock1',
  'clock2',
  'clock3',
  'clock4',
  'clock5',
  'clock6',
  'clock7',
  'clock8',
] as const
export type ClockField = (typeof clockFields)[number]

/** What the log of an attendance machine, or of a platform over several, may say of a punch. */
export type DeviceField =
  | 'seq'
  | 'deviceUser'
  | 'name'
  | 'idNumber'
  | 'department'
  | 'punchAt'
  | 'punchDay'
  | 'direction'
  | 'deviceName'
  | 'deviceSerial'
  | 'punchMeans'
  | 'projectName'
  | 'projectCode'
  | ClockField

export type DeviceSheetKind = 'device-log'
