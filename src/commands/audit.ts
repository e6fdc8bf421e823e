import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Refused } from '../kernel/refusal.ts'
import { ExportedHead, viewChain } from '../modules/audit/contract-chain.ts'
import { listHeads, verifyAudit } from '../modules/audit/views-chain.ts'
import { auditFaultNames } from '../modules/audit/words.ts'
import { mustBeAbleTo } from './actor.ts'
import { type Command, print, printJson } from './command.ts'

export const auditCommand: Command = {
  name: 'audit',
  usage: 'audit verify [--heads 文件] [--json] ； audit heads',
  what: '核对审计记录有没有被改、删、插入或截断，有则退出码为 1；heads 导出签名的链头，存到别处，以后用 --heads 核对',
  example: 'audit verify --heads heads.jsonl',
  run: async (ctx, { values, rest }) => {
    mustBeAbleTo(ctx, viewChain)
    if (rest[0] === 'heads') {
      for (const head of await listHeads(ctx)) printJson(head)
      return 0
    }
    if (rest[0] !== 'verify') throw new Refused({ code: 'audit.command-how', kind: 'invalid' })
    const verified = await verifyAudit(ctx, await keptHeads(values.heads))
    if (values.json) {
      printJson(verified)
      return verified.faults === 0 ? 0 : 1
    }
    const { sealed, unsealed, heads, faults, first } = verified
    for (const { kind, sealNo, id } of first) {
      const where = sealNo === null ? '未封存' : `第 ${sealNo} 条`
      print(`${auditFaultNames[kind]}\t${where}\t${id ?? ''}`.trimEnd())
    }
    print(
      `${faults === 0 ? '相符' : `不符 ${faults} 处`}：已封存 ${sealed} 条，核对签名链头 ${heads} 个，待封存 ${unsealed} 条。`,
    )
    return faults === 0 ? 0 : 1
  },
}

/** One a line, as `audit heads` printed them. */
async function keptHeads(path: string | undefined): Promise<ExportedHead[]> {
  if (path === undefined) return []
  try {
    const text = await readFile(path, 'utf8')
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    return z.array(ExportedHead).parse(lines.map((line): unknown => JSON.parse(line)))
  } catch {
    throw new Refused({ code: 'audit.heads-unreadable', kind: 'invalid', values: { file: path } })
  }
}
