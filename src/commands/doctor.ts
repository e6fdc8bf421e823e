import { existsSync } from 'node:fs'
import { hearers, words } from '../app.ts'
import { type Config, findSecretOf, readConfig } from '../config.ts'
import { migrations } from '../house.ts'
import { Refused } from '../kernel/refusal.ts'
import { sentence } from '../kernel/words.ts'
import { hearersOf } from '../platform/hearing.ts'
import { mustBeKnown } from '../platform/key-generations.ts'
import { mustBelongTogether } from '../platform/migrate.ts'
import { connectAsOwner } from '../platform/owner-connection.ts'
import { startPostgres } from '../platform/postgres/embedded.ts'
import { databaseHome } from '../platform/postgres/home.ts'
import { brokenOff, type Command, print, printJson } from './command.ts'
import { databaseFacts, groundFacts, pendingMigrations } from './doctor-facts.ts'
import { type Finding, findingsOfDatabase, findingsOfGround } from './doctor-findings.ts'

export const doctorCommand: Command = {
  name: 'doctor',
  usage: 'doctor [--json]',
  what: '检查这一套护薪：逐条说哪里不对、怎么办；有必须处理的则退出码为 1。不改动任何东西',
  example: 'doctor',
  anywhere: true,
  alone: async ({ values, now }) => {
    const findings = await examine(now)
    const faults = findings.filter(({ level }) => level === 'fault').length
    if (values.json) {
      printJson({ faults, findings: findings.map((one) => ({ ...one, says: said(one) })) })
      return faults === 0 ? 0 : 1
    }
    for (const one of findings) print(`${one.level === 'fault' ? '✗' : '！'} ${said(one)}`)
    if (findings.length === 0) print('✓ 一切正常。')
    else print(`必须处理 ${faults} 处，提醒 ${findings.length - faults} 处。`)
    return faults === 0 ? 0 : 1
  },
  run: async () => brokenOff,
}

function said({ code, values }: Finding): string {
  return sentence(words, code, values)
}

/** Goes on as far as it can: what cannot be asked because of an earlier fault is not asked. */
async function examine(now: Date): Promise<Finding[]> {
  let config: Config
  try {
    config = readConfig(process.env)
  } catch (error) {
    return [findingOf(error)]
  }
  const findings = findingsOfGround(await groundFacts(config, process.env))
  const secret = await attempt(() => findSecretOf(process.env, config))
  if (secret.finding !== null) findings.push(secret.finding)
  const asked = await attempt(() => askDatabase(config, secret.result, now))
  return [...findings, ...(asked.result ?? []), ...(asked.finding === null ? [] : [asked.finding])]
}

async function askDatabase(config: Config, secret: Buffer | null, now: Date): Promise<Finding[]> {
  // Looking makes no database where there is none.
  const isNew = config.databaseUrl === null && !existsSync(databaseHome(config.dataFolder).data)
  if (isNew) return [{ level: 'notice', code: 'doctor.database-empty' }]
  const database = config.databaseUrl === null ? await startPostgres(config.dataFolder) : null
  try {
    const owner = await connectAsOwner(database?.ownerUrl ?? config.databaseUrl ?? '')
    try {
      const pending = await pendingMigrations(owner)
      if (pending === null) return [{ level: 'notice', code: 'doctor.database-empty' }]
      await mustBelongTogether(owner, migrations)
      // An older database has not all the tables that are asked.
      if (pending > 0) {
        return [{ level: 'notice', code: 'doctor.migrations-pending', values: { count: pending } }]
      }
      if (secret !== null) await mustBeKnown(owner, secret)
      const { sweeps } = hearersOf(hearers)
      return findingsOfDatabase(await databaseFacts(owner, config, { now, sweeps }))
    } finally {
      await owner.end()
    }
  } finally {
    await database?.release()
  }
}

async function attempt<R>(
  work: () => Promise<R>,
): Promise<{ result: R | null; finding: Finding | null }> {
  try {
    return { result: await work(), finding: null }
  } catch (error) {
    return { result: null, finding: findingOf(error) }
  }
}

/** The refusals of starting are sentences of what is wrong already. */
function findingOf(error: unknown): Finding {
  if (!(error instanceof Refused)) throw error
  const { code, values } = error.refusal
  return { level: 'fault', code, ...(values && { values }) }
}
