import { expect, test } from 'vitest'
import { sentence } from './words.ts'

const words = {
  'a.plain': '没有这个账号。',
  'a.valued': '{name} 欠付 {yuan} 元，共 {name}。',
  'a.first': '{yuan}',
}

test('values stand where their names stood, each as often as it is named', () => {
  expect(sentence(words, 'a.plain')).toBe('没有这个账号。')
  expect(sentence(words, 'a.valued', { name: '甲', yuan: 0 })).toBe('甲 欠付 0 元，共 甲。')
  expect(sentence(words, 'a.first', { yuan: '1.00' })).toBe('1.00')
  // The same text a second time, with other values.
  expect(sentence(words, 'a.valued', { name: '乙', yuan: 1 })).toBe('乙 欠付 1 元，共 乙。')
})

test('what is not given stays to be seen, and a code without a sentence is said as it is', () => {
  expect(sentence(words, 'a.valued', { name: '{yuan}' })).toBe('{yuan} 欠付 {yuan} 元，共 {yuan}。')
  expect(sentence(words, 'a.unknown', { name: '甲' })).toBe('a.unknown')
})
