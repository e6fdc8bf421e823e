import type { Refusal } from '../../../kernel/refusal.ts'

/** `own`: given here at creation (`P` and six digits); `given`: the platform's or the permit's number. */
export type ProjectCodeKind = 'own' | 'given'

/** The code as it is stored and compared: plain signs, capitals, no spaces, one kind of bracket. */
export function normalProjectCode(written: string): string {
  // Composed again at the end: taking signs out and capitals bring new pairs together.
  return written
    .normalize('NFKC')
    .replaceAll(/[\s\p{Cf}]/gu, '')
    .replaceAll(/[〔【[]/g, '(')
    .replaceAll(/[〕】\]]/g, ')')
    .replaceAll(/[‐‑–—－]/g, '-')
    .toUpperCase()
    .normalize('NFKC')
}

/** Which kind a normal code is; null where it can be neither. */
export function projectCodeKind(code: string): ProjectCodeKind | null {
  if (/^P\d{6}$/.test(code)) return 'own'
  // Permit numbers hold the short name of the place and 号: 浙建施(2026)012号.
  const shape = /^[\p{Script=Han}A-Z\d()/_.-]+$/u
  if (code.length < 4 || code.length > codeLengthLimit || !shape.test(code)) return null
  return /\d/.test(code) ? 'given' : null
}

/** The district's `number`-th own code; throws beyond six digits. */
export function ownProjectCode(number: number): string {
  if (!Number.isInteger(number) || number < 1 || number > 999_999) {
    throw new RangeError('own project codes run from P000001 to P999999')
  }
  return `P${String(number).padStart(6, '0')}`
}

/** Why a normal code cannot be a project's; that it is taken only the store can say. */
export function whyNotProjectCode(code: string): Refusal | null {
  if (code === '') {
    return { code: 'registry.project-code-missing', kind: 'invalid', field: 'code' }
  }
  if (projectCodeKind(code) !== null) return null
  return { code: 'registry.project-code-invalid', kind: 'invalid', field: 'code' }
}

const codeLengthLimit = 64
