import type { PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'

/** What of a notice decides whether it may be acknowledged. */
export interface NoticeStanding {
  readonly acknowledgeBy: PlainDate | null
  readonly acknowledgedAt: string | null
  /** Whether the one who asks holds the post it is addressed to. */
  readonly isMine: boolean
}

/** Why this notice is not acknowledged now; late is late, and may be. */
export function whyNotAcknowledge(notice: NoticeStanding): Refusal | null {
  if (notice.acknowledgeBy === null) {
    return { code: 'notices.nothing-to-acknowledge', kind: 'wrong-state' }
  }
  if (notice.acknowledgedAt !== null) return { code: 'notices.acknowledged', kind: 'wrong-state' }
  return notice.isMine ? null : { code: 'notices.not-yours', kind: 'not-allowed' }
}
