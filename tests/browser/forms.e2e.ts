import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoPassword } from '../../src/worlds/demo-accounts.ts'
import { browser } from '../support/browser.ts'
import { rowsOf } from '../support/desk-lists.ts'
import { barriersOf, follow, pageRead, signIn } from '../support/desk-page.ts'
import { emptyAccount, startEmptyServer } from '../support/empty-server.ts'
import { type RunningServer, forget } from '../support/server.ts'

// What is filled in by hand: a project, a change of it by two people at once, one's own password.
const { open, desk, tab, expecting } = await browser()
const home = '/d/990102'

let server: RunningServer

beforeAll(async () => {
  server = await startEmptyServer()
})

afterAll(async () => {
  await server.stop()
  await forget(server)
})

async function openAt(address: string): Promise<Page> {
  const page = await desk(server.url, emptyAccount)
  await page.goto(home + address)
  await pageRead(page)
  return page
}

test('a project is entered by hand: what is missing is said at its field, and only once it is asked for', async () => {
  const page = await openAt('/projects')
  await follow(page, page.getByRole('link', { name: '登记项目' }))
  expect(await page.locator('[aria-invalid=true]').count()).toBe(0)
  await page.getByRole('button', { name: /^登记项目/ }).click()
  await page.getByText('请填写项目名称，至少两个字。').first().waitFor()
  expect(await page.getByLabel('项目名称').getAttribute('aria-invalid')).toBe('true')
  expect(await barriersOf(page)).toEqual([])
  await page.getByLabel('项目名称').fill('甲镇卫生院')
  await page.getByLabel('发薪日（次月几日）').fill('45')
  await page.getByRole('button', { name: /^登记项目/ }).click()
  await page.getByText('发薪日应是 1 到 31。').first().waitFor()
  await page.getByLabel('发薪日（次月几日）').fill('15')
  await page.getByRole('button', { name: /^登记项目/ }).dblclick()
  await page.waitForURL(/\/projects\/P\d{6}$/)
  await pageRead(page)
  expect(await page.locator('main h1').innerText()).toContain('甲镇卫生院')
  await page.goto(`${home}/projects`)
  await pageRead(page)
  expect(await rowsOf(page)).toHaveLength(1)
})

test('two people edit one project: the second sees what the first changed, and nothing typed is lost', async () => {
  const page = await openAt('/projects')
  await follow(page, page.locator('.list-table tbody a').first())
  const address = page.url()
  await follow(page, page.getByRole('link', { name: '修改' }))
  const other = await tab(page)
  await other.goto(page.url())
  await pageRead(other)
  await page.getByLabel('项目名称').fill('甲镇卫生院一期')
  await page.getByLabel('发薪日（次月几日）').fill('20')
  await page.getByRole('button', { name: /^保存修改/ }).click()
  await page.waitForURL(address)
  expecting(other, { statuses: [409] })
  await other.getByLabel('项目名称').fill('甲镇卫生院二期')
  await other.getByRole('button', { name: /^保存修改/ }).click()
  const alert = other.getByRole('alert')
  await alert.getByText('这个项目刚被别人改过').waitFor()
  const said = await alert.innerText()
  expect(said).toMatch(/甲镇卫生院\s+甲镇卫生院一期\s+甲镇卫生院二期/)
  expect(said).toMatch(/15\s+20\s+没有改/)
  expect(await barriersOf(other)).toEqual([])
  await alert.getByRole('button', { name: '接着改，我改的栏以我为准' }).click()
  expect(await other.getByLabel('发薪日（次月几日）').inputValue()).toBe('20')
  await other.getByRole('button', { name: /^保存修改/ }).click()
  await other.waitForURL(address)
  await pageRead(other)
  expect(await other.locator('main h1').innerText()).toContain('甲镇卫生院二期')
})

test('a new password ends every session, and only it opens the desk again', async () => {
  const page = await open(server.url)
  await signIn(page, emptyAccount)
  const other = await open(server.url)
  await signIn(other, emptyAccount)
  await page.getByRole('button', { name: '钱空一' }).click()
  await follow(page, page.getByRole('link', { name: '修改口令' }))
  const next = 'xin-kou-ling-2026'
  const fill = async (current: string, again: string) => {
    await page.getByLabel('现在的口令').fill(current)
    await page.getByLabel('新口令', { exact: true }).fill(next)
    await page.getByLabel('再输一次新口令').fill(again)
    await page.getByRole('button', { name: /^改口令/ }).click()
  }
  await fill(demoPassword, 'else')
  await page.getByText('两次输入的新口令不一样。').first().waitFor()
  expecting(page, { statuses: [403, 422] })
  await fill('not-the-password', next)
  await page.getByText('现在的口令不对。').first().waitFor()
  expect(await barriersOf(page)).toEqual([])
  await fill(demoPassword, next)
  await page.waitForURL(/\/sign-in/)
  await page.getByText('口令已改好，请用新口令登录。').waitFor()
  expecting(other, { statuses: [401] })
  await other.locator('nav.side').getByRole('link', { name: '项目' }).click()
  await other.waitForURL(/\/sign-in/)
  await signIn(page, emptyAccount, next)
  expect(new URL(page.url()).pathname).toBe(home)
})
