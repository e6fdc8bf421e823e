import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browser } from '../support/browser.ts'
import { barriersOf, follow, pageRead, sidewaysOf, signIn, widths } from '../support/desk-page.ts'
import { emptyAccount, startEmptyServer } from '../support/empty-server.ts'
import { type RunningServer, forget } from '../support/server.ts'

// The office invites a firm's officer to one project; he makes his account, sees that project alone, and is ended.
const { desk, open, expecting } = await browser()
const home = '/d/990102'
const password = 'tower crane at dawn'

let server: RunningServer
let page: Page
let link = ''

beforeAll(async () => {
  server = await startEmptyServer()
  page = await desk(server.url, emptyAccount)
})

afterAll(async () => {
  await server.stop()
  await forget(server)
})

async function makeProject(name: string): Promise<void> {
  await page.goto(`${home}/projects/new`)
  await pageRead(page)
  await page.getByLabel('项目名称').fill(name)
  await page.getByRole('button', { name: /^登记项目/ }).click()
  await page.waitForURL(/\/projects\/P\d{6}$/)
}

test('the office invites somebody of a firm to one project and is given the link', async () => {
  await makeProject('甲镇卫生院五期工程')
  await makeProject('乙镇小学扩建工程')
  await follow(page, page.locator('nav.side').getByRole('link', { name: '人员' }))
  await follow(page, page.getByRole('link', { name: '邀请', exact: true }))
  await page.getByLabel('姓名').fill('孙例三')
  await page.getByLabel('单位', { exact: true }).fill('示例建工乙有限公司')
  await page.getByRole('button', { name: /^发出邀请/ }).click()
  await page.getByText('请选项目。').first().waitFor()
  await page.getByRole('combobox', { name: '项目' }).click()
  await page.getByTitle(/^甲镇卫生院五期工程/).click()
  expect(await barriersOf(page)).toEqual([])
  await page.getByRole('button', { name: /^发出邀请/ }).click()
  await page.waitForURL(/\/people\/invitations$/)
  await page.getByRole('button', { name: '给孙例三的链接' }).click()
  const address = page.getByLabel('孙例三的邀请链接')
  await expect.poll(() => address.inputValue()).toMatch(/\/invitation#990102\./)
  link = await address.inputValue()
})

test('he makes his account by the link, and sees that project and no other', async () => {
  const phone = await open(server.url, widths.phone)
  expecting(phone, { statuses: [401] })
  await phone.goto(link)
  await phone.getByText('甲镇卫生院五期工程').waitFor()
  expect(await barriersOf(phone)).toEqual([])
  expect(await sidewaysOf(phone)).toBe(0)
  await phone.getByLabel('账号', { exact: true }).last().fill('sun.san')
  await phone.getByLabel('口令', { exact: true }).fill('123')
  await phone.getByRole('button', { name: '接受', exact: true }).click()
  await phone.getByText(/口令太短/).waitFor()
  await phone.getByLabel('口令', { exact: true }).fill(password)
  await phone.getByLabel('再输一次口令').fill(password)
  await phone.getByRole('button', { name: '接受', exact: true }).click()
  await phone.getByText('岗位已经接上').waitFor()
  await signIn(phone, 'sun.san', password)
  await phone.goto(`${home}/projects`)
  await pageRead(phone)
  const listed = await phone.locator('main').innerText()
  expect(listed).toContain('甲镇卫生院五期工程')
  expect(listed).not.toContain('乙镇小学扩建工程')
  await phone.goto(link)
  await phone.getByText('这份邀请已经接受过').waitFor()
})

test('the office sees who holds the post, and ends it with a reason', async () => {
  await page.goto(`${home}/people`)
  await pageRead(page)
  expect(await barriersOf(page)).toEqual([])
  const own = page.getByRole('row', { name: /治欠办/ }).getByRole('button', { name: /^停用/ })
  expect(await own.isDisabled()).toBe(true)
  await page.getByRole('button', { name: '停用孙例三的岗位' }).click()
  const end = page.getByRole('button', { name: '停用岗位' })
  expect(await end.isDisabled()).toBe(true)
  await page.getByLabel(/^停用 孙例三/).fill('离职')
  await end.click()
  await page.getByRole('button', { name: '停用孙例三的岗位' }).waitFor({ state: 'detached' })
  const gone = await open(server.url, widths.phone)
  expecting(gone, { statuses: [401, 403] })
  await gone.goto('/sign-in')
  await gone.getByLabel('账号').fill('sun.san')
  await gone.getByLabel('口令', { exact: true }).fill(password)
  await gone.getByRole('button', { name: '登录' }).click()
  await gone.waitForURL(/\/d\//)
  await gone.goto(`${home}/projects`)
  await gone.getByText(/没有在任的岗位/).waitFor()
})
