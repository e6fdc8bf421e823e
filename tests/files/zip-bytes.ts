import { crc32, deflateRawSync } from 'node:zlib'

/** A file to be put into a zip made for a test. */
export interface ZipPart {
  readonly name: string | Uint8Array
  readonly content: string | Uint8Array
  /** 0: stored, 8: deflated (the default); others only claim to be. */
  readonly method?: number
  /** General purpose flags: 1 is encrypted, 0x800 a name in UTF-8. */
  readonly flags?: number
  /** What the directory says it is unpacked, where it lies. */
  readonly declaredBytes?: number
  readonly declaredCrc?: number
}

/** A zip of parts, sign by sign, so that tests can make honest ones and others. */
export function zipOf(parts: readonly ZipPart[], { zip64 = false } = {}): Uint8Array {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const name = typeof part.name === 'string' ? Buffer.from(part.name) : Buffer.from(part.name)
    const content = Buffer.from(part.content)
    const method = part.method ?? 8
    const packed = method === 8 ? deflateRawSync(content, { level: 9 }) : content
    const unzipped = part.declaredBytes ?? content.length
    const flags = part.flags ?? (typeof part.name === 'string' ? 0x800 : 0)
    const crc = part.declaredCrc ?? crc32(content)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    local.writeUInt16LE(flags, 6)
    local.writeUInt16LE(method, 8)
    local.writeUInt32LE(crc, 14)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(unzipped, 22)
    local.writeUInt16LE(name.length, 26)
    bodies.push(local, name, packed)
    const extra = zip64 ? longExtra(unzipped, packed.length, offset) : Buffer.alloc(0)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(flags, 8)
    entry.writeUInt16LE(method, 10)
    entry.writeUInt32LE(crc, 16)
    entry.writeUInt32LE(zip64 ? 0xffffffff : packed.length, 20)
    entry.writeUInt32LE(zip64 ? 0xffffffff : unzipped, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt16LE(extra.length, 30)
    entry.writeUInt32LE(zip64 ? 0xffffffff : offset, 42)
    directory.push(entry, name, extra)
    offset += 30 + name.length + packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(zip64 ? 0xffffffff : offset, 16)
  const long = zip64 ? longEnd(parts.length, list.length, offset) : Buffer.alloc(0)
  return new Uint8Array(Buffer.concat([...bodies, list, long, end]))
}

function longExtra(unzipped: number, packed: number, offset: number): Buffer {
  const extra = Buffer.alloc(28)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(24, 2)
  extra.writeBigUInt64LE(BigInt(unzipped), 4)
  extra.writeBigUInt64LE(BigInt(packed), 12)
  extra.writeBigUInt64LE(BigInt(offset), 20)
  return extra
}

function longEnd(count: number, listBytes: number, listAt: number): Buffer {
  const end = Buffer.alloc(76)
  end.writeUInt32LE(0x06064b50, 0)
  end.writeBigUInt64LE(44n, 4)
  end.writeBigUInt64LE(BigInt(count), 24)
  end.writeBigUInt64LE(BigInt(count), 32)
  end.writeBigUInt64LE(BigInt(listBytes), 40)
  end.writeBigUInt64LE(BigInt(listAt), 48)
  end.writeUInt32LE(0x07064b50, 56)
  end.writeBigUInt64LE(BigInt(listAt + listBytes), 64)
  end.writeUInt32LE(1, 72)
  return end
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** An .xlsx with one sheet, whose XML a test writes itself; `sheet` is what stands inside `<worksheet>`. */
export function xlsxOf(
  sheet: string,
  {
    strings = '',
    styles = '',
    workbookPr = '',
    before = '',
    more = [],
  }: {
    readonly strings?: string
    readonly styles?: string
    readonly workbookPr?: string
    /** What stands before the sheet's root: a document type, for one. */
    readonly before?: string
    readonly more?: readonly ZipPart[]
  } = {},
): Uint8Array {
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`
  const listed = (inner: string) =>
    `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`
  return zipOf([
    {
      name: '[Content_Types].xml',
      content: `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    },
    { name: '_rels/.rels', content: listed(relation('rId1', 'officeDocument', 'xl/workbook.xml')) },
    {
      name: 'xl/workbook.xml',
      content: `${xml}<workbook xmlns="${main}" xmlns:r="${relations}">${workbookPr}<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: listed(
        relation('rId1', 'worksheet', 'worksheets/sheet1.xml') +
          relation('rId2', 'sharedStrings', 'sharedStrings.xml') +
          relation('rId3', 'styles', 'styles.xml'),
      ),
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `${xml}${before}<worksheet xmlns="${main}">${sheet}</worksheet>`,
    },
    { name: 'xl/sharedStrings.xml', content: `${xml}<sst xmlns="${main}">${strings}</sst>` },
    { name: 'xl/styles.xml', content: `${xml}<styleSheet xmlns="${main}">${styles}</styleSheet>` },
    ...more,
  ])
}
