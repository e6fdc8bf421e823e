import { fen, sumFen } from '../../kernel/money.ts'
import { rowOfKey } from '../../kernel/row-key.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, tables } from '../../platform/context.ts'
import type { RegistryViews } from '../registry/tables.ts'
import { findProjectId } from '../registry/views.ts'
import type { Deposit, ProjectDeposits } from './contract.ts'
import { depositState } from './rules/deposit.ts'
import type { DepositsViews } from './tables.ts'

/** More deposits than a project has; a bound, not a page. */
const mostDeposits = 200

/** A project's deposits for the office's day: what stands first, then what has ended. */
export async function listProjectDeposits(ctx: Context, code: string): Promise<ProjectDeposits> {
  const on = officeDay(ctx)
  return look(ctx, async (reading) => {
    const projectId = await findProjectId(reading, code)
    const found = await tables<DepositsViews & Pick<RegistryViews, 'registry.enterprise_face'>>(
      reading,
    )
      .selectFrom('deposits.deposit as d')
      .leftJoin('registry.enterprise_face as e', 'e.id', 'd.payer_id')
      .selectAll('d')
      .select('e.name as payer')
      .where('d.district', '=', reading.district)
      .where('d.project_id', '=', projectId)
      .orderBy('d.import_id', 'desc')
      .orderBy('d.sheet')
      .orderBy('d.row')
      .limit(mostDeposits)
      .execute()
    const deposits = found.map((row): Deposit => {
      const { form, valid_from: validFrom, valid_to: validTo, returned_on: returnedOn } = row
      return {
        form,
        state: depositState({ form, validFrom, validTo, returnedOn }, on),
        amountFen: fen(row.amount_fen),
        issuer: row.issuer,
        letterNumber: row.letter_number,
        account: row.account === null ? null : `…${row.account.slice(-4)}`,
        payer: row.payer,
        paidInOn: row.paid_in_on,
        validFrom,
        validTo,
        returnedOn,
        contractSumFen: row.contract_sum_fen === null ? null : fen(row.contract_sum_fen),
        rateBasisPoints: row.rate_basis_points,
        source: { importId: row.import_id, sheet: row.sheet, row: rowOfKey(row.row) },
      }
    })
    const standing = deposits.filter(({ state }) => state === 'standing')
    const ended = deposits.filter(({ state }) => state !== 'standing')
    const untils = standing.flatMap(({ validTo }) => validTo ?? []).toSorted()
    return {
      on,
      standingFen: sumFen(standing.map(({ amountFen }) => amountFen)),
      standsUntil: untils.at(-1) ?? null,
      deposits: [
        ...standing,
        ...ended.toSorted((a, b) => ((a.validTo ?? '') < (b.validTo ?? '') ? 1 : -1)),
      ],
    }
  })
}
