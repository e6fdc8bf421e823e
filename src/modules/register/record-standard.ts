import { uuidv7 } from 'uuidv7'
import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { parametersInForce } from '../places/views.ts'
import { findProjectId } from '../registry/views.ts'
import type { RecordStandard, Standing } from './contract.ts'
import { standardGradeOf, standardParametersFor, whyNotDay } from './rules/standard.ts'
import { insertStandardCheck } from './store.ts'
import { readStanding } from './views-classes.ts'

/** 标准化等级: which items a site met on a day. Its class of risk is not touched by it. */
export async function recordStandard(
  ctx: Context,
  code: string,
  { checkedOn, met }: RecordStandard,
): Promise<Standing> {
  const projectId = await findProjectId(ctx, code)
  return act(ctx, 'register.record-standard', projectId, async (tx) => {
    must(whyNotDay(checkedOn, officeDay(tx)))
    const items = [...new Set(met)]
    const rows = await parametersInForce(tx, ['standard-b-items'])
    const grade = standardGradeOf(items, standardParametersFor(rows, tx.district, officeDay(tx)))
    await insertStandardCheck(tx, {
      district: tx.district,
      id: uuidv7(),
      project_id: projectId,
      checked_on: checkedOn,
      met: items,
      grade,
      actor_name: tx.actor.name,
      organisation: tx.actor.organisation,
      at: tx.now,
      import_id: null,
      sheet: null,
      row: null,
      withdrawn_at: null,
    })
    tx.note({ met: items.length })
    return readStanding(tx, projectId)
  })
}
