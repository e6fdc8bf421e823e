import { afterAll, describe, expect, test } from 'vitest'
import { madeUpId, utf8 } from '../../../tests/files/made-up.ts'
import { district } from '../../../tests/support/district.ts'
import { month } from '../../kernel/day.ts'
import { look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { aProject } from '../registry/fixtures.ts'
import { riskHears } from '../risk/hears.ts'
import { wagesHears } from '../wages/hears.ts'
import { viewLedgerRow } from '../wages/views-ledger-row.ts'
import { commitBatch } from './commit-batch.ts'
import { exchangeHears } from './hears.ts'
import { mendCells } from './mend-cells.ts'
import { openBatch } from './open-batch.ts'
import { readBatch } from './read-batch.ts'
import { openReaders } from '../recognition/readers.ts'
import { receiveSourceFile } from './receive-file.ts'
import { rehearseBatch } from './rehearse-batch.ts'
import { takeIn } from './take-in.ts'
import { takeInMended } from './take-in-mended.ts'
import { tieFileUsers } from './tie-file-users.ts'
import { viewBatch } from './views-batch.ts'
import { viewDeviceUsers } from './views-device-users.ts'
import { viewWithdrawal } from './views-withdrawal.ts'
import { withdrawImport } from './withdraw-import.ts'

const here = await district({ hearers: [...wagesHears, ...riskHears, ...exchangeHears] })
const office = here.at('2026-11-23')
await shipParameters(here.platform, office.now)
await aDistrict(office, { code: here.code, name: '示范区', demo: true })

const readers = openReaders(here.platform.keys, here.code)
afterAll(() => readers.drop())

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function dropped(ctx: Context, name: string, text: string, projectId: string | null) {
  const { id } = await openBatch(ctx, { projectId })
  await receiveSourceFile(ctx, { batchId: id, no: 1, name }, once(utf8(text)))
  await readBatch(ctx, id)
  await here.settle()
  return fileOf(await viewBatch(ctx, id))
}

function fileOf(batch: Awaited<ReturnType<typeof viewBatch>>) {
  const [file] = batch.files
  if (file === undefined) throw new Error('the batch has no file')
  return { batchId: batch.id, ...file, sheet: file.understood?.sheets[0] }
}

async function committed(batchId: string) {
  await commitBatch(office, batchId)
  await here.settle()
  return fileOf(await viewBatch(office, batchId))
}

/** Taken in at once, by one reader for all: as the command does it. */
async function taken(name: string, text: string, projectId: string) {
  const { understood, changed } = await takeIn(
    office,
    readers,
    { name, projectId },
    once(utf8(text)),
  )
  const found = await look(office, (reading) =>
    reading.client.query<{ id: string }>(
      'select id from exchange.source_file where district = $1 order by id desc limit 1',
      [here.code],
    ),
  )
  return { id: found.rows[0]?.id ?? '', changed, sheet: understood.sheets[0] }
}

interface Person {
  readonly name: string
  readonly no: number
}

/** A project with a roster, its workers by name. */
async function site(name: string, people: readonly Person[]) {
  const project = await aProject(office, { name })
  const lines = people.map((one) => `${one.name},${madeUpId(one.no)},木工班,示例劳务\n`)
  await taken(`${name}名册.csv`, `姓名,身份证号,班组,企业名称\n${lines.join('')}`, project.id)
  const found = await look(office, (reading) =>
    reading.client.query<{ name: string; id: string }>(
      `select w.name, w.id from labour.engagement e join labour.worker w on w.district = e.district and w.id = e.worker_id
        where e.project_id = $1`,
      [project.id],
    ),
  )
  const workers = new Map(found.rows.map((row) => [row.name, row.id]))
  const idOf = (of: string) => workers.get(of) ?? ''
  return { project, idOf }
}

/** `01 07:00`: a punch of a user on that day of September, as a machine writes it. */
function log(user: string, ...times: readonly string[]): string {
  const lines = times.map((time) => {
    const [on = '', at = ''] = time.split(' ')
    const date = on.includes('-') ? on : `09-${on}`
    return `\t${user}\t2026-${date} ${at}:00\t1\t255\t1\t0\n`
  })
  return lines.join('')
}

async function ledger(project: { code: string }, workerId: string, month = '2026-09') {
  return look(office, async (reading) => {
    const found = await reading.client.query<{ days: number; minutes: number }>(
      `select l.days_present as days, l.minutes from wages.ledger l join registry.project_face p on p.district = l.district and p.id = l.project_id
        where p.code = $1 and l.worker_id = $2 and l.month = $3`,
      [project.code, workerId, month],
    )
    return found.rows[0] ?? null
  })
}

const waiting = (file: { sheet: { rejected: { code: string }[] } | undefined }) =>
  file.sheet?.rejected.map(({ code }) => code)

describe('a machine’s log, from the drop to the ledger', () => {
  test('whose number it is is asked once; later logs of the machine are not asked about', async () => {
    const { project, idOf } = await site('考勤机甲', [
      { name: '王大柱', no: 501 },
      { name: '李水生', no: 502 },
    ])
    const text =
      log('12', '01 07:00', '01 17:00', '02 07:00', '02 17:00') + log('13', '01 07:30', '01 17:30')
    const first = await dropped(office, 'AB12345_attlog.dat', text, project.id)
    expect(first.sheet).toMatchObject({
      kind: 'device-log',
      accepted: 6,
      totals: { workers: 2, daysPresent: 3, hours: 30 },
    })
    const asked = await viewDeviceUsers(office, first.id)
    expect(asked).toMatchObject({
      project: { code: project.code },
      total: 2,
      untied: 2,
      users: [
        { device: 'AB12345', userNo: '12', days: 2, punches: 4, lastOn: '2026-09-02', owner: null },
        { device: 'AB12345', userNo: '13', days: 1, owner: null },
      ],
    })
    const one = { device: 'AB12345', userNo: '12', workerId: idOf('王大柱') }
    expect(await tieFileUsers(office, first.id, { ties: [one] })).toEqual({ tied: 1, months: 0 })
    const done = await committed(first.batchId)
    expect(done.changed).toMatchObject({ added: 1, superseded: 0 })
    expect(waiting(done)).toEqual(['labour.device-user-untied'])
    expect(await ledger(project, idOf('王大柱'))).toEqual({ days: 2, minutes: 1200 })
    expect(await ledger(project, idOf('李水生'))).toBeNull()

    // The rest is said later: its days come in at once, and wait no more.
    const other = { device: 'AB12345', userNo: '13', workerId: idOf('李水生') }
    expect(await tieFileUsers(office, first.id, { ties: [other] })).toEqual({ tied: 1, months: 1 })
    expect(await ledger(project, idOf('李水生'))).toEqual({ days: 1, minutes: 600 })
    expect(waiting(fileOf(await viewBatch(office, first.batchId)))).toEqual([])

    const later = await dropped(
      office,
      'AB12345_attlog.dat',
      log('13', '03 07:00', '03 17:00'),
      project.id,
    )
    expect(await viewDeviceUsers(office, later.id)).toMatchObject({ total: 1, untied: 0 })
    expect(waiting(await committed(later.batchId))).toEqual([])
    expect(await ledger(project, idOf('李水生'))).toEqual({ days: 2, minutes: 1200 })
    const row = { project: project.code, workerId: idOf('李水生'), month: month('2026-09') }
    const { lines } = await viewLedgerRow(office, row)
    expect(lines).toMatchObject([
      { kind: 'attendance', team: '木工班', daysPresent: 2, superseded: false },
    ])
    // The newest log with his punches is where they are looked up.
    expect(lines[0]?.source).toEqual({ importId: later.id, sheet: 1, row: 1 })
  })

  test('a number that is untied is nobody’s: its days leave the ledger, and come back to whom it is said to be', async () => {
    const { project, idOf } = await site('考勤机乙', [
      { name: '赵甲一', no: 511 },
      { name: '钱乙二', no: 512 },
    ])
    const file = await taken('3_attlog.dat', log('7', '01 07:00', '01 17:00'), project.id)
    const tie = (workerId: string | null) =>
      tieFileUsers(office, file.id, { ties: [{ device: '3', userNo: '7', workerId }] })
    await tie(idOf('赵甲一'))
    expect(await ledger(project, idOf('赵甲一'))).toEqual({ days: 1, minutes: 600 })
    expect(await tie(idOf('赵甲一'))).toEqual({ tied: 0, months: 0 })
    await tie(null)
    expect(await ledger(project, idOf('赵甲一'))).toBeNull()
    await tie(idOf('钱乙二'))
    expect(await ledger(project, idOf('赵甲一'))).toBeNull()
    expect(await ledger(project, idOf('钱乙二'))).toEqual({ days: 1, minutes: 600 })
  })

  test('only workers of the project can be tied, and only numbers that the log has', async () => {
    const { project, idOf } = await site('考勤机丙', [{ name: '孙丙三', no: 521 }])
    const elsewhere = await site('考勤机丁', [{ name: '李丁四', no: 522 }])
    const file = await taken('4_attlog.dat', log('1', '01 07:00', '01 17:00'), project.id)
    const tie = (userNo: string, workerId: string) =>
      tieFileUsers(office, file.id, { ties: [{ device: '4', userNo, workerId }] })
    await expect(tie('1', elsewhere.idOf('李丁四'))).rejects.toMatchObject({
      refusal: { code: 'labour.worker-not-on-project' },
    })
    await expect(tie('2', idOf('孙丙三'))).rejects.toMatchObject({
      refusal: { code: 'exchange.no-such-device-user' },
    })
  })

  test('names in a log suggest the owner; a number that has another name since waits', async () => {
    const { project, idOf } = await site('考勤机戊', [
      { name: '周戊五', no: 531 },
      { name: '吴己六', no: 532 },
    ])
    const csv = (name: string, day: string) =>
      `人员编号,姓名,时间,设备名称,进出方向\n21,${name},2026-09-${day} 07:00:00,东门,进\n21,${name},2026-09-${day} 17:00:00,西门,出\n`
    const first = await dropped(office, '门禁.csv', csv('周戊五', '01'), project.id)
    const asked = await viewDeviceUsers(office, first.id)
    expect(asked.users[0]).toMatchObject({
      device: '',
      userNo: '21',
      name: '周*五',
      suggestions: [{ workerId: idOf('周戊五'), why: 'name', team: '木工班' }],
    })
    await tieFileUsers(office, first.id, {
      ties: [{ device: '', userNo: '21', workerId: idOf('周戊五') }],
    })
    await committed(first.batchId)
    const given = await taken('门禁二.csv', csv('吴己六', '02'), project.id)
    expect(waiting(given)).toEqual(['labour.device-user-of-another'])
    expect(await ledger(project, idOf('周戊五'))).toEqual({ days: 1, minutes: 600 })
    expect((await viewDeviceUsers(office, given.id)).users[0]).toMatchObject({
      owner: { isOther: true },
      suggestions: [{ workerId: idOf('吴己六'), why: 'name' }],
    })
  })
})

describe('two machines of a site', () => {
  test('one at the way in and one at the way out, in two files: one day, whichever comes first', async () => {
    for (const order of [0, 1]) {
      const { project, idOf } = await site(`两台${order}`, [{ name: '郑庚七', no: 541 + order }])
      const logs = [
        ['11_attlog.dat', log('5', '01 07:00', '02 07:00')],
        ['12_attlog.dat', log('5', '01 17:00', '02 18:00')],
      ] as const
      for (const [name, text] of order === 0 ? logs : logs.toReversed()) {
        const file = await taken(name, text, project.id)
        const device = name.slice(0, 2)
        await tieFileUsers(office, file.id, {
          ties: [{ device, userNo: '5', workerId: idOf('郑庚七') }],
        })
      }
      expect(await ledger(project, idOf('郑庚七'))).toEqual({ days: 2, minutes: 1260 })
    }
  })

  test('a log that holds what an earlier one held adds only what is new; taken back, the other’s days stay', async () => {
    const { project, idOf } = await site('累积', [{ name: '冯辛八', no: 551 }])
    const early = log('5', '01 07:00', '01 17:00')
    const a = await taken('21_attlog.dat', early, project.id)
    await tieFileUsers(office, a.id, {
      ties: [{ device: '21', userNo: '5', workerId: idOf('冯辛八') }],
    })
    const b = await taken('21_attlog.dat', early + log('5', '02 07:00', '02 17:00'), project.id)
    expect(b.changed).toMatchObject({ added: 0, superseded: 1 })
    expect(await ledger(project, idOf('冯辛八'))).toEqual({ days: 2, minutes: 1200 })
    await withdrawImport(office, a.id)
    expect(await ledger(project, idOf('冯辛八'))).toEqual({ days: 2, minutes: 1200 })
    expect(await viewWithdrawal(office, b.id)).toMatchObject({ follows: { lines: 1 } })
    await withdrawImport(office, b.id)
    expect(await ledger(project, idOf('冯辛八'))).toBeNull()
  })

  test('a night over the end of a month counts for the month in which it began, across files', async () => {
    const { project, idOf } = await site('夜班', [{ name: '陈壬九', no: 561 }])
    const first = await taken('31_attlog.dat', log('5', '09-30 19:00'), project.id)
    await tieFileUsers(office, first.id, {
      ties: [{ device: '31', userNo: '5', workerId: idOf('陈壬九') }],
    })
    expect(await ledger(project, idOf('陈壬九'))).toEqual({ days: 1, minutes: 0 })
    const next = log('5', '10-01 03:00', '10-01 19:00', '10-02 03:30')
    await taken('31_attlog.dat', next, project.id)
    expect(await ledger(project, idOf('陈壬九'))).toEqual({ days: 1, minutes: 480 })
    expect(await ledger(project, idOf('陈壬九'), '2026-10')).toEqual({ days: 1, minutes: 510 })
  })
})

test('a sheet that states a worker-month goes before the machine, in either order; taken back, the machine counts', async () => {
  const { project, idOf } = await site('表和机', [{ name: '褚癸十', no: 571 }])
  const machine = await taken('41_attlog.dat', log('5', '01 07:00', '01 17:00'), project.id)
  await tieFileUsers(office, machine.id, {
    ties: [{ device: '41', userNo: '5', workerId: idOf('褚癸十') }],
  })
  const sheet = await taken(
    '2026年9月考勤汇总.csv',
    `姓名,身份证号,出勤天数,工时\n褚癸十,${madeUpId(571)},20,160\n`,
    project.id,
  )
  expect(await ledger(project, idOf('褚癸十'))).toEqual({ days: 20, minutes: 9600 })
  await taken('41_attlog.dat', log('5', '02 07:00', '02 17:00'), project.id)
  expect(await ledger(project, idOf('褚癸十'))).toEqual({ days: 20, minutes: 9600 })
  await withdrawImport(office, sheet.id)
  expect(await ledger(project, idOf('褚癸十'))).toEqual({ days: 2, minutes: 1200 })
})

test('what a log would change is shown before it is committed', async () => {
  const { project, idOf } = await site('预览', [{ name: '卫子一', no: 581 }])
  const first = await taken('51_attlog.dat', log('5', '01 07:00', '01 12:00'), project.id)
  await tieFileUsers(office, first.id, {
    ties: [{ device: '51', userNo: '5', workerId: idOf('卫子一') }],
  })
  const later = await dropped(office, '51_attlog.dat', log('5', '01 17:00', '02 07:00'), project.id)
  const { fields } = await rehearseBatch(office, later.batchId, { whole: false })
  expect(fields.map(({ field, before, after }) => [field, before, after])).toEqual([
    ['days_present', '1', '2'],
    ['minutes_total', '300', '600'],
  ])
  expect(await ledger(project, idOf('卫子一'))).toEqual({ days: 1, minutes: 300 })
})

test('a punch of a lost time that is mended comes in with its user’s month', async () => {
  const { project, idOf } = await site('补时', [{ name: '蒋丑二', no: 591 }])
  const days = Array.from({ length: 10 }, (_, at) => String(at + 2).padStart(2, '0'))
  const rest = days.flatMap((one) => [`${one} 07:00`, `${one} 17:00`])
  const lost = '\t5\t2026-09-31 17:00:00\t1\t255\t1\t0\n'
  const text = log('5', '01 07:00') + lost + log('5', ...rest)
  const file = await dropped(office, '61_attlog.dat', text, project.id)
  await tieFileUsers(office, file.id, {
    ties: [{ device: '61', userNo: '5', workerId: idOf('蒋丑二') }],
  })
  await committed(file.batchId)
  expect(await ledger(project, idOf('蒋丑二'))).toEqual({ days: 11, minutes: 6000 })
  const at = { fileId: file.id, sheet: 1 }
  const row = file.sheet?.rejected[0]?.row ?? 0
  expect(row).toBe(2)
  await mendCells(office, at, { cells: [{ row, column: 2, value: '2026-09-01 17:00' }] })
  const { batchId } = await takeInMended(office, at.fileId)
  await here.settle()
  await committed(batchId)
  expect(await ledger(project, idOf('蒋丑二'))).toEqual({ days: 11, minutes: 6600 })
})

test('by the command, without a look in between, whoever is tied comes in and the rest waits', async () => {
  const { project } = await site('命令', [{ name: '沈寅三', no: 601 }])
  const { sheet } = await taken('71_attlog.dat', log('5', '01 07:00', '01 17:00'), project.id)
  expect(sheet?.rejected.map(({ message }) => message)).toEqual([
    '设备编号 5 还没有对应工人：它的 1 天、2 次刷卡先存着，对应之后计入考勤。',
  ])
})
