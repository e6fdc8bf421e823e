import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpId, utf8 } from '../files/made-up.ts'
import { browser } from '../support/browser.ts'
import { barriersOf, drop, follow, pageRead, sidewaysOf, widths } from '../support/desk-page.ts'
import { emptyAccount, startEmptyServer } from '../support/empty-server.ts'
import { type RunningServer, forget } from '../support/server.ts'

// A machine's log is dropped, its numbers are tied once, and the next log asks nothing.
const { desk } = await browser()
const home = '/d/990102'
const project = '甲镇卫生院三期工程'

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

const people = ['王大柱', '李水生', '赵甲一']

function roster() {
  const lines = people.map(
    (name, at) => `${name},${madeUpId(700 + at)},木工班,示例劳务,${project}\n`,
  )
  return {
    name: '人员名册.csv',
    bytes: utf8(`姓名,身份证号,班组,企业名称,项目名称\n${lines.join('')}`),
  }
}

/** Users 1 to 4, of whom the roster has three, on each of these days. */
function log(days: readonly number[]) {
  const lines = days.flatMap((day) =>
    [1, 2, 3, 4].flatMap((user) =>
      ['07:00', '17:30'].map(
        (at) => `\t${user}\t2026-09-${String(day).padStart(2, '0')} ${at}:00\t1\t255\t1\t0\n`,
      ),
    ),
  )
  return { name: 'CGXH201360184_attlog.dat', bytes: utf8(lines.join('')) }
}

async function toImport(): Promise<void> {
  await follow(page, page.locator('nav.side').getByRole('link', { name: '导入' }))
}

test('the page asks whose the numbers are, and says what waits', async () => {
  await page.goto(`${home}/projects/new`)
  await pageRead(page)
  await page.getByLabel('项目名称').fill(project)
  await page.getByRole('button', { name: /^登记项目/ }).click()
  await page.waitForURL(/\/projects\/P\d{6}$/)
  await toImport()
  await drop(page, roster())
  await page.getByRole('button', { name: /^入账/ }).click()
  await page.getByRole('heading', { name: /^已入账/ }).waitFor()
  await toImport()
  await drop(page, log([1, 2, 3, 4, 5]))
  // A log names no project: that is asked first.
  await page.getByText('先定这份记录是哪个项目的').waitFor()
  await page.getByRole('radio', { name: '是名单里的另一个项目' }).check()
  await page.getByRole('combobox', { name: '项目' }).click()
  await page.keyboard.type('三期')
  await page.locator(`.ant-select-dropdown:visible [title*="${project}"]`).first().click()
  await page.getByRole('button', { name: '记到这个项目名下' }).click()
  await page.getByText('4 个设备编号还没有对应工人').waitFor()
  expect(await page.locator('main').innerText()).toContain('CGXH201360184')
  expect(await barriersOf(page)).toEqual([])
})

test('a worker is found by his name or taken as suggested; the rest waits', async () => {
  const owner = (user: number) =>
    page.getByRole('combobox', { name: `设备编号 ${user} 是哪个工人` })
  await owner(1).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click()
  await owner(2).click()
  await page.keyboard.type('李水')
  await page.locator('.ant-select-dropdown:visible [title^="李"]').first().click()
  await page.getByRole('button', { name: '对应 2 人' }).click()
  await page.getByText('2 个设备编号还没有对应工人').waitFor()
  await page.getByRole('button', { name: /^入账/ }).click()
  await page.getByRole('heading', { name: /^已入账/ }).waitFor()
  await page.getByText('2 个设备编号还没有对应工人').waitFor()
  expect(await page.locator('main').innerText()).toContain('补正')
  await page.setViewportSize({ width: widths.phone, height: 844 })
  expect(await sidewaysOf(page)).toBe(0)
  await page.setViewportSize({ width: widths.desk, height: 800 })
})

test('after the commit the next is tied and comes in at once; a later log asks only what is open', async () => {
  await page.getByRole('combobox', { name: '设备编号 3 是哪个工人' }).click()
  await page.keyboard.type('赵甲')
  await page.locator('.ant-select-dropdown:visible [title^="赵"]').first().click()
  await page.getByRole('button', { name: '对应 1 人' }).click()
  await page.getByText('1 个设备编号还没有对应工人').waitFor()
  await toImport()
  await drop(page, log([6, 7, 8, 9, 10]))
  await page.getByRole('radio').first().check()
  await page.getByRole('combobox', { name: '项目' }).click()
  await page.keyboard.type('三期')
  await page.locator(`.ant-select-dropdown:visible [title*="${project}"]`).first().click()
  await page.getByRole('button', { name: '记到这个项目名下' }).click()
  await page.getByText('1 个设备编号还没有对应工人').waitFor()
  expect(await page.getByRole('button', { name: '解除' }).count()).toBe(3)
})
