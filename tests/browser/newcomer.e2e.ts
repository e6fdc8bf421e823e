import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browser } from '../support/browser.ts'
import {
  everyRowOf,
  fenIn,
  ledgerTotals,
  numberIn,
  rowsOf,
  sumOf,
  wanOf,
} from '../support/desk-lists.ts'
import { follow, pageRead, signIn } from '../support/desk-page.ts'
import { type RunningServer, forget, startServer } from '../support/server.ts'

// One newcomer, one server, one page: each test goes on where the one before it ended.
const { open } = await browser()
const home = '/d/990101'
const site = '戊庄光伏支架安装工程'

let server: RunningServer
let page: Page
/** The offered sheet, as it was downloaded. */
let sheet: { name: string; bytes: Buffer }

beforeAll(async () => {
  server = await startServer()
  page = await open(server.url)
})

afterAll(async () => {
  await server.stop()
  await forget(server)
})

test('the first page asks who one is, and the demo account opens the desk', async () => {
  await page.goto('/')
  await page.getByRole('heading', { name: '登录' }).waitFor()
  expect(server.output()).toContain('zhiqianban')
  await signIn(page, 'zhiqianban')
  expect(new URL(page.url()).pathname).toBe(home)
  expect(await page.locator('header.top').innerText()).toContain('示范区')
})

test('while the demo loads, a bar over the page says how far it is', async () => {
  const bar = page.getByRole('progressbar', { name: '演示数据装入进度' })
  const said = page.getByText('正在装入演示数据，可以先看，数字还会变')
  if ((await server.readyz()).demo?.state === 'loading') {
    await said.waitFor()
    expect(Number(await bar.getAttribute('max'))).toBeGreaterThan(10)
  }
  await server.demoLoaded()
  await said.waitFor({ state: 'detached' })
  await pageRead(page)
  // The figures follow by themselves: nobody has loaded the page anew.
  await expect.poll(() => headline('项目').innerText()).toMatch(/^40/)
}, 240_000)

test('the import page offers a sheet to try', async () => {
  await follow(page, page.locator('nav.side').getByRole('link', { name: '导入' }))
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '一份工地考勤表' }).click(),
  ])
  sheet = { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  expect(sheet.name).toMatch(/^戊庄光伏支架安装工程\d{4}年\d+月考勤和工资\.xlsx$/)
})

test('dropped, it is one worker with 342 hours on 31 days, 38 工日 and 22,800.00 yuan, and no total is a person', async () => {
  await drop(sheet)
  await page.getByRole('heading', { name: '要您定 1 件' }).waitFor()
  await expectSheet('考勤表', { 工人: '1 人', 工时: '342 小时', 出勤: '31 天', 工日: '38' })
  expect(await seenAs()).toMatchObject({ 工人: 1, 同一人: 1 })
  await page.getByRole('tab', { name: '工资表' }).click()
  await expectSheet('工资支付确认表', { 工人: '1 人', 工日: '38', 应发: '¥22,800.00' })
  const pay = await seenAs()
  expect(pay).toMatchObject({ 工人: 1 })
  expect(pay['同一人']).toBeUndefined()
  expect(await page.getByText(/合计行，不是人员 \d 行/).count()).toBe(1)
})

test('its project is in no list: it is created from the heading', async () => {
  expect(await page.getByLabel('项目名称').inputValue()).toBe(site)
  expect(await page.getByText('总包 示例建设集团第九有限公司').count()).toBe(1)
  const bar = page.getByRole('region', { name: '入账' })
  expect(await bar.innerText()).toContain('请先定下这批表是哪个项目的')
  expect(await bar.getByRole('button', { name: /^入账/ }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: '新建，并记到它名下' }).click()
  await bar.getByText('入账 2 行，应发 ¥22,800.00。').waitFor()
})

test('committed, the page says what was added', async () => {
  await page.getByRole('button', { name: /^入账/ }).click()
  await page.getByRole('heading', { name: '已入账：新增 2 行，更正 0 行，原样已有 0 行' }).waitFor()
  expect(await page.locator('main').innerText()).toContain('说到 1 人，其中新工人 1 人')
})

test('the project is in the list, and the ledger has its worker-month: 38 工日, 22,800.00 owed', async () => {
  await follow(page, page.locator('nav.side').getByRole('link', { name: '项目' }))
  await page.getByRole('textbox', { name: '项目名称' }).fill('光伏支架')
  await page.keyboard.press('Enter')
  await page.waitForURL(/search=/)
  await pageRead(page)
  const [row, ...others] = await rowsOf(page)
  expect(others).toEqual([])
  expect(row?.['项目']).toMatch(new RegExp(`^${site}\\s+P\\d{6}$`))
  expect(row?.['逾期欠薪（元）']).toMatch(/^22,800\.00\s+1 人$/)
  await follow(page, page.locator('.list-table').getByRole('link', { name: '22,800.00' }))
  expect(await ledgerTotals(page)).toMatchObject({ rows: 1, workers: 1, owedFen: 2_280_000 })
  const [month] = await rowsOf(page)
  expect(month?.['出勤']).toMatch(/^31 天\s+342 小时 · 38 工日$/)
  expect(month?.['欠付（元）']).toBe('22,800.00')
})

test('the worker-month opens its lines, and a line the row of the sheet', async () => {
  await follow(page, page.locator('.list-table').getByRole('link', { name: '22,800.00' }))
  const lines = await rowsOf(page)
  expect(lines.map((line) => line['是什么']?.split('\n')[0])).toEqual(['考勤', '工资条目'])
  expect(lines[0]?.['写了什么']).toContain('31 天，342 小时，38 工日')
  await page.locator('button.source', { hasText: '考勤表 · 第 4 行' }).click()
  const drawer = page.getByRole('dialog')
  const here = drawer.locator('tr.here')
  await here.waitFor()
  expect(await here.locator('th').innerText()).toBe('4')
  const [worked, overtime] = await drawer.locator('tr.somebody').allInnerTexts()
  // 274 hours in the first of the worker's two rows, 68 of overtime in the second: 342.
  expect(worked?.split('\t')).toEqual(expect.arrayContaining(['工人', '郑*七', '274', '38']))
  expect(overtime?.split('\t')).toEqual(
    expect.arrayContaining(['同一人', '9901**********715X', '68']),
  )
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
})

test('its warning says why, by which article, and what clears it', async () => {
  await follow(page, page.locator('.crumb').getByRole('link', { name: site }))
  await page.getByRole('tab', { name: /^预警/ }).click()
  const title = '发薪日已过，分文未发'
  await follow(page, page.getByRole('tabpanel').getByRole('link', { name: title }))
  const said = await page.locator('main').innerText()
  expect(said).toMatch(/1 人分文未发，欠付 22,800\.00 元/)
  expect(said).toMatch(/保障农民工工资支付条例 第.+条/)
  expect(said).toContain('自动解除')
  const [evidence] = await rowsOf(page)
  expect(evidence?.['欠付（元）']).toBe('22,800.00')
})

test('the same file again changes nothing, and the page says so', async () => {
  await follow(page, page.locator('nav.side').getByRole('link', { name: '导入' }))
  await drop(sheet)
  expect(await page.locator('main').innerText()).toBe('')
})

function headline(label: string): Locator {
  return page
    .getByRole('region', { name: '全区数字' })
    .locator('div', { has: page.locator(`.label:text-is("${label}")`) })
    .last()
    .locator('.value')
}

/** Drops a file as a hand does, from outside onto the page. */
async function drop({ name, bytes }: { name: string; bytes: Buffer }): Promise<void> {
  const file = await page.evaluateHandle(
    ([name, base64]) => {
      const transfer = new DataTransfer()
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
      transfer.items.add(new File([bytes], name))
      return transfer
    },
    [name, bytes.toString('base64')] as const,
  )
  await page.locator('.drop-place').dispatchEvent('drop', { dataTransfer: file })
  await page.waitForURL(/\/import\/[0-9a-f-]{36}$/)
  await pageRead(page)
}

async function expectSheet(kind: string, totals: Record<string, string>): Promise<void> {
  await page.getByText(`看成${kind}`).waitFor()
  const names = await page.locator('.sheet-totals dt').allInnerTexts()
  const values = await page.locator('.sheet-totals dd').allInnerTexts()
  const shown = Object.fromEntries(names.map((name, at) => [name, values[at]]))
  expect(shown).toMatchObject(totals)
}

/** How many rows of the chosen sheet were seen as what, over all its pages. */
async function seenAs(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const next = page.locator('.list-foot').getByRole('button', { name: '下一页' })
  for (;;) {
    await pageRead(page)
    for (const as of await page.locator('.sheet tbody .seen-as').allInnerTexts()) {
      counts[as] = (counts[as] ?? 0) + 1
    }
    if (await next.isDisabled()) return counts
    await next.click()
  }
}
