import { z } from 'zod'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Masked } from '../../kernel/masked.ts'
import { DeviceOwner, OwnerSuggestion } from '../labour/contract.ts'
import { importers, NamedProject, FileParams } from './contract.ts'

/** A user of a machine in a file's logs: how often he came, and whose number it is. */
export const DeviceUserRow = z.object({
  /** Empty where a platform numbers people, or where nothing says which machine it is. */
  device: z.string(),
  userNo: z.string(),
  name: Masked.nullable(),
  days: z.int(),
  punches: z.int(),
  lastOn: PlainDate,
  owner: DeviceOwner.nullable(),
  suggestions: z.array(OwnerSuggestion),
})
export type DeviceUserRow = z.infer<typeof DeviceUserRow>

export const DeviceUsers = z.object({
  /** Null: whose the logs are has to be said first. */
  project: NamedProject.nullable(),
  total: z.int(),
  untied: z.int(),
  /** Those that are nobody's first, at most five hundred. */
  users: z.array(DeviceUserRow),
})
export type DeviceUsers = z.infer<typeof DeviceUsers>

export const viewDeviceUsers = endpoint({
  name: 'exchange.device-users',
  method: 'GET',
  path: '/files/:fileId/device-users',
  reach: 'district',
  may: importers,
  params: FileParams,
  reply: DeviceUsers,
})

/** Whose numbers users of machines are; a worker of null unties one. */
export const NewTies = z.object({
  ties: z
    .array(
      z.object({
        device: z.string().max(60),
        userNo: z.string().min(1).max(40),
        workerId: z.uuid().nullable(),
      }),
    )
    .min(1)
    .max(500),
})
export type NewTies = z.infer<typeof NewTies>

/** Ties numbers once: later logs of the same machine are not asked about. */
export const tieFileUsers = endpoint({
  name: 'exchange.tie-users',
  method: 'PUT',
  path: '/files/:fileId/device-users',
  reach: 'district',
  may: importers,
  params: FileParams,
  body: NewTies,
  reply: z.object({ tied: z.int(), months: z.int() }),
})
