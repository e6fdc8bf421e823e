/**
 * Takes what a source yields before it is asked for, up to a size, so that the source works on while its reader is busy
 * with something else. Errors and the end come in their order.
 */
export async function* readAhead<T>(
  source: AsyncIterable<T>,
  sizeOf: (item: T) => number,
  most: number,
): AsyncGenerator<T> {
  const held: T[] = []
  let size = 0
  const end: { how: 'open' | 'done' | 'failed'; error?: unknown } = { how: 'open' }
  let stopped = false
  let wake = () => {}
  const change = () => new Promise<void>((resolve) => (wake = resolve))
  const pump = async () => {
    for await (const item of source) {
      held.push(item)
      size += sizeOf(item)
      wake()
      while (size >= most && !stopped) await change()
      if (stopped) return
    }
  }
  void pump()
    .then(
      () => (end.how = 'done'),
      (error: unknown) => {
        end.how = 'failed'
        end.error = error
      },
    )
    .then(() => wake())
  try {
    for (;;) {
      const item = held.shift()
      if (item !== undefined) {
        size -= sizeOf(item)
        wake()
        yield item
      } else if (end.how === 'failed') throw end.error
      else if (end.how === 'done') return
      else await change()
    }
  } finally {
    // Whatever the source is in the middle of is nobody's any more; it is closed when it next yields.
    stopped = true
    wake()
  }
}
