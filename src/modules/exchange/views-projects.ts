import { sql } from 'kysely'
import { type Reading, tables } from '../../platform/context.ts'
import { matchingName } from '../registry/rules/matching-name.ts'
import { normalProjectCode } from '../registry/rules/project-code.ts'
import type { RegistryViews } from '../registry/tables.ts'
import { projectIdsByCode, searchProjects } from '../registry/views.ts'
import type { Question } from './contract.ts'
import {
  type FileSays,
  type Joined,
  type KnownProjects,
  type Open,
  answerKey,
  joinProjects,
  likelyKeys,
} from './rules/join-projects.ts'
import { turnOf } from './rules/turn.ts'
import type { ExchangeTables } from './tables.ts'
import { offerOf } from './views-project-offer.ts'

type Seen = Pick<RegistryViews, 'registry.project_face'>
type BatchRow = Pick<ExchangeTables['exchange.batch'], 'project_id' | 'project_answers'>
type FileRow = Pick<
  ExchangeTables['exchange.source_file'],
  'id' | 'name' | 'state' | 'understanding' | 'project_id' | 'project_by'
>

/** Which project each file of a batch speaks of that may still go into the ledger, and what of it is open. */
export async function joinFiles(
  reading: Reading,
  batch: BatchRow,
  files: readonly FileRow[],
): Promise<ReadonlyMap<string, Joined>> {
  const given = batch.project_id
  // What went in already is not joined any more, and still says what the batch speaks of.
  const says = files
    .filter((file) => mayGoIn(file) || isIn(file))
    .map((file) => saysOf(file, batch.project_answers))
    .map((file) =>
      given === null || file.said !== null
        ? file
        : { ...file, said: { projectId: given, by: 'given' as const } },
    )
  const joined = joinProjects(says, await knownProjects(reading, says, batch.project_answers))
  return new Map(files.filter(mayGoIn).flatMap(({ id }) => joinedOf(id, joined)))
}

function joinedOf(id: string, joined: ReadonlyMap<string, Joined>) {
  const one = joined.get(id)
  return one === undefined ? [] : [[id, one] as const]
}

/** In which order files are taken in: by what they are, and as they were dropped where they are the same. */
export function inOrder<File extends Pick<FileRow, 'understanding'>>(
  files: readonly File[],
): File[] {
  const turn = ({ understanding }: File) =>
    turnOf([
      ...(understanding?.sheets ?? []).filter(({ leftOut }) => !leftOut).map(({ kind }) => kind),
      // Also where its list stands below another table.
      ...(listsProjects({ understanding }) ? ['project-list'] : []),
    ])
  return files.toSorted((a, b) => turn(a) - turn(b))
}

/** Whether projects are known once it is in that were not before. */
export function listsProjects({ understanding }: Pick<FileRow, 'understanding'>): boolean {
  return understanding?.speaksOf?.lists !== undefined
}

function mayGoIn(file: FileRow): boolean {
  return file.state === 'understood'
}

function isIn(file: FileRow): boolean {
  return file.state === 'committed' || file.state === 'repeated'
}

/** Where a batch's answers keep which listed project a file's lines are of. */
export function listedAnswerKey(fileId: string): string {
  return `file:${fileId}`
}

/** What a file says of its projects, and what was said of it. */
export function saysOf(file: FileRow, answers: Readonly<Record<string, string>> = {}): FileSays {
  const speaksOf = file.understanding?.speaksOf
  const { project_id: projectId, project_by: by } = file
  const isSaid = projectId !== null && (by === 'officer' || by === 'given' || isIn(file))
  const withoutProject = speaksOf?.withoutProject ?? 0
  const saidListed = answers[listedAnswerKey(file.id)]
  return {
    id: file.id,
    projectCodes: speaksOf?.projectCodes ?? [],
    projectNames: speaksOf?.projectNames ?? [],
    ...(speaksOf?.likelyNames && { likelyNames: speaksOf.likelyNames }),
    withoutProject,
    nameless: speaksOf?.nameless ?? withoutProject,
    ...(speaksOf?.lists && { lists: speaksOf.lists }),
    ...(saidListed !== undefined && { saidListed }),
    said: isSaid ? { projectId, by: by === 'officer' ? by : 'given' } : null,
  }
}

/** The projects that files name by code or name, as the registry and the officers' answers know them. */
export async function knownProjects(
  reading: Reading,
  files: readonly FileSays[],
  answers: Readonly<Record<string, string>>,
): Promise<KnownProjects> {
  const codes = [
    ...new Set(
      files.flatMap(({ projectCodes, lists }) => [...projectCodes, ...(lists?.codes ?? [])]),
    ),
  ]
  const byCode = await projectIdsByCode(reading, codes)
  const names = new Set(
    files.flatMap(({ projectNames, likelyNames = [], lists }) => [
      ...[...projectNames, ...(lists?.names ?? [])].map(matchingName),
      ...likelyNames.flatMap(likelyKeys),
    ]),
  )
  const byName = await projectIdsByName(reading, [...names])
  for (const code of codes) {
    const said = answers[answerKey({ said: 'code', code })]
    if (said !== undefined && !byCode.has(code)) byCode.set(code, said)
  }
  for (const name of names) {
    const said = answers[`name:${name}`]
    if (said !== undefined) byName.set(name, said)
  }
  return { byCode, byName }
}

/** Names that are exactly one project's. */
async function projectIdsByName(
  reading: Reading,
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const found = await tables<Seen>(reading)
    .selectFrom('registry.project_face')
    .select(['name_key', sql<string[]>`array_agg(id)`.as('ids')])
    .where('district', '=', reading.district)
    .where(sql<boolean>`name_key = any (${keys.filter((key) => key !== '')}::text[])`)
    .groupBy('name_key')
    .execute()
  return new Map(
    found.flatMap(({ name_key: key, ids }) => {
      const [id] = ids
      return ids.length === 1 && id !== undefined ? [[key, id] as const] : []
    }),
  )
}

/** How a file's own words for projects are read as codes that the registry knows; null where they need not be. */
export interface Places {
  readonly names: Readonly<Record<string, string>>
  readonly codes: Readonly<Record<string, string>>
}

export async function placesOf(
  reading: Reading,
  batch: BatchRow,
  file: FileRow,
): Promise<Places | null> {
  const said = Object.keys(batch.project_answers).some((key) => key.startsWith('code:'))
  if (file.project_by !== 'names' && !said) return null
  const says = saysOf(file)
  const { byName, byCode } = await knownProjects(reading, [says], batch.project_answers)
  const faces = await projectFaces(reading, [...byName.values(), ...byCode.values()])
  const codesOf = (ids: Iterable<readonly [string, string]>, normal: (key: string) => string) =>
    Object.fromEntries(
      [...ids].flatMap(([key, id]) => {
        const code = faces.get(id)?.code
        return code === undefined ? [] : [[normal(key), code]]
      }),
    )
  return {
    names: file.project_by === 'names' ? codesOf(byName, (key) => key) : {},
    codes: codesOf(byCode, normalProjectCode),
  }
}

export interface ProjectNamed {
  readonly code: string
  readonly name: string
}

export async function projectFaces(
  reading: Reading,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ProjectNamed>> {
  if (ids.length === 0) return new Map()
  const found = await tables<Seen>(reading)
    .selectFrom('registry.project_face')
    .select(['id', 'code', 'name'])
    .where('district', '=', reading.district)
    .where(sql<boolean>`id = any (${[...new Set(ids)]}::uuid[])`)
    .execute()
  return new Map(found.map(({ id, code, name }) => [id, { code, name }]))
}

/** More distinct unknown names than anybody answers one by one: those are a list to be registered first. */
const mostQuestions = 12

/** More than these nobody compares by eye; any other is found by its name. */
const mostAlike = 20

/** What only an officer can say, once for each distinct name that nobody knows; the offer is what the sheets say. */
export async function questionsOf(
  reading: Reading,
  files: readonly FileRow[],
  joined: ReadonlyMap<string, Joined>,
): Promise<Question[]> {
  const asked = new Map<string, { open: Open; files: FileRow[] }>()
  for (const file of files) {
    for (const open of joined.get(file.id)?.open ?? []) {
      const key = open.said === 'nothing' ? 'nothing' : answerKey(open)
      const known = asked.get(key) ?? { open, files: [] }
      asked.set(key, { ...known, files: [...known.files, file] })
    }
  }
  const order = { code: 0, name: 1, nothing: 2 } as const
  const inOrder = [...asked.values()]
    .toSorted((a, b) => order[a.open.said] - order[b.open.said])
    .slice(0, mostQuestions)
  const questions: Question[] = []
  const spoken = [...joined.values()].flatMap(({ projectIds }) => projectIds)
  for (const one of inOrder) questions.push(await questionOf(reading, one, spoken))
  return questions
}

async function questionOf(
  reading: Reading,
  { open, files }: { readonly open: Open; readonly files: readonly FileRow[] },
  spoken: readonly string[],
): Promise<Question> {
  const said = files.flatMap((file) => file.understanding?.speaksOf ?? [])
  const made = offerOf(said)
  const offer =
    open.said === 'name'
      ? { ...made, name: open.name }
      : open.said === 'code'
        ? { ...made, platformNumber: open.code }
        : made
  const alike = offer.name === '' ? [] : await searchProjects(reading, { search: offer.name })
  // What names nothing is likely to be of a project that the batch speaks of.
  const beside =
    open.said === 'nothing' ? await projectFaces(reading, spoken) : new Map<string, ProjectNamed>()
  return {
    kind: 'project',
    about: open.said === 'nothing' ? null : open.said === 'name' ? open.name : open.code,
    said: open.said,
    files: files.map(({ id, name }) => ({ id, name })),
    offer,
    alike: [
      ...[...beside.values()].map((one) => ({ ...one, why: '同批其他文件的项目' })),
      ...alike.map(({ code, name }) => ({
        code,
        name,
        why: matchingName(name) === matchingName(offer.name) ? '名称相同' : '名称相近',
      })),
    ].slice(0, mostAlike),
  }
}
