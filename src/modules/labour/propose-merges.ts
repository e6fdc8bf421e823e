import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../platform/context.ts'
import { openValue } from '../../platform/keys.ts'
import { digitsApart, keepsNewcomer, likeNumbers, type MergeReason } from './rules/merge.ts'
import {
  insertProposals,
  listMergePairs,
  type MergePair,
  type NewProposal,
} from './store-merges.ts'

/** A person of the file whose worker may be one who was there: at most a thousand are told. */
export interface Proposed {
  readonly proposals: number
  readonly personNos: readonly number[]
}

/**
 * Proposes to merge whom a file brings to a project with a number, and who stands there under the same name with another
 * one, where the card, the phone or all but two digits of the number are the same. Nothing is merged. Of the persons in
 * `resolved_part`, before their engagements are folded.
 */
export async function proposeMerges(tx: Tx, importId: string): Promise<Proposed> {
  const pairs = (await listMergePairs(tx)).flatMap((pair) => {
    const proposal = proposalOf(tx, pair)
    return proposal === null ? [] : [{ pair, proposal }]
  })
  if (pairs.length === 0) return { proposals: 0, personNos: [] }
  // On two projects at once a pair is still one.
  const once = new Map(pairs.map((one) => [keyOf(one.proposal), one]))
  const raised = await insertProposals(
    tx,
    importId,
    [...once.values()].map(({ proposal }) => proposal),
  )
  const keys = new Set(raised.map(({ kept, other }) => pairKey(kept, other)))
  const told = pairs.filter(({ proposal }) => keys.has(keyOf(proposal)))
  return {
    proposals: raised.length,
    personNos: [...new Set(told.map(({ pair }) => pair.person_no))],
  }
}

function proposalOf(tx: Tx, pair: MergePair): NewProposal | null {
  const { newcomer_sealed: mine, standing_sealed: theirs } = pair
  const open = (sealed: Buffer) => openValue(tx.platform.keys, 'id-number', sealed)
  const numbers = mine === null || theirs === null ? null : ([open(mine), open(theirs)] as const)
  const reason = reasonOf(pair, numbers)
  if (reason === null) return null
  const takesNewcomer = keepsNewcomer(
    { hasNumber: theirs !== null, idFinding: pair.standing_finding },
    { hasNumber: mine !== null, idFinding: pair.newcomer_finding },
  )
  const stated = [
    ['id', numbers === null ? null : false],
    ['card', pair.same_card],
    ['phone', pair.same_phone],
    ['firm', pair.same_firm],
    ['team', pair.same_team],
  ] as const
  const factsThat = (is: boolean) => stated.flatMap(([fact, same]) => (same === is ? [fact] : []))
  return {
    id: uuidv7(),
    eventId: uuidv7(),
    projectId: pair.project_id,
    keptWorkerId: takesNewcomer ? pair.newcomer : pair.standing,
    otherWorkerId: takesNewcomer ? pair.standing : pair.newcomer,
    reason,
    agrees: factsThat(true),
    differs: factsThat(false),
    idDigits: numbers === null ? null : digitsApart(...numbers),
  }
}

function reasonOf(pair: MergePair, numbers: readonly [string, string] | null): MergeReason | null {
  if (pair.same_card === true) return 'card'
  if (pair.same_phone === true) return 'phone'
  return numbers === null ? null : likeNumbers(...numbers)
}

function keyOf({ keptWorkerId, otherWorkerId }: NewProposal): string {
  return pairKey(keptWorkerId, otherWorkerId)
}

function pairKey(one: string, other: string): string {
  return [one, other].toSorted().join(' ')
}
