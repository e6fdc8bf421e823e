import { Segmented } from 'antd'
import type { ReactNode } from 'react'
import { yuanText } from '../../../kernel/money.ts'
import type { JoinCandidate, SourceRecord } from '../../../modules/registry/contract-sources.ts'
import type { MatchFact } from '../../../modules/registry/rules/match-project.ts'
import { industries, ownerKinds, projectSources, projectStates } from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import { DistrictLink } from '../parts/page.tsx'
import { sayDay } from '../parts/say.ts'

/** A source's record beside a project that it may be: what agrees, and what does not. */
export function RecordTable(props: {
  record: SourceRecord
  candidates: readonly JoinCandidate[]
  shown: number
  show: (nth: number) => void
}) {
  const { record, candidates, shown, show } = props
  const candidate = candidates[shown] ?? null
  return (
    <>
      {candidates.length > 1 && (
        <div className="filters">
          <Segmented
            aria-label="相近的项目"
            value={shown}
            options={candidates.map(({ name }, nth) => ({
              value: nth,
              label: `${nth + 1}. ${name.length > 14 ? `${name.slice(0, 13)}…` : name}`,
            }))}
            onChange={show}
          />
        </div>
      )}
      <table className="plain-table pair-table">
        <thead>
          <tr>
            <th scope="col">比较</th>
            <th scope="col">
              {projectSources[record.source]}
              <span className="under">来源记录</span>
            </th>
            <th scope="col">{candidate === null ? '没有相近的项目' : <Known of={candidate} />}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">
                {row.label}
                {candidate !== null && <Compared of={row} candidate={candidate} />}
              </th>
              <td>{row.said(record) ?? unsaid}</td>
              <td>{candidate === null ? '' : (row.known(candidate) ?? unsaid)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Known({ of }: { of: JoinCandidate }) {
  return (
    <>
      <DistrictLink to={`/projects/${encodeURIComponent(of.code)}`}>{of.code}</DistrictLink>
      <span className="under">{of.sources.map((source) => projectSources[source]).join('、')}</span>
    </>
  )
}

const unsaid = <span className="third">没有写</span>

interface Row {
  label: string
  facts: readonly MatchFact[]
  said: (record: SourceRecord) => ReactNode
  known: (candidate: JoinCandidate) => ReactNode
}

function Compared({ of, candidate }: { of: Row; candidate: JoinCandidate }) {
  const differs = of.facts.some((fact) => candidate.differs.includes(fact))
  const agrees = of.facts.some((fact) => candidate.agrees.includes(fact))
  if (!differs && !agrees) return null
  return (
    <span className="under">
      <Chip tone={differs ? 'bad' : 'done'}>{differs ? '不同' : '相同'}</Chip>
    </span>
  )
}

type Firm = { name: string; creditCode: string | null }

function Firms({ of }: { of: readonly Firm[] }) {
  return of.map(({ name, creditCode }) => (
    <span key={`${name} ${creditCode}`}>
      {name}
      {creditCode !== null && <span className="under">{creditCode}</span>}
    </span>
  ))
}

function firmsOf(firms: readonly Firm[]): ReactNode {
  return firms.length === 0 ? null : <Firms of={firms} />
}

const sum = (fen: SourceRecord['contractSumFen']) => (fen === null ? null : `¥${yuanText(fen)}`)
const day = (on: SourceRecord['begunOn']) => (on === null ? null : sayDay(on))

const rows: readonly Row[] = [
  {
    label: '名称',
    facts: ['name', 'section'],
    said: (one) => one.name,
    known: (one) => one.name,
  },
  {
    label: '编号',
    facts: ['number'],
    said: (one) => one.ownNumber,
    known: (one) => one.platformNumber ?? one.code,
  },
  {
    label: '许可证号',
    facts: ['permit'],
    said: (one) => one.permitNumber,
    known: (one) => one.permitNumber,
  },
  {
    label: '建设单位',
    facts: ['owner'],
    said: (one) => firmsOf(one.owner === null ? [] : [one.owner]),
    known: (one) => firmsOf(one.owners),
  },
  {
    label: '总包单位',
    facts: ['contractor'],
    said: (one) => firmsOf(one.contractor === null ? [] : [one.contractor]),
    known: (one) => firmsOf(one.contractors),
  },
  { label: '属地', facts: ['town'], said: (one) => one.town, known: (one) => one.town },
  { label: '地点', facts: ['place'], said: (one) => one.place, known: (one) => one.place },
  {
    label: '合同金额',
    facts: ['sum'],
    said: (one) => sum(one.contractSumFen),
    known: (one) => sum(one.contractSumFen),
  },
  {
    label: '开工和竣工',
    facts: ['begun'],
    said: (one) => span(day(one.begunOn), day(one.finishOn)),
    known: (one) => span(day(one.begunOn), day(one.finishOn)),
  },
  {
    label: '行业和状态',
    facts: [],
    said: (one) =>
      [
        industries[one.industry],
        one.state === null ? null : projectStates[one.state],
        one.ownerKind === null ? null : ownerKinds[one.ownerKind],
      ]
        .filter((text) => text !== null)
        .join('，'),
    known: (one) =>
      [industries[one.industry], projectStates[one.state], ownerKinds[one.ownerKind]].join('，'),
  },
]

function span(from: string | null, to: string | null): string | null {
  if (from === null && to === null) return null
  return `${from ?? '未写'} 至 ${to ?? '未写'}`
}
