import { listFaults, retryFaults } from '../platform/faults.ts'
import { administrators, mustBeOneOf } from './actor.ts'
import { type Command, print, printJson } from './command.ts'

export const faultsCommand: Command = {
  name: 'faults',
  usage: 'faults [retry] [--json]',
  what: '列出后台没有做成、已放到一边的事；retry 让它们马上再试',
  example: 'faults retry',
  run: async (ctx, { values, rest }) => {
    mustBeOneOf(ctx, administrators)
    if (rest[0] === 'retry') {
      const retried = await retryFaults(ctx)
      if (values.json) printJson({ retried })
      else print(`${retried} 件将马上再试。`)
      return 0
    }
    const found = await listFaults(ctx)
    for (const one of found) {
      if (values.json) printJson(one)
      else
        print(
          `${one.number}\t${one.listener}\t${one.subject}\t试过 ${one.attempts} 次\t${one.error}`,
        )
    }
    if (found.length === 0 && !values.json) print('没有放到一边的事。')
    return 0
  },
}
