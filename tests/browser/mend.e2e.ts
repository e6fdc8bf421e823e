import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { workbookBytes } from '../files/made-up.ts'
import { rowsOf } from '../support/desk-lists.ts'
import {
  barriersOf,
  drop,
  follow,
  type OutsideFile,
  pageRead,
  sidewaysOf,
  widths,
} from '../support/desk-page.ts'
import { emptyDesk } from '../support/empty-desk.ts'

// A sheet that nobody can tell, a row that waits, and the copy that goes back: each test goes on where the last ended.
const { home, page, beside, toImport } = await emptyDesk()
const project = '甲镇卫生院二期工程'

let sheetAddress = ''

/** 工友, 该给 and 哪个月 are no words of an office; the second month is no month. */
function oddSheet(name: string, secondMonth: string): OutsideFile {
  const rows = [
    [`项目名称：${project}`],
    ['工友', '干几天', '该给', '给了', '哪个月'],
    ['赵甲一', 20, 5000, 5000, '2026-08'],
    ['钱乙二', 21, 6000, 6000, secondMonth],
  ]
  return { name, bytes: workbookBytes([{ name: '结算', rows }]) }
}

async function choose(label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).first().click()
  await page.keyboard.type(option)
  await page.locator(`.ant-select-dropdown:visible [title="${option}"]`).first().click()
}

test('a sheet that nobody can tell asks on its page, and says what it saw', async () => {
  await page.goto(`${home}/projects/new`)
  await pageRead(page)
  await page.getByLabel('项目名称').fill(project)
  await page.getByRole('button', { name: /^登记项目/ }).click()
  await page.waitForURL(/\/projects\/P\d{6}$/)
  await toImport()
  await drop(page, oddSheet('八月结算.xlsx', '几月'))
  await page.getByRole('link', { name: '定怎么读' }).waitFor()
  await follow(page, page.getByRole('link', { name: '定怎么读' }))
  sheetAddress = page.url()
  const rows = await rowsOfSheet()
  expect(rows[1]).toEqual(['2', '工友', '干几天', '该给', '给了', '哪个月'])
  expect(await page.getByRole('button', { name: '就这样读' }).isDisabled()).toBe(true)
  expect(await page.locator('main').innerText()).toContain('请先选定这是什么表')
  expect(await barriersOf(page)).toEqual([])
})

test('a row is pointed at as the header, columns are named, and the file is read again', async () => {
  await choose('这是什么表', '工资表')
  await page.getByRole('button', { name: '第 2 行作表头' }).press('Enter')
  await choose('A 列是什么', '姓名')
  await choose('C 列是什么', '应发')
  await choose('D 列是什么', '实发')
  // A click on a cell is as good as its column's head.
  await page.locator('.sheet .cell-button', { hasText: '2026-08' }).click()
  const picked = page.getByRole('group', { name: '选中的格' })
  expect(await picked.innerText()).toContain('E3')
  await choose('E 列是什么', '工资月份')
  await page.getByLabel('格式的名称').fill('老王的结算表')
  await page.getByRole('button', { name: '就这样读' }).click()
  await page.getByText('收下 1 行').waitFor()
  await pageRead(page)
  expect(await page.locator('main').innerText()).toMatch(/看成工资表.*表头在第 2 行/)
  expect(await barriersOf(page)).toEqual([])
})

test('the row that waits is mended on the page; the file is read again with it', async () => {
  const waiting = page.locator('.waiting-rows > li')
  expect(await waiting.innerText()).toMatch(/^第 4 行 .*月份/)
  const box = page.getByLabel('第 4 行的哪个月')
  expect(await box.getAttribute('placeholder')).toBe('几月')
  await box.fill('2026-08')
  await page.getByRole('button', { name: '保存改正 1 格' }).click()
  await page.getByText('收下 2 行').waitFor()
  await pageRead(page)
  expect(await page.locator('main').innerText()).toContain('没有等补正的行了')
})

test('committed, the format stands in its list; the next sheet of it is not asked about', async () => {
  await follow(page, page.getByRole('link', { name: '回到这一批' }))
  await commit()
  await toImport()
  await follow(page, page.getByRole('link', { name: '导入格式' }))
  const [format] = await rowsOf(page)
  expect(format).toMatchObject({ '用过（张）': '0', 最近一次: '没有用过' })
  expect(format?.['格式']).toContain('老王的结算表')
  await toImport()
  await drop(page, oddSheet('又一张.xlsx', '八月几号'))
  await page.getByText('按记住的格式“老王的结算表”读取').waitFor()
  expect(await page.getByRole('link', { name: '定怎么读' }).count()).toBe(0)
  await commit()
})

test('a row that still waits after the commit is offered as a copy, and taken in once it is mended', async () => {
  await toImport()
  await follow(page, page.locator('.list-table tbody a').first())
  await follow(page, page.getByRole('link', { name: '补正 结算 的 1 处' }))
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载待改件' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('又一张-待改.xlsx')
  expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK')
  expect(await page.getByRole('button', { name: '把改好的行入账' }).isDisabled()).toBe(true)
  await page.getByLabel('第 4 行的哪个月').fill('2026-08')
  await page.getByRole('button', { name: '保存改正 1 格' }).click()
  await page.getByText('有 1 格改过还没有入账').waitFor()
  await page.getByRole('button', { name: '把改好的行入账' }).click()
  await page.waitForURL(/\/import\/[0-9a-f-]{36}$/)
  await commit()
})

test('a format is looked at, changed by hand, disabled, and gone when it is deleted', async () => {
  await page.goto(`${home}/import/formats`)
  await pageRead(page)
  const [used] = await rowsOf(page)
  expect(used?.['用过（张）']).toBe('1')
  await follow(page, page.getByRole('link', { name: '老王的结算表' }))
  expect(await barriersOf(page)).toEqual([])
  await page.getByLabel('名称').fill('结算表')
  await choose('干几天是什么', '出勤天数')
  await page.getByRole('button', { name: /^保存/ }).click()
  await page.getByRole('heading', { name: '结算表' }).first().waitFor()
  await page.getByText('改了格式').waitFor()
  await page.getByRole('button', { name: '停用' }).click()
  await page.getByText('已停用').first().waitFor()
  await page.getByRole('button', { name: '删除' }).click()
  await page.waitForURL(/\/import\/formats$/)
  await page.getByText('还没有记住的格式').waitFor()
})

test('on a phone nothing of it is pushed sideways', async () => {
  const phone = await beside(widths.phone)
  for (const address of [sheetAddress, `${home}/import/formats`]) {
    await phone.goto(address)
    await pageRead(phone)
    expect(await sidewaysOf(phone), address).toBe(0)
    expect(await barriersOf(phone)).toEqual([])
  }
})

/** Cells of the first rows, the row's number first, without what it was seen as. */
async function rowsOfSheet(): Promise<string[][]> {
  const rows = page.locator('.sheet tbody tr')
  const texts = await rows.evaluateAll((found) =>
    found.map((row) => [...row.children].map((cell) => cell.textContent.trim())),
  )
  return texts.map(([no = '', _seen, ...cells]) => [no, ...cells.filter((text) => text !== '')])
}

async function commit(): Promise<void> {
  const button = page.getByRole('button', { name: /^入账/ })
  await expect.poll(() => button.isEnabled(), { timeout: 20_000 }).toBe(true)
  await button.click()
  await page.getByRole('heading', { name: /^已入账/ }).waitFor()
  await pageRead(page)
}
