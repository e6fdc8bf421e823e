import fc from 'fast-check'
import { once } from 'node:events'
import { PassThrough, Readable, Writable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Frame, readFrames, writeFrame } from './frames.ts'

async function written(frames: readonly Frame[]): Promise<Buffer> {
  const stream = new PassThrough()
  const pieces: Buffer[] = []
  stream.on('data', (piece: Buffer) => pieces.push(piece))
  for (const { kind, payload } of frames) await writeFrame(stream, kind, payload)
  stream.end()
  await once(stream, 'end')
  return Buffer.concat(pieces)
}

async function read(pieces: Iterable<Buffer>): Promise<Frame[]> {
  const frames: Frame[] = []
  for await (const { kind, payload } of readFrames(Readable.from(pieces))) {
    // Kept as they are at that moment: what is given is not written over later.
    frames.push({ kind, payload })
  }
  return frames
}

function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [0, ...at.map((place) => place % (bytes.length + 1)), bytes.length]
  const sorted = places.toSorted((a, b) => a - b)
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end))
}

test('what is written is read again, however it is cut on its way', async () => {
  const frame = fc.record({
    kind: fc.integer({ min: 0, max: 255 }),
    payload: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { maxLength: 8 }), fc.array(fc.nat()), async (frames, at) => {
      const bytes = await written(frames)
      expect(await read(cut(bytes, at))).toEqual(frames)
    }),
  )
})

test('byte by byte, with nothing in it, and as text', async () => {
  const stream = new PassThrough()
  await writeFrame(stream, 1, '')
  await writeFrame(stream, 2, '姓名')
  stream.end()
  const bytes = Buffer.concat(await stream.toArray())
  const frames = await read([...bytes].map((byte) => Buffer.from([byte])))
  expect(frames).toEqual([
    { kind: 1, payload: Buffer.alloc(0) },
    { kind: 2, payload: Buffer.from('姓名') },
  ])
})

test('a frame that was cut short is not given', async () => {
  const bytes = await written([{ kind: 7, payload: Buffer.from('whole') }])
  expect(await read([bytes, bytes.subarray(0, bytes.length - 1)])).toHaveLength(1)
  expect(await read([bytes.subarray(0, 3)])).toEqual([])
})

test('a length beyond belief is refused before anything of it is kept', async () => {
  const head = Buffer.from([1, 0xff, 0xff, 0xff, 0xff])
  await expect(read([head])).rejects.toThrow('A frame of 4294967295 bytes')
  const longest = Buffer.from([1, 1, 0, 0, 1])
  await expect(read([longest])).rejects.toThrow('A frame of 16777217 bytes')
})

test('a stream of text is refused', async () => {
  const stream = Readable.from(['text'])
  await expect(readFrames(stream).next()).rejects.toThrow('Frames are bytes.')
})

/** Takes nothing until it is told to. */
function stuck() {
  const held: (() => void)[] = []
  const stream = new Writable({
    highWaterMark: 4,
    write: (_piece, _encoding, done) => void held.push(done),
  })
  return { stream, go: () => held.shift()?.() }
}

test('whoever writes waits while the other side has no room', async () => {
  const { stream, go } = stuck()
  let isDone = false
  const writing = writeFrame(stream, 1, 'a long payload').then(() => (isDone = true))
  await turn()
  expect(isDone).toBe(false)
  go()
  await turn()
  go()
  await writing
  expect(isDone).toBe(true)
  expect(stream.listenerCount('drain') + stream.listenerCount('close')).toBe(0)
})

test('whoever waits for one that goes away is told so, with an error or without', async () => {
  for (const error of [new Error('broken pipe'), undefined]) {
    const { stream } = stuck()
    const writing = writeFrame(stream, 1, 'a long payload')
    stream.destroy(error)
    await expect(writing).rejects.toThrow(error ? 'broken pipe' : 'The other side is gone.')
  }
})

test('to one that is gone already nothing is written, and nobody waits', async () => {
  const { stream } = stuck()
  stream.on('error', () => undefined)
  stream.destroy()
  await once(stream, 'close')
  await expect(writeFrame(stream, 1, 'x')).rejects.toThrow('The other side is gone.')
})
