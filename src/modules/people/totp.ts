import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { oneTimeCode } from './rules/second-factor.ts'

/** A new secret in base 32: 160 random bits (RFC 4226, R6). */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** What an authenticator app reads from the QR code. */
export function secretAddress(secret: string, accountName: string): string {
  return totpOf(secret, accountName).toString()
}

/** Which step of time a code is of, the one before and the one after taken too; null: of none. */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const totp = totpOf(secret, '')
  const timestamp = now.getTime()
  const off = totp.validate({ token: code, timestamp, window: oneTimeCode.graceSteps })
  return off === null ? null : Math.floor(timestamp / 1_000 / oneTimeCode.periodSeconds) + off
}

/** The code that an app would show; for tests and the demo, which have no app. */
export function codeAt(secret: string, at: Date): string {
  return totpOf(secret, '').generate({ timestamp: at.getTime() })
}

/** Sixteen signs of base 32. */
export function newRecoveryCode(): string {
  const bytes = randomBytes(10)
  return new Secret({ buffer: new Uint8Array(bytes).buffer }).base32
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({
    issuer: '护薪',
    label,
    algorithm: oneTimeCode.algorithm,
    digits: oneTimeCode.digits,
    period: oneTimeCode.periodSeconds,
    secret: Secret.fromBase32(secret),
  })
}
