import type { ReactNode } from 'react'
import { sumFen } from '../../../kernel/money.ts'
import type { Fen } from '../../../kernel/money.ts'
import type { ChainMonth } from '../../../modules/dashboards/contract.ts'
import { today } from '../clock.ts'
import { breakOf, daysLate, paidOf, paidShare, sheetShare } from './chain-break.ts'
import type { Break } from './chain-break.ts'
import { LevelChip, levelShapes } from './level-chip.tsx'
import { Money, Yuan } from './money.tsx'
import { DistrictLink } from './page.tsx'
import { sayCount, sayDay, sayMonth, sayWorkdays } from './say.ts'

/** Attended → due → paid → owed over all months, with the broken link named. */
export function WageChain({
  months,
  firm,
}: {
  months: readonly ChainMonth[]
  firm: string | null
}) {
  const broken = months.filter((row) => breakOf(row, today()) !== null)
  const kinds = new Set(broken.map((row) => breakOf(row, today())))
  const oldest = Math.max(0, ...broken.map((row) => daysLate(row, today())))
  const total = totalsOf(months)
  const mark = `断 · ${oldest} 日`
  const noSheet = kinds.has('no-sheet')
  return (
    <section className="card space-below" aria-label="工资链">
      <Verdict broken={broken} oldest={oldest} />
      <ol className="chain">
        <Step
          number={1}
          name="出勤"
          note={`${months.length} 个月`}
          value={`${sayWorkdays(total.workdaysHundredths)} 工日`}
          break={noSheet ? mark : null}
        />
        <Step
          number={2}
          name="工资表应发"
          note={firm ?? '总包'}
          value={<Yuan fen={total.dueFen} />}
          break={!noSheet && kinds.has('not-paid') ? mark : null}
          dry={noSheet && total.dueFen === 0}
        />
        <Step
          number={3}
          name="已发到卡"
          note={
            total.lateFen > 0 ? (
              <>
                其中迟发 <Yuan fen={total.lateFen} />
              </>
            ) : (
              '没有迟发'
            )
          }
          value={<Yuan fen={total.paidFen} />}
          dry={broken.length > 0}
        />
        <Step
          number={4}
          name="欠付"
          note={total.owedFen > 0 ? '应发减扣款减已发' : '没有欠付'}
          value={<Yuan fen={total.owedFen} />}
          dry={broken.length > 0}
        />
      </ol>
    </section>
  )
}

function Verdict({ broken, oldest }: { broken: ChainMonth[]; oldest: number }) {
  if (broken.length === 0) {
    return (
      <div className="verdict calm">
        <svg
          viewBox="0 0 16 16"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          aria-hidden="true"
        >
          <path d="M3 8.5 6.5 12 13 4.5" />
        </svg>
        <h2>工资链没有断</h2>
        <p>发薪日已过的月份，有出勤的都有工资表，应发的都已发到。</p>
      </div>
    )
  }
  const noSheet = broken.filter((row) => breakOf(row, today()) === 'no-sheet')
  const notPaid = broken.filter((row) => breakOf(row, today()) === 'not-paid')
  const owed = sumFen(broken.map((row) => row.owedFen))
  return (
    <div className="verdict">
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {levelShapes.red.shape}
      </svg>
      <h2>
        {noSheet.length > 0
          ? '工资链断在第 1 环：有出勤，没有工资表'
          : '工资链断在第 2 环：应发的没有发足'}
      </h2>
      <p>
        {noSheet.length > 0 && `${sayMonths(noSheet)}有人出勤，没有工资表。`}
        {notPaid.length > 0 && `${sayMonths(notPaid)}没有发足。`}
        {owed > 0 && (
          <>
            合计欠付 <Yuan fen={owed} />，
          </>
        )}
        最早一笔已超发薪日 {oldest} 日。
      </p>
    </div>
  )
}

function sayMonths(rows: ChainMonth[]): string {
  const names = rows.map((row) => sayMonth(row.month).replace('月', ' 月')).toReversed()
  return names.length > 4
    ? `${names.slice(0, 4).join('、')}等 ${names.length} 个月`
    : names.join('、')
}

function Step(props: {
  number: number
  name: string
  note: ReactNode
  value: ReactNode
  break?: string | null
  dry?: boolean
}) {
  const broken = props.break !== undefined && props.break !== null
  return (
    <li className={`${broken ? 'broken' : ''} ${props.dry ? 'dry' : ''}`}>
      <div className="node">
        <span className="dot">{props.number}</span>
        <span className="link">{broken && <span className="break-mark">{props.break}</span>}</span>
      </div>
      <span className="step-name">{props.name}</span>
      <span className="step-note">{props.note}</span>
      <span className="step-value">{props.value}</span>
    </li>
  )
}

/** Month by month, newest first; a thin bar says how much of the link before arrived. */
export function MonthMatrix(props: { months: readonly ChainMonth[]; project: string }) {
  const { months } = props
  const total = totalsOf(months)
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="逐月工资链">
      <table className="plain-table matrix">
        <thead>
          <tr>
            <th scope="col">月份</th>
            <th scope="col" className="right">
              1 出勤
            </th>
            <th scope="col" className="right">
              2 应发
            </th>
            <th scope="col" className="right">
              扣款
            </th>
            <th scope="col" className="right">
              3 已发
            </th>
            <th scope="col" className="right">
              4 欠付
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map((row) => (
            <MonthRow key={row.month} row={row} project={props.project} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            <td className="right">{sayWorkdays(total.workdaysHundredths)}</td>
            <td className="right">
              <Money fen={total.dueFen} />
            </td>
            <td className="right">
              <Money fen={total.deductedFen} />
            </td>
            <td className="right">
              <Money fen={total.paidFen} />
            </td>
            <td className="right">
              <Money fen={total.owedFen} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function MonthRow({ row, project }: { row: ChainMonth; project: string }) {
  const rows = `/ledger?project=${encodeURIComponent(project)}&month=${row.month}`
  const broken = breakOf(row, today())
  const unknown = row.dueUnknown > 0 && row.dueFen === 0
  return (
    <tr>
      <th scope="row">
        {sayMonth(row.month)} {row.level && <LevelChip level={row.level} />}
        <span className="under">{sayPayDate(row, broken)}</span>
      </th>
      <td className="right">
        <DistrictLink to={rows}>{sayCount(row.workersAttended)} 人</DistrictLink>
        <span className="under">{sayWorkdays(row.workdaysHundredths)} 工日</span>
      </td>
      <td className={broken === 'no-sheet' ? 'right broken' : 'right'}>
        <DistrictLink to={rows}>
          <Money fen={unknown ? null : row.dueFen} />
        </DistrictLink>
        <Bar share={sheetShare(row)} late={broken === 'no-sheet'} />
        {row.attendedWithoutPayLine > 0 && (
          <DistrictLink
            to={`${rows}&only=without-pay-line`}
            className={broken === 'no-sheet' ? 'cut' : 'under'}
          >
            {row.attendedWithoutPayLine} 人没有工资表
          </DistrictLink>
        )}
      </td>
      <td className="right">
        <Money fen={row.deductedFen} />
      </td>
      <td className={broken === 'not-paid' ? 'right broken' : 'right'}>
        <DistrictLink to={rows}>
          <Money fen={paidOf(row)} />
        </DistrictLink>
        <Bar share={paidShare(row)} late={broken === 'not-paid'} />
        {broken === 'not-paid' && (
          <span className="cut">断 · 已超 {daysLate(row, today())} 日</span>
        )}
        {row.paidLateFen > 0 && (
          <DistrictLink to={`${rows}&only=late`} className="under">
            迟发 <Money fen={row.paidLateFen} />
          </DistrictLink>
        )}
      </td>
      <td className="right">
        <DistrictLink to={row.owedFen > 0 ? `${rows}&only=owed` : rows}>
          <Money fen={unknown ? null : row.owedFen} owed />
          {row.owedWorkers > 0 && <span className="under">{sayCount(row.owedWorkers)} 人</span>}
        </DistrictLink>
      </td>
    </tr>
  )
}

function sayPayDate(row: ChainMonth, broken: Break | null): string {
  if (broken === null && row.payOn < today()) return row.owedFen === 0 ? '已付清' : ''
  return `${sayDay(row.payOn)}应发`
}

function Bar({ share, late }: { share: number; late: boolean }) {
  const width = `${Math.round(Math.max(0, Math.min(1, share)) * 100)}%`
  const shape = late ? 'late' : share < 1 ? 'short' : ''
  return (
    <span className={`bar ${shape}`}>
      <i style={{ width }} />
    </span>
  )
}

function totalsOf(months: readonly ChainMonth[]) {
  const sum = (of: (row: ChainMonth) => Fen) => sumFen(months.map(of))
  return {
    workdaysHundredths: months.reduce((total, row) => total + row.workdaysHundredths, 0),
    dueFen: sum((row) => row.dueFen),
    deductedFen: sum((row) => row.deductedFen),
    paidFen: sum(paidOf),
    lateFen: sum((row) => row.paidLateFen),
    owedFen: sum((row) => row.owedFen),
  }
}
