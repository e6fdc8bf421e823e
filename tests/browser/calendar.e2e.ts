import { afterAll, expect, test } from 'vitest'
import { plainNotice } from '../../src/modules/calendar/fixtures.ts'
import { browser } from '../support/browser.ts'
import { barriersOf, pageRead, sidewaysOf, widths } from '../support/desk-page.ts'
import { startDemoServer } from '../support/demo-server.ts'
import { forget } from '../support/server.ts'

const server = await startDemoServer()
afterAll(async () => {
  await server.stop()
  await forget(server)
})
const tabs = await browser()
const office = 'zhiqianban'
const home = '/d/990101'

test('a notice that contradicts itself is said and not taken; a right one is taken in, and ends the banner', async () => {
  const page = await tabs.desk(server.url, office)
  await page.goto(home)
  await pageRead(page)
  // The notice of the year after the one that is shipped last is in nobody's hands yet: the banner leads to where it is entered.
  const banner = page.getByRole('note').filter({ hasText: '还没有导入' })
  const year = Number(/(\d{4}) 年/.exec(await banner.innerText())?.[1])
  await banner.getByRole('link', { name: '导入放假通知' }).click()
  await page.waitForURL(/\/calendar\/import$/)
  const box = page.getByLabel('通知正文或表格')
  await box.fill(plainNotice(year).replace('共4天', '共5天'))
  await page.getByText('春节写共 5 天，所列的日子是 4 天。').waitFor()
  await page.getByRole('button', { name: /^采用/ }).click()
  await page.getByText('还有 1 处要改，见各栏下面的红字。').waitFor()

  await box.fill(plainNotice(year))
  const read = page.getByRole('table', { name: '认出的放假安排' })
  await read.getByText('10月1日至3日').waitFor()
  await page
    .getByText(/暂定的日子/)
    .last()
    .waitFor()
  expect(await barriersOf(page)).toEqual([])
  await page.getByRole('button', { name: `采用 ${year} 年放假安排` }).click()
  await page.waitForURL(/\/calendar\/notices\/1$/)
  await page.getByText('谁导入').waitFor()
  expect(await barriersOf(page)).toEqual([])

  await page.goto(`${home}/calendar`)
  await page.getByRole('link', { name: `${year} 年节假日安排` }).waitFor()
  await page.goto(home)
  await page.getByText(/距春节/).waitFor()
  await expect.poll(() => page.locator('.provisional').count()).toBe(0)
  await expect.poll(() => banner.count()).toBe(0)
})

test('who does not enter it sees the days on a phone too, and the search box finds more than projects', async () => {
  const page = await tabs.desk(server.url, 'dingjiedao', widths.phone)
  await page.goto(`${home}/calendar/import`)
  await page.getByText(/放假通知由治欠办导入/).waitFor()
  await page.goto(`${home}/calendar`)
  await page.getByText('1月1日至3日').first().waitFor()
  expect(await sidewaysOf(page)).toBe(0)
  expect(await barriersOf(page)).toEqual([])
  await page.keyboard.press('Control+k')
  const dialog = page.getByRole('dialog', { name: '搜索' })
  await dialog.getByRole('combobox').fill('安置房')
  await dialog.getByRole('option').filter({ hasText: '任务' }).first().waitFor()
  await dialog.getByRole('combobox').fill('安')
  await dialog.getByText('请至少输入两个字。').waitFor()
})
