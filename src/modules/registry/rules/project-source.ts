import type { Industry } from './industry.ts'

/** Who may know of a project: each has a list of its own, with its own numbers and days. */
export const projectSources = [
  'construction-permit',
  'transport',
  'water',
  'land',
  'development-reform',
  'tender',
  'tax',
  'real-name-platform',
  'town-screening',
  'complaint',
  'by-hand',
] as const
export type ProjectSource = (typeof projectSources)[number]

/** The industry of what only one authority lists; null where a source lists projects of all. */
export function industryOfSource(source: ProjectSource): Industry | null {
  switch (source) {
    case 'construction-permit':
      return 'housing'
    case 'transport':
    case 'water':
    case 'land':
      return source
    case 'development-reform':
    case 'tender':
    case 'tax':
    case 'real-name-platform':
    case 'town-screening':
    case 'complaint':
    case 'by-hand':
      return null
  }
}
