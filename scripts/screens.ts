// npm run screens: pictures of every page of the desk, at both widths, in docs/screens/, from servers of its own.
// With `-- --url ADDRESS` the demo is that running server's, which has the offered sheet taken in by it.
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, Locator, Page } from 'playwright-core'
import {
  drop,
  follow,
  launchChromium,
  openPage,
  pageRead,
  signIn,
  widths,
} from '../tests/support/desk-page.ts'
import { zipOf } from '../tests/files/zip-bytes.ts'
import { sheetsOf } from '../tests/files/site-sheets.ts'
import { buildDesk } from '../tests/support/desk-setup.ts'
import { emptyAccount, startEmptyServer } from '../tests/support/empty-server.ts'
import { type RunningServer, forget, startServer } from '../tests/support/server.ts'

/** A picture of a page, at both widths. */
interface Screen {
  readonly name: string
  /** How somebody at the office's screen comes from the picture before to the address of this one. */
  readonly go: (page: Page) => Promise<unknown>
  /** What more is done at each width, where the address does not say it. */
  readonly show?: (page: Page) => Promise<unknown>
}

const folder = join(import.meta.dirname, '..', 'docs', 'screens')
const home = '/d/990101'
/** What is lower on a long page is more of the same. */
const tallest: Readonly<Record<number, number>> = { [widths.desk]: 1600, [widths.phone]: 2600 }

const reading: readonly Screen[] = [
  { name: 'home', go: (page) => page.goto(home) },
  { name: 'projects', go: (page) => page.goto(`${home}/projects`) },
  { name: 'project', go: (page) => followFirst(page, '/projects/') },
  {
    name: 'project-workers',
    go: (page) => page.getByRole('tab', { name: /^工人/ }).click(),
    show: (page) => bringUp(page.locator('.page-tabs')),
  },
  { name: 'worker', go: (page) => followFirst(page, '/workers/') },
  { name: 'ledger', go: (page) => page.goto(`${home}/ledger?only=overdue`) },
  { name: 'ledger-row', go: (page) => followFirst(page, '/ledger/') },
  { name: 'source-row', go: async () => undefined, show: openSource },
  { name: 'warnings', go: (page) => page.goto(`${home}/warnings`) },
  { name: 'warning', go: (page) => followFirst(page, '/warnings/') },
  { name: 'rules', go: (page) => page.goto(`${home}/warnings/rules`) },
  { name: 'register-board', go: (page) => page.goto(`${home}/register/board`) },
  { name: 'register-zero-tolerance', go: (page) => page.goto(`${home}/register/zero-tolerance`) },
  { name: 'register-firms', go: (page) => page.goto(`${home}/register/firms`) },
  { name: 'register-forms', go: (page) => page.goto(`${home}/register/forms`) },
  { name: 'register-print', go: (page) => page.goto(`${home}/register/print`) },
  { name: 'register', go: (page) => page.goto(`${home}/register`) },
  {
    name: 'register-entry',
    go: (page) => follow(page, page.locator('main tbody a').first()),
  },
  { name: 'screening', go: (page) => page.goto(`${home}/screening`) },
  { name: 'screening-round', go: (page) => followFirst(page, '/screening/') },
  { name: 'blind-spots', go: (page) => page.goto(`${home}/blind-spots`) },
  { name: 'blind-spot-rules', go: (page) => page.goto(`${home}/blind-spots/rules`) },
  { name: 'safeguards', go: (page) => page.goto(`${home}/safeguards`) },
  { name: 'hand-ins', go: (page) => page.goto(`${home}/hand-ins?state=all`) },
  {
    name: 'project-safeguards',
    go: async (page) => {
      await page.goto(`${home}/projects`)
      await pageRead(page)
      await followFirst(page, '/projects/')
    },
    show: (page) => showCard(page, '六项制度'),
  },
  { name: 'outlook', go: (page) => page.goto(`${home}/outlook`) },
  { name: 'outlook-project', go: (page) => followFirst(page, '/outlook/') },
  { name: 'people', go: (page) => page.goto(`${home}/people`) },
  { name: 'invitations', go: (page) => page.goto(`${home}/people/invitations`) },
  { name: 'invite', go: (page) => page.goto(`${home}/people/invite`) },
  { name: 'tasks', go: (page) => page.goto(`${home}/tasks`) },
  { name: 'task', go: (page) => followFirst(page, '/tasks/') },
  { name: 'notices', go: (page) => page.goto(`${home}/notices`) },
  { name: 'project-questions', go: (page) => page.goto(`${home}/projects/questions`) },
  { name: 'same-person', go: (page) => page.goto(`${home}/same-person`) },
  { name: 'project-new', go: (page) => page.goto(`${home}/projects/new`) },
  { name: 'parameters', go: (page) => page.goto(`${home}/parameters`) },
  { name: 'password', go: (page) => page.goto(`${home}/password`) },
]

const importing: readonly Screen[] = [
  { name: 'import', go: (page) => page.goto(`${home}/import`) },
  { name: 'batch-preview', go: dropSample },
  { name: 'sheet', go: (page) => follow(page, page.getByRole('link', { name: '读得不对？' })) },
  { name: 'batch-result', go: rememberAndCommit },
  { name: 'formats', go: (page) => page.goto(`${home}/import/formats`) },
  { name: 'format', go: (page) => followFirst(page, '/import/formats/') },
  { name: 'zip-preview', go: dropZip },
  { name: 'zip-result', go: commitZip },
  {
    name: 'mending',
    go: (page) => follow(page, page.getByRole('link', { name: /^补正/ }).first()),
  },
  { name: 'import-log', go: (page) => page.goto(`${home}/import/log`) },
  {
    name: 'withdraw',
    go: (page) => {
      const row = page.locator('tr', { hasText: '工资表2026年10月' })
      return follow(page, row.getByRole('link', { name: '撤回' }))
    },
  },
  {
    name: 'funds',
    go: (page) => page.goto(siteAddress),
    show: (page) => showCard(page, '专户与人工费'),
  },
  { name: 'deposits', go: async () => undefined, show: (page) => showCard(page, '工资保证金') },
  { name: 'template', go: (page) => page.goto(`${siteAddress}/template`) },
]

/** The project that the sample's sheet speaks of. */
let siteAddress = ''

const { values } = parseArgs({ options: { url: { type: 'string' } } })
buildDesk()
await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
const chromium = await launchChromium()
try {
  if (values.url === undefined) await withServer(startServer, takeDemo)
  else await takeDemo(chromium, values.url)
  await withServer(startEmptyServer, takeEmpty)
} finally {
  await chromium.close()
}

async function withServer(
  start: () => Promise<RunningServer>,
  take: (browser: Browser, url: string) => Promise<void>,
): Promise<void> {
  const server = await start()
  try {
    if ((await server.readyz()).demo !== null) await server.demoLoaded()
    await take(chromium, server.url)
  } finally {
    await server.stop()
    await forget(server)
  }
}

async function takeDemo(browser: Browser, url: string): Promise<void> {
  await takeAll(browser, url, null, [{ name: 'sign-in', go: (page) => page.goto('/sign-in') }])
  await takeAll(browser, url, 'zhiqianban', [...reading, ...importing])
  await takeAll(browser, url, 'dingjiedao', [
    { name: 'no-permission', go: (page) => page.goto(`${home}/import`) },
  ])
  // A town's own: what it takes along to the sites of a round that is still open.
  await takeAll(browser, url, 'jiazhen', [
    {
      name: 'screening-phone',
      go: async (page) => {
        await page.goto(`${home}/screening`)
        await pageRead(page)
        await followFirst(page, '/screening/')
        await page.goto(`${new URL(page.url()).pathname}/phone`)
      },
    },
  ])
  await takeAll(browser, url, 'anquan', [
    {
      name: 'account',
      go: async (page) => {
        await page.goto(`${home}/people`)
        await pageRead(page)
        await follow(page, page.locator('main a[href*="/people/persons/"]').first())
        await follow(page, page.locator('main a[href*="/people/accounts/"]').first())
      },
    },
  ])
  await takeAll(browser, url, 'shenji', [
    { name: 'audit', go: (page) => page.goto(`${home}/audit`) },
    { name: 'rights', go: (page) => page.goto(`${home}/rights`) },
    { name: 'my-sign-in', go: (page) => page.goto(`${home}/sign-in`) },
  ])
}

async function takeEmpty(browser: Browser, url: string): Promise<void> {
  await takeAll(browser, url, emptyAccount, [{ name: 'empty', go: (page) => page.goto('/') }])
}

async function takeAll(
  browser: Browser,
  url: string,
  account: string | null,
  screens: readonly Screen[],
): Promise<void> {
  const { page: desk } = await openPage(browser, url, widths.desk)
  const { page: phone } = await openPage(browser, url, widths.phone)
  if (account !== null) for (const page of [desk, phone]) await signIn(page, account)
  for (const { name, go, show } of screens) {
    await go(desk)
    await phone.goto(desk.url())
    for (const page of [desk, phone]) {
      if (account !== null) await pageRead(page)
      await show?.(page)
      await take(page, name, show === undefined)
    }
  }
  for (const page of [desk, phone]) await page.context().close()
}

/** A picture of the page in its whole height, or of what the window shows. */
async function take(page: Page, name: string, whole: boolean): Promise<void> {
  const window = page.viewportSize() ?? { width: 0, height: 0 }
  if (whole) await growToPage(page, window)
  const path = join(folder, `${name}-${window.width}.png`)
  await page.screenshot({ path, animations: 'disabled' })
  await page.setViewportSize(window)
  console.log(path)
}

/** Bars that stand at the window's foot stand at the page's: the window is made as high as the page. */
async function growToPage(page: Page, window: { width: number; height: number }): Promise<void> {
  const most = tallest[window.width] ?? window.height
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ ...window, height: Math.min(most, Math.max(height, window.height)) })
  // The chart draws itself anew after the window has changed.
  await page.evaluate(() => new Promise((drawn) => setTimeout(drawn, 500)))
}

/** The first link of the page's main part that leads below an address. */
function followFirst(page: Page, below: string): Promise<void> {
  return follow(page, page.locator(`main td a[href^="${home}${below}"]`).first())
}

async function openSource(page: Page): Promise<void> {
  await page.locator('button.source').first().click()
  await page.locator('.sheet tr.here').waitFor()
}

async function dropSample(page: Page): Promise<void> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '一份工地考勤表' }).click(),
  ])
  const bytes = await readFile(await download.path())
  await drop(page, { name: download.suggestedFilename(), bytes })
  await page.getByRole('heading', { name: '要您定 1 件' }).waitFor()
}

/** How the sheet is read is remembered, as an officer would. */
async function rememberAndCommit(page: Page): Promise<void> {
  await page.getByRole('button', { name: '就这样读' }).click()
  await page.getByText('定了怎么读').waitFor()
  await follow(page, page.getByRole('link', { name: '回到这一批' }))
  await commitSample(page)
}

/** What a bank, a general contractor and a hotline send of the same site, in one zip. */
async function dropZip(page: Page): Promise<void> {
  await page.goto(`${siteAddress}/edit`)
  await pageRead(page)
  const project = await page.getByLabel('项目名称').inputValue()
  await page.goto(`${home}/import`)
  await pageRead(page)
  await drop(page, { name: '十月资料.zip', bytes: zipOf(sheetsOf(project)) })
  await page.getByRole('button', { name: /^入账/, disabled: false }).waitFor()
  await page.getByText('新增').first().waitFor()
}

async function commitZip(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^入账/, disabled: false }).click()
  await page.getByRole('heading', { name: /^已入账/ }).waitFor()
  await pageRead(page)
}

async function showCard(page: Page, title: string): Promise<void> {
  const card = page.locator('.card', { hasText: title }).first()
  await card.waitFor()
  await pageRead(page)
  await bringUp(card)
}

/** What is far down a page is seen at the top of the window. */
function bringUp(part: Locator): Promise<void> {
  return part.evaluate((element) => element.scrollIntoView({ block: 'start' }))
}

async function commitSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: /记到/ }).click()
  await page.getByRole('button', { name: /^入账/, disabled: false }).click()
  await page.getByRole('heading', { name: /^已入账|以前入过账/ }).waitFor()
  await follow(page, page.getByRole('link', { name: '看项目' }))
  siteAddress = new URL(page.url()).pathname
  await page.goBack()
  await pageRead(page)
}
