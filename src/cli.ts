import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { hearers, words } from './app.ts'
import { accountCommand } from './commands/account.ts'
import { adminCommand } from './commands/admin.ts'
import { auditCommand } from './commands/audit.ts'
import { backupCommand } from './commands/backup.ts'
import { blindSpotsCommand } from './commands/blind-spots.ts'
import { checkCommand } from './commands/check.ts'
import { brokenOff, type Command, type Invocation } from './commands/command.ts'
import { deadlineCommand } from './commands/deadline.ts'
import { districtCommand } from './commands/district.ts'
import { doctorCommand } from './commands/doctor.ts'
import { exportCommand } from './commands/export.ts'
import { faultsCommand } from './commands/faults.ts'
import { importCommand } from './commands/import.ts'
import { importsCommand } from './commands/imports.ts'
import { keysCommand } from './commands/keys.ts'
import { ledgerCommand } from './commands/ledger.ts'
import { outlookCommand } from './commands/outlook.ts'
import { parameterCommand } from './commands/parameter.ts'
import { projectCommand } from './commands/project.ts'
import { recomputeCommand } from './commands/recompute.ts'
import { restoreCommand } from './commands/restore.ts'
import { safeguardsCommand } from './commands/safeguards.ts'
import { screeningCommand } from './commands/screening.ts'
import { registerCommand } from './commands/register.ts'
import { tasksCommand } from './commands/tasks.ts'
import { templateCommand } from './commands/template.ts'
import { townCommand } from './commands/town.ts'
import { warningsCommand } from './commands/warnings.ts'
import { withdrawCommand } from './commands/withdraw.ts'
import { readConfig } from './config.ts'
import { type House, openHouse } from './house.ts'
import { PlainDate } from './kernel/day.ts'
import { DistrictCode } from './kernel/district.ts'
import { Refused } from './kernel/refusal.ts'
import { administratorRoles } from './kernel/role.ts'
import { sentence } from './kernel/words.ts'
import { actorAs } from './commands/actor.ts'
import { listDistrictsAcross } from './modules/places/views.ts'
import { shipParameters } from './modules/places/ship-parameters.ts'
import type { Context, Platform } from './platform/context.ts'
import { errorFacts } from './platform/log.ts'
import { everywhere, systemContext } from './platform/system.ts'

const commands: readonly Command[] = [
  importCommand,
  importsCommand,
  withdrawCommand,
  ledgerCommand,
  exportCommand,
  templateCommand,
  warningsCommand,
  safeguardsCommand,
  registerCommand,
  tasksCommand,
  outlookCommand,
  screeningCommand,
  blindSpotsCommand,
  checkCommand,
  recomputeCommand,
  deadlineCommand,
  parameterCommand,
  projectCommand,
  districtCommand,
  townCommand,
  accountCommand,
  adminCommand,
  auditCommand,
  backupCommand,
  restoreCommand,
  doctorCommand,
  keysCommand,
  faultsCommand,
]

const options = {
  as: { type: 'string' },
  district: { type: 'string' },
  'as-of': { type: 'string' },
  json: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  project: { type: 'string' },
  'create-project': { type: 'boolean', default: false },
  source: { type: 'string' },
  heads: { type: 'string' },
  given: { type: 'string', multiple: true },
  extend: { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  answer: { type: 'string', multiple: true },
  month: { type: 'string' },
  format: { type: 'string' },
  encoding: { type: 'string' },
  out: { type: 'string' },
  reason: { type: 'string' },
  name: { type: 'string' },
  town: { type: 'string', multiple: true },
  industry: { type: 'string', multiple: true },
  'owner-kind': { type: 'string' },
  'pay-day': { type: 'string' },
  role: { type: 'string' },
  organisation: { type: 'string' },
  'display-name': { type: 'string' },
  unit: { type: 'string' },
  instrument: { type: 'string' },
  article: { type: 'string' },
  'approved-by': { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  demo: { type: 'boolean', default: false },
  overdue: { type: 'boolean', default: false },
  unowned: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

export type CliValues = ReturnType<typeof readArguments>['values']

function readArguments(args: string[]) {
  return parseArgs({ args, options, allowPositionals: true })
}

function helpText(): string {
  const lines = commands.flatMap((command) => [
    `  ${command.usage}`,
    `      ${command.what}`,
    `      例：npm run -s huxin -- ${command.example}`,
  ])
  return [
    '用法：npm run -s huxin -- [--as 账号] [--district 代码] [--as-of 日期] 命令',
    '',
    ...lines,
    '  help',
    '      列出全部命令',
    '',
    '  --district 省略时为唯一的那个区；--as 省略时为本机管理员，留有审计；--json 只输出 JSON。',
    '',
  ].join('\n')
}

async function run(): Promise<number> {
  const { values, positionals } = parsed(process.argv.slice(2))
  const [name, ...rest] = positionals
  if (name === undefined || name === 'help' || values.help) {
    process.stdout.write(helpText())
    return name === undefined && !values.help ? 2 : 0
  }
  const command = commands.find((one) => one.name === name)
  if (!command) throw plain('cli.no-such-command', { name })
  const invocation: Invocation = {
    values,
    rest,
    now: new Date(),
    onBreakOff: (stop) => {
      stopping = stop
    },
  }
  const alone = await command.alone?.(invocation)
  if (alone !== undefined && alone !== null) return alone
  opening = openHouse(readConfig(process.env), { name: `huxin ${name}`, hearers })
  const house = await opening
  try {
    await shipParameters(house.platform, invocation.now)
    return await command.run(await contextOf(house.platform, invocation, command), invocation)
  } finally {
    await house.close()
  }
}

function parsed(args: string[]) {
  try {
    return readArguments(args)
  } catch (error) {
    throw plain('cli.bad-option', { problem: error instanceof Error ? error.message : '' })
  }
}

/** Who, where and when the command is: `--as-of` sets the day. */
async function contextOf(
  platform: Platform,
  { values, now }: Invocation,
  command: Command,
): Promise<Context> {
  const day = values['as-of']
  if (day !== undefined && !PlainDate.safeParse(day).success) throw plain('cli.bad-day', { day })
  const then = day === undefined ? now : new Date(`${day}T12:00:00+08:00`)
  const all = { ...systemContext(platform, '000000', then), scope: everywhere }
  if (command.anywhere) return { ...all, actor: localAdministrator() }
  const district = values.district ?? (await onlyDistrict(all))
  if (!DistrictCode.safeParse(district).success) throw plain('cli.bad-district', { district })
  const ctx = systemContext(platform, district, then)
  if (values.as !== undefined) return actorAs(ctx, values.as)
  return { ...ctx, actor: localAdministrator() }
}

function localAdministrator() {
  const { actor } = systemContextActor
  return { ...actor, name: `本机管理员 ${userInfo().username}`, roles: [...everyOfficeRole] }
}

/** Whoever runs the installation at its own machine holds its secret and its database: nothing there is kept from him, and all is audited. */
const everyOfficeRole = ['coordination-office', ...administratorRoles] as const
const systemContextActor = {
  actor: { id: everywhere.account, organisation: '本机' },
}

async function onlyDistrict(ctx: Context): Promise<string> {
  const known = await listDistrictsAcross(ctx)
  const [first, second] = known
  if (first === undefined) throw plain('cli.no-district', {})
  if (second === undefined) return first.district
  throw plain('cli.which-district', { districts: known.map((one) => one.district).join('、') })
}

const cliWords = {
  'cli.no-such-command': '没有命令 {name}：用 huxin help 看全部命令。',
  'cli.bad-option': '参数不对：{problem}',
  'cli.bad-day': '日期 {day} 不对：应写成 2026-11-23。',
  'cli.bad-district': '区划代码 {district} 不对：应为六位数字。',
  'cli.no-district': '还没有任何区：先用 huxin district add 代码 --name 名称 建立。',
  'cli.empty-folder': '文件夹 {folder} 里没有可以导入的文件。',
  'cli.too-many-files': '一次最多导入 {most} 个文件，这里有 {count} 个：请分几次。',
  'cli.answer-how': '--answer 里的“{answer}”不对：写法见 huxin help。',
  'cli.source-unknown': '--source 里的“{said}”不是来源：可以是 {known}。',
  'cli.answer-nothing': '--answer 里写的“{of}”，这一批没有这个文件、表或项目名称。',
  'cli.answer-which-sheet': '“{file}”有几张表：请在 --answer 里写明是哪一张，如“{sheet}”。',
  'cli.one-code-several-projects': '要新建 {count} 个项目，只给了一个编号：请去掉 --project。',
  'cli.which-district': '有多个区（{districts}）：请用 --district 指明。',
}

function plain(code: keyof typeof cliWords, values: Record<string, string>): Refused {
  return new Refused({ code, kind: 'invalid', values })
}

let opening: Promise<House> | null = null
/** What a command does by itself when it is broken off. */
let stopping: (() => void) | null = null

/** Broken off (Ctrl-C): a database that was started for this command does not stay behind. */
async function breakOff(status: number): Promise<void> {
  const house = await opening?.catch(() => null)
  await house?.breakOff().catch(() => undefined)
  process.exit(status)
}

/** In a sentence where it was foreseen; else in facts that hold nobody's data, as a stack trace might. */
function plainly(error: unknown): string {
  if (!(error instanceof Refused)) return `程序故障：${JSON.stringify(errorFacts(error))}`
  return sentence({ ...words, ...cliWords }, error.refusal.code, error.refusal.values)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    const stop = stopping
    stopping = null
    if (stop === null) void breakOff(brokenOff)
    else stop()
  })
}
// Whoever read the answer has seen enough (`| head`).
process.stdout.on('error', () => void breakOff(0))
process.on('uncaughtException', (error) => {
  process.stderr.write(`${plainly(error)}\n`)
  void breakOff(1)
})

try {
  process.exitCode = await run()
} catch (error) {
  process.stderr.write(`${plainly(error)}\n`)
  process.exitCode = 1
}
