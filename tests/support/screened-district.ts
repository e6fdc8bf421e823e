import pg from 'pg'
import { afterAll } from 'vitest'
import { hearers } from '../../src/app.ts'
import { contextAs } from '../../src/modules/people/authenticate.ts'
import { anAccount } from '../../src/modules/people/fixtures.ts'
import { aDistrict } from '../../src/modules/places/fixtures.ts'
import { shipParameters } from '../../src/modules/places/ship-parameters.ts'
import { aProject } from '../../src/modules/registry/fixtures.ts'
import { viewMine } from '../../src/modules/screening/views-items.ts'
import type { Context } from '../../src/platform/context.ts'
import { projectsOf } from '../../src/projects-of.ts'
import { district } from './district.ts'

/** A district with an office, two people of a town, another town, a department, a leader and six projects to be screened. */
export async function screenedDistrict() {
  const here = await district({ hearers })
  const owner = new pg.Client({ connectionString: here.database.ownerUrl })
  const office = here.at('2026-11-23')
  await owner.connect()
  afterAll(() => owner.end())
  await aDistrict(office)
  await shipParameters(here.platform, office.now)
  await anAccount(office, 'coordination-office', { name: 'office', displayName: '赵甲' })
  await anAccount(office, 'leader', { name: 'leader' })
  await anAccount(office, 'town', { name: 'town', displayName: '钱甲' })
  await anAccount(office, 'town', { name: 'town-too', displayName: '钱乙' })
  await anAccount(office, 'town', { name: 'other', post: { town: '990101002' } })
  const post = { industries: ['water' as const] }
  await anAccount(office, 'department', { name: 'water', post })
  const first = { town: '990101101', participants: [] }
  await aProject(office, { ...first, name: '鲁班安置房工程', industry: 'housing' })
  await aProject(office, { ...first, name: '墨斗学校工程', industry: 'housing' })
  await aProject(office, { ...first, name: '封顶厂房工程', state: 'finished' })
  await aProject(office, { town: '990101002', participants: [], name: '青砖道路工程' })
  await aProject(office, {
    town: null,
    participants: [],
    name: '清水河道工程',
    industry: 'water',
    state: 'stopped',
  })
  await aProject(office, { town: null, participants: [], name: '无主工程' })
  const as = async (name: string): Promise<Context> => {
    const ctx = await contextAs(office, name, projectsOf)
    if (ctx === null) throw new Error(`${name} has no post.`)
    return ctx
  }
  return {
    here,
    owner,
    as,
    /** The same account on another day. */
    on: (date: string, ctx: Context): Context => ({ ...ctx, now: here.at(date).now }),
    officer: await as('office'),
    leader: await as('leader'),
    town: await as('town'),
    townToo: await as('town-too'),
    other: await as('other'),
    water: await as('water'),
  }
}

/** The items of a round that are whoever asks's. */
export async function itemsOf(ctx: Context, roundId: string) {
  const { items } = await viewMine(ctx, roundId)
  return items.map(({ itemId }) => ({ roundId, itemId }))
}
