import { look } from '../../platform/act.ts'
import {
  type Head,
  isSame,
  isSignedHead,
  noSeal,
  proofOf,
  sealOf,
} from '../../platform/audit-seal.ts'
import type { Context, Reading } from '../../platform/context.ts'
import { entryColumns, storedEntry, type StoredEntry } from '../../platform/seal-audit.ts'
import type { AuditChain, AuditFault, ExportedHead, VerifiedAudit } from './contract-chain.ts'

/** Entries are read so many at a time. */
const pageRows = 10_000
/** So many faults are named; all are counted. */
const mostNamed = 100
/** What waits longer than this to be sealed has been passed over. */
const longestTailMs = 60_000

/** How far the audit is sealed, and what waits. */
export async function viewChain(ctx: Context): Promise<AuditChain> {
  return look(ctx, async (reading) => {
    const found = await reading.client.query<{ seal_no: number; signed_at: Date }>(
      'select seal_no, signed_at from platform.audit_head where district = $1 and is_last',
      [reading.district],
    )
    const unsealed = await reading.client.query<{ count: number }>(
      'select count(*) as count from platform.audit_entry where district = $1 and seal_no is null',
      [reading.district],
    )
    const [head] = found.rows
    return {
      sealed: head?.seal_no ?? 0,
      sealedAt: head?.signed_at.toISOString() ?? null,
      unsealed: unsealed.rows[0]?.count ?? 0,
    }
  })
}

/** Heads of the district with their signatures, the first first: to be kept where nobody of this installation can change them. */
export async function listHeads(ctx: Context): Promise<ExportedHead[]> {
  return look(ctx, async (reading) =>
    (await headsOf(reading)).map(({ signature, ...head }) => ({
      district: head.district,
      sealNo: head.sealNo,
      seal: head.seal.toString('hex'),
      signedAt: head.signedAt.toISOString(),
      signature: signature.toString('hex'),
    })),
  )
}

/**
 * Goes through the whole chain of the district and names whatever was changed, taken out, put in or cut off since it was
 * sealed, by whomever; and the tail that is not sealed yet. `kept`: heads that were exported before, which the chain must still hold.
 */
export async function verifyAudit(
  ctx: Context,
  kept: readonly ExportedHead[] = [],
): Promise<VerifiedAudit> {
  return look(ctx, async (reading) => {
    const faults = new Faults()
    const heads = await headsOf(reading)
    const checked = [...heads, ...kept.filter((one) => one.district === reading.district).map(read)]
    for (const { signature, ...head } of checked) {
      if (!isSignedHead(reading.platform.keys, head, signature)) {
        faults.add({ kind: 'head-forged', sealNo: head.sealNo, id: null })
      }
    }
    const sealed = await walk(reading, faults, checked)
    const last = Math.max(0, ...checked.map(({ sealNo }) => sealNo))
    if (last > sealed) faults.add({ kind: 'cut-off', sealNo: sealed + 1, id: null }, last - sealed)
    const unsealed = await tailOf(reading, faults)
    return { sealed, unsealed, heads: checked.length, faults: faults.count, first: faults.named }
  })
}

class Faults {
  count = 0
  readonly named: AuditFault[] = []

  add(fault: AuditFault, times = 1): void {
    this.count += times
    if (this.named.length < mostNamed) this.named.push(fault)
  }
}

type SignedHead = Head & { readonly signature: Buffer }

/** Every link from the first on; after a fault the chain is taken up at the seal that is stored. Returns the last number. */
async function walk(
  reading: Reading,
  faults: Faults,
  heads: readonly SignedHead[],
): Promise<number> {
  const { keys } = reading.platform
  const sealsOf = new Map<number, Buffer[]>()
  for (const { sealNo, seal } of heads) sealsOf.set(sealNo, [...(sealsOf.get(sealNo) ?? []), seal])
  let no = 0
  let seal: Buffer = noSeal
  for (;;) {
    const page = await sealedAfter(reading, no)
    for (const entry of page) {
      const sealNo = entry.sealNo ?? 0
      const { id } = entry
      if (sealNo !== no + 1)
        faults.add({ kind: 'missing', sealNo: no + 1, id: null }, sealNo - no - 1)
      const proof = proofOf(keys, entry)
      const isProven = isSame(entry.proof, proof)
      const isLinked =
        sealNo !== no + 1 || isSame(entry.seal, sealOf(keys, seal, sealNo, entry.proof ?? noSeal))
      if (!isProven || !isLinked) faults.add({ kind: 'changed', sealNo, id })
      for (const said of sealsOf.get(sealNo) ?? []) {
        if (!isSame(entry.seal, said)) faults.add({ kind: 'head-differs', sealNo, id })
      }
      no = sealNo
      seal = entry.seal ?? noSeal
    }
    if (page.length < pageRows) return no
  }
}

async function sealedAfter(reading: Reading, no: number): Promise<StoredEntry[]> {
  const found = await reading.client.query<Parameters<typeof storedEntry>[0]>({
    name: 'audit-sealed-after',
    text: `select ${entryColumns} from platform.audit_entry
      where district = $1 and seal_no > $2 order by seal_no limit $3`,
    values: [reading.district, no, pageRows],
  })
  return found.rows.map(storedEntry)
}

/** What waits is fresh and proves itself; anything else was put in beside the program. */
async function tailOf(reading: Reading, faults: Faults): Promise<number> {
  const { keys } = reading.platform
  const found = await reading.client.query<Parameters<typeof storedEntry>[0]>(
    `select ${entryColumns} from platform.audit_entry where district = $1 and seal_no is null order by id limit $2`,
    [reading.district, pageRows],
  )
  const head = await viewChain(reading)
  for (const entry of found.rows.map(storedEntry)) {
    const begun = head.sealedAt !== null
    const isProven = entry.proof === null ? !begun : isSame(entry.proof, proofOf(keys, entry))
    if (!isProven) faults.add({ kind: 'put-in', sealNo: null, id: entry.id })
    else if (begun && reading.now.getTime() - entry.at.getTime() > longestTailMs) {
      faults.add({ kind: 'not-sealed', sealNo: null, id: entry.id })
    }
  }
  return head.unsealed
}

async function headsOf(reading: Reading): Promise<SignedHead[]> {
  const found = await reading.client.query<{
    district: string
    seal_no: number
    seal: Buffer
    signed_at: Date
    signature: Buffer
  }>(
    'select district, seal_no, seal, signed_at, signature from platform.audit_head where district = $1 order by seal_no',
    [reading.district],
  )
  return found.rows.map(({ seal_no: sealNo, signed_at: signedAt, ...row }) => ({
    ...row,
    sealNo,
    signedAt,
  }))
}

function read({ signedAt, seal, signature, ...head }: ExportedHead): SignedHead {
  return {
    ...head,
    seal: Buffer.from(seal, 'hex'),
    signedAt: new Date(signedAt),
    signature: Buffer.from(signature, 'hex'),
  }
}
