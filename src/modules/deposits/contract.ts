import { z } from 'zod'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Fen } from '../../kernel/money.ts'
import type { Stage } from '../../kernel/stage.ts'
import { depositForms, depositStates } from './rules/deposit.ts'
import { deskRoles } from '../../kernel/role.ts'

export const DepositForm = z.enum(depositForms)
export type DepositForm = z.infer<typeof DepositForm>

export const DepositState = z.enum(depositStates)
export type DepositState = z.infer<typeof DepositState>

export const Deposit = z.object({
  form: DepositForm,
  state: DepositState,
  amountFen: Fen,
  issuer: z.string().nullable(),
  letterNumber: z.string().nullable(),
  /** Its last four digits stand, the rest does not. */
  account: z.string().nullable(),
  payer: z.string().nullable(),
  paidInOn: PlainDate.nullable(),
  validFrom: PlainDate.nullable(),
  validTo: PlainDate.nullable(),
  returnedOn: PlainDate.nullable(),
  contractSumFen: Fen.nullable(),
  /** In hundredths of a per cent, as the list states it. */
  rateBasisPoints: z.int().nullable(),
  /** The line it stands on. */
  source: z.object({ importId: z.uuid(), sheet: z.int(), row: z.int() }),
})
export type Deposit = z.infer<typeof Deposit>

export const ProjectDeposits = z.object({
  /** The day for which the states are told. */
  on: PlainDate,
  /** What stands on that day, all forms together. */
  standingFen: Fen,
  /** The last of the days until which what stands is said to hold; null where nothing that stands says one. */
  standsUntil: PlainDate.nullable(),
  /** What stands first, then what has ended, the latest first; at most 200. */
  deposits: z.array(Deposit),
})
export type ProjectDeposits = z.infer<typeof ProjectDeposits>

/** A project's deposits as the last lists state them. */
export const listProjectDeposits = endpoint({
  name: 'deposits.project-deposits',
  method: 'GET',
  path: '/projects/:code/deposits',
  reach: 'district',
  may: deskRoles,
  params: z.object({ code: z.string() }),
  reply: ProjectDeposits,
})

/** Lines of a deposit list on their way in: by the number or name that the line gives its project, else the batch's. */
export const depositStage: Stage = {
  table: 'stage_deposit',
  columns: {
    sheet: 'smallint',
    row: 'integer',
    project_code: 'text',
    project_name_key: 'text',
    form: 'text',
    place: 'text',
    amount_fen: 'bigint',
    issuer: 'text',
    letter_number: 'text',
    account: 'text',
    payer: 'text',
    valid_from: 'date',
    valid_to: 'date',
    paid_in_on: 'date',
    returned_on: 'date',
    contract_sum_fen: 'bigint',
    rate_basis_points: 'integer',
  },
}
