import type { ReactNode } from 'react'
import type { About } from '../../../kernel/addressee.ts'
import { aboutNames } from '../../../modules/tasks/words.ts'
import { labelOf } from '../labels.ts'
import { DistrictLink } from './page.tsx'

/**
 * Where the thing of a kind has its page, below the district's address; a kind without a page is left out. `/about/…`
 * asks the server, which knows what an id stands for.
 */
const pages: Readonly<Record<string, (id: string) => string>> = {
  matter: (id) => `/about/matter/${id}`,
  // `round` or `round.role.place`.
  screening: (id) => `/screening/${id.split('.')[0] ?? id}`,
  'blind-spot': (id) => `/about/blind-spot/${id}`,
  'hand-in': (id) => `/projects/${id}`,
  plan: (id) => `/about/plan/${id}`,
  'register-entry': (id) => `/about/register-entry/${id}`,
  task: (id) => `/tasks/${id}`,
}

/** The address of what work or a message is about; null where it has no page. */
export function aboutAddress({ kind, id }: About): string | null {
  return pages[kind]?.(encodeURIComponent(id)) ?? null
}

export function sayAbout(kind: string): string {
  return labelOf(aboutNames, kind)
}

/** What work or a message is about, as a link where it has a page. */
export function AboutLink({ about, children }: { about: About; children?: ReactNode }) {
  const address = aboutAddress(about)
  const text = children ?? sayAbout(about.kind)
  return address === null ? text : <DistrictLink to={address}>{text}</DistrictLink>
}
