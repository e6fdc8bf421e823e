import { uuidv7 } from 'uuidv7'
import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { analyzeTable } from '../../platform/stage.ts'
import { whyNotAddressee } from '../people/rules/addressee.ts'
import type { NewNotice } from './contract.ts'
import { insertNotices } from './store.ts'

/** Tells posts, any number at once in one statement. Returns the ids in the order given. */
export async function sendNotices(ctx: Context, notices: readonly NewNotice[]): Promise<string[]> {
  if (notices.length === 0) return []
  for (const { to } of notices) must(whyNotAddressee(to))
  const subject = notices.length === 1 ? (notices[0]?.about.id ?? '') : ctx.district
  return act(ctx, 'notice.send', subject, async (tx) => {
    const ids = notices.map(() => uuidv7())
    await insertNotices(
      tx,
      notices.map(({ to, about, projectId, code, values, acknowledgeBy }, at) => ({
        district: tx.district,
        id: ids[at] ?? uuidv7(),
        to_role: to.role,
        to_place: to.place ?? '',
        about_kind: about.kind,
        about_id: about.id,
        project_id: projectId,
        code,
        detail: values,
        acknowledge_by: acknowledgeBy,
        acknowledged_at: null,
        sent_by_name: tx.actor.name,
        sent_on: officeDay(tx),
        sent_at: tx.now,
        lateness_noted: false,
      })),
    )
    await analyzeTable(tx, 'notices.notice', notices.length)
    tx.note({ notices: notices.length })
    return ids
  })
}
