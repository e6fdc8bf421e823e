import type { Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { browser } from './browser.ts'
import { type Width, follow } from './desk-page.ts'
import { emptyAccount, startEmptyServer } from './empty-server.ts'
import { forget } from './server.ts'

/** The desk of a district that has nothing in it yet, for tests that go on where the last one ended. */
export interface EmptyDesk {
  /** The district's address. */
  readonly home: string
  /** The office's page; it stays for all tests. */
  readonly page: Page
  /** Another page of the same account. */
  beside(width: Width): Promise<Page>
  /** By the menu, to where files are dropped. */
  toImport(): Promise<void>
}

/** Call at the top of a test file: started before it, stopped after it. */
export async function emptyDesk(): Promise<EmptyDesk> {
  const { desk } = await browser()
  const server = await startEmptyServer()
  afterAll(async () => {
    await server.stop()
    await forget(server)
  })
  const page = await desk(server.url, emptyAccount)
  return {
    home: '/d/990102',
    page,
    beside: (width) => desk(server.url, emptyAccount, width),
    toImport: () => follow(page, page.locator('nav.side').getByRole('link', { name: '导入' })),
  }
}
