import type { RowFinding } from '../../kernel/row-finding.ts'
import { rowOfKey } from '../../kernel/row-key.ts'
import type { Words } from '../../kernel/words.ts'
import { sentence } from '../../kernel/words.ts'
import { depositsWords } from '../deposits/words.ts'
import { registerWords } from '../register/words.ts'
import { labourWords } from '../labour/words.ts'
import { registryWords } from '../registry/words.ts'
import { wagesWords } from '../wages/words.ts'
import type { Understood } from '../recognition/contract.ts'
import { withFindings, withWaiting } from '../recognition/rules/note-counts.ts'
import { exchangeWords } from './words.ts'

const words: Words = {
  ...registryWords,
  ...labourWords,
  ...depositsWords,
  ...registerWords,
  ...wagesWords,
  ...exchangeWords,
}

/** What only whoever took the rows in could tell stands at the rows: findings, and rows that wait after all. */
export function withRowFindings(
  understood: Understood,
  findings: readonly RowFinding[],
): Understood {
  if (findings.length === 0) return understood
  const sheets = understood.sheets.map((sheet, index) => {
    const of = findings.filter((one) => one.sheet === index + 1)
    const said = (waits: boolean) =>
      of.flatMap(({ row, field, code, values, ...one }) =>
        one.waits === waits
          ? [{ row: rowOfKey(row), field, code, message: sentence(words, code, values) }]
          : [],
      )
    return withWaiting(withFindings(sheet, said(false)), said(true))
  })
  return { ...understood, sheets }
}
