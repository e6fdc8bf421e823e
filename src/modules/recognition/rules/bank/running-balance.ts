/** A movement as a statement writes it: what stands in its two columns, before anybody knows which of them is in. */
export interface WrittenFlow {
  readonly rowNo: number
  readonly account: string
  /** Day and time as written, for the order; '' where none is. */
  readonly at: string
  readonly creditFen: number
  readonly debitFen: number
  readonly balanceFen: number | null
}

/** How a statement is written: newest first or last, and whether its 借 is what came in (an enterprise's own book). */
export interface StatementManner {
  readonly newestFirst: boolean
  readonly debitIsIn: boolean
}

/**
 * How it must be read so that its balances run: of the four manners the one in which most rows follow from their
 * neighbours. Where balances say nothing, days do; a bank's own way is the rule.
 */
export function mannerOf(flows: readonly WrittenFlow[], mayTurn: boolean): StatementManner {
  let best: StatementManner = { newestFirst: isNewestFirst(flows), debitIsIn: false }
  let most = runs(flows, best)
  for (const debitIsIn of mayTurn ? [false, true] : [false]) {
    for (const newestFirst of [best.newestFirst, !best.newestFirst]) {
      const manner = { newestFirst, debitIsIn }
      const count = runs(flows, manner)
      if (count > most) [best, most] = [manner, count]
    }
  }
  return best
}

export function amountOf(
  { creditFen, debitFen }: WrittenFlow,
  { debitIsIn }: StatementManner,
): number {
  return debitIsIn ? debitFen - creditFen : creditFen - debitFen
}

function isNewestFirst(flows: readonly WrittenFlow[]): boolean {
  const [first, last] = [flows[0]?.at ?? '', flows.at(-1)?.at ?? '']
  return first > last
}

/** How many rows follow from the one before them. */
function runs(flows: readonly WrittenFlow[], manner: StatementManner): number {
  const before = new Map<string, number>()
  let count = 0
  for (const flow of manner.newestFirst ? flows.toReversed() : flows) {
    if (flow.balanceFen === null) continue
    const known = before.get(flow.account)
    if (known !== undefined && known + amountOf(flow, manner) === flow.balanceFen) count += 1
    before.set(flow.account, flow.balanceFen)
  }
  return count
}

export interface Break {
  readonly rowNo: number
  readonly expectedFen: number
  readonly statedFen: number
}

/** Follows the balance row by row, in whichever order they come; tells where it breaks. */
export function balanceFollower(manner: StatementManner, tell: (broken: Break) => void) {
  const before = new Map<string, WrittenFlow & { balanceFen: number }>()
  const opening = new Map<string, number>()
  const check = (rowNo: number, expectedFen: number, statedFen: number) => {
    if (expectedFen !== statedFen) tell({ rowNo, expectedFen, statedFen })
  }
  return {
    /** What stood before the first movement in the order of time. */
    open(account: string, balanceFen: number): void {
      opening.set(account, balanceFen)
    },
    flow(flow: WrittenFlow): void {
      const { account, balanceFen } = flow
      if (balanceFen === null) return
      const near = before.get(account)
      if (!manner.newestFirst) {
        const from = near?.balanceFen ?? opening.get(account)
        if (from !== undefined) check(flow.rowNo, from + amountOf(flow, manner), balanceFen)
      } else if (near !== undefined) {
        check(near.rowNo, balanceFen + amountOf(near, manner), near.balanceFen)
      }
      before.set(account, { ...flow, balanceFen })
    },
    /** The oldest row of a list that begins with the newest follows from the opening balance. */
    end(): void {
      if (!manner.newestFirst) return
      for (const [account, last] of before) {
        const from = opening.get(account)
        if (from !== undefined) check(last.rowNo, from + amountOf(last, manner), last.balanceFen)
      }
    },
  }
}
