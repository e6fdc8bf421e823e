import { z } from 'zod'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { AddParameter, ParameterValue, parameterReaders } from './contract.ts'
import { approvers, decisions, proposalStates } from './rules/proposal.ts'

/** The unit is that of the key: nobody says a threshold in another one. */
export const ProposeParameter = AddParameter.omit({ unit: true })
export type ProposeParameter = z.infer<typeof ProposeParameter>

export const ParameterProposal = z.object({
  id: z.uuid(),
  key: z.string(),
  value: ParameterValue,
  unit: z.string(),
  instrument: z.string(),
  article: z.string(),
  validFrom: PlainDate,
  validTo: PlainDate.nullable(),
  state: z.enum(proposalStates),
  /** The account: who proposed it may not decide. */
  proposedBy: z.uuid(),
  proposedByName: z.string(),
  proposedAt: z.iso.datetime(),
  decidedByName: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  /** What whoever decided says of it. */
  why: z.string(),
})
export type ParameterProposal = z.infer<typeof ParameterProposal>

export const DecideProposal = z.object({
  decision: z.enum(decisions),
  why: z.string().trim().max(500),
})
export type DecideProposal = z.infer<typeof DecideProposal>

const ById = z.object({ id: z.uuid() })
const Done = z.object({ id: z.uuid() })

export const proposeParameter = endpoint({
  name: 'places.propose-parameter',
  method: 'POST',
  path: '/parameters/proposals',
  reach: 'district',
  may: ['coordination-office'],
  body: ProposeParameter,
  reply: Done,
})

/** Newest first; of one key where it is named. `waiting` counts those that nobody has decided. */
export const listProposals = endpoint({
  name: 'places.proposals',
  method: 'GET',
  path: '/parameters/proposals',
  reach: 'district',
  may: parameterReaders,
  query: z.object({
    show: z.enum(['waiting', 'all']).default('waiting'),
    key: z.string().max(60).optional(),
  }),
  reply: z.object({ rows: z.array(ParameterProposal), waiting: z.int() }),
})

/** By another person than who proposed it; approved it holds, and what is computed from it is computed anew. */
export const decideProposal = endpoint({
  name: 'places.decide-proposal',
  method: 'POST',
  path: '/parameters/proposals/:id/decide',
  reach: 'district',
  may: approvers,
  params: ById,
  body: DecideProposal,
  reply: Done,
})

export const withdrawProposal = endpoint({
  name: 'places.withdraw-proposal',
  method: 'POST',
  path: '/parameters/proposals/:id/withdraw',
  reach: 'district',
  may: ['coordination-office'],
  params: ById,
  reply: Done,
})
