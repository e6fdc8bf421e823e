import { useState } from 'react'
import { call, CallFailed, newIntention } from '../call.ts'
import { useDistrict } from '../district.ts'
import { refresh } from '../read.ts'
import {
  listBatches,
  openBatch,
  readBatch,
  receiveFile,
} from '../../../modules/exchange/contract.ts'

/** How far a drop is. `at`: files handed over so far. */
export interface Drop {
  files: readonly File[]
  at: number
  batchId: string | null
  failure: CallFailed | null
  running: boolean
}

/** Keys of the calls of one drop, so that trying again repeats nothing. */
interface Keys {
  open: string
  files: readonly string[]
  read: string
}

/**
 * Hands files over one after another, then has them read. A failure keeps what has arrived; going on
 * starts at the file that failed.
 */
export function useDropFiles(done: (batchId: string) => void) {
  const district = useDistrict()
  const [drop, setDrop] = useState<(Drop & { keys: Keys }) | null>(null)

  async function run(start: Drop & { keys: Keys }) {
    let now = { ...start, failure: null, running: true }
    const step = (change: Partial<Drop>) => {
      now = { ...now, ...change, failure: null }
      setDrop(now)
    }
    step({})
    try {
      const batchId = now.batchId ?? (await open(district, now.keys.open))
      step({ batchId })
      for (let at = now.at; at < now.files.length; at += 1) {
        await send(district, batchId, now.files[at], at + 1, now.keys.files[at])
        step({ at: at + 1 })
      }
      const params = { batchId }
      await call(readBatch, district, { params, idempotencyKey: now.keys.read })
      await refresh([listBatches])
      setDrop(null)
      done(batchId)
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error
      setDrop({ ...now, failure: error, running: false })
    }
  }

  return {
    drop,
    begin: (files: readonly File[]) =>
      run({
        files,
        at: 0,
        batchId: null,
        failure: null,
        running: true,
        keys: { open: newIntention(), files: files.map(newIntention), read: newIntention() },
      }),
    goOn: () => drop && run(drop),
    forget: () => setDrop(null),
  }
}

async function open(district: string, idempotencyKey: string): Promise<string> {
  const opened = await call(openBatch, district, { body: { projectCode: null }, idempotencyKey })
  return opened.id
}

async function send(
  district: string,
  batchId: string,
  file: File | undefined,
  no: number,
  idempotencyKey: string | undefined,
): Promise<void> {
  if (file === undefined || idempotencyKey === undefined) return
  const body = new Uint8Array(await file.arrayBuffer())
  const query = { name: file.name, no }
  await call(receiveFile, district, { params: { batchId }, query, body, idempotencyKey })
}
