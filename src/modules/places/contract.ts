import { z } from 'zod'
import { PlainDate } from '../../kernel/day.ts'
import { DistrictCode } from '../../kernel/district.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Mark } from '../../kernel/level.ts'

export const Town = z.object({ code: z.string(), name: z.string() })
export type Town = z.infer<typeof Town>

export const District = z.object({
  district: DistrictCode,
  name: z.string(),
  demo: z.boolean(),
  towns: z.array(Town),
})
export type District = z.infer<typeof District>

export const ParameterRow = z.object({
  key: z.string(),
  place: z.string(),
  value: z.json(),
  unit: z.string(),
  instrument: z.string(),
  article: z.string(),
  validFrom: PlainDate,
  validTo: PlainDate.nullable(),
  mark: Mark,
  confirmedBy: z.string().nullable(),
})
export type ParameterRow = z.infer<typeof ParameterRow>

export const viewDistrict = endpoint({
  name: 'places.district',
  method: 'GET',
  path: '/district',
  reach: 'district',
  reply: District,
})

export const listParameters = endpoint({
  name: 'places.parameters',
  method: 'GET',
  path: '/parameters',
  reach: 'district',
  may: ['coordination-office', 'town', 'system-administrator'],
  reply: z.array(ParameterRow),
})
