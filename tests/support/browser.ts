import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeEach, expect } from 'vitest'
import {
  type Expected,
  type WatchedPage,
  type Width,
  launchChromium,
  openPage,
  openTab,
  pageRead,
  signIn,
  widths,
} from './desk-page.ts'

/** A browser for one test file. Its pages fail the test in which anything goes wrong in them. */
export interface TestBrowser {
  /** A page in a profile of its own; opened before the tests it stays for all of them. */
  open(url: string, width?: Width): Promise<Page>
  /** The same, already signed in: by the session that the account's first page of this file began. */
  desk(url: string, account: string, width?: Width): Promise<Page>
  /** Another tab of the same profile. */
  tab(beside: Page): Promise<Page>
  /** Says what will go wrong in the page until the test ends. */
  expecting(page: Page, expected: Expected): void
}

/** Call at the top of a test file: started before it, closed after it. */
export async function browser(): Promise<TestBrowser> {
  const chromium = await launchChromium()
  const pages: (WatchedPage & { readonly stays: boolean })[] = []
  let isInTest = false
  const keep = (watched: WatchedPage) => {
    pages.push(Object.assign(watched, { stays: !isInTest }))
    return watched.page
  }
  beforeEach(() => {
    isInTest = true
  })
  afterEach(async ({ task }) => {
    isInTest = false
    if (task.result?.state === 'fail') await showPages(pages)
    const faults = pages.flatMap((watched) => watched.faults.splice(0))
    await closePages(pages, ({ stays }) => !stays)
    for (const watched of pages) watched.expected = {}
    expect(faults, 'what went wrong in the pages').toEqual([])
  })
  afterAll(() => closeBrowser(chromium))
  const open: TestBrowser['open'] = async (url, width = widths.desk) =>
    keep(await openPage(chromium, url, width))
  const sessions = new Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>()
  return {
    open,
    desk: async (url, account, width) => {
      const page = await open(url, width)
      const known = sessions.get(url + account)
      if (known === undefined) {
        await signIn(page, account)
        sessions.set(url + account, await page.context().cookies())
      } else {
        await page.context().addCookies(known)
        await page.goto('/')
        await pageRead(page)
      }
      return page
    },
    tab: async (beside) => keep(await openTab(beside)),
    expecting: (page, expected) => {
      const watched = pages.find((one) => one.page === page)
      if (watched) watched.expected = expected
    },
  }
}

async function closePages<P extends WatchedPage>(pages: P[], which: (page: P) => boolean) {
  const going = pages.filter(which)
  for (const watched of going) {
    pages.splice(pages.indexOf(watched), 1)
    const context = watched.page.context()
    await watched.page.close()
    if (context.pages().length === 0) await context.close()
  }
}

/** Where a test failed, what was to be seen. */
async function showPages(pages: readonly WatchedPage[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'huxin-failed-'))
  for (const [index, { page }] of pages.entries()) {
    const path = join(folder, `${index + 1}.png`)
    await page.screenshot({ path }).catch(() => undefined)
    console.error(`${page.url()} as it stood: ${path}`)
  }
}

async function closeBrowser(chromium: Browser): Promise<void> {
  await chromium.close()
}
