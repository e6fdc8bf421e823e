import { PlainDate } from '../kernel/day.ts'
import { Refused } from '../kernel/refusal.ts'
import { addParameter } from '../modules/places/add-parameter.ts'
import type { ProposeParameter } from '../modules/places/contract-proposals.ts'
import {
  decideProposal as decideEndpoint,
  listProposals as listEndpoint,
} from '../modules/places/contract-proposals.ts'
import { decideProposal } from '../modules/places/decide-proposal.ts'
import { proposeParameter } from '../modules/places/propose-parameter.ts'
import { listProposals } from '../modules/places/views-proposals.ts'
import { mustBeAbleTo, mustBeOneOf } from './actor.ts'
import { type Command, type Invocation, print, printJson } from './command.ts'
import type { Context } from '../platform/context.ts'

export const parameterCommand: Command = {
  name: 'parameter',
  usage:
    'parameter add 参数 值 --unit 单位 --instrument 文件 --from 日期 [--to 日期] [--article 条款] [--approved-by 审批人]　|　parameter proposals　|　parameter approve|reject 编号 [--reason 意见]',
  what: '登记本区自己的参数（最低工资、预警阈值等）：写明审批人的马上生效，没有写的是一份建议，等第二个人批准；生效后按它重新计算',
  example:
    'parameter add minimum-wage-month 2280 --unit 元 --instrument 某文件 --from 2024-01-01 --approved-by 某领导',
  run: async (ctx, invocation) => {
    const [verb] = invocation.rest
    if (verb === 'proposals') return list(ctx, invocation)
    if (verb === 'approve' || verb === 'reject') return decide(ctx, invocation)
    return add(ctx, invocation)
  },
}

async function add(ctx: Context, { values, rest }: Invocation): Promise<number> {
  mustBeOneOf(ctx, ['coordination-office'])
  const [verb, key, said] = rest
  const { unit, instrument, from, to, article } = values
  const begins = PlainDate.safeParse(from)
  const ends = to === undefined ? null : PlainDate.safeParse(to)
  const isWhole =
    verb === 'add' &&
    key !== undefined &&
    said !== undefined &&
    unit !== undefined &&
    instrument !== undefined
  if (!isWhole || !begins.success || ends?.success === false) {
    throw new Refused({ code: 'places.parameter-add-how', kind: 'invalid' })
  }
  const number = Number(said)
  const parameter: ProposeParameter = {
    key,
    value: said.trim() === '' || Number.isNaN(number) ? said : number,
    instrument,
    article: article ?? '',
    validFrom: begins.data,
    validTo: ends?.data ?? null,
  }
  const approvedBy = values['approved-by']
  if (approvedBy === undefined) {
    const { id } = await proposeParameter(ctx, parameter)
    if (values.json) printJson({ proposal: id })
    else print(`已提出建议 ${key} = ${said} ${unit}，自 ${begins.data} 起，等另一个人审批：${id}`)
    return 0
  }
  await addParameter(ctx, { ...parameter, unit, approvedBy })
  if (!values.json) print(`已登记 ${key} = ${said} ${unit}，自 ${begins.data} 起。`)
  return 0
}

async function list(ctx: Context, { values }: Invocation): Promise<number> {
  mustBeAbleTo(ctx, listEndpoint)
  const { rows } = await listProposals(ctx, { show: 'waiting' })
  for (const one of rows) {
    if (values.json) printJson(one)
    else {
      print(
        `${one.id}\t${one.key} = ${one.value} ${one.unit}\t自 ${one.validFrom} 起\t${one.instrument}\t${one.proposedByName} 提出`,
      )
    }
  }
  if (rows.length === 0 && !values.json) print('没有等审批的参数建议。')
  return 0
}

async function decide(ctx: Context, { values, rest }: Invocation): Promise<number> {
  mustBeAbleTo(ctx, decideEndpoint)
  const [verb, id] = rest
  if (id === undefined || !/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)) {
    throw new Refused({ code: 'places.proposal-how', kind: 'invalid' })
  }
  const decision = verb === 'approve' ? 'approve' : 'reject'
  await decideProposal(ctx, { id, decision, why: values.reason ?? '' })
  if (values.json) printJson({ proposal: id, decision })
  else print(decision === 'approve' ? '已批准，按新值重新计算。' : '已驳回。')
  return 0
}
