import type { Fen } from '../../../kernel/money.ts'
import type { Refusal } from '../../../kernel/refusal.ts'

/**
 * `finished` is built and every wage cleared; until then it is `finished-unpaid`, for duties run on: ledgers are
 * kept until both are so and three years more (条例 art. 28).
 */
export const projectStates = [
  'not-begun',
  'building',
  'stopped',
  'finished-unpaid',
  'finished',
] as const
export type ProjectState = (typeof projectStates)[number]

export function isProjectState(text: string): text is ProjectState {
  return projectStates.some((state) => state === text)
}

/** What may follow what. A finished project may turn out to owe, or to be taken up again. */
export const projectStatesAfter: Readonly<Record<ProjectState, readonly ProjectState[]>> = {
  'not-begun': ['building', 'stopped'],
  building: ['stopped', 'finished-unpaid', 'finished'],
  stopped: ['building', 'finished-unpaid', 'finished'],
  'finished-unpaid': ['finished', 'building'],
  finished: ['finished-unpaid', 'building'],
}

/**
 * Why a project may not go from the one state to the other. `owed` is all that its workers are owed; null where whoever
 * asks stands before the ledger and cannot know.
 */
export function whyNotProjectState(
  from: ProjectState,
  to: ProjectState,
  owed: Fen | null,
): Refusal | null {
  if (from === to) return null
  if (!projectStatesAfter[from].includes(to)) {
    return { code: 'registry.project-state-not-next', kind: 'wrong-state', field: 'state' }
  }
  if (to === 'finished' && owed !== null && owed > 0) {
    return { code: 'registry.project-still-owes', kind: 'wrong-state', field: 'state' }
  }
  return null
}

/**
 * The state that a word or code of the national real-name platform means (dictionary `prj_status`); null
 * where it is none. 完工 says that it is built: whether its wages are cleared says the ledger.
 */
export function projectStateOf(word: string, owed: Fen | null): ProjectState | null {
  const platformWord = word.normalize('NFKC').trim()
  switch (platformWord) {
    case '001':
    case '筹备':
    case '002':
    case '立项':
      return 'not-begun'
    case '003':
    case '在建':
      return 'building'
    case '004':
    case '完工':
      return owed !== null && owed > 0 ? 'finished-unpaid' : 'finished'
    case '005':
    case '停工':
      return 'stopped'
  }
  return null
}

/**
 * The state that a list's word means; null where it is none. 竣工 says that it is built: that every wage is cleared no
 * list can say.
 */
export function listedProjectStateOf(written: string): ProjectState | null {
  const word = written.normalize('NFKC').replaceAll(/\s/g, '')
  const stated = projectStateOf(word, null)
  if (stated !== null) return stated === 'finished' ? 'finished-unpaid' : stated
  if (/停工|停建|缓建|烂尾/.test(word)) return /复工/.test(word) ? null : 'stopped'
  if (/[未待拟](?:开工|建)|尚未开工|筹建|筹备|前期|立项/.test(word)) return 'not-begun'
  if (/[未待](?:完|竣)工|未验收/.test(word)) return 'building'
  if (/[完竣]工|已验收|已交付|完成/.test(word))
    return /主体|基础|结构/.test(word) ? 'building' : 'finished-unpaid'
  if (/在建|在施|施工|已开工|复工|主体|基础|地下|桩|装修|装饰|安装|封顶/.test(word))
    return 'building'
  return null
}
