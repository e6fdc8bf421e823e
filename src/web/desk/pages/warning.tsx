import { Link, useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { fen } from '../../../kernel/money.ts'
import { listWarnings, viewWarning } from '../../../modules/risk/contract.ts'
import type { Warning, WarningEvent } from '../../../modules/risk/contract.ts'
import { listEvidence } from '../../../modules/risk/contract-matters.ts'
import type { EvidenceRow } from '../../../modules/risk/contract-matters.ts'
import { LedgerFilter, totalLedger } from '../../../modules/wages/contract.ts'
import { useDistrict } from '../district.ts'
import { Chip, MarkChip } from '../parts/chips.tsx'
import { Day, Due } from '../parts/day.tsx'
import { Icon } from '../parts/icon.tsx'
import { LevelChip } from '../parts/level-chip.tsx'
import { GrowingPart } from '../parts/growing-part.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Money, Yuan } from '../parts/money.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { sayCount, sayDay, sayMonth } from '../parts/say.ts'
import { EmptyState, NotFound } from '../parts/states.tsx'
import { WarningAxis } from '../parts/warning-axis.tsx'
import { queries, useRead } from '../read.ts'
import { filterIn } from '../use-address.ts'
import { useKeys } from '../use-keys.ts'
import { PointsCard } from './points-card.tsx'
import { WarningActing } from './warning-acting.tsx'

const Address = z.object({ id: z.uuid() })

export function WarningPage() {
  const address = Address.safeParse(useParams())
  if (!address.success) return <NotFound whole sentence="这个地址不是一条预警。" />
  return <WarningOf id={address.data.id} />
}

/** Explanation first: the sentence, the time axis, the figures with their rows, what clears it; then who acts by when. */
function WarningOf({ id }: { id: string }) {
  const warning = useRead(viewWarning, { params: { id } })
  const rows = filterIn(LedgerFilter, warning.rows)
  // Of other rules the ledger has more rows than the warning stands on: no sum of theirs is its own.
  const exact = rows !== null && rows.only !== undefined ? rows : null
  return (
    <Page
      title={warning.title}
      crumb={[{ to: '/warnings', text: '预警' }]}
      crumbEnd={`${warning.projectName} ${sayMonth(warning.month)}`}
      leading={<LevelChip level={warning.level} />}
      chips={
        warning.clearedOn !== null && (
          <Chip tone="done">
            <Icon name="tick" />
            {sayDay(warning.clearedOn)} 已解除
          </Chip>
        )
      }
      why={
        <>
          <DistrictLink to={`/projects/${encodeURIComponent(warning.projectCode)}`}>
            {warning.projectName}
          </DistrictLink>
          {warning.town !== null && ` · ${warning.town}`} · {sayMonth(warning.month)} ·{' '}
          {sayDay(warning.raisedOn)} 发出
        </>
      }
      actions={<Neighbours id={id} />}
    >
      <div className="two-columns who-early">
        <div className="stack">
          <Card title="为什么">
            <p className="body explanation">{warning.message}</p>
            <p className="body second">{warning.why}</p>
            <div className="body">
              <WarningAxis warning={warning} />
            </div>
            {exact && <Numbers filter={exact} to={warning.rows} />}
          </Card>
          <Card
            title="依据的行"
            note={`${sayCount(warning.evidence)} 人月`}
            aside={
              <DistrictLink to={warning.rows}>
                {exact === null ? '本月工资台账' : `台账里的 ${sayCount(warning.evidence)} 行`}
              </DistrictLink>
            }
          >
            <Evidence warning={warning} />
          </Card>
          <Clears warning={warning} />
          <Articles warning={warning} />
        </div>
        <div className="stack">
          <WarningActing matter={warning.acting} asks={warning.asks} />
          <PointsCard code={warning.projectCode} />
          <Card title="预警经过">
            <ol className="time-line body">
              {warning.events.toReversed().map((event, index) => (
                <EventRow key={index} event={event} />
              ))}
            </ol>
          </Card>
        </div>
      </div>
    </Page>
  )
}

/** The warnings before and after in the list last read that holds this one; J and K step too. */
function Neighbours({ id }: { id: string }) {
  const district = useDistrict()
  const navigate = useNavigate()
  const ids = idsAround(district, id)
  const at = ids.indexOf(id)
  const addressAt = (index: number) => {
    const found = ids[index]
    return found === undefined ? null : `/d/${district}/warnings/${found}`
  }
  const before = at < 1 ? null : addressAt(at - 1)
  const after = at < 0 ? null : addressAt(at + 1)
  useKeys([
    { key: 'j', says: '下一条', run: () => after !== null && void navigate(after) },
    { key: 'k', says: '上一条', run: () => before !== null && void navigate(before) },
  ])
  return (
    <>
      {before !== null && (
        <Link className="step-link" to={before}>
          <Icon name="left" />
          上一条
        </Link>
      )}
      {after !== null && (
        <Link className="step-link" to={after}>
          下一条
          <Icon name="right" />
        </Link>
      )}
    </>
  )
}

function idsAround(district: string, id: string): string[] {
  const lists = queries.getQueriesData<z.infer<typeof listWarnings.reply>>({
    queryKey: [listWarnings.name, district],
  })
  const lately = lists
    .map(([, list]) => (list?.rows ?? []).map((row) => row.id))
    .findLast((ids) => ids.includes(id))
  return lately ?? []
}

function Numbers({ filter, to }: { filter: LedgerFilter; to: string }) {
  return (
    <Part of={totalLedger} input={{ query: filter }} heights={[72]}>
      {(totals) => (
        <dl className="facts rule-above">
          <Number label="人" value={sayCount(totals.workers)} to={to} />
          <Number
            label="应发"
            value={
              <Yuan fen={totals.dueUnknown > 0 && totals.dueFen === 0 ? null : totals.dueFen} />
            }
            to={to}
          />
          <Number
            label="已发"
            value={<Yuan fen={fen(totals.paidOnTimeFen + totals.paidLateFen)} />}
            to={to}
          />
          <Number
            label={
              totals.dueUnknown > 0 ? `欠付（另有 ${totals.dueUnknown} 人月应发未知）` : '欠付'
            }
            value={
              <Yuan fen={totals.dueUnknown > 0 && totals.owedFen === 0 ? null : totals.owedFen} />
            }
            to={to}
          />
        </dl>
      )}
    </Part>
  )
}

function Number({ label, value, to }: { label: string; value: React.ReactNode; to: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="headline">
        <DistrictLink to={to}>{value}</DistrictLink>
      </dd>
    </div>
  )
}

function Evidence({ warning }: { warning: Warning }) {
  const district = useDistrict()
  const ledgerOf = (row: EvidenceRow) =>
    `/ledger/${encodeURIComponent(warning.projectCode)}/${row.workerId}/${warning.month}`
  return (
    <GrowingPart of={listEvidence} params={{ id: warning.id }} query={(limit) => ({ limit })}>
      {(list) => (
        <ListTable
          label="依据的行"
          columns={evidenceColumns(ledgerOf)}
          rows={list.rows}
          rowKey={(row) => row.workerId}
          open={(row) => `/d/${district}${ledgerOf(row)}`}
          empty={
            <EmptyState title="依据的行已经消失">工资已付清，或相关的表已更正、撤回。</EmptyState>
          }
        />
      )}
    </GrowingPart>
  )
}

function evidenceColumns(ledgerOf: (row: EvidenceRow) => string): Column<EvidenceRow>[] {
  return [
    {
      key: 'worker',
      title: '工人',
      phone: 'first',
      cell: (row) => (
        <>
          <DistrictLink to={ledgerOf(row)}>{row.workerName}</DistrictLink>
          {row.note !== null && <span className="under">{row.note}</span>}
        </>
      ),
    },
    {
      key: 'workdays',
      title: '工日',
      align: 'right',
      phone: 'last',
      cell: (row) => row.workdaysHundredths / 100,
    },
    {
      key: 'due',
      title: '应发（元）',
      align: 'right',
      phone: 'last',
      cell: (row) => <Money fen={row.dueFen} />,
    },
    {
      key: 'paid',
      title: '已发（元）',
      align: 'right',
      phone: 'last',
      cell: (row) => <Money fen={row.paidFen} />,
    },
    {
      key: 'owed',
      title: '欠付（元）',
      align: 'right',
      phone: 'figure',
      cell: (row) => <Money fen={row.owedFen} owed />,
    },
  ]
}

function Clears({ warning }: { warning: Warning }) {
  const { nextLevel } = warning
  return (
    <Card title={warning.clearedOn === null ? '怎样才解除' : '已经解除'}>
      <div className="body">
        <p>{warning.clears}</p>
        <p className="small third">条件满足后系统自动解除并留痕，不需要人来关。</p>
        {warning.clearedOn === null && nextLevel !== null && (
          <p className="rule-above spaced">
            不消除，
            <Day on={nextLevel.on} /> 起升为 <LevelChip level={nextLevel.level} />{' '}
            <Due on={nextLevel.on} />
          </p>
        )}
      </div>
    </Card>
  )
}

function Articles({ warning }: { warning: Warning }) {
  return (
    <Card title="条款与参数">
      <table className="plain-table">
        <tbody>
          <tr>
            <td className="second">条款</td>
            <td colSpan={2}>{warning.article}</td>
          </tr>
          {warning.missing.map((name) => (
            <tr key={name}>
              <td className="second">{name}</td>
              <td>没有登记，这一半没有计算。</td>
              <td className="right">
                <Chip tone="bad">缺参数</Chip>
              </td>
            </tr>
          ))}
          {warning.parameters.map((parameter) => (
            <tr key={parameter.key}>
              <td className="second">
                {parameter.name}：{parameter.value}
              </td>
              <td>
                {parameter.instrument} {parameter.article}
              </td>
              <td className="right">
                <MarkChip mark={parameter.mark} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}

function EventRow({ event }: { event: WarningEvent }) {
  const shape = event.kind === 'cleared' ? 'now' : event.kind === 'changed' ? '' : 'bad'
  return (
    <li className={shape}>
      <span className="small third">{sayDay(event.happenedOn)}</span>
      <div>
        {event.message} {event.kind === 'level-changed' && <LevelChip level={event.level} />}
      </div>
    </li>
  )
}
