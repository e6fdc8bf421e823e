import { useParams } from 'react-router'
import { z } from 'zod'
import { daysIn, YearMonth } from '../../../kernel/day.ts'
import { fen } from '../../../kernel/money.ts'
import { viewLedgerRow } from '../../../modules/wages/contract.ts'
import type { LedgerLine, LedgerRow, ReturnOutcome } from '../../../modules/wages/contract.ts'
import { lineKinds, returnOutcomes } from '../../../modules/wages/words.ts'
import { dueBases } from '../labels.ts'
import { Chip, type ChipTone } from '../parts/chips.tsx'
import { Day, Due } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Money, Yuan } from '../parts/money.tsx'
import { Card, DistrictLink, FactsStrip, Page } from '../parts/page.tsx'
import { sayHours, sayMonth, sayWorkdays } from '../parts/say.ts'
import { Source, useSourceNames } from '../parts/sources.tsx'
import type { NamedSources } from '../parts/sources.tsx'
import { EmptyState, NotFound } from '../parts/states.tsx'
import { useRead } from '../read.ts'

type Line = z.infer<typeof LedgerLine>

const Address = z.object({ project: z.string(), workerId: z.uuid(), month: YearMonth })

/** One worker-month, down to the rows of the sheets that it stands on. */
export function LedgerRowPage() {
  const address = Address.safeParse(useParams())
  if (!address.success) return <NotFound whole sentence="这个地址不是一个工人的一个月。" />
  return <LedgerRowOf address={address.data} />
}

function LedgerRowOf({ address }: { address: z.infer<typeof Address> }) {
  const { row, lines } = useRead(viewLedgerRow, { params: address })
  const standing = lines.filter((line) => !line.superseded)
  const past = lines.length - standing.length
  return (
    <Page
      title={`${row.workerName}，${sayMonth(row.month)}`}
      crumb={[
        { to: '/projects', text: '项目' },
        { to: `/projects/${encodeURIComponent(row.projectCode)}`, text: row.projectName },
        {
          to: `/ledger?project=${encodeURIComponent(row.projectCode)}&month=${row.month}`,
          text: `${sayMonth(row.month)}台账`,
        },
      ]}
      crumbEnd={row.workerName}
      chips={row.dueFen === null && <Chip tone="unconfirmed">应发未知</Chip>}
      why={
        <>
          <DistrictLink to={`/workers/${row.workerId}`}>{row.workerName}</DistrictLink> 在{' '}
          <DistrictLink to={`/projects/${encodeURIComponent(row.projectCode)}`}>
            {row.projectName}
          </DistrictLink>{' '}
          的一个月
        </>
      }
    >
      <Facts row={row} />
      <Card
        title="依据的行"
        note={`${lines.length} 行${past > 0 ? `，其中 ${past} 行已被后来的取代` : ''}`}
        aside={<ExportButton small list={viewLedgerRow} params={address} />}
      >
        <Lines lines={lines} month={row.month} />
        {standing.some(({ kind }) => kind === 'bank-return') && (
          <p className="body small third">
            银行结果和工资表写的是同一笔的，只计一次，以银行的日期为准；银行没有付成的，工资表所写的发放不计。
          </p>
        )}
      </Card>
    </Page>
  )
}

function Facts({ row }: { row: LedgerRow }) {
  return (
    <FactsStrip
      facts={[
        { label: '出勤', value: `${row.daysPresent} 天`, note: `${sayHours(row.minutes)} 小时` },
        { label: '工日', value: sayWorkdays(row.workdaysHundredths) },
        { label: '应发', value: <Yuan fen={row.dueFen} />, note: dueBases[row.dueBasis] },
        { label: '扣款', value: <Yuan fen={row.deductedFen} /> },
        {
          label: '发薪日',
          value: <Day on={row.payOn} />,
          note: row.owedFen > 0 ? <Due on={row.payOn} /> : undefined,
        },
        { label: '按时已发', value: <Yuan fen={row.paidOnTimeFen} /> },
        { label: '迟发', value: <Yuan fen={row.paidLateFen} /> },
        {
          label: '欠付',
          value: (
            <b>
              <Yuan fen={row.dueFen === null && row.owedFen === 0 ? null : row.owedFen} />
            </b>
          ),
          note: '应发减扣款减已发，不小于 0',
        },
      ]}
    />
  )
}

function Lines({ lines, month }: { lines: Line[]; month: YearMonth }) {
  const names = useSourceNames(lines.map((line) => line.source))
  return (
    <ListTable
      label="依据的行"
      columns={columnsOf(month, names)}
      rows={lines}
      rowKey={(line) =>
        `${line.kind} ${line.source.importId} ${line.source.sheet} ${line.source.row}`
      }
      empty={<EmptyState title="没有依据的行">这个月的行已全部撤回。</EmptyState>}
    />
  )
}

function columnsOf(month: YearMonth, names: NamedSources): Column<Line>[] {
  return [
    {
      key: 'kind',
      title: '是什么',
      width: 120,
      phone: 'first',
      cell: (line) => (
        <>
          {lineKinds[line.kind]}
          {line.superseded && (
            <>
              {' '}
              <Chip>已被取代</Chip>
            </>
          )}
          {line.team !== null && <span className="under">{line.team}</span>}
        </>
      ),
    },
    {
      key: 'says',
      title: '写了什么',
      phone: 'more',
      cell: (line) => <Says line={line} month={month} />,
    },
    {
      key: 'amount',
      title: '金额（元）',
      align: 'right',
      phone: 'figure',
      cell: (line) =>
        line.kind === 'attendance' ? null : <Money fen={line.amountFen ?? line.dueFen ?? null} />,
    },
    {
      key: 'source',
      title: '来源',
      phone: 'last',
      cell: (line) => <Source source={line.source} names={names} />,
    },
  ]
}

function Says({ line, month }: { line: Line; month: YearMonth }) {
  if (line.kind === 'attendance') {
    return (
      <>
        {line.daysPresent ?? '未知'} 天{line.minutes !== null && `，${sayHours(line.minutes)} 小时`}
        {line.workdaysHundredths !== null && `，${sayWorkdays(line.workdaysHundredths)} 工日`}
        {line.present === null ? (
          <span className="under">表里只有合计，没有逐日</span>
        ) : (
          <Presence present={line.present} days={daysIn(month)} />
        )}
      </>
    )
  }
  if (line.kind === 'bank-return') {
    const outcome = line.outcome ?? 'pending'
    return (
      <>
        <Chip tone={outcomeTones[outcome]}>{returnOutcomes[outcome]}</Chip> 交易日期{' '}
        <Day on={line.paidOn} />
        {line.reason !== null && <span className="under">{line.reason}</span>}
      </>
    )
  }
  if (line.kind === 'payment') {
    return (
      <>
        发放日期 <Day on={line.paidOn} />
      </>
    )
  }
  return (
    <>
      应发 <Yuan fen={line.dueFen} />
      {line.dueStated === false && '（表里没有应发，按实发）'}，扣款{' '}
      <Yuan fen={line.deductedFen ?? fen(0)} />
      ，实发 <Yuan fen={line.netFen} />
    </>
  )
}

const outcomeTones: Record<ReturnOutcome, ChipTone> = {
  paid: 'done',
  failed: 'bad',
  refunded: 'bad',
  pending: 'unconfirmed',
}

/** One small square a day, filled where present; read aloud as the days. */
function Presence({ present, days }: { present: string; days: number }) {
  const signs = [...present].slice(0, days)
  const here = signs.flatMap((sign, index) => (sign === '1' ? [index + 1] : []))
  return (
    <span className="presence" role="img" aria-label={`出勤的日子：${here.join('、')} 日`}>
      {signs.map((sign, index) => (
        <i key={index} className={sign === '1' ? 'on' : ''} title={`${index + 1} 日`} />
      ))}
    </span>
  )
}
