import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { zipOf } from '../../../tests/files/zip-bytes.ts'
import { utf8 } from '../../../tests/files/made-up.ts'
import { district } from '../../../tests/support/district.ts'
import { look } from '../../platform/act.ts'
import { wagesHears } from '../wages/hears.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { aProject } from '../registry/fixtures.ts'
import { ledgerByProjectMonth } from '../wages/views.ts'
import { commitBatch } from './commit-batch.ts'
import { exchangeHears } from './hears.ts'
import { openBatch } from './open-batch.ts'
import { openReader } from '../recognition/reader.ts'
import { readBatch, understandFiles } from './read-batch.ts'
import { receiveSourceFile } from './receive-file.ts'
import { findFiles } from './store.ts'
import { unpackFile } from './unpack-file.ts'
import { viewBatch } from './views-batch.ts'

const here = await district({ hearers: [...wagesHears, ...exchangeHears] })
const office = here.at('2026-11-23')
await shipParameters(here.platform, office.now)
await aDistrict(office, { code: here.code, name: '示范区', demo: true })

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

const pay = (name: string, month: string) =>
  `姓名,班组名称,工资月份,应发金额,实发金额,发放日期\n${name},木工班组,${month},5000.00,5000.00,2026-07-10\n`

async function received(bytes: Uint8Array, name: string, projectId: string | null = null) {
  const { id } = await openBatch(office, { projectId })
  await receiveSourceFile(office, { batchId: id, no: 1, name }, once(bytes))
  return id
}

async function readWhole(bytes: Uint8Array, name: string, projectId: string | null = null) {
  const id = await received(bytes, name, projectId)
  await readBatch(office, id)
  await here.settle()
  return viewBatch(office, id)
}

setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')

/** Bytes that somebody still holds: what is only not yet collected may grow to any size on a busy machine. */
function heldBytes(): number {
  // Twice: what the first finds is given back beside it, and is counted until the second.
  if (typeof collect === 'function') for (let times = 0; times < 2; times += 1) collect()
  return process.memoryUsage().arrayBuffers
}

/** 工资.csv in GB18030. */
const gbName = Uint8Array.from([0xb9, 0xa4, 0xd7, 0xca, 0x2e, 0x63, 0x73, 0x76])

describe('a dropped zip becomes several files of the batch', () => {
  test('each is read, and committed, under the zip’s name and its own', async () => {
    const project = await aProject(office, { name: '压缩包工程' })
    const zip = zipOf([
      { name: '五月/工资表.csv', content: pay('赵甲一', '2026-05') },
      { name: gbName, content: pay('钱甲二', '2026-06') },
      { name: '__MACOSX/五月/._工资表.csv', content: 'x' },
      { name: '五月/Thumbs.db', content: 'x' },
      { name: '说明.pdf', content: '%PDF-1.7' },
    ])
    const batch = await readWhole(zip, '资料.zip', project.id)
    expect(batch.state).toBe('understood')
    expect(batch.files.map(({ no, name, state }) => [no, name, state])).toEqual([
      [1, '资料.zip', 'unpacked'],
      [2, '资料.zip/五月/工资表.csv', 'understood'],
      [3, '资料.zip/工资.csv', 'understood'],
      [4, '资料.zip/说明.pdf', 'unreadable'],
    ])
    expect(batch.files.map(({ unpackedFrom }) => unpackedFrom)).toEqual([
      null,
      ...Array.from({ length: 3 }, () => batch.files[0]?.id),
    ])
    expect(batch.files[3]?.error).toBe(
      '这不是表格文件（看起来是 PDF），请上传 .xlsx、.xls 或 .csv。',
    )
    await commitBatch(office, batch.id)
    await here.settle()
    const done = await viewBatch(office, batch.id)
    expect(done.files.map(({ state }) => state)).toEqual([
      'unpacked',
      'committed',
      'committed',
      'unreadable',
    ])
    const months = await look(office, (reading) =>
      ledgerByProjectMonth(reading, { project: project.code }),
    )
    expect(months.map(({ month, dueFen }) => [month, dueFen])).toEqual([
      ['2026-05', 500_000],
      ['2026-06', 500_000],
    ])
  })

  test(
    'a large one is unpacked by the reader and never stands in this process’s memory',
    { timeout: 120_000 },
    async () => {
      const before = heldBytes()
      const line = `${'x'.repeat(99)}\n`
      const zip = zipOf([
        { name: '大.csv', content: line.repeat(700_000) },
        { name: '小.csv', content: pay('赵甲一', '2026-05') },
      ])
      let most = 0
      const watch = setInterval(() => {
        most = Math.max(most, heldBytes() - before)
      }, 150)
      const batch = await readWhole(zip, '大.zip')
      clearInterval(watch)
      expect(batch.files.map(({ state }) => state).slice(0, 1)).toEqual(['unpacked'])
      expect(batch.files[1]?.bytes).toBe(70_000_000)
      expect(most / 2 ** 20).toBeLessThan(24)
    },
  )

  test('broken off in the middle and begun anew, each file is there once', async () => {
    const zip = zipOf([
      { name: 'a.csv', content: pay('赵甲一', '2026-05') },
      { name: 'b.csv', content: pay('钱甲二', '2026-05') },
    ])
    const id = await received(zip, '两次.zip')
    const [file] = await look(office, (reading) => findFiles(reading, id))
    if (file === undefined) throw new Error('the file is not there')
    const reader = await openReader(here.platform.keys, here.code)
    try {
      const names = ['两次.zip/a.csv', '两次.zip/b.csv']
      for (let times = 0; times < 2; times += 1) {
        const unpacked = await unpackFile(office, reader, file)
        expect('files' in unpacked && unpacked.files.map(({ name }) => name)).toEqual(names)
      }
    } finally {
      reader.close()
    }
    await understandFiles(office, id)
    const batch = await viewBatch(office, id)
    expect(batch.files.map(({ state }) => state)).toEqual(['unpacked', 'understood', 'understood'])
  })
})

describe('a zip that is not opened says why in one sentence', () => {
  const plain = { name: 'a.csv', content: 'a,b\n' }
  test.each([
    [
      '设密码.zip',
      zipOf([{ ...plain, flags: 1 }]),
      '压缩包设有密码，请去掉密码后重新压缩，或解压后上传。',
    ],
    [
      '坏.zip',
      zipOf([{ ...plain, declaredCrc: 5 }]),
      '压缩包已损坏，里面的 a.csv 解不开：请重新压缩后上传。',
    ],
    [
      '炸弹.zip',
      zipOf([{ ...plain, declaredBytes: 3_000_000_000 }]),
      '压缩包里的 a.csv 解开后有 2862 MB，一个文件最多 200 MB：请拆分后再上传。',
    ],
    [
      '资料.rar',
      utf8('Rar!\u001a\u0007\u0000…'),
      '这是 RAR 压缩包，读不了：请解压后上传，或改成 .zip 再上传。',
    ],
  ])('%s', async (name, bytes, sentence) => {
    const batch = await readWhole(bytes, name)
    expect(batch.files.map(({ state, error }) => [state, error])).toEqual([
      ['unreadable', sentence],
    ])
  })

  test('one inside another is left as it is, the rest is read', async () => {
    const inner = zipOf([{ name: 'c.csv', content: pay('赵甲一', '2026-05') }])
    const zip = zipOf([
      { name: '里层.zip', content: inner },
      { name: 'b.csv', content: pay('钱甲二', '2026-05') },
    ])
    const batch = await readWhole(zip, '外层.zip')
    expect(batch.files.map(({ name, state, error }) => [name, state, error])).toEqual([
      ['外层.zip', 'unpacked', null],
      ['外层.zip/里层.zip', 'unreadable', '压缩包里还有压缩包：请先解压，再上传里面的表格。'],
      ['外层.zip/b.csv', 'understood', null],
    ])
  })
})
