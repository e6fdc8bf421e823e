import { z } from 'zod'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Fen } from '../../kernel/money.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { deskRoles } from '../../kernel/role.ts'
import { ContractBody, ContractKind } from './contract-contracts.ts'
import { Paper, Safeguard } from './contract.ts'
import { handInRoles, handInStates } from './rules/hand-in.ts'

export const HandInState = z.enum(handInStates)
export type HandInState = z.infer<typeof HandInState>

/** What a firm says of one of its safeguards; the paper proves it, and is uploaded to the project before. */
export const HandInEvidence = z.object({
  saidOn: PlainDate,
  /** Of a letter or a post: its last day. */
  validTo: PlainDate.nullable(),
  words: z.string().trim().min(2).max(500),
  paperId: z.uuid(),
})
export type HandInEvidence = z.infer<typeof HandInEvidence>

/** A contract as a firm states it, with its scan. */
export const HandInContract = ContractBody.extend({ paperId: z.uuid() })
export type HandInContract = z.infer<typeof HandInContract>

/** What is kept of either, and becomes evidence or a contract when it is confirmed. */
export const HandInBody = z.union([HandInContract, HandInEvidence])
export type HandInBody = z.infer<typeof HandInBody>

export const HandIn = z.object({
  id: z.uuid(),
  project: z.object({ code: z.string(), name: z.string() }),
  /** What it is evidence of; null: it is a contract. */
  safeguard: Safeguard.nullable(),
  state: HandInState,
  /** In a line what it says. */
  says: z.string(),
  /** Of evidence. */
  saidOn: PlainDate.nullable(),
  validTo: PlainDate.nullable(),
  /** Of a contract. */
  contract: z
    .object({
      kind: ContractKind,
      number: z.string().nullable(),
      partyA: z.string(),
      partyB: z.string(),
      sumFen: Fen.nullable(),
      signedOn: PlainDate.nullable(),
      beginsOn: PlainDate.nullable(),
      endsOn: PlainDate.nullable(),
    })
    .nullable(),
  paper: Paper,
  handedInBy: z.uuid(),
  handedInByName: z.string(),
  organisation: z.string(),
  handedInOn: PlainDate,
  checkedByName: z.string().nullable(),
  /** Why it was returned or taken back. */
  why: z.string(),
})
export type HandIn = z.infer<typeof HandIn>

export const HandInFilter = z.object({
  /** A project's code. */
  project: z.string().max(100).optional(),
  /** `all` besides the states; those that wait unless said otherwise. */
  state: z.enum([...handInStates, 'all']).optional(),
})
export type HandInFilter = z.infer<typeof HandInFilter>

/** Newest first; a firm sees what is of its projects. */
export const listHandIns = endpoint({
  name: 'safeguards.hand-ins',
  method: 'GET',
  path: '/hand-ins',
  reach: 'district',
  may: deskRoles,
  query: PageQuery.extend(HandInFilter.shape),
  reply: pageOf(HandIn).extend({ total: z.int() }),
})

const ofProject = z.object({ code: z.string() })
const ofHandIn = z.object({ code: z.string(), handInId: z.uuid() })
const made = z.object({ id: z.uuid() })
const why = z.string().trim().min(2).max(500)

export const handInEvidence = endpoint({
  name: 'safeguards.hand-in-evidence',
  method: 'POST',
  path: '/projects/:code/safeguards/:safeguard/hand-ins',
  reach: 'district',
  may: handInRoles.handIn,
  params: ofProject.extend({ safeguard: Safeguard }),
  body: HandInEvidence,
  reply: made,
})

export const handInContract = endpoint({
  name: 'safeguards.hand-in-contract',
  method: 'POST',
  path: '/projects/:code/contract-hand-ins',
  reach: 'district',
  may: handInRoles.handIn,
  params: ofProject,
  body: HandInContract,
  reply: made,
})

/** Somebody else than who handed it in has looked at it: it counts from now on. */
export const confirmHandIn = endpoint({
  name: 'safeguards.confirm-hand-in',
  method: 'POST',
  path: '/projects/:code/hand-ins/:handInId/confirm',
  reach: 'district',
  may: handInRoles.check,
  params: ofHandIn,
  reply: made,
})

export const returnHandIn = endpoint({
  name: 'safeguards.return-hand-in',
  method: 'POST',
  path: '/projects/:code/hand-ins/:handInId/return',
  reach: 'district',
  may: handInRoles.check,
  params: ofHandIn,
  body: z.object({ why }),
  reply: made,
})

export const takeBackHandIn = endpoint({
  name: 'safeguards.take-back-hand-in',
  method: 'POST',
  path: '/projects/:code/hand-ins/:handInId/take-back',
  reach: 'district',
  may: handInRoles.handIn,
  params: ofHandIn,
  body: z.object({ why }),
  reply: made,
})
