import { useEffect, useSyncExternalStore } from 'react'
import { listOutgoing, type Outgoing } from './phone-store.ts'
import { sendOutgoing, type Sending } from './send-outgoing.ts'

interface Standing {
  readonly all: readonly Outgoing[]
  readonly sending: Sending
}

/** While something waits and the page is open, it is tried again so often. */
const tryAgainMs = 15_000

let standing: Standing = { all: [], sending: 'done' }
const told = new Set<() => void>()

function subscribe(changed: () => void): () => void {
  told.add(changed)
  return () => told.delete(changed)
}

/** Sends what waits and looks what became of it. */
export async function tryToSend(): Promise<void> {
  const sending = await sendOutgoing()
  standing = { all: await listOutgoing(), sending }
  for (const changed of told) changed()
}

function trying(): void {
  tryToSend().catch((error: unknown) => console.error(error))
}

/** What the phone holds for the server; as long as the page is open it is sent as soon as that can be. */
export function useOutgoing(): Standing {
  const now = useSyncExternalStore(subscribe, () => standing)
  const hasWaiting = now.all.some(({ state }) => state === 'waiting')
  useEffect(() => {
    trying()
    window.addEventListener('online', trying)
    document.addEventListener('visibilitychange', trying)
    return () => {
      window.removeEventListener('online', trying)
      document.removeEventListener('visibilitychange', trying)
    }
  }, [])
  useEffect(() => {
    if (!hasWaiting) return undefined
    const timer = setInterval(trying, tryAgainMs)
    return () => clearInterval(timer)
  }, [hasWaiting])
  return now
}
