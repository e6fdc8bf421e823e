import { day, addDays } from '../../src/kernel/day.ts'
import { bankCard, residentId } from '../../src/worlds/identity.ts'

/** A pay sheet of 2026-08 with so many people, 6,000.00 yuan due to each and nothing paid. */
export function paySheetOf(people: number): string {
  const lines = ['姓名,证件号码,班组名称,工资月份,出勤天数,工资卡号,应发金额,实发金额']
  for (let no = 0; no < people; no += 1) {
    const id = residentId(addDays(day('1965-01-01'), no % 12_000), 1 + Math.floor(no / 12_000))
    lines.push(`${nameOf(no)},${id},${no % 7}班,2026-08,26,${bankCard(no)},6000.00,6000.00`)
  }
  return `${lines.join('\n')}\n`
}

const surnames = '赵钱孙李周吴郑王冯陈'
const given = '甲乙丙丁戊己庚辛壬癸'

function nameOf(no: number): string {
  const sign = (of: string, at: number) => of.charAt(Math.floor(at) % of.length)
  return sign(surnames, no) + sign(given, no / 10) + sign(given, no / 100)
}
