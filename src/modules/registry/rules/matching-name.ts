/**
 * A name as it is compared, never as it is shown: full-width signs plain, capitals, no space or invisible sign, one
 * kind of bracket, dot and dash. What a bracket holds stays: 某某(浙江)公司 is not 某某公司.
 */
export function matchingName(written: string): string {
  // Composed again at the end: taking signs out and capitals bring new pairs together.
  return written
    .normalize('NFKC')
    .replaceAll(/[\s\p{Cf}\p{Cc}]/gu, '')
    .replaceAll(/[〔【[{<《〈「『]/g, '(')
    .replaceAll(/[〕】\]}>》〉」』]/g, ')')
    .replaceAll(/[·•・‧∙⋅●]/g, '·')
    .replaceAll(/[‐‑‒–—―－]/g, '-')
    .replaceAll(/[“”„‟"'‘’`]/g, '')
    .toUpperCase()
    .normalize('NFKC')
}
