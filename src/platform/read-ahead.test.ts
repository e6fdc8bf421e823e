import { expect, test } from 'vitest'
import { readAhead } from './read-ahead.ts'

/** Numbers from one on, and how many were asked for. */
function counting(until: number) {
  const asked = { last: 0, closed: false }
  const source = async function* () {
    try {
      for (let at = 1; at <= until; at += 1) {
        asked.last = at
        yield at
      }
    } finally {
      asked.closed = true
    }
  }
  return { asked, source: source() }
}

const turns = async () => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve()
}

test('everything comes, in its order', async () => {
  const got: number[] = []
  for await (const one of readAhead(counting(1_000).source, () => 1, 7)) got.push(one)
  expect(got).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1))
})

test('the source works on while nobody asks, and no further than the size', async () => {
  const { asked, source } = counting(1_000)
  const ahead = readAhead(source, () => 10, 50)
  expect((await ahead.next()).value).toBe(1)
  await turns()
  expect(asked.last).toBe(6)
  expect((await ahead.next()).value).toBe(2)
  await turns()
  expect(asked.last).toBe(7)
})

test('what fails is said after everything that came before it', async () => {
  const source = async function* () {
    yield 1
    yield 2
    throw new Error('broken')
  }
  const got: number[] = []
  const all = async () => {
    for await (const one of readAhead(source(), () => 1, 10)) got.push(one)
  }
  await expect(all()).rejects.toThrow('broken')
  expect(got).toEqual([1, 2])
})

test('who stops early closes the source', async () => {
  const { asked, source } = counting(1_000)
  for await (const one of readAhead(source, () => 1, 3)) if (one === 5) break
  await turns()
  expect(asked.closed).toBe(true)
  expect(asked.last).toBeLessThan(12)
})
