import { describe, expect, test } from 'vitest'
import { Refused } from '../../kernel/refusal.ts'
import { zipOf, type ZipPart } from '../../../tests/files/zip-bytes.ts'
import { filesInZip } from './zip-files.ts'

async function unpacked(zip: Uint8Array): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const file of await filesInZip(zip)) {
    const pieces: Uint8Array[] = []
    for await (const piece of file.content()) pieces.push(piece)
    files[file.name] = Buffer.concat(pieces).toString()
  }
  return files
}

async function codeOf(parts: readonly ZipPart[]): Promise<string> {
  try {
    return JSON.stringify(await unpacked(zipOf(parts)))
  } catch (error) {
    return error instanceof Refused ? error.refusal.code : String(error)
  }
}

describe('files of a zip', () => {
  test('with their folders, stored or deflated, of zip64 too', async () => {
    const parts = [
      { name: '工资表.csv', content: 'a,b\n' },
      { name: '二月/考勤.csv', content: 'c,d\n'.repeat(600_000), method: 8 },
      { name: '三月/', content: '', method: 0 },
      { name: '三月/花名册.csv', content: 'e', method: 0 },
    ]
    for (const zip64 of [false, true]) {
      const files = await unpacked(zipOf(parts, { zip64 }))
      expect(Object.keys(files)).toEqual(['工资表.csv', '二月/考勤.csv', '三月/花名册.csv'])
      expect(files['二月/考勤.csv']?.length).toBe(2_400_000)
      expect(files['三月/花名册.csv']).toBe('e')
    }
  })

  test('names in GB18030, as Windows in China writes them', async () => {
    // 工资.csv
    const name = Uint8Array.from([0xb9, 0xa4, 0xd7, 0xca, 0x2e, 0x63, 0x73, 0x76])
    expect(await unpacked(zipOf([{ name, content: '1' }]))).toEqual({ '工资.csv': '1' })
  })

  test('what systems put in unasked is left out', async () => {
    expect(
      await unpacked(
        zipOf([
          { name: '__MACOSX/._表.csv', content: 'x' },
          { name: '甲/._表.csv', content: 'x' },
          { name: '甲/Thumbs.db', content: 'x' },
          { name: '.DS_Store', content: 'x' },
          { name: '甲/~$表.xlsx', content: 'x' },
          { name: '甲/表.csv', content: '1' },
        ]),
      ),
    ).toEqual({ '甲/表.csv': '1' })
  })

  test('a name is never a path: drives, roots and .. are gone', async () => {
    const names = [
      '../../etc/passwd',
      '/root/a.csv',
      'C:\\Windows\\b.csv',
      '..\\..\\c.csv',
      './d.csv',
    ]
    const files = await unpacked(zipOf(names.map((name) => ({ name, content: name }))))
    expect(Object.keys(files)).toEqual([
      'etc/passwd',
      'root/a.csv',
      'Windows/b.csv',
      'c.csv',
      'd.csv',
    ])
  })
})

describe('a zip that is refused', () => {
  const plain = { name: 'a.csv', content: 'a,b\n' }
  test.each<[string, ZipPart[], string]>([
    ['with a password', [plain, { ...plain, flags: 0x801 }], 'sheets.archive-encrypted'],
    ['packed in a way nobody unpacks here', [{ ...plain, method: 14 }], 'sheets.archive-method'],
    ['without files', [{ name: '__MACOSX/x', content: '' }], 'sheets.archive-empty'],
    [
      'of more files than a batch holds',
      Array.from({ length: 201 }, (_, at) => ({ name: `${at}.csv`, content: '1' })),
      'sheets.archive-too-many',
    ],
    [
      'of a file that says it is half a gigabyte',
      [{ ...plain, declaredBytes: 500 * 2 ** 20 }],
      'sheets.archive-file-too-large',
    ],
    [
      'of files that together say they are half a gigabyte',
      ['a', 'b', 'c'].map((name) => ({ ...plain, name, declaredBytes: 170 * 2 ** 20 })),
      'sheets.archive-too-large',
    ],
    ['whose sum is wrong', [{ ...plain, declaredCrc: 1 }], 'sheets.archive-broken'],
    ['that ends too early', [{ ...plain, declaredBytes: 9 }], 'sheets.archive-broken'],
    [
      'that says it is small and is not',
      [{ name: 'a.csv', content: '0'.repeat(50_000_000), declaredBytes: 1_000 }],
      'sheets.archive-broken',
    ],
    [
      'that says it is middling and is not',
      [{ name: 'a.csv', content: '0'.repeat(50_000_000), declaredBytes: 2_000_000 }],
      'sheets.archive-broken',
    ],
  ])('%s', async (_, parts, code) => {
    expect(await codeOf(parts)).toBe(code)
  })

  test('that is cut off', async () => {
    const zip = zipOf([{ name: 'a.csv', content: 'a,b\n'.repeat(1000) }])
    await expect(unpacked(zip.subarray(0, zip.length - 30))).rejects.toThrow('sheets.broken')
  })
})
