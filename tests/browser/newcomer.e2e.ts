import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browser } from '../support/browser.ts'
import {
  everyRowOf,
  fenIn,
  ledgerTotals,
  numberIn,
  rowsOf,
  sumOf,
  wanOf,
} from '../support/desk-lists.ts'
import { drop, follow, type OutsideFile, pageRead, signIn } from '../support/desk-page.ts'
import { type RunningServer, forget, startServer } from '../support/server.ts'

// One newcomer, one server, one page: each test goes on where the one before it ended.
const { open } = await browser()
const home = '/d/990101'
const site = '戊庄光伏支架安装工程'

let server: RunningServer
let page: Page
/** The offered sheet, as it was downloaded. */
let sheet: OutsideFile

beforeAll(async () => {
  server = await startServer()
  page = await open(server.url)
})

afterAll(async () => {
  await server.stop()
  await forget(server)
})

test('the first page asks who one is, and the demo account opens the desk', async () => {
  await page.goto('/')
  await page.getByRole('heading', { name: '登录' }).waitFor()
  expect(server.output()).toContain('zhiqianban')
  await signIn(page, 'zhiqianban')
  expect(new URL(page.url()).pathname).toBe(home)
  expect(await page.locator('header.top').innerText()).toContain('示范区')
})

test('while the demo loads, a bar over the page says how far it is', async () => {
  const bar = page.getByRole('progressbar', { name: '演示数据装入进度' })
  const said = page.getByText('正在装入演示数据，可以先看，数字还会变')
  if ((await server.readyz()).demo?.state === 'loading') {
    await said.waitFor()
    expect(Number(await bar.getAttribute('max'))).toBeGreaterThan(10)
  }
  await server.demoLoaded()
  await said.waitFor({ state: 'detached' })
  await pageRead(page)
  // The figures follow by themselves: nobody has loaded the page anew.
  await expect.poll(() => headline('项目').innerText()).toMatch(/^42/)
}, 240_000)

test('the import page offers a sheet to try', async () => {
  await follow(page, page.locator('nav.side').getByRole('link', { name: '导入' }))
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '一份工地考勤表' }).click(),
  ])
  sheet = { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  expect(sheet.name).toMatch(/^戊庄光伏支架安装工程\d{4}年\d+月考勤和工资\.xlsx$/)
})

test('dropped, it is one worker with 342 hours on 31 days, 38 工日 and 22,800.00 yuan, and no total is a person', async () => {
  await drop(page, sheet)
  await page.getByRole('heading', { name: '要您定 1 件' }).waitFor()
  await expectSheet('考勤表', { 工人: '1 人', 工时: '342 小时', 出勤: '31 天', 工日: '38' })
  expect(await seenAs()).toMatchObject({ 工人: 1, 同一人: 1 })
  await page.getByRole('tab', { name: '工资表' }).click()
  await expectSheet('工资支付确认表', { 工人: '1 人', 工日: '38', 应发: '¥22,800.00' })
  const pay = await seenAs()
  expect(pay).toMatchObject({ 工人: 1 })
  expect(pay['同一人']).toBeUndefined()
  expect(await page.getByText(/合计行，不是人员 \d 行/).count()).toBe(1)
})

test('its project is in no list: it is created from the heading', async () => {
  expect(await page.getByLabel('项目名称').inputValue()).toBe(site)
  expect(await page.getByText('总包 示例建设集团第九有限公司').count()).toBe(1)
  const bar = page.getByRole('region', { name: '入账' })
  expect(await bar.innerText()).toContain('请先定下这批表是哪个项目的')
  expect(await bar.getByRole('button', { name: /^入账/ }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: '新建，并记到它名下' }).click()
  await bar.getByText('入账 2 行，应发 ¥22,800.00。').waitFor()
})

test('committed, the page says what was added', async () => {
  await page.getByRole('button', { name: /^入账/ }).click()
  await page.getByRole('heading', { name: '已入账：新增 2 行，更正 0 行，原样已有 0 行' }).waitFor()
  expect(await page.locator('main').innerText()).toContain('说到 1 人，其中新工人 1 人')
})

test('the project is in the list, and the ledger has its worker-month: 38 工日, 22,800.00 owed', async () => {
  await follow(page, page.locator('nav.side').getByRole('link', { name: '项目' }))
  await page.getByRole('searchbox', { name: '项目名称' }).fill('光伏支架')
  await page.keyboard.press('Enter')
  await page.waitForURL(/search=/)
  await pageRead(page)
  const [row, ...others] = await rowsOf(page)
  expect(others).toEqual([])
  expect(row?.['项目']).toMatch(new RegExp(`^${site}\\s+P\\d{6}$`))
  expect(row?.['逾期欠薪（元）']).toMatch(/^22,800\.00\s+1 人$/)
  await follow(page, page.locator('.list-table').getByRole('link', { name: '22,800.00' }))
  expect(await ledgerTotals(page)).toMatchObject({ rows: 1, workers: 1, owedFen: 2_280_000 })
  const [month] = await rowsOf(page)
  expect(month?.['出勤']).toMatch(/^31 天\s+342 小时 · 38 工日$/)
  expect(month?.['欠付（元）']).toBe('22,800.00')
})

test('the worker-month opens its lines, and a line the row of the sheet', async () => {
  await follow(page, page.locator('.list-table').getByRole('link', { name: '22,800.00' }))
  const lines = await rowsOf(page)
  expect(lines.map((line) => line['是什么']?.split('\n')[0])).toEqual(['考勤', '工资条目'])
  expect(lines[0]?.['写了什么']).toContain('31 天，342 小时，38 工日')
  await page.locator('button.source', { hasText: '考勤表 · 第 4 行' }).click()
  const drawer = page.getByRole('dialog')
  const here = drawer.locator('tr.here')
  await here.waitFor()
  expect(await here.locator('th').innerText()).toBe('4')
  const [worked, overtime] = await drawer.locator('tr.somebody').allInnerTexts()
  // 274 hours in the first of the worker's two rows, 68 of overtime in the second: 342.
  expect(worked?.split('\t')).toEqual(expect.arrayContaining(['工人', '郑*七', '274', '38']))
  expect(overtime?.split('\t')).toEqual(
    expect.arrayContaining(['同一人', '9901**********715X', '68']),
  )
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
})

test('its warning says why, by which article, and what clears it', async () => {
  await follow(page, page.locator('.crumb').getByRole('link', { name: site }))
  await page.getByRole('tab', { name: /^预警/ }).click()
  const title = '发薪日已过，分文未发'
  await follow(page, page.getByRole('tabpanel').getByRole('link', { name: title }))
  const said = await page.locator('main').innerText()
  expect(said).toMatch(/1 人分文未发，欠付 22,800\.00 元/)
  expect(said).toMatch(/保障农民工工资支付条例 第.+条/)
  expect(said).toContain('自动解除')
  const [evidence] = await rowsOf(page)
  expect(evidence?.['欠付（元）']).toBe('22,800.00')
})

test('the same file again changes nothing, and the page says so', async () => {
  const before = await ledgerOfSite()
  await follow(page, page.locator('nav.side').getByRole('link', { name: '导入' }))
  await drop(page, sheet)
  // Its project is known by now, by its name in the heading; and the file is in already, which is said beforehand.
  await page.getByText(`${site}（按表里的项目名称）`).waitFor()
  await page.getByText('内容一字不差。再入账不会有任何改动。').waitFor()
  const commit = page.getByRole('button', { name: /^入账/ })
  await expect.poll(() => commit.isEnabled()).toBe(true)
  await commit.click()
  await page.getByRole('heading', { name: '以前入过账，这次没有改动任何数据' }).waitFor()
  const [file] = await rowsOf(page)
  expect(file).toMatchObject({ 状态: '以前入过账', '新增（行）': '0', '更正（行）': '0' })
  expect(await ledgerOfSite()).toEqual(before)
})

// Down from the home page: what is shown there, on the list behind it, and in the sheet.

test('逾期欠薪, its people and its projects are those of the lists behind them', async () => {
  await goHome()
  const shown = numberIn(await headline('逾期欠薪').innerText())
  const [people, projects] = await notes('逾期欠薪')
  await openFigure(headline('逾期欠薪'))
  const totals = await ledgerTotals(page)
  expect(shown).toBe(wanOf(totals.owedFen))
  const rows = await everyRowOf(page)
  expect(rows).toHaveLength(totals.rows)
  expect(sumOf(rows, '欠付（元）', fenIn)).toBe(totals.owedFen)
  const owed = await openFigure(note('逾期欠薪', people))
  expect((await ledgerTotals(page)).workers).toBe(owed)
  await downToTheSheet()
  const owing = await openFigure(note('逾期欠薪', projects))
  const list = await everyRowOf(page)
  expect(list).toHaveLength(owing)
  expect(sumOf(list, '逾期欠薪（元）', fenIn)).toBe(totals.owedFen)
  await downToTheSheet()
}, 240_000)

test('red projects, all projects and people on site are those of the lists behind them', async () => {
  const [government] = await notes('红色项目')
  const red = await openFigure(headline('红色项目'))
  expect(await levelsShown('红')).toBe(red)
  expect(await everyRowOf(page)).toHaveLength(red)
  await downToTheSheet()
  const publicly = await openFigure(note('红色项目', government))
  const rows = await everyRowOf(page)
  expect(rows).toHaveLength(publicly)
  for (const row of rows) expect(row['建设单位和总包']).toMatch(/政府投资|国企|央企/)
  await downToTheSheet()
  const all = await openFigure(headline('项目'))
  expect(await everyRowOf(page)).toHaveLength(all)
  const onSite = await openFigure(headline('在场工人'))
  expect(sumOf(await everyRowOf(page), '在场', numberIn)).toBe(onSite)
  await downToTheSheet()
}, 240_000)

test('worker-months of which nobody knows what is due are those of the ledger', async () => {
  const unknown = await openFigure(headline('应发未知'))
  expect(await ledgerTotals(page)).toMatchObject({ rows: unknown, dueUnknown: unknown, owedFen: 0 })
  expect((await rowsOf(page)).every((row) => row['应发（元）']?.startsWith('未知'))).toBe(true)
  await downToTheSheet()
}, 120_000)

test('the warnings of each level are as many as the list shows', async () => {
  const all = await openFigure(headline('未解除预警'))
  expect(await everyRowOf(page)).toHaveLength(all)
  let sum = 0
  for (const level of ['红', '橙', '黄', '蓝']) {
    const bar = page.locator('.level-bars li', { hasText: level }).getByRole('link')
    const count = await openFigure(bar)
    expect(await everyRowOf(page)).toHaveLength(count)
    sum += count
    if (count > 0) {
      expect(await levelsShown(level)).toBe(Math.min(count, 50))
      await downToTheSheet()
    }
  }
  expect(sum).toBe(all)
}, 240_000)

test('what is overdue in each town is that of its projects', async () => {
  await goHome()
  const towns = await rowsOf(page.locator('.card', { hasText: '逾期欠薪在哪里' }))
  expect(towns.length).toBeGreaterThan(2)
  for (const town of towns) {
    await goHome()
    const card = page.locator('.card', { hasText: '逾期欠薪在哪里' })
    await follow(page, card.getByRole('link', { name: town['镇街'] ?? '', exact: true }))
    const rows = await everyRowOf(page)
    expect(sumOf(rows, '逾期欠薪（元）', fenIn)).toBe(fenIn(town['欠薪（元）'] ?? ''))
    await downToTheSheet()
  }
}, 240_000)

test('what waits opens the rows that it speaks of', async () => {
  await goHome()
  const card = page.locator('.card', { hasText: '等我办' })
  const links = await card.locator('.list-table').getByRole('link').allInnerTexts()
  expect(links.length).toBeGreaterThan(2)
  for (const [at, title] of links.entries()) {
    await goHome()
    await follow(page, card.locator('.list-table').getByRole('link').nth(at))
    if (/\/(?:tasks|notices|questions|same-person)\b/.test(new URL(page.url()).pathname)) {
      // Work for a post: a task goes on to the warnings it is from, and they to the sheet; a list has as many as were said.
      if (/\/tasks\/./.test(new URL(page.url()).pathname)) {
        expect(await page.locator('main h1').innerText()).toContain(title)
        await follow(page, page.locator('main a[href*="/about/"]').first())
        // A warning goes down to the sheet; what an officer keeps himself (the register, a plan) names the same project.
        if (new URL(page.url()).pathname.includes('/warnings')) await downToTheSheet()
        else expect(await page.locator('main').innerText()).toContain(title.split(/[（：]/)[0])
        continue
      }
      const said = Number(/\d+/.exec(title)?.[0])
      const listed = await page.locator('main').innerText()
      expect(Number(/(?:本页|共) ?(\d+) ?[件条]/.exec(listed)?.[1])).toBeGreaterThanOrEqual(said)
      continue
    }
    const unknown = /：(\d+) 人月应发未知$/.exec(title)?.[1]
    if (unknown !== undefined) expect((await ledgerTotals(page)).dueUnknown).toBe(Number(unknown))
    await downToTheSheet()
  }
}, 240_000)

test('the worst projects owe what their pages and the ledger say', async () => {
  await goHome()
  const card = page.locator('.card', { hasText: '最要紧的项目' })
  const worst = await rowsOf(card)
  expect(worst.length).toBeGreaterThan(4)
  for (const [at, row] of worst.entries()) {
    const owedFen = fenIn(row['逾期欠薪（元）'] ?? '')
    const workers = numberIn(row['人'] ?? '')
    await goHome()
    const cells = card.locator('.list-table tbody tr.ant-table-row').nth(at).getByRole('link')
    await follow(page, cells.nth(1))
    expect(await ledgerTotals(page)).toMatchObject({ owedFen, workers })
    await page.goBack()
    await pageRead(page)
    await follow(page, cells.nth(0))
    const facts = page.getByRole('region', { name: '要点' })
    const fact = facts.locator('div', { has: page.locator('dt:text-is("逾期欠薪")') }).last()
    expect(fenIn(await fact.locator('dd > a').innerText())).toBe(owedFen)
    expect(await page.locator('.why-line').innerText()).toBe(row['为什么'])
  }
}, 240_000)

test('the curve ends where the headline is', async () => {
  await goHome()
  const shown = numberIn(await headline('逾期欠薪').innerText())
  await page.getByRole('button', { name: '逐周数字' }).click()
  const cells = page.locator('.plain-table tbody tr').last().locator('td')
  expect(numberIn(await cells.nth(1).innerText())).toBe(shown)
})

async function goHome(): Promise<void> {
  if (new URL(page.url()).pathname !== home) await page.goto(home)
  await pageRead(page)
}

/** Opens a figure of the home page; returns the number it shows. */
async function openFigure(figure: Locator): Promise<number> {
  await goHome()
  const shown = numberIn(await figure.innerText())
  await follow(page, figure)
  return shown
}

function headline(label: string): Locator {
  return page
    .getByRole('region', { name: '全区数字' })
    .locator('div', { has: page.locator(`.label:text-is("${label}")`) })
    .last()
    .locator('.value')
}

/** The small figures under a headline, as they read. */
async function notes(label: string): Promise<string[]> {
  await goHome()
  return headline(label).locator('xpath=..').locator('.note').getByRole('link').allInnerTexts()
}

function note(label: string, text = ''): Locator {
  const line = headline(label).locator('xpath=..').locator('.note')
  return line.getByRole('link', { name: text, exact: true })
}

function levelsShown(level: string): Promise<number> {
  return page.locator('.list-table tbody .level', { hasText: level }).count()
}

async function ledgerOfSite() {
  await page.goto(`${home}/projects?search=${encodeURIComponent('光伏支架')}`)
  await pageRead(page)
  await follow(page, page.locator('.list-table').getByRole('link', { name: '22,800.00' }))
  return { totals: await ledgerTotals(page), rows: await rowsOf(page) }
}

/** What a click in the list or on the page goes one step deeper with. */
const deeper: readonly [page: RegExp, link: string][] = [
  [/\/projects$/, 'td a[href*="only=overdue"]:not(:has(.zero)), td a[href*="tab=workers"]'],
  [/\/projects\/[^/]+$/, '[role=tabpanel] a[href*="/workers/"]'],
  [/\/(ledger|workers\/[^/]+|warnings\/[^/]+)$/, 'td a[href*="/ledger/"]'],
  [/\/warnings$/, 'td a[href*="/warnings/"]'],
]

/** From a list or the page of one thing down to the row of the sheet that it stands on. */
async function downToTheSheet(): Promise<void> {
  for (let step = 0; step < 5; step += 1) {
    const { pathname } = new URL(page.url())
    const next = deeper.find(([at]) => at.test(pathname))
    if (next === undefined) break
    const link = page.locator(`main ${next[1].replaceAll(', ', ', main ')}`).first()
    await link.waitFor()
    await follow(page, link)
  }
  expect(new URL(page.url()).pathname).toMatch(/\/ledger\/[^/]+\/[^/]+\/\d{4}-\d{2}$/)
  const [name = ''] = (await page.locator('main h1').innerText()).split('，')
  const source = page.locator('button.source').first()
  await expect.poll(() => source.innerText()).not.toContain('来源文件')
  const said = await source.innerText()
  await source.click()
  const here = page.getByRole('dialog').locator('tr.here')
  await here.waitFor()
  expect(said).toMatch(new RegExp(`第 ${await here.locator('th').innerText()} 行$`))
  expect(await here.innerText()).toContain(name)
  await page.keyboard.press('Escape')
  await here.waitFor({ state: 'detached' })
}

async function expectSheet(kind: string, totals: Record<string, string>): Promise<void> {
  await page.getByText(`看成${kind}`).waitFor()
  const names = await page.locator('.sheet-totals dt').allInnerTexts()
  const values = await page.locator('.sheet-totals dd').allInnerTexts()
  const shown = Object.fromEntries(names.map((name, at) => [name, values[at]]))
  expect(shown).toMatchObject(totals)
}

/** How many rows of the chosen sheet were seen as what, over all its pages. */
async function seenAs(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const next = page.locator('.list-foot').getByRole('button', { name: '下一页' })
  for (;;) {
    await pageRead(page)
    for (const as of await page.locator('.sheet tbody .seen-as').allInnerTexts()) {
      counts[as] = (counts[as] ?? 0) + 1
    }
    if (await next.isDisabled()) return counts
    await next.click()
  }
}
