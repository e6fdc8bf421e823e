import type { ReactNode } from 'react'

export type ChipTone = 'plain' | 'accent' | 'done' | 'unconfirmed' | 'bad'

/** A state in an outline. At most four stand beside a title, after the level. */
export function Chip({ tone = 'plain', children }: { tone?: ChipTone; children: ReactNode }) {
  return <span className={`chip ${tone}`}>{children}</span>
}

/** How sure a figure or an article is: read in the original, or still to be confirmed. */
export function MarkChip({ mark }: { mark: string }) {
  if (mark === 'read' || mark === 'read-2') return <Chip>原文已读</Chip>
  if (mark === 'confirmed') return <Chip tone="done">已确认</Chip>
  return <Chip tone="unconfirmed">待确认</Chip>
}
