import { z } from 'zod'
import { DistrictCode } from '../../kernel/district.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { auditors } from './contract.ts'

/** How far the entries are sealed; the rest is sealed at most a second later while the server runs. */
export const AuditChain = z.object({
  sealed: z.int(),
  sealedAt: z.iso.datetime().nullable(),
  unsealed: z.int(),
})
export type AuditChain = z.infer<typeof AuditChain>

/** Where a district's chain stood, signed: what is kept elsewhere. Seal and signature as hex. */
export const ExportedHead = z.object({
  district: DistrictCode,
  sealNo: z.int(),
  seal: z.string().regex(/^[\da-f]{64}$/),
  signedAt: z.iso.datetime(),
  signature: z.string().regex(/^[\da-f]{128}$/),
})
export type ExportedHead = z.infer<typeof ExportedHead>

export const auditFaultKinds = [
  'changed',
  'missing',
  'put-in',
  'cut-off',
  'head-forged',
  'head-differs',
  'not-sealed',
] as const

export interface AuditFault {
  readonly kind: (typeof auditFaultKinds)[number]
  /** Its place in the chain; null of what has none. */
  readonly sealNo: number | null
  /** The entry; null where it is gone. */
  readonly id: string | null
}

export interface VerifiedAudit {
  /** The last number of the chain. */
  readonly sealed: number
  readonly unsealed: number
  readonly heads: number
  readonly faults: number
  /** The first hundred. */
  readonly first: readonly AuditFault[]
}

export const viewChain = endpoint({
  name: 'audit.chain',
  method: 'GET',
  path: '/audit/chain',
  reach: 'district',
  may: auditors,
  reply: AuditChain,
})
