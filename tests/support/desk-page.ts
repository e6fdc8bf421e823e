import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { type Browser, type Locator, type Page, chromium } from 'playwright-core'
import { demoPassword } from '../../src/worlds/demo-accounts.ts'
import { chromiumArguments, chromiumPath } from './chromium.ts'

/** The two widths that every page is made for: the office's screen and a phone. */
export const widths = { desk: 1280, phone: 390 } as const
const heights = { 1280: 800, 390: 844 } as const

export type Width = 1280 | 390

/** Under load a page may take this long; what never comes fails with its own sentence. */
const longestWaitMs = 30_000

/** What a test says will go wrong in the page, because it is what the test is about. */
export interface Expected {
  /** Answers of the server from 400 on. */
  readonly statuses?: readonly number[]
  /** The server is away. */
  readonly unreachable?: boolean
}

/** A page that is listened to. */
export interface WatchedPage {
  readonly page: Page
  /** Everything that went wrong in it and was not expected. */
  readonly faults: string[]
  expected: Expected
}

export function launchChromium(): Promise<Browser> {
  // In a locale of ASCII it would keep a file named in Chinese as `download`.
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  return chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArguments], env })
}

/** A page in a profile of its own, at the office's width or a phone's. */
export async function openPage(browser: Browser, url: string, width: Width): Promise<WatchedPage> {
  const isPhone = width === widths.phone
  const context = await browser.newContext({
    baseURL: url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width, height: heights[width] },
    hasTouch: isPhone,
    isMobile: isPhone,
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(longestWaitMs)
  return watch(await context.newPage())
}

/** Another tab in the same profile. */
export async function openTab(beside: Page): Promise<WatchedPage> {
  return watch(await beside.context().newPage())
}

async function watch(page: Page): Promise<WatchedPage> {
  const watched: WatchedPage = { page, faults: [], expected: {} }
  const { faults } = watched
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`forbidden by policy: ${event.violatedDirective} ${event.blockedURI}`)
    })
  })
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`))
  page.on('crash', () => faults.push('the page crashed'))
  page.on('console', (message) => {
    // An answer's status is judged below, where it can be expected.
    const isAnswer = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !isAnswer) faults.push(`console: ${message.text()}`)
  })
  page.on('response', (response) => {
    const status = response.status()
    const address = new URL(response.url()).pathname
    // Who is not signed in yet asks who they are, and is told: nobody.
    if (status === 401 && address === '/api/session') return
    if (status < 400 || watched.expected.statuses?.includes(status)) return
    faults.push(`answer ${status}: ${response.request().method()} ${address}`)
  })
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? ''
    // What the page itself no longer wanted: it was left, or asked for something else.
    if (why === 'net::ERR_ABORTED' || watched.expected.unreachable) return
    faults.push(`request failed: ${request.method()} ${new URL(request.url()).pathname} ${why}`)
  })
  return watched
}

/** Signs in as one of the demo's accounts, on the page that asks for it, and waits for the desk. */
export async function signIn(page: Page, account: string, password = demoPassword): Promise<void> {
  if (page.url() === 'about:blank') await page.goto('/')
  await page.getByLabel('账号').fill(account)
  await page.getByLabel('口令', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.locator('main#main').waitFor()
  await pageRead(page)
}

/** Goes where a link leads, and waits until the page there stands. A link to what something is about leads on by itself. */
export async function follow(page: Page, link: Locator): Promise<void> {
  const from = page.url()
  const to = new URL((await link.getAttribute('href')) ?? '', from)
  await link.click()
  const leadsOn = /\/about\/\w/.test(to.pathname)
  await page.waitForURL((at) =>
    leadsOn ? at.href !== from && at.pathname !== to.pathname : at.href === to.href,
  )
  await pageRead(page)
}

/**
 * The page stands as it will stay: for a while nothing has been grey and nothing asked for, and the browser has had
 * nothing to do (rows that have come are still being drawn while it has).
 */
export function pageRead(page: Page): Promise<void> {
  return page.evaluate(
    async ([calmMs, longestMs]) => {
      const idle = () => new Promise((done) => requestIdleCallback(done, { timeout: 1_000 }))
      const began = performance.now()
      let calmSince = began
      while (performance.now() - calmSince < calmMs) {
        await idle()
        await new Promise((done) => setTimeout(done, 25))
        const isCalm =
          document.querySelector('main h1') !== null &&
          document.querySelector('.skeleton, .busy-line') === null
        if (!isCalm) calmSince = performance.now()
        if (performance.now() - began > longestMs) throw new Error('The page did not come to rest.')
      }
      await idle()
    },
    [150, longestWaitMs] as const,
  )
}

/** A file as it lies outside the browser. */
export interface OutsideFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Drops files as a hand does, from outside onto the import page, and waits for the page of their batch. */
export async function drop(page: Page, ...files: readonly OutsideFile[]): Promise<void> {
  await letGo(page, files)
  await page.waitForURL(/\/import\/[0-9a-f-]{36}$/)
  await pageRead(page)
}

/** Only lets go of the files: what comes of it is for the test to see. */
export async function letGo(page: Page, files: readonly OutsideFile[]): Promise<void> {
  const texts = files.map(({ name, bytes }) => ({
    name,
    base64: Buffer.from(bytes).toString('base64'),
  }))
  const transfer = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer()
    for (const { name, base64 } of files) {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
      transfer.items.add(new File([bytes], name))
    }
    return transfer
  }, texts)
  await page.locator('.drop-place').dispatchEvent('drop', { dataTransfer: transfer })
}

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

declare global {
  interface Window {
    readonly axe: { run(): Promise<AxeResults> }
  }
}

/** What keeps somebody from using the page by screen reader, keyboard or weak eyes, one line each. */
export async function barriersOf(page: Page): Promise<string[]> {
  // While something comes in, it is paler than it stays. What turns for ever is not waited for.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
        .map(({ finished }) => finished),
    ),
  )
  // Handed to the page by the debugger, which its policy on scripts does not concern.
  await page.evaluate(axeSource)
  const { violations } = await page.evaluate(() => window.axe.run())
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}`),
  )
}

/** How far the page can be pushed sideways; 0 on a page that fits. */
export function sidewaysOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
}
