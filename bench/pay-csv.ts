import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { bankCard, creditCode, residentId } from '../src/worlds/identity.ts'
import { addDays, day } from '../src/kernel/day.ts'

export const projects = 300
export const months = 12
const firms = 60

export interface Part {
  /** Of so many rows in all; the keys are the same whichever part of them is written. */
  readonly rows: number
  /** Every `share`-th worker. */
  readonly share: number
  /** Added to the values, so that a key written twice has another value. */
  readonly plus: number
}

/** So many workers that a year of them makes the rows. */
export function workersFor(rows: number): number {
  return Math.ceil(rows / months)
}

export function projectCode(nth: number): string {
  return `P${String(900_001 + nth).padStart(6, '0')}`
}

const payHead =
  '项目编码,企业统一社会信用代码,企业名称,班组名称,员工姓名,证件号码,发放工资的月份,是否为补发,补发月份,出勤天数,总工时,工人工资卡号,应发金额,实发金额,发放日期,第三方工资单编号\n'

/** Template 07 with project and ID columns in front, as a platform exports it: month by month, project by project. */
export async function writePayCsv(path: string, { rows, share, plus }: Part): Promise<void> {
  const out = createWriteStream(path, { highWaterMark: 1 << 20 })
  out.write(payHead)
  const workers = workersFor(rows)
  let written = 0
  for (let month = 0; month < months && written < rows; month += 1) {
    const name = `2025-${String(month + 1).padStart(2, '0')}`
    for (let worker = 0; worker < workers && written < rows; worker += 1) {
      if (worker % share !== 0) continue
      const project = Math.floor((worker * projects) / workers)
      const due = 500_000 + ((worker * 7_919 + month * 104_729) % 700_000) + plus
      const line =
        `${projectCode(project)},${firmCode(project % firms)},示例劳务${project % firms}有限公司,` +
        `${worker % 7}班,${nameOf(worker)},${idOf(worker)},${name},否,,${20 + (worker % 7)},` +
        `${160 + (worker % 40)},${bankCard(worker)},${yuan(due)},${yuan(due)},` +
        `${paidOn(month)},\n`
      written += 1
      if (!out.write(line)) await once(out, 'drain')
    }
  }
  out.end()
  await once(out, 'finish')
}

const attendanceHead = '项目编码,企业统一社会信用代码,企业名称,班组名称,姓名,证件号码,日期,工时\n'

/** One line a worker-day: `rows` of them over 300 projects. */
export async function writeAttendanceCsv(path: string, { rows, share, plus }: Part): Promise<void> {
  const out = createWriteStream(path, { highWaterMark: 1 << 20 })
  out.write(attendanceHead)
  const daysEach = 24
  const workers = Math.ceil(rows / daysEach)
  let written = 0
  for (let nth = 0; nth < daysEach && written < rows; nth += 1) {
    const date = `2025-03-${String(nth + 1).padStart(2, '0')}`
    for (let worker = 0; worker < workers && written < rows; worker += 1) {
      if (worker % share !== 0) continue
      const project = Math.floor((worker * projects) / workers)
      const line =
        `${projectCode(project)},${firmCode(project % firms)},示例劳务${project % firms}有限公司,` +
        `${worker % 7}班,${nameOf(worker)},${idOf(worker)},${date},${7 + ((worker + nth) % 4) + plus}\n`
      written += 1
      if (!out.write(line)) await once(out, 'drain')
    }
  }
  out.end()
  await once(out, 'finish')
}

const codes = Array.from({ length: firms }, (_, nth) => creditCode('91', 50_000 + nth))
const firmCode = (nth: number) => codes[nth] ?? ''
const yuan = (fen: number) => (fen / 100).toFixed(2)
const paidOn = (month: number) =>
  month === 11 ? '2026-01-20' : `2025-${String(month + 2).padStart(2, '0')}-20`

const ids: string[] = []
function idOf(worker: number): string {
  const born = addDays(day('1965-01-01'), worker % 12_000)
  return (ids[worker] ??= residentId(born, Math.floor(worker / 12_000) * 7 + (worker % 7) + 1))
}

const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许'
const given = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉'
function nameOf(worker: number): string {
  return (
    surnames.charAt(worker % 20) +
    given.charAt(Math.floor(worker / 20) % 20) +
    given.charAt(Math.floor(worker / 400) % 20)
  )
}
