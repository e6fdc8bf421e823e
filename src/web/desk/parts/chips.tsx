import type { ReactNode } from 'react'
import type { Mark } from '../../../kernel/level.ts'
import { awaitsConfirmation } from '../../../modules/places/rules/parameter.ts'

export type ChipTone = 'plain' | 'accent' | 'done' | 'unconfirmed' | 'bad'

/** A state in an outline. At most four stand beside a title, after the level. */
export function Chip({ tone = 'plain', children }: { tone?: ChipTone; children: ReactNode }) {
  return <span className={`chip ${tone}`}>{children}</span>
}

/** How sure a figure or an article is: read in the original, or still to be confirmed. */
export function MarkChip({ mark }: { mark: Mark }) {
  if (awaitsConfirmation({ mark })) return <Chip tone="unconfirmed">待确认</Chip>
  return mark === 'confirmed' ? <Chip tone="done">已确认</Chip> : <Chip>原文已读</Chip>
}
