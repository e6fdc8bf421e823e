import type { RowFinding } from '../../kernel/row-finding.ts'
import type { Tx } from '../../platform/context.ts'
import { ensureEnterprises } from './ensure-enterprises.ts'
import type { JoinedRow } from './join-rows.ts'
import { readLeadingParties } from './project-list-lines.ts'
import { noteOf } from './row-note.ts'
import { checkCreditCode } from './rules/credit-code.ts'
import { matchingName } from './rules/matching-name.ts'
import { recordParticipantRows } from './store.ts'

/**
 * Owner and general contractor where nobody is known as such; another firm than the known one is said. Returns the
 * projects that have got a firm.
 */
export async function recordParties(
  tx: Tx,
  importId: string | null,
  rows: readonly JoinedRow[],
  findings: RowFinding[],
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(rows.map(({ projectId }) => projectId))]
  const parties = Map.groupBy(
    await readLeadingParties(tx, ids),
    ({ project_id, role }) => `${project_id} ${role}`,
  )
  const named = new Map<string, { name: string; creditCode: string | null }>()
  const stated = rows.flatMap(({ projectId: id, listed }) =>
    [
      { role: 'owner', party: listed.owner },
      { role: 'general-contractor', party: listed.contractor },
    ].flatMap(({ role, party }) => {
      if (party === null) return []
      const key = `${id} ${role}`
      const standing = parties.get(key) ?? []
      const first = named.get(key)
      const isOne = standing.some(
        (one) =>
          one.name_key === matchingName(party.name) ||
          (party.creditCode !== null && one.credit_code === party.creditCode),
      )
      const isFirst = first !== undefined && matchingName(first.name) === matchingName(party.name)
      const others = [...standing, ...(first === undefined ? [] : [first])]
      if (others.length > 0 && !isOne && !isFirst) {
        const known = others.map((one) => one.name).join('、')
        findings.push(
          role === 'owner'
            ? noteOf(listed, 'ownerFirm', 'registry.list-owner-differs', { known })
            : noteOf(listed, 'contractorFirm', 'registry.list-general-contractor-differs', {
                known,
              }),
        )
        return []
      }
      named.set(key, party)
      return [{ id, role, party, isNew: !isOne }]
    }),
  )
  const enterpriseIds = await ensureEnterprises(
    tx,
    stated.map(({ party }) => {
      const checked = party.creditCode === null ? null : checkCreditCode(party.creditCode)
      const finding = checked === null || checked.ok ? null : checked.code
      return { ...party, creditCodeFinding: finding }
    }),
  )
  const records = stated.flatMap(({ id: projectId, role }, index) => {
    const enterpriseId = enterpriseIds[index]
    if (enterpriseId === undefined) return []
    return [{ projectId, enterpriseId, role, enteredOn: null, leftOn: null, managerName: null }]
  })
  await recordParticipantRows(tx, importId, records)
  return new Set(stated.filter(({ isNew }) => isNew).map(({ id }) => id))
}
