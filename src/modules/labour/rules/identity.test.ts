import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '../../../kernel/day.ts'
import {
  ageOn,
  barsPayment,
  birthDateOf,
  checkBankCard,
  checkCitizenId,
  checkMobilePhone,
  citizenIdOf18,
  minorOn,
  underAgeOn,
} from './identity.ts'

const here = { on: day('2026-05-06'), demo: false }
const codeOf = (id: string, context = here) => {
  const checked = checkCitizenId(id, context)
  return checked.ok ? 'ok' : checked.code
}

describe('citizen ID (GB 11643)', () => {
  test('the numbers of the rulebook are right', () => {
    expect(codeOf('11010519491231002X')).toBe('ok')
    expect(codeOf('440524188001010014')).toBe('ok')
    expect(checkCitizenId('11010519491231002x', here)).toEqual({
      ok: true,
      value: '11010519491231002X',
    })
  })

  test('full-width digits, spaces and a leading apostrophe are not part of it', () => {
    expect(codeOf("'１１０１０５ 19491231 002Ｘ")).toBe('ok')
  })

  test('a wrong check digit, area, day or length is kept and barred from payment', () => {
    const wrong = {
      '110105194912310021': 'labour.id-check-digit',
      '000105194912310021': 'labour.id-area',
      '110105194902300021': 'labour.id-birth-date',
      '110105203001010011': 'labour.id-birth-date',
      '1101051949123100': 'labour.id-length',
      护照: 'labour.id-length',
    }
    for (const [id, code] of Object.entries(wrong)) {
      expect([id, codeOf(id)]).toEqual([id, code])
      expect(barsPayment(checkCitizenId(id, here))).toBe(true)
    }
  })

  test('the number in the real site workbook is barred, not lost', () => {
    expect(checkCitizenId('130282087289221260', here)).toMatchObject({
      code: 'labour.id-birth-date',
      severity: 'barred',
    })
  })

  test('a number ruined by a sheet is lost', () => {
    for (const id of ['3.30106E+17', '3.30106e17', '330106000000000000', '330106199001010000']) {
      expect([id, checkCitizenId(id, here)]).toMatchObject([id, { severity: 'lost' }])
    }
    expect(codeOf('330106199001011234.0')).toBe('labour.id-ruined-by-sheet')
  })

  test('a number that ends in three zeros and still checks is only pointed at', () => {
    const bodies = Array.from({ length: 31 }, (_, at) => `3301061990010${10 + at}`)
    const ids = bodies
      .map((body) => `${body.slice(0, 15)}000`)
      .filter((id) => codeOf(id) === 'labour.id-ends-in-zeros')
    expect(ids.length).toBeGreaterThan(0)
    expect(barsPayment(checkCitizenId(ids[0] ?? '', here))).toBe(false)
  })

  test('an area of 99 is good in the demo district only', () => {
    const demoId = citizenOn('19900101')
    expect(codeOf(demoId, { ...here, demo: true })).toBe('ok')
    expect(codeOf(demoId)).toBe('labour.id-area-demo')
  })

  test('fifteen digits are taken with a note, and are the same person as eighteen', () => {
    expect(checkCitizenId('110105491231002', here)).toMatchObject({
      code: 'labour.id-fifteen-digits',
      severity: 'note',
    })
    expect(citizenIdOf18('110105491231002')).toBe('11010519491231002X')
    expect(codeOf('110105491331002')).toBe('labour.id-birth-date')
  })

  test('a missing number is said and bars nothing by itself', () => {
    expect(checkCitizenId('  ', here)).toMatchObject({ code: 'labour.id-missing' })
    expect(barsPayment(checkCitizenId('', here))).toBe(false)
  })

  test('any single wrong digit of a right number is noticed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (at, more) => {
        const id = '11010519491231002X'
        const digit = (Number(id[at]) + more) % 10
        expect(codeOf(id.slice(0, at) + digit + id.slice(at + 1))).not.toBe('ok')
      }),
    )
  })

  test('no text at all makes it throw', () => {
    fc.assert(fc.property(fc.string(), (text) => codeOf(text).length > 0))
  })
})

describe('age', () => {
  test('turns on the birthday', () => {
    expect(ageOn('11010519491231002X', day('2026-12-30'))).toBe(76)
    expect(ageOn('11010519491231002X', day('2026-12-31'))).toBe(77)
    expect(ageOn('110105491231002', day('2026-12-31'))).toBe(77)
    expect(ageOn('130282087289221260', day('2026-12-31'))).toBeNull()
    expect(birthDateOf('11010519491231002X')).toBe('1949-12-31')
  })

  test('under 16 is said, and bars no payment', () => {
    const born = citizenOn('20100507')
    expect(underAgeOn(born, day('2026-05-06'))).toMatchObject({
      code: 'labour.under-age',
      severity: 'warning',
    })
    expect(underAgeOn(born, day('2026-05-07'))).toBeNull()
  })
})

/** A right number of somebody born on the day. */
function citizenOn(born: string): string {
  const body = `990101${born}001`
  const id = [...'0123456789X'].map((sign) => body + sign)
  const context = { on: day('2026-05-06'), demo: true }
  return id.find((candidate) => checkCitizenId(candidate, context).ok) ?? ''
}

describe('bank card', () => {
  test('the Luhn sum of the rulebook’s number is right; a wrong one only warns', () => {
    expect(checkBankCard('4539 5787 6362 1486')).toEqual({ ok: true, value: '4539578763621486' })
    const wrong = checkBankCard('4539578763621487')
    expect(wrong).toMatchObject({ code: 'labour.card-check-digit', severity: 'warning' })
    expect(barsPayment(wrong)).toBe(false)
  })

  test('an impossible length or sign is barred from payment', () => {
    for (const card of ['622000000000', '62220000000000000000', '6222-abcd-0000-0000']) {
      expect(barsPayment(checkBankCard(card))).toBe(true)
    }
    expect(barsPayment(checkBankCard('622000000000000'))).toBe(false)
  })

  test('a card ruined by a sheet is lost', () => {
    expect(checkBankCard('6.22202E+18')).toMatchObject({ severity: 'lost' })
    expect(checkBankCard('6222021001116250000')).toMatchObject({ severity: 'lost' })
    expect(checkBankCard('6222021001116240000')).toMatchObject({
      code: 'labour.card-ends-in-zeros',
      severity: 'warning',
    })
  })
})

test('numbers with dashes, spaces, × for X; under stars there is none', () => {
  const good = '11010519491231002X'
  for (const written of [
    '110105 19491231 002x',
    '110105-19491231-002X',
    '11010519491231002×',
    `'${good}`,
  ])
    expect(checkCitizenId(written, here)).toEqual({ ok: true, value: good })
  expect(checkCitizenId('110105********002X', here)).toMatchObject({ code: 'labour.id-masked' })
  expect(checkBankCard('6222****1234')).toMatchObject({ code: 'labour.card-masked' })
  expect(checkBankCard('农业银行 4539 5787 6362 1486')).toEqual({
    ok: true,
    value: '4539578763621486',
  })
})

test('between 16 and 18 (劳动法 art. 58) is said apart from under 16 (art. 15)', () => {
  const born = '110105201005070023'
  expect(minorOn(born, day('2026-05-06'))).toBeNull()
  expect(minorOn(born, day('2026-05-07'))).toMatchObject({ code: 'labour.minor', severity: 'note' })
  expect(minorOn(born, day('2028-05-07'))).toBeNull()
})

describe('mobile phone', () => {
  test('eleven digits from 1, with or without +86', () => {
    for (const phone of ['13900001111', '+86 139-0000-1111', '8613900001111']) {
      expect(checkMobilePhone(phone)).toEqual({ ok: true, value: '13900001111' })
    }
  })

  test('anything else is a finding; the twelve digits of the real site workbook too', () => {
    for (const phone of ['130000000000', '23900001111', '']) {
      expect(checkMobilePhone(phone)).toMatchObject({ code: 'labour.phone' })
    }
    expect(checkMobilePhone('1.39E+10')).toMatchObject({ severity: 'lost' })
    expect(checkMobilePhone('0571-88886666')).toMatchObject({
      code: 'labour.phone-landline',
      severity: 'warning',
    })
  })

  test('of two numbers in one cell the first is taken, and that is said', () => {
    for (const two of [
      '13900001111/13800002222',
      '13900001111、0571-8888666',
      '13900001111\n13800002222',
    ]) {
      expect(checkMobilePhone(two)).toEqual({
        ok: false,
        value: '13900001111',
        code: 'labour.phone-several',
        severity: 'note',
      })
    }
  })
})
