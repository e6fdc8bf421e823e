import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Batch, listBatches } from '../../src/modules/exchange/contract.ts'
import { platformWords } from '../../src/platform/words.ts'
import { paySheetOf } from '../files/pay-sheet.ts'
import { workbookBytes } from '../files/made-up.ts'
import {
  type Ended,
  huxin,
  postgresOn,
  removeFolder,
  seedFolder,
  seedPassword,
  startProgram,
  until,
} from '../support/program.ts'
import { ledgerTotals, remote } from '../support/remote.ts'
import { type RunningServer, startServer } from '../support/server.ts'

let folder: string
let files: string
const at = (name: string) => join(files, name)

beforeAll(async () => {
  folder = await seedFolder()
  files = await mkdtemp(join(tmpdir(), 'huxin-files-'))
  await writeFile(at('八月工资.csv'), paySheetOf(4))
  const [head = [], ...rows] = paySheetOf(2)
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  const book = [
    {
      name: '工资',
      rows: [['示例工程 2026年8月工资表'], head, ...rows, ['合计', '', '', '', '', '', '12000.00']],
    },
    { name: '说明', rows: [['只是说明文字']] },
  ]
  await writeFile(at('工资表.xlsx'), workbookBytes(book))
  await writeFile(at('不是表.txt'), '只是一段文字\n')
  await writeFile(at('坏的.xlsx'), 'PK\u0003\u0004 broken')
  await writeFile(at('假的.xlsx'), '%PDF-1.4')
  await writeFile(at('空的.csv'), '')
})
afterAll(async () => {
  await removeFolder(folder)
  await rm(files, { recursive: true, force: true })
})

/** The only JSON document on standard output, and nothing beside it. */
function documentIn({ stdout, stderr }: Ended): Record<string, unknown> {
  expect(stderr).toBe('')
  expect(stdout.split('\n')).toEqual([expect.stringMatching(/^\{.*\}$/), ''])
  return JSON.parse(stdout)
}

/** JSON lines and nothing else. */
function linesIn({ code, stdout, stderr }: Ended): Record<string, unknown>[] {
  expect([code, stderr]).toEqual([0, ''])
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
}

const sheetKeys = [
  'name',
  'kind',
  'headerRow',
  'columns',
  'rows',
  'accepted',
  'rejected',
  'findings',
  'skipped',
  'period',
  'totals',
]
const totalKeys = [
  'workers',
  'daysPresent',
  'days',
  'hours',
  'dueFen',
  'deductedFen',
  'netFen',
  'paidFen',
]

test('a dry run prints one document with what was promised, needs no database and leaves nothing', async () => {
  const nowhere = join(files, 'no-data-folder')
  const ended = await huxin(nowhere, 'import', at('工资表.xlsx'), '--dry-run', '--json')
  expect(ended.code).toBe(0)
  const { file, sheets, ...rest } = documentIn(ended)
  expect(file).toBe('工资表.xlsx')
  expect(rest).toEqual({})
  if (!Array.isArray(sheets)) throw new Error('There are no sheets.')
  for (const sheet of sheets) {
    expect(Object.keys(sheet)).toEqual(expect.arrayContaining(sheetKeys))
    expect(Object.keys(sheet.totals).toSorted()).toEqual(totalKeys.toSorted())
    for (const [key, figure] of Object.entries(sheet.totals)) {
      if (key.endsWith('Fen')) expect(Number.isSafeInteger(figure)).toBe(true)
    }
    for (const note of [...sheet.rejected, ...sheet.findings]) {
      expect(Object.keys(note).toSorted()).toEqual(['code', 'field', 'message', 'row'])
    }
    for (const note of sheet.skipped) expect(Object.keys(note).toSorted()).toEqual(['row', 'why'])
  }
  expect(sheets[0]).toMatchObject({
    name: '工资',
    kind: 'pay-sheet',
    headerRow: 2,
    accepted: 2,
    rejected: [],
    period: '2026-08',
    skipped: [
      {
        row: 5,
        why: '合计行，不是人员',
      },
    ],
    totals: {
      workers: 2,
      dueFen: 1_200_000,
      netFen: 1_200_000,
      paidFen: 0,
    },
  })
  expect(sheets[0].columns).toMatchObject({ name: '姓名', due: '应发金额' })
  expect(sheets[1]).toMatchObject({ name: '说明', kind: 'unknown', accepted: 0 })
  expect(existsSync(nowhere)).toBe(false)
})

test('where no sheet was recognised the exit code is 2, and the document says why', async () => {
  for (const name of ['不是表.txt', '坏的.xlsx', '空的.csv']) {
    const ended = await huxin(folder, 'import', at(name), '--dry-run', '--json')
    const document = documentIn(ended)
    expect([name, ended.code]).toEqual([name, 2])
    expect(document).toMatchObject({
      file: name,
      error: { code: expect.stringMatching(/^[a-z]+\./), message: expect.stringMatching(/。$/) },
    })
  }
})

test('taken in for good it is the same document and code, and nothing is taken in', async () => {
  for (const name of ['不是表.txt', '坏的.xlsx', '假的.xlsx', '空的.csv']) {
    const parameters = ['import', at(name), '--json']
    const dry = await huxin(folder, ...parameters, '--dry-run')
    const ended = await huxin(folder, ...parameters, '--project', 'SEED-2026-1')
    expect([name, ended.code]).toEqual([name, 2])
    expect(documentIn(ended)).toEqual(documentIn(dry))
    expect(ended.stdout).not.toMatch(/\{[a-z]+\}/)
  }
  expect(linesIn(await huxin(folder, 'ledger', '--json'))).toEqual([])
})

test('a dry run of a folder is a document a file, in their order', async () => {
  await mkdir(at('资料'), { recursive: true })
  for (const name of ['二.csv', '一.csv', '.隐藏.csv'])
    await writeFile(at(`资料/${name}`), paySheetOf(2))
  const lines = linesIn(await huxin(folder, 'import', at('资料'), '--dry-run', '--json'))
  expect(lines.map(({ file }) => file)).toEqual(['一.csv', '二.csv'])
})

test('several files are a line each, and one that is not recognised makes it 2', async () => {
  const both = [at('八月工资.csv'), at('不是表.txt')]
  const { code, stdout } = await huxin(folder, 'import', ...both, '--dry-run', '--json')
  const named = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).file)
  expect([code, ...named]).toEqual([2, '八月工资.csv', '不是表.txt'])
})

test('a file that is not there, an empty folder, no file at all: a sentence and not zero', async () => {
  await mkdir(at('空文件夹'), { recursive: true })
  for (const parameters of [[at('nothing.csv')], [at('空文件夹')], []]) {
    const { code, stdout, stderr } = await huxin(
      folder,
      'import',
      ...parameters,
      '--dry-run',
      '--json',
    )
    expect([parameters, code, stdout]).toEqual([parameters, 1, ''])
    expect(stderr).toMatch(/^[^\n]*[\u4E00-\u9FFF][^\n]*。\n$/u)
    expect(stderr).not.toMatch(/程序故障|\bat /)
  }
})

test('the words of the command line itself: help, an unknown command, an unknown option, a wrong day', async () => {
  const help = await huxin(folder, 'help')
  expect([help.code, help.stderr]).toEqual([0, ''])
  for (const name of ['import', 'ledger', 'warnings', 'project', 'district', 'account']) {
    expect(help.stdout).toMatch(new RegExp(`例：npm run -s huxin -- .*${name}`))
  }
  for (const parameters of [
    ['no-such-command'],
    ['ledger', '--no-such-option'],
    ['warnings', '--as-of', '2026-02-30'],
    ['ledger', '--month', '2026-13'],
    ['ledger', '--district', '99'],
    ['ledger', '--as', 'nobody-of-this-name'],
    ['import', at('八月工资.csv'), '--project', 'NO-SUCH-1'],
    ['project', 'add'],
  ]) {
    const { code, stdout, stderr } = await huxin(folder, ...parameters)
    expect([parameters, code, stdout]).toEqual([parameters, 1, ''])
    expect(stderr).toMatch(/[\u4E00-\u9FFF]/)
    expect(stderr).not.toMatch(/程序故障|\n\s+at |\{[a-z]+\}/)
  }
})

const ledgerKeys = [
  'project',
  'name',
  'month',
  'workers',
  'days',
  'dueUnknown',
  'dueFen',
  'deductedFen',
  'paidOnTimeFen',
  'paidLateFen',
  'owedFen',
]
const warningKeys = [
  'project',
  'name',
  'rule',
  'level',
  'month',
  'raisedOn',
  'article',
  'message',
  'evidence',
]

test('taken in it says what changed; the same file again is repeated and changes nothing', async () => {
  const parameters = ['import', at('八月工资.csv'), '--project', 'SEED-2026-1', '--json']
  const first = await huxin(folder, ...parameters)
  expect(first.code).toBe(0)
  expect(documentIn(first)).toMatchObject({
    file: '八月工资.csv',
    project: 'SEED-2026-1',
    changed: { added: 4, superseded: 0, unchanged: 0, workers: 4, workersNew: 4, repeated: false },
  })
  const ledger = linesIn(await huxin(folder, 'ledger', '--json'))
  const again = await huxin(folder, ...parameters)
  expect(again.code).toBe(0)
  expect(documentIn(again)).toMatchObject({
    changed: { added: 0, superseded: 0, unchanged: 0, workers: 0, workersNew: 0, repeated: true },
  })
  expect(linesIn(await huxin(folder, 'ledger', '--json'))).toEqual(ledger)
  expect(await postgresOn(folder)).toEqual([])
})

test('the ledger is a line a project-month, with what was promised', async () => {
  const all = linesIn(await huxin(folder, 'ledger', '--json'))
  expect(all).toEqual([
    {
      project: 'SEED-2026-1',
      name: '种子工程',
      month: '2026-08',
      workers: 4,
      days: 0,
      dueUnknown: 0,
      dueFen: 2_400_000,
      deductedFen: 0,
      paidOnTimeFen: 0,
      paidLateFen: 0,
      owedFen: 2_400_000,
    },
  ])
  for (const line of all) expect(Object.keys(line).toSorted()).toEqual(ledgerKeys.toSorted())
  const of = (...filter: string[]) => huxin(folder, 'ledger', ...filter, '--json').then(linesIn)
  expect(await of('--project', 'seed-2026-1', '--month', '2026-08')).toEqual(all)
  expect(await of('--month', '2026-07')).toEqual([])
  expect(await of('--project', 'NO-SUCH-1')).toEqual([])
})

test('warnings are those of the day that is asked for, with what was promised, and asking writes nothing', async () => {
  const on = (day: string) => huxin(folder, 'warnings', '--as-of', day, '--json').then(linesIn)
  // Due by the last working day of September 2026, which is the 30th.
  expect(await on('2026-09-30')).toEqual([])
  const late = await on('2026-10-01')
  expect(late).toHaveLength(1)
  for (const line of late) expect(Object.keys(line).toSorted()).toEqual(warningKeys.toSorted())
  expect(late[0]).toMatchObject({
    project: 'SEED-2026-1',
    month: '2026-08',
    raisedOn: '2026-10-01',
    evidence: 4,
    message: expect.stringContaining('24,000.00'),
  })
  const levels = await Promise.all(
    ['2026-10-01', '2026-11-15', '2026-12-15'].map((day) =>
      on(day).then(([one]) => one?.['level']),
    ),
  )
  expect(levels).toEqual(['yellow', 'orange', 'red'])
  expect(await on('2026-10-01')).toEqual(late)
})

test('beside a running server a command works on the same database, and what it takes in is seen there', async () => {
  const server: RunningServer = await startServer({ dataFolder: folder, arguments: ['--empty'] })
  try {
    await writeFile(at('五人.csv'), paySheetOf(5))
    const parameters = [
      'import',
      at('五人.csv'),
      '--project',
      'SEED-2026-1',
      '--as',
      'zhou',
      '--json',
    ]
    expect(documentIn(await huxin(folder, ...parameters))).toMatchObject({
      changed: { added: 1, unchanged: 4, workersNew: 1 },
    })
    const office = await remote(server.url)
    expect(await ledgerTotals(office)).toEqual({ rows: 5, workers: 5, dueFen: 3_000_000 })
    expect(await office.get('/batches', listBatches.reply)).toMatchObject({
      rows: expect.arrayContaining([
        expect.objectContaining({
          state: 'committed',
          files: ['五人.csv'],
          droppedBy: '周甲一',
        }),
      ]),
    })
    expect((await server.readyz()).ready).toBe(true)
  } finally {
    expect(await server.stop()).toBe(0)
  }
  expect(await postgresOn(folder)).toEqual([])
})

test('what is asked is said on standard error, one sentence each; the exit code is 2 and nothing is in', async () => {
  const before = linesIn(await huxin(folder, 'ledger', '--json'))
  const both = [at('八月工资.csv'), at('工资表.xlsx')]
  const asked = await huxin(folder, 'import', ...both, '--project', 'SEED-2026-1', '--json')
  expect(asked.code).toBe(2)
  expect(asked.stderr).toMatch(/^“工资表\.xlsx”写的项目“示例工程”不在项目名单里。.*。\n$/)
  const documents = asked.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(documents.map(({ file, changed }) => [file, changed])).toEqual([
    ['八月工资.csv', undefined],
    ['工资表.xlsx', undefined],
  ])
  expect(linesIn(await huxin(folder, 'ledger', '--json'))).toEqual(before)
  const answer = ['--answer', '示例工程=project:SEED-2026-1']
  const parameters = [...both, '--project', 'SEED-2026-1', ...answer, '--json']
  expect(linesIn(await huxin(folder, 'import', ...parameters))).toMatchObject([
    { file: '八月工资.csv', changed: { repeated: true } },
    { file: '工资表.xlsx', project: 'SEED-2026-1', changed: { repeated: false } },
  ])
})

test('an account that only looks may look, and not import, create or take back', async () => {
  const environment = { HUXIN_PASSWORD: seedPassword }
  const add = ['account', 'add', 'zhen', '--role', 'town', '--town', '990101101']
  const named = ['--organisation', '甲镇', '--display-name', '镇甲']
  const added = startProgram('cli', [...add, ...named], { dataFolder: folder, environment })
  expect((await added.ended).code).toBe(0)
  for (const parameters of [
    ['import', at('八月工资.csv')],
    ['project', 'add', '--name', '某工程'],
    ['withdraw', randomUUID()],
    ['account', 'add', 'other', '--role', 'town'],
  ]) {
    const { code, stdout, stderr } = await huxin(folder, ...parameters, '--as', 'zhen')
    expect([parameters, code, stdout]).toEqual([parameters, 1, ''])
    expect(stderr).toBe(`${platformWords['platform.not-allowed']}\n`)
  }
  expect(linesIn(await huxin(folder, 'ledger', '--as', 'zhen', '--json'))).not.toEqual([])
})

test('broken off while files go in beside a running server, it says what is in; the same call goes on', async () => {
  const server = await startServer({ dataFolder: folder, arguments: ['--empty'] })
  try {
    const office = await remote(server.url)
    const names = ['一百.csv', '一万.csv', '一万零一.csv']
    for (const [nth, people] of [100, 6_000, 6_001].entries())
      await writeFile(at(names[nth] ?? ''), paySheetOf(people))
    const parameters = ['import', ...names.map(at), '--project', 'SEED-2026-1']
    const { process: child, ended } = startProgram('cli', parameters, { dataFolder: folder })
    await until(async () => {
      const [batch] = (await office.get('/batches', listBatches.reply)).rows
      if (batch?.state !== 'committing') return false
      const { files: there } = await office.get(`/batches/${batch.id}`, Batch)
      return there.some(({ state }) => state === 'committed')
    })
    child.kill('SIGINT')
    const { code, stdout, stderr } = await ended
    expect([code, stdout, stderr]).toEqual([
      130,
      '',
      '已停下：1 个文件已经入账，其余没有入账；同样的命令再来一次就接着入账。\n',
    ])
    expect(await ledgerTotals(office)).toMatchObject({ workers: 100 })
    const again = linesIn(await huxin(folder, ...parameters, '--json'))
    expect(again).toMatchObject([
      { changed: { repeated: true } },
      { changed: { repeated: false } },
      { changed: { added: 1, repeated: false } },
    ])
    expect(await ledgerTotals(office)).toMatchObject({ workers: 6_001 })
  } finally {
    expect(await server.stop()).toBe(0)
  }
}, 120_000)

test('a command that is broken off leaves no database behind, and nothing half done', async () => {
  await writeFile(at('两万人.csv'), paySheetOf(20_000))
  const before = linesIn(await huxin(folder, 'ledger', '--json'))
  const { process: child, ended } = startProgram(
    'cli',
    ['import', at('两万人.csv'), '--project', 'SEED-2026-1'],
    { dataFolder: folder },
  )
  while ((await postgresOn(folder)).length === 0)
    await new Promise((resolve) => setImmediate(resolve))
  child.kill('SIGINT')
  expect((await ended).code).toBe(130)
  expect(await postgresOn(folder)).toEqual([])
  expect(linesIn(await huxin(folder, 'ledger', '--json'))).toEqual(before)
})

test('whoever reads only the beginning of an answer hears no complaint', async () => {
  const { process: child, ended } = startProgram('cli', ['ledger', '--json'], {
    dataFolder: folder,
  })
  child.stdout?.destroy()
  const { code, stderr } = await ended
  expect([code, stderr, await postgresOn(folder)]).toEqual([0, '', []])
})
