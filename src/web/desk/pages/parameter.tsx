import { useParams } from 'react-router'
import { parameterText } from '../../../modules/calendar/words.ts'
import { viewParameterEffect } from '../../../modules/dashboards/contract-places.ts'
import { listParameters } from '../../../modules/places/contract.ts'
import type { ParameterRow } from '../../../modules/places/contract.ts'
import { listProposals, proposeParameter } from '../../../modules/places/contract-proposals.ts'
import type { ParameterProposal } from '../../../modules/places/contract-proposals.ts'
import { isParameterKey, unitOf } from '../../../modules/places/rules/new-parameter.ts'
import { findParameter } from '../../../modules/places/rules/parameter.ts'
import { usesOf } from '../../../modules/places/rules/uses.ts'
import { parameterUseNames, placeText, proposalStateNames } from '../../../modules/places/words.ts'
import { day } from '../../../kernel/day.ts'
import { today } from '../clock.ts'
import { useDistrict } from '../district.ts'
import { labelOf, parameterNames } from '../labels.ts'
import { Chip, MarkChip } from '../parts/chips.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card, FactsStrip, MainLink, Page } from '../parts/page.tsx'
import { sayInstant } from '../parts/say.ts'
import { EmptyState, NotFound } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { valueColumns, Validity } from './parameter-columns.tsx'
import { DecideProposal } from './parameter-decide.tsx'
import { ParameterEffect } from './parameter-effect.tsx'

/** Before anything was counted: all that there is. */
const firstDay = day('2000-01-01')

/** One parameter: what holds, what is proposed, what it touches, and everything that it was. */
export function ParameterPage() {
  const { key = '' } = useParams()
  if (isParameterKey(key)) return <OneParameter name={key} />
  return <NotFound whole sentence={`没有叫 ${key} 的参数，请从参数列表进入。`} />
}

function OneParameter({ name }: { name: string }) {
  const district = useDistrict()
  const { roles } = useMe()
  const rows = useRead(listParameters).filter((row) => row.key === name)
  const proposals = useRead(listProposals, { query: { show: 'all', key: name } }).rows
  const waiting = proposals.filter(({ state }) => state === 'proposed')
  const decided = proposals.filter(({ state }) => state !== 'proposed')
  const present = rows.find((row) => findParameter(rows, name, district, today()) === row)
  return (
    <Page
      title={labelOf(parameterNames, name)}
      crumb={[{ to: '/parameters', text: '参数' }]}
      crumbEnd={labelOf(parameterNames, name)}
      why={whyOf(name, rows)}
      actions={
        mayCall(proposeParameter, roles) &&
        waiting.length === 0 && (
          <MainLink to={`/parameters/propose?key=${encodeURIComponent(name)}`}>提出新值</MainLink>
        )
      }
    >
      <FactsStrip facts={factsOf(present, district)} />
      <div className="stack">
        {waiting.map((proposal) => (
          <Waiting key={proposal.id} proposal={proposal} present={present} />
        ))}
        {waiting.length === 0 && mayCall(viewParameterEffect, roles) && (
          <Card title="用在哪里">
            <ParameterEffect name={name} from={firstDay} to={null} idle />
          </Card>
        )}
        <History name={name} rows={rows} />
        {decided.length > 0 && (
          <Card title="办结的建议">
            <ListTable
              label="办结的建议"
              columns={decidedColumns}
              rows={decided}
              rowKey={(row) => row.id}
            />
          </Card>
        )}
      </div>
    </Page>
  )
}

function History({ name, rows }: { name: string; rows: readonly ParameterRow[] }) {
  const district = useDistrict()
  return (
    <Card title="历次值" note="新的在前；记下的值不改，各有有效期">
      <ListTable
        label="历次值"
        columns={valueFirst(
          valueColumns(district, (row) => findParameter(rows, name, district, today()) === row),
        )}
        rows={rows}
        rowKey={(row) => `${row.place} ${row.validFrom}`}
        empty={
          <EmptyState title="还没有值">
            没有值的参数不会被猜：用到它的规则不计算，并写明缺它。
          </EmptyState>
        }
      />
    </Card>
  )
}

/** On a phone a row of one key begins with its value. */
function valueFirst(columns: Column<ParameterRow>[]): Column<ParameterRow>[] {
  return columns.map((column) =>
    column.key === 'value' ? { ...column, phone: 'first' as const } : column,
  )
}

function whyOf(name: string, rows: readonly ParameterRow[]): string {
  const uses = usesOf(name).map((use) => parameterUseNames[use])
  return `代码 ${name}，单位：${unitOf(name, rows)}。用于：${uses.join('、')}。`
}

function factsOf(present: ParameterRow | undefined, district: string) {
  if (present === undefined) return [{ label: '现行的值', value: '没有', note: '未登记前不计算' }]
  return [
    { label: '现行的值', value: parameterText(present), note: placeText(present.place, district) },
    { label: '依据', value: present.instrument, note: present.article },
    { label: '有效', value: <Validity {...present} /> },
    {
      label: '原文',
      value: <MarkChip mark={present.mark} />,
      note: [
        present.confirmedBy === null ? '' : `${present.confirmedBy} 确认`,
        present.approvedBy === null ? '' : `${present.approvedBy} 批准`,
      ]
        .filter((said) => said !== '')
        .join('，'),
    },
  ]
}

function Waiting(props: { proposal: ParameterProposal; present: ParameterRow | undefined }) {
  const { proposal, present } = props
  const { roles } = useMe()
  return (
    <Card
      title="等审批的建议"
      note={`${proposal.proposedByName} 于 ${sayInstant(proposal.proposedAt)} 提出`}
    >
      <div className="body">
        <p>
          由 {present === undefined ? '没有值' : parameterText(present)} 改为{' '}
          <b>{parameterText(proposal)}</b>，<Validity {...proposal} />。
        </p>
        <p className="second">
          依据：{[proposal.instrument, proposal.article].filter((said) => said !== '').join('，')}
        </p>
      </div>
      {mayCall(viewParameterEffect, roles) && (
        <ParameterEffect name={proposal.key} from={proposal.validFrom} to={proposal.validTo} />
      )}
      <DecideProposal proposal={proposal} />
    </Card>
  )
}

const tones = { proposed: 'accent', approved: 'done', rejected: 'bad', withdrawn: 'plain' } as const

const decidedColumns: Column<ParameterProposal>[] = [
  {
    key: 'value',
    title: '建议值',
    phone: 'first',
    cell: (row) => <b className="unbroken">{parameterText(row)}</b>,
  },
  {
    key: 'state',
    title: '结果',
    phone: 'figure',
    cell: (row) => <Chip tone={tones[row.state]}>{proposalStateNames[row.state]}</Chip>,
  },
  { key: 'valid', title: '有效', phone: 'last', cell: (row) => <Validity {...row} /> },
  {
    key: 'proposed',
    title: '谁提出',
    phone: 'last',
    cell: (row) => (
      <>
        {row.proposedByName}
        <span className="under">{sayInstant(row.proposedAt)}</span>
      </>
    ),
  },
  {
    key: 'decided',
    title: '谁办结',
    phone: 'last',
    cell: (row) => (
      <>
        {row.decidedByName}
        {row.decidedAt !== null && <span className="under">{sayInstant(row.decidedAt)}</span>}
      </>
    ),
  },
  { key: 'why', title: '意见', phone: 'more', cell: (row) => row.why },
]
