import { namesLike } from '../../recognition/rules/bank/account-holder.ts'
import { matchingName } from '../../registry/rules/matching-name.ts'
import { normalProjectCode } from '../../registry/rules/project-code.ts'

/** What a file says of its projects, and what was said of it. */
export interface FileSays {
  readonly id: string
  readonly projectCodes: readonly string[]
  /** As they are written; the same name in other signs is the same name. */
  readonly projectNames: readonly string[]
  /** What the holders of its accounts call their projects: heard where nothing else names one. */
  readonly likelyNames?: readonly string[]
  /** Lines that name no code; of those, lines that name nothing at all. */
  readonly withoutProject: number
  readonly nameless: number
  /** Projects that it lists: known once it is in, and it goes in first. `pairs`: code and name of one and the same. */
  readonly lists?: {
    readonly codes: readonly string[]
    readonly names: readonly string[]
    readonly pairs?: readonly (readonly [code: string, name: string])[] | undefined
  }
  /** Somebody said whose its lines are. */
  readonly said: { readonly projectId: string; readonly by: 'officer' | 'given' } | null
  /** Key of a project that a list of the batch makes: an officer said that the lines are of that one. */
  readonly saidListed?: string
}

/** A project as a list of the batch writes it; it may be known only once the list is in. */
export interface ListedProject {
  readonly said: 'code' | 'name'
  readonly written: string
  readonly code: string | null
  readonly name: string | null
}

/** How it is known whose a file's lines are. */
export const joinedBy = ['code', 'name', 'names', 'batch', 'officer', 'given'] as const
export type JoinedBy = (typeof joinedBy)[number]

/** What a file speaks of and nobody knows; `nothing`: it names no project. */
export type Open =
  | { readonly said: 'name'; readonly name: string }
  | { readonly said: 'code'; readonly code: string }
  | { readonly said: 'nothing' }

export interface Joined {
  /** Whose the lines are that name no project by code; null where each names its own, or it is open. */
  readonly projectId: string | null
  readonly by: JoinedBy | null
  /** Every project that it is known to speak of. */
  readonly projectIds: readonly string[]
  readonly open: readonly Open[]
}

/** Projects by what files call them: those the registry knows, and those an officer said. */
export interface KnownProjects {
  /** By matching name, where it is exactly one project's. */
  readonly byName: ReadonlyMap<string, string>
  /** By the code as it is written. */
  readonly byCode: ReadonlyMap<string, string>
}

/** The key of an officer's answer. */
export function answerKey(open: Exclude<Open, { said: 'nothing' }>): string {
  if (open.said === 'name') return `name:${matchingName(open.name)}`
  return `code:${normalProjectCode(open.code)}`
}

/**
 * Joins each file of a batch to the project that it speaks of: by its codes, by the one project of its name, row by row
 * where its rows name several, and a file that names none by what all the others speak of. What stays open is said.
 */
export function joinProjects(
  files: readonly FileSays[],
  known: KnownProjects,
): ReadonlyMap<string, Joined> {
  const listed = listedIn(files, known)
  const joined = new Map(files.map((file) => [file.id, joinAlone(file, known, listed)]))
  const only = onlySpokenOf(files, joined, listed)
  if (only === null) return joined
  // Everybody else speaks of one project. Where that one is still asked about, its answer is this one's too.
  const isKnown = !only.includes(':')
  const isListed = !isKnown && [...listed.values()].includes(only)
  for (const [id, file] of joined) {
    if (!file.open.some((one) => one.said === 'nothing')) continue
    const open = file.open.filter((one) => one.said !== 'nothing')
    if (isKnown) joined.set(id, { projectId: only, by: 'batch', projectIds: [only], open })
    // The batch's own list makes it: it is looked up when this file goes in, after the list.
    else if (isListed) joined.set(id, { ...file, by: open.length === 0 ? 'batch' : null, open })
    else joined.set(id, { ...file, open })
  }
  return joined
}

/** Every project that lists of the batch write, each once: what somebody can choose from before they are in. */
export function listedProjects(files: readonly Pick<FileSays, 'lists'>[]): ListedProject[] {
  const listed = new Map<string, ListedProject>()
  const paired = new Set<string>()
  for (const { lists } of files) {
    for (const [code, name] of lists?.pairs ?? []) {
      const key = answerKey({ said: 'code', code })
      listed.set(key, { said: 'code', written: code, code, name })
      paired.add(answerKey({ said: 'name', name }))
    }
  }
  for (const { lists } of files) {
    for (const code of lists?.codes ?? []) {
      const key = answerKey({ said: 'code', code })
      if (!listed.has(key)) listed.set(key, { said: 'code', written: code, code, name: null })
    }
    for (const name of lists?.names ?? []) {
      const key = answerKey({ said: 'name', name })
      if (listed.has(key) || paired.has(key)) continue
      listed.set(key, { said: 'name', written: name, code: null, name })
    }
  }
  return [...listed.values()]
}

/** The key under which a project that is only listed is chosen. */
export function listedKey({ said, written }: Pick<ListedProject, 'said' | 'written'>): string {
  return answerKey(said === 'code' ? { said, code: written } : { said, name: written })
}

/**
 * What the lists of the batch call projects, by code and by name, and which project that is: the known one, or one that
 * a list will make. Its code and its name are the same project.
 */
function listedIn(
  files: readonly FileSays[],
  { byName, byCode }: KnownProjects,
): ReadonlyMap<string, string> {
  const listed = new Map<string, string>()
  for (const { lists } of files) {
    for (const code of lists?.codes ?? []) {
      const key = answerKey({ said: 'code', code })
      listed.set(key, byCode.get(code) ?? key)
    }
    for (const [code, name] of lists?.pairs ?? []) {
      const key = answerKey({ said: 'code', code })
      listed.set(answerKey({ said: 'name', name }), listed.get(key) ?? key)
    }
    for (const name of lists?.names ?? []) {
      const key = answerKey({ said: 'name', name })
      if (!listed.has(key)) listed.set(key, byName.get(matchingName(name)) ?? key)
    }
  }
  return listed
}

/** The one project that all files speak of, by id or by key; a list speaks of its own only where nobody else says any. */
function onlySpokenOf(
  files: readonly FileSays[],
  joined: ReadonlyMap<string, Joined>,
  listed: ReadonlyMap<string, string>,
): string | null {
  const spoken = new Set<string>()
  for (const file of files) {
    const said = file.said === null ? listed.get(file.saidListed ?? '') : undefined
    if (said !== undefined) spoken.add(said)
    const { projectIds = [], open = [], by = null } = joined.get(file.id) ?? {}
    for (const id of projectIds) spoken.add(id)
    for (const one of open) if (one.said !== 'nothing') spoken.add(answerKey(one))
    const isSaid = by === 'officer' || by === 'given'
    for (const key of isSaid ? [] : keysOf(file)) {
      const project = listed.get(key)
      if (project !== undefined) spoken.add(project)
    }
  }
  const all = spoken.size > 0 ? spoken : new Set(listed.values())
  const [only = null] = all
  return all.size === 1 ? only : null
}

/** What a file calls its projects; the names of one whose every line has its code are not asked. */
function keysOf(file: FileSays): string[] {
  const codes = file.projectCodes.map((code) => answerKey({ said: 'code', code }))
  const names = file.withoutProject === 0 ? [] : file.projectNames
  const isNamed = codes.length + names.length > 0
  const likely = isNamed ? [] : (file.likelyNames ?? []).flatMap(likelyKeys)
  return [
    ...codes,
    ...names.map((name) => answerKey({ said: 'name', name })),
    ...likely.map((key) => `name:${key}`),
  ]
}

function joinAlone(
  file: FileSays,
  { byName, byCode }: KnownProjects,
  listed: ReadonlyMap<string, string>,
): Joined {
  const codes = file.projectCodes.map((code) => ({ code, id: byCode.get(code) }))
  const codeIds = [...new Set(codes.flatMap(({ id }) => id ?? []))]
  const open: Open[] = codes.flatMap(({ code, id }) =>
    id === undefined && !listed.has(answerKey({ said: 'code', code }))
      ? [{ said: 'code' as const, code }]
      : [],
  )
  const together = (projectId: string | null, by: JoinedBy, more: readonly string[] = []) => ({
    projectId,
    by,
    projectIds: [...new Set([...codeIds, ...(projectId === null ? [] : [projectId]), ...more])],
    open,
  })
  if (file.withoutProject === 0) return together(null, 'code')
  if (file.said !== null) return together(file.said.projectId, file.said.by)
  const chosen = listed.get(file.saidListed ?? '')
  // Where only the list knows it, it is looked up when the file goes in, after the list.
  if (chosen !== undefined) return together(chosen.includes(':') ? null : chosen, 'officer')
  const names = [...new Map(file.projectNames.map((name) => [matchingName(name), name]))]
  const nameIds = [...new Set(names.flatMap(([key]) => byName.get(key) ?? []))]
  const unknown = names.filter(([key]) => !byName.has(key) && !listed.has(`name:${key}`))
  if (names.length === 1 && nameIds[0] !== undefined) return together(nameIds[0], 'name')
  if (names.length > 1 && nameIds.length === 1 && unknown.length === 0) {
    return together(nameIds[0] ?? null, 'name')
  }
  for (const [, name] of unknown) open.push({ said: 'name', name })
  if (names.length > 1) {
    if (file.nameless > 0) open.push({ said: 'nothing' })
    return { ...together(null, 'names', nameIds), by: open.length === 0 ? 'names' : null }
  }
  if (names.length === 0) {
    // Its other lines all name one code: these are of the same sheet.
    if (file.projectCodes.length === 1 && codeIds[0] !== undefined)
      return together(codeIds[0], 'code')
    const likely = likelyProject(file, byName, listed)
    if (likely !== null) return together(likely.includes(':') ? null : likely, 'name')
    open.push({ said: 'nothing' })
  }
  // A name of the batch's own list: it is looked up when the file goes in, after the list.
  return { projectId: null, by: open.length === 0 ? 'name' : null, projectIds: codeIds, open }
}

/** The one project, known or listed, that the holders of the file's accounts name; an id or a key. */
function likelyProject(
  { likelyNames = [] }: FileSays,
  byName: KnownProjects['byName'],
  listed: ReadonlyMap<string, string>,
): string | null {
  const found = new Set(
    likelyNames.flatMap((name) => {
      const keys = likelyKeys(name)
      const exact = keys
        .slice(0, 1)
        .flatMap((key) => byName.get(key) ?? listed.get(`name:${key}`) ?? [])
      return exact.length > 0
        ? exact
        : keys.flatMap((key) => byName.get(key) ?? listed.get(`name:${key}`) ?? [])
    }),
  )
  const [only = null] = found
  return found.size === 1 ? only : null
}

/** Matching names under which the registry may have what a holder names; as it is written first. */
export function likelyKeys(name: string): string[] {
  return [...new Set(namesLike(name).map(matchingName))]
}
