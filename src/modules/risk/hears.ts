import { every, within } from '../../platform/hearing.ts'
import { ledgerChanged } from '../wages/contract.ts'
import { reassess, sweepProjectStates } from './reassess.ts'

export const riskHears = [
  within(ledgerChanged, async (tx, bodies) => {
    const keys = new Map(
      bodies.flatMap((body) => body.projectMonths).map((key) => [key.join(' '), key] as const),
    )
    await reassess(tx, [...keys.values()])
  }),
  every('minute', 'risk.look-again', sweepProjectStates),
]
