import type { Context } from '../../platform/context.ts'
import type { District, OpenDistrict } from './contract.ts'
import { openDistrict } from './open-district.ts'

/** A district opened through its verb: the demo's code with two towns, unless said otherwise. */
export async function aDistrict(ctx: Context, over: Partial<OpenDistrict> = {}): Promise<District> {
  const code = over.code ?? '990101'
  const towns = [
    { code: `${code}101`, name: '甲镇' },
    { code: `${code}002`, name: '丁街道' },
  ]
  return openDistrict(ctx, { code, name: `示范区${code}`, demo: false, towns, ...over })
}
