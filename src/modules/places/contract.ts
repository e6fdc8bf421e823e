import { z } from 'zod'
import { topic } from '../../kernel/announcement.ts'
import { PlainDate } from '../../kernel/day.ts'
import { DistrictCode } from '../../kernel/district.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Mark } from '../../kernel/level.ts'

/** A town or street, nine digits of which the first six are its district's. */
export const Town = z.object({ code: z.string().regex(/^\d{9}$/), name: z.string().min(1).max(60) })
export type Town = z.infer<typeof Town>

export const District = z.object({
  district: DistrictCode,
  name: z.string(),
  demo: z.boolean(),
  towns: z.array(Town),
})
export type District = z.infer<typeof District>

export const OpenDistrict = z.object({
  code: DistrictCode,
  name: z.string().min(1).max(60),
  demo: z.boolean(),
  towns: z.array(Town).max(200),
})
export type OpenDistrict = z.infer<typeof OpenDistrict>

/** A figure, or the name of a rule (`last-workday-of-next-month`). */
export const ParameterValue = z.union([z.number(), z.string()])

export const ParameterRow = z.object({
  key: z.string(),
  place: z.string(),
  value: ParameterValue,
  unit: z.string(),
  instrument: z.string(),
  article: z.string(),
  validFrom: PlainDate,
  validTo: PlainDate.nullable(),
  mark: Mark,
  /** Who read it in its instrument. */
  confirmedBy: z.string().nullable(),
  /** The second person. */
  approvedBy: z.string().nullable(),
})
export type ParameterRow = z.infer<typeof ParameterRow>

export const viewDistrict = endpoint({
  name: 'places.district',
  method: 'GET',
  path: '/district',
  reach: 'district',
  reply: District,
})

export const parameterReaders = [
  'coordination-office',
  'town',
  'leader',
  'system-administrator',
] as const

export const listParameters = endpoint({
  name: 'places.parameters',
  method: 'GET',
  path: '/parameters',
  reach: 'district',
  may: parameterReaders,
  reply: z.array(ParameterRow),
})

/** A figure of the district's own, from its instrument. */
export const AddParameter = z.object({
  key: z.string().min(1).max(60),
  value: ParameterValue,
  unit: z.string().min(1).max(20),
  instrument: z.string().min(1).max(200),
  article: z.string().max(200),
  validFrom: PlainDate,
  validTo: PlainDate.nullable(),
})
export type AddParameter = z.infer<typeof AddParameter>

/** A figure was added: what is computed from it is to be computed anew. */
export const parameterAdded = topic(
  'places.parameter-added',
  z.object({ district: z.string(), key: z.string() }),
  (body) => body.district,
)
