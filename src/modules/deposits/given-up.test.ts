import { expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { look } from '../../platform/act.ts'
import { labourHears } from '../labour/hears.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { aProject, aProjectList } from '../registry/fixtures.ts'
import { editProject } from '../registry/edit-project.ts'
import { joinProjects } from '../registry/join-projects.ts'
import { findProject, readProject } from '../registry/views.ts'
import { aPaySheet } from '../wages/fixtures.ts'
import { wagesHears } from '../wages/hears.ts'
import { ledgerByProjectMonth } from '../wages/views.ts'
import { aDepositList } from './fixtures.ts'
import { depositsHears } from './hears.ts'

const here = await district({ hearers: [...labourHears, ...wagesHears, ...depositsHears] })
const office = here.at('2026-11-24')
await shipParameters(here.platform, office.now)
await aDistrict(office)

const person = { name: '赵甲一', firm: '示例劳务有限公司' }
const into = (code: string, other: string) =>
  joinProjects(office, code, { into: other, reason: '同一个' })

test('a project with workers, wages or a deposit is not given up for another, and each says so itself', async () => {
  await aProject(office, { code: 'GU-000', name: '没有行的工程' })
  const worked = await aProject(office, { code: 'GU-001', name: '有人的工程' })
  await aPaySheet(office, {
    projectId: worked.id,
    persons: [person],
    attendance: [{ person: 0, month: '2026-09', days: 20 }],
  })
  await aProject(office, { code: 'GU-002', name: '有保证金的工程' })
  await aDepositList(office, [{ code: 'GU-002', amountFen: 100 }])
  await expect(into('GU-001', 'GU-000')).rejects.toMatchObject({
    refusal: { code: 'labour.project-has-workers', values: { code: 'GU-001' } },
  })
  await expect(into('GU-002', 'GU-000')).rejects.toMatchObject({
    refusal: { code: 'deposits.project-has-deposits' },
  })
  expect(await findProject(office, 'GU-002')).not.toBeNull()
  expect(await into('GU-000', 'GU-001')).toMatchObject({ code: 'GU-001' })
})

test('a list may say more of a project that is finished and, as its ledger now stands, owes', async () => {
  const { id } = await aProject(office, { code: 'GU-010', name: '完工以后又欠的工程' })
  const seen = await readProject(office, 'GU-010')
  await editProject(office, 'GU-010', { ...seen, state: 'finished' })
  await aPaySheet(office, {
    projectId: id,
    persons: [person],
    attendance: [{ person: 0, month: '2026-09', days: 20 }],
    pay: [{ person: 0, month: '2026-09', dueFen: 500_000 }],
  })
  const owed = await look(office, (reading) => ledgerByProjectMonth(reading, { project: 'GU-010' }))
  expect(owed).toMatchObject([{ owedFen: 500_000 }])
  const list = [{ name: '完工以后又欠的工程', number: 'GU-010', place: '某路 1 号' }]
  expect(await aProjectList(office, list)).toMatchObject({ superseded: 1 })
  expect(await readProject(office, 'GU-010')).toMatchObject({
    place: '某路 1 号',
    state: 'finished',
  })
})
