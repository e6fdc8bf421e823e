import { describe, expect, test } from 'vitest'
import { routes } from '../../app.ts'
import { readRows } from '../../../tests/files/made-up.ts'
import { type CallOf, signedIn } from '../../../tests/support/caller.ts'
import { rowsIn } from '../../../tests/support/read-back.ts'
import { twoDistricts } from '../../../tests/support/two-districts.ts'
import { demoIdNumber } from '../labour/fixtures.ts'
import { exportOf } from '../../kernel/export.ts'
import type { Cell } from '../../kernel/sheet.ts'
import { textOf } from '../recognition/rules/cell-text.ts'
import { listProjects } from '../dashboards/contract.ts'
import { listLedger, totalLedger, viewLedgerRow } from '../wages/contract.ts'
import { listProjectWorkers, viewWorker } from '../labour/contract.ts'
import { aPaySheet } from '../wages/fixtures.ts'
import { listLedger as ledgerOf } from '../wages/views.ts'

const { app, first, second, owner, installation } = await twoDistricts()
const office = await signedIn(app, 'office')
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

const place = {
  code: first.code,
  project: first.code,
  workerId: first.workerId,
  month: first.month,
}

describe('every list as a file', () => {
  test('each list has one, with the rights of the list', () => {
    const names = exports.map(({ endpoint }) => endpoint.name)
    expect(names).toEqual(
      expect.arrayContaining([
        'places.parameters-export',
        'audit.list-export',
        'labour.project-workers-export',
        'labour.worker-export',
        'wages.ledger-export',
        'wages.ledger-row-export',
        'risk.warnings-export',
        'exchange.project-files-export',
        'dashboards.projects-export',
      ]),
    )
    for (const { endpoint } of exports) {
      const list = routes.find((one) => `${one.endpoint.name}-export` === endpoint.name)
      expect([endpoint.name, endpoint.may]).toEqual([endpoint.name, list?.endpoint.may])
    }
  })

  for (const { endpoint } of exports) {
    test(`${endpoint.name}: opens with the office’s head, and none of its rows is a person to an import`, async () => {
      const who = endpoint.name.startsWith('audit') ? await signedIn(app, 'administrator') : office
      const rows = await sheetOf(endpoint, { params: place }, who)
      expect(textOf(rows[1]?.[0])).toMatch(/^编制单位：./)
      expect(rows[2]?.map(textOf).join(' ')).toMatch(
        /期间：.*制表人：990101的人 {2}制表日期：2026年11月23日/,
      )
      expect(rows[3]?.[0]).toBe('序号')
      expect(linesOf(rows).length).toBeGreaterThan(0)
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
