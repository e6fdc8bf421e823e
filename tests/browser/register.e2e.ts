import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { blankForm } from '../files/blank-form.ts'
import { browser } from '../support/browser.ts'
import { startDemoServer } from '../support/demo-server.ts'
import { barriersOf, follow, pageRead, sidewaysOf, widths } from '../support/desk-page.ts'
import { rowsIn } from '../support/read-back.ts'
import { type RunningServer, forget } from '../support/server.ts'

// One red project from the register to its sign-off by two people; the paper for the meeting; a superior's form.
const { desk, expecting } = await browser()
const home = '/d/990101'

let server: RunningServer
let office: Page
let town: Page
let address = ''
let project = ''

beforeAll(async () => {
  server = await startDemoServer()
  office = await desk(server.url, 'zhiqianban')
  town = await desk(server.url, 'dingjiedao')
}, 300_000)

afterAll(async () => {
  await server.stop()
  await forget(server)
})

async function go(page: Page, to: string): Promise<void> {
  await page.goto(to)
  await pageRead(page)
}

function card(page: Page, title: string) {
  return page.locator('section.card', {
    has: page.getByRole('heading', { name: title, exact: true }),
  })
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).press('Enter')
  await page.getByTitle(option, { exact: true }).last().click()
}

test('a red project stands on the register by itself, with why, whose and until when', async () => {
  await go(office, `${home}/register`)
  expect(await barriersOf(office)).toEqual([])
  await go(town, `${home}/register?class=A`)
  const link = town.locator('main tbody a, main .blocks a').first()
  project = await link.innerText()
  await follow(town, link)
  address = new URL(town.url()).pathname
  await town.getByText('按规则是 A 类').waitFor()
  const page = await town.locator('main').innerText()
  expect(page).toMatch(/达到 [\d,.]+/)
  expect(page).toContain('丁街道')
  expect(page).toContain('优先序')
  expect(await barriersOf(town)).toEqual([])
})

test('the town writes cause and measures, and what a check found', async () => {
  await choose(town, '欠薪原因', '建设单位没有按时拨付')
  await town.getByLabel('责任领导', { exact: true }).fill('冯区长')
  await town.getByLabel('化解措施', { exact: true }).fill('约谈建设单位，十日内拨付人工费。')
  await town.getByRole('button', { name: '保存', exact: true }).click()
  await town.getByText('更新原因、措施或责任领导').waitFor()
  const check = card(town, '记一次检查')
  await check.getByLabel('查到的情况').fill('工地在施工，工资还没有到账。')
  await check.getByRole('button', { name: '记下检查' }).click()
  await town.getByText('检查：没有进展').waitFor()
})

test('its sign-off is refused without evidence, then proposed, and not the proposer’s own to decide', async () => {
  const form = card(town, '答复')
  // While its sign of waiting fades, the button is also called by that.
  const answer = form.getByRole('button', { name: /答复$/ })
  await form.getByRole('textbox', { name: '说明' }).fill('欠付工资已经发清，回单见佐证。')
  expecting(town, { statuses: [422] })
  await answer.click()
  await town.getByText('申请销号要带佐证').waitFor()
  await form.locator('input[type=file]').setInputFiles({
    name: '银行回单.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7 made up'),
  })
  await form.getByRole('button', { name: '不带 银行回单.pdf' }).waitFor()
  await answer.click()
  await town.getByText('申请销号', { exact: true }).waitFor()
  const pass = card(town, '核验').getByRole('button', { name: '通过', exact: true })
  expect([await pass.isDisabled(), await pass.getAttribute('title')]).toEqual([
    true,
    '这是您自己的答复，要由别人核验。',
  ])
})

test('the office signs it off with a reason, since the ledger still shows arrears', async () => {
  await go(office, address)
  const check = card(office, '核验')
  await check.getByLabel('意见').fill('回单已逐人核对，尚未导入。')
  await check.getByRole('button', { name: '通过', exact: true }).click()
  await office.locator('.head .chip', { hasText: '已销号' }).waitFor()
  const page = await office.locator('main').innerText()
  expect(page).toContain('回单已逐人核对，尚未导入。')
  expect(await barriersOf(office)).toEqual([])
  await go(office, `${home}/register?state=signed-off`)
  expect(await office.locator('main').innerText()).toContain(project)
})

test('the register prints across A4, heads and all', async () => {
  await go(office, `${home}/register/print?state=all`)
  expect(await barriersOf(office)).toEqual([])
  const pdf = (await office.pdf({ preferCSSPageSize: true })).toString('latin1')
  const boxes = [...pdf.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)]
  expect(boxes.length).toBeGreaterThan(0)
  for (const [, wide, high] of boxes) {
    expect([Math.round(Number(wide)), Math.round(Number(high))]).toEqual([842, 595])
  }
})

test('a superior’s blank is taught by clicking and comes back filled, in its own dress', async () => {
  await go(office, `${home}/register/forms`)
  await office.locator('input[type=file]').setInputFiles({
    name: '省厅台账.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: await blankForm(),
  })
  await office.waitForURL(/\/register\/forms\/[0-9a-f-]+$/)
  await pageRead(office)
  expect(await barriersOf(office)).toEqual([])
  for (const [cell, figure] of [
    ['A2 序号', '序号'],
    ['B2 项目名称', '项目名称'],
    ['C3 人数', '涉及人数'],
    ['D3 金额（万元）', '欠付金额（万元）'],
    ['E2 责任领导', '责任领导'],
  ] as const) {
    await office.getByRole('button', { name: cell, exact: true }).click()
    await office.getByLabel(`${cell.slice(0, 2)} 下面填什么`, { exact: true }).fill(figure)
    await office.getByTitle(figure, { exact: true }).last().click()
  }
  await office.getByRole('button', { name: '记住 5 个格' }).click()
  await office.getByRole('button', { name: '填好并下载', disabled: false }).waitFor()
  await choose(office, '哪些条目', '全部')
  const waits = office.waitForEvent('download')
  await office.getByRole('button', { name: '填好并下载' }).click()
  const file = await readFile(await (await waits).path())
  const [rows = []] = await rowsIn(file)
  expect(rows[0]?.[0]).toBe('拖欠农民工工资风险项目台账')
  const own = rows.find((row) => row[1] === project)
  expect(own?.[4]).toBe('冯区长')
  expect(rows.at(-1)?.[0]).toBe('填表人')
  await office.getByText('填过 1 次').waitFor()
})

test('on a phone nothing runs over the edge', async () => {
  const phone = await desk(server.url, 'zhiqianban', widths.phone)
  for (const to of [
    '/register',
    '/register/board',
    '/register/zero-tolerance',
    '/register/forms',
  ]) {
    await go(phone, home + to)
    expect([to, await sidewaysOf(phone)]).toEqual([to, 0])
  }
  await go(phone, address)
  expect(await sidewaysOf(phone)).toBe(0)
})
