import { describe, expect, test } from 'vitest'
import { readRows } from '../../../../tests/files/made-up.ts'
import { officeShapes } from '../../../../tests/files/shapes/index.ts'
import { mergesOf, rowsOf } from '../../../../tests/files/shapes/shape.ts'

describe.each(Object.entries(officeShapes))('%s', (_, shapes) => {
  test('at least ten of them', () => {
    expect(shapes.length).toBeGreaterThanOrEqual(10)
  })

  test.each(shapes.map((shape) => [shape.name, shape] as const))('%s', async (_, shape) => {
    const { kind, period, accepted, rejected = 0, skipped, findings, first, ...totals } = shape.is
    const { sheet, records } = await readRows(rowsOf(shape.rows), {
      ...(shape.sheet !== undefined && { name: shape.sheet }),
      ...(shape.file !== undefined && { fileName: shape.file }),
      merges: mergesOf(shape.merges ?? ''),
    })
    const came = {
      kind: sheet.kind,
      accepted: sheet.accepted,
      rejected: sheet.rejected.map(({ row, code }) => `${row} ${code}`),
    }
    expect(came).toEqual({ kind, accepted, rejected: rejected === 0 ? [] : expect.anything() })
    expect(sheet.rejected.length).toBe(rejected)
    expect(sheet.totals).toMatchObject(totals)
    if (period !== undefined) expect(sheet.period).toBe(period)
    if (skipped !== undefined) expect(sheet.skipped.length).toBe(skipped)
    if (findings !== undefined) {
      const ofRows = sheet.findings.filter(({ row }) => row > (sheet.headerRow ?? 0))
      expect(ofRows.map(({ row, code }) => `${row} ${code.replace(/^.*\./, '')}`)).toEqual(findings)
    }
    if (first !== undefined) expect(records[0]).toMatchObject(first)
    expect(sheet.rows).toBe(sheet.accepted + sheet.rejected.length + sheet.skipped.length)
  })
})

test('the shapes are their own: no two say the same header', () => {
  const seen = new Map<string, string>()
  for (const shape of Object.values(officeShapes).flat()) {
    const said = seen.get(shape.rows)
    expect([shape.name, said]).toEqual([shape.name, undefined])
    seen.set(shape.rows, shape.name)
  }
})
