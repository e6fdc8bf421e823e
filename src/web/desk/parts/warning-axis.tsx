import { addMonths, daysBetween, firstOf, lastOf } from '../../../kernel/day.ts'
import type { PlainDate } from '../../../kernel/day.ts'
import type { Level } from '../../../kernel/level.ts'
import type { Warning } from '../../../modules/risk/contract.ts'
import { today } from '../clock.ts'
import { levels } from '../labels.ts'
import { useNarrow } from '../use-narrow.ts'
import { sayDay, sayMonth } from './say.ts'

interface Band {
  from: PlainDate
  to: PlainDate
  level: Level
}

/** The month worked, its pay date, and the levels since, on one line up to the next change. */
export function WarningAxis({ warning }: { warning: Warning }) {
  const width = useNarrow() ? 350 : 660
  const now = warning.clearedOn ?? today()
  const begins = firstOf(warning.month)
  const ends = warning.nextLevel?.on ?? addMonths(now, 1)
  const whole = Math.max(1, daysBetween(begins, ends))
  const at = (day: PlainDate) =>
    12 + (Math.max(0, Math.min(whole, daysBetween(begins, day))) / whole) * (width - 24)
  const worked = { from: at(begins), to: at(lastOf(warning.month)) }
  return (
    <svg
      viewBox={`0 0 ${width} ${warning.nextLevel === null ? 82 : 100}`}
      className="axis"
      role="img"
      aria-label={summaryOf(warning, now)}
    >
      <rect x={worked.from} y="34" width={worked.to - worked.from} height="22" className="worked" />
      <text x={(worked.from + worked.to) / 2} y="49" className="middle strong">
        {sayMonth(warning.month)}
      </text>
      <path d={`M${worked.to} 45H${at(warning.payOn)}`} className="dashes" />
      {bandsOf(warning, ends).map((band) => (
        <BandShape key={band.from} level={band.level} from={at(band.from)} to={at(band.to)} />
      ))}
      <path d={`M${at(warning.payOn)} 28V64`} className="ink" />
      <text x={at(warning.payOn)} y="77" className="middle">
        发薪日 {sayDay(warning.payOn)}
      </text>
      <path d={`M${at(now)} 26V62`} className="now" />
      <circle cx={at(now)} cy="26" r="3.5" className="now" />
      <text x={at(now)} y="16" className={`${anchorAt(at(now), width)} strong now`}>
        {warning.clearedOn === null ? '今天' : '解除'} · 发薪日过去{' '}
        {daysBetween(warning.payOn, now)} 日
      </text>
      {warning.nextLevel !== null && (
        <text x={width - 12} y="95" className="end bad">
          {sayDay(warning.nextLevel.on)} 变{levels[warning.nextLevel.level]}
        </text>
      )}
    </svg>
  )
}

function BandShape({ level, from, to }: { level: Level; from: number; to: number }) {
  const width = Math.max(1, to - from)
  return (
    <g className={`band ${level}`}>
      <rect x={from} y="34" width={width} height="22" />
      {width > 24 && (
        <text x={(from + to) / 2} y="49" className="middle strong">
          {levels[level]}
        </text>
      )}
    </g>
  )
}

/** Text near an end of the axis turns inwards. */
function anchorAt(x: number, width: number): 'middle' | 'end' {
  return x > width - 100 ? 'end' : 'middle'
}

/** Each level from the day it was taken to the day of the next, the last one up to the axis' end. */
function bandsOf(warning: Warning, ends: PlainDate): Band[] {
  const turns = warning.events
    .filter((event) => event.kind === 'raised' || event.kind === 'level-changed')
    .toSorted((one, other) => (one.happenedOn < other.happenedOn ? -1 : 1))
  const last = warning.clearedOn ?? ends
  return turns.map((turn, index) => ({
    level: turn.level,
    from: turn.happenedOn,
    to: turns[index + 1]?.happenedOn ?? last,
  }))
}

function summaryOf(warning: Warning, now: PlainDate): string {
  const past = `${sayMonth(warning.month)}的工资，发薪日 ${sayDay(warning.payOn)}，过去 ${daysBetween(warning.payOn, now)} 日，现在为${levels[warning.level]}`
  if (warning.clearedOn !== null) return `${past}，${sayDay(warning.clearedOn)} 已解除`
  if (warning.nextLevel === null) return past
  return `${past}，${sayDay(warning.nextLevel.on)} 起为${levels[warning.nextLevel.level]}`
}
