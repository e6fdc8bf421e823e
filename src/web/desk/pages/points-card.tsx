import { viewPoints } from '../../../modules/risk/contract-matters.ts'
import type { PointsCard as Points } from '../../../modules/risk/contract-matters.ts'
import { MarkChip } from '../parts/chips.tsx'
import { LevelChip } from '../parts/level-chip.tsx'
import { Card, DistrictLink } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'

/** A project's points: each rule's share, open to its warnings; what says nothing is said in one line. */
export function PointsCard({ code }: { code: string }) {
  return (
    <Card title="风险积分" note="只对项目，不对任何人；权重待确认">
      <Part of={viewPoints} input={{ params: { code } }} heights={[72]}>
        {(card) => <PointsTable card={card} />}
      </Part>
    </Card>
  )
}

function PointsTable({ card }: { card: Points }) {
  const speaking = card.rules.filter(({ points, level }) => points > 0 || level !== null)
  const silent = card.rules.length - speaking.length
  return (
    <>
      <p className="body">
        <b className="headline">{card.points}</b> <span className="third">/ {card.most} 分</span>
      </p>
      {speaking.length > 0 && (
        <table className="plain-table">
          <tbody>
            {speaking.map((one) => (
              <tr key={one.rule}>
                <td>
                  {one.level !== null && <LevelChip level={one.level} />}{' '}
                  <DistrictLink to={one.warnings.rows}>{one.title}</DistrictLink>
                  <span className="under">
                    {one.warnings.value} 条，权重 {one.weight} × {one.share}%{' '}
                    <MarkChip mark={one.weightMark} />
                  </span>
                </td>
                <td className="right">{one.points}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="body small third">
        {silent} 条规则没有预警，不计分。每条规则按它最重的预警计一次，同一规则几个月只计一次。
      </p>
    </>
  )
}
