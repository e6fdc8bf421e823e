/**
 * Whether a spreadsheet may take a text for a formula: it begins with = + - @, in whatever width or form, with
 * a tab, or with the end of a line, or with blanks before one of them.
 */
export function looksLikeFormula(text: string): boolean {
  const first = text.charCodeAt(0)
  // Digits, letters and Chinese signs, which most texts begin with, begin no formula.
  if ((first >= 0x4e00 && first <= 0x9fff) || isPlain(first) || text === '') return false
  return /^\s*[=+\-@\u2212]|^[\t\r\n]/.test(text.slice(0, 64).normalize('NFKC'))
}

function isPlain(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}
