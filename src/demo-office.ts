import { createHash } from 'node:crypto'
import { daysBetween, type PlainDate } from './kernel/day.ts'
import { Refused } from './kernel/refusal.ts'
import { contextAs } from './modules/people/authenticate.ts'
import { answerTask } from './modules/tasks/answer-task.ts'
import { acceptTask, returnTask } from './modules/tasks/check-task.ts'
import type { TaskRow } from './modules/tasks/contract.ts'
import { reassignTasks } from './modules/tasks/reassign-tasks.ts'
import { urgeTasks } from './modules/tasks/urge-tasks.ts'
import { listTasks } from './modules/tasks/views.ts'
import { type Context, officeDay } from './platform/context.ts'
import { projectsOf } from './projects-of.ts'
import type { DemoAccount } from './worlds/world.ts'

/*
 * The demo's people at their desks: most of what they are asked they answer within days, somebody else checks it, some is
 * returned, and a part lies. All by the verbs, as anybody's; who does what hangs on what the task says and on nothing random.
 */

/** More is not worked off in one sitting. */
const atOnce = 60

/** One sitting of everybody who has an account, on the context's day. */
export async function sitAtDesks(ctx: Context, accounts: readonly DemoAccount[]): Promise<void> {
  const at = async (role: DemoAccount['role']) => {
    const account = accounts.find((one) => one.role === role)
    return account === undefined ? null : contextAs(ctx, account.username, projectsOf)
  }
  const office = await at('coordination-office')
  const leader = await at('leader')
  if (office === null || leader === null) return
  await handOnUnowned(office)
  for (const role of ['labour-officer', 'town', 'department', 'coordination-office'] as const) {
    const who = await at(role)
    if (who !== null) await answerOwn(who)
  }
  await check(leader)
  await urgeLate(office)
}

/** Firms without an account: the office takes part of it upon itself. */
async function handOnUnowned(office: Context): Promise<void> {
  const { rows } = await listTasks(office, {
    whose: 'all',
    state: 'live',
    only: 'unowned',
    limit: atOnce,
  })
  const chosen = rows.filter((task) => ageOf(task, office) >= 2 && nthOf(task, 'hand-on', 3) > 0)
  if (chosen.length === 0) return
  await reassignTasks(office, {
    tasks: seen(chosen),
    owner: { role: 'coordination-office', place: null },
    why: '总包还没有账号，由治欠办直接督办',
  })
}

async function answerOwn(who: Context): Promise<void> {
  const { rows } = await listTasks(who, { whose: 'mine', state: 'live', limit: atOnce })
  for (const task of rows) {
    const mayAnswer = task.state === 'open' || task.state === 'returned'
    // A quarter lies: nobody gets round to it.
    const lies = nthOf(task, 'lies', 4) === 0
    if (!mayAnswer || lies || ageOf(task, who) < 1 + nthOf(task, 'takes', 9)) continue
    // What was sent back is done the second time.
    const isDone = task.state === 'returned' || nthOf(task, 'outcome', 4) === 0
    const outcome = isDone ? 'handled' : 'explained'
    const words = wordsFor(task, outcome)
    await unlessRefused(() =>
      answerTask(who, task.id, { version: task.version, outcome, words, evidence: [] }),
    )
  }
}

/** The leader's people look at what was answered; what was only said they send back now and then. */
async function check(leader: Context): Promise<void> {
  const { rows } = await listTasks(leader, {
    whose: 'all',
    state: 'live',
    only: 'to-check',
    limit: atOnce,
  })
  for (const task of rows) {
    const waits = nthOf(task, 'check', 5)
    if (waits === 0) continue
    const { version } = task
    await unlessRefused(() =>
      waits === 1 && task.outcome === 'explained'
        ? returnTask(leader, task.id, { version, why: '没有附发放凭证，请补充', dueOn: null })
        : acceptTask(leader, task.id, { version, words: '核对属实' }),
    )
  }
}

async function urgeLate(office: Context): Promise<void> {
  const { rows } = await listTasks(office, {
    whose: 'all',
    state: 'live',
    only: 'overdue',
    limit: atOnce,
  })
  const chosen = rows.filter((task) => task.urged === 0 && nthOf(task, 'urge', 3) === 0)
  if (chosen.length > 0) {
    await urgeTasks(office, { tasks: seen(chosen), words: '期限已过，请尽快答复' })
  }
}

function wordsFor(task: TaskRow, outcome: 'explained' | 'handled'): string {
  if (task.about.kind === 'blind-spot') {
    return outcome === 'explained'
      ? '已经核对：不属于本部门登记的范围，由行业主管部门监管。'
      : '已经通知建设单位补登记，下次报送名单时一并报来。'
  }
  return outcome === 'explained'
    ? '已经向项目部核实，原因和发放计划见附记，月底前补齐。'
    : '已经约谈总包，差额补发到工人银行卡，回单随后报送。'
}

/** Somebody was quicker, or the limit has moved: the next sitting sees it. */
async function unlessRefused(step: () => Promise<unknown>): Promise<void> {
  try {
    await step()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
  }
}

function ageOf({ assignedOn }: TaskRow, ctx: Context): number {
  const today: PlainDate = officeDay(ctx)
  return daysBetween(assignedOn, today)
}

function seen(tasks: readonly TaskRow[]): { id: string; version: number }[] {
  return tasks.map(({ id, version }) => ({ id, version }))
}

/** The same of the same task on every start, whatever its id. */
function nthOf({ title, assignedOn }: TaskRow, about: string, of: number): number {
  const print = createHash('sha256').update(`${about} ${title} ${assignedOn}`).digest()
  return print.readUInt16BE(0) % of
}
