import { expect, test } from 'vitest'
import { progressText } from './progress.ts'

const at = {
  fileId: '01990000-0000-7000-8000-000000000000',
  file: '工资.csv',
  doing: 'reading',
  rows: 12_345,
  doneBytes: 45,
  totalBytes: 100,
} as const

test('says what is done with which file, how many rows, and what share', () => {
  expect(progressText('读取', null)).toBe('读取…')
  expect(progressText('读取', at)).toBe('读取 工资.csv：12,345 行，45%')
  expect(progressText('入账', { ...at, doing: 'folding' })).toBe(
    '入账 工资.csv：12,345 行，正在汇总',
  )
  expect(progressText('读取', { ...at, totalBytes: 0 })).toBe('读取 工资.csv：12,345 行，0%')
})
