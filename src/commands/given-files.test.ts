import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { workbookBytes } from '../../tests/files/made-up.ts'
import { zipOf } from '../../tests/files/zip-bytes.ts'
import { deriveKeys } from '../platform/keys.ts'
import { openReaders } from '../modules/recognition/readers.ts'
import { givenFiles, pathsOf } from './given-files.ts'

const readers = openReaders(deriveKeys(Buffer.alloc(32, 1)), '990101')
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huxin-given-'))
})
afterAll(async () => {
  readers.drop()
  await rm(folder, { recursive: true, force: true })
})

async function given(name: string, bytes: Uint8Array): Promise<[string, number][]> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  const files = await givenFiles(readers, path)
  const sizes: [string, number][] = []
  for (const file of files) {
    let size = 0
    for await (const piece of file.bytes()) size += piece.length
    sizes.push([file.name, size])
  }
  return sizes
}

test('a zip of files is the files in it, called as on the desk; each may be read twice', async () => {
  const zip = zipOf([
    { name: '五月/工资.csv', content: '姓名,应发\n' },
    { name: '1_attlog.dat', content: '1\t2026-09-01 07:00:00\n' },
    { name: '__MACOSX/._x', content: 'x' },
  ])
  expect(await given('资料.zip', zip)).toEqual([
    ['资料.zip/五月/工资.csv', 14],
    ['资料.zip/1_attlog.dat', 22],
  ])
})

test('a workbook, which is a zip too, is itself; so is what cannot be unpacked, and text', async () => {
  const book = workbookBytes([{ name: '表', rows: [['姓名'], ['赵甲一']] }])
  expect(await given('表.xlsx', book)).toEqual([['表.xlsx', book.length]])
  const broken = Buffer.from('PK\u0003\u0004 broken')
  expect(await given('坏.zip', broken)).toEqual([['坏.zip', broken.length]])
  expect(await given('空.csv', Buffer.alloc(0))).toEqual([['空.csv', 0]])
})

test('a path that is not there is said', async () => {
  await expect(givenFiles(readers, join(folder, '没有.zip'))).rejects.toMatchObject({
    refusal: { code: 'exchange.no-such-path' },
  })
})

test('a folder is its files, sorted, those of its folders too; what is hidden or left by a system is not', async () => {
  const dropped = join(folder, '九月资料')
  await mkdir(join(dropped, '木工班'), { recursive: true })
  await mkdir(join(dropped, '.cache'))
  const names = [
    'b.csv',
    'a.xlsx',
    '木工班/c.csv',
    '.hidden.csv',
    '~$a.xlsx',
    'Thumbs.db',
    '.cache/d.csv',
  ]
  for (const name of names) await writeFile(join(dropped, name), 'x')
  await symlink(folder, join(dropped, 'up'))
  const alone = join(folder, '空.csv')
  const paths = await pathsOf([alone, dropped])
  expect(paths).toEqual([
    alone,
    ...['a.xlsx', 'b.csv', '木工班/c.csv'].map((one) => join(dropped, one)),
  ])
})

test('no path, one that is not there, an empty folder, more files than a batch takes: each is said', async () => {
  const empty = await mkdtemp(join(folder, 'empty-'))
  const many = Array.from({ length: 201 }, () => join(folder, '空.csv'))
  for (const [named, code] of [
    [[], 'exchange.import-how'],
    [[join(folder, '没有.csv')], 'exchange.no-such-path'],
    [[empty], 'cli.empty-folder'],
    [many, 'cli.too-many-files'],
  ] as const) {
    await expect(pathsOf(named)).rejects.toMatchObject({ refusal: { code } })
  }
})
