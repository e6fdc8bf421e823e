import type { CalledFile } from './call.ts'

/** Hands a file to the browser's own downloads. */
export function saveFile({ name, content }: CalledFile): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
