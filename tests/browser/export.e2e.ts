import { readFile } from 'node:fs/promises'
import type { Download, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Cell } from '../../src/kernel/sheet.ts'
import { textOf } from '../../src/modules/recognition/rules/cell-text.ts'
import { browser } from '../support/browser.ts'
import { startDemoServer } from '../support/demo-server.ts'
import { barriersOf, pageRead, sidewaysOf, widths } from '../support/desk-page.ts'
import { rowsIn } from '../support/read-back.ts'
import { type RunningServer, forget } from '../support/server.ts'

// What the lists and the templates give to take away, fetched as an officer does.
const { desk, expecting } = await browser()
const home = '/d/990101'

let server: RunningServer

beforeAll(async () => {
  server = await startDemoServer()
}, 300_000)

afterAll(async () => {
  await server.stop()
  await forget(server)
})

async function openAt(address: string, width: 1280 | 390 = widths.desk): Promise<Page> {
  const page = await desk(server.url, 'zhiqianban', width)
  await page.goto(home + address)
  await pageRead(page)
  return page
}

/** Presses 导出 (the first of the page) and takes what the chosen form gives. */
async function exported(page: Page, form: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole('button', { name: '导出' }).first().click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: form }).click(),
  ])
  return fileOf(download)
}

async function fileOf(download: Download): Promise<{ name: string; bytes: Buffer }> {
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

/** The names of the list's first page, as they stand in its first column. */
async function namesOn(page: Page): Promise<string[]> {
  const cells = await page.locator('tbody tr td:first-child a').allInnerTexts()
  return cells.map((text) => text.split('\n')[0] ?? '')
}

const linesOf = (rows: readonly Cell[][], from: number) =>
  rows.slice(from).filter(([no]) => typeof no === 'number' || /^\d+$/.test(textOf(no)))

describe('a list taken away', () => {
  test('as Excel and as CSV it is what the page shows, and all of it', async () => {
    const page = await openAt('/projects?ownerKind=government-district')
    const shown = await namesOn(page)
    expect(shown.length).toBeGreaterThan(3)
    const said = await page.locator('.why-line').innerText()
    const total = Number(/\d+/.exec(said)?.[0])
    const book = await exported(page, 'Excel（.xlsx）')
    expect(book.name).toMatch(/^项目清单_\d{4}-\d\d-\d\d\.xlsx$/)
    const [rows = []] = await rowsIn(book.bytes, book.name)
    const lines = linesOf(rows, 4)
    expect(lines.length).toBe(total)
    expect(lines.slice(0, shown.length).map((line) => line[2])).toEqual(shown)
    expect(rows[0]?.[0]).toBe('项目清单')
    expect(rows.at(-1)?.[0]).toBe('合计')
    const utf8 = await exported(page, 'CSV（UTF-8）')
    const gb = await exported(page, 'CSV（GB18030）')
    for (const { bytes, name } of [utf8, gb]) {
      const [plain = []] = await rowsIn(bytes, name)
      expect(linesOf(plain, 1).map((line) => line[2])).toEqual(lines.map((line) => line[2]))
    }
    expect(new TextDecoder('gb18030').decode(gb.bytes)).toBe(new TextDecoder().decode(utf8.bytes))
  })

  test('the ledger goes out under the filter of the page, with the sums of the page', async () => {
    const page = await openAt('/ledger?only=overdue')
    const owed = await page
      .locator('.figures')
      .getByText('欠付')
      .locator('..')
      .locator('.value')
      .innerText()
    const { bytes, name } = await exported(page, 'Excel（.xlsx）')
    const [rows = []] = await rowsIn(bytes, name)
    expect(rows[2]?.map(textOf).join()).toContain('只看：逾期欠付')
    const sum = rows.at(-1)?.[14]
    expect(Number(sum).toLocaleString('en-US', { minimumFractionDigits: 2 })).toBe(
      owed.replaceAll(/[^\d.,]/g, ''),
    )
  })

  test('on a phone the button is there, in reach and in no way', async () => {
    for (const address of ['/projects', '/ledger', '/warnings']) {
      const page = await openAt(address, widths.phone)
      expect([address, await sidewaysOf(page)]).toEqual([address, 0])
      expect(await page.getByRole('button', { name: '导出' }).isVisible()).toBe(true)
    }
  })

  test('its menu keeps nobody out, and opens by keyboard', async () => {
    const page = await openAt('/warnings')
    await page.getByRole('button', { name: '导出' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Excel（.xlsx）' }).waitFor()
    expect(await barriersOf(page)).toEqual([])
  })

  test('what the server cannot give is said, and can be tried again', async () => {
    const page = await openAt('/warnings')
    expecting(page, { statuses: [503] })
    await page.route('**/exports/**', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/json',
        body: JSON.stringify({
          refusal: { code: 'exports.exports-busy', kind: 'busy' },
          sentence: '正在导出的清单太多，请稍后再试。',
        }),
      }),
    )
    await page.getByRole('button', { name: '导出' }).click()
    await page.getByRole('menuitem', { name: 'CSV（UTF-8）' }).click()
    await page.getByText('正在导出的清单太多，请稍后再试。').waitFor()
    await page.unroute('**/exports/**')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '重试' }).click(),
    ])
    expect((await fileOf(download)).name).toMatch(/^预警清单/)
  })
})

describe('a platform template', () => {
  test('needs a reason, and then is there with whole numbers', async () => {
    const page = await openAt('/projects')
    await page.locator('tbody tr td:first-child a').first().click()
    await page.getByRole('tab', { name: /^表格/ }).click()
    await pageRead(page)
    await page.getByRole('link', { name: '填平台模板' }).click()
    await page.getByRole('heading', { name: '填平台模板' }).waitFor()
    await pageRead(page)
    expect(await barriersOf(page)).toEqual([])
    await page.getByRole('button', { name: /^下载/ }).click()
    await page.getByText('请写明为什么需要完整的证件号码').waitFor()
    await page.getByLabel('为什么需要完整的证件号码').fill('报送省平台')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^下载/ }).click(),
    ])
    const { name, bytes } = await fileOf(download)
    expect(name).toMatch(/^03\.项目人员导入模板_/)
    const [rows = []] = await rowsIn(bytes, name)
    expect(rows[0]?.slice(3, 6)).toEqual(['工人姓名', '是否班组长', '证件号码'])
    await page.getByText('已记入审计').waitFor()
  })
})
