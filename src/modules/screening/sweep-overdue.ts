import { dayText } from '../../kernel/day-text.ts'
import { act, look } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import { sendNotices } from '../notices/send-notices.ts'
import { sharesOf } from './ask-owners.ts'
import { lockEnded, type RoundRecord } from './store.ts'
import { takeStep } from './take-step.ts'
import { hasUnsaidEnd } from './views.ts'
import { namesIn } from './views-names.ts'

/** Of whom so many are named in one sentence. */
const mostNamed = 8

/** Tells the coordination office, once a round, what was not screened by the last day and whose it is. Run twice it finds nothing. */
export async function sweepOverdue(ctx: Context): Promise<void> {
  const today = officeDay(ctx)
  if (!(await look(ctx, (reading) => hasUnsaidEnd(reading, today)))) return
  await act(ctx, 'screening-round.sweep', ctx.district, async (tx) => {
    const rounds = await lockEnded(tx, today)
    for (const round of rounds) await noteEnd(tx, round)
    tx.note({ rounds: rounds.length })
  })
}

async function noteEnd(tx: Tx, round: RoundRecord): Promise<void> {
  const late = (await sharesOf(tx, round.id)).filter(({ waiting }) => waiting > 0)
  const items = late.reduce((sum, { waiting }) => sum + waiting, 0)
  const events = items === 0 ? [] : [{ kind: 'overdue' as const, detail: { items } }]
  await takeStep(tx, round, { overdue_noted: true }, events)
  if (items === 0) return
  const names = await namesIn(tx)
  const named = late.map(({ owner, waiting }) => `${names.owner(owner)}（${waiting} 个）`)
  const others = named.length > mostNamed ? `等 ${named.length} 个岗位` : ''
  await sendNotices(tx, [
    {
      to: { role: 'coordination-office', place: null },
      about: { kind: 'screening', id: round.id },
      projectId: null,
      code: 'screening.notice-overdue',
      values: {
        title: round.title,
        due: dayText(round.ends_on),
        items,
        owners: `${named.slice(0, mostNamed).join('、')}${others}`,
      },
      acknowledgeBy: null,
    },
  ])
}
