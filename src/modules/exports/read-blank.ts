import { Refused } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { openFile } from '../files/open-file.ts'
import { receiveFile } from '../files/receive-file.ts'
import { openReader } from '../recognition/reader.ts'
import type { Form } from '../register/contract-lists.ts'
import { keepForm } from '../register/keep-form.ts'
import type { FormSheet } from '../register/rules/form.ts'

/** A form is a few sheets; what is longer is none. */
const longestBytes = 5 * 1024 * 1024

/** Takes a superior's blank: its cells are read in the reader process, held to memory and time, since nobody vouches for it. */
export async function readBlank(
  ctx: Context,
  name: string,
  content: AsyncIterable<Uint8Array>,
): Promise<Form> {
  const file = await receiveFile(ctx, content, { limitBytes: longestBytes })
  const once = ctx.once && { ...ctx.once, requestHash: `${ctx.once.requestHash} ${file.hash}` }
  const sheets = await sheetsOf(ctx, name, file.hash)
  return keepForm(once ? { ...ctx, once } : ctx, { fileName: name, hash: file.hash, sheets })
}

async function sheetsOf(ctx: Context, fileName: string, hash: string) {
  const reader = await openReader(ctx.platform.keys, ctx.district)
  try {
    let sheets: readonly FormSheet[] | null = null
    for await (const message of reader.read({ mode: 'form', fileName }, openFile(ctx, hash))) {
      if (message.kind === 'form') sheets = message.sheets
      if (message.kind === 'done' && message.understood.error) {
        throw new Refused({ code: message.understood.error.code, kind: 'invalid' })
      }
    }
    if (sheets === null) throw new Refused({ code: 'recognition.reader-broke', kind: 'busy' })
    return sheets
  } finally {
    reader.close()
  }
}
