import { beforeAll, expect, test } from 'vitest'
import { blankForm } from '../../../tests/files/blank-form.ts'
import { district } from '../../../tests/support/district.ts'
import { rowsIn } from '../../../tests/support/read-back.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { retireForm, teachForm } from '../register/keep-form.ts'
import { openEntry } from '../register/open-entry.ts'
import { listForms, readForm } from '../register/views-forms.ts'
import { aProject } from '../registry/fixtures.ts'
import { fillForm } from './fill-form.ts'
import { readBlank } from './read-blank.ts'

const here = await district()
const office = here.at('2026-11-24')
const names = ['示例学校', '示例桥梁', '示例医院']

async function* bytesOf(content: Uint8Array) {
  yield content
}
const refused = (code: string) => ({ refusal: { code } })
const live = { state: 'live' as const }

beforeAll(async () => {
  await aDistrict(office)
  await shipParameters(here.platform, office.now)
  for (const name of names) {
    const { code } = await aProject(office, { name })
    const words = { cause: 'dispute' as const, causeWords: '', measures: '', leader: '冯区长' }
    await openEntry(office, { ...words, project: code, owner: null, dueOn: null })
  }
})

async function aTaughtForm() {
  const form = await readBlank(office, '省厅 台账.xlsx', bytesOf(await blankForm()))
  const cell = (row: number, column: number, figure: 'no' | 'project-name' | 'leader' | 'people') =>
    ({ sheet: 1, row, column, figure }) as const
  return teachForm(office, form.id, {
    version: form.version,
    name: `省厅台账 ${form.id.slice(-6)}`,
    cells: [
      cell(2, 0, 'no'),
      cell(2, 1, 'project-name'),
      cell(3, 2, 'people'),
      cell(2, 4, 'leader'),
    ],
  })
}

async function bytesIn(file: Awaited<ReturnType<typeof fillForm>>): Promise<Buffer> {
  if (!(file.bytes instanceof Uint8Array)) throw new Error('It is no whole file.')
  return Buffer.from(file.bytes)
}

test('a blank is read with its merged heads, kept under its file’s name, and told apart from one of the same name', async () => {
  const one = await readBlank(office, 'C:\\表\\省厅台账.xlsx', bytesOf(await blankForm()))
  expect(one).toMatchObject({ name: '省厅台账', fileName: '省厅台账.xlsx', taught: 0, used: 0 })
  expect(one.sheets[0]?.rows[1]?.slice(0, 3)).toEqual(['序号', '项目名称', '拖欠情况'])
  expect(one.sheets[0]?.merges).toContainEqual({ top: 1, left: 0, bottom: 2, right: 0 })
  const two = await readBlank(office, '省厅台账.xlsx', bytesOf(await blankForm()))
  expect(two.name).toBe('省厅台账（2）')
  await expect(fillForm(office, one.id, live)).rejects.toMatchObject(
    refused('register.form-untaught'),
  )
})

test('taught once it is filled with the register, in the superior’s own book, and its uses are counted', async () => {
  const form = await aTaughtForm()
  const [rows = []] = await rowsIn(await bytesIn(await fillForm(office, form.id, live)))
  expect(rows.slice(3, 6).map((row) => [row[0], row[1], row[4]])).toEqual(
    [1, 2, 3].map((no) => [no, expect.stringMatching(/^示例/), '冯区长']),
  )
  expect(rows[6]?.[0]).toBe('合计')
  expect((await readForm(office, form.id)).used).toBe(1)
  const none = await bytesIn(await fillForm(office, form.id, { state: 'signed-off' }))
  const [empty = []] = await rowsIn(none)
  expect(empty[5]?.[0]).toBe('合计')
})

test('a name that is taken, and a form that somebody else has changed, are refused; a retired one is gone', async () => {
  const form = await aTaughtForm()
  const other = await aTaughtForm()
  const as = { version: form.version, cells: form.cells }
  await expect(teachForm(office, form.id, { ...as, name: other.name })).rejects.toMatchObject(
    refused('register.form-name-taken'),
  )
  await expect(
    teachForm(office, form.id, { ...as, name: '另一个', version: 1 }),
  ).rejects.toMatchObject(refused('register.form-changed'))
  await retireForm(office, form.id, { version: form.version })
  expect((await listForms(office)).map(({ id }) => id)).not.toContain(form.id)
  await expect(fillForm(office, form.id, live)).rejects.toMatchObject(
    refused('register.form-unknown'),
  )
})

test('what is no .xlsx, or broken, is refused in a sentence of its own', async () => {
  await expect(
    readBlank(office, '表.csv', bytesOf(Buffer.from('序号,项目\n1,甲\n'))),
  ).rejects.toMatchObject(refused('sheets.form-not-xlsx'))
  const half = (await blankForm()).subarray(0, 700)
  await expect(readBlank(office, '表.xlsx', bytesOf(half))).rejects.toMatchObject({ refusal: {} })
})

test('another district’s forms are not seen', async () => {
  const form = await aTaughtForm()
  await expect(readForm(here.elsewhere('990102'), form.id)).rejects.toMatchObject(
    refused('register.form-unknown'),
  )
})
