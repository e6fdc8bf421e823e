import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browser } from '../support/browser.ts'
import { startDemoServer } from '../support/demo-server.ts'
import { barriersOf, follow, pageRead, sidewaysOf, widths } from '../support/desk-page.ts'
import { type RunningServer, forget } from '../support/server.ts'

// One figure from its proposal, seen with what it touches, to a second person's yes; and a town called anew.
const { desk } = await browser()
const home = '/d/990101'

let server: RunningServer
let office: Page

beforeAll(async () => {
  server = await startDemoServer()
  office = await desk(server.url, 'zhiqianban')
}, 300_000)

afterAll(async () => {
  await server.stop()
  await forget(server)
})

async function go(page: Page, to: string): Promise<void> {
  await page.goto(home + to)
  await pageRead(page)
}

async function write(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(text)
}

test('a negative value and one without an instrument are refused at their fields', async () => {
  await go(office, '/parameters/propose?key=pay-above-month-yuan')
  await write(office, '新值（元）', '-1')
  await office.getByRole('button', { name: /^提出，等审批/ }).click()
  await office.getByText('参数「一人一月工资超过多少要核实」不能小于 0。').waitFor()
  await office.getByText('请写依据的文件名称和文号。').waitFor()
  expect(await barriersOf(office)).toEqual([])
})

test('before it is made it is seen what it will touch; then it waits for another', async () => {
  await write(office, '新值（元）', '30000')
  await write(office, '依据的文件', '示范区治欠办通知〔2026〕1 号')
  const touched = office.getByRole('table', { name: '会牵动什么' })
  await touched.getByText('未消除的预警').waitFor()
  await office.getByText(/R-07/).first().waitFor()
  await office.getByRole('button', { name: /^提出，等审批/ }).click()
  await office.waitForURL(/\/parameters\/pay-above-month-yuan$/)
  await office.getByRole('heading', { name: '等审批的建议' }).waitFor()
  await office.getByText('自己提的建议要由另一个人审批').waitFor()
  expect(await office.getByRole('button', { name: '批准，按新值计算' }).count()).toBe(0)
})

test('a leader approves it on a phone, and the list shows who did', async () => {
  const leader = await desk(server.url, 'fenguan', widths.phone)
  await go(leader, '/parameters')
  await follow(leader, leader.getByRole('link', { name: '一人一月工资超过多少要核实' }).first())
  expect(await sidewaysOf(leader)).toBe(0)
  expect(await barriersOf(leader)).toEqual([])
  const reject = leader.getByRole('button', { name: '驳回' })
  expect(await reject.isDisabled()).toBe(true)
  await leader.getByRole('button', { name: '批准，按新值计算' }).click()
  await leader.getByRole('heading', { name: '办结的建议' }).waitFor()
  await go(office, '/parameters')
  const row = office.getByRole('row', { name: /一人一月工资超过多少要核实.*30,000/ })
  await row.getByText('批准').waitFor()
})

test('a town is called anew from a day, and the office sees what waits', async () => {
  await go(office, '/towns')
  await office.getByRole('button', { name: /更名$/ }).first().click()
  await write(office, '名称', '某新街道')
  await write(office, '依据的文件', '某省批复')
  await office.getByRole('button', { name: '登记更名' }).click()
  await office.getByText(/更名为 某新街道/).waitFor()
  expect(await barriersOf(office)).toEqual([])
})

test('leave longer than a year is refused at its field, on the page of the person', async () => {
  await go(office, '/people')
  await follow(office, office.locator('main td a[href*="/people/persons/"]').first())
  await office.getByRole('button', { name: '登记休假' }).click()
  await office.getByLabel('事由').fill('年休假')
  await office.getByRole('textbox', { name: '到哪天止' }).fill('2099-01-01')
  await office.keyboard.press('Enter')
  await office.getByText('最长一年').waitFor()
  expect(await barriersOf(office)).toEqual([])
})
