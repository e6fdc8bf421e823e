import { expect, test } from 'vitest'
import { utf8 } from '../../../tests/files/made-up.ts'
import { type TestDistrict, district } from '../../../tests/support/district.ts'
import { look } from '../../platform/act.ts'
import { bankCard, residentId } from '../../worlds/identity.ts'
import { addDays, day } from '../../kernel/day.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { aProject } from '../registry/fixtures.ts'
import { riskHears } from '../risk/hears.ts'
import { wagesHears } from '../wages/hears.ts'
import { ledgerByProjectMonth } from '../wages/views.ts'
import { readerLimits } from '../recognition/reader.ts'
import { openReaders } from '../recognition/readers.ts'
import { takeIn } from './take-in.ts'

const head = '姓名,证件号码,班组名称,发放工资的月份,工人工资卡号,应发金额,实发金额,发放日期\n'

const given = '甲乙丙丁戊己庚辛壬癸'

/** Workers of a project, one after another, with what the second half of them is paid said twice, the last time otherwise. */
function paySheet(workers: number, withIds: boolean): string {
  const line = (worker: number, month: string, yuan: number) => {
    const id = withIds ? residentId(addDays(day('1970-01-01'), worker), worker + 1) : ''
    const [tens, ones] = [Math.floor(worker / 10) % 10, worker % 10]
    const name = `${'赵钱孙李周吴郑王'.charAt(worker / 100)}${given.charAt(tens)}${given.charAt(ones)}`
    return `${name},${id},${worker % 3}班,${month},${bankCard(worker)},${yuan},${yuan - 100},2026-03-15\n`
  }
  let text = head
  for (const month of ['2026-01', '2026-02']) {
    for (let worker = 0; worker < workers; worker += 1) text += line(worker, month, 5_000 + worker)
  }
  for (let worker = workers / 2; worker < workers; worker += 1) {
    text += line(worker, '2026-01', 6_000 + worker)
  }
  return text
}

const hearers = [...wagesHears, ...riskHears]
const [byParts, inOne] = [await district({ hearers }), await district({ hearers })]
for (const here of [byParts, inOne]) {
  const office = here.at('2026-11-23')
  await shipParameters(here.platform, office.now)
  await aDistrict(office, { code: here.code, name: '示范区', demo: true })
}

/** What taking the sheet in comes to; `times` its pay was recorded. */
async function takenIn(here: TestDistrict, code: string, text: string, partLines: number) {
  const office = here.at('2026-11-23')
  const project = await aProject(office, { code, name: '分批工程' })
  const readers = openReaders(here.platform.keys, here.code, { ...readerLimits, partLines })
  const content = async function* () {
    yield utf8(text)
  }
  const file = { name: '工资表.csv', projectId: project.id }
  const { changed } = await takeIn(office, readers, file, content())
  readers.drop()
  return look(office, async (reading) => {
    const recorded = await reading.client.query<{ times: number }>(
      `select count(*)::int as times from platform.audit_entry e
        where e.district = $1 and e.action = 'pay.record' and exists (
          select from wages.pay_line l where l.district = $1 and l.import_id::text = e.subject and l.project_id = $2)`,
      [here.code, project.id],
    )
    const ledger = await ledgerByProjectMonth(reading, { project: code })
    return { changed, ledger, times: recorded.rows[0]?.times }
  })
}

for (const withIds of [true, false]) {
  test(`a file taken in by parts comes to what it comes to in one, ${withIds ? 'with' : 'without'} ID numbers`, async () => {
    const text = paySheet(800, withIds)
    const code = withIds ? 'PART-1' : 'PART-2'
    const parts = await takenIn(byParts, code, text, 200)
    const one = await takenIn(inOne, code, text, 1_000_000)
    expect(one.times).toBe(1)
    expect(parts.times).toBeGreaterThan(1)
    expect(one.ledger.map(({ workers, dueFen }) => [workers, dueFen])).toEqual([
      [800, 471_960_000],
      [800, 431_960_000],
    ])
    expect(parts.ledger).toEqual(one.ledger)
    expect(one.changed).toMatchObject({ added: 2_000, workers: 800 })
    expect(parts.changed).toMatchObject({ added: 2_000, workers: 800 })
    expect(parts.changed.workersNew).toBe(one.changed.workersNew)
  })
}
