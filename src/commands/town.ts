import { PlainDate } from '../kernel/day.ts'
import { Refused } from '../kernel/refusal.ts'
import { addTown, mergeTown, renameTown } from '../modules/places/change-town.ts'
import * as endpoints from '../modules/places/contract-towns.ts'
import { listTownNames } from '../modules/places/views.ts'
import type { Context } from '../platform/context.ts'
import { mustBeAbleTo } from './actor.ts'
import { type Command, type Invocation, print, printJson } from './command.ts'

export const townCommand: Command = {
  name: 'town',
  usage:
    'town list　|　town add|rename 九位代码 --name 名称 --from 日期 --instrument 文件　|　town merge 九位代码 --to 并入的代码 --from 日期 --instrument 文件',
  what: '列出本区的镇街；新设、更名或并入，写明从哪天起、依据什么文件；到那天生效，以前的记录仍按当时的名称',
  example: 'town merge 330106101 --to 330106001 --from 2027-01-01 --instrument 某省批复',
  run: async (ctx, invocation) =>
    invocation.rest[0] === 'list' ? list(ctx, invocation) : change(ctx, invocation),
}

async function list(ctx: Context, { values }: Invocation): Promise<number> {
  mustBeAbleTo(ctx, endpoints.listTownChanges)
  const towns = await listTownNames(ctx)
  const names = new Map(towns.map(({ code, name }) => [code, name]))
  for (const { code, name, into } of towns) {
    if (values.json) printJson({ code, name, into })
    else print(`${code}\t${name}${into === null ? '' : `\t已并入 ${names.get(into) ?? into}`}`)
  }
  return 0
}

async function change(ctx: Context, { values, rest }: Invocation): Promise<number> {
  mustBeAbleTo(ctx, endpoints.addTown)
  const [verb, code = ''] = rest
  const day = PlainDate.safeParse(values.from)
  const said = { on: day.data, instrument: values.instrument }
  const id = await enter(ctx, verb, code, { ...said, name: values.name, into: values.to })
  if (values.json) printJson({ change: id })
  else print(`已登记，自 ${values.from} 起。`)
  return 0
}

async function enter(
  ctx: Context,
  verb: string | undefined,
  code: string,
  said: Readonly<Record<'on' | 'instrument' | 'name' | 'into', string | undefined>>,
): Promise<string> {
  if (verb === 'add') {
    const given = endpoints.AddTown.safeParse({ ...said, code })
    if (given.success) return (await addTown(ctx, given.data)).id
  }
  if (verb === 'rename') {
    const given = endpoints.RenameTown.safeParse(said)
    if (given.success) return (await renameTown(ctx, { ...given.data, town: code })).id
  }
  if (verb === 'merge') {
    const given = endpoints.MergeTown.safeParse(said)
    if (given.success) return (await mergeTown(ctx, { ...given.data, town: code })).id
  }
  throw new Refused({ code: 'places.town-how', kind: 'invalid' })
}
