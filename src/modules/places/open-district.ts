import { Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { districtScope } from '../../platform/system.ts'
import type { District, OpenDistrict } from './contract.ts'
import { insertDistrict, insertDivisions } from './store.ts'

/** Opens a district in this installation, with its towns and streets. Acts in that district, wherever `ctx` is. */
export async function openDistrict(ctx: Context, input: OpenDistrict): Promise<District> {
  const { code, name, demo, towns } = input
  const elsewhere = towns.find((town) => !town.code.startsWith(code))
  if (elsewhere !== undefined) {
    throw new Refused({
      code: 'places.town-elsewhere',
      kind: 'invalid',
      field: 'towns',
      values: { town: elsewhere.code, district: code },
    })
  }
  const there = { ...ctx, district: code, scope: { ...districtScope(code), account: ctx.actor.id } }
  return act(there, 'district.open', code, async (tx) => {
    const isNew = await insertDistrict(tx, { code, name, demo })
    if (!isNew) {
      throw new Refused({
        code: 'places.district-open-already',
        kind: 'wrong-state',
        values: { district: code },
      })
    }
    await insertDivisions(tx, [
      { code, name, parent: `${code.slice(0, 4)}00` },
      ...towns.map((town) => ({ ...town, parent: code })),
    ])
    tx.note({ towns: towns.length })
    return { district: code, name, demo, towns: towns.toSorted(byCode) }
  })
}

function byCode(a: { code: string }, b: { code: string }): number {
  return a.code < b.code ? -1 : 1
}
