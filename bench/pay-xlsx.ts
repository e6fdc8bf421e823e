import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { WrittenColumn, WrittenRow } from '../src/platform/sheets/written-sheet.ts'
import { xlsxOf } from '../src/platform/sheets/write-xlsx.ts'

/** A csv of `pay-csv.ts` as books of so many rows each, amounts as numbers, everything else as text. */
export async function writePayXlsx(
  csv: string,
  nameOf: (nth: number) => string,
  rowsEach: number,
): Promise<string[]> {
  const lines = createInterface({ input: createReadStream(csv), crlfDelay: Infinity })
  const source = lines[Symbol.asyncIterator]()
  const heads = String((await source.next()).value).split(',')
  const columns = heads.map((head): WrittenColumn => ({ head, kind: kindOf(head), width: 16 }))
  const names: string[] = []
  let ended = false
  while (!ended) {
    let left = rowsEach
    const pages = async function* () {
      while (left > 0 && !ended) {
        const page: WrittenRow[] = []
        while (page.length < 1_000 && left > 0 && !ended) {
          const next = await source.next()
          if (next.done === true) ended = true
          else {
            page.push(next.value.split(',').map((text, at) => cellOf(columns[at]?.kind, text)))
            left -= 1
          }
        }
        yield page
      }
    }
    const name = nameOf(names.length + 1)
    const book = xlsxOf({ name: '工资', head: null, columns, pages: pages(), total: () => null })
    await pipeline(Readable.from(book), createWriteStream(name))
    if (left < rowsEach) names.push(name)
  }
  return names
}

function kindOf(head: string): WrittenColumn['kind'] {
  if (head.endsWith('金额')) return 'money'
  return head === '出勤天数' || head === '总工时' ? 'integer' : 'text'
}

function cellOf(kind: WrittenColumn['kind'] | undefined, text: string): WrittenRow[number] {
  if (text === '') return null
  if (kind === 'money') return Math.round(Number(text) * 100)
  return kind === 'integer' ? Number(text) : text
}
