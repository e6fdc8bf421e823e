import { z } from 'zod'

/** Text with its personal part starred out (赵*一, 9901**********0013). No write accepts it, by type. */
export const Masked = z.string().brand<'Masked'>()
export type Masked = z.infer<typeof Masked>

/** `赵甲一` → `赵*一`, `赵一` → `赵*`. */
export function maskName(name: string): Masked {
  const signs = [...name]
  const first = signs[0] ?? ''
  const last = signs.length > 2 ? (signs.at(-1) ?? '') : ''
  return Masked.parse(first + '*'.repeat(Math.max(1, signs.length - (last ? 2 : 1))) + last)
}

/** Keeps the ends of an ID, card or phone number: `990101199001010013` → `9901**********0013`. */
export function maskNumber(value: string): Masked {
  const [head, tail] = value.length >= 15 ? [4, 4] : value.length >= 11 ? [3, 4] : [1, 1]
  if (value.length <= head + tail) return Masked.parse('*'.repeat(value.length))
  return Masked.parse(
    value.slice(0, head) + '*'.repeat(value.length - head - tail) + value.slice(-tail),
  )
}
