import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browser } from '../support/browser.ts'
import { startDemoServer } from '../support/demo-server.ts'
import { rowsOf } from '../support/desk-lists.ts'
import { barriersOf, follow, pageRead, sidewaysOf, widths } from '../support/desk-page.ts'
import { type RunningServer, forget } from '../support/server.ts'

// One task of the demo from the office to the firm and back: handed on, answered with evidence, returned, closed.
const { desk } = await browser()
const home = '/d/990101'

let server: RunningServer
let office: Page
let firm: Page
let address = ''

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

/** Does something after which the task's history says this once more than before. */
async function oneMore(page: Page, text: string, act: () => Promise<void>): Promise<void> {
  const before = await page.getByText(text).count()
  await act()
  await expect.poll(() => page.getByText(text).count(), { timeout: 30_000 }).toBe(before + 1)
}

function card(page: Page, title: string) {
  return page.locator('section.card', {
    has: page.getByRole('heading', { name: title, exact: true }),
  })
}

test('the office takes a task upon itself and hands it on to the project’s labour officer, by keyboard', async () => {
  await go(firm, '/projects')
  const [project] = await rowsOf(firm)
  const name = project?.['项目']?.split('\n')[0] ?? ''
  await go(firm, '/tasks?state=open')
  await follow(firm, firm.getByRole('link', { name: new RegExp(`^${name}：`) }).first())
  address = new URL(firm.url()).pathname
  await office.goto(address)
  await pageRead(office)
  expect(await barriersOf(office)).toEqual([])
  await office.getByRole('button', { name: '改派', exact: true }).press('Enter')
  await office.getByLabel('改由哪个岗位承办').press('Enter')
  await office.getByTitle('治欠办', { exact: true }).click()
  await office.getByLabel('理由').first().fill('由治欠办先核实')
  await office.getByRole('button', { name: '改派 1 件' }).press('Enter')
  await office.getByText('由治欠办先核实').first().waitFor()
  await pageRead(office)
  await office.getByRole('button', { name: '改派', exact: true }).press('Enter')
  await office.getByLabel('改由哪个岗位承办').press('Enter')
  await office.getByTitle('劳资专管员').click()
  await office.getByLabel('哪个项目').press('Enter')
  await office.getByTitle('任务所属的项目').click()
  const hand = office.getByRole('button', { name: '改派 1 件' })
  expect([await hand.isDisabled(), await hand.getAttribute('title')]).toEqual([
    true,
    '请先写理由。',
  ])
  await office.getByLabel('理由').first().fill('由企业自己说明')
  await hand.press('Enter')
  await office.getByText('已改派 1 件').waitFor()
  await pageRead(office)
  expect(await office.locator('main').innerText()).toContain(`${name}的劳资专管员`)
})

test('the firm is told, opens it from its bell, and answers with evidence of the right kind', async () => {
  await go(firm, '')
  await firm.getByRole('link', { name: /^消息，\d+ 条未读/ }).click()
  await firm.waitForURL(/\/notices$/)
  await pageRead(firm)
  expect(await barriersOf(firm)).toEqual([])
  const told = firm.locator('tr', { hasText: '改派给您的岗位' }).first()
  await told.getByRole('button', { name: '已阅' }).click()
  await told.getByText('已阅', { exact: false }).waitFor()
  await follow(firm, told.getByRole('link', { name: '打开任务' }))
  expect(new URL(firm.url()).pathname).toBe(address)
  await firm.getByText('承办岗位已查看').first().waitFor()
  const form = card(firm, '答复')
  const picker = form.locator('input[type=file]')
  await picker.setInputFiles({
    name: '回单.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7 made up'),
  })
  await form.getByRole('button', { name: '不带 回单.pdf' }).waitFor()
  expect(await barriersOf(firm)).toEqual([])
  await form.getByRole('textbox', { name: '说明' }).fill('工资已经补发，回单见佐证')
  await oneMore(firm, '答复：已处理', () =>
    form.getByRole('button', { name: '答复', exact: true }).click(),
  )
  await pageRead(firm)
  expect(await form.getByRole('button', { name: '答复', exact: true }).getAttribute('title')).toBe(
    '这件任务现在不用答复：已经答复、办结或撤销。',
  )
  expect(await card(firm, '核验').count()).toBe(0)
})

test('who did not answer checks: returned with a reason, answered again, closed', async () => {
  await office.goto(address)
  await pageRead(office)
  const check = card(office, '核验')
  const giveBack = check.getByRole('button', { name: '退回' })
  expect(await giveBack.getAttribute('title')).toBe('退回要先写理由。')
  const [file] = await Promise.all([
    office.waitForEvent('download'),
    office.getByRole('button', { name: /^回单\.pdf/ }).click(),
  ])
  expect(file.suggestedFilename()).toBe('回单.pdf')
  await check.getByLabel('意见').fill('回单没有盖章')
  await oneMore(office, '核验未通过，退回', () => giveBack.click())
  await firm.goto(address)
  await pageRead(firm)
  const form = card(firm, '答复')
  await form.getByRole('textbox', { name: '说明' }).fill('已换盖章的回单')
  await form.getByRole('button', { name: '答复', exact: true }).click()
  await firm.getByText('待核验').first().waitFor()
  await office.reload()
  await pageRead(office)
  await oneMore(office, '核验通过，办结', () => check.getByRole('button', { name: '通过' }).click())
  await pageRead(office)
  await card(office, '重新打开').waitFor()
  expect(await barriersOf(office)).toEqual([])
})

test('what a message is about opens from it, a matter as its warnings', async () => {
  await go(office, '/notices?box=sent&only=to-acknowledge')
  const link = office.getByRole('link', { name: '打开预警事项' }).first()
  await link.click()
  await office.waitForURL(/\/warnings\?project=/)
  await pageRead(office)
  await office.getByRole('heading', { name: '预警', exact: true }).waitFor()
})

test('several are urged at once, and of those that cannot be it is said why', async () => {
  await go(office, '/tasks?whose=all&state=live')
  await office.getByRole('button', { name: '全选本页' }).click()
  await office.getByRole('button', { name: '催办', exact: true }).click()
  await office.getByRole('button', { name: /^催办 \d+ 件$/ }).click()
  await office.getByText(/^已催办 \d+ 件$/).waitFor()
  await pageRead(office)
  expect((await rowsOf(office)).some((row) => /催办 \d+ 次/.test(row['状态'] ?? ''))).toBe(true)
})

test('a filter is in the address; nothing found says what to do', async () => {
  await go(office, '/tasks?whose=all&kind=join-question')
  await office.getByRole('heading', { name: '没有符合条件的任务' }).waitFor()
  await follow(office, office.getByRole('link', { name: '看我的岗位未办结的' }))
  expect(new URL(office.url()).pathname).toBe(`${home}/tasks`)
})

test('on a phone every one of these pages fits and can be read aloud', async () => {
  const phone = await desk(server.url, 'zhiqianban', widths.phone)
  for (const to of ['/tasks', '/tasks?whose=all', '/notices', '/notices?box=sent']) {
    await go(phone, to)
    expect([to, await sidewaysOf(phone), await barriersOf(phone)]).toEqual([to, 0, []])
  }
  await phone.goto(address)
  await pageRead(phone)
  expect([await sidewaysOf(phone), await barriersOf(phone)]).toEqual([0, []])
})

test('who has no post for it is told so', async () => {
  const administrator = await desk(server.url, 'shenji')
  await administrator.goto(`${home}/audit`)
  await pageRead(administrator)
  expect(await administrator.getByRole('link', { name: /^消息/ }).count()).toBe(0)
})
