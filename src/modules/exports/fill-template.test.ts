import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, describe, expect, test } from 'vitest'
import { hearers } from '../../app.ts'
import { creditCode } from '../../worlds/identity.ts'
import {
  madeUpCard,
  madeUpId,
  madeUpPhone,
  readBytes,
  sharedData,
  workbookBytes,
} from '../../../tests/files/made-up.ts'
import { district } from '../../../tests/support/district.ts'
import { rowsIn } from '../../../tests/support/read-back.ts'
import { month } from '../../kernel/day.ts'
import type { Context } from '../../platform/context.ts'
import { act, look } from '../../platform/act.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { aProject } from '../registry/fixtures.ts'
import { demoIdNumber } from '../labour/fixtures.ts'
import { aPaySheet } from '../wages/fixtures.ts'
import { ledgerByProjectMonth } from '../wages/views.ts'
import { fillTemplate } from './fill-template.ts'
import { openReaders } from '../recognition/readers.ts'
import { textOf } from '../recognition/rules/cell-text.ts'
import { platformTemplates, templateNos, type TemplateNo } from './rules/platform-templates.ts'
import { takeIn } from '../exchange/take-in.ts'

const here = await district({ hearers })
const office = here.at('2026-11-23')
await shipParameters(here.platform, office.now)
await aDistrict(office, { code: here.code, demo: true })
const readers = openReaders(here.platform.keys, here.code)
afterAll(() => readers.drop())

const september = month('2026-09')
const reason = '报送省平台九月数据'
const codes = [creditCode('91', 70_001), creditCode('91', 70_002)]

/** What a site keeps in the platform's seven templates, as it would send them: a general contractor and its labour company. */
const sheets: Record<TemplateNo, readonly (readonly unknown[])[]> = {
  '01': [
    [codes[0], '示例建工甲有限公司', '总承包单位', '2026-01-05', '', '郑甲七', '', ''],
    [codes[1], '示例劳务有限公司', '劳务分包', '2026-02-01', '', '冯甲八', '', ''],
  ],
  '02': [
    [
      codes[1],
      '示例劳务有限公司',
      '钢筋班',
      '赵甲一',
      madeUpPhone(1),
      madeUpId(1),
      '',
      '2026-03-01',
      '',
    ],
    [codes[1], '示例劳务有限公司', '木工班', '钱甲二', '', '', '', '2026-03-02', '2026-10-31'],
  ],
  '03': [1, 2, 3, 4].map((no) => [
    ...firmAndTeam(no),
    nameOf(no),
    no <= 1 ? '是' : '否',
    madeUpId(no),
    no <= 2 ? '钢筋工' : '木工',
    '建筑工人',
    madeUpCard(no),
    ...Array.from({ length: 8 }, () => ''),
    madeUpPhone(no),
  ]),
  '04': [1, 2, 3, 4].flatMap((no) => [
    [...firmAndTeam(no), nameOf(no), madeUpId(no), `2026-03-0${no}`, '进场'],
    ...(no === 4 ? [[...firmAndTeam(no), nameOf(no), madeUpId(no), '2026-10-15', '退场']] : []),
  ]),
  '05': [1, 2, 3].map((no) => [
    codes[1],
    '示例劳务有限公司',
    nameOf(no),
    madeUpId(no),
    no === 3 ? '以完成一定工作为期限的合同' : '固定期限合同',
    `2026-03-0${no}`,
    no === 3 ? '' : '2026-12-31',
    no === 1 ? '日' : '月',
    no === 1 ? 350.5 : 9000,
  ]),
  '06': [1, 2, 3, 4].flatMap((no) =>
    [1, 2, 5, 30].flatMap((day) => punches(no, `2026-09-${String(day).padStart(2, '0')}`, no)),
  ),
  '07': [1, 2, 3, 4].flatMap((no) => [
    payRow(no, '2026-09', '否', '', 6_000.55 * no, no === 4 ? '' : '2026-10-20', `GZ-0${no}`),
    ...(no === 2 ? [payRow(no, '2026-10', '是', '2026-09', 300, '2026-10-28', '')] : []),
  ]),
}

function nameOf(no: number): string {
  return `${'赵钱孙李'.charAt(no - 1)}甲${'一二三四'.charAt(no - 1)}`
}

function firmAndTeam(no: number): unknown[] {
  return [codes[1], '示例劳务有限公司', no <= 2 ? '钢筋班' : '木工班']
}

function punches(no: number, on: string, extra: number): unknown[][] {
  const who = [...firmAndTeam(no), nameOf(no), madeUpId(no)]
  return [
    [...who, `${on} 07:0${extra}:00`, '入场', '人脸识别'],
    [...who, `${on} 17:3${extra}:00`, '出场', '人脸识别'],
  ]
}

function payRow(
  no: number,
  of: string,
  back: string,
  backOf: string,
  yuan: number,
  on: string,
  reference: string,
): unknown[] {
  const worked = back === '是' ? ['', ''] : [4, '']
  return [
    ...firmAndTeam(no),
    nameOf(no),
    of,
    back,
    backOf,
    ...worked,
    madeUpCard(no),
    yuan,
    yuan,
    on,
    reference,
  ]
}

async function take(name: string, bytes: Uint8Array, projectId: string) {
  const content = (async function* () {
    yield bytes
  })()
  return takeIn(office, readers, { name, projectId }, content)
}

/** A project that was taken in from the seven templates. */
async function aSite(name: string) {
  const project = await aProject(office, { name, participants: [] })
  for (const no of templateNos) {
    const heads = platformTemplates[no].columns.map(({ head }) => head)
    const bytes = workbookBytes([{ name: 'Sheet1', rows: [heads, ...sheets[no]] }])
    await take(`${no}.xlsx`, bytes, project.id)
  }
  return project
}

async function filled(code: string, no: TemplateNo, ctx: Context = office) {
  const { file, leftOut } = await fillTemplate(ctx, { code, no, month: september, reason })
  if (!(file.bytes instanceof Readable)) throw new Error('a template is written as it is read')
  return { name: file.name, bytes: new Uint8Array(await buffer(file.bytes)), leftOut }
}

const site = await aSite('示例安置房三期')

describe('a template filled from our own data', () => {
  const facts = () =>
    look(office, async (reading) => ({
      ledger: await ledgerByProjectMonth(reading, { project: site.code }),
    }))

  for (const no of templateNos) {
    test(`${platformTemplates[no].name}: has the platform’s heads, and our import takes it without a question`, async () => {
      const { bytes, name, leftOut } = await filled(site.code, no)
      const [rows = []] = await rowsIn(bytes)
      expect(rows[0]).toEqual(platformTemplates[no].columns.map(({ head }) => head))
      expect(rows.length - 1).toBe(sheets[no].length)
      expect(leftOut).toBe(0)
      const { sheet, file } = await readBytes(bytes, name)
      expect(sheet).toMatchObject({ accepted: sheets[no].length, rejected: [] })
      expect(sheet.kind).toBe(kinds[no])
      // What the templates themselves are: they ask for what is never kept, and 07 has no column for the ID.
      const known = new Set(['recognition.sensitive-not-stored', 'recognition.no-id-column'])
      expect(sheet.findings.filter(({ code }) => !known.has(code))).toEqual([])
      expect(file.sheets).toHaveLength(1)
    })

    test(`${platformTemplates[no].name}: taken in again it changes nothing`, async () => {
      const before = await facts()
      const { bytes, name } = await filled(site.code, no)
      const { changed, repeated } = await take(name, bytes, site.id)
      expect(repeated).toBe(false)
      expect(changed).toMatchObject({ added: 0, superseded: 0, workersNew: 0 })
      expect(await facts()).toEqual(before)
    })
  }

  test('filled again after that, it is the same to the last cell', async () => {
    for (const no of templateNos) {
      const [rows = []] = await rowsIn((await filled(site.code, no)).bytes)
      expect([no, rows.length - 1]).toEqual([no, sheets[no].length])
    }
  })

  test('deductions get a column that the template lacks, and come back to the fen', async () => {
    const project = await aProject(office, { name: '示例扣款工程', participants: [] })
    await aPaySheet(office, {
      projectId: project.id,
      persons: [
        { name: '周甲五', idNumber: demoIdNumber(5), firm: '示例劳务有限公司', team: '瓦工班' },
      ],
      pay: [
        { person: 0, month: september, dueFen: 612_345, deductedFen: 12_345, paidOn: '2026-10-20' },
      ],
    })
    const { bytes, name } = await filled(project.code, '07')
    const [rows = []] = await rowsIn(bytes)
    expect(rows[0]?.slice(-2)).toEqual(['扣款合计', '证件号码'])
    const { changed } = await take(name, bytes, project.id)
    expect(changed).toMatchObject({ added: 0, superseded: 0, unchanged: 1, workersNew: 0 })
  })
})

const kinds: Record<TemplateNo, string> = {
  '01': 'participant-list',
  '02': 'team-list',
  '03': 'roster',
  '04': 'entry-exit',
  '05': 'contract-list',
  '06': 'punch-list',
  '07': 'pay-sheet',
}

describe('whole numbers', () => {
  test('leave with a reason, and the audit has it before the file', async () => {
    await filled(site.code, '03')
    const found = await look(office, ({ client }) =>
      client.query(
        `select actor_name, outcome, detail from platform.audit_entry where action = 'template.export' and subject = $1
         order by id desc limit 1`,
        [site.code],
      ),
    )
    expect(found.rows).toEqual([
      {
        actor_name: '测试员',
        outcome: 'done',
        detail: { template: '03.项目人员导入模板', reason, leftOut: 0 },
      },
    ])
  })

  test('without a reason they stay', async () => {
    for (const said of ['', '   ', '要用']) {
      await expect(
        fillTemplate(office, { code: site.code, no: '03', month: september, reason: said }),
      ).rejects.toMatchObject({ refusal: { code: 'exports.reason-missing', kind: 'invalid' } })
    }
  })

  test('leave for the coordination office alone; who tried is in the audit', async () => {
    const firm = here.as('labour-officer', [site.id])
    await expect(filled(site.code, '03', firm)).rejects.toMatchObject({
      refusal: { code: 'platform.not-allowed' },
    })
    const refused = await look(office, ({ client }) =>
      client.query(
        `select outcome from platform.audit_entry where action = 'template.export' order by id desc limit 1`,
      ),
    )
    expect(refused.rows).toEqual([{ outcome: 'refused' }])
  })

  test('who is not on the roster is left out of it, and counted', async () => {
    const project = await aProject(office, { name: '示例无名册工程', participants: [] })
    const persons = [{ name: '吴甲六', idNumber: demoIdNumber(6) }]
    await act(office, 'test.pay', project.id, (tx) =>
      aPaySheet(tx, {
        projectId: project.id,
        persons,
        pay: [{ person: 0, month: september, dueFen: 1 }],
      }),
    )
    expect((await filled(project.code, '03')).leftOut).toBe(1)
  })
})

const folder = join(sharedData, 'templates')
test.skipIf(!existsSync(folder))('the heads are the platform’s own, one for one', async () => {
  for (const no of templateNos) {
    const name = (await readdir(folder)).find((one) => one.startsWith(no))
    const [rows = []] = await rowsIn(await readFile(join(folder, name ?? '')))
    expect(platformTemplates[no].columns.map(({ head }) => head)).toEqual(rows[0]?.map(textOf))
    expect(name).toBe(`${platformTemplates[no].name}.xlsx`)
  }
})
