import { expect, test } from 'vitest'
import { day, type PlainDate } from '../kernel/day.ts'
import { understand, type UnderstoodFile } from '../modules/recognition/rules/understand.ts'
import { openBook } from '../platform/sheets/open-book.ts'
import { demoWorld } from './demo-world.ts'
import { siteWorkbook } from './site-workbook.ts'

const today = day('2026-11-24')
const world = demoWorld({ today, seed: 'test', size: { projects: 14, people: 420 } })

test('every delivered sheet is recognised, with the lines that the world put in and none that wait', async () => {
  for (const file of world.deliveries) {
    const { sheets } = await read(file, file.receivedOn)
    const seen = sheets.map(({ name, kind, accepted, rejected }) => ({
      name,
      kind,
      records: accepted,
      waiting: rejected.length,
    }))
    expect({ file: file.fileName, seen }).toEqual({
      file: file.fileName,
      seen: file.sheets.map((sheet) => ({ ...sheet, waiting: 0 })),
    })
  }
})

test('sensitive columns of the rosters are named', async () => {
  const roster = [...world.deliveries].find(({ sheets }) => sheets[0]?.kind === 'roster')
  if (roster === undefined) throw new Error('no roster')
  const [sheet] = (await read(roster, roster.receivedOn)).sheets
  expect(sheet?.sensitive).toEqual(['民族', '政治面貌', '是否有重大病史', '婚姻状况'])
})

test('the offered workbook reads as one worker, 342 hours, 31 days, 38 工日, 22,800.00 yuan', async () => {
  const offered = siteWorkbook({ today })
  const [attendance, request] = (await read(offered, today)).sheets
  expect(attendance).toMatchObject({ kind: 'attendance-grid', accepted: 1, period: offered.month })
  expect(attendance?.totals).toMatchObject({ workers: 1, hours: 342, daysPresent: 31, days: 38 })
  expect(request).toMatchObject({ kind: 'pay-confirmation', accepted: 1, period: offered.month })
  expect(request?.totals).toMatchObject({ workers: 1, days: 38, netFen: 2_280_000, paidFen: 0 })
  expect(attendance?.findings).toEqual([])
})

async function read(
  file: { readonly fileName: string; readonly bytes: Uint8Array },
  on: PlainDate,
): Promise<UnderstoodFile> {
  return understand(await openBook({ bytes: file.bytes }, file.fileName), { on, demo: true })
}
