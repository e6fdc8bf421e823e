import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { site, thirtyFiles, truth } from '../files/thirty-files.ts'
import { huxin, removeFolder, seedFolder } from '../support/program.ts'

let folder: string
let files: string
const [list, ...others] = thirtyFiles().map(({ name }) => name)

beforeAll(async () => {
  folder = await seedFolder()
  files = await mkdtemp(join(tmpdir(), 'huxin-files-'))
  for (const { name, bytes } of thirtyFiles()) await writeFile(join(files, name), bytes)
})
afterAll(async () => {
  await removeFolder(folder)
  await rm(files, { recursive: true, force: true })
})

const imports = (names: readonly string[], ...more: string[]) =>
  huxin(folder, 'import', ...names.map((name) => join(files, name)), ...more)

test('a site’s folder by the command line: the list first, the others with its project; the ledger is the truth', async () => {
  expect(await imports([list ?? ''])).toMatchObject({ code: 0, stderr: '' })
  const all = await imports(others, '--project', site.code, '--json')
  // One file is empty: of it nothing was recognised.
  expect([all.code, all.stderr]).toEqual([2, ''])
  const documents = all.stdout
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
  expect(documents).toHaveLength(30)
  expect(documents.filter(({ error }) => error !== undefined)).toEqual([
    {
      file: '新建文本文档.txt',
      sheets: [],
      error: { code: 'sheets.empty', message: '文件是空的。' },
    },
  ])
  expect(documents.filter(({ changed }) => changed?.repeated === true)).toMatchObject([
    { file: '木工班7月考勤 - 副本.xlsx' },
  ])
  const ledger = await huxin(folder, 'ledger', '--project', site.code, '--json')
  const months = ledger.stdout
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
  expect(months).toMatchObject(
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

test('without saying whose they are, a file that names no project is refused in a sentence', async () => {
  const ended = await imports(['代发结果.xlsx'])
  expect([ended.code, ended.stdout]).toEqual([1, ''])
  expect(ended.stderr).toContain('请先选定或新建项目。')
})
