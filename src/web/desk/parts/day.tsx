import { daysBetween } from '../../../kernel/day.ts'
import type { PlainDate } from '../../../kernel/day.ts'
import { today } from '../clock.ts'
import { Provisional } from './provisional.tsx'
import { sayDay } from './say.ts'

export function Day({ on }: { on: PlainDate | null }) {
  if (on === null) return <span className="third">未知</span>
  return (
    <time dateTime={on} className="unbroken">
      {sayDay(on)}
    </time>
  )
}

/**
 * How long until, or since: 剩 3 日 · 今天 · ■ 已超 2 日. Counted in calendar days unless `left`
 * says the count of another clock. `provisional`: the calendar that it rests on is not published.
 */
export function Due(props: {
  on: PlainDate
  left?: { count: number; unit: '日' | '工作日' }
  provisional?: boolean
}) {
  const left = props.left ?? { count: daysBetween(today(), props.on), unit: '日' as const }
  const shape = left.count < 0 ? 'late' : left.count === 0 ? 'today' : left.count > 3 ? 'far' : ''
  return (
    <span className={`due ${shape}`}>
      {left.count < 0 && `已超 ${-left.count} ${unitOf(left.unit)}`}
      {left.count === 0 && '今天'}
      {left.count > 0 && `剩 ${left.count} ${unitOf(left.unit)}`}
      {props.provisional === true && <Provisional />}
    </span>
  )
}

function unitOf(unit: '日' | '工作日'): string {
  return unit === '工作日' ? '个工作日' : '日'
}
