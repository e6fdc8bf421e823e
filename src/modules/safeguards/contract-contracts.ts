import { z } from 'zod'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Fen } from '../../kernel/money.ts'
import { deskRoles } from '../../kernel/role.ts'
import { enterers, Finding, Paper, PartyOfProject, Safeguard } from './contract.ts'
import { contractKinds } from './rules/contract.ts'

export const ContractKind = z.enum(contractKinds)
export type ContractKind = z.infer<typeof ContractKind>

/** What an officer states of a contract; firms by the ids of the project's parties. */
export const ContractBody = z.object({
  kind: ContractKind,
  number: z.string().trim().max(100).nullable(),
  partyA: z.uuid(),
  partyB: z.uuid(),
  /** The contract that it is under. */
  aboveId: z.uuid().nullable(),
  sumFen: Fen.nullable(),
  signedOn: PlainDate.nullable(),
  beginsOn: PlainDate.nullable(),
  endsOn: PlainDate.nullable(),
  /** How often labour cost is transferred, in months, and on which day of the month. */
  cycleMonths: z.int().min(1).max(60).nullable(),
  transferDay: z.int().min(1).max(31).nullable(),
  /** The agreed share of labour cost, in hundredths of a per cent. */
  ratioBasisPoints: z.int().min(1).max(10_000).nullable(),
  paperId: z.uuid().nullable(),
})
export type ContractBody = z.infer<typeof ContractBody>

export const AmendContract = ContractBody.extend({
  version: z.int(),
  why: z.string().trim().min(2).max(500),
})
export type AmendContract = z.infer<typeof AmendContract>

/** What the row of an event says, whichever kind it is of. */
export const SafeguardEventDetail = z.object({
  contract: z.object({ kind: ContractKind, number: z.string().nullable() }).optional(),
  /** Of a contract the columns as they became. */
  to: z.record(z.string(), z.unknown()).default({}),
  why: z.string().default(''),
  safeguard: Safeguard.optional(),
  holds: z.boolean().default(true),
  words: z.string().default(''),
})
export type SafeguardEventDetail = z.infer<typeof SafeguardEventDetail>

export const ContractEvent = z.object({
  message: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
})
export type ContractEvent = z.infer<typeof ContractEvent>

export const Contract = ContractBody.omit({ paperId: true }).extend({
  id: z.uuid(),
  partyAName: z.string(),
  partyBName: z.string(),
  aboveNumber: z.string().nullable(),
  paper: Paper.nullable(),
  version: z.int(),
  findings: z.array(Finding),
  /** In order, the first first. */
  events: z.array(ContractEvent),
})
export type Contract = z.infer<typeof Contract>

export const ProjectContracts = z.object({
  /** General contracts first, then what is under them; at most 200. */
  rows: z.array(Contract),
  parties: z.array(PartyOfProject),
  /** A larger sum is refused. */
  beyondYuan: z.number(),
})
export type ProjectContracts = z.infer<typeof ProjectContracts>

const ofProject = z.object({ code: z.string() })
const ofContract = z.object({ code: z.string(), contractId: z.uuid() })

export const listContracts = endpoint({
  name: 'safeguards.contracts',
  method: 'GET',
  path: '/projects/:code/contracts',
  reach: 'district',
  may: deskRoles,
  params: ofProject,
  reply: ProjectContracts,
})

export const addContract = endpoint({
  name: 'safeguards.add-contract',
  method: 'POST',
  path: '/projects/:code/contracts',
  reach: 'district',
  may: enterers,
  params: ofProject,
  body: ContractBody,
  reply: ProjectContracts,
})

export const amendContract = endpoint({
  name: 'safeguards.amend-contract',
  method: 'PUT',
  path: '/projects/:code/contracts/:contractId',
  reach: 'district',
  may: enterers,
  params: ofContract,
  body: AmendContract,
  reply: ProjectContracts,
})

export const withdrawContract = endpoint({
  name: 'safeguards.withdraw-contract',
  method: 'POST',
  path: '/projects/:code/contracts/:contractId/withdraw',
  reach: 'district',
  may: enterers,
  params: ofContract,
  body: z.object({ version: z.int(), why: z.string().trim().min(2).max(500) }),
  reply: ProjectContracts,
})
