import { expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { day } from '../../kernel/day.ts'
import { look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { on } from '../../platform/hearing.ts'
import { beginParameters } from './begin-parameters.ts'
import { parameterAdded } from './contract.ts'
import type { ProposeParameter } from './contract-proposals.ts'
import { decideProposal, withdrawProposal } from './decide-proposal.ts'
import { aDistrict } from './fixtures.ts'
import { proposeParameter } from './propose-parameter.ts'
import { numberParameterFor } from './rules/parameter.ts'
import { shipParameters } from './ship-parameters.ts'
import { listParameters, parametersInForce } from './views.ts'
import { listProposals } from './views-proposals.ts'

const heard: string[] = []
const here = await district({
  hearers: [
    on(parameterAdded, 'test.heard', async (_ctx, { key }) => {
      heard.push(key)
    }),
  ],
})
const office = here.at('2026-11-23')
const colleague = here.at('2026-11-23')
const leader = here.as('leader')
await aDistrict(office)
await shipParameters(here.platform, office.now)

const key = 'pay-above-month-yuan'
const proposal: ProposeParameter = {
  key,
  value: 40_000,
  instrument: '本区治欠办通知',
  article: '第三条',
  validFrom: day('2026-11-01'),
  validTo: null,
}

async function refusalOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : error),
  )
}

async function holding(ctx: Context, of: string, on: string): Promise<number> {
  const rows = await look(ctx, (reading) => parametersInForce(reading, [of]))
  return numberParameterFor(rows, of, here.code, day(on)).value
}

test('what one proposes holds once a second person has approved it, and is announced then', async () => {
  const { id } = await proposeParameter(office, proposal)
  await here.settle()
  expect([heard, await holding(office, key, '2026-11-23')]).toEqual([[], 50_000])
  expect(await refusalOf(decideProposal(office, { id, decision: 'approve', why: '' }))).toBe(
    'places.proposal-own',
  )
  expect(await listProposals(office, { show: 'waiting' })).toMatchObject({
    waiting: 1,
    rows: [{ id, key, value: 40_000, unit: '元', state: 'proposed' }],
  })
  await decideProposal(leader, { id, decision: 'approve', why: '' })
  await here.settle()
  expect([heard, await holding(office, key, '2026-11-23')]).toEqual([[key], 40_000])
  expect(await holding(office, key, '2026-10-31')).toBe(50_000)
  const shown = await listParameters(office)
  expect(shown.find((row) => row.key === key)).toMatchObject({
    mark: 'confirmed',
    confirmedBy: '测试员',
    approvedBy: '测试员',
  })
  expect(await refusalOf(decideProposal(leader, { id, decision: 'reject', why: '不对' }))).toBe(
    'places.proposal-decided',
  )
  expect((await listProposals(office, { show: 'waiting' })).waiting).toBe(0)
})

test('a rejected one holds nothing and says why; one that is withdrawn is out of the way', async () => {
  const later = { ...proposal, value: 45_000, validFrom: day('2027-01-01') }
  const { id } = await proposeParameter(office, later)
  expect(await refusalOf(proposeParameter(colleague, later))).toBe('places.proposal-waiting')
  expect(await refusalOf(decideProposal(colleague, { id, decision: 'reject', why: '' }))).toBe(
    'places.proposal-why',
  )
  await decideProposal(colleague, { id, decision: 'reject', why: '与市里的文件不一致' })
  const other = await proposeParameter(office, later)
  expect(await refusalOf(withdrawProposal(colleague, other.id))).toBe('places.proposal-not-own')
  await withdrawProposal(office, other.id)
  const { rows } = await listProposals(office, { show: 'all', key })
  expect(rows.map(({ state, why }) => [state, why])).toEqual([
    ['withdrawn', ''],
    ['rejected', '与市里的文件不一致'],
    ['approved', ''],
  ])
  expect(await holding(office, key, '2027-02-01')).toBe(40_000)
})

test('a negative one, and one that overlaps what has been approved meanwhile, are refused', async () => {
  expect(await refusalOf(proposeParameter(office, { ...proposal, value: -1 }))).toBe(
    'places.parameter-negative',
  )
  expect(await refusalOf(proposeParameter(office, proposal))).toBe('places.parameter-overlaps')
  expect(await refusalOf(proposeParameter(office, { ...proposal, instrument: '  ' }))).toBe(
    'places.parameter-overlaps',
  )
})

test('a proposal is of its district', async () => {
  const neighbour = here.elsewhere('990102')
  await aDistrict(neighbour, { code: '990102' })
  const { id } = await proposeParameter(neighbour, proposal)
  expect((await listProposals(office, { show: 'waiting' })).waiting).toBe(0)
  expect(await refusalOf(decideProposal(leader, { id, decision: 'approve', why: '' }))).toBe(
    'places.proposal-unknown',
  )
})

test('what is to hold from a later day is announced again on that day, once', async () => {
  await beginParameters(office)
  const from = { ...proposal, value: 60_000, validFrom: day('2026-12-01') }
  const { id } = await proposeParameter(office, from)
  await decideProposal(leader, { id, decision: 'approve', why: '' })
  const until = { ...proposal, key: 'points-r-01', value: 30, validTo: day('2026-12-02') }
  const short = await proposeParameter(office, until)
  await decideProposal(leader, { id: short.id, decision: 'approve', why: '' })
  await here.settle()
  heard.length = 0
  const turned = async (on: string) => {
    await beginParameters(here.at(on))
    await beginParameters(here.at(on))
    await here.settle()
    return heard.splice(0)
  }
  expect(await turned('2026-11-30')).toEqual([])
  expect(await turned('2026-12-01')).toEqual([key])
  expect(await turned('2026-12-02')).toEqual([])
  expect(await turned('2026-12-03')).toEqual(['points-r-01'])
})
