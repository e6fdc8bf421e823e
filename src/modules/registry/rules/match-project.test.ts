import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day as plainDate } from '../../../kernel/day.ts'
import { type Sighting, compareProfiles, profileOf } from './match-project.ts'
import { type Match, openMatcher } from './project-matcher.ts'
import { compareNames, namePartsOf } from './project-name.ts'
import { projectSources } from './project-source.ts'

const bare: Sighting = {
  source: 'construction-permit',
  number: null,
  permitNumber: null,
  name: '甲镇中心小学扩建工程',
  owner: null,
  contractor: null,
  town: null,
  place: null,
  sumFen: null,
  begunOn: null,
}
const said = (over: Partial<Sighting>): Sighting => ({ ...bare, ...over })
const firm = (name: string, creditCode: string | null = null) => ({ name, creditCode })
const verdictOf = (one: Partial<Sighting>, other: Partial<Sighting>) =>
  compareProfiles(profileOf(said(one)), profileOf(said({ source: 'tax', ...other }))).verdict

test('two names are the same thing of the same part, of another part, or of another thing', () => {
  const of = (one: string, other: string) => compareNames(namePartsOf(one), namePartsOf(other))
  expect(of('安置房（一期）', '安置房(一期)')).toBe('same')
  expect(of('甲路改造工程', '甲路改造项目')).toBe('alike')
  expect(of('甲路改造工程第一标段', '甲路改造工程 1 标段')).toBe('alike')
  expect(of('甲路改造Ⅱ标', '甲路改造工程二标段')).toBe('alike')
  expect(of('甲路改造工程一标段', '甲路改造工程二标段')).toBe('different')
  expect(of('安置房 A 区', '安置房 B 区')).toBe('different')
  expect(of('滨河花园东区', '滨河花园西区')).toBe('different')
  expect(of('安置房一期', '安置房')).toBe('similar')
  expect(of('示范区甲镇中心小学扩建工程', '甲镇中心小学扩建工程')).toBe('similar')
  expect(of('甲镇学校扩建工程', '甲镇医院扩建工程')).toBe('different')
  expect(namePartsOf('安置房第十二期 R21-05地块').sections).toEqual(
    new Map([
      ['期', ['12']],
      ['地块', ['5']],
    ]),
  )
})

test('a permit or a number with the same name is sure; with another name it is a question, never sure', () => {
  const permit = '浙建施〔2026〕7号'
  expect(verdictOf({ permitNumber: permit }, { permitNumber: '浙建施(2026)7号' })).toBe('sure')
  expect(verdictOf({ permitNumber: permit }, { permitNumber: permit, name: '丙大桥' })).toBe(
    'unsure',
  )
  expect(verdictOf({ permitNumber: permit }, { permitNumber: '浙建施〔2026〕8号' })).toBe('unsure')
  expect(verdictOf({ number: 'PT-001' }, { permitNumber: 'PT-001' })).toBe('sure')
})

test('numbers of two sources say nothing against each other; two of one source do', () => {
  expect(verdictOf({ number: 'A-001' }, { number: 'B-001' })).toBe('sure')
  const of = { source: 'construction-permit' } as const
  expect(verdictOf({ number: 'A-001' }, { ...of, number: 'B-001' })).toBe('unsure')
  // 1, 2, 3 in a column of numbers count the rows.
  expect(verdictOf({ number: '1' }, { ...of, number: '2' })).toBe('sure')
})

test('the same name is enough where nothing speaks against it and not every project is called so', () => {
  expect(verdictOf({}, {})).toBe('sure')
  expect(verdictOf({ town: '990101101' }, { town: '990101002' })).toBe('unsure')
  const owner = firm('甲公司')
  expect(verdictOf({ owner }, { owner: firm('乙公司') })).toBe('unsure')
  const contractor = firm('丙建工')
  expect(verdictOf({ owner, contractor }, { owner: firm('乙公司'), contractor })).toBe('sure')
  expect(verdictOf({ name: '综合楼工程' }, { name: '综合楼工程' })).toBe('unsure')
  const further = { name: '综合楼工程', owner, town: '990101101' }
  expect(verdictOf(further, further)).toBe('sure')
})

test('a name in other words needs a firm and one thing more; a similar one is asked', () => {
  const owner = firm('甲公司')
  const other = { name: '甲镇中心小学扩建项目' }
  expect(verdictOf({}, other)).toBe('unsure')
  expect(verdictOf({ owner, town: '990101101' }, { ...other, owner, town: '990101101' })).toBe(
    'sure',
  )
  const similar = { name: '示范区甲镇中心小学扩建' }
  expect(verdictOf({}, similar)).toBe('other')
  expect(verdictOf({ owner }, { ...similar, owner })).toBe('unsure')
})

test('a firm is the same by its code, whatever it is called, and without a code by its name', () => {
  const compared = (one: ReturnType<typeof firm>, other: ReturnType<typeof firm>) =>
    compareProfiles(profileOf(said({ owner: one })), profileOf(said({ owner: other })))
  const code = '91350100M000100Y43'
  expect(compared(firm('甲', code), firm('乙', code)).agrees).toContain('owner')
  expect(compared(firm('甲公司'), firm('甲公司', code)).agrees).toContain('owner')
  expect(compared(firm('甲公司'), firm('乙公司')).differs).toContain('owner')
  const branch = compared(firm('甲公司'), firm('甲公司第三分公司'))
  expect([branch.agrees, branch.differs].flat()).not.toContain('owner')
})

const firms = ['甲公司', '乙公司', '丙公司'].map((name) => firm(name))
const someSighting: fc.Arbitrary<Sighting> = fc.record({
  source: fc.constantFrom(...projectSources),
  number: fc.option(fc.constantFrom('N-001', 'N-002', 'N-003')),
  permitNumber: fc.option(fc.constantFrom('Z-2026-1', 'Z-2026-2')),
  name: fc
    .tuple(
      fc.constantFrom('甲镇中心小学扩建', '滨河路改造', '综合楼'),
      fc.constantFrom('', '一标段', '二标段', '一期', '1期'),
      fc.constantFrom('', '工程', '项目'),
    )
    .map((parts) => parts.join('')),
  owner: fc.option(fc.constantFrom(...firms)),
  contractor: fc.option(fc.constantFrom(...firms)),
  town: fc.option(fc.constantFrom('990101101', '990101002')),
  place: fc.option(fc.constantFrom('甲路 1 号', '乙路 2 号')),
  sumFen: fc.option(fc.constantFrom(100, 200)),
  begunOn: fc.option(fc.constantFrom(plainDate('2026-03-01'), plainDate('2026-05-01'))),
})

test('it is the same whichever of two is asked about', () => {
  fc.assert(
    fc.property(someSighting, someSighting, (one, other) => {
      const [here, there] = [profileOf(one), profileOf(other)]
      expect(compareProfiles(here, there)).toEqual(compareProfiles(there, here))
    }),
  )
})

test('two of one name and different 标段 are never joined by themselves, whatever else agrees', () => {
  fc.assert(
    fc.property(someSighting, someSighting, (one, other) => {
      const first = { ...one, name: '滨河路改造工程一标段' }
      const second = { ...other, name: '滨河路改造工程二标段' }
      expect(compareProfiles(profileOf(first), profileOf(second)).verdict).not.toBe('sure')
    }),
  )
})

test('one permit number on two names is never sure', () => {
  fc.assert(
    fc.property(someSighting, someSighting, (one, other) => {
      const first = { ...one, permitNumber: 'Z-2026-9', name: '滨河路改造工程' }
      const second = { ...other, permitNumber: 'Z-2026-9', name: '甲镇中心小学扩建' }
      expect(compareProfiles(profileOf(first), profileOf(second)).verdict).toBe('unsure')
    }),
  )
})

/** Takes records in one after another as lists do; which of them are of one project, or wait. */
function joined(records: readonly Sighting[]): { groups: string[]; isAllSure: boolean } {
  const matcher = openMatcher<{ id: string }>()
  const projectOf = new Map<Sighting, string>()
  let isAllSure = true
  for (const [nth, record] of records.entries()) {
    const match: Match<{ id: string }> = matcher.match(record)
    if (match.is === 'unsure') isAllSure = false
    const id = match.is === 'sure' ? match.candidate.project.id : `P${nth}`
    if (match.is !== 'unsure') matcher.add({ id }, record)
    projectOf.set(record, id)
  }
  const groups = Map.groupBy(records, (record) => projectOf.get(record) ?? '')
  const named = [...groups.values()].map((group) =>
    group
      .map((record) => JSON.stringify(record))
      .toSorted()
      .join(' + '),
  )
  return { groups: named.toSorted(), isAllSure }
}

test('which of two lists comes first makes no difference where both are sure', () => {
  let sure = 0
  fc.assert(
    fc.property(someSighting, someSighting, (one, other) => {
      const [forth, back] = [joined([one, { ...other }]), joined([{ ...other }, one])]
      expect(forth).toEqual(back)
      if (forth.groups.length === 1) sure += 1
    }),
    { numRuns: 1_000 },
  )
  // The question was a real one.
  expect(sure).toBeGreaterThan(20)
})

test('two that both could be it are asked; one that has its number is it, unless another has its permit', () => {
  const matcher = openMatcher<{ id: string }>()
  matcher.add({ id: 'one' }, said({ town: '990101101', number: 'A-001' }))
  matcher.add({ id: 'two' }, said({ town: '990101002', permitNumber: 'Z-2026-1' }))
  const asked = matcher.match(said({ source: 'tax' }))
  expect(asked).toMatchObject({ is: 'unsure', candidates: [{}, {}] })
  const one = matcher.match(said({ source: 'tax', number: 'A-001' }))
  expect(one).toMatchObject({ is: 'sure', candidate: { project: { id: 'one' } } })
  const both = matcher.match(said({ source: 'tax', number: 'A-001', permitNumber: 'Z-2026-1' }))
  expect(both).toMatchObject({ is: 'unsure' })
  const apart = new Set(['one'])
  expect(matcher.match(said({ source: 'tax' }), apart)).toMatchObject({ is: 'sure' })
  expect(matcher.match(said({ source: 'tax', name: '丁厂房二期' }))).toEqual({ is: 'new' })
})

test('a row is compared with what shares something with it only: a thousand are told among five thousand', () => {
  const matcher = openMatcher<{ id: string }>()
  const of = (nth: number, over: Partial<Sighting> = {}) =>
    said({
      name: `第${nth % 97}街区${nth}号住宅楼配套道路改造工程`,
      owner: firm(`建设公司${nth % 500}`),
      contractor: firm(`建工集团${nth % 300}`),
      town: `9901010${10 + (nth % 20)}`,
      ...over,
    })
  for (let nth = 0; nth < 5_000; nth += 1)
    matcher.add({ id: `${nth}` }, of(nth, { number: `A-${nth}` }))
  let sure = 0
  for (let nth = 0; nth < 5_000; nth += 5) {
    const match = matcher.match(of(nth, { source: 'tax' }))
    if (match.is === 'sure' && match.candidate.project.id === `${nth}`) sure += 1
  }
  expect(sure).toBe(1_000)
})
