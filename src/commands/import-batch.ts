import { basename } from 'node:path'
import { Refused } from '../kernel/refusal.ts'
import { abandonBatch } from '../modules/exchange/abandon-batch.ts'
import { answerHere } from '../modules/exchange/answer-here.ts'
import { cancelBatch } from '../modules/exchange/cancel-batch.ts'
import { chooseListedProject } from '../modules/exchange/choose-listed-project.ts'
import { chooseProject } from '../modules/exchange/choose-project.ts'
import { commitHere } from '../modules/exchange/commit-here.ts'
import type { Batch, ChosenProject, Question } from '../modules/exchange/contract.ts'
import { openBatch } from '../modules/exchange/open-batch.ts'
import { understandFiles } from '../modules/exchange/read-batch.ts'
import { receiveSourceFile } from '../modules/exchange/receive-file.ts'
import { NotUnderstood, type TakenIn } from '../modules/exchange/take-in-file.ts'
import { takeInAtOnce } from '../modules/exchange/take-in-at-once.ts'
import { viewBatch } from '../modules/exchange/views-batch.ts'
import { type FileDocument, fileDocuments } from '../modules/exchange/file-documents.ts'
import { findProgress } from '../modules/exchange/views-progress.ts'
import type { Readers } from '../modules/recognition/readers.ts'
import { findProject } from '../modules/registry/views.ts'
import { act } from '../platform/act.ts'
import type { Context } from '../platform/context.ts'
import type { Invocation } from './command.ts'
import { bytesOf } from './given-files.ts'
import { listedProjects } from '../modules/exchange/rules/join-projects.ts'
import { type Said, answersFor, merged, readAnswer, sourceAnswers } from './import-answers.ts'
import { projectQuestion, sheetQuestions } from './import-questions.ts'
import { progressText, showProgress } from './progress.ts'

/** How a call ended: what came of each file, and what has to be said before anything goes in. */
export interface Ended {
  readonly documents: readonly FileDocument[]
  readonly questions: readonly string[]
  /** It was broken off; files that were in already stay. */
  readonly isBrokenOff: boolean
}

/** What of the command line this is about. */
type ImportValues = Partial<Pick<Invocation['values'], 'project' | 'answer' | 'source'>> &
  Pick<Invocation['values'], 'create-project'>

/** Whose files are that name none, as the call says. */
interface Project {
  /** As it was written; null where none was. */
  readonly code: string | null
  readonly id: string | null
  /** Projects that nobody knows are created from the sheets' headers. */
  readonly create: boolean
}

/**
 * Takes in files as one batch, as the desk does: read, joined to each other's projects, and in by what they are. One
 * file of which nothing is asked goes in while it is read. Nothing goes in while anything is open.
 */
export async function importFiles(
  ctx: Context,
  readers: Readers,
  paths: readonly string[],
  invocation: Pick<Invocation, 'onBreakOff'> & { readonly values: ImportValues },
): Promise<Ended> {
  const { values } = invocation
  const said = (values.answer ?? []).map(readAnswer)
  const project = await projectOf(ctx, values, paths.length === 1)
  const isUnsaid = said.length === 0 && values.source === undefined
  const isOne = paths.length === 1 && isUnsaid && !project.create
  // It starts while the file is being kept.
  if (isOne) readers.start()
  const { id } = await openBatch(ctx, { projectId: null })
  let isBrokenOff = false
  let doing = '接收文件'
  invocation.onBreakOff(() => {
    isBrokenOff = true
    doing = '正在停下'
    // Whoever works on the batch sees from its state that it is to stop.
    abandonBatch(ctx, id)
      .catch(() => cancelBatch(ctx, id))
      .catch(() => undefined)
  })
  const endProgress = showProgress(() => progressText(doing, findProgress(id)))
  const begin = (what: string) => {
    if (!isBrokenOff) doing = what
  }
  try {
    const fileIds = await receive(ctx, id, paths)
    const [fileId] = fileIds
    begin('读取')
    if (isOne && fileId !== undefined) {
      const only = await takeInOnly(ctx, readers, { batchId: id, fileId }, project.id)
      if (only !== null) return { documents: only, questions: [], isBrokenOff }
    }
    await understandFiles(ctx, id)
    const questions = await settle(ctx, id, said, { ...project, source: values.source })
    const { files } = await viewBatch(ctx, id)
    const isReady = questions.length === 0 && files.some(({ state }) => state === 'understood')
    begin('入账')
    if (isReady) await commitHere(ctx, id, () => !isBrokenOff)
    else await abandonBatch(ctx, id)
    const hints = sheetQuestions(files.filter(({ state }) => state === 'unreadable'))
    const documents = await fileDocuments(ctx, id)
    return { documents, questions: [...questions, ...hints], isBrokenOff }
  } catch (error) {
    if (isBrokenOff) return { documents: await fileDocuments(ctx, id), questions: [], isBrokenOff }
    await abandonBatch(ctx, id).catch(() => undefined)
    throw error
  } finally {
    endProgress()
  }
}

/** Of several files, one may be the list that makes it. */
async function projectOf(ctx: Context, values: ImportValues, isOne: boolean): Promise<Project> {
  const { project: code = null, 'create-project': create } = values
  const known = code === null ? null : await findProject(ctx, code)
  if (code !== null && known === null && !create && isOne)
    throw new Refused({ code: 'registry.no-such-project', kind: 'not-found', values: { code } })
  return { code, id: known?.id ?? null, create }
}

async function receive(ctx: Context, batchId: string, paths: readonly string[]): Promise<string[]> {
  const ids: string[] = []
  for (const [at, path] of paths.entries()) {
    const named = { batchId, no: at + 1, name: basename(path) }
    ids.push((await receiveSourceFile(ctx, named, bytesOf(path))).id)
  }
  return ids
}

/** The document of the only file; null where its batch is to be read first. */
async function takeInOnly(
  ctx: Context,
  readers: Readers,
  of: { batchId: string; fileId: string },
  projectId: string | null,
): Promise<FileDocument[] | null> {
  let taken: TakenIn | null
  try {
    taken = await takeInAtOnce(ctx, readers, of, projectId)
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error
    await abandonBatch(ctx, of.batchId)
    return fileDocuments(ctx, of.batchId)
  }
  if (taken === null) return null
  const { understood, changed, repeated } = taken
  const [kept] = await fileDocuments(ctx, of.batchId)
  return [{ understood, project: kept?.project ?? null, changed: { ...changed, repeated } }]
}

/** Says of the batch what the call says; returns what is still open, a sentence each. */
async function settle(
  ctx: Context,
  batchId: string,
  said: readonly Said[],
  project: Project & { readonly source: string | undefined },
): Promise<string[]> {
  const read = await viewBatch(ctx, batchId)
  const answers = answersFor(read, said)
  const sheets = [...sourceAnswers(read, project.source), ...answers.sheets]
  if (sheets.length > 0) await answerHere(ctx, batchId, merged(sheets))
  const { code } = project
  const given =
    code === null || isToBeCreated(project) ? [] : givenIn(await viewBatch(ctx, batchId))
  if (code !== null && given.length > 0) await chooseFor(ctx, read, given, code)
  for (const one of answers.files) await chooseFor(ctx, read, [one.fileId], one.code)
  for (const { code: of, ...about } of answers.names)
    await chooseProject(ctx, batchId, { code: of, about })
  const batch = await viewBatch(ctx, batchId)
  const chosen = batch.questions.map((question) => choiceFor(question, project))
  const open = [
    ...sheetQuestions(batch.files.filter(({ state }) => state === 'understood')),
    ...batch.questions
      .filter((_question, at) => chosen[at] === null)
      .map((question) => projectQuestion(question, project.create)),
  ]
  if (open.length > 0) return open
  const choices = numbered(
    chosen.filter((one) => one !== null),
    project,
  )
  if (choices.length === 0) return []
  await act(ctx, 'batch.choose-projects', batchId, async (tx) => {
    for (const choice of choices) await chooseProject(tx, batchId, choice)
  })
  return []
}

/** Says whose files are: a known project, or one that a list of the batch makes, by the code or the name that it writes. */
async function chooseFor(ctx: Context, batch: Batch, files: string[], said: string): Promise<void> {
  const listed = listedProjects(
    batch.files.flatMap(({ understood }) => {
      const lists = understood?.speaksOf?.lists
      return lists === undefined ? [] : [{ lists }]
    }),
  ).find(({ code, name }) => code === said || name === said)
  if (listed !== undefined && (await findProject(ctx, said)) === null) {
    const { said: by, written } = listed
    await chooseListedProject(ctx, batch.id, { listed: { said: by, written }, files })
  } else await chooseProject(ctx, batch.id, { code: said, files })
}

/** Files that the given project is for: a single one whatever its header calls it, else those that name none. */
function givenIn({ files }: Batch): string[] {
  const [only, ...others] = files
  if (only !== undefined && others.length === 0) return [only.id]
  return files
    .filter(({ state, joinedBy, understood }) => {
      const { withoutProject = 0, projectNames = [] } = understood?.speaksOf ?? {}
      const isOpen = joinedBy === null || joinedBy === 'batch'
      return state === 'understood' && isOpen && withoutProject > 0 && projectNames.length === 0
    })
    .map(({ id }) => id)
}

/** What the call says to a question of the batch; null: nothing. */
function choiceFor(
  { said, about, files, offer }: Question,
  project: Project,
): ChosenProject | null {
  if (!isToBeCreated(project) || offer.name === '') return null
  return said === 'nothing' || about === null
    ? { files: files.map((file) => file.id), create: offer }
    : { about: { said, written: about }, create: offer }
}

function isToBeCreated({ id, create }: Project): boolean {
  return id === null && create
}

/** The number that was given goes to the one project that is created. */
function numbered(choices: readonly ChosenProject[], { code, id }: Project): ChosenProject[] {
  const count = choices.filter((one) => 'create' in one).length
  if (code === null || id !== null || count === 0) return [...choices]
  if (count > 1) {
    throw new Refused({ code: 'cli.one-code-several-projects', kind: 'invalid', values: { count } })
  }
  return choices.map((one) => ('create' in one ? { ...one, create: { ...one.create, code } } : one))
}
