import { z } from 'zod'

/** Six digits of GB/T 2260: the county-level authority that supervises; 990101 is the demo's. */
export const DistrictCode = z.string().regex(/^\d{6}$/)
export type DistrictCode = z.infer<typeof DistrictCode>

/** The made-up district (outside GB/T 2260, so that nobody real is ever named). */
export const demoDistrict: DistrictCode = '990101'
