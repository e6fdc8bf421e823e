import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileStates } from '../../src/web/desk/labels.ts'
import { site, thirtyFiles, truth, workers } from '../files/thirty-files.ts'
import { browser } from '../support/browser.ts'
import { everyRowOf, fenIn, ledgerTotals, numberIn, rowsOf } from '../support/desk-lists.ts'
import {
  barriersOf,
  drop,
  follow,
  letGo,
  pageRead,
  sidewaysOf,
  widths,
} from '../support/desk-page.ts'
import { emptyAccount, startEmptyServer } from '../support/empty-server.ts'
import { type RunningServer, forget } from '../support/server.ts'

// Somebody who has never seen the program, with a site's whole quarter: each test goes on where the last one ended.
const { desk } = await browser()
const home = '/d/990102'
const files = thirtyFiles()
const takenBack = '木工班8月工资.xlsx'

let server: RunningServer
let page: Page
let began: number
let questions = 0
let batchPath: string

beforeAll(async () => {
  server = await startEmptyServer()
  page = await desk(server.url, emptyAccount)
})

afterAll(async () => {
  await server.stop()
  await forget(server)
})

function card(title: string) {
  return page.locator('section.card', { has: page.getByRole('heading', { name: title }) })
}

/** The ledger as it reads on its pages, month by month, in yuan. */
async function ledgerOnThePage() {
  const rows = await everyRowOf(page)
  // This year's months go without the year.
  const months = Map.groupBy(rows, (row) => /(\d+)月/.exec(row['月份'] ?? '')?.[1] ?? '')
  const inMonth = (of: typeof rows, column: string) =>
    of.reduce((sum, row) => sum + fenIn(row[column] ?? ''), 0) / 100
  return [...months].toSorted(byText).map(([month, of]) => ({
    month: `2026-${month.padStart(2, '0')}`,
    workers: of.length,
    daysPresent: of.reduce((sum, row) => sum + numberIn(row['出勤'] ?? ''), 0),
    due: inMonth(of, '应发（元）'),
    deducted: inMonth(of, '扣款（元）'),
    paid: inMonth(of, '已发（元）'),
    owed: inMonth(of, '欠付（元）'),
  }))
}

function byText([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1
}

test('thirty files are let go of at once, and the page says of each how far it is', async () => {
  began = performance.now()
  await follow(page, page.locator('nav.side').getByRole('link', { name: '导入' }))
  await letGo(page, files)
  await page.waitForURL(/\/import\/[0-9a-f-]{36}$/)
  batchPath = new URL(page.url()).pathname
  const progress = page.getByRole('list', { name: '逐个文件的进度' })
  await progress.waitFor()
  expect(await progress.innerText()).toContain('人工费台账.xlsx')
  await card('入账会改动什么').getByText('新工人 24 人').waitFor()
  questions += await page.getByRole('heading', { name: /^要您定/ }).count()
})

test('nothing is asked, and what will change, what is left out and why stand on one page', async () => {
  expect(questions).toBe(0)
  const main = await page.locator('main').innerText()
  expect(main).not.toContain('还没有定')
  expect(main).not.toContain('入不了账')
  const unreadable = await card('读不了的文件').innerText()
  expect(unreadable).toMatch(/新建文本文档\.txt\s+文件是空的。/)
  const joined = card('记到哪个项目')
  await joined.getByRole('button', { name: /都列出来/ }).click()
  const rowOf = (name: string) => joined.locator('li', { hasText: name }).last()
  expect(await rowOf('木工班7月考勤 - 副本.xlsx').innerText()).toContain('只入账一次')
  expect(await joined.innerText()).toContain('进场/进退场.csv')
  expect(await rowOf('填写说明.xlsx').innerText()).toContain('填写说明，不入账')
  expect(await rowOf('12345工单.xlsx').innerText()).toContain('线索，不记到项目')
  expect(await rowOf('代发结果.xlsx').innerText()).toContain(site.name)
  expect(await barriersOf(page)).toEqual([])
  await page.getByRole('combobox', { name: '看哪张表' }).click()
  const choices = page.locator('.ant-select-dropdown:visible')
  await choices.getByText('等补正').or(choices.getByText('发现')).first().waitFor()
  await page.keyboard.press('Escape')
})

test('on a phone the same page fits', async () => {
  const phone = await desk(server.url, emptyAccount, widths.phone)
  await phone.goto(batchPath)
  await pageRead(phone)
  expect([await sidewaysOf(phone), await barriersOf(phone)]).toEqual([0, []])
})

test('one click takes all of it in', async () => {
  await page.getByRole('button', { name: /^入账/ }).click()
  await page.getByRole('heading', { name: /^已入账：/ }).waitFor({ timeout: 60_000 })
  expect(await page.locator('main').innerText()).toContain(`新工人 ${workers.length} 人`)
  const states = Map.groupBy(await rowsOf(page), (row) => row['状态'] ?? '')
  const counts = Object.fromEntries([...states].map(([state, rows]) => [state, rows.length]))
  expect(counts).toEqual({
    [fileStates.committed]: 28,
    [fileStates.unpacked]: 1,
    [fileStates.repeated]: 1,
    [fileStates.waiting]: 1,
    [fileStates.unreadable]: 1,
  })
  expect(await barriersOf(page)).toEqual([])
})

test('the ledger reads as the truth, to the day and to the fen', async () => {
  await follow(page, page.getByRole('link', { name: '看台账' }))
  expect(await ledgerTotals(page)).toMatchObject({
    rows: 3 * workers.length,
    workers: workers.length,
    dueUnknown: 0,
  })
  expect(await ledgerOnThePage()).toEqual(truth)
  const seconds = Math.round((performance.now() - began) / 1_000)
  console.info(`${files.length} files, ${questions} questions, ${seconds} s`)
})

test('one file taken back: its month loses what it paid, and nothing else changes', async () => {
  await page.goto(batchPath)
  await pageRead(page)
  const row = page.locator('.list-table tbody tr', { hasText: takenBack })
  await follow(page, row.getByRole('link', { name: '撤回' }))
  const follows = await page.locator('main').innerText()
  expect(follows).toMatch(/不再计入\s+8 行/)
  expect(follows).toMatch(/工资表所写已发\s+61,400\.00\s+0\.00/)
  await page.getByRole('button', { name: '撤回 8 行' }).click()
  await page.getByRole('heading', { name: '已撤回，8 行不再计入' }).waitFor()
  await page.goto(`${home}/ledger?project=${site.code}`)
  await pageRead(page)
  const [july, august, september] = await ledgerOnThePage()
  expect([july, september]).toEqual([truth[0], truth[2]])
  const paid = (truth[1]?.paid ?? 0) - 61_400
  expect(august).toMatchObject({ workers: 24, daysPresent: truth[1]?.daysPresent, paid })
  // Without the pay sheet the contract's rate says what is due of the days that were worked.
  expect(august?.deducted).toBe(0)
  expect(august?.owed).toBe((august?.due ?? 0) - paid)
  expect(august?.owed).toBeGreaterThan(0)
})

test('handed in again, it is right again', async () => {
  await follow(page, page.locator('nav.side').getByRole('link', { name: '导入' }))
  await drop(page, ...files.filter(({ name }) => name === takenBack))
  await page.getByRole('button', { name: /^入账/ }).click()
  await page.getByRole('heading', { name: /^已入账：/ }).waitFor()
  await page.goto(`${home}/ledger?project=${site.code}`)
  await pageRead(page)
  expect(await ledgerOnThePage()).toEqual(truth)
})
