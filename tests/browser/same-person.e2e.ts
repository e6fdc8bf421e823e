import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpCard, madeUpId, utf8 } from '../files/made-up.ts'
import { browser } from '../support/browser.ts'
import { barriersOf, drop, follow, pageRead, sidewaysOf, widths } from '../support/desk-page.ts'
import { emptyAccount, startEmptyServer } from '../support/empty-server.ts'
import { type RunningServer, forget } from '../support/server.ts'

// A number that nobody has, with a card that is known: a second worker, and a question; merged, and undone.
const { desk } = await browser()
const home = '/d/990102'
const project = '甲镇卫生院四期工程'

let server: RunningServer
let page: Page

beforeAll(async () => {
  server = await startEmptyServer()
  page = await desk(server.url, emptyAccount)
})

afterAll(async () => {
  await server.stop()
  await forget(server)
})

const card = madeUpCard(741)

function paySheet(month: string, idNumber: string) {
  return {
    name: `${month}工资.csv`,
    bytes: utf8(
      `姓名,身份证号,银行卡号,班组,企业名称,项目名称,月份,应发金额,实发金额\n王大柱,${idNumber},${card},木工班,示例劳务,${project},${month},6000,6000\n`,
    ),
  }
}

async function toImport(): Promise<void> {
  await follow(page, page.locator('nav.side').getByRole('link', { name: '导入' }))
}

async function takeIn(file: { name: string; bytes: Uint8Array }): Promise<void> {
  await toImport()
  await drop(page, file)
  await page.getByRole('button', { name: /^入账/ }).click()
  await page.getByRole('heading', { name: /^已入账/ }).waitFor()
}

test('the batch says that somebody may be who was there, and leads to the pair', async () => {
  await page.goto(`${home}/projects/new`)
  await pageRead(page)
  await page.getByLabel('项目名称').fill(project)
  await page.getByRole('button', { name: /^登记项目/ }).click()
  await page.waitForURL(/\/projects\/P\d{6}$/)
  await takeIn(paySheet('2026-08', madeUpId(741)))
  await takeIn(paySheet('2026-09', madeUpId(742)))
  await page.getByText('1 对同名工人可能是同一人').waitFor()
  await follow(page, page.getByRole('link', { name: '去核对' }))
  await page.getByText('同一张银行卡').waitFor()
  expect(await page.locator('main').innerText()).not.toMatch(/\d{15}/)
  expect(await barriersOf(page)).toEqual([])
})

test('both are shown at a phone’s width without going sideways', async () => {
  await page.setViewportSize({ width: widths.phone, height: 844 })
  expect(await sidewaysOf(page)).toBe(0)
  await page.setViewportSize({ width: widths.desk, height: 800 })
})

test('merging wants a reason; merged, the worker has both months', async () => {
  const merge = page.getByRole('button', { name: '合并', exact: true })
  expect(await merge.isDisabled()).toBe(true)
  await page.getByLabel('理由').fill('看过身份证原件')
  await merge.click()
  await page.getByText('没有待核对的工人').waitFor()
  await page.goto(`${home}/same-person?show=decided`)
  await page.getByText('看过身份证原件').waitFor()
  await follow(page, page.locator('thead a').first())
  await page.getByText('¥12,000.00').first().waitFor()
})

test('undone, they are two again and the question is open', async () => {
  await page.goto(`${home}/same-person?show=decided`)
  await page.getByLabel('撤销合并的理由').fill('弄错了')
  await page.getByRole('button', { name: '撤销合并' }).click()
  await page.getByText('还没有办过').waitFor()
  await page.goto(home)
  await follow(page, page.getByRole('link', { name: '1 对同名工人可能是同一人' }))
  await page.getByText('同一张银行卡').waitFor()
})
