import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { site, thirtyFiles, truth } from '../files/thirty-files.ts'
import { huxin, removeFolder, seedFolder } from '../support/program.ts'

let folder: string
let files: string

beforeAll(async () => {
  folder = await seedFolder()
  files = await mkdtemp(join(tmpdir(), 'huxin-files-'))
  for (const { name, bytes } of thirtyFiles()) await writeFile(join(files, name), bytes)
})
afterAll(async () => {
  await removeFolder(folder)
  await rm(files, { recursive: true, force: true })
})

const jsonLines = (text: string) =>
  text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))

test('a site’s folder by the command line: in any order, without a word of its project; the ledger is the truth', async () => {
  const all = await huxin(folder, 'import', files, '--json')
  // One file is empty: of it nothing was recognised.
  expect([all.code, all.stderr]).toEqual([2, ''])
  const documents = jsonLines(all.stdout)
  // Two of the thirty are zips: each file in them is one.
  expect(documents).toHaveLength(31)
  expect(documents.filter(({ error }) => error !== undefined)).toEqual([
    {
      file: '新建文本文档.txt',
      sheets: [],
      error: { code: 'sheets.empty', message: '文件是空的。' },
    },
  ])
  const repeated = documents.filter(({ changed }) => changed?.repeated === true)
  expect(repeated.map(({ file }) => file)).toHaveLength(1)
  const ledger = await huxin(folder, 'ledger', '--project', site.code, '--json')
  expect(jsonLines(ledger.stdout)).toMatchObject(
    truth.map((one) => ({
      month: one.month,
      workers: one.workers,
      dueFen: one.due * 100,
      deductedFen: one.deducted * 100,
      paidOnTimeFen: one.paid * 100,
      paidLateFen: 0,
      owedFen: one.owed * 100,
    })),
  )
}, 180_000)

test('the same files once more, named the other way round: each says that it is a repeat', async () => {
  const before = await huxin(folder, 'ledger', '--json')
  const paths = thirtyFiles().map(({ name }) => join(files, name))
  const again = await huxin(folder, 'import', ...paths.toReversed(), '--json')
  expect([again.code, again.stderr]).toEqual([2, ''])
  const said = jsonLines(again.stdout).map(({ changed }) => changed?.repeated ?? 'not in')
  expect(said.filter((one) => one === 'not in')).toHaveLength(1)
  expect(said.filter((one) => one === true)).toHaveLength(30)
  expect(said).toHaveLength(31)
  expect(await huxin(folder, 'ledger', '--json')).toEqual(before)
}, 180_000)

test('a file that names no project, and none known: it is asked in a sentence, and nothing is taken in', async () => {
  const elsewhere = await seedFolder()
  try {
    const ended = await huxin(elsewhere, 'import', join(files, '代发结果.xlsx'), '--json')
    expect(ended.code).toBe(2)
    expect(jsonLines(ended.stdout)).toMatchObject([{ file: '代发结果.xlsx' }])
    expect(jsonLines(ended.stdout)[0]).not.toHaveProperty('changed')
    expect(ended.stderr).toMatch(/^“代发结果.xlsx”没有写明是哪个项目的。.*--project .*。\n$/)
  } finally {
    await removeFolder(elsewhere)
  }
}, 60_000)
