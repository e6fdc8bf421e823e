// npm run screens: pictures of every page of the desk at both widths in docs/screens/, from a demo district of its own
// or, with `-- --url ADDRESS`, of a running one (which has a batch taken in by it).
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { launchChromium, openPage, pageRead, signIn, widths } from '../tests/support/desk-page.ts'
import { emptyAccount, startEmptyServer } from '../tests/support/empty-server.ts'
import { type RunningServer, forget, startServer } from '../tests/support/server.ts'

/** A picture's name, and how to come from the picture before to what it shows. */
type Screen = readonly [name: string, go: (page: Page) => Promise<unknown>]

const folder = join(import.meta.dirname, '..', 'docs', 'screens')
const district = '/d/990101'
/** What is lower on a long list is more of the same. */
const tallest = { [widths.desk]: 2000, [widths.phone]: 2600 } as const

const { values } = parseArgs({ options: { url: { type: 'string' } } })

await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
const chromium = await launchChromium()
try {
  if (values.url !== undefined) await takeDemo(chromium, values.url)
  else await withServer(startServer, (server) => server.demoLoaded().then(() => takeDemo(chromium, server.url)))
  await withServer(startEmptyServer, (server) => takeEmpty(chromium, server.url))
} finally {
  await chromium.close()
}

async function withServer(
  start: () => Promise<RunningServer>,
  take: (server: RunningServer) => Promise<void>,
): Promise<void> {
  const server = await start()
  try {
    await take(server)
  } finally {
    await server.stop()
    await forget(server)
  }
}

async function takeDemo(browser: Browser, url: string): Promise<void> {
  await takeAll(browser, url, 'zhiqianban', [...reading, ...importing])
  const project = await foreignProject(browser, url)
  await takeAll(browser, url, 'laozi', [
    ['no-permission', (page) => page.goto(`${district}/projects/${project}`)],
  ])
}

async function takeEmpty(browser: Browser, url: string): Promise<void> {
  await takeAll(browser, url, emptyAccount, [['empty', async () => undefined]])
}

/** From the home page down to the row of a sheet, always by the link that somebody would take. */
const reading: readonly Screen[] = [
  ['home', (page) => page.goto(district)],
  ['projects', (page) => page.goto(`${district}/projects`)],
  ['project', (page) => first(page, '/projects/')],
  ['project-workers', (page) => page.getByRole('tab', { name: '工人' }).click()],
  ['worker', (page) => first(page, '/workers/')],
  ['ledger', (page) => page.goto(`${district}/ledger?only=overdue`)],
  ['ledger-row', (page) => first(page, '/ledger/')],
  ['source-row', (page) => page.locator('button.source').first().click()],
  ['warnings', (page) => page.goto(`${district}/warnings`)],
  ['warning', (page) => first(page, '/warnings/')],
]

const importing: readonly Screen[] = [
  ['import', (page) => page.goto(`${district}/import`)],
  ['batch-preview', dropSample],
]

/** The first link of the page's main part that leads to such an address. */
async function first(page: Page, below: string): Promise<void> {
  await page.locator(`main a[href^="${district}${below}"]`).first().click()
  await page.waitForURL((url) => url.pathname.startsWith(district + below))
}

async function dropSample(page: Page): Promise<void> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '一份工地考勤表' }).click(),
  ])
  await page.locator('input[type=file]').setInputFiles({
    name: download.suggestedFilename(),
    mimeType: 'application/octet-stream',
    buffer: await bytesOf(download),
  })
  await page.getByRole('heading', { name: '要您定' }).waitFor()
}
