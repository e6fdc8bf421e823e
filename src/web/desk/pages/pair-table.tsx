import type { ReactNode } from 'react'
import { sentence } from '../../../kernel/words.ts'
import type { MergeFact, MergePerson, MergeRow } from '../../../modules/labour/contract-merges.ts'
import { labourWords, mergeFacts } from '../../../modules/labour/words.ts'
import { Chip } from '../parts/chips.tsx'
import { DistrictLink } from '../parts/page.tsx'
import { sayDay } from '../parts/say.ts'

/** Both side by side, every number masked, and what agrees of what both state. */
export function PairTable({ row }: { row: MergeRow }) {
  const { kept, other } = row
  return (
    <table className="plain-table pair-table">
      <thead>
        <tr>
          <th scope="col">比较</th>
          <th scope="col">
            <Heading row={row} person={kept} says="建议以此为准" />
          </th>
          <th scope="col">
            <Heading row={row} person={other} says="另一名" />
          </th>
        </tr>
      </thead>
      <tbody>
        {(['id', 'card', 'phone', 'firm', 'team'] as const).map((fact) => (
          <tr key={fact}>
            <th scope="row">
              {mergeFacts[fact]}
              <Compared row={row} fact={fact} />
            </th>
            <td>{sayFact(row, kept, fact)}</td>
            <td>{sayFact(row, other, fact)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">在这个项目</th>
          <td>{isGone(row, kept) ? gone : sayStay(kept)}</td>
          <td>{isGone(row, other) ? gone : sayStay(other)}</td>
        </tr>
        <tr>
          <th scope="row">有考勤</th>
          <td>{isGone(row, kept) ? gone : `${kept.months} 个月`}</td>
          <td>{isGone(row, other) ? gone : `${other.months} 个月`}</td>
        </tr>
      </tbody>
    </table>
  )
}

function Heading(props: { row: MergeRow; person: MergePerson; says: string }) {
  const { row, person } = props
  const says =
    row.state === 'merged'
      ? person.workerId === row.mergedWorkerId
        ? '已并入另一名'
        : '以此为准'
      : props.says
  return (
    <>
      <DistrictLink to={`/workers/${person.workerId}`}>{person.name}</DistrictLink>
      <span className="under">{row.state === 'refused' ? '是两个人' : says}</span>
    </>
  )
}

function Compared({ row, fact }: { row: MergeRow; fact: MergeFact }) {
  if (row.agrees.includes(fact)) return <Said tone="done">相同</Said>
  if (!row.differs.includes(fact)) return null
  if (fact !== 'id' || row.idDigits === null) return <Said tone="plain">不同</Said>
  return <Said tone="plain">{row.idDigits === 0 ? '换算后相同' : `差 ${row.idDigits} 位`}</Said>
}

function Said({ tone, children }: { tone: 'done' | 'plain'; children: ReactNode }) {
  return (
    <span className="under">
      <Chip tone={tone}>{children}</Chip>
    </span>
  )
}

/** All but the number of a merged worker is the kept one's now. */
function isGone(row: MergeRow, { workerId }: MergePerson): boolean {
  return row.state === 'merged' && workerId === row.mergedWorkerId
}

const gone = <span className="third">—</span>

function sayFact(row: MergeRow, person: MergePerson, fact: MergeFact): ReactNode {
  if (fact !== 'id' && isGone(row, person)) return gone
  switch (fact) {
    case 'id':
      return (
        <>
          {person.idNumber ?? '没有'}
          {person.idFinding !== null && (
            <span className="under">{sentence(labourWords, person.idFinding)}</span>
          )}
        </>
      )
    case 'card':
      return person.card ?? '没有'
    case 'phone':
      return person.phone ?? '没有'
    case 'firm':
      return person.firm ?? '未知'
    case 'team':
      return `${person.team ?? '未知'}${person.trade === null ? '' : ` · ${person.trade}`}`
  }
}

function sayStay({ onRoster, enteredOn, leftOn }: MergePerson): string {
  const roster = onRoster ? '在名册' : '不在名册'
  const days = [
    enteredOn === null ? null : `${sayDay(enteredOn)} 进场`,
    leftOn === null ? null : `${sayDay(leftOn)} 退场`,
  ].filter((one) => one !== null)
  return [roster, ...days].join('，')
}
