import type { ReactNode } from 'react'
import { sumFen } from '../../../kernel/money.ts'
import type { Fen } from '../../../kernel/money.ts'
import type { ChainMonth } from '../../../modules/dashboards/contract.ts'
import { today } from '../clock.ts'
import { breaksOf, daysLate, oldestLate, paidOf, paidShare, sheetShare } from './chain-break.ts'
import { Icon } from './icon.tsx'
import { LevelChip, levelShapes } from './level-chip.tsx'
import { Money, Yuan } from './money.tsx'
import { DistrictLink } from './page.tsx'
import { sayCount, sayDay, sayMonth, sayWorkdays } from './say.ts'

/** Attended → due → paid → owed over all months, with the broken link named. */
export function WageChain(props: { months: readonly ChainMonth[]; firm: string | null }) {
  const { months, firm } = props
  const day = today()
  const noSheet = months.filter((month) => breaksOf(month, day).noSheet)
  const notPaid = months.filter((month) => breaksOf(month, day).notPaid)
  const total = totalsOf(months)
  const mark = (broken: ChainMonth[]) =>
    broken.length === 0 ? null : `断 · ${oldestLate(broken, day)} 日`
  const dry = noSheet.length + notPaid.length > 0
  return (
    <section className="card space-below" aria-label="工资链">
      <Verdict noSheet={noSheet} notPaid={notPaid} />
      <ol className="chain">
        <Step
          number={1}
          name="出勤"
          note={`${months.length} 个月`}
          value={`${sayWorkdays(total.workdaysHundredths)} 工日`}
          break={mark(noSheet)}
        />
        <Step
          number={2}
          name="工资表应发"
          note={firm ?? '总包未查清'}
          value={<Yuan fen={total.dueFen} />}
          break={mark(notPaid)}
          dry={noSheet.length > 0 && total.dueFen === 0}
        />
        <Step
          number={3}
          name="已发到卡"
          note={<Late fen={total.lateFen} />}
          value={<Yuan fen={total.paidFen} />}
          dry={dry}
        />
        <Step
          number={4}
          name="欠付"
          note={total.owedFen > 0 ? '应发减扣款减已发' : '没有欠付'}
          value={<Yuan fen={total.owedFen} />}
          dry={dry}
        />
      </ol>
    </section>
  )
}

function Late({ fen }: { fen: Fen }) {
  if (fen === 0) return '没有迟发'
  return (
    <>
      其中迟发 <Yuan fen={fen} />
    </>
  )
}

/** Names the link whose break is the older one first. */
function Verdict({ noSheet, notPaid }: { noSheet: ChainMonth[]; notPaid: ChainMonth[] }) {
  const day = today()
  if (noSheet.length + notPaid.length === 0) return <Holds />
  const sheetFirst = oldestLate(noSheet, day) > oldestLate(notPaid, day)
  const owed = sumFen(notPaid.map((month) => month.owedFen))
  return (
    <div className="verdict">
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {levelShapes.red.shape}
      </svg>
      <h2>
        {sheetFirst ? '工资链断在第 1 环：有出勤，没有工资表' : '工资链断在第 2 环：应发的没有发足'}
      </h2>
      <p>
        {notPaid.length > 0 && (
          <>
            {sayMonths(notPaid)}没有发足，欠付 <Yuan fen={owed} />。
          </>
        )}
        {noSheet.length > 0 && `${sayMonths(noSheet)}有人出勤，没有工资表。`}
        最早的已超发薪日 {oldestLate([...noSheet, ...notPaid], day)} 日。
      </p>
    </div>
  )
}

function Holds() {
  return (
    <div className="verdict calm">
      <Icon name="tick" />
      <h2>工资链没有断</h2>
      <p>发薪日已过的月份，有出勤的都有工资表，应发的都已发到。</p>
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
  const { noSheet, notPaid } = breaksOf(row, today())
  const unknown = row.dueUnknown > 0 && row.dueFen === 0
  return (
    <tr>
      <th scope="row">
        {sayMonth(row.month)} {row.level && <LevelChip level={row.level} />}
        <span className="under">{sayPayDate(row)}</span>
      </th>
      <td className="right">
        <DistrictLink to={rows}>{sayCount(row.workersAttended)} 人</DistrictLink>
        <span className="under">{sayWorkdays(row.workdaysHundredths)} 工日</span>
      </td>
      <td className={noSheet ? 'right broken' : 'right'}>
        <DistrictLink to={rows}>
          <Money fen={unknown ? null : row.dueFen} />
        </DistrictLink>
        <Bar share={sheetShare(row)} late={noSheet} />
        {row.attendedWithoutPayLine > 0 && (
          <DistrictLink to={`${rows}&only=without-pay-line`} className={noSheet ? 'cut' : 'under'}>
            {row.attendedWithoutPayLine} 人没有工资表
          </DistrictLink>
        )}
      </td>
      <td className="right">
        <Money fen={row.deductedFen} />
      </td>
      <td className={notPaid ? 'right broken' : 'right'}>
        <DistrictLink to={rows}>
          <Money fen={paidOf(row)} />
        </DistrictLink>
        <Bar share={paidShare(row)} late={notPaid} />
        {notPaid && <span className="cut">断 · 已超 {daysLate(row, today())} 日</span>}
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

function sayPayDate(row: ChainMonth): string {
  const { noSheet, notPaid } = breaksOf(row, today())
  if (row.payOn < today() && !noSheet && !notPaid) return '已付清'
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
