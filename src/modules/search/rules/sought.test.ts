import { expect, test } from 'vitest'
import { soughtBy } from './sought.ts'

const kindsOf = (typed: string) => soughtBy(typed).map(({ kind }) => kind)

test('one letter finds nothing, two do, spaces and signs are none', () => {
  for (const typed of ['', ' ', '王', '（）', ' 王 ']) expect(kindsOf(typed)).toEqual(['too-short'])
  expect(soughtBy('王伟')).toEqual([{ kind: 'words', words: ['王伟'] }])
  expect(soughtBy('甲镇（一期） 学校')).toEqual([{ kind: 'words', words: ['甲镇一期', '学校'] }])
  expect(soughtBy('王 伟')).toEqual([{ kind: 'words', words: ['王伟'] }])
})

test('a whole number of a person is looked for by its blind index, as whatever it may be', () => {
  expect(soughtBy('11010519491231002x')[0]).toEqual({
    kind: 'number',
    value: '11010519491231002X',
    of: ['id-number'],
  })
  expect(soughtBy('138 0013 8000')[0]).toMatchObject({ of: ['phone'] })
  expect(soughtBy('6228 4800 0000 0000 012')[0]).toMatchObject({ of: ['card'] })
  expect(soughtBy('110105194912310021')[0]).toMatchObject({ of: ['id-number', 'card'] })
  expect(kindsOf('1101051949')).toEqual(['words'])
})

test('the id of a batch is one, whole or by its first signs', () => {
  expect(kindsOf('01a20f22')).toEqual(['batch', 'words'])
  expect(kindsOf('01a20f22-c27f-7833-af5d-28c492b82056')).toEqual(['batch', 'words'])
  expect(kindsOf('01a20f22-c27f')).toEqual(['batch', 'words'])
  expect(kindsOf('01a20f2')).toEqual(['words'])
})
