import { wanYuanText, yuanText } from '../../../kernel/money.ts'
import type { Fen } from '../../../kernel/money.ts'

/** In columns: the unit stands once in the header (元). Null is what nobody knows yet, never 0. */
export function Money({ fen, owed = false }: { fen: Fen | null; owed?: boolean }) {
  if (fen === null) return <span className="money unknown">未知</span>
  const [whole, rest] = yuanText(fen).split('.')
  const shape = fen === 0 ? 'zero' : owed ? 'owed' : ''
  return (
    <span className={`money ${shape}`}>
      {whole}
      <i>.{rest}</i>
    </span>
  )
}

/** In sentences and facts: `¥2,446,250.00`. */
export function Yuan({ fen }: { fen: Fen | null }) {
  if (fen === null) return <span className="money unknown">未知</span>
  return <span className="money">¥{yuanText(fen)}</span>
}

/** For headline figures only: 万元 with one decimal. */
export function WanYuan({ fen }: { fen: Fen | null }) {
  if (fen === null) return <span className="money unknown">未知</span>
  return (
    <>
      {wanYuanText(fen)}
      <small>万元</small>
    </>
  )
}

/** A count in a column; zero is grey. */
export function Count({ of }: { of: number }) {
  return <span className={of === 0 ? 'third' : ''}>{of.toLocaleString('en-US')}</span>
}
