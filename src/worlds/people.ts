import { addDays, type PlainDate } from '../kernel/day.ts'
import { chance, type Chance } from './chance.ts'
import { bankCard, phoneNumber, residentId } from './identity.ts'

export interface Person {
  readonly no: number
  readonly name: string
  readonly id: string
  readonly card: string
  readonly phone: string
  readonly male: boolean
  readonly bornOn: PlainDate
}

/** People one after the other; no two share an ID, a card or a phone. */
export function peopleMaker(seed: string, today: PlainDate): () => Person {
  const luck = chance(`${seed}/people`)
  const ids = new Set<string>()
  let no = 0
  return () => {
    no += 1
    const bornOn = addDays(today, -ageInDays(luck))
    const male = luck.happens(0.86)
    let id = ''
    do {
      id = residentId(bornOn, luck.whole(0, 499) * 2 + (male ? 1 : 0))
    } while (ids.has(id))
    ids.add(id)
    const name = madeUpName(luck)
    return { no, name, id, card: bankCard(100_000 + no * 37), phone: phoneNumber(no), male, bornOn }
  }
}

/** The same number with its last digit wrong, as typed by hand at a gate. */
export function mistyped(id: string): string {
  const last = id.at(-1)
  return id.slice(0, -1) + (last === '0' ? '1' : '0')
}

// Surnames of the Hundred Family Surnames' first lines, then a heavenly stem and a number: plainly no one.
const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻']
const stems = [...'甲乙丙丁戊己庚辛壬癸']
const numbers = [...'一二三四五六七八九十']

function madeUpName(luck: Chance): string {
  return luck.pick(surnames) + luck.pick(stems) + luck.pick(numbers)
}

/** Most are between thirty and fifty-eight. */
function ageInDays(luck: Chance): number {
  const years = luck.happens(0.15) ? luck.whole(19, 29) : luck.whole(30, 58)
  return years * 365 + luck.whole(6, 364)
}
