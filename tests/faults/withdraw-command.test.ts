import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paySheetOf } from '../files/pay-sheet.ts'
import { type Ended, huxin, removeFolder, seedFolder } from '../support/program.ts'

let folder: string
let files: string

beforeAll(async () => {
  folder = await seedFolder()
  files = await mkdtemp(join(tmpdir(), 'huxin-withdraw-'))
  await writeFile(join(files, '八月工资.csv'), paySheetOf(4))
})
afterAll(async () => {
  await removeFolder(folder)
  await rm(files, { recursive: true, force: true })
})

function linesIn({ code, stdout, stderr }: Ended): Record<string, unknown>[] {
  expect([code, stderr]).toEqual([0, ''])
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
}

test('the log of imports names each file with its number, and by that number it is taken back', async () => {
  const file = join(files, '八月工资.csv')
  expect((await huxin(folder, 'import', file, '--project', 'SEED-2026-1')).code).toBe(0)
  const [taken, ...others] = linesIn(await huxin(folder, 'imports', '--json'))
  expect(others).toEqual([])
  expect(taken).toMatchObject({
    name: '八月工资.csv',
    state: 'committed',
    kinds: ['pay-sheet'],
    projects: [{ code: 'SEED-2026-1' }],
    changed: { added: 4, workers: 4 },
    withdrawn: null,
  })
  const fileId = String(taken?.['fileId'])
  const plain = await huxin(folder, 'imports')
  expect(plain.stdout).toContain(`${fileId}\t`)
  expect(plain.stdout).toContain('新增 4 行')

  const [withdrawn] = linesIn(await huxin(folder, 'withdraw', fileId, '--json'))
  expect(withdrawn).toEqual({ fileId, lines: 4 })
  expect(linesIn(await huxin(folder, 'ledger', '--json'))).toEqual([])
  expect(linesIn(await huxin(folder, 'imports', '--json'))).toMatchObject([
    { state: 'withdrawn', withdrawn: { by: expect.stringMatching(/^本机管理员 /) } },
  ])
  const again = await huxin(folder, 'withdraw', fileId)
  expect([again.code, again.stdout, again.stderr]).toEqual([1, '', '这次导入已经撤回。\n'])
  const unsaid = await huxin(folder, 'withdraw', '不是文件号')
  expect([unsaid.code, unsaid.stderr]).toEqual([1, expect.stringContaining('请写明要撤回的文件号')])
})
