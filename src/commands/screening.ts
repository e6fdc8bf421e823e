import { z } from 'zod'
import { Refused } from '../kernel/refusal.ts'
import { allPages } from '../modules/exports/export-list.ts'
import { rateText } from '../modules/screening/rules/rate.ts'
import { rolesOf } from '../modules/screening/rules/round.ts'
import { listOwners } from '../modules/screening/views-owners.ts'
import { listRounds } from '../modules/screening/views.ts'
import { roundStateNames } from '../modules/screening/words.ts'
import { mustBeOneOf } from './actor.ts'
import { type Command, print, printJson } from './command.ts'

/** Rounds with their rates, or, of one round, who has not reported. */
export const screeningCommand: Command = {
  name: 'screening',
  usage: 'screening [轮次标识] [--json]',
  what: '排查轮次和排查率；给出轮次标识时，列出还没有报齐的岗位',
  example: 'screening --json',
  run: async (ctx, { values, rest: [roundId] }) => {
    mustBeOneOf(ctx, rolesOf.see)
    if (roundId !== undefined) {
      if (!z.uuid().safeParse(roundId).success) {
        throw new Refused({ code: 'screening.unknown-round', kind: 'not-found' })
      }
      const owners = await listOwners(ctx, roundId)
      for (const owner of owners.filter(({ hasReported }) => !hasReported)) {
        if (values.json) printJson(owner)
        else {
          const left = `未排查 ${owner.waiting.value}/${owner.items.value}`
          const said = `已报 ${owner.reported}/${owner.periods} 期`
          print([owner.ownerName, left, said, owner.isUnowned ? '无人承办' : ''].join('\t'))
        }
      }
      return 0
    }
    for await (const page of allPages((after) => listRounds(ctx, { after, limit: 50 }))) {
      for (const round of page) {
        if (values.json) printJson(round)
        else {
          const { screened, known, rate, missed } = round.counts
          const figures = `排查率 ${rateText(rate)}（${screened}/${known}）`
          const state = `${roundStateNames[round.state]} ${round.beginsOn}—${round.endsOn}`
          print([round.id, state, figures, `漏查 ${missed}`, round.title].join('\t'))
        }
      }
    }
    return 0
  },
}
