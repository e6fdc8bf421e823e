import type { Refusal } from '../../../kernel/refusal.ts'

/** Parameters `sign-in-tries` and `sign-in-lock-minutes`. */
export interface LockOut {
  readonly tries: number
  readonly lockMinutes: number
}

export interface SignInAttempt {
  /** See `lockedUntil`. */
  readonly lockedUntil: Date | null
  readonly now: Date
  /** Whether the name is an account's, its password right, and the account open: one answer for all three. */
  readonly known: boolean
  readonly passwordRight: boolean
  readonly closed: boolean
}

/** Asked before the password is looked at, so that guessing gains nothing while the lock lasts. */
export function whyNotTrySignIn({
  lockedUntil,
  now,
}: Pick<SignInAttempt, 'lockedUntil' | 'now'>): Refusal | null {
  if (lockedUntil === null || lockedUntil <= now) return null
  const minutes = Math.ceil((lockedUntil.getTime() - now.getTime()) / millisPerMinute)
  return { code: 'people.sign-in-locked', kind: 'too-much', values: { minutes } }
}

/** Why nobody is signed in by this attempt. It never tells which of name and password was wrong. */
export function whyNotSignIn(attempt: SignInAttempt): Refusal | null {
  const locked = whyNotTrySignIn(attempt)
  if (locked !== null) return locked
  if (attempt.known && attempt.passwordRight && !attempt.closed) return null
  return { code: 'people.sign-in-wrong', kind: 'not-allowed' }
}

/**
 * Until when a name is locked by its failed sign-ins (those since the last good one; the name may be nobody's); null
 * where it is not. As many failures as `tries` within the length of a lock bring one, counted from the last of
 * them: a slip a day never adds up, and after a lock the count starts anew.
 */
export function lockedUntil(
  failedAt: readonly Date[],
  { tries, lockMinutes }: LockOut,
): Date | null {
  const latest = failedAt.map((at) => at.getTime()).toSorted((a, b) => b - a)
  const [last, first] = [latest[0], latest[tries - 1]]
  const span = lockMinutes * millisPerMinute
  if (last === undefined || first === undefined || last - first >= span) return null
  return new Date(last + span)
}

export interface Session {
  readonly seenAt: Date
  /** Set by signing out, by a new password, by an administrator. */
  readonly endedAt: Date | null
}

/** When a session ends if nothing more is heard (parameter `session-idle-minutes`). */
export function sessionEndsAt({ seenAt }: Pick<Session, 'seenAt'>, idleMinutes: number): Date {
  return new Date(seenAt.getTime() + idleMinutes * millisPerMinute)
}

/** Why a session no longer speaks for its account. */
export function whyNotSession(session: Session, now: Date, idleMinutes: number): Refusal | null {
  if (session.endedAt !== null && session.endedAt <= now) {
    return { code: 'people.session-ended', kind: 'not-allowed' }
  }
  if (sessionEndsAt(session, idleMinutes) <= now) {
    return { code: 'people.session-idle', kind: 'not-allowed', values: { minutes: idleMinutes } }
  }
  return null
}

/**
 * Whether `seenAt` is worth writing: once a minute is enough for an idle time of minutes, and a write a
 * request is not.
 */
export function isSeenAnew({ seenAt }: Pick<Session, 'seenAt'>, now: Date): boolean {
  return now.getTime() - seenAt.getTime() >= millisPerMinute
}

const millisPerMinute = 60_000
