import { expect, test } from 'vitest'
import { madeUpId, utf8 } from '../files/made-up.ts'
import { paySheetOf } from '../files/pay-sheet.ts'
import { ledgerTotals, rowsOf } from '../support/desk-lists.ts'
import {
  type OutsideFile,
  barriersOf,
  drop,
  follow,
  pageRead,
  sidewaysOf,
  widths,
} from '../support/desk-page.ts'
import { emptyDesk } from '../support/empty-desk.ts'

// Many files at once: each test goes on where the last one ended.
const { home, page, beside, toImport } = await emptyDesk()
const first = '甲镇中学迁建工程'
const second = '甲镇污水管网工程'

let resultAddress = ''

function paySheet(
  name: string,
  project: string | null,
  lines: readonly (readonly [worker: string, due: number])[],
): OutsideFile {
  const head = '姓名,证件号码,班组名称,工资月份,应发金额,实发金额'
  const rows = lines.map(
    ([worker, due]) =>
      `${project === null ? '' : `${project},`}${worker},${madeUpId(numberOf(worker))},一班,2026-08,${due},${due}`,
  )
  return {
    name,
    bytes: utf8(`${project === null ? '' : '项目名称,'}${head}\n${rows.join('\n')}\n`),
  }
}

/** Everybody has the same number in every sheet. */
function numberOf(worker: string): number {
  return [...worker].reduce((sum, sign) => sum + (sign.codePointAt(0) ?? 0), 0)
}

const draft = paySheet('八月工资初稿.csv', first, [
  ['赵甲一', 5000],
  ['钱乙二', 6000],
])

function card(title: string) {
  return page.locator('section.card', { has: page.getByRole('heading', { name: title }) })
}

async function commit(): Promise<void> {
  const button = page.getByRole('button', { name: /^入账/ })
  await expect.poll(() => button.isEnabled(), { timeout: 20_000 }).toBe(true)
  await button.click()
}

test('the first sheet of a project that nobody knows asks whose it is, and says what committing will bring', async () => {
  await toImport()
  await drop(page, draft)
  await page.getByRole('heading', { name: '要您定 1 件' }).waitFor()
  expect(await page.locator('main').innerText()).toContain(`表里写「${first}」`)
  await page.getByRole('button', { name: '新建，并记到它名下' }).click()
  await card('入账会改动什么').getByText('新增 2 行（新工人 2 人），更正 0 行').waitFor()
  await commit()
  await page.getByRole('heading', { name: '已入账：新增 2 行，更正 0 行，原样已有 0 行' }).waitFor()
})

test('files of two projects at once: one answer, the others are joined by themselves and say how', async () => {
  await toImport()
  await drop(
    page,
    paySheet('八月工资定稿.csv', first, [
      ['赵甲一', 5000],
      ['钱乙二', 6500],
      ['孙丙三', 7000],
    ]),
    paySheet('管网工资.csv', second, [['李丁四', 4000]]),
    paySheet('管网补充.csv', second, [['周戊五', 4500]]),
    { ...draft, name: '又是初稿.csv' },
  )
  await page.getByRole('heading', { name: '要您定 1 件' }).waitFor()
  expect(await page.getByText('说的是：管网工资.csv，管网补充.csv').count()).toBe(1)
  const files = card('记到哪个项目')
  const rowOf = (name: string) => files.locator('li', { hasText: name })
  expect(await rowOf('八月工资定稿.csv').innerText()).toContain(`${first}（按表里的项目名称）`)
  expect(await rowOf('管网工资.csv').innerText()).toContain('还没有定')
  expect(await rowOf('又是初稿.csv').innerText()).toContain('内容一字不差')
  expect(await barriersOf(page)).toEqual([])
  await page.getByRole('button', { name: '新建，并记到它名下' }).click()
  await expect
    .poll(() => rowOf('管网补充.csv').innerText())
    .toContain(`${second}（按表里的项目名称）`)
})

test('what changes is shown before anybody says yes: worker, month, old and new', async () => {
  const changes = card('入账会改动什么')
  await changes.getByText('更正 1 行').waitFor()
  const said = await changes.innerText()
  expect(said).toContain('新增 3 行（新工人 3 人），更正 1 行，原样已有 1 行')
  expect(said).toContain('应发 ¥6,000.00 → ¥6,500.00（多 ¥500.00）')
  const [due] = await rowsOf(changes)
  expect(due).toMatchObject({ 什么: '应发（元）', 原来: '6,000.00', 改成: '6,500.00' })
  expect(due?.['工人']).toContain('钱*二')
  expect(await barriersOf(page)).toEqual([])
})

test('a file can be said to be of another project, and back', async () => {
  const row = card('记到哪个项目').locator('li', { hasText: '管网补充.csv' })
  const change = async (name: string) => {
    await row.getByRole('button', { name: /不对，改/ }).click()
    await row.getByRole('combobox', { name: '项目' }).click()
    await page.keyboard.type(name.slice(0, 4))
    await page.locator('.ant-select-dropdown:visible').getByText(name).first().click()
    await row.getByRole('button', { name: '记到它名下' }).click()
    await expect.poll(() => row.innerText()).toContain(`${name}（经办人指定）`)
  }
  await change(first)
  await change(second)
})

test('committed, each file says what it changed, and the superseded figure stays to be seen', async () => {
  await commit()
  await page.getByRole('heading', { name: '已入账：新增 3 行，更正 1 行，原样已有 1 行' }).waitFor()
  resultAddress = page.url()
  const rows = await rowsOf(page)
  expect(
    rows.map((row) => [row['文件'], row['状态'], row['新增（行）'], row['更正（行）']]),
  ).toEqual([
    ['八月工资定稿.csv', '已入账', '1', '1'],
    ['管网工资.csv', '已入账', '1', '0'],
    ['管网补充.csv', '已入账', '1', '0'],
    ['又是初稿.csv', '以前入过账', '0', '0'],
  ])
  expect(await page.locator('main').innerText()).toContain('应发 ¥6,000.00 → ¥6,500.00')
  expect(await barriersOf(page)).toEqual([])
  await page.goto(`${home}/ledger`)
  await pageRead(page)
  expect(await ledgerTotals(page)).toMatchObject({ rows: 5, dueFen: 2_700_000 })
})

test('taking back says what will follow, and the ledger is what it was', async () => {
  await page.goto(resultAddress)
  await pageRead(page)
  const row = page.locator('.list-table tbody tr', { hasText: '八月工资定稿.csv' })
  await follow(page, row.getByRole('link', { name: '撤回' }))
  const said = await page.locator('main').innerText()
  expect(said).toMatch(/不再计入\s+3 行\s+说到 3 人/)
  expect(said).toMatch(/重新计入\s+1 行/)
  expect(await rowsOf(page)).toMatchObject([
    { 金额: '应发', '现在（元）': '13,500.00', '撤回后（元）': '6,000.00' },
  ])
  expect(await barriersOf(page)).toEqual([])
  await page.getByRole('button', { name: '撤回 3 行' }).click()
  await page.getByRole('heading', { name: '已撤回，3 行不再计入' }).waitFor()
  expect(await page.locator('main').innerText()).toContain('钱空一')
  expect(await barriersOf(page)).toEqual([])
  await follow(page, page.getByRole('link', { name: '导入记录' }).last())
  const newest = (await rowsOf(page)).find((one) => one['文件']?.startsWith('八月工资定稿'))
  expect(newest?.['状态']).toMatch(/^已撤回\s+钱空一 /)
  await page.goto(`${home}/ledger`)
  await pageRead(page)
  expect(await ledgerTotals(page)).toMatchObject({ rows: 4, dueFen: 1_950_000 })
})

test('the log is searched by project and filtered by state, and opens the batch', async () => {
  await page.goto(`${home}/import/log`)
  await pageRead(page)
  expect((await rowsOf(page)).length).toBe(5)
  await page.getByRole('searchbox', { name: '文件名、放入的人、项目' }).fill('污水管网')
  await page.keyboard.press('Enter')
  await page.waitForURL(/search=/)
  await pageRead(page)
  expect((await rowsOf(page)).map((row) => row['文件']?.split('\n')[0])).toEqual([
    '管网补充.csv',
    '管网工资.csv',
  ])
  expect(await barriersOf(page)).toEqual([])
  await page.goto(`${home}/import/log`)
  await pageRead(page)
  await page.getByRole('textbox', { name: '到哪天' }).click()
  await page.locator('.ant-picker-dropdown:visible').getByText('今天').waitFor()
  expect(await barriersOf(page)).toEqual([])
  await page.keyboard.type('2026-1-1')
  await page.keyboard.press('Enter')
  await page.waitForURL(/to=2026-01-01/)
  await pageRead(page)
  expect(await page.locator('main').innerText()).toContain('没有符合条件的文件')
  await page.goto(`${home}/import/log?state=withdrawn`)
  await pageRead(page)
  expect((await rowsOf(page)).length).toBe(1)
  await follow(page, page.locator('.list-table').getByRole('link', { name: '八月工资定稿.csv' }))
  expect(page.url()).toBe(resultAddress)
})

test('a large file is watched while it goes in, stopped, and nothing of it is left', async () => {
  await toImport()
  await drop(page, { name: '大表.csv', bytes: utf8(paySheetOf(20_000)) })
  const bar = page.getByRole('region', { name: '入账' })
  await bar.waitFor({ timeout: 60_000 })
  await page.getByRole('heading', { name: '要您定 1 件' }).waitFor()
  await page.getByRole('combobox', { name: '项目' }).click()
  await page.keyboard.type(first.slice(0, 4))
  await page.locator('.ant-select-dropdown:visible').getByText(first).first().click()
  await page.getByRole('button', { name: '记到这个项目名下' }).click()
  await commit()
  await page.getByRole('heading', { name: /^(正在入账|排队中)$/ }).waitFor()
  expect(await barriersOf(page)).toEqual([])
  await page.getByRole('button', { name: '停止入账' }).click()
  await page.getByRole('heading', { name: '已停下，没有入账' }).waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: '接着入账' }).waitFor()
  expect(await barriersOf(page)).toEqual([])
  await page.goto(`${home}/ledger`)
  await pageRead(page)
  expect(await ledgerTotals(page)).toMatchObject({ rows: 4 })
}, 240_000)

test('on a phone every one of these pages fits and can be read aloud', async () => {
  const phone = await beside(widths.phone)
  const log = `${home}/import/log`
  for (const address of [`${home}/import`, log, new URL(resultAddress).pathname]) {
    await phone.goto(address)
    await pageRead(phone)
    expect([address, await sidewaysOf(phone), await barriersOf(phone)]).toEqual([address, 0, []])
  }
  await phone.goto(`${log}?state=committed`)
  await pageRead(phone)
  const [block] = await phone.locator('.blocks > li').allInnerTexts()
  expect(block?.match(/撤回/g)).toHaveLength(1)
  await phone.locator('.blocks').getByRole('link', { name: '撤回' }).first().click()
  await phone.waitForURL(/\/withdraw$/)
  await pageRead(phone)
  expect([await sidewaysOf(phone), await barriersOf(phone)]).toEqual([0, []])
})
