import { sql } from 'kysely'
import type { PlainDate, YearMonth } from '../../kernel/day.ts'
import { type Reading, tables } from '../../platform/context.ts'
import { openValue } from '../../platform/keys.ts'

/** A line of a pay sheet with whole numbers; see labour's `views-whole.ts` for who may read them. */
export interface WholePayLine {
  readonly name: string
  readonly idNumber: string | null
  readonly creditCode: string | null
  readonly firm: string | null
  readonly team: string | null
  readonly card: string | null
  readonly kind: 'ordinary' | 'back-pay'
  readonly workdaysHundredths: number | null
  /** Null where the sheet did not state it. */
  readonly dueFen: number | null
  readonly deductedFen: number
  readonly netFen: number | null
  /** Null where it was not paid, or its payment was taken back. */
  readonly paidOn: PlainDate | null
  readonly reference: string | null
}

/** More lines than a project has in a month; a bound, not a page. */
const mostLines = 200_000

/** Lines and payments of a project's month that stand; of one line the row that stands comes last, as in a sheet. */
export async function listWholePay(
  reading: Reading,
  { projectId, month }: { readonly projectId: string; readonly month: YearMonth },
): Promise<WholePayLine[]> {
  const { district, platform } = reading
  const found = await sql<Found>`
    select w.name, i.ciphertext as id_sealed, n.name as firm, n.credit_code, t.name as team, c.ciphertext as card_sealed,
      l.kind, l.workdays_hundredths, l.due_fen, l.due_stated, l.deducted_fen, l.net_fen, l.place,
      case when l.payment_superseded_by is null then l.paid_on end as paid_on
    from wages.pay_line l
    join labour.worker_face w on w.district = l.district and w.id = l.worker_id
    left join labour.engagement_face e on e.district = l.district and e.project_id = l.project_id and e.worker_id = l.worker_id
    left join labour.team_face t on t.district = l.district and t.id = l.team_id
    left join registry.enterprise_face n on n.id = coalesce(t.enterprise_id, e.enterprise_id)
    left join platform.personal_value i on i.district = l.district and i.id = w.id_value
    left join platform.personal_value c on c.district = l.district and c.id = l.card_value
    where l.district = ${district} and l.project_id = ${projectId} and l.month = ${month}
      and (l.superseded_by is null or (l.paid_on is not null and l.payment_superseded_by is null))
    order by n.name nulls last, t.name nulls last, w.name, w.id, l.kind desc, l.superseded_by is null, l.paid_on, l.place
    limit ${mostLines}`.execute(tables(reading))
  return found.rows.map((row) => ({
    name: row.name,
    idNumber: row.id_sealed && openValue(platform.keys, 'id-number', row.id_sealed),
    creditCode: row.credit_code,
    firm: row.firm,
    team: row.team,
    card: row.card_sealed && openValue(platform.keys, 'card', row.card_sealed),
    kind: row.kind,
    workdaysHundredths: row.workdays_hundredths,
    dueFen: row.due_stated ? row.due_fen : null,
    deductedFen: row.deducted_fen,
    netFen: row.net_fen,
    paidOn: row.paid_on,
    reference: row.paid_on === null ? null : referenceIn(row.place),
  }))
}

interface Found {
  name: string
  id_sealed: Buffer | null
  firm: string | null
  credit_code: string | null
  team: string | null
  card_sealed: Buffer | null
  kind: 'ordinary' | 'back-pay'
  workdays_hundredths: number | null
  due_fen: number
  due_stated: boolean
  deducted_fen: number
  net_fen: number | null
  place: string | null
  paid_on: PlainDate | null
}

/** A payment's place is the sheet's reference, and which of the day's payments it is where it is not the first. */
function referenceIn(place: string | null): string | null {
  if (place === null || /^\d{1,2}$/.test(place)) return null
  return place.replace(/ \d{1,2}$/, '')
}
