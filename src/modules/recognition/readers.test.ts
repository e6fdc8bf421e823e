import { afterEach, expect, test } from 'vitest'
import { demoDistrict } from '../../kernel/district.ts'
import { Refused } from '../../kernel/refusal.ts'
import { deriveKeys } from '../../platform/keys.ts'
import { type Readers, type ToRead, openReaders } from './readers.ts'
import { readerLimits } from './reader.ts'

let open: Readers | null = null
afterEach(() => open?.drop())

function readers(limits = readerLimits): Readers {
  open = openReaders(deriveKeys(Buffer.alloc(32, 1)), demoDistrict, limits)
  return open
}

function pay(month: string, workers: number): { file: ToRead; asked: () => number } {
  let asked = 0
  const head = '姓名,证件号码,发放工资的月份,应发金额,实发金额\n'
  const rows = Array.from(
    { length: workers },
    (_, at) => `赵${String.fromCodePoint(0x4e00 + (at % 9_000))}甲,,${month},100.00,100.00\n`,
  )
  const bytes = async function* () {
    asked += 1
    yield Buffer.from(head + rows.join(''))
  }
  const task = { mode: 'stage', fileName: `${month}.csv` } as const
  return { file: { hash: month, task, bytes }, asked: () => asked }
}

async function heard(from: Readers, file: ToRead): Promise<{ rows: number; lines: number }> {
  let [rows, lines] = [0, 0]
  for await (const said of from.read(file)) {
    if (said.kind === 'stage-data' && said.table === 'stage_pay')
      lines += said.text.toString().split('\n').length - 1
    if (said.kind === 'done') rows = said.understood.sheets[0]?.accepted ?? 0
  }
  return { rows, lines }
}

test('a file that was begun ahead is read once, and says what it would have said', async () => {
  const from = readers()
  const [first, second] = [pay('2026-01', 3), pay('2026-02', 4)]
  const reading = heard(from, first.file)
  from.readNext(second.file)
  expect(await reading).toEqual({ rows: 3, lines: 3 })
  expect(await heard(from, second.file)).toEqual({ rows: 4, lines: 4 })
  expect(second.asked()).toBe(1)
})

test('what was begun ahead is not used for another file, nor where something else is said of it now', async () => {
  const from = readers()
  const [first, second, third] = [pay('2026-01', 3), pay('2026-02', 4), pay('2026-03', 5)]
  expect(await heard(from, first.file)).toEqual({ rows: 3, lines: 3 })
  from.readNext(second.file)
  expect(await heard(from, third.file)).toEqual({ rows: 5, lines: 5 })
  from.readNext(second.file)
  const mends = [{ sheet: 1, row: 2, column: 3, value: '没有' }]
  const mended = { ...second.file, task: { ...second.file.task, mends } }
  expect(await heard(from, mended)).toEqual({ rows: 3, lines: 3 })
})

test('the same file again, while the one after it is being read: it is read anew, and so is that one', async () => {
  const from = readers()
  const [first, second] = [pay('2026-01', 3), pay('2026-02', 9_000)]
  expect(await heard(from, first.file)).toEqual({ rows: 3, lines: 3 })
  from.readNext(second.file)
  expect(await heard(from, first.file)).toEqual({ rows: 3, lines: 3 })
  expect(await heard(from, second.file)).toEqual({ rows: 9_000, lines: 9_000 })
})

test('whoever asks the reader something himself is not answered with what was read ahead', async () => {
  const from = readers()
  const [first, second] = [pay('2026-01', 3), pay('2026-02', 4)]
  from.readNext(first.file)
  const reader = await from.get()
  for await (const said of reader.read(
    { mode: 'rows', fileName: '2026-02.csv', sheet: 1, from: 1, count: 3 },
    second.file.bytes(),
  )) {
    if (said.kind === 'rows') expect(said.rows).toHaveLength(3)
  }
  expect(await heard(from, first.file)).toEqual({ rows: 3, lines: 3 })
})

test('what goes wrong ahead is said when the turn of that file comes', async () => {
  const from = readers()
  const [first, second] = [pay('2026-01', 3), pay('2026-02', 4)]
  const gone = () => {
    throw new Refused({ code: 'files.unknown', kind: 'not-found' })
  }
  const lost: ToRead = {
    ...second.file,
    bytes: async function* () {
      yield Buffer.from('姓名')
      gone()
    },
  }
  from.readNext(lost)
  await expect(heard(from, lost)).rejects.toThrow('files.unknown')
  from.drop()
  expect(await heard(from, first.file)).toEqual({ rows: 3, lines: 3 })
})
