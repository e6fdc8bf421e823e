import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browser } from '../support/browser.ts'
import { startDemoServer } from '../support/demo-server.ts'
import { rowsOf } from '../support/desk-lists.ts'
import { barriersOf, follow, pageRead, sidewaysOf, widths } from '../support/desk-page.ts'
import { type RunningServer, forget } from '../support/server.ts'

// The demo before the Spring Festival: the district's figures open their rows, and a firm closes its gap by a plan.
const { desk } = await browser()
const home = '/d/990101'

let server: RunningServer
let office: Page
let firm: Page

beforeAll(async () => {
  server = await startDemoServer()
  office = await desk(server.url, 'zhiqianban')
  firm = await desk(server.url, 'laozi')
}, 300_000)

afterAll(async () => {
  await server.stop()
  await forget(server)
})

async function go(page: Page, to: string): Promise<void> {
  await page.goto(home + to)
  await pageRead(page)
}

function card(page: Page, title: string) {
  return page.locator('section.card', {
    has: page.getByRole('heading', { name: title, exact: true }),
  })
}

test('the page says how long until the festival, provisional, and each figure opens its projects', async () => {
  await go(office, '/outlook')
  expect(await office.locator('.why-line').innerText()).toMatch(
    /距春节 \d+ 天（.+暂定.*节前第 \d+ 周/s,
  )
  expect(await barriersOf(office)).toEqual([])
  const figures = office.getByLabel('节前数字')
  const asked = await figures.getByRole('link', { name: /个项目没有计划$/ }).innerText()
  await follow(office, figures.getByRole('link', { name: /个项目没有计划$/ }))
  const rows = await rowsOf(office)
  expect(rows.length).toBe(Number(/\d+/.exec(asked)?.[0]))
  // Whoever is asked stands in each of them, with a day.
  for (const row of rows) expect(row['兑付计划']).toMatch(/岗位|专管员|镇|街道|治欠办/)
})

test('week by week the gap stands in a chart, whose figures open as a table', async () => {
  await go(office, '/outlook')
  const weeks = card(office, '逐周走势')
  await weeks.getByRole('button', { name: '逐周数字' }).click()
  await weeks.getByRole('region', { name: '逐周数字' }).waitFor()
  expect(await weeks.locator('tbody tr').count()).toBeGreaterThan(5)
})

test('a firm opens its project, enters money and makes a plan; what is wrong is said at its field', async () => {
  await go(firm, '/outlook')
  const [first] = await rowsOf(firm)
  const name = first?.['项目']?.split('\n')[0] ?? ''
  await follow(firm, firm.locator('main').getByRole('link', { name, exact: true }))
  const money = card(firm, '登记的资金')
  await money.getByRole('button', { name: '登记资金' }).click()
  await money.getByLabel('金额（元）').fill('50000')
  await money.getByLabel('预计到账日期').fill('2020-01-01')
  await money.getByLabel('谁说的、哪笔款').fill('建设单位书面承诺的进度款')
  await money.getByRole('button', { name: '登记这笔资金' }).click()
  await money.getByText('预计到账的日期已经过去：到了的钱看专户流水。').waitFor()
  const festival = await firm.locator('.why-line').innerText()
  const [, year, month, date] = /(\d{4})年(\d+)月(\d+)日/.exec(festival) ?? []
  const on = `${year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}`
  await money.getByLabel('预计到账日期').fill(on)
  await money.getByRole('button', { name: '登记这笔资金' }).click()
  await money.getByText('待到账').first().waitFor()
  await pageRead(firm)
  await follow(firm, firm.getByRole('link', { name: /^(制定|改)计划$/ }))
  await firm.getByRole('button', { name: '加一笔' }).click()
  const added = firm.getByRole('listitem').filter({ hasText: '删去这一笔' }).last()
  await added.getByLabel('发完日期').fill(on)
  await added.getByLabel('金额（元）').fill('0')
  await added.getByLabel('发给多少人').fill('12')
  await firm.getByRole('button', { name: /^保存计划/ }).click()
  await added.getByText(/承诺的金额要大于 0。/).waitFor()
  await added.getByLabel('金额（元）').fill('120,000')
  const rows = firm.getByRole('listitem').filter({ hasText: '删去这一笔' })
  // The empty first row of a new plan is left out.
  if ((await rows.count()) > 1 && (await rows.first().getByLabel('发完日期').inputValue()) === '') {
    await rows.first().getByRole('button', { name: '删去这一笔' }).click()
  }
  await firm.getByRole('button', { name: /^保存计划/ }).click()
  await firm.waitForURL(/\/outlook\/[^/]+$/)
  await pageRead(firm)
  const plan = await card(firm, '节前兑付计划').innerText()
  expect(plan).toContain('120,000.00')
  expect(plan).toContain('未到期')
  expect(await card(firm, '经过').innerText()).toMatch(/兑付计划/)
  expect(await barriersOf(firm)).toEqual([])
})

test('the office sees the firm’s plan, opens a line’s rows in the ledger, and may change the plan', async () => {
  const [project] = await rowsOfFirm()
  await go(office, `/outlook/${project}`)
  expect(await office.getByRole('link', { name: '改计划' }).isVisible()).toBe(true)
  const line = card(office, '节前应付是怎么来的').locator('a[href*="/ledger?"]').first()
  await follow(office, line)
  expect(new URL(office.url()).searchParams.get('project')).toBe(project)
})

async function rowsOfFirm(): Promise<string[]> {
  await go(firm, '/outlook')
  const links = await firm.locator('main a[href*="/outlook/"]').all()
  const hrefs = await Promise.all(links.map((link) => link.getAttribute('href')))
  return hrefs.map((href) => decodeURIComponent(href?.split('/').at(-1) ?? ''))
}

test('on a phone nothing stands beyond the edge', async () => {
  const phone = await desk(server.url, 'zhiqianban', widths.phone)
  const [project] = await rowsOfFirm()
  for (const to of ['/outlook', `/outlook/${project}`, `/outlook/${project}/plan`]) {
    await go(phone, to)
    expect([to, await sidewaysOf(phone)]).toEqual([to, 0])
    expect([to, await barriersOf(phone)]).toEqual([to, []])
  }
})
