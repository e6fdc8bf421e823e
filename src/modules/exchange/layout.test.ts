import { expect, test } from 'vitest'
import { madeUpId, workbookBytes } from '../../../tests/files/made-up.ts'
import { district } from '../../../tests/support/district.ts'
import { YearMonth } from '../../kernel/day.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { aProject } from '../registry/fixtures.ts'
import { riskHears } from '../risk/hears.ts'
import { wagesHears } from '../wages/hears.ts'
import { listLedger } from '../wages/views.ts'
import { viewLedgerRow } from '../wages/views-ledger-row.ts'
import { exchangeHears } from './hears.ts'
import { openReaders } from '../recognition/readers.ts'
import { takeIn } from './take-in.ts'

const here = await district({ hearers: [...wagesHears, ...riskHears, ...exchangeHears] })
const office = here.at('2026-11-23')
await shipParameters(here.platform, office.now)
await aDistrict(office, { code: here.code, name: '示范区', demo: true })

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

test('two tables side by side and one below: every line is in the ledger, and says its row in the file', async () => {
  const project = await aProject(office, {})
  const worker = (no: number, name: string, due: number) => [no, name, madeUpId(no), due, due]
  const head = ['序号', '姓名', '身份证号', '应发工资', '实发工资']
  const rows = [
    ['2026年8月工资表'],
    [...head, ...head],
    [...worker(1, '赵甲一', 5_000), ...worker(3, '孙丙三', 5_200)],
    [...worker(2, '钱乙二', 5_100), ...worker(4, '李丁四', 5_300)],
    [],
    ['2026年9月工资表'],
    head,
    worker(1, '赵甲一', 6_000),
  ]
  const readers = openReaders(here.platform.keys, here.code)
  const bytes = workbookBytes([{ name: '工资', rows }])
  const file = { name: '工资.xlsx', projectId: project.id }
  const done = await takeIn(office, readers, file, once(bytes)).finally(() => readers.drop())
  expect(done.changed).toMatchObject({ added: 5, workers: 4 })
  const ledger = await listLedger(office, { project: project.code, limit: 50 })
  const seen = await Promise.all(
    ledger.rows.map(async ({ workerId, workerName, month, dueFen }) => {
      const of = { project: project.code, workerId, month: YearMonth.parse(month) }
      const { lines } = await viewLedgerRow(office, of)
      return `${month} ${workerName} ${dueFen} ${lines.map(({ source }) => source.row).join()}`
    }),
  )
  expect(seen.toSorted()).toEqual([
    '2026-08 孙*三 520000 3',
    '2026-08 李*四 530000 4',
    '2026-08 赵*一 500000 3',
    '2026-08 钱*二 510000 4',
    '2026-09 赵*一 600000 8',
  ])
})
