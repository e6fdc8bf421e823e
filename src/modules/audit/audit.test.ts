import { expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { day } from '../../kernel/day.ts'
import { Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import type { AuditFilter } from './contract.ts'
import { readAudit } from './read-audit.ts'
import { auditKept } from './rules/keeping.ts'
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

test('a filter finds by who, what, outcome and the office’s day, and pages go on through it', async () => {
  const other = here.elsewhere('990103')
  const evening = { ...other, now: new Date('2026-11-22T15:59:59Z') }
  const night = { ...other, now: new Date('2026-11-22T16:00:00Z') }
  const somebody = { ...night, actor: { ...night.actor, name: '李样二%' } }
  await doSomething(evening, 'x', 1)
  await doSomething(night, 'x', 2)
  await act(somebody, 'list.export', 'y', async (tx) => tx.note({ rows: 3 }))
  await act(somebody, 'list.export', 'y', async () => {
    throw new Refused({ code: 'platform.not-allowed', kind: 'not-allowed' })
  }).catch(() => undefined)
  const rowsBy = async (filter: AuditFilter) =>
    (await listAudit(other, { limit: 50, ...filter })).rows.map(
      ({ detail }) => detail['rows'] ?? detail['code'],
    )
  expect(await rowsBy({ to: day('2026-11-22') })).toEqual([1])
  expect(await rowsBy({ from: day('2026-11-23') })).toEqual(['platform.not-allowed', 3, 2])
  expect(await rowsBy({ actor: '样二%' })).toEqual(['platform.not-allowed', 3])
  expect(await rowsBy({ actor: '%测试' })).toEqual([])
  expect(await rowsBy({ action: 'list.export', outcome: 'done' })).toEqual([3])
  expect(await rowsBy({ subject: 'x', from: day('2026-11-23') })).toEqual([2])
  const first = await listAudit(other, { limit: 2, from: day('2026-11-23') })
  const rest = await listAudit(other, {
    limit: 2,
    from: day('2026-11-23'),
    after: first.next ?? '',
  })
  expect(rest.rows.map(({ detail }) => detail['rows'])).toEqual([2])
})

test('each reading of a page is an entry itself, with its filter and not under what was looked for', async () => {
  const other = here.elsewhere('990104')
  await doSomething(other, 'worker-1', 1)
  await readAudit(other, { limit: 50, subject: 'worker-1' })
  await readAudit(other, { limit: 50, subject: 'worker-1' })
  const { rows } = await listAudit(other, { limit: 50 })
  expect(rows.map(({ action, subject, detail }) => [action, subject, detail])).toEqual([
    ['audit.read', 'audit.list', { filter: 'subject=worker-1', rows: 1 }],
    ['audit.read', 'audit.list', { filter: 'subject=worker-1', rows: 1 }],
    ['sheet.read', 'worker-1', { rows: 1 }],
  ])
})

test('an entry is kept six months at least (网络安全法 21): the program may delete none at all', async () => {
  expect(auditKept.leastMonths).toBeGreaterThanOrEqual(6)
  const deleting = act(here.at('2027-11-23'), 'test.delete', 'a', (tx) =>
    tx.client.query('delete from platform.audit_entry'),
  )
  await expect(deleting).rejects.toThrow('permission denied')
})
