import { fen } from '../../../kernel/money.ts'
import type { UnderstoodSheet } from '../../../modules/recognition/contract.ts'
import { labelOf, sheetFields, sheetKinds } from '../labels.ts'
import { Yuan } from '../parts/money.tsx'
import { DistrictLink } from '../parts/page.tsx'
import { sayCount, sayMonth } from '../parts/say.ts'

/** What a sheet was taken for, which column for what, and what it adds up to. `to`: where that is corrected. */
export function SheetSummary({ sheet, to }: { sheet: UnderstoodSheet; to?: string }) {
  const { totals } = sheet
  const asks = to === undefined ? [] : (sheet.asks ?? [])
  return (
    <>
      <div className="understood">
        <p>
          看成<b>{sheet.leftOut === true ? '不导入的表' : labelOf(sheetKinds, sheet.kind)}</b>
          {sheet.confidence !== undefined &&
            sheet.confidence < 1 &&
            sheet.kind !== 'unknown' &&
            `（把握 ${Math.round(sheet.confidence * 100)}%）`}
          {sheet.period !== null && `，${sayMonth(sheet.period)}`}
          {sheet.headerRow !== null && sheet.headerRow > 0 && `，表头在第 ${sheet.headerRow} 行`}
          ，读到 {sayCount(sheet.rows)} 行，收下 {sayCount(sheet.accepted)} 行。
          {to !== undefined && (
            <>
              {' '}
              <DistrictLink to={to}>{sayWay(sheet)}</DistrictLink>
            </>
          )}
        </p>
        {asks.map((ask) => (
          <p key={`${ask.about} ${ask.question}`} className="notice flush">
            {ask.question}
          </p>
        ))}
        {sheet.reasons !== undefined && sheet.reasons.length > 0 && (
          <p className="small third">{sheet.reasons.join('')}</p>
        )}
        <div className="column-chips">
          {Object.entries(sheet.columns).map(([field, header]) => (
            <span key={field}>
              {labelOf(sheetFields, field)} <i>← {header}</i>
            </span>
          ))}
          {(sheet.sensitive ?? []).map((header) => (
            <span key={header} className="not-stored">
              <s>{header}</s> 依法不存
            </span>
          ))}
        </div>
      </div>
      {totals.workers > 0 && (
        <dl className="sheet-totals">
          <Total name="工人" value={`${sayCount(totals.workers)} 人`} />
          {totals.daysPresent > 0 && (
            <Total name="出勤" value={`${sayCount(totals.daysPresent)} 天`} />
          )}
          {totals.hours > 0 && <Total name="工时" value={`${sayCount(totals.hours)} 小时`} />}
          {totals.days > 0 && <Total name="工日" value={sayCount(totals.days)} />}
          {totals.dueFen > 0 && <Total name="应发" value={<Yuan fen={fen(totals.dueFen)} />} />}
          {totals.deductedFen > 0 && (
            <Total name="扣款" value={<Yuan fen={fen(totals.deductedFen)} />} />
          )}
          {totals.netFen > 0 && <Total name="实发" value={<Yuan fen={fen(totals.netFen)} />} />}
          {totals.paidFen > 0 && <Total name="已发" value={<Yuan fen={fen(totals.paidFen)} />} />}
        </dl>
      )}
    </>
  )
}

/** What the way to the sheet's own page is for. */
function sayWay({ asks = [], kind, leftOut }: UnderstoodSheet): string {
  if (asks.length > 0) return '要您定怎么读'
  return kind === 'unknown' && leftOut !== true ? '定怎么读' : '读得不对？'
}

function Total({ name, value }: { name: string; value: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
