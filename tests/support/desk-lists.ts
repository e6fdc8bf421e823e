import type { Locator, Page } from 'playwright-core'
import { pageRead } from './desk-page.ts'

/** What the desk shows, read as somebody reads it: texts into numbers. Money is whole fen. */

export function numberIn(text: string): number {
  const found = /[\d,]*\d(?:\.\d+)?/.exec(text)
  if (found === null) throw new Error(`no number in "${text}"`)
  return Number(found[0].replaceAll(',', ''))
}

/** `¥1,428,132.55`, `1,428,132.55` → fen; 未知 is NaN, which equals nothing. */
export function fenIn(text: string): number {
  return text.includes('未知') ? Number.NaN : Math.round(numberIn(text) * 100)
}

/** `280.7 万元` as shown of an amount. */
export function wanOf(fen: number): number {
  return Math.round(fen / 100_000) / 10
}

/** Rows of the page's table, each as the texts of its cells by column title. */
export async function rowsOf(within: Page | Locator): Promise<Record<string, string>[]> {
  const titles = await within.locator('.list-table thead th').allInnerTexts()
  const cells = await within
    .locator('.list-table tbody tr.ant-table-row')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText)),
    )
  return cells.map((row) =>
    Object.fromEntries(titles.map((title, at) => [title.replace(/[↑↓↕\s]/g, ''), row[at] ?? ''])),
  )
}

/** Rows of all pages of the list, forward to the last. */
export async function everyRowOf(page: Page): Promise<Record<string, string>[]> {
  const rows = await rowsOf(page)
  const next = page.getByRole('button', { name: '下一页' })
  while ((await next.count()) > 0 && (await next.isEnabled())) {
    await Promise.all([page.waitForURL(otherThan(page.url())), next.click()])
    await pageRead(page)
    rows.push(...(await rowsOf(page)))
  }
  return rows
}

function otherThan(address: string) {
  return (url: URL) => url.href !== address
}

/** The totals that stand over the ledger. */
export async function ledgerTotals(page: Page) {
  const box = page.getByRole('region', { name: '合计' })
  const part = (label: string) =>
    box.locator('div', { has: page.locator(`.label:text-is("${label}")`) }).last()
  const value = (label: string) => part(label).locator('.value').innerText()
  const note = (label: string) => part(label).locator('.note').innerText()
  return {
    rows: numberIn(await value('人月')),
    workers: numberIn(await note('人月')),
    dueFen: fenIn(await value('应发')),
    paidFen: fenIn(await value('已发')),
    owedFen: fenIn(await value('欠付')),
    dueUnknown: numberIn(await value('应发未知')),
  }
}

/** What a column adds up to, each of its cells read by `read`. */
export function sumOf(
  rows: readonly Record<string, string>[],
  column: string,
  read: (text: string) => number,
): number {
  return rows.reduce((sum, row) => sum + read(row[column] ?? ''), 0)
}
