import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PlainDate } from '../../src/kernel/day.ts'
import { siteWorkbook } from '../../src/worlds/site-workbook.ts'
import { madeUpCard } from '../files/made-up.ts'
import { browser } from '../support/browser.ts'
import { rowsOf } from '../support/desk-lists.ts'
import {
  type Width,
  barriersOf,
  drop,
  follow,
  letGo,
  pageRead,
  sidewaysOf,
  signIn,
  widths,
} from '../support/desk-page.ts'
import { emptyAccount, startEmptyServer } from '../support/empty-server.ts'
import { type RunningServer, forget, startServer } from '../support/server.ts'

// An office's first day: one district, one account, no sheet. What a page says where there is nothing, where something
// is wrong with what it is given, and where the server is away.
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

async function openDesk(width: Width = widths.desk, address = home): Promise<Page> {
  const page = await desk(server.url, emptyAccount, width)
  await page.goto(address)
  await pageRead(page)
  return page
}

const nothing: readonly [page: string, says: readonly string[], leadsTo: string | null][] = [
  ['', ['现在没有等您办的事', '没有逾期欠薪', '没有可画的数字', '没有要紧的项目'], null],
  ['/projects', ['还没有项目'], '/import'],
  ['/ledger', ['台账还是空的'], '/import'],
  ['/warnings', ['没有未解除的预警'], null],
  ['/import', ['还没有放过文件'], null],
]

test.each([widths.desk, widths.phone])(
  'where nothing is yet, each page says what will stand there: %i wide',
  async (width) => {
    const page = await openDesk(width)
    for (const [address, says, leadsTo] of nothing) {
      await page.goto(home + address)
      await pageRead(page)
      const titles = await page.locator('.state h2').allInnerTexts()
      expect(titles, address).toEqual(expect.arrayContaining([...says]))
      if (leadsTo !== null) {
        const way = page.locator('.state').getByRole('link')
        expect(await way.getAttribute('href')).toBe(home + leadsTo)
      }
      expect(await barriersOf(page), address).toEqual([])
      expect(await sidewaysOf(page), address).toBe(0)
    }
  },
)

test('an empty list that is narrowed says so, and offers the whole one', async () => {
  const page = await openDesk(widths.desk, `${home}/ledger?only=overdue&month=2026-09`)
  expect(await page.locator('.state h2').innerText()).toBe('没有符合条件的人月')
  await follow(page, page.getByRole('link', { name: '看全部' }))
  expect(await page.locator('.state h2').innerText()).toBe('台账还是空的')
})

test('a real district is marked 非涉密, and not 演示', async () => {
  const page = await openDesk()
  const top = await page.locator('header.top').innerText()
  expect(top).toContain('非涉密')
  expect(top).not.toContain('演示')
  expect(await page.locator('.watermark text').textContent()).toMatch(
    /^非涉密 · 钱空一 xinqu 治欠办 · \d{4}-\d{2}-\d{2}$/,
  )
  await page.goto(`${home}/import`)
  await pageRead(page)
  // The sheet to try names nobody real: it is offered in the demo only.
  expect(await page.getByRole('link', { name: '一份工地考勤表' }).count()).toBe(0)
})

test('what is no sheet gives a plain sentence, and the good file beside it can be taken in', async () => {
  const page = await openDesk(widths.desk, `${home}/import`)
  const book = site()
  await drop(
    page,
    { name: '乱码.xlsx', bytes: randomBytes(4096) },
    { name: '截断.xlsx', bytes: book.bytes.slice(0, book.bytes.length / 2) },
    { name: '空的.csv', bytes: new Uint8Array() },
    { name: '照片.xlsx', bytes: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') },
    book,
  )
  await page.getByRole('heading', { name: '要您定 1 件' }).waitFor()
  const card = page.locator('.card', { hasText: '读不了的文件' })
  const said = Object.fromEntries(
    (await card.locator('li').allInnerTexts()).map((text) => text.split(/\n+/)),
  )
  expect(Object.keys(said)).toEqual(['乱码.xlsx', '截断.xlsx', '空的.csv', '照片.xlsx'])
  expect(said['空的.csv']).toBe('文件是空的。')
  expect(said['照片.xlsx']).toMatch(/^这不是表格文件（看起来是.*图.*），请上传/)
  for (const sentence of Object.values(said)) {
    expect(sentence).toMatch(/^[^A-Za-z]*(?:(?:\.xlsx|\.xls|\.csv|Excel|WPS)[^A-Za-z]*)*。$/)
  }
  expect(await barriersOf(page)).toEqual([])
  await page.getByRole('button', { name: '放弃' }).click()
  await page.waitForURL(/\/import$/)
})

test('files of which none can be read leave nothing to commit', async () => {
  const page = await openDesk(widths.desk, `${home}/import`)
  await drop(page, { name: '乱码.xls', bytes: randomBytes(4096) })
  await page.getByText('没有一行可以入账。').waitFor()
  expect(await page.getByRole('button', { name: /^入账/ }).isDisabled()).toBe(true)
  expect(await page.locator('main').innerText()).toContain('乱码.xls')
  await page.getByRole('button', { name: '放弃' }).click()
  await page.waitForURL(/\/import$/)
  await page.getByText('已放弃').first().waitFor()
})

test('a large file shows how far it is, and one may leave the page meanwhile', async () => {
  const page = await openDesk(widths.desk, `${home}/import`)
  await page.locator('input[type=file]').setInputFiles({
    name: '十五万人工资.csv',
    mimeType: 'text/csv',
    // The last rows name nobody: more than the page lists, and all of them counted.
    buffer: Buffer.concat([
      largeSheet(150_000),
      Buffer.from('1,,,8000.00,,8000.00\n'.repeat(1_200)),
    ]),
  })
  await page.getByRole('heading', { name: '正在读' }).waitFor()
  await page.getByText('可离开本页，结果会留在「导入」里；程序重启也会接着办完。').waitFor()
  const bar = page.getByRole('progressbar', { name: '正在读' })
  await expect
    .poll(async () => Number(await bar.getAttribute('value')), { timeout: 30_000, interval: 100 })
    .toBeGreaterThan(0)
  expect(await page.getByText(/十五万人工资\.csv：.+，共 /).count()).toBe(1)
  const batch = new URL(page.url()).pathname
  await page.goto(`${home}/projects`)
  await pageRead(page)
  await page.goto(batch)
  await page.getByText('读到').first().waitFor({ timeout: 90_000 })
  const said = await page.locator('main').innerText()
  expect(said).toMatch(/看成工资表[\s\S]*150,000 人/)
  expect(said).toContain('跳过 1,200 行')
  await page.getByRole('button', { name: '放弃' }).click()
  await page.waitForURL(/\/import$/)
}, 180_000)

test('two clicks create one project and commit once', async () => {
  const page = await openDesk(widths.desk, `${home}/import`)
  const writes: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'GET')
      writes.push(new URL(request.url()).pathname.split('/').at(-1) ?? '')
  })
  await drop(page, site())
  await page.getByRole('button', { name: '新建，并记到它名下' }).dblclick()
  await page.getByText('入账 2 行，应发 ¥22,800.00。').waitFor()
  await page.getByRole('button', { name: /^入账/ }).dblclick()
  await page.getByRole('heading', { name: '已入账：新增 2 行，更正 0 行，原样已有 0 行' }).waitFor()
  expect(writes).toEqual(['batches', 'files', 'read', 'project', 'commit'])
  expect(await page.locator('.ant-notification-notice').count()).toBe(0)
  await page.goto(`${home}/projects`)
  await pageRead(page)
  expect(await rowsOf(page)).toHaveLength(1)
})

test('of two tabs on one batch the second hears that it is done', async () => {
  const one = await openDesk(widths.desk, `${home}/import`)
  await drop(one, { name: '九月工资.csv', bytes: largeSheet(3) })
  await one.getByRole('heading', { name: '要您定 1 件' }).waitFor()
  const other = await tab(one)
  await other.goto(one.url())
  await other.getByRole('heading', { name: '要您定 1 件' }).waitFor()
  await one.getByRole('button', { name: '放弃' }).click()
  await one.waitForURL(/\/import$/)
  expecting(other, { statuses: [409] })
  await other.getByRole('button', { name: '放弃' }).click()
  await other.getByText('这一批已经在入账或已结束，不能放弃。').waitFor()
})

test('who signed out elsewhere is asked anew, and comes back to where they wanted to go', async () => {
  const page = await open(server.url)
  await signIn(page, emptyAccount)
  await page.goto(`${home}/projects`)
  await pageRead(page)
  const other = await tab(page)
  await other.goto(home)
  await pageRead(other)
  await other.getByRole('button', { name: '退出' }).click()
  await other.waitForURL(/\/sign-in/)
  expecting(page, { statuses: [401] })
  await page.locator('nav.side').getByRole('link', { name: '工资台账' }).click()
  await page.waitForURL(/\/sign-in\?to=/)
  await signIn(page, emptyAccount)
  expect(new URL(page.url()).pathname).toBe(`${home}/ledger`)
})

test('an address asked for without a session waits behind the sign-in', async () => {
  const page = await open(server.url)
  await page.goto(`${home}/ledger?only=owed`)
  await page.waitForURL(/\/sign-in\?to=/)
  await signIn(page, emptyAccount)
  expect(page.url()).toBe(`${server.url}${home}/ledger?only=owed`)
})

test('a wrong password says the same as a wrong name, and too many of them lock the name for a while', async () => {
  const page = await open(server.url)
  expecting(page, { statuses: [403, 429] })
  await page.goto('/sign-in')
  const alert = page.getByRole('alert')
  const attempt = async (name: string) => {
    await page.getByLabel('账号').fill(name)
    await page.getByLabel('口令', { exact: true }).fill('not-the-password')
    const answered = page.waitForResponse(/\/api\/session$/)
    await page.getByRole('button', { name: '登录' }).click()
    await answered
    await page.locator('.ant-btn-loading').waitFor({ state: 'detached' })
    return alert.innerText()
  }
  expect(await attempt(emptyAccount)).toBe('账号或口令不对。')
  for (let times = 0; times < 5; times += 1) {
    expect(await attempt('meiyouren')).toBe('账号或口令不对。')
  }
  expect(await attempt('meiyouren')).toBe('口令连续输错，账号已锁定，请 15 分钟后再试。')
  expect(await barriersOf(page)).toEqual([])
})

test('while the server is away the page says so, and trying again brings its rows', async () => {
  const page = await openDesk(widths.desk, `${home}/projects`)
  expecting(page, { unreachable: true })
  await server.stop()
  await page.getByRole('checkbox', { name: '政府和国企' }).click()
  const alert = page.getByRole('alert')
  await alert.getByText('连不上服务器，请检查网络后重试。').waitFor()
  expect(await alert.innerText()).toContain('已保存的数据不受影响')
  expect(await barriersOf(page)).toEqual([])
  server = await again(server)
  await alert.getByRole('button', { name: '重试' }).click()
  await page.getByText('没有符合条件的项目').waitFor()
})

test('a page whose program could not be fetched says so, and opens once the server is back', async () => {
  const page = await openDesk(widths.desk, `${home}/projects`)
  expecting(page, { unreachable: true })
  await server.stop()
  await page.locator('nav.side').getByRole('link', { name: '预警' }).click()
  const alert = page.getByRole('alert')
  await alert.getByText('这一页的程序没有取到').waitFor()
  await alert.getByRole('button', { name: '重新打开' }).click()
  await alert.getByText('还是连不上服务器').waitFor()
  expect(await barriersOf(page)).toEqual([])
  server = await again(server)
  await alert.getByRole('button', { name: '重新打开' }).click()
  await page.getByRole('heading', { name: '预警', exact: true }).waitFor()
})

test('a drop that the server did not get is kept, and goes on from where it broke', async () => {
  const page = await openDesk(widths.desk, `${home}/import`)
  expecting(page, { unreachable: true })
  await server.stop()
  await letGo(page, [{ name: '九月工资.csv', bytes: largeSheet(5) }])
  const alert = page.getByRole('alert')
  await alert.getByText('连不上服务器').waitFor()
  server = await again(server)
  await alert.getByRole('button', { name: '重试' }).click()
  await page.waitForURL(/\/import\/[0-9a-f-]{36}$/)
  await page.getByText('读到').first().waitFor()
  await page.getByRole('button', { name: '放弃' }).click()
  await page.waitForURL(/\/import$/)
})

/** The server that was stopped, once more: same folder, same address. */
function again({ dataFolder, url }: RunningServer): Promise<RunningServer> {
  return startServer({ dataFolder, port: Number(new URL(url).port) })
}

function site() {
  const { fileName, bytes } = siteWorkbook({ today: PlainDate.parse('2026-11-24') })
  return { name: fileName, bytes }
}

const signs = [...'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉']

/** A given name of its own for each number, in signs that names are made of. */
function nameOf(no: number): string {
  const rest = Math.floor(no / signs.length)
  return (rest === 0 ? '' : nameOf(rest)) + (signs[no % signs.length] ?? '')
}

/** A pay sheet of so many people. */
function largeSheet(people: number): Buffer {
  const rows = Array.from(
    { length: people },
    (_, at) => `${at + 1},赵${nameOf(at)},${madeUpCard(at)},8000.00,200.00,7800.00\n`,
  )
  return Buffer.from(`2026年9月工资表\n序号,姓名,工资卡号,应发工资,扣款,实发工资\n${rows.join('')}`)
}
