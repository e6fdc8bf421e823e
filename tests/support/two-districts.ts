import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll } from 'vitest'
import { buildApp, hearers } from '../../src/app.ts'
import { month as monthSaid } from '../../src/kernel/day.ts'
import { answerSheet } from '../../src/modules/exchange/answer-sheet.ts'
import { mendCells } from '../../src/modules/exchange/mend-cells.ts'
import { openBatch } from '../../src/modules/exchange/open-batch.ts'
import { openReaders } from '../../src/modules/recognition/readers.ts'
import { understandFiles } from '../../src/modules/exchange/read-batch.ts'
import { receiveSourceFile } from '../../src/modules/exchange/receive-file.ts'
import { takeIn } from '../../src/modules/exchange/take-in.ts'
import { tieFileUsers } from '../../src/modules/exchange/tie-file-users.ts'
import { anAccount } from '../../src/modules/people/fixtures.ts'
import { aDistrict } from '../../src/modules/places/fixtures.ts'
import { shipParameters } from '../../src/modules/places/ship-parameters.ts'
import { aProject } from '../../src/modules/registry/fixtures.ts'
import type { Context } from '../../src/platform/context.ts'
import { madeUpCard, madeUpId, madeUpPhone, utf8 } from '../files/made-up.ts'
import { type TestDistrict, district } from './district.ts'

/** A project with all that can be seen of it, and what nobody else may see. */
export interface Site {
  readonly district: string
  readonly town: string
  readonly projectId: string
  readonly code: string
  readonly projectName: string
  readonly workerName: string
  readonly workerId: string
  readonly warningId: string
  /** A committed file. */
  readonly fileId: string
  /** A batch that waits to be committed. */
  readonly batchId: string
  /** How its file's sheet is read, remembered under a name. */
  readonly profileId: string
  readonly month: string
  /** Texts that are in replies about this site, and in no other. */
  readonly markers: readonly string[]
}

/**
 * One installation: two sites in different towns of one district, a third in another district; each with its sheets
 * taken in, wages overdue and a warning. Accounts bear the names `office`, `town`, `officer`, `administrator` (of the
 * first site's district, town or project) and `far-office`, `far-town`, `far-officer`, `far-administrator`.
 */
export interface TwoDistricts {
  readonly installation: TestDistrict
  readonly app: FastifyInstance
  readonly first: Site
  readonly second: Site
  readonly far: Site
  /** As owner of the database: what really stands there. */
  readonly owner: pg.Client
}

const today = '2026-11-23'
const month = monthSaid('2026-08')
const near = '990101'
const away = '990102'

export async function twoDistricts(): Promise<TwoDistricts> {
  const installation = await district({ code: near, hearers, today })
  const office = installation.at(today)
  const farOffice = installation.elsewhere(away)
  await aDistrict(office)
  await aDistrict(farOffice, { code: away })
  await shipParameters(installation.platform, office.now)
  const owner = new pg.Client({ connectionString: installation.database.ownerUrl })
  await owner.connect()
  const app = await buildApp({
    platform: installation.platform,
    clock: () => office.now,
    readiness: async () => ({ ready: true, facts: {} }),
  })
  afterAll(async () => {
    await app.close()
    await owner.end()
  })
  const readers = openReaders(installation.platform.keys, near)
  try {
    const make = (ctx: Context, of: SiteOf) => aSite(ctx, readers, owner, of)
    const first = await make(office, { no: 1, town: `${near}101`, words: '鲁班', surname: '欧' })
    const second = await make(office, { no: 2, town: `${near}002`, words: '墨斗', surname: '皇' })
    const far = await make(farOffice, { no: 3, town: `${away}101`, words: '青砖', surname: '尉' })
    await installation.settle()
    await accounts(office, '', first.projectId)
    await accounts(farOffice, 'far-', far.projectId)
    return { installation, app, first, second, far, owner }
  } finally {
    readers.drop()
  }
}

async function accounts(ctx: Context, prefix: string, projectId: string): Promise<void> {
  const displayName = `${ctx.district}的人`
  await anAccount(ctx, 'coordination-office', { name: `${prefix}office`, displayName })
  await anAccount(ctx, 'town', { name: `${prefix}town`, displayName })
  await anAccount(ctx, 'system-administrator', { name: `${prefix}administrator`, displayName })
  const post = { projectIds: [projectId] }
  await anAccount(ctx, 'labour-officer', { name: `${prefix}officer`, displayName, post })
}

interface SiteOf {
  readonly no: number
  readonly town: string
  /** In every name of this site. */
  readonly words: string
  readonly surname: string
}

async function aSite(
  ctx: Context,
  readers: ReturnType<typeof openReaders>,
  owner: pg.Client,
  { no, town, words, surname }: SiteOf,
): Promise<Site> {
  const projectName = `${words}安置房工程`
  const firm = `${words}劳务有限公司`
  const { id: projectId, code } = await aProject(ctx, {
    code: `SITE-2026-${no}`,
    name: projectName,
    town,
    participants: [{ role: 'general-contractor', name: `${words}建工有限公司`, creditCode: null }],
  })
  const workerName = `${surname}甲${words.slice(0, 1)}`
  const dueYuan = `7${no}31.${no}7`
  const of = { firm, team: `${words}班`, no, workerName }
  const pay = paySheet({ ...of, dueYuan, paidOn: '2026-11-20' })
  for (const [name, text] of [
    [`${words}八月工资.csv`, pay],
    ...Object.entries(otherSheets(of)).map(([kind, other]) => [`${words}${kind}.csv`, other]),
  ] as const) {
    await takeIn(ctx, readers, { name: name ?? '', projectId }, bytesOf(text ?? ''))
  }
  await tied(ctx, readers, owner, { projectId, words, no })
  const batch = await openBatch(ctx, { projectId })
  const name = `${words}待入账.csv`
  const waiting = bytesOf(paySheet({ ...of, dueYuan: '1.00', paidOn: '' }))
  await receiveSourceFile(ctx, { batchId: batch.id, no: 1, name }, waiting)
  await understandFiles(ctx, batch.id)
  const only = async (query: string) => {
    const { rows } = await owner.query<{ id: string }>(query, [projectId])
    return rows[0]?.id ?? ''
  }
  return {
    district: ctx.district,
    town,
    projectId,
    code,
    projectName,
    workerName,
    workerId: await only('select worker_id as id from labour.engagement where project_id = $1'),
    profileId: await answered(ctx, owner, batch.id, `${words}工资格式`),
    warningId: await only('select id from risk.warning where project_id = $1'),
    fileId: await only(
      'select source_file_id as id from exchange.source_project where project_id = $1',
    ),
    batchId: batch.id,
    month,
    // Names of all sorts, the worker masked, what is due and what is owed, in fen and in yuan.
    markers: [
      words,
      `${surname}*${words.slice(0, 1)}`,
      `7${no}31${no}7`,
      `7${no - 1}31${no}7`,
      `7,${no - 1}31.${no}7`,
      code,
    ],
  }
}

/** Says how the sheet of a batch is read, and what one of its cells should hold; the format's id. */
async function answered(
  ctx: Context,
  owner: pg.Client,
  batchId: string,
  rememberAs: string,
): Promise<string> {
  const file = await owner.query<{ id: string }>(
    'select id from exchange.source_file where batch_id = $1',
    [batchId],
  )
  const of = { fileId: file.rows[0]?.id ?? '', sheet: 1 }
  await answerSheet(ctx, of, { answer: { ...nothingSaid, month }, rememberAs })
  await understandFiles(ctx, batchId)
  await mendCells(ctx, of, { cells: [{ row: 2, column: 6, value: '21' }] })
  await understandFiles(ctx, batchId)
  const profile = await owner.query<{ id: string }>(
    'select id from exchange.profile where district = $1 and name = $2',
    [ctx.district, rememberAs],
  )
  return profile.rows[0]?.id ?? ''
}

/** A machine's log, of a number that was told to be the worker's. */
async function tied(
  ctx: Context,
  readers: ReturnType<typeof openReaders>,
  owner: pg.Client,
  { projectId, words, no }: { projectId: string; words: string; no: number },
): Promise<void> {
  const log = `${String(no)}\t2026-08-04 07:00:00\t1\t0\n${String(no)}\t2026-08-04 17:30:00\t1\t0\n`
  const name = `${words}${no}_attlog.dat`
  const { understood } = await takeIn(ctx, readers, { name, projectId }, bytesOf(log))
  if (understood.sheets[0]?.kind !== 'device-log') throw new Error('It is no log of a machine.')
  const { rows } = await owner.query<{ file: string; device: string; worker: string }>(
    `select f.id as file, f.device_users -> 0 ->> 'device' as device,
       (select worker_id from labour.engagement where project_id = $2) as worker
     from exchange.source_file f where f.name = $1`,
    [name, projectId],
  )
  const [found] = rows
  if (found === undefined) throw new Error('The log is not there.')
  const tie = { device: found.device, userNo: String(no), workerId: found.worker }
  await tieFileUsers(ctx, found.file, { ties: [tie] })
}

export const nothingSaid = {
  skip: false,
  kind: null,
  headerRow: null,
  headerRows: null,
  columns: [],
  month: null,
  unit: null,
  moneyUnit: null,
}

interface SheetOf {
  readonly firm: string
  readonly team: string
  readonly no: number
  readonly workerName: string
}

function paySheet(of: SheetOf & { dueYuan: string; paidOn: string }): string {
  const { firm, team, no, workerName, dueYuan, paidOn } = of
  return csvOf({
    企业名称: firm,
    班组名称: team,
    员工姓名: workerName,
    证件号码: madeUpId(no),
    手机号码: madeUpPhone(no),
    发放工资的月份: month,
    出勤天数: String(20 + no),
    工人工资卡号: madeUpCard(no),
    应发金额: dueYuan,
    实发金额: '100.00',
    发放日期: paidOn,
  })
}

/** One line of each other kind that leaves lines of its own. */
function otherSheets({ firm, team, no, workerName }: SheetOf): Record<string, string> {
  const person = { 企业名称: firm, 班组名称: team, 工人姓名: workerName, 证件号码: madeUpId(no) }
  return {
    花名册: csvOf({
      ...person,
      当前工种: '钢筋工',
      工人类型: '建筑工人',
      手机号码: madeUpPhone(no),
    }),
    进退场: csvOf({ ...person, 进退场日期: '2026-03-01', 进退场类型: '进场' }),
    合同: csvOf({
      ...person,
      合同期限类型: '固定期限合同',
      生效日期: '2026-03-01',
      失效日期: '2026-12-31',
      计量单位: '日',
      计量单价: '300',
    }),
    考勤: csvOf({ ...person, 日期: '2026-08-03', 工时: '8' }),
    参建单位: csvOf({ 企业名称: firm, 企业类型: '劳务分包', 统一社会信用代码: '' }),
    // The bank says the same payment as the pay sheet, and no more is paid by it.
    '2026年8月工资代发结果': csvOf({
      户名: workerName,
      账号: madeUpCard(no),
      金额: '100.00',
      交易日期: '2026-11-20',
      处理结果: '成功',
    }),
    专户流水:
      `账户交易明细 账号：3300161113505000000${no} 户名：${firm}农民工工资专用账户\n` +
      csvOf({
        交易日期: '2026-09-05',
        支出: '',
        收入: '9000',
        余额: '9000',
        对方户名: `${firm}总包`,
        对方账号: '33001611135050009999',
        摘要: '人工费',
      }),
    人工费拨付台账: csvOf({
      月份: month,
      应拨付金额: '9000',
      实际拨付金额: '9000',
      拨付日期: '2026-09-05',
    }),
    工资保证金保函台账: csvOf({
      保函编号: `BH-${no}`,
      担保金额: '750000',
      开立银行: '示例银行',
      申请人: firm,
      生效日期: '2026-01-01',
      到期日期: '2027-12-31',
    }),
  }
}

function csvOf(row: Readonly<Record<string, string>>): string {
  return `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield utf8(text)
}
