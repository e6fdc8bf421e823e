import { monthOf } from '../../../kernel/day.ts'
import type { PlainDate } from '../../../kernel/day.ts'
import { viewParameterEffect } from '../../../modules/dashboards/contract-places.ts'
import type { ParameterTouch } from '../../../modules/dashboards/contract-places.ts'
import { parameterUseNames } from '../../../modules/places/words.ts'
import { warningTitle } from '../../../modules/risk/words.ts'
import { today } from '../clock.ts'
import { DistrictLink } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { sayCount, sayDay, sayMonth } from '../parts/say.ts'

interface Asked {
  readonly name: string
  readonly from: PlainDate
  readonly to: PlainDate | null
  /** Nothing is proposed: it is only said where the parameter is used. */
  readonly idle?: boolean
}

/** What a figure would touch, how much of it there is, and from when: said before it is made. */
export function ParameterEffect({ name, from, to, idle = false }: Asked) {
  const query = { from, ...(to === null ? {} : { to }) }
  return (
    <Part of={viewParameterEffect} input={{ params: { key: name }, query }}>
      {({ rule, touches }) => (
        <div className="body">
          <p className="above">
            {!idle && when(from, touches)}
            {rule !== null && `用它的规则：${warningTitle(rule)}（${rule}）。`}
          </p>
          <table className="plain-table above" aria-label="会牵动什么">
            <thead>
              <tr>
                <th scope="col">{idle ? '用在' : '会牵动什么'}</th>
                <th scope="col" className="right">
                  现在有
                </th>
                {!idle && <th scope="col">从哪天起</th>}
              </tr>
            </thead>
            <tbody>
              {touches.map((touch) => (
                <Touch key={touch.use} touch={touch} from={idle ? null : from} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Part>
  )
}

function when(from: PlainDate, touches: readonly ParameterTouch[]): string {
  if (touches.length === 0) return '程序里没有用到它的地方。'
  if (!touches.some(({ recomputed }) => recomputed)) {
    return '已经算好、已经派出的都不改，只有以后的按新值办。'
  }
  if (from > today()) return `批准后先记下，到 ${sayDay(from)} 那天按新值重新计算。`
  return '批准后马上按新值重新计算，通常几分钟内算完。'
}

function Touch({ touch, from }: { touch: ParameterTouch; from: PlainDate | null }) {
  const { use, count, rows } = touch
  const shown = count === null ? '—' : sayCount(count)
  return (
    <tr>
      <td>{parameterUseNames[use]}</td>
      <td className="right">
        {rows === null || count === null ? shown : <DistrictLink to={rows}>{shown}</DistrictLink>}
      </td>
      {from !== null && <td>{sayFrom(touch, from)}</td>}
    </tr>
  )
}

function sayFrom({ recomputed, byMonth }: ParameterTouch, from: PlainDate): string {
  if (byMonth) return `${sayMonth(monthOf(from))}及以后的月份；更早的月份仍按旧值`
  if (recomputed) return from > today() ? `${sayDay(from)} 重新计算` : '批准后重新计算'
  return `${sayDay(from > today() ? from : today())} 起新办的`
}
