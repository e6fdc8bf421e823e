import { expect, test } from 'vitest'
import {
  type FileSays,
  type KnownProjects,
  joinProjects,
  listedKey,
  listedProjects,
} from './join-projects.ts'

const known: KnownProjects = {
  byName: new Map([
    ['甲安置房工程', 'first'],
    ['乙中学迁建工程', 'second'],
  ]),
  byCode: new Map([
    ['P000001', 'first'],
    ['P000002', 'second'],
  ]),
}

function aFile(id: string, says: Partial<FileSays> = {}): FileSays {
  const { projectNames = [] } = says
  return {
    id,
    projectCodes: [],
    projectNames,
    withoutProject: 5,
    nameless: projectNames.length === 0 ? 5 : 0,
    said: null,
    ...says,
  }
}

const joinedOf = (...files: FileSays[]) => Object.fromEntries(joinProjects(files, known))

test('a file that names one known project is joined to it, in whatever signs the name is written', () => {
  const { a } = joinedOf(aFile('a', { projectNames: ['甲 安置房工程', '甲安置房工程'] }))
  expect(a).toEqual({ projectId: 'first', by: 'name', projectIds: ['first'], open: [] })
})

test('a file of which every line names its code needs no project, and says which it speaks of', () => {
  const { a } = joinedOf(aFile('a', { projectCodes: ['P000001', 'P000002'], withoutProject: 0 }))
  expect(a).toMatchObject({
    projectId: null,
    by: 'code',
    projectIds: ['first', 'second'],
    open: [],
  })
})

test('lines without a code beside lines of one code are of the same project', () => {
  const { a } = joinedOf(aFile('a', { projectCodes: ['P000002'], withoutProject: 1, nameless: 1 }))
  expect(a).toMatchObject({ projectId: 'second', by: 'code', open: [] })
})

test('a file that names nothing follows the others where they all speak of one project', () => {
  const named = aFile('named', { projectNames: ['甲安置房工程'] })
  const coded = aFile('coded', { projectCodes: ['P000001'], withoutProject: 0 })
  const { bare } = joinedOf(named, coded, aFile('bare'))
  expect(bare).toMatchObject({ projectId: 'first', by: 'batch', open: [] })
})

test('where the others speak of two it is asked', () => {
  const one = aFile('one', { projectNames: ['甲安置房工程'] })
  const two = aFile('two', { projectNames: ['乙中学迁建工程'] })
  const { bare } = joinedOf(one, two, aFile('bare'))
  expect(bare).toMatchObject({ projectId: null, by: null, open: [{ said: 'nothing' }] })
})

test('where the others speak of one unknown name, that alone is asked', () => {
  const one = aFile('one', { projectNames: ['丙桥工程'] })
  const again = aFile('again', { projectNames: ['丙桥工程 '] })
  const { one: named, bare } = joinedOf(one, again, aFile('bare'))
  expect(named?.open).toEqual([{ said: 'name', name: '丙桥工程' }])
  expect(bare).toMatchObject({ projectId: null, open: [] })
})

test('alone and without a name it is asked', () => {
  expect(joinedOf(aFile('bare'))['bare']?.open).toEqual([{ said: 'nothing' }])
})

test('rows that name several projects go each to its own; only the unknown names are asked', () => {
  const names = ['甲安置房工程', '乙中学迁建工程']
  expect(joinedOf(aFile('a', { projectNames: names }))['a']).toMatchObject({
    projectId: null,
    by: 'names',
    open: [],
  })
  const { a } = joinedOf(aFile('a', { projectNames: [...names, '丙桥工程'] }))
  expect(a).toMatchObject({ by: null, open: [{ said: 'name', name: '丙桥工程' }] })
  const bare = joinedOf(aFile('a', { projectNames: names, nameless: 2 }))['a']
  expect(bare?.open).toEqual([{ said: 'nothing' }])
})

test('what an officer said of a file stands against its names', () => {
  const said = { projectId: 'second', by: 'officer' } as const
  const { a } = joinedOf(aFile('a', { projectNames: ['甲安置房工程'], said }))
  expect(a).toMatchObject({ projectId: 'second', by: 'officer', open: [] })
})

test('an unknown code is asked, however the lines without one are joined', () => {
  const { a } = joinedOf(
    aFile('a', { projectCodes: ['P990001'], projectNames: ['甲安置房工程'], withoutProject: 2 }),
  )
  expect(a).toMatchObject({ projectId: 'first', open: [{ said: 'code', code: 'P990001' }] })
})

const aList = aFile('list', {
  withoutProject: 0,
  nameless: 0,
  lists: { codes: ['P990001'], names: ['丁路工程'], pairs: [['P990001', '丁路工程']] },
})

test('where the others speak of one project that a list of the batch will make, a file without a name follows', () => {
  const coded = aFile('coded', { projectCodes: ['P990001'], withoutProject: 0 })
  const named = aFile('named', { projectNames: ['丁路工程'] })
  const { bare } = joinedOf(aFile('bare'), named, coded, aList)
  expect(bare).toEqual({ projectId: null, by: 'batch', projectIds: [], open: [] })
})

test('a list of many projects is no reason to ask: the other files say which one is meant', () => {
  const codes = ['P990001', 'P990002']
  const lists = { codes, names: ['丁路工程', '戊桥工程'], pairs: [] }
  const many = { ...aList, lists }
  const named = aFile('named', { projectNames: ['丁路工程'] })
  expect(joinedOf(many, named, aFile('bare'))['bare']).toMatchObject({ by: 'batch', open: [] })
  const other = aFile('other', { projectNames: ['戊桥工程'] })
  for (const files of [[many], [many, named, other]])
    expect(joinedOf(...files, aFile('bare'))['bare']?.open).toEqual([{ said: 'nothing' }])
})

test('a list of one known project speaks of it where nobody else says any', () => {
  const { bare } = joinedOf(
    { ...aList, lists: { codes: ['P000001'], names: ['甲安置房工程'] } },
    aFile('bare'),
  )
  expect(bare).toMatchObject({ projectId: 'first', by: 'batch', open: [] })
})

test('what a list of the same batch brings is not asked', () => {
  const list = aFile('list', {
    withoutProject: 0,
    nameless: 0,
    lists: { codes: ['P990001'], names: ['丁路工程'] },
  })
  const coded = aFile('coded', { projectCodes: ['P990001'], withoutProject: 0 })
  const named = aFile('named', { projectNames: ['丁路工程'] })
  const joined = joinedOf(list, coded, named)
  expect(Object.values(joined).flatMap(({ open }) => open)).toEqual([])
})

const twoListed = {
  ...aList,
  lists: {
    codes: ['P990001'],
    names: ['丁路工程', '戊桥工程', '甲安置房工程'],
    pairs: [['P990001', '丁路工程']] as const,
  },
}

test('each project of the batch’s lists can be chosen, once, by its code where it has one', () => {
  const listed = listedProjects([twoListed, twoListed])
  expect(listed.map(listedKey)).toEqual(['code:P990001', 'name:戊桥工程', 'name:甲安置房工程'])
  expect(listed[0]).toEqual({
    said: 'code',
    written: 'P990001',
    code: 'P990001',
    name: '丁路工程',
  })
})

test('a file of which an officer says that it is of a listed project waits for the list, or is of the one that is known', () => {
  const bare = (saidListed: string) => joinedOf(twoListed, aFile('bare', { saidListed }))['bare']
  expect(bare('code:P990001')).toEqual({ projectId: null, by: 'officer', projectIds: [], open: [] })
  expect(bare('name:甲安置房工程')).toMatchObject({
    projectId: 'first',
    by: 'officer',
    projectIds: ['first'],
  })
  // No list says it any more.
  expect(bare('name:己塔工程')?.open).toEqual([{ said: 'nothing' }])
})

test('a file for which a listed project was said speaks of it, whatever is beside it', () => {
  const said = aFile('said', { saidListed: 'code:P990001' })
  expect(joinedOf(twoListed, said, aFile('bare'))['bare']).toMatchObject({ by: 'batch', open: [] })
  const known = aFile('known', { projectNames: ['甲安置房工程'] })
  expect(joinedOf(twoListed, said, known, aFile('bare'))['bare']?.open).toEqual([
    { said: 'nothing' },
  ])
})

test('the holder of a statement’s account says which of two projects it is of, in the bank’s words', () => {
  const one = aFile('one', { projectNames: ['甲安置房工程'] })
  const two = aFile('two', { projectNames: ['乙中学迁建工程'] })
  const statement = (likelyNames: string[]) =>
    joinedOf(one, two, aFile('statement', { likelyNames }))['statement']
  for (const written of ['甲安置房工程', '甲安置房项目', '甲安置房'])
    expect(statement([written])).toMatchObject({ projectId: 'first', by: 'name', open: [] })
  for (const names of [['丙桥项目'], ['甲安置房项目', '乙中学迁建项目']])
    expect(statement(names)?.open).toEqual([{ said: 'nothing' }])
})

test('a holder that nobody knows is no question of its own: the file follows the others', () => {
  const one = aFile('one', { projectNames: ['甲安置房工程'] })
  const statement = aFile('statement', { likelyNames: ['甲地块'] })
  expect(joinedOf(one, statement)['statement']).toMatchObject({ projectId: 'first', by: 'batch' })
})

test('what a file names itself stands against its account’s holder', () => {
  const file = aFile('a', { projectNames: ['乙中学迁建工程'], likelyNames: ['甲安置房项目'] })
  expect(joinedOf(file)['a']).toMatchObject({ projectId: 'second', by: 'name' })
})

test('a holder may name a project that a list of the batch makes', () => {
  const statement = aFile('statement', { likelyNames: ['丁路项目'] })
  const { statement: found, bare } = joinedOf(twoListed, statement, aFile('bare'))
  expect(found).toEqual({ projectId: null, by: 'name', projectIds: [], open: [] })
  expect(bare).toMatchObject({ by: 'batch', open: [] })
})
