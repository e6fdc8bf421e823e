import { daysBetween, type PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { isAdministrator, type Role } from '../../../kernel/role.ts'

export interface Days {
  readonly beginsOn: PlainDate
  readonly endsOn: PlainDate
}

/** Longer than this nobody is away, nor acts for somebody: a post that long is given to another. */
export const mostDays = 366

/** What of a post decides what may become of it. */
export interface LivingPost {
  readonly id: string
  readonly accountId: string
  readonly role: Role
  readonly organisation: string
  readonly beginsOn: PlainDate
  readonly endsOn: PlainDate | null
  readonly deputyFor: string | null
}

export function isRunning(post: Pick<LivingPost, 'endsOn'>, today: PlainDate): boolean {
  return post.endsOn === null || post.endsOn >= today
}

/** Days from today on or since, in order, no more than a year. */
export function whyNotDays({ beginsOn, endsOn }: Days, today: PlainDate): Refusal | null {
  if (endsOn < beginsOn) return refusal('people.days-order', 'endsOn')
  if (endsOn < today) return refusal('people.days-past', 'endsOn')
  if (daysBetween(beginsOn, endsOn) >= mostDays) return refusal('people.days-many', 'endsOn')
  return null
}

/** Two leaves of one person do not overlap: the one that stands is ended first. */
export function whyNotLeave(days: Days, others: readonly Days[], today: PlainDate): Refusal | null {
  const refused = whyNotDays(days, today)
  if (refused !== null) return refused
  const other = others.find((one) => days.beginsOn <= one.endsOn && one.beginsOn <= days.endsOn)
  if (other === undefined) return null
  const values = { beginsOn: other.beginsOn, endsOn: other.endsOn }
  return { code: 'people.leave-overlaps', kind: 'invalid', field: 'beginsOn', values }
}

/** Whom a post is to be acted for by. */
export interface Deputy {
  readonly accountId: string
  readonly power: string
  readonly isClosed: boolean
  /** Its own running posts in the district. */
  readonly posts: readonly Pick<LivingPost, 'role' | 'organisation' | 'deputyFor'>[]
}

/**
 * A deputy is of the district and of the same sort: of a firm for a firm, of the government for the government, a
 * business account for a business post; nobody acts for himself, and nobody hands on what he was given for a time.
 */
export function whyNotDeputise(
  post: LivingPost,
  deputy: Deputy,
  days: Days,
  { today, standing }: { readonly today: PlainDate; readonly standing: readonly Days[] },
): Refusal | null {
  if (!isRunning(post, today)) return { code: 'people.post-ended', kind: 'wrong-state' }
  if (post.deputyFor !== null) return { code: 'people.deputy-of-deputy', kind: 'wrong-state' }
  const refused = whyNotDays(days, today)
  if (refused !== null) return refused
  if (post.endsOn !== null && days.endsOn > post.endsOn) {
    return refusal('people.deputy-beyond', 'endsOn')
  }
  if (deputy.accountId === post.accountId) return refusal('people.deputy-self', 'account')
  const own = deputy.posts.filter(({ deputyFor }) => deputyFor === null)
  if (deputy.isClosed || own.length === 0) return refusal('people.deputy-none', 'account')
  if (!isSameSort(post, own)) return refusal('people.deputy-other-sort', 'account')
  const twice = standing.some((one) => days.beginsOn <= one.endsOn && one.beginsOn <= days.endsOn)
  return twice ? refusal('people.deputy-twice', 'beginsOn') : null
}

function isSameSort(post: LivingPost, own: Deputy['posts']): boolean {
  if (isAdministrator(post.role)) return own.every(({ role }) => role === post.role)
  if (post.role !== 'labour-officer') return own.some(({ role }) => role !== 'labour-officer')
  return own.some(({ organisation }) => organisation === post.organisation)
}

/** Moved to another unit, town or industries: its own post only, and something of it must change. */
export function whyNotMove(
  post: LivingPost & { readonly town: string | null; readonly industries: readonly string[] },
  to: {
    readonly organisation: string
    readonly town: string | null
    readonly industries: readonly string[]
    readonly on: PlainDate
  },
  today: PlainDate,
): Refusal | null {
  if (!isRunning(post, today)) return { code: 'people.post-ended', kind: 'wrong-state' }
  if (post.deputyFor !== null) return { code: 'people.move-deputy', kind: 'wrong-state' }
  if (post.role === 'labour-officer') return { code: 'people.move-firm', kind: 'wrong-state' }
  if (to.on < today) return refusal('people.days-past', 'on')
  if (to.on <= post.beginsOn) return refusal('people.move-early', 'on')
  const isSame =
    to.organisation === post.organisation &&
    to.town === post.town &&
    [...to.industries].toSorted().join(' ') === [...post.industries].toSorted().join(' ')
  return isSame ? refusal('people.move-nowhere', 'organisation') : null
}

/**
 * Under which name somebody acts: where he acts for others, theirs is beside his own, in the audit and wherever a name is
 * written down. 代: in nobody's post but theirs; 兼代: in his own and theirs.
 */
export function actorNameOf(
  name: string,
  posts: readonly { readonly actingFor: string | null }[],
): string {
  const others = [...new Set(posts.flatMap(({ actingFor }) => actingFor ?? []))]
  if (others.length === 0) return name
  const isOwnToo = posts.some(({ actingFor }) => actingFor === null)
  return `${name}（${isOwnToo ? '兼代' : '代'}${others.join('、')}）`
}

function refusal(code: string, field: string): Refusal {
  return { code, kind: 'invalid', field }
}
