import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browser } from '../support/browser.ts'
import { startDemoServer } from '../support/demo-server.ts'
import { fenIn, ledgerTotals, numberIn, rowsOf } from '../support/desk-lists.ts'
import {
  type Width,
  barriersOf,
  follow,
  pageRead,
  sidewaysOf,
  widths,
} from '../support/desk-page.ts'
import { type RunningServer, forget } from '../support/server.ts'

// The desk with the demo district behind it, which these tests only read.
const { open, desk, expecting } = await browser()
const home = '/d/990101'

let server: RunningServer

beforeAll(async () => {
  server = await startDemoServer()
}, 300_000)

afterAll(async () => {
  await server.stop()
  await forget(server)
})

async function openDesk(address: string, width: Width = widths.desk, account = 'zhiqianban') {
  const page = await desk(server.url, account, width)
  if (address !== '') await go(page, address)
  return page
}

async function go(page: Page, address: string): Promise<void> {
  await page.goto(home + address)
  await pageRead(page)
}

function menu(page: Page): Promise<string[]> {
  return page.locator('nav.side a .text').allInnerTexts()
}

describe('the keyboard', () => {
  test('Ctrl K finds projects and more by some signs of a Chinese name, arrows choose, Enter opens', async () => {
    const page = await openDesk('')
    await page.keyboard.press('Control+k')
    const dialog = page.getByRole('dialog', { name: '搜索' })
    const box = dialog.getByRole('combobox')
    await box.fill('道路')
    const found = dialog.getByRole('option')
    await expect.poll(() => found.count()).toBeGreaterThan(1)
    const names = await found.allInnerTexts()
    expect(names.every((name) => name.includes('道路'))).toBe(true)
    expect(await barriersOf(page)).toEqual([])
    await page.keyboard.press('ArrowDown')
    const second = await found.nth(1).locator('.title').innerText()
    expect(await dialog.locator('[aria-selected=true]').innerText()).toContain(second)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/projects\/[^/]+$/)
    await pageRead(page)
    expect(await page.locator('main h1').innerText()).toContain(second)
  })

  test('what nothing is called is said, and Esc closes', async () => {
    const page = await openDesk('')
    await page.keyboard.press('Control+k')
    const dialog = page.getByRole('dialog', { name: '搜索' })
    await dialog.getByRole('combobox').fill('没有这个工程')
    await dialog.getByText(/没有找到「没有这个工程」/).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })

  test('J and K go through the rows, O opens the one at hand, and letters typed stay letters', async () => {
    const page = await openDesk('/projects')
    const [first, second] = await rowsOf(page)
    const atHand = page.locator('tr.at-hand')
    await page.keyboard.press('j')
    expect(await atHand.innerText()).toContain(nameIn(first))
    await page.keyboard.press('j')
    expect(await atHand.innerText()).toContain(nameIn(second))
    await page.keyboard.press('k')
    expect(await atHand.innerText()).toContain(nameIn(first))
    await page.getByRole('searchbox').fill('jk')
    expect(await atHand.innerText()).toContain(nameIn(first))
    await page.getByRole('searchbox').fill('')
    await page.getByRole('searchbox').blur()
    await page.keyboard.press('o')
    await page.waitForURL(/\/projects\/[^/]+$/)
    await pageRead(page)
    expect(await page.locator('main h1').innerText()).toContain(nameIn(first))
  })

  test('? lists the keys that do something on the page', async () => {
    const page = await openDesk('/warnings')
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: '键盘' })
    await dialog.getByText('关闭窗口').waitFor()
    const keys = await dialog.locator('tr').allInnerTexts()
    expect(keys.map((line) => line.replace(/\s+/g, ' '))).toEqual(
      expect.arrayContaining(['Ctrl K 搜索', 'J 下一行', 'K 上一行', 'Esc 关闭窗口']),
    )
    expect(await barriersOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })

  test('J and K step from warning to warning in the order of the list', async () => {
    const page = await openDesk('/warnings')
    const links = page.locator('.list-table td a[href*="/warnings/"]')
    const addresses = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')))
    await follow(page, links.first())
    await page.keyboard.press('j')
    await page.waitForURL(`**${addresses[1]}`)
    await pageRead(page)
    await page.keyboard.press('k')
    await page.waitForURL(`**${addresses[0]}`)
  })

  test('the first key press leads past the menu, and a new page takes the focus', async () => {
    const page = await openDesk('')
    await go(page, '')
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: '跳到正文' })
    expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    await follow(page, page.locator('nav.side').getByRole('link', { name: '预警' }))
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
  })
})

describe('lists', () => {
  test('filters stand in the address: back and forward find them again', async () => {
    const page = await openDesk('/projects')
    await choose(page, '镇街', '丙街道')
    await choose(page, '级别', '红')
    const address = page.url()
    expect(address).toMatch(/town=\d{9}.*level=red/)
    const filtered = await rowsOf(page)
    expect(filtered.length).toBeGreaterThan(0)
    await follow(page, page.locator('.list-table tbody a').first())
    await page.goBack()
    await pageRead(page)
    expect(page.url()).toBe(address)
    expect(await rowsOf(page)).toEqual(filtered)
    expect(await page.getByRole('search').innerText()).toMatch(/丙街道[\s\S]*红/)
    await page.goBack()
    await page.goBack()
    await pageRead(page)
    expect(await rowsOf(page)).toHaveLength(42)
    await page.goForward()
    await page.goForward()
    await pageRead(page)
    expect(await rowsOf(page)).toEqual(filtered)
    // A link sent to a colleague shows the same.
    await page.goto(address)
    await pageRead(page)
    expect(await rowsOf(page)).toEqual(filtered)
  })

  test('pages go by key, forward and back, and no row twice', async () => {
    const page = await openDesk('/ledger?only=overdue')
    const first = await rowsOf(page)
    expect(first).toHaveLength(50)
    const next = page.getByRole('button', { name: '下一页' })
    const back = page.getByRole('button', { name: '上一页' })
    expect(await back.isDisabled()).toBe(true)
    await turn(page, () => next.click())
    const second = await rowsOf(page)
    await turn(page, () => next.click())
    const third = await rowsOf(page)
    const seen = [...first, ...second, ...third].map((row) => JSON.stringify(row))
    expect(new Set(seen).size).toBe(150)
    await turn(page, () => back.click())
    expect(await rowsOf(page)).toEqual(second)
    await turn(page, () => page.goBack())
    expect(await rowsOf(page)).toEqual(third)
    await turn(page, () => back.click())
    await turn(page, () => back.click())
    expect(await rowsOf(page)).toEqual(first)
    expect(page.url()).not.toContain('after=')
    // Narrowing begins at the first page again.
    await turn(page, () => next.click())
    await choose(page, '只看', '应发未知')
    expect(page.url()).not.toContain('after=')
  })

  test('the columns of projects sort, and say how', async () => {
    const page = await openDesk('/projects')
    const column = (name: string) => page.getByRole('columnheader', { name })
    expect(await column('逾期欠薪').getAttribute('aria-sort')).toBe('descending')
    const overdue = (await rowsOf(page)).map((row) => fenIn(row['逾期欠薪（元）'] ?? ''))
    expect(overdue).toEqual(overdue.toSorted((a, b) => b - a))
    await turn(page, () => page.getByRole('button', { name: '在场' }).click())
    expect(await column('在场').getAttribute('aria-sort')).toBe('descending')
    const onSite = (await rowsOf(page)).map((row) => numberIn(row['在场'] ?? ''))
    expect(onSite).toEqual(onSite.toSorted((a, b) => b - a))
    await turn(page, () => page.getByRole('button', { name: '项目', exact: true }).click())
    const names = (await rowsOf(page)).map(nameIn)
    // As a Chinese dictionary has them: by sound. 丙 bǐng, 丁 dīng, 甲 jiǎ, 乙 yǐ.
    expect([...new Set(names.map((name) => name[0]))]).toEqual(['丙', '丁', '甲', '乙'])
  })

  test('search by Chinese name narrows projects and a project’s workers', async () => {
    const page = await openDesk('/projects')
    await page.getByRole('searchbox').fill('安置房')
    await turn(page, () => page.keyboard.press('Enter'))
    const found = (await rowsOf(page)).map(nameIn)
    expect(found.length).toBeGreaterThan(1)
    expect(found.every((name) => name.includes('安置房'))).toBe(true)
    await follow(page, page.locator('.list-table tbody a').first())
    await turn(page, () => page.getByRole('tab', { name: /^工人/ }).click())
    await page.getByRole('searchbox').fill('王')
    await turn(page, () => page.keyboard.press('Enter'))
    const workers = await rowsOf(page.getByRole('tabpanel'))
    expect(workers.length).toBeGreaterThan(0)
    expect(workers.every((row) => row['工人']?.startsWith('王*'))).toBe(true)
  })

  test('figures of a project are those of the lists that they open', async () => {
    const page = await openDesk('/projects')
    await follow(page, page.locator('.list-table tbody a').first())
    const project = page.url()
    const fact = (label: string) =>
      page.locator('.facts div', { has: page.locator(`dt:text-is("${label}")`) }).last()
    const overdueFen = fenIn(await fact('逾期欠薪').locator('dd > a').innerText())
    const unknown = numberIn(await fact('应发未知').innerText())
    await follow(page, fact('逾期欠薪').locator('dd > a'))
    expect((await ledgerTotals(page)).owedFen).toBe(overdueFen)
    await page.goto(project)
    await pageRead(page)
    await follow(page, fact('应发未知').getByRole('link'))
    expect((await ledgerTotals(page)).dueUnknown).toBe(unknown)
    await page.goto(project)
    await pageRead(page)
    const onSite = numberIn(await fact('在场工人').getByRole('link').innerText())
    await follow(page, fact('在场工人').getByRole('link'))
    const foot = page.getByRole('tabpanel').locator('.list-foot')
    expect(await foot.innerText()).toContain(`共 ${onSite} 人`)
    await page.goto(project)
    await pageRead(page)
    for (const row of await page.locator('.matrix tbody tr').all()) {
      const owed = row.locator('td').last().getByRole('link')
      expect(await owed.count()).toBe(1)
    }
  })

  test('a table of warnings and a project’s tab of warnings say the same', async () => {
    const page = await openDesk('/projects')
    const code = (await rowsOf(page))[0]?.['项目']?.match(/\d{10,}/)?.[0] ?? ''
    await go(page, `/warnings?project=${code}&state=all`)
    const all = (await rowsOf(page)).map((row) => row['预警'])
    await go(page, `/projects/${code}?tab=warnings`)
    expect((await rowsOf(page.getByRole('tabpanel'))).map((row) => row['预警'])).toEqual(all)
  })
})

describe('who sees what', () => {
  test('the labour officer of one project sees it and nothing of others', async () => {
    const page = await openDesk('', widths.desk, 'laozi')
    expect(await menu(page)).toEqual([
      '首页',
      '项目',
      '导入',
      '工资台账',
      '预警',
      '节前展望',
      '任务',
      '节假日',
    ])
    await go(page, '/projects')
    const rows = await rowsOf(page)
    expect(rows).toHaveLength(1)
    await go(page, '/ledger')
    const own = new Set((await rowsOf(page)).map((row) => row['项目']))
    expect([...own]).toEqual([nameIn(rows[0])])
    const office = await openDesk('/projects')
    const foreign = (await rowsOf(office)).find((row) => nameIn(row) !== nameIn(rows[0]))
    const code = foreign?.['项目']?.match(/\n(\w+)/)?.[1] ?? ''
    expecting(page, { statuses: [403, 404] })
    await page.goto(`${home}/projects/${code}`)
    await pageRead(page)
    const said = await page.locator('main').innerText()
    expect(said).toMatch(/没有找到\s+没有编号为 \w+ 的项目，或者不在您的权限之内。$/)
    expect(said).not.toContain(nameIn(foreign))
    // The shell stays: one goes on from here.
    await follow(page, page.locator('nav.side').getByRole('link', { name: '首页' }))
    await page.goto(`${home}/ledger?project=${code}`)
    await pageRead(page)
    expect(await page.locator('.state h2').innerText()).toBe('没有符合条件的人月')
  })

  test('a town sees its own projects, and hands nothing in', async () => {
    const page = await openDesk('', widths.desk, 'dingjiedao')
    expect(await menu(page)).not.toContain('导入')
    await go(page, '/projects')
    const rows = await rowsOf(page)
    expect(rows.length).toBeGreaterThan(3)
    expect(rows.every((row) => row['项目']?.includes('丁街道'))).toBe(true)
    expecting(page, { statuses: [403] })
    await page.goto(`${home}/import`)
    await pageRead(page)
    expect(await page.locator('main h1').innerText()).toBe('您的岗位不能看这一页')
    expect(await barriersOf(page)).toEqual([])
  })

  test('the system administrator sees settings, and no worker, project or figure', async () => {
    const page = await openDesk('', widths.desk, 'guanli')
    expect(await menu(page)).toEqual(['参数', '岗位权限', '节假日'])
    expect(new URL(page.url()).pathname).toBe(`${home}/parameters`)
    expecting(page, { statuses: [403] })
    for (const address of ['/projects', '/ledger', '/warnings', '/import']) {
      await page.goto(home + address)
      await pageRead(page)
      expect(await page.locator('main h1').innerText(), address).toBe('您的岗位不能看这一页')
    }
  })

  test('another district is not theirs, and its address says so', async () => {
    const page = await openDesk('')
    expecting(page, { statuses: [403] })
    await page.goto('/d/330106/projects')
    await page.getByRole('heading', { name: '您的岗位不能看这一页' }).waitFor()
    expect(await page.getByText('您在区县 330106 没有在任的岗位').count()).toBe(1)
    expect(await barriersOf(page)).toEqual([])
    await page.getByRole('link', { name: '回到我的首页' }).click()
    await page.waitForURL(`**${home}`)
  })

  test('an address of no page, and one of no thing, say so', async () => {
    const page = await openDesk('')
    // 422: what is no number of a worker's.
    expecting(page, { statuses: [404, 422] })
    for (const address of [
      '/nowhere',
      '/workers/nobody',
      '/workers/01990000-0000-7000-8000-000000000000',
      '/warnings/01990000-0000-7000-8000-000000000000',
      '/ledger/P999999/01990000-0000-7000-8000-000000000000/2026-10',
      '/projects/P999999',
    ]) {
      await page.goto(home + address)
      await pageRead(page)
      expect(await page.locator('main h1').innerText(), address).toBe('没有找到')
      expect(await barriersOf(page), address).toEqual([])
    }
  })
})

describe('a phone', () => {
  test('rows become blocks of about three lines, and nothing is a table', async () => {
    const page = await openDesk('', widths.phone)
    for (const address of ['/projects', '/ledger?only=overdue', '/warnings', '/import']) {
      await go(page, address)
      const blocks = page.locator('main ul.blocks > li')
      expect(await blocks.count(), address).toBeGreaterThan(5)
      expect(await page.locator('main .list-table').count(), address).toBe(0)
      const heights = await blocks.evaluateAll((all) => all.map((one) => one.clientHeight))
      expect(Math.max(...heights), address).toBeLessThan(190)
    }
  })

  test('the bar at the foot and the drawer lead to the same pages', async () => {
    const page = await openDesk('', widths.phone)
    expect(await page.locator('nav.side').isVisible()).toBe(false)
    const bar = page.locator('nav.tab-bar')
    expect(await bar.getByRole('link').allInnerTexts()).toEqual([
      '首页',
      '项目',
      '排查',
      '工资台账',
      '预警',
      '任务',
    ])
    await follow(page, bar.getByRole('link', { name: '预警' }))
    await page.getByRole('button', { name: '打开菜单' }).click()
    const drawer = page.getByRole('dialog', { name: '菜单' })
    await drawer.getByRole('link', { name: '项目' }).waitFor()
    expect(await barriersOf(page)).toEqual([])
    await follow(page, drawer.getByRole('link', { name: '项目' }))
    await drawer.waitFor({ state: 'detached' })
    // What lies under the bar can be reached: the page ends above it.
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    const foot = await page.locator('main .list-foot').last().boundingBox()
    const edge = await bar.boundingBox()
    expect((foot?.y ?? 0) + (foot?.height ?? 0)).toBeLessThanOrEqual((edge?.y ?? 0) + 1)
  })

  test('what is touched is large enough', async () => {
    const page = await openDesk('', widths.phone)
    const small = await page.locator('nav.tab-bar a, header.top button').evaluateAll((all) =>
      all
        .filter((one) => one.getClientRects().length > 0)
        .map((one) => one.getBoundingClientRect())
        .filter(({ width, height }) => width < 44 || height < 44),
    )
    expect(small).toEqual([])
  })

  test('from the home page to the sheet’s row with a thumb', async () => {
    const page = await openDesk('', widths.phone)
    await follow(page, page.locator('.figures a.value').first())
    await follow(page, page.locator('ul.blocks a[href*="/ledger/"]').first())
    await page.locator('button.source').first().tap()
    const drawer = page.getByRole('dialog')
    await drawer.locator('tr.here').waitFor()
    const box = await drawer.locator('.ant-drawer-content-wrapper, .sheet').first().boundingBox()
    expect(box?.width).toBeGreaterThan(360)
    expect(await barriersOf(page)).toEqual([])
  })
})

describe.each([widths.desk, widths.phone])('every page, %i wide', (width) => {
  test('has its marks, no barrier, no push sideways, no number of a person and no word of the program', async () => {
    const page = await openDesk('', width)
    for (const address of await addressesOf(page)) {
      await go(page, address)
      await expectSound(page, address)
    }
  }, 300_000)

  test('the administrators’ pages too', async () => {
    const settings = await openDesk('', width, 'guanli')
    await go(settings, '/parameters')
    await expectSound(settings, '/parameters')
    const security = await openDesk('', width, 'anquan')
    await go(security, '/people')
    await expectSound(security, '/people')
    const page = await openDesk('', width, 'shenji')
    for (const address of ['/audit', '/rights', '/sign-in', '/password']) {
      await go(page, address)
      await expectSound(page, address)
    }
    if (width === widths.phone) return
    await go(page, '/audit')
    const acts = (await rowsOf(page)).map((row) => row['办了什么'] ?? '')
    expect(acts.length).toBeGreaterThan(10)
    for (const act of acts) expect(act).toMatch(/^[^a-z]+\n[a-z-]+\.[a-z-]+$/)
  })

  test('and the sign-in', async () => {
    const page = await open(server.url, width)
    await page.goto('/sign-in')
    await page.getByLabel('账号').waitFor()
    expect(await barriersOf(page)).toEqual([])
    expect(await sidewaysOf(page)).toBe(0)
  })
})

/** Every kind of page, each with something on it, as the lists lead there. */
async function addressesOf(page: Page): Promise<string[]> {
  const linkOn = async (address: string, below: string) => {
    await go(page, address)
    const link = page.locator(`main a[href*="${below}"]`).first()
    return ((await link.getAttribute('href')) ?? '').replace(home, '')
  }
  const project = await linkOn('/projects', '/projects/9')
  const late = await linkOn('/projects?level=red', '/projects/9')
  return [
    '',
    '/projects',
    '/projects?search=没有这个',
    '/projects/new',
    `${project}/edit`,
    ...['history', 'workers', 'sheets', 'warnings'].map((tab) => `${late}?tab=${tab}`),
    await linkOn(`${late}?tab=workers`, '/workers/'),
    '/ledger',
    '/ledger?only=unknown',
    await linkOn('/ledger?only=overdue', '/ledger/'),
    '/warnings?state=all',
    await linkOn('/warnings', '/warnings/0'),
    await linkOn('/warnings?state=cleared', '/warnings/0'),
    '/import',
    await linkOn('/import', '/import/'),
    '/parameters',
    '/password',
  ]
}

async function expectSound(page: Page, address: string): Promise<void> {
  const top = await page.locator('header.top').innerText()
  expect(top, address).toContain('演示')
  expect(top, address).toContain('非涉密')
  expect(await page.locator('.watermark text').textContent(), address).toMatch(
    /^演示 · .+ .+ · \d{4}-\d{2}-\d{2}$/,
  )
  expect(await page.title(), address).toMatch(/^.+ · 护薪$/)
  expect(await sidewaysOf(page), address).toBe(0)
  const said = await page.locator('body').innerText()
  // Nobody's whole ID or phone number; a project's number on the platform is as long as an ID.
  const personal = /(?<![\d*])(?:\d{6}(?:19\d\d|200\d)\d{7}[\dX]|1[3-9]\d{9})(?![\dX*])/g
  expect(said.match(personal), address).toBeNull()
  expect(said.match(/undefined|NaN|null|\[object|Invalid|Infinity/g), address).toBeNull()
  // No code of a sentence or of a closed list that has no Chinese; to the administrator codes stand under the words.
  if (!/^\/(parameters|audit)/.test(address))
    expect(said.match(/\b[a-z]+[.-][a-z-]+\b/g), address).toBeNull()
  expect(await barriersOf(page), address).toEqual([])
}

/** Chooses in one of the filters' lists; a list drawn anew under the pointer takes no click, as nobody's. */
async function choose(page: Page, filter: string, option: string): Promise<void> {
  const before = page.url()
  const chosen = page.locator(`.ant-select-item-option[title="${option}"]`)
  const tries = async () => {
    if (page.url() !== before) return true
    if (!(await chosen.isVisible())) await page.getByRole('combobox', { name: filter }).click()
    await chosen.click()
    return page
      .waitForURL((url) => url.href !== before, { timeout: 5_000 })
      .then(
        () => true,
        () => false,
      )
  }
  await expect.poll(tries, { timeout: 60_000 }).toBe(true)
  await pageRead(page)
}

/** Does what changes the address, and waits for the rows there. */
async function turn(page: Page, act: () => Promise<unknown>): Promise<void> {
  const before = page.url()
  await act()
  await page.waitForURL((url) => url.href !== before)
  await pageRead(page)
}

function nameIn(row: Record<string, string> | undefined): string {
  return row?.['项目']?.split('\n')[0] ?? ''
}
