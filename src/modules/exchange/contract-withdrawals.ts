import { z } from 'zod'
import { topic } from '../../kernel/announcement.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Actor } from '../../kernel/role.ts'
import { FileParams, FileState, importers } from './contract.ts'
import { withdrawalStates } from './rules/withdraw.ts'

/** Sums that lines of a file make; each with those of the lines that would stand again in their place. */
export const WithdrawalSum = z.object({
  of: z.enum(['due', 'paid', 'bank-paid', 'account-in', 'account-out', 'labour-cost', 'deposit']),
  beforeFen: z.int(),
  afterFen: z.int(),
})
export type WithdrawalSum = z.infer<typeof WithdrawalSum>

/** What taking a committed file back would do. */
export const Follows = z.object({
  /** Lines of it that stand, and earlier or equal ones that would stand again. */
  lines: z.int(),
  revived: z.int(),
  workers: z.int(),
  /** Only those that its lines speak of. */
  sums: z.array(WithdrawalSum),
  workdaysBeforeHundredths: z.int(),
  workdaysAfterHundredths: z.int(),
})
export type Follows = z.infer<typeof Follows>

/** How far it is: lines are withdrawn, then the ledger and the warnings follow. */
export const WithdrawalProgress = z.object({ doing: z.enum(['lines', 'ledger']), lines: z.int() })
export type WithdrawalProgress = z.infer<typeof WithdrawalProgress>

/** That somebody asked for it, and what has come of it. */
export const AskedWithdrawal = z.object({
  state: z.enum(withdrawalStates),
  by: z.string(),
  at: z.iso.datetime(),
  begunAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  cancelledBy: z.string().nullable(),
  /** Why it was refused when its turn had come, in a sentence. */
  refusal: z.string().nullable(),
  /** While it waits or is done: how many are before it. */
  before: z.int().nullable(),
  progress: WithdrawalProgress.nullable(),
})
export type AskedWithdrawal = z.infer<typeof AskedWithdrawal>

/** Taking a file back: whether it can be, what would follow, and how it goes once somebody has asked. */
export const Withdrawal = z.object({
  fileId: z.uuid(),
  batchId: z.uuid(),
  file: z.string(),
  state: FileState,
  /** Why it cannot be taken back, in a sentence. */
  refusal: z.string().nullable(),
  /** Null where it cannot be taken back now: it is being, or was. */
  follows: Follows.nullable(),
  /** What was asked last. */
  asked: AskedWithdrawal.nullable(),
  /** Who has taken it back; `lines`: how many were withdrawn with it, where that was kept. */
  withdrawn: z
    .object({ by: z.string().nullable(), at: z.iso.datetime(), lines: z.int().nullable() })
    .nullable(),
})
export type Withdrawal = z.infer<typeof Withdrawal>

export const viewWithdrawal = endpoint({
  name: 'exchange.withdrawal',
  method: 'GET',
  path: '/files/:fileId/withdrawal',
  reach: 'district',
  may: importers,
  params: FileParams,
  reply: Withdrawal,
})

/** Asks for it; `viewWithdrawal` says how it goes. */
export const withdrawFile = endpoint({
  name: 'exchange.withdraw-file',
  method: 'POST',
  path: '/files/:fileId/withdraw',
  reach: 'district',
  may: importers,
  params: FileParams,
  reply: z.object({ id: z.uuid() }),
})

/** Breaks it off, before its turn or in the middle: the file stays as it is. */
export const cancelWithdrawal = endpoint({
  name: 'exchange.cancel-withdrawal',
  method: 'POST',
  path: '/files/:fileId/withdraw/cancel',
  reach: 'district',
  may: importers,
  params: FileParams,
  reply: z.object({ id: z.uuid() }),
})

/** A file that is being taken back, or waits for it. */
export const QueuedWithdrawal = z.object({
  fileId: z.uuid(),
  file: z.string(),
  asked: AskedWithdrawal,
})
export type QueuedWithdrawal = z.infer<typeof QueuedWithdrawal>

export const listWithdrawals = endpoint({
  name: 'exchange.withdrawal-queue',
  method: 'GET',
  path: '/withdrawal-queue',
  reach: 'district',
  may: importers,
  reply: z.array(QueuedWithdrawal),
})

export const withdrawalAsked = topic(
  'exchange.withdrawal-asked',
  z.object({
    withdrawalId: z.uuid(),
    fileId: z.uuid(),
    actor: Actor,
    projects: z.union([z.literal('*'), z.array(z.uuid())]),
  }),
  (body) => body.fileId,
)
