import type { Context } from '../../platform/context.ts'
import type { EnterMoney, MakePlan, ProjectOutlook, PromiseInput } from './contract-project.ts'
import { enterMoney } from './enter-money.ts'
import { makePlan } from './make-plan.ts'

export type StatedPromise = Pick<PromiseInput, 'dueOn' | 'amountFen'> & Partial<PromiseInput>

/** A plan made through its verb: the general contractor pays thirty people out of progress payments, unless said otherwise. */
export async function aPlan(
  ctx: Context,
  code: string,
  promises: readonly StatedPromise[],
  version: MakePlan['version'] = 0,
): Promise<ProjectOutlook> {
  return makePlan(
    ctx,
    { code },
    {
      version,
      promises: promises.map((one) => ({
        beginsOn: null,
        people: 30,
        payer: 'general-contractor',
        moneySource: 'progress-payment',
        words: '',
        ...one,
      })),
    },
  )
}

/** Money entered through its verb. */
export async function aMoney(
  ctx: Context,
  code: string,
  over: Pick<EnterMoney, 'expectedOn' | 'amountFen'> & Partial<EnterMoney>,
): Promise<ProjectOutlook> {
  return enterMoney(
    ctx,
    { code },
    { moneySource: 'progress-payment', words: '建设单位承诺支付进度款', evidence: [], ...over },
  )
}
