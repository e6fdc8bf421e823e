import { addDays } from './kernel/day.ts'
import { contextAs } from './modules/people/authenticate.ts'
import type { EntryRow, EntryWords } from './modules/register/contract.ts'
import { editEntry, recordCheck } from './modules/register/edit-entry.ts'
import { listEntries } from './modules/register/views-entries.ts'
import { answerTask } from './modules/tasks/answer-task.ts'
import { changeLimits } from './modules/tasks/change-limits.ts'
import { acceptTask } from './modules/tasks/check-task.ts'
import type { TaskRow } from './modules/tasks/contract.ts'
import { reassignTasks } from './modules/tasks/reassign-tasks.ts'
import { uploadEvidence } from './modules/tasks/upload-evidence.ts'
import { listTasks } from './modules/tasks/views.ts'
import { type Context, officeDay } from './platform/context.ts'
import { projectsOf } from './projects-of.ts'
import type { DemoAccount } from './worlds/world.ts'

/** The demo's register is shorter. */
const most = 60
/** One of so many stays as it is: late, and nobody has looked at it. */
const everyNthLies = 5
/** By when whoever still owes is to have paid, as the office says it when it has called him in. */
const extendedDays = 20

/**
 * Once, on the demo's last day: the office goes through its register. Causes, measures and checks are written, what nobody
 * holds it takes upon itself, of those that still owe the limits are moved, and those that have paid are proposed to come
 * off. By the verbs, as anybody's; a start that was broken off goes on where it was.
 */
export async function workOnRegister(
  ctx: Context,
  accounts: readonly DemoAccount[],
): Promise<void> {
  const as = async (account: DemoAccount | undefined) =>
    account === undefined ? null : contextAs(ctx, account.username, projectsOf)
  const office = await as(accounts.find(({ role }) => role === 'coordination-office'))
  const leader = await as(accounts.find(({ role }) => role === 'leader'))
  if (office === null || leader === null) return
  const { rows } = await listEntries(office, { state: 'live', limit: most })
  const chosen = rows.filter(({ cause }, nth) => cause === 'unknown' && nth % everyNthLies !== 2)
  await takeOver(office)
  for (const [nth, entry] of chosen.entries()) await lookAfter(office, entry, nth)
  await extend(office, chosen)
  const paid = chosen.filter(({ overdueFen }) => overdueFen === 0)
  for (const [nth, entry] of paid.entries()) {
    const town = accounts.find(
      ({ townCode }) => townCode !== null && townCode === entry.owner?.place,
    )
    const owner = (await as(town)) ?? office
    await proposeSignOff(owner, entry, nth === 0 ? leader : null)
  }
}

/** Tasks of posts that nobody holds are the office's own from now on, all in one step. */
async function takeOver(office: Context): Promise<void> {
  const { rows } = await listTasks(office, {
    whose: 'all',
    state: 'live',
    only: 'unowned',
    limit: most,
  })
  const left = rows.filter(({ about }) => ['register-entry', 'plan'].includes(about.kind))
  if (left.length === 0) return
  await reassignTasks(office, {
    tasks: left.map(({ id, version }) => ({ id, version })),
    owner: { role: 'coordination-office', place: null },
    why: '岗位还没有人，由治欠办直接办理',
  })
}

const said: readonly Pick<EntryWords, 'cause' | 'measures'>[] = [
  { cause: 'owner-late', measures: '约谈建设单位，按合同拨付进度款，专户到账后两日内代发' },
  { cause: 'contractor-late', measures: '总包承诺分两次补发，回单当日报治欠办' },
  { cause: 'subcontractor-gone', measures: '总包先行清偿，向分包追偿' },
  { cause: 'dispute', measures: '组织双方核对工程量，无争议部分先付' },
]

async function lookAfter(office: Context, entry: EntryRow, nth: number): Promise<void> {
  const words = said[nth % said.length] ?? { cause: 'other' as const, measures: '' }
  await editEntry(office, entry.id, {
    ...words,
    causeWords: '',
    leader: '分管副区长',
    version: entry.version,
  })
  await recordCheck(office, entry.id, {
    checkedOn: officeDay(office),
    found: entry.overdueFen === 0 ? 'paid' : 'same',
    words: entry.overdueFen === 0 ? '工资已经补发，回单核对过' : '到项目部核对了工资表和专户流水',
  })
}

/** Whoever still owes has promised a day: the limits move with it, in one step and with why. */
async function extend(office: Context, chosen: readonly EntryRow[]): Promise<void> {
  const ids = new Set(chosen.filter(({ overdueFen }) => overdueFen > 0).map(({ id }) => id))
  const { rows } = await listTasks(office, {
    whose: 'all',
    state: 'live',
    only: 'overdue',
    limit: most,
  })
  const late = rows.filter(({ about }) => about.kind === 'register-entry' && ids.has(about.id))
  if (late.length === 0) return
  await changeLimits(office, {
    tasks: late.map(({ id, version }) => ({ id, version })),
    dueOn: addDays(officeDay(office), extendedDays),
    why: '约谈后书面承诺，限期付清',
  })
}

/** Who looks after it shows that it was paid; the leader's people look at one of them, the other waits to be looked at. */
async function proposeSignOff(
  owner: Context,
  entry: EntryRow,
  checker: Context | null,
): Promise<void> {
  const { rows } = await listTasks(owner, { whose: 'mine', state: 'live', limit: most })
  const task = rows.find(({ about }) => about.kind === 'register-entry' && about.id === entry.id)
  if (task === undefined || !isToAnswer(task)) return
  const paper = { id: task.id, name: '银行代发回单.pdf' }
  const { id: evidence } = await uploadEvidence(owner, paper, pages(entry.projectName))
  const { version } = await answerTask(owner, task.id, {
    version: task.version,
    outcome: 'handled',
    words: '拖欠的工资已经全部补发到工人银行卡，回单见附件。',
    evidence: [evidence],
  })
  if (checker !== null) await acceptTask(checker, task.id, { version, words: '回单和台账一致' })
}

function isToAnswer({ state }: TaskRow): boolean {
  return state === 'open' || state === 'returned'
}

async function* pages(of: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`%PDF-1.4\n% ${of}：演示用回单，没有内容\n%%EOF\n`)
}
