import { expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { Refused } from '../../kernel/refusal.ts'
import { listAudit } from '../audit/views.ts'
import { aProject } from '../registry/fixtures.ts'
import type { Unmask } from './contract-unmask.ts'
import { aLabourSheet, demoIdNumber } from './fixtures.ts'
import { unmaskWorker } from './unmask-worker.ts'
import { listProjectWorkers } from './views.ts'

const here = await district()
const office = here.at('2026-11-23')
const project = await aProject(office)
const person = { name: '赵甲一', idNumber: demoIdNumber(1), card: '6222000000000001' }
await aLabourSheet(office, { projectId: project.id, persons: [person], roster: [{ person: 0 }] })
const { rows: workers } = await listProjectWorkers(office, project.code, { limit: 50 })
const workerId = workers[0]?.workerId ?? ''

const open = (what: Unmask['what'], of: string | null = null) =>
  unmaskWorker(office, workerId, { what, why: 'pay', project: of })

test('one whole value at a time, for a reason', async () => {
  expect(await open('name')).toEqual({ value: '赵甲一' })
  expect(await open('id-number')).toEqual({ value: demoIdNumber(1) })
  expect(await open('card', project.code)).toEqual({ value: '6222000000000001' })
})

test('who looked at one worker is found by the worker’s id: what, why and where, and not the value', async () => {
  const { rows } = await listAudit(office, { subject: workerId, limit: 50 })
  expect(rows.map(({ action, actorName, detail }) => [action, actorName, detail])).toEqual([
    ['worker.unmask', '测试员', { what: 'card', why: 'pay', project: project.code }],
    ['worker.unmask', '测试员', { what: 'id-number', why: 'pay' }],
    ['worker.unmask', '测试员', { what: 'name', why: 'pay' }],
  ])
  expect(JSON.stringify(rows)).not.toMatch(/赵甲一|6222000000000001/)
  expect(JSON.stringify(rows)).not.toContain(demoIdNumber(1))
})

test('what a worker does not have is not there, nor a worker of another district', async () => {
  const code = async (work: Promise<unknown>) =>
    work.then(
      () => 'nothing was refused',
      (error: unknown) => (error instanceof Refused ? error.refusal.code : String(error)),
    )
  expect(await code(open('phone', project.code))).toBe('labour.nothing-to-unmask')
  expect(await code(open('card'))).toBe('labour.nothing-to-unmask')
  const far = here.elsewhere('990102')
  const asked = { what: 'name', why: 'pay', project: null } as const
  expect(await code(unmaskWorker(far, workerId, asked))).toBe('labour.no-such-worker')
})
