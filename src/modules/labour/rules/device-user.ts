import type { Refusal } from '../../../kernel/refusal.ts'

/** A number of a machine, or of the platform that numbers people where `device` is empty. */
export interface DeviceNumber {
  readonly device: string
  readonly userNo: string
}

/** Why numbers of machines cannot be tied to these workers; null when they can. */
export function whyNotTie(
  workerIds: readonly string[],
  engaged: ReadonlySet<string>,
): Refusal | null {
  const missing = workerIds.filter((id) => !engaged.has(id)).length
  if (missing === 0) return null
  return { code: 'labour.worker-not-on-project', kind: 'wrong-state', values: { count: missing } }
}
