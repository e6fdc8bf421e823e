import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browser } from '../support/browser.ts'
import { startDemoServer } from '../support/demo-server.ts'
import { numberIn } from '../support/desk-lists.ts'
import { barriersOf, follow, pageRead, sidewaysOf, widths } from '../support/desk-page.ts'
import { type RunningServer, forget } from '../support/server.ts'

// A red project of the demo, read by the office: why, who has to do what by when; then its contracts and safeguards put in.
const { desk, expecting } = await browser()
const home = '/d/990101'

let server: RunningServer
let page: Page
let address = ''

beforeAll(async () => {
  server = await startDemoServer()
  page = await desk(server.url, 'zhiqianban')
}, 300_000)

afterAll(async () => {
  await server.stop()
  await forget(server)
})

function card(of: Page, title: string) {
  return of.locator('section.card', {
    has: of.getByRole('heading', { name: title, exact: true }),
  })
}

/** The block of one safeguard on the project's page. */
function safeguard(of: Page, name: string) {
  return card(of, '六项制度').locator('.safeguards > li', {
    has: of.getByRole('heading', { name: new RegExp(`^${name}`) }),
  })
}

test('a red project says why it is red, who has to do what, and by when, before anything else', async () => {
  await page.goto(`${home}/projects?level=red`)
  await pageRead(page)
  await follow(page, page.locator('.list-table tbody a[href*="/projects/"]').first())
  address = new URL(page.url()).pathname
  const matters = card(page, '在办事项')
  const first = matters.locator('.matters > li').first()
  await first.waitFor()
  const said = await first.innerText()
  expect(said).toMatch(/红/)
  expect(said).toMatch(/要做的：/)
  expect(said).toMatch(/谁办\s+\S+/)
  expect(said).toMatch(/期限\s+\S+/)
  await card(page, '风险积分').locator('.headline').waitFor()
  expect(await barriersOf(page)).toEqual([])
  await follow(page, first.getByRole('link').first())
  expect(new URL(page.url()).pathname).toMatch(/\/warnings\//)
  await page.goBack()
  await pageRead(page)
})

test('its parties stand in the order of the money, its liability table names the unit and the article', async () => {
  const firms = await card(page, '参建单位').innerText()
  expect(firms.indexOf('建设单位')).toBeLessThan(firms.indexOf('总包'))
  const liability = await card(page, '责任表').innerText()
  expect(liability).toContain('按时足额拨付人工费用')
  expect(liability).toMatch(/条例 第三十条/)
  expect(liability).toContain('责任人未登记')
})

test('a contract of 24.3 trillion or one that ends before it begins is told at its field, a good one is kept', async () => {
  const contracts = card(page, '合同和金额')
  await contracts.getByRole('button', { name: '登记合同' }).click()
  const form = page.getByRole('group', { name: '登记合同' })
  await form.getByLabel('合同编号').fill('HT-2026-001')
  await form.getByLabel('金额（元）').fill('24,300,000,000,000')
  await form.getByRole('button', { name: '登记', exact: true }).click()
  await form.getByText('合同金额超过 100,000,000,000 元，不予采信').waitFor()
  await form.getByLabel('金额（元）').fill('980,000,000')
  await form.getByLabel('签订日期').fill('2026-01-10')
  await form.getByLabel('开始日期').fill('2026-02-01')
  await form.getByLabel('结束日期').fill('2026-01-31')
  await form.getByText('早于开始日期').waitFor()
  await form.getByLabel('结束日期').fill('2027-06-30')
  await form.locator('input[type=file]').setInputFiles({
    name: '总包合同.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7 made up'),
  })
  await form.getByText('总包合同.pdf').waitFor()
  await form.getByRole('button', { name: '登记', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  await contracts.getByText('HT-2026-001').first().waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    contracts.getByRole('button', { name: '总包合同.pdf' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('总包合同.pdf')
  // Of several the largest counts: the account was due thirty days after it was signed.
  await safeguard(page, '专用账户')
    .getByText(/2月9日/)
    .first()
    .waitFor()
  // The server says it, at the field.
  expecting(page, { statuses: [422] })
  await contracts.getByRole('button', { name: '登记合同' }).click()
  await form.getByLabel('合同编号').fill('ht－2026-001')
  await form.getByRole('button', { name: '登记', exact: true }).click()
  await form.getByText('本项目已经有这个编号的合同').waitFor()
  await form.getByRole('button', { name: '取消' }).click()
})

test('a board that was seen stands with its day; withdrawn with a reason it stands no more', async () => {
  const board = safeguard(page, '维权告示牌')
  const before = await board.locator('.chip').first().innerText()
  await board.getByRole('button', { name: '维权告示牌：记佐证' }).click()
  await board.getByLabel('看到了什么').fill('大门口有牌子')
  await board.getByRole('button', { name: '记下' }).click()
  await board.getByText('看到：大门口有牌子').waitFor()
  expect(await board.locator('.chip').first().innerText()).toBe('已落实')
  await board.getByRole('button', { name: '撤回' }).first().click()
  await board.getByLabel('理由').fill('看错了工地')
  await board.getByRole('group').getByRole('button', { name: '撤回' }).click()
  await board.getByText('看到：大门口有牌子').waitFor({ state: 'detached' })
  expect(await board.locator('.chip').first().innerText()).toBe(before)
  expect(await barriersOf(page)).toEqual([])
})

test('what an officer says is not required is told with his reason, and stands in the project’s course', async () => {
  const deposit = safeguard(page, '工资保证金')
  await deposit.getByRole('button', { name: '工资保证金：认定不需要' }).click()
  await deposit.getByLabel('理由').fill('年度保证金已存')
  await deposit.getByRole('group').getByRole('button', { name: '认定不需要' }).click()
  await deposit.getByText('不需要', { exact: true }).waitFor()
  expect(await deposit.innerText()).toContain('年度保证金已存')
  await page.reload()
  await pageRead(page)
  const course = await page.getByRole('tabpanel').innerText()
  expect(course).toContain('认定工资保证金不需要：年度保证金已存')
  expect(course).toContain('登记总承包合同（HT-2026-001）')
})

test('its state goes only where the rule lets it: it owes, so it is not finished', async () => {
  const course = card(page, '许可和进度')
  const finish = course.getByRole('button', { name: '改为已完工' })
  expect(await finish.isDisabled()).toBe(true)
  expect(await finish.getAttribute('title')).toContain('还欠着工资')
  await course.getByRole('button', { name: '改为停工' }).click()
  await page.locator('h1').getByText('停工').waitFor()
  await course.getByRole('button', { name: '改为在建' }).click()
  await page.locator('h1').getByText('在建').waitFor()
})

test('the list of safeguards: each figure opens as many projects as it says', async () => {
  await page.goto(`${home}/projects`)
  await pageRead(page)
  await follow(page, page.getByRole('link', { name: '制度落实' }))
  expect(await barriersOf(page)).toEqual([])
  const row = page.getByRole('table', { name: '落实率' }).locator('tr', { hasText: '维权告示牌' })
  const figure = row.getByRole('link').first()
  const counted = numberIn(await figure.innerText())
  await follow(page, figure)
  expect(await page.locator('.list-foot').innerText()).toContain(`共 ${counted} 个`)
  expect(await sidewaysOf(page)).toBe(0)
})

test('on a phone both pages fit, and a town reads what it may not change', async () => {
  const phone = await desk(server.url, 'zhiqianban', widths.phone)
  for (const to of [address, `${home}/safeguards`]) {
    await phone.goto(to)
    await pageRead(phone)
    expect([to, await sidewaysOf(phone)]).toEqual([to, 0])
  }
  const firm = await desk(server.url, 'laozi')
  await firm.goto(`${home}/safeguards`)
  await pageRead(firm)
  await follow(firm, firm.locator('.list-table tbody a[href*="/projects/"]').first())
  await safeguard(firm, '实名制').waitFor()
  expect(await firm.getByRole('button', { name: /记佐证|认定不需要|登记合同/ }).count()).toBe(0)
})
