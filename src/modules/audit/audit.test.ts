import { expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { listAudit } from './views.ts'

const here = await district()
const office = here.at('2026-11-23')

async function doSomething(ctx: Context, subject: string, rows: number): Promise<void> {
  await act(ctx, 'sheet.read', subject, async (tx) => tx.note({ rows }))
}

test('entries are listed newest first, page by page, none twice and none lost', async () => {
  for (let rows = 1; rows <= 7; rows += 1) await doSomething(office, 'a', rows)
  const seen: unknown[] = []
  let after: string | undefined
  for (let page = 0; page < 10; page += 1) {
    const found = await listAudit(office, { limit: 3, ...(after ? { after } : {}) })
    seen.push(...found.rows.map((row) => row.detail['rows']))
    if (found.next === null) break
    after = found.next
  }
  expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1])
})

test('of one subject only its own, with who, what, when and how it ended', async () => {
  await doSomething(office, 'b', 1)
  const refused = act({ ...office, requestId: 'r-1' }, 'sheet.withdraw', 'b', async () => {
    throw new Refused({ code: 'platform.not-allowed', kind: 'not-allowed' })
  })
  await expect(refused).rejects.toThrow('platform.not-allowed')
  const { rows, next } = await listAudit(office, { subject: 'b', limit: 50 })
  expect(next).toBeNull()
  expect(rows).toMatchObject([
    {
      at: '2026-11-23T02:00:00.000Z',
      actorName: '测试员',
      action: 'sheet.withdraw',
      outcome: 'refused',
      detail: { code: 'platform.not-allowed' },
      requestId: 'r-1',
    },
    { action: 'sheet.read', outcome: 'done', detail: { rows: 1 }, requestId: null },
  ])
})

test('another district’s entries are not seen', async () => {
  const neighbour = here.elsewhere('990102')
  await doSomething(neighbour, 'a', 99)
  const { rows } = await listAudit(neighbour, { subject: 'a', limit: 50 })
  expect(rows.map((row) => row.detail['rows'])).toEqual([99])
})
