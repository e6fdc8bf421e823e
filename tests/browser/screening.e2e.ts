import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoPassword } from '../../src/worlds/demo-accounts.ts'
import { madeUpJpeg } from '../files/made-up-photo.ts'
import { browser } from '../support/browser.ts'
import { startDemoServer } from '../support/demo-server.ts'
import { rowsOf } from '../support/desk-lists.ts'
import { barriersOf, follow, pageRead, sidewaysOf, widths } from '../support/desk-page.ts'
import { type RunningServer, forget } from '../support/server.ts'

// A round goes out to the towns; one of them fills it in on a phone without network; the office sees who has not.
const { desk, expecting } = await browser()
const home = '/d/990101'
const title = '冬季行动第一轮排查'

let server: RunningServer
let office: Page
let phone: Page
let round = ''
let first = ''

beforeAll(async () => {
  server = await startDemoServer()
  office = await desk(server.url, 'zhiqianban')
  phone = await desk(server.url, 'dingjiedao', widths.phone)
}, 300_000)

afterAll(async () => {
  await server.stop()
  await forget(server)
})

async function go(page: Page, to: string): Promise<void> {
  await page.goto(home + to)
  await pageRead(page)
}

/** The page that the browser shows: the kept one has the same nonce each time, the server's another. */
function nonceOf(page: Page): Promise<string | null> {
  return page.locator('meta[name=csp-nonce]').getAttribute('content')
}

function ownersCard() {
  const heading = office.getByRole('heading', { name: '承办岗位' })
  return office.locator('section.card', { has: heading })
}

/** What is asked of a site where all is well. */
async function fillIn(page: Page, headcount: string): Promise<void> {
  await page.getByLabel('现场人数').fill(headcount)
  await page.getByText('有，内容齐全').click()
  await page.getByText('劳资专管员', { exact: true }).click()
}

test('the office makes a round, looks at its list and sends it out', async () => {
  await go(office, '/screening')
  await follow(office, office.getByRole('link', { name: '新建轮次' }).first())
  expect(await barriersOf(office)).toEqual([])
  await office.getByLabel('名称').fill(title)
  await office.getByRole('button', { name: '建立轮次' }).click()
  await office.getByRole('heading', { level: 1, name: title }).waitFor()
  await pageRead(office)
  round = new URL(office.url()).pathname.replace(home, '')
  expect(await barriersOf(office)).toEqual([])
  await office.getByRole('button', { name: /^发给 \d+ 个岗位/ }).click()
  await office.getByRole('dialog').getByRole('button', { name: /^发给/ }).click()
  await office.getByText('排查中').first().waitFor()
  await pageRead(office)
  const owners = await rowsOf(ownersCard())
  expect(owners.map((row) => row['岗位'])).toContain('丁街道')
})

test('the town finds it on its phone and takes it along', async () => {
  await go(phone, '/screening')
  await follow(phone, phone.getByRole('link', { name: title }).first())
  expect(await sidewaysOf(phone)).toBe(0)
  await phone.getByRole('link', { name: '用手机排查' }).click()
  await phone.getByText('这一页已备在手机上').waitFor()
  expect(await barriersOf(phone)).toEqual([])
  expect(await sidewaysOf(phone)).toBe(0)
  await phone.locator('a.item').first().click()
  await phone.getByLabel('现场人数').waitFor()
  first = (await phone.getByRole('heading', { level: 1 }).textContent()) ?? ''
  expect(await barriersOf(phone)).toEqual([])
  expect(await sidewaysOf(phone)).toBe(0)
})

test('without network it opens again, keeps what was typed, and says that it waits', async () => {
  expecting(phone, { unreachable: true })
  await phone.context().setOffline(true)
  await phone.reload()
  await phone.getByText('现在没有网络').waitFor()
  const kept = await nonceOf(phone)
  await fillIn(phone, '32')
  await phone.locator('input[type=file]').setInputFiles({
    name: '大门.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from(madeUpJpeg({ taken: '2026:11:22 09:41:00', orientation: 6 })),
  })
  await phone.getByRole('img', { name: '照片 1' }).waitFor()
  await phone.reload()
  await phone.getByRole('img', { name: '照片 1' }).waitFor()
  expect(await phone.getByLabel('现场人数').inputValue()).toBe('32')
  expect(await nonceOf(phone)).toBe(kept)
  await phone.getByRole('button', { name: '送出' }).click()
  await phone.getByText('已存在手机，等网络').waitFor()
  await phone.reload()
  await phone.getByText('已存在手机，等网络').waitFor()
  expect(await phone.getByLabel('现场人数').count()).toBe(0)
})

test('back in the network it is sent by itself, once, with its photo', async () => {
  expecting(phone, { unreachable: true })
  await phone.context().setOffline(false)
  await phone.getByText('已送出').waitFor()
  await go(office, `${round}/items?search=${encodeURIComponent(first)}`)
  await follow(office, office.getByRole('link', { name: first }).first())
  await office.getByText('拍于11月22日').waitFor()
  expect(await office.getByText('排查报告', { exact: true }).count()).toBe(1)
  const photo = office.getByRole('img', { name: '现场照片 1' })
  await photo.scrollIntoViewIfNeeded()
  await expect
    .poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0)
  expect(await barriersOf(office)).toEqual([])
})

test('a zero report while projects are left is refused in a sentence', async () => {
  expecting(phone, { statuses: [409] })
  await phone.getByRole('link', { name: '清单' }).click()
  await phone.getByRole('button', { name: /报零报告/ }).click()
  await phone.getByText(/还有 \d+ 个项目没有排查，不能报零报告。/).waitFor()
})

test('a session that ended meanwhile loses nothing: the report waits and says to sign in', async () => {
  expecting(phone, { unreachable: true, statuses: [401] })
  await phone
    .locator('a.item', { has: phone.getByText('未排查') })
    .first()
    .click()
  await phone.getByLabel('现场人数').waitFor()
  await phone.context().setOffline(true)
  await phone.context().clearCookies()
  await fillIn(phone, '8')
  await phone.getByRole('button', { name: '送出' }).click()
  await phone.getByText('已存在手机，等网络').waitFor()
  await phone.context().setOffline(false)
  await phone.getByText('已存在手机，登录后送出').waitFor()
  await phone.getByRole('link', { name: '去登录' }).click()
  await phone.getByLabel('账号').fill('dingjiedao')
  await phone.getByLabel('口令', { exact: true }).fill(demoPassword)
  await phone.getByRole('button', { name: '登录' }).click()
  await phone.getByText('已送出').waitFor()
})

test('at sign-out the list leaves the phone, and so does what was sent', async () => {
  const keptOf = () =>
    phone.evaluate(
      () =>
        new Promise<number[]>((resolve, reject) => {
          const opening = indexedDB.open('huxin-screening')
          opening.addEventListener('error', () => reject(new Error('It does not open.')))
          opening.addEventListener('success', () => {
            const reading = opening.result.transaction(['round', 'outgoing'])
            const counts = ['round', 'outgoing'].map((name) => reading.objectStore(name).count())
            reading.addEventListener('complete', () => {
              opening.result.close()
              resolve(counts.map((count) => count.result))
            })
          })
        }),
    )
  expect(await keptOf()).toEqual([1, 2])
  await go(phone, '/tasks')
  await phone.getByRole('button', { name: '打开菜单' }).click()
  await phone.getByRole('button', { name: '退出登录' }).click()
  await phone.waitForURL(/\/sign-in/)
  await phone.getByLabel('账号').waitFor()
  expect(await keptOf()).toEqual([0, 0])
})

test('the office sees who has not reported, and urges them in one go', async () => {
  await go(office, round)
  await office.getByRole('button', { name: /^没有报齐/ }).click()
  const rows = await rowsOf(ownersCard())
  expect(rows.length).toBeGreaterThan(1)
  await office.getByRole('button', { name: '全选还有未排查的' }).click()
  await office.getByRole('button', { name: /^催办 \d+ 个/ }).click()
  await office.getByText(/^已催办 \d+ 个岗位/).waitFor()
  await pageRead(office)
  expect(await office.locator('main').innerText()).toContain('催办 1 次')
})
