import { existsSync } from 'node:fs'
import { readConfig } from '../config.ts'
import { PlainDate } from '../kernel/day.ts'
import { must, Refused } from '../kernel/refusal.ts'
import { sentence } from '../kernel/words.ts'
import { type Calendar, shippedCalendar } from '../modules/calendar/rules/calendar.ts'
import type { DerivationStep } from '../modules/calendar/rules/deadline.ts'
import {
  type GivenName,
  givenNames,
  type StartFact,
  type StatutoryRule,
  whyNotReckon,
} from '../modules/calendar/rules/statutory-deadline.ts'
import { statutoryRule, statutoryRules } from '../modules/calendar/rules/statutory-rules.ts'
import { calendarWords, givenMeanings, markNames } from '../modules/calendar/words.ts'
import { calendarOf } from '../modules/calendar/views.ts'
import { look } from '../platform/act.ts'
import { databaseHome } from '../platform/postgres/home.ts'
import { type Command, type Invocation, print, printJson } from './command.ts'

export const deadlineCommand: Command = {
  name: 'deadline',
  usage:
    'deadline 规则 --from 日期[THH:MM] [--given 名称=值]… [--extend] [--json] ； deadline --list',
  what: '按法定期限规则 C01–C26 推算到期日，逐步写明依据；--list 列出全部规则',
  example: 'deadline C08 --from 2026-09-21 --extend',
  // Law needs no database, and where there is none nobody has entered a notice: the shipped years are all there is.
  alone: async (invocation) => {
    if (!invocation.values.list && hasDatabase()) return null
    return reckon(invocation, shippedCalendar)
  },
  run: async (ctx, invocation) => reckon(invocation, await look(ctx, calendarOf)),
}

function hasDatabase(): boolean {
  const { databaseUrl, dataFolder } = readConfig(process.env)
  return databaseUrl !== null || existsSync(databaseHome(dataFolder).data)
}

function reckon({ values, rest }: Invocation, calendar: Calendar): number {
  if (values.list) {
    for (const rule of statutoryRules) showRule(rule, values.json)
    return 0
  }
  const [id = ''] = rest
  const rule = statutoryRule(id)
  if (rule === undefined) throw refused('calendar.no-such-rule', { rule: id })
  if (rule.doesNotApply !== null) {
    if (values.json) {
      printJson({ rule: id, applies: false, because: rule.doesNotApply, due: null, derivation: [] })
    } else print(`${id} ${rule.name}：${rule.doesNotApply}`)
    return 0
  }
  const from = startOf(values.from, rule)
  const asked = { from, given: givenOf(values.given ?? []), isExtended: values.extend }
  must(whyNotReckon(rule, asked))
  const { due, provisional, derivation } = rule.reckon({ ...asked, calendar })
  const steps = derivation.map((step) => ({ ...step, sentence: sayStep(step) }))
  if (values.json) {
    printJson({ rule: id, from: values.from, due, provisional, derivation: steps })
    return 0
  }
  print(`${id} ${rule.name}：${due}${provisional ? '（暂定）' : ''}`)
  for (const { day, sentence: said, article } of steps) print(`  ${day}\t${said}\t${article}`)
  return 0
}

function showRule(rule: StatutoryRule, asJson: boolean): void {
  const { id, name, start, article, mark, needs, may, canExtend, doesNotApply } = rule
  if (asJson) {
    printJson({
      id,
      name,
      start,
      article,
      mark,
      needs,
      may,
      canExtend,
      applies: doesNotApply === null,
    })
    return
  }
  const asks = [...needs, ...may.map((one) => `[${one}]`)].join(' ')
  const sure = mark === 'read' ? '' : `（${markNames[mark]}）`
  print(
    `${id}\t${name}\t自${start}\t${article}${sure}\t${asks}${canExtend ? ' [--extend]' : ''}`.trimEnd(),
  )
}

function startOf(text: string | undefined, rule: StatutoryRule): StartFact {
  const [on, at = null] = text?.split('T') ?? []
  const day = PlainDate.safeParse(on)
  const isTime = at === null || /^([01]\d|2[0-3]):[0-5]\d$/.test(at)
  if (day.success && isTime) return { on: day.data, at }
  throw refused(text === undefined ? 'calendar.from-missing' : 'calendar.from-odd', {
    rule: rule.id,
    start: rule.start,
    said: text ?? '',
  })
}

function givenOf(said: readonly string[]): Partial<Record<GivenName, string>> {
  return Object.fromEntries(
    said.map((one) => {
      const [name = '', value = ''] = one.split(/=(.*)/s)
      const known = givenNames.find((given) => given === name)
      if (known === undefined || value === '') {
        const names = givenNames.map((given) => `${given} ${givenMeanings[given]}`).join('、')
        throw refused('calendar.given-how', { said: one, names })
      }
      return [known, value]
    }),
  )
}

function sayStep({ because, values }: DerivationStep): string {
  return sentence(calendarWords, because, values)
}

function refused(code: string, values: Readonly<Record<string, string>>): Refused {
  return new Refused({ code, kind: 'invalid', values })
}
