import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { routes } from '../../app.ts'
import { readRows } from '../../../tests/files/made-up.ts'
import { type CallOf, signedIn } from '../../../tests/support/caller.ts'
import { rowsIn } from '../../../tests/support/read-back.ts'
import { twoDistricts } from '../../../tests/support/two-districts.ts'
import { demoIdNumber } from '../labour/fixtures.ts'
import type { AnyEndpoint } from '../../kernel/endpoint.ts'
import { exportOf } from '../../kernel/export.ts'
import type { Cell } from '../../kernel/sheet.ts'
import { textOf } from '../recognition/rules/cell-text.ts'
import { listProjects } from '../dashboards/contract.ts'
import {
  listAccountFlows,
  listLedger,
  totalLedger,
  viewLedgerRow,
  viewProjectFunds,
} from '../wages/contract.ts'
import { listIn } from './contract.ts'
import { listProjectDeposits } from '../deposits/contract.ts'
import { listProjectWorkers, viewWorker } from '../labour/contract.ts'
import { invite } from '../people/invite.ts'
import { aPaySheet } from '../wages/fixtures.ts'
import { listLedger as ledgerOf } from '../wages/views.ts'

const { app, first, second, owner, installation } = await twoDistricts()
const office = await signedIn(app, 'office')
await invite(installation.at('2026-11-23'), {
  role: 'leader',
  organisation: '区政府',
  invitedName: '吴示四',
  town: null,
  industries: [],
})
const officer = await signedIn(app, 'officer')
const ledger = exportOf(listLedger)

const exports = routes.filter(({ endpoint }) => endpoint.path.startsWith('/exports/'))

async function exported(endpoint: (typeof exports)[number]['endpoint'], of: CallOf, who = office) {
  const reply = await who.call(endpoint, '990101', of)
  expect([endpoint.name, reply.statusCode]).toEqual([endpoint.name, 200])
  return { reply, bytes: reply.rawPayload }
}

async function sheetOf(endpoint: (typeof exports)[number]['endpoint'], of: CallOf, who = office) {
  const { bytes } = await exported(endpoint, of, who)
  const [rows = []] = await rowsIn(bytes)
  return rows
}

/** The rows below the office's head and the columns' heads, without the totals. */
function linesOf(rows: readonly Cell[][]): Cell[][] {
  return rows.slice(4).filter(([no]) => no !== '合计')
}

const log = await owner.query<{ id: string }>(
  `select id from exchange.source_file where project_id = $1 and jsonb_array_length(device_users) > 0 limit 1`,
  [first.projectId],
)

const place = {
  code: first.code,
  project: first.code,
  workerId: first.workerId,
  month: first.month,
  roundId: first.roundId,
  itemId: first.itemId,
  fileId: log.rows[0]?.id ?? '',
}

/**
 * Lists of replies that do not leave as a file, and why. A list that is neither here nor has its export fails the test
 * below: whoever adds a list says which.
 */
const notExported: Readonly<Record<string, string>> = {
  'calendar.view years': 'the days themselves, as the published notices have them',
  'calendar.view provisional': 'the one or two years that are not announced yet',
  'calendar.view entered': 'the notices that were entered, each with its whole text',
  'dashboards.notice-effect coming':
    'what a notice would move, before it is taken in; what it moved stands in the ledger and the tasks',
  'search.all hits': 'the best eight of each kind under the search box; each kind has its own list',
  'dashboards.notice-moves':
    'examples of what a notice moved; it stands in the ledger and the tasks',
  'places.district towns':
    'the choices of a filter; the towns with their figures are exported from the home page',
  'places.proposals rows':
    'what waits for a second person; approved it is a parameter, which are exported, and who decided is in the audit',
  'places.town-changes':
    'what became of towns; the towns are exported, and who entered what is in the audit',
  'dashboards.person posts': 'one person’s posts; the posts of all are exported',
  'dashboards.person leaves': 'one person’s days of leave; who is on leave is in the list of posts',
  'dashboards.parameter-effect touches': 'what one change would touch, counted anew at each look',
  'coverage.matrix rows':
    'counts of who sees and who has nothing, each opening its rows; the list of blind spots is exported',
  'coverage.matrix totals': 'the sums below those counts; the list of blind spots is exported',
  'people.me posts': 'somebody’s own posts, by which his pages are drawn',
  'people.my-sign-in sessions': 'where somebody is signed in this minute, for his own eyes',
  'people.account sessions': 'where an account is signed in this minute',
  'people.rights rights': 'what the program is made to allow; the page prints',
  'registry.search-projects':
    'the best twenty under a search box; the list of projects is exported',
  'registry.project-sources joined':
    'other projects that were found to be this one; what each list says of them is exported',
  'notices.list rows': 'what the one who looks was told himself; what it is about has its list',
  'dashboards.task holders': 'who holds the post of one task; the list of tasks is exported',
  'dashboards.task events':
    'what became of one task; who did what is in the audit, which is exported',
  'risk.warning parameters': 'how one warning was reckoned; all parameters are exported',
  'risk.warning events':
    'what became of one warning; the project’s history is exported, with its warnings',
  'risk.evidence rows':
    'the worker-months that one warning counts, with a note each; the ledger of its month is exported',
  'risk.points rules': 'how one project’s points come about; its warnings are exported',
  'register.entry events':
    'what became of one entry; who did what is in the audit, which is exported',
  'register.standing because': 'why one project is of its class; the classes of all are exported',
  'register.standing classEvents':
    'what became of one class; who did what is in the audit, which is exported',
  'register.form sheets': 'the blank itself, which is the superior’s',
  'register.form cells': 'how one form is filled; the filled form is what leaves',
  'exchange.batch files':
    'the files of one drop; each stands in the log of imports, which is exported',
  'exchange.batch questions': 'what is asked before a commit, gone with its answer',
  'exchange.rehearsal files': 'what a commit would do, reckoned anew at each look',
  'exchange.rehearsal fields': 'what a commit would do, reckoned anew at each look',
  'exchange.queue': 'what is under way this minute; what became of it is in the log of imports',
  'exchange.withdrawal-queue':
    'what is being taken back this minute; what became of it is in the log of imports',
  'exchange.source-names': 'names for figures of other lists, whose exports have them',
  'exchange.sheet-rows fields': 'what the columns of a preview hold',
  'exchange.sheet-rows rows': 'some rows of the sender’s own file',
  'exchange.waiting-rows columns': 'the heads of the rows that wait',
  'exchange.waiting-rows rows':
    'they leave as the returned copy: the sender’s own book with the reasons',
  'exchange.profile events':
    'what became of one format; who did what is in the audit, which is exported',
  'screening.round owners':
    'who has reported of one round; exported as the round’s own list of owners',
  'screening.round events':
    'what became of one round; who did what is in the audit, which is exported',
  'screening.item theReports':
    'all phones’ reports of one project; the one that counts is exported with the items',
  'screening.item findings': 'a field of an item, exported with it',
  'screening.mine owners': 'whose list a phone takes along',
  'screening.mine items': 'the phone’s share of the items, which are exported',
  'outlook.project events':
    'what became of one plan; who did what is in the audit, which is exported',
  'safeguards.project findings':
    'what of one project’s facts cannot all be right, said anew at each look',
  'safeguards.contracts parties': 'the choices of a form; the contracts name theirs',
  'dashboards.project-matters rows':
    'what is open on one project; its tasks and warnings are exported, with owner and limit',
  'dashboards.home waiting': 'work of the one who looks, gone when it is done',
  'dashboards.home worst': 'the first of the list of projects, which is exported in this order',
}

/** Lists of which the two districts have nothing: their head and columns are looked at. */
const emptyHere = new Set([
  'register.firms-export',
  'labour.merges-export',
  'registry.join-questions-export',
  'dashboards.tasks-export',
  'screening.found-projects-export',
])

/** Each list of a reply: the reply itself, or a field of it whose rows are more than a word. */
function listsOf({ name, reply }: AnyEndpoint): string[] {
  if (reply instanceof z.ZodArray) return [name]
  if (!(reply instanceof z.ZodObject)) return []
  return Object.entries(reply.shape).flatMap(([field, schema]) => {
    const inner = schema instanceof z.ZodNullable ? schema.unwrap() : schema
    return inner instanceof z.ZodArray && !isWord(inner.element) ? [`${name} ${field}`] : []
  })
}

function isWord(schema: unknown): boolean {
  return schema instanceof z.ZodString
}

/** The export of a list, where it has one: its own, or the reply’s where that has no other list to be exported. */
function exportsOf(name: string): string[] {
  const [of = '', field = ''] = name.split(' ')
  const kebab = field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const whole = Object.hasOwn(notExported, name) ? [] : [`${of}-export`]
  const own = new Set([...whole, `${of}.${kebab}-export`])
  return exports.map(({ endpoint }) => endpoint.name).filter((one) => own.has(one))
}

describe('every list as a file', () => {
  const reads = routes
    .map(({ endpoint }) => endpoint)
    .filter(({ method, path }) => method === 'GET' && !path.startsWith('/exports/'))

  test('no list is forgotten: each has its export, or its reason to have none', () => {
    const lists = reads.flatMap(listsOf)
    expect(lists.length).toBeGreaterThan(20)
    const forgotten = lists.filter(
      (name) => exportsOf(name).length === 0 && !Object.hasOwn(notExported, name),
    )
    expect(forgotten).toEqual([])
    // A reason outlives neither its list nor the want of an export.
    const idle = Object.keys(notExported).filter(
      (name) => !lists.includes(name) || exportsOf(name).length > 0,
    )
    expect(idle).toEqual([])
  })

  test('one export is of one list: where a reply has several, each has its own or its reason', () => {
    for (const endpoint of reads) {
      const ofReply = listsOf(endpoint).filter((name) => !Object.hasOwn(notExported, name))
      const whole = exports.filter((one) => one.endpoint.name === `${endpoint.name}-export`)
      expect([endpoint.name, ofReply.length > 1 && whole.length > 0]).toEqual([
        endpoint.name,
        false,
      ])
    }
  })

  test('each export has the rights of its list', () => {
    for (const { endpoint } of exports) {
      const of = endpoint.name.slice(0, -'-export'.length)
      const list = reads.find(({ name }) => name === of || of.startsWith(`${name}.`))
      expect([endpoint.name, endpoint.may]).toEqual([endpoint.name, list?.may ?? 'no such list'])
    }
  })

  for (const { endpoint } of exports) {
    test(`${endpoint.name}: opens with the office’s head, and none of its rows is a person to an import`, async () => {
      const who = endpoint.name.startsWith('audit') ? await signedIn(app, 'auditor') : office
      const rows = await sheetOf(endpoint, { params: place }, who)
      expect(textOf(rows[1]?.[0])).toMatch(/^编制单位：./)
      expect(rows[2]?.map(textOf).join(' ')).toMatch(
        /期间：.*制表人：990101的人 {2}制表日期：2026年11月23日/,
      )
      expect(rows[3]?.[0]).toBe('序号')
      if (!emptyHere.has(endpoint.name)) expect(linesOf(rows).length).toBeGreaterThan(0)
      const total = rows.findIndex(([no]) => no === '合计')
      const { sheet, records } = await readRows(rows)
      expect(records.filter(({ row }) => row === total + 1)).toEqual([])
      expect(sheet.rejected.filter(({ row }) => row === total + 1)).toEqual([])
    })
  }

  test('the ledger is the list: its rows, its filter, its sums', async () => {
    const { rows: listed } = await ledgerOf(installation.at('2026-11-23'), { limit: 50 })
    const rows = await sheetOf(ledger, {})
    expect(linesOf(rows).map((row) => [row[1], row[3], row[4], row[10], row[14]])).toEqual(
      listed.map((row) => [
        row.projectCode,
        row.workerName,
        row.month,
        row.dueFen === null ? null : row.dueFen / 100,
        row.dueFen === null && row.owedFen === 0 ? undefined : row.owedFen / 100,
      ]),
    )
    const totals = (await office.call(totalLedger, '990101', {})).json()
    expect(rows.at(-1)).toMatchObject({
      0: '合计',
      10: totals.dueFen / 100,
      14: totals.owedFen / 100,
    })
    const one = await sheetOf(ledger, { query: { project: second.code, month: second.month } })
    expect(linesOf(one).map((row) => row[1])).toEqual([second.code])
    expect(textOf(one[2]?.[0])).toBe(
      `期间：2026年8月；项目：${second.projectName}（${second.code}）`,
    )
  })

  test('the special account: what came in and went out in columns of their own, with the row of the statement', async () => {
    const flows = await sheetOf(exportOf(listAccountFlows), { params: place })
    expect(linesOf(flows)).toEqual([
      [
        1,
        { date: '2026-09-05', serial: 46_270 },
        expect.stringMatching(/\*{4}/),
        '人工费拨入',
        9000,
        null,
        9000,
        expect.any(String),
        expect.stringMatching(/\*{4}/),
        '人工费',
        expect.stringContaining('专户流水.csv'),
        expect.any(String),
        3,
      ],
    ])
    expect(flows.at(-1)).toMatchObject({ 0: '合计', 4: 9000, 5: 0 })
    const interest = { params: place, query: { kind: 'interest' } }
    const none = await sheetOf(exportOf(listAccountFlows), interest)
    expect([linesOf(none), textOf(none[2]?.[0])]).toEqual([
      [],
      expect.stringContaining('只看：利息'),
    ])
    const accounts = await sheetOf(exportOf(listIn(viewProjectFunds, 'accounts')), {
      params: place,
    })
    expect(linesOf(accounts).map((row) => [row[4], row[6], row[7]])).toEqual([[9000, 9000, 0]])
    const cost = await sheetOf(exportOf(listIn(viewProjectFunds, 'labourCost')), { params: place })
    expect(linesOf(cost).map((row) => [row[1], row[2], row[5], row[7]])).toEqual([
      [first.month, 9000, 9000, 0],
    ])
    const deposits = await sheetOf(exportOf(listProjectDeposits), { params: place })
    expect(linesOf(deposits).map((row) => [row[2], row[3], row[4], row[6]])).toEqual([
      ['有效', 750_000, 750_000, 'BH-1'],
    ])
  })

  test('personal numbers stay starred out, in either form', async () => {
    const endpoint = exportOf(listProjectWorkers)
    for (const query of [{}, { format: 'csv' }]) {
      const { bytes } = await exported(endpoint, { params: place, query })
      const [rows = []] = await rowsIn(bytes, 'format' in query ? 'x.csv' : 'x.xlsx')
      expect(JSON.stringify(rows)).toMatch(/9901\*{10}/)
      expect(JSON.stringify(rows)).not.toMatch(/\d{15}/)
    }
    const rows = await sheetOf(exportOf(viewWorker), { params: place })
    expect(JSON.stringify(rows)).not.toMatch(/\d{15}|\d{11}"/)
  })

  test('csv is said in the encoding that was asked for, and holds the list alone', async () => {
    const utf8 = await exported(ledger, { query: { format: 'csv' } })
    const gb = await exported(ledger, { query: { format: 'csv', encoding: 'gb18030' } })
    expect(gb.reply.headers['content-type']).toBe('text/csv; charset=gb18030')
    expect(new TextDecoder('gb18030').decode(gb.bytes)).toBe(new TextDecoder().decode(utf8.bytes))
    const lines = new TextDecoder().decode(utf8.bytes).split('\r\n')
    expect(lines[0]).toMatch(/^序号,项目编号,/)
    expect(utf8.reply.headers['content-disposition']).toContain(
      encodeURIComponent('工资台账_2026-11-23.csv'),
    )
  })

  test('what a sheet brought in as a formula goes out as text', async () => {
    const ctx = installation.at('2026-11-23')
    await aPaySheet(ctx, {
      projectId: second.projectId,
      persons: [
        { name: '吴甲九', idNumber: demoIdNumber(9), team: "=cmd|'/C calc'!A0", firm: '甲' },
      ],
      pay: [{ person: 0, month: '2026-07', dueFen: 100 }],
    })
    const of = { params: { code: second.code } }
    const rows = await sheetOf(exportOf(listProjectWorkers), of)
    expect(JSON.stringify(rows)).toContain(`"=cmd|'/C calc'!A0"`)
    const { bytes } = await exported(exportOf(listProjectWorkers), {
      ...of,
      query: { format: 'csv' },
    })
    expect(bytes.toString()).toContain(`,'=cmd|'/C calc'!A0,`)
  })
})

describe('who may, and what is kept of it', () => {
  test('a firm’s officer gets his own projects only', async () => {
    const all = linesOf(await sheetOf(ledger, {})).map((row) => row[1])
    expect(new Set(all)).toEqual(new Set([first.code, second.code]))
    const own = linesOf(await sheetOf(ledger, {}, officer)).map((row) => row[1])
    expect(new Set(own)).toEqual(new Set([first.code]))
    const projects = linesOf(await sheetOf(exportOf(listProjects), {}, officer))
    expect(projects.map((row) => row[1])).toEqual([first.code])
    const foreign = { params: { ...place, project: second.code } }
    const reply = await officer.call(exportOf(viewLedgerRow), '990101', foreign)
    expect([reply.statusCode, reply.json().sentence]).toEqual([
      404,
      expect.stringContaining('不在您的权限之内'),
    ])
  })

  test('it is in the audit: who, which list, under which filter, how many rows', async () => {
    await sheetOf(ledger, { query: { project: first.code, only: 'owed' } }, officer)
    const { rows } = await owner.query(
      `select action, actor_name, subject, outcome, detail from platform.audit_entry
       where district = '990101' and subject = $1 and action in ('list.export', 'list.exported') order by id desc limit 2`,
      [first.code],
    )
    expect(rows).toMatchObject([
      {
        action: 'list.exported',
        actor_name: '990101的人',
        outcome: 'done',
        detail: { list: '工资台账', rows: 1, whole: '是' },
      },
      {
        action: 'list.export',
        detail: {
          list: '工资台账',
          format: 'xlsx',
          filter: `project=${first.code} only=owed`,
        },
      },
    ])
  })

  test('whom somebody searched for is not', async () => {
    const query = { search: first.workerName }
    await sheetOf(exportOf(listProjectWorkers), { params: place, query })
    const { rows } = await owner.query(
      `select detail::text as detail from platform.audit_entry where action = 'list.export' order by id desc limit 1`,
    )
    expect(rows[0].detail).not.toContain(first.workerName)
  })

  test('a list that cannot be read is refused in a sentence, not in a broken file', async () => {
    const reply = await office.call(ledger, '990101', { query: { project: 'NOBODY-1' } })
    expect([reply.statusCode, reply.json().refusal.code]).toEqual([404, 'registry.no-such-project'])
  })
})
