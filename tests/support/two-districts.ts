import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll } from 'vitest'
import { buildApp, hearers } from '../../src/app.ts'
import type { AnyEndpoint } from '../../src/kernel/endpoint.ts'
import { recomputeBlindSpots } from '../../src/modules/coverage/recompute.ts'
import { answerSheet } from '../../src/modules/exchange/answer-sheet.ts'
import { mendCells } from '../../src/modules/exchange/mend-cells.ts'
import { openBatch } from '../../src/modules/exchange/open-batch.ts'
import { openReaders } from '../../src/modules/recognition/readers.ts'
import { understandFiles } from '../../src/modules/exchange/read-batch.ts'
import { receiveSourceFile } from '../../src/modules/exchange/receive-file.ts'
import { takeIn } from '../../src/modules/exchange/take-in.ts'
import { tieFileUsers } from '../../src/modules/exchange/tie-file-users.ts'
import { mergeWorkers } from '../../src/modules/labour/merge-workers.ts'
import { listMerges } from '../../src/modules/labour/views-merges.ts'
import { anAccount } from '../../src/modules/people/fixtures.ts'
import { aDistrict } from '../../src/modules/places/fixtures.ts'
import { shipParameters } from '../../src/modules/places/ship-parameters.ts'
import { aProject, aProjectList } from '../../src/modules/registry/fixtures.ts'
import { type Context } from '../../src/platform/context.ts'
import { madeUpId, madeUpPhone } from '../files/made-up.ts'
import { type TestDistrict, district } from './district.ts'
import { aTaskOf, bytesOf, lookedAhead, safeguarded } from './worked-site.ts'
import { notScreened, type Screened, screenedSite } from './screened-site.ts'
import { registered } from './registered-site.ts'
import { csvOf, month, otherSheets, paySheet, type SheetOf } from './site-sheets.ts'

/** A project with all that can be seen of it, and what nobody else may see. */
export interface Site extends Screened {
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
  /** What its labour officer was asked to do, has answered with evidence, and nobody has checked. */
  taskId: string
  evidenceId: string
  /** What its labour officer was told and has read. */
  noticeId: string
  /** A contract of its owner and general contractor, with the scan that it rests on. */
  contractId: string
  paperId: string
  handInId: string
  /** Its project on the register of risks, checked once, its 标准化等级 written; a superior's form of its district. */
  entryId: string
  formId: string
  /** Money that somebody says will come to it, and what proves it. */
  moneyId: string
  proofId: string
  /** How its file's sheet is read, remembered under a name. */
  readonly profileId: string
  /** What a source says of the project. */
  readonly recordId: string
  readonly month: string
  /** Texts that are in replies about this site, and in no other. */
  readonly markers: readonly string[]
}

/**
 * One installation: two sites in different towns of one district, a third in another district; each with its sheets
 * taken in, wages overdue and a warning. Accounts bear the names `office`, `town`, `officer`, `department` (of housing), `leader`, `administrator`, `security`, `auditor` (of the
 * first site's district, town or project) and `far-office`, `far-town`, `far-officer`, `far-administrator`, `far-security`, `far-auditor`.
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
    // A department of housing sees the first site and not the second.
    const industryOf = 'update registry.project set industry = $2 where id = $1'
    await owner.query(industryOf, [first.projectId, 'housing'])
    await owner.query(industryOf, [second.projectId, 'water'])
    await owner.query(industryOf, [far.projectId, 'housing'])
    await installation.settle()
    await accounts(office, '', first.projectId)
    await accounts(farOffice, 'far-', far.projectId)
    for (const [ctx, site] of [
      [office, first],
      [office, second],
      [farOffice, far],
    ] as const)
      await safeguarded(ctx, site)
    for (const [ctx, site] of [
      [office, first],
      [office, second],
      [farOffice, far],
    ] as const)
      await lookedAhead(ctx, site)
    await missedByTenders(office, owner, [first, second])
    await missedByTenders(farOffice, owner, [far])
    await aTaskOf(office, first, 'officer')
    await aTaskOf(office, second, null)
    await aTaskOf(farOffice, far, 'far-officer')
    await registered(office, first)
    await registered(office, second)
    await registered(farOffice, far)
    Object.assign(first, await screenedSite(office, first, 'office'))
    Object.assign(second, await screenedSite(office, second, 'office'))
    Object.assign(far, await screenedSite(farOffice, far, 'far-office'))
    return { installation, app, first, second, far, owner }
  } finally {
    readers.drop()
  }
}

/** A list of tenders came long after the sites were entered, and names none of them. */
async function missedByTenders(ctx: Context, owner: pg.Client, sites: readonly Site[]) {
  const ids = sites.map(({ projectId }) => projectId)
  const then = `update registry.project_source set said_on = '2026-06-01' where project_id = any ($1)`
  await owner.query(then, [ids])
  await aProjectList(ctx, [{ source: 'tender', name: '无关路灯更换', state: 'finished-unpaid' }])
  // The list stands; what it speaks of is no project of the district any more.
  const gone = `update registry.project set withdrawn_at = now() where district = $1 and name = '无关路灯更换'`
  await owner.query(gone, [ctx.district])
  await recomputeBlindSpots(ctx)
}

async function accounts(ctx: Context, prefix: string, projectId: string): Promise<void> {
  const displayName = `${ctx.district}的人`
  await anAccount(ctx, 'coordination-office', { name: `${prefix}office`, displayName })
  await anAccount(ctx, 'town', { name: `${prefix}town`, displayName })
  await anAccount(ctx, 'department', { name: `${prefix}department`, displayName })
  await anAccount(ctx, 'leader', { name: `${prefix}leader`, displayName })
  await anAccount(ctx, 'system-administrator', { name: `${prefix}administrator`, displayName })
  await anAccount(ctx, 'security-administrator', { name: `${prefix}security`, displayName })
  await anAccount(ctx, 'audit-administrator', { name: `${prefix}auditor`, displayName })
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

/** What is made of the site once it stands. */
const notWorked = {
  taskId: '',
  contractId: '',
  paperId: '',
  handInId: '',
  entryId: '',
  formId: '',
  moneyId: '',
  proofId: '',
  evidenceId: '',
  noticeId: '',
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
    participants: [
      { role: 'owner', name: `${words}置业有限公司`, creditCode: null },
      { role: 'general-contractor', name: `${words}建工有限公司`, creditCode: null },
    ],
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
  await merged(ctx, readers, { ...of, projectId, words })
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
    ...notWorked,
    ...notScreened,
    recordId: await only(
      'select record_id as id from registry.project_source where project_id = $1',
    ),
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

/** What `:id` of an endpoint's path is, of a site. */
export function idFor({ path }: AnyEndpoint, site: Site): string {
  if (path.includes('/tasks/')) return site.taskId
  if (path.includes('/register/entries/')) return site.entryId
  if (path.includes('/register/forms/')) return site.formId
  return path.includes('/notices/') ? site.noticeId : site.warningId
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

/** The worker under another number, and that he is the same. */
async function merged(
  ctx: Context,
  readers: ReturnType<typeof openReaders>,
  { projectId, words, firm, team, no, workerName }: SheetOf & { projectId: string; words: string },
): Promise<void> {
  const again = csvOf({
    企业名称: firm,
    班组名称: team,
    工人姓名: workerName,
    证件号码: madeUpId(900 + no),
    当前工种: '钢筋工',
    工人类型: '建筑工人',
    手机号码: madeUpPhone(no),
  })
  await takeIn(ctx, readers, { name: `${words}补录花名册.csv`, projectId }, bytesOf(again))
  const { rows } = await listMerges(ctx, { show: 'open', limit: 1 })
  const [pair] = rows
  if (pair === undefined) throw new Error('Nobody may be the worker.')
  const keep = pair.kept.workerId
  await mergeWorkers(ctx, pair.id, { version: pair.version, keep, why: '看过证件' })
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
