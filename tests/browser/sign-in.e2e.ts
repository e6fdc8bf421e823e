import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeAt } from '../../src/modules/people/totp.ts'
import { demoPassword } from '../../src/worlds/demo-accounts.ts'
import { browser } from '../support/browser.ts'
import { startDemoServer } from '../support/demo-server.ts'
import { barriersOf, follow, pageRead, sidewaysOf, signIn, widths } from '../support/desk-page.ts'
import { rowsOf } from '../support/desk-lists.ts'
import { type RunningServer, forget } from '../support/server.ts'

// The second factor from its setting up to its reset, and who looked at a worker, found by who may not see one.
const { open, desk, expecting } = await browser()
const home = '/d/990101'
let server: RunningServer

beforeAll(async () => {
  server = await startDemoServer()
})

afterAll(async () => {
  await server.stop()
  await forget(server)
})

let recovery: string[] = []

async function passwordOnly(page: Page, account: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('账号').fill(account)
  await page.getByLabel('口令', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: /登录$/ }).click()
}

test('an officer sets up the one-time code and is shown the recovery codes once', async () => {
  const page = await open(server.url)
  await signIn(page, 'zhujianju')
  await page.getByRole('button', { name: /郑例七/ }).click()
  await follow(page, page.getByRole('link', { name: '我的登录' }))
  await page.getByText('Chrome', { exact: false }).first().waitFor()
  await page.getByRole('button', { name: '绑定动态口令' }).click()
  await page.getByRole('button', { name: '开始绑定' }).click()
  await page.getByRole('img', { name: '绑定动态口令的二维码' }).waitFor()
  expect(await barriersOf(page)).toEqual([])
  const secret = (await page.locator('.factor .code').innerText()).replaceAll(/\s/g, '')
  await page.getByLabel('验证器现在显示的 6 位数字').fill(codeAt(secret, new Date()))
  await page.getByRole('button', { name: '核对并启用' }).click()
  const list = page.getByRole('list', { name: '恢复码' })
  await list.waitFor()
  expect(await barriersOf(page)).toEqual([])
  recovery = await list.getByRole('listitem').allInnerTexts()
  expect(recovery).toHaveLength(10)
  await page.getByRole('button', { name: '我已收好' }).click()
  await page.getByText('恢复码还有 10 个').waitFor()
})

test('from then on the password is not enough; a recovery code is, on a phone too', async () => {
  const phone = await open(server.url, widths.phone)
  expecting(phone, { statuses: [403, 422] })
  await passwordOnly(phone, 'zhujianju')
  const code = phone.getByLabel(/^动态口令/)
  await code.waitFor()
  expect(await barriersOf(phone)).toEqual([])
  await code.fill('AAAA-BBBB-CCCC-DDDD')
  await phone.getByRole('button', { name: /登录$/ }).click()
  await phone.getByText('动态口令或恢复码不对').waitFor()
  await code.fill(recovery[0] ?? '')
  await phone.getByRole('button', { name: /登录$/ }).click()
  await phone.locator('main#main').waitFor()
  await phone.goto(`${home}/sign-in`)
  await phone.getByText('口令和恢复码').waitFor()
  expect(await sidewaysOf(phone)).toBe(0)
  expect(await barriersOf(phone)).toEqual([])
})

test('the security administrator resets it, for a reason, and sees no business', async () => {
  const page = await desk(server.url, 'anquan')
  const links = await page.locator('nav.side a').allInnerTexts()
  expect(links).not.toContain('项目')
  await page.goto(`${home}/people?search=zhujianju`)
  await pageRead(page)
  await follow(page, page.getByRole('link', { name: '郑例七' }))
  await follow(page, page.getByRole('link', { name: '登录情况' }))
  await page.getByText('恢复码还有 9 个').waitFor()
  await page.getByRole('button', { name: '重置动态口令' }).click()
  await page.getByLabel('重置动态口令：理由').fill('手机丢失，本人带证件来办')
  await page.getByRole('button', { name: '重置动态口令' }).click()
  await page.getByText('未绑定').waitFor()
  expect(await barriersOf(page)).toEqual([])
  const officer = await open(server.url)
  await signIn(officer, 'zhujianju')
})

test('the office looks at a whole number for a reason; the audit administrator finds who did, by the worker’s id', async () => {
  const page = await desk(server.url, 'zhiqianban')
  await page.goto(`${home}/ledger`)
  await pageRead(page)
  await follow(page, page.locator(`main td a[href^="${home}/ledger/"]`).first())
  await follow(page, page.locator(`main a[href^="${home}/workers/"]`).first())
  const workerId = page.url().split('/').at(-1) ?? ''
  await page.getByRole('button', { name: '证件号：查看完整内容' }).click()
  expect(await barriersOf(page)).toEqual([])
  await page.getByTitle('核对工资发放').click()
  const whole = page.locator('.facts b.code')
  await whole.waitFor()
  expect(await whole.innerText()).toMatch(/^99\d{15}[\dX]$/)
  const auditor = await desk(server.url, 'shenji')
  await auditor.goto(`${home}/audit?subject=${workerId}`)
  await pageRead(auditor)
  const rows = await rowsOf(auditor)
  expect(rows).toHaveLength(1)
  expect(rows[0]?.['谁']).toBe('周范二')
  expect(rows[0]?.['办了什么']).toContain('查看工人的完整信息')
  expect(rows[0]?.['内容']).toContain('查看的内容 证件号')
  expect(rows[0]?.['内容']).toContain('理由 核对工资发放')
  expect(await auditor.locator('body').innerText()).not.toContain(await whole.innerText())
  expect(await barriersOf(auditor)).toEqual([])
})

test('rights are shown as a table to whoever administers, and what is looked at wears who looks', async () => {
  for (const width of [widths.desk, widths.phone] as const) {
    const page = await desk(server.url, 'shenji', width)
    await page.goto(`${home}/rights`)
    await pageRead(page)
    await page.getByRole('heading', { name: '三员分立' }).waitFor()
    await page.getByText('查看工人的完整姓名或号码').first().waitFor()
    expect(await page.locator('.watermark text').textContent()).toContain('shenji')
    await page.getByText('本系统为非涉密系统').first().waitFor()
    expect(await sidewaysOf(page)).toBe(0)
    expect(await barriersOf(page)).toEqual([])
  }
})
