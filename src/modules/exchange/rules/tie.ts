import type { Refusal } from '../../../kernel/refusal.ts'

/** Why numbers of a file's machines cannot be tied now; null when they can. */
export function whyNotTieUsers(file: {
  readonly state: string
  readonly hasProject: boolean
  /** Numbers of which the file does not speak. */
  readonly strange: number
}): Refusal | null {
  if (file.state !== 'understood' && file.state !== 'committed')
    return { code: 'exchange.file-not-understood', kind: 'wrong-state' }
  if (!file.hasProject) return { code: 'exchange.device-project-first', kind: 'wrong-state' }
  if (file.strange > 0)
    return {
      code: 'exchange.no-such-device-user',
      kind: 'invalid',
      values: { count: file.strange },
    }
  return null
}
