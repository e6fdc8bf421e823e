import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addDays, officeDayAt, type PlainDate } from '../../src/kernel/day.ts'
import { utf8 } from '../files/made-up.ts'
import { rowsOf } from '../support/desk-lists.ts'
import {
  type OutsideFile,
  barriersOf,
  drop,
  follow,
  pageRead,
  sidewaysOf,
  widths,
} from '../support/desk-page.ts'
import { emptyDesk } from '../support/empty-desk.ts'

// Four departments' lists become one list of projects with its blind spots; each test goes on where the last one ended.
const { home, page, beside, toImport } = await emptyDesk()

const saidOn = addDays(officeDayAt(new Date()), -90)
const written = (on: PlainDate) => {
  const [year, month, date] = on.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** A list as a department sends it: a title that says of which day it speaks, then its own heads. */
function list(name: string, rows: readonly (readonly string[])[]): OutsideFile {
  const lines = [[`${name}（截至${written(saidOn)}）`], ...rows]
  return { name: `${name}.csv`, bytes: utf8(`${lines.map((row) => row.join(',')).join('\n')}\n`) }
}

const school = '甲镇中心小学迁建工程'
const flats = '人才公寓一期工程'
const park = '科创园一期厂房工程'
const parkToo = '科创园二期厂房工程'
const market = '甲镇农贸市场改造工程'
const road = '甲镇至丁街道公路改建工程'
const dyke = '甲镇大河堤防加固工程'

const permits = list('住建局施工许可项目台账', [
  ['施工许可证号', '工程名称', '建设单位', '施工单位', '所属镇街', '合同金额（万元）'],
  ['990102202501010101', school, '示例区教育局', '示例建工甲有限公司', '甲镇', '5200'],
  ['990102202503110101', flats, '示例城建投资有限公司', '示例建工乙有限公司', '甲镇', '8600'],
  ['990102202504020101', park, '示例科创发展有限公司', '示例建工丙有限公司', '甲镇', '4300'],
])
const roads = list('交通运输局在建项目表', [
  ['项目编号', '项目名称', '项目法人', '施工单位', '属地'],
  ['JT-2025-001', road, '示例交通建设中心', '示例路桥甲有限公司', '甲镇'],
])
const waters = list('水利局在建水利工程名单', [
  ['项目编号', '项目名称', '建设单位', '施工单位', '属地'],
  ['SL-2025-007', dyke, '示例水务中心', '示例水利建设有限公司', '甲镇'],
])
// The platform writes the school without 工程, brackets a phase, and gives the first phase's permit to the second.
const platform = list('省实名制平台在建项目', [
  ['监管编号', '项目名称', '施工许可证号', '建设单位', '施工单位', '所属镇街'],
  [
    '3301022501',
    '甲镇中心小学迁建',
    '990102202501010101',
    '示例区教育局',
    '示例建工甲有限公司',
    '甲镇',
  ],
  ['3301022502', '人才公寓（一期）工程', '', '示例城建投资有限公司', '示例建工乙有限公司', '甲镇'],
  [
    '3301022503',
    parkToo,
    '990102202504020101',
    '示例科创发展有限公司',
    '示例建工丙有限公司',
    '甲镇',
  ],
  ['3301022504', market, '', '示例甲镇人民政府', '示例建工丁有限公司', '甲镇'],
])

async function go(to: string, on: Page = page): Promise<void> {
  await on.goto(home + to)
  await pageRead(on)
}

function card(title: string) {
  return page.locator('section.card', { has: page.getByRole('heading', { name: title }) })
}

/** The names of a page's list, in its order. */
async function namesOf(column: string): Promise<string[]> {
  return (await rowsOf(page)).map((row) => row[column]?.split('\n')[0] ?? '')
}

async function takeIn(...files: OutsideFile[]): Promise<void> {
  await toImport()
  await drop(page, ...files)
  const button = page.getByRole('button', { name: /^入账/ })
  await expect.poll(() => button.isEnabled(), { timeout: 60_000 }).toBe(true)
  await button.click()
  await page.getByRole('heading', { name: /^已入账：/ }).waitFor()
}

/** In which sources a project is missing, as the page of blind spots says it. */
async function missingOf(project: string): Promise<string[]> {
  await go('/blind-spots')
  const rows = await rowsOf(page.getByLabel('监管盲区列表'))
  return rows
    .filter((row) => row['项目']?.startsWith(project))
    .map((row) => row['谁没有登记']?.split(/\s/)[0] ?? '')
    .toSorted()
}

test('the lists of four departments are taken in, and one list of projects comes of them', async () => {
  await takeIn(permits, roads, waters)
  await takeIn(platform)
  await go('/projects?sort=name')
  const names = await namesOf('项目')
  expect(names.toSorted()).toEqual([dyke, flats, market, park, road, school].toSorted())
  // The school and the flats are known to both by now, under the names of the permits.
  await follow(page, page.getByRole('link', { name: flats }))
  await card('来源').getByText('3301022502').waitFor()
  expect(await card('来源').innerText()).toContain('自动并入')
}, 180_000)

test('one permit on two phases is asked: the two side by side, what agrees and what does not', async () => {
  await go('/projects/questions')
  const question = page.locator('section.card', {
    has: page.getByRole('heading', { name: new RegExp(`^${parkToo}`) }),
  })
  await question.waitFor()
  const said = await question.innerText()
  expect(said).toContain(park)
  expect(said).toContain('990102202504020101')
  expect(await barriersOf(page)).toEqual([])
  // By keyboard: 3 is a new project, Ctrl Enter says so.
  await page.locator('main#main').press('3')
  await page.keyboard.press('Control+Enter')
  await page.getByText('没有要核对的记录').waitFor()
  await go('/projects?sort=name')
  expect(await namesOf('项目')).toContain(parkToo)
}, 120_000)

test('what one sees and another should have is a blind spot: market and second phase without a permit, the others not on the platform', async () => {
  expect(await missingOf(market)).toEqual(['施工许可'])
  expect(await missingOf(parkToo)).toEqual(['施工许可'])
  expect(await missingOf(park)).toEqual(['省实名制平台'])
  expect(await missingOf(road)).toEqual(['省实名制平台'])
  expect(await missingOf(dyke)).toEqual(['省实名制平台'])
  expect(await missingOf(school)).toEqual([])
  expect(await barriersOf(page)).toEqual([])
}, 120_000)

test('the matrix counts them, and a figure opens its rows', async () => {
  await go('/blind-spots')
  const matrix = card('谁看到、谁没有登记')
  const row = matrix.locator('tr', { has: page.getByRole('rowheader', { name: '省实名制平台' }) })
  await follow(page, row.getByRole('link', { name: '2', exact: true }))
  const found = await rowsOf(page.getByLabel('监管盲区列表'))
  expect(found).toHaveLength(2)
  expect(new Set(found.map((one) => one['项目']?.split('\n')[0]))).toEqual(
    new Set([market, parkToo]),
  )
  await go('')
  await follow(page, page.getByRole('link', { name: '5 处', exact: true }))
  expect(new URL(page.url()).pathname).toBe(`${home}/blind-spots`)
}, 120_000)

test('several are urged at once, by keyboard; each is of the department that gives permits', async () => {
  await go('/blind-spots?missing=construction-permit')
  await page.getByRole('button', { name: '全选本页' }).press('Enter')
  await page.getByRole('button', { name: '催办', exact: true }).press('Enter')
  await page.getByRole('button', { name: '催办 2 件' }).press('Enter')
  await page.getByText('已催办 2 件').waitFor()
  await pageRead(page)
  const rows = await rowsOf(page.getByLabel('监管盲区列表'))
  expect(rows.map((row) => row['承办岗位'])).toEqual([
    expect.stringContaining('房屋建筑主管部门'),
    expect.stringContaining('房屋建筑主管部门'),
  ])
  expect(rows.every((row) => row['办理情况']?.includes('催办 1 次'))).toBe(true)
}, 120_000)

test('a wrong joining is undone: the platform’s record leaves, and its blind spots go with it', async () => {
  await go('/projects?sort=name')
  await follow(page, page.getByRole('link', { name: flats }))
  const sources = card('来源')
  const row = sources.locator('tr', { hasText: '3301022502' })
  await row.getByRole('button', { name: '拆开' }).press('Enter')
  const form = page.getByRole('group', { name: '拆开来源' })
  await form.getByLabel('理由').fill('平台上的是另一幢')
  await form.getByRole('button', { name: '拆开' }).press('Enter')
  await form.waitFor({ state: 'detached' })
  await go('/projects?sort=name')
  const other = (await namesOf('项目')).find((name) => /^人才公寓.一期.工程$/.test(name)) ?? ''
  expect(await missingOf(flats)).toEqual(['省实名制平台'])
  expect(await missingOf(other)).toEqual(['施工许可'])
}, 120_000)

test('the page of expectations says why, and one that is switched off asks nothing until it holds again', async () => {
  await go('/blind-spots/rules')
  expect(await barriersOf(page)).toEqual([])
  const rule = page.getByRole('region', { name: '其他行业的工程应当在省实名制平台看得到' })
  await rule.getByRole('button', { name: '停用', exact: true }).press('Enter')
  await rule.getByLabel('理由').fill('省平台还没有接入交通、水利')
  await rule.getByRole('button', { name: '停用 E-10' }).press('Enter')
  await rule.getByText('今天不起作用').waitFor()
  await pageRead(page)
  expect(await missingOf(road)).toEqual([])
  await go('/blind-spots/rules')
  await rule.getByRole('button', { name: '恢复', exact: true }).press('Enter')
  await rule.getByLabel('理由').fill('已经接入')
  await rule.getByRole('button', { name: '恢复这条规则' }).press('Enter')
  await rule.getByText('已到期').waitFor()
  await pageRead(page)
  expect(await missingOf(road)).toEqual(['省实名制平台'])
}, 120_000)

test('an expectation of the district’s own is refused with negative days, and then added', async () => {
  await go('/blind-spots/rules')
  await follow(page, page.getByRole('link', { name: '增加规则' }))
  expect(await barriersOf(page)).toEqual([])
  await page.getByLabel('名称').fill('平台上的项目都要有交通意见')
  await page.getByLabel('宽限天数').fill('-3')
  await page.getByLabel('理由').fill('县道改线期间')
  await page.getByRole('button', { name: /^增加规则/ }).click()
  await page.getByText('宽限天数不能是负数。').waitFor()
  await page.getByLabel('宽限天数').fill('3')
  await page.getByRole('button', { name: /^增加规则/ }).click()
  await page.getByRole('region', { name: '平台上的项目都要有交通意见' }).waitFor()
}, 120_000)

test('on a phone the pages stand within its width, without barriers', async () => {
  const phone = await beside(widths.phone)
  for (const to of ['/blind-spots', '/blind-spots/rules', '/projects/questions']) {
    await go(to, phone)
    expect([to, await sidewaysOf(phone)]).toEqual([to, 0])
    expect([to, await barriersOf(phone)]).toEqual([to, []])
  }
}, 120_000)
