import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpJpeg } from '../../../tests/files/made-up-photo.ts'
import { district } from '../../../tests/support/district.ts'
import { day } from '../../kernel/day.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { within } from '../../platform/hearing.ts'
import { contextAs, type ProjectsOf } from '../people/authenticate.ts'
import { anAccount } from '../people/fixtures.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { countNotices } from '../notices/views.ts'
import { answerTask } from './answer-task.ts'
import { assignTasks } from './assign-tasks.ts'
import { cancelTasks } from './cancel-tasks.ts'
import { changeLimits } from './change-limits.ts'
import { acceptTask, returnTask } from './check-task.ts'
import { type NewTask, taskChanged } from './contract.ts'
import { aTask } from './fixtures.ts'
import { noteTaskRead } from './note-task-read.ts'
import { openEvidence } from './open-evidence.ts'
import { raiseTasks } from './raise-tasks.ts'
import { reassignTasks } from './reassign-tasks.ts'
import { reopenTask, reopenTasks } from './reopen-task.ts'
import { sweepOverdue } from './sweep-overdue.ts'
import { uploadEvidence } from './upload-evidence.ts'
import { urgeTasks } from './urge-tasks.ts'
import { listTasks, readTask, tasksAbout } from './views.ts'

const heard: { event: string; state: string }[] = []
const here = await district({
  hearers: [
    within(taskChanged, async (_tx, bodies) => {
      heard.push(...bodies.map(({ event, state }) => ({ event, state })))
    }),
  ],
})
const owner = new pg.Client({ connectionString: here.database.ownerUrl })
const project = randomUUID()
const otherProject = randomUUID()
const firmPost = { role: 'labour-officer' as const, place: project }
const office = here.at('2026-11-23')
let officer: Context
let officerToo: Context
let town: Context
let townToo: Context
let housing: Context
let firm: Context
let firmToo: Context

const projectsOf: ProjectsOf = {
  town: async () => [project],
  industries: async () => [project],
}

async function as(name: string): Promise<Context> {
  const ctx = await contextAs(office, name, projectsOf)
  if (ctx === null) throw new Error(`${name} has no post.`)
  return ctx
}

beforeAll(async () => {
  await owner.connect()
  await aDistrict(office)
  await shipParameters(here.platform, office.now)
  await anAccount(office, 'coordination-office', { name: 'office', displayName: '赵甲' })
  await anAccount(office, 'coordination-office', { name: 'office-too', displayName: '赵乙' })
  await anAccount(office, 'town', { name: 'town' })
  await anAccount(office, 'town', { name: 'town-too' })
  await anAccount(office, 'department', { name: 'housing' })
  const post = { projectIds: [project] }
  await anAccount(office, 'labour-officer', { name: 'firm', displayName: '钱甲', post })
  await anAccount(office, 'labour-officer', { name: 'firm-too', displayName: '钱乙', post })
  officer = await as('office')
  officerToo = await as('office-too')
  town = await as('town')
  townToo = await as('town-too')
  housing = await as('housing')
  firm = await as('firm')
  firmToo = await as('firm-too')
})
afterAll(() => owner.end())

function refused(code: string) {
  return { refusal: expect.objectContaining({ code }) }
}

async function* bytesOf(...pieces: (string | Uint8Array)[]) {
  for (const piece of pieces) yield Buffer.from(piece)
}

function ofFirm(over: Partial<NewTask> = {}): Partial<NewTask> {
  return { projectId: project, owner: firmPost, dueOn: day('2026-11-26'), ...over }
}

const handled = { outcome: 'handled' as const, words: '十一月工资已经补发', evidence: [] }

test('from assigning to closing: read, answered, returned, answered again, accepted by somebody else', async () => {
  heard.length = 0
  const task = await readTask(officer, (await aTask(officer, ofFirm())).id)
  expect(task).toMatchObject({ state: 'open', isUnowned: false, isMine: false, version: 1 })
  expect(task.holders).toHaveLength(2)
  expect(await noteTaskRead(officer, task)).toEqual({ noted: false })
  expect(await noteTaskRead(firm, task)).toEqual({ noted: true })
  expect(await noteTaskRead(firmToo, task)).toEqual({ noted: false })
  const answered = await answerTask(firm, task.id, { ...handled, version: task.version })
  expect(answered).toMatchObject({ state: 'answered', outcome: 'handled', isMine: true })
  const returned = await returnTask(town, task.id, {
    version: answered.version,
    why: '没有银行回单',
    dueOn: day('2026-12-01'),
  })
  expect(returned).toMatchObject({ state: 'returned', dueOn: '2026-12-01' })
  expect((await countNotices(firm)).unread).toBe(1)
  const again = await answerTask(firmToo, task.id, { ...handled, version: returned.version })
  const closed = await acceptTask(officer, task.id, { version: again.version, words: '' })
  expect(closed.state).toBe('closed')
  expect(closed.events.map(({ kind }) => kind)).toEqual([
    'assigned',
    'read',
    'answered',
    'returned',
    'answered',
    'closed',
  ])
  expect(closed.events[3]).toMatchObject({
    message: '核验未通过，退回，期限改为2026年12月1日',
    words: '没有银行回单',
  })
  expect(heard.map(({ event }) => event)).toEqual(closed.events.map(({ kind }) => kind))
  const reopened = await reopenTask(officer, task.id, {
    version: closed.version,
    why: '又欠了',
    dueOn: null,
  })
  expect(reopened).toMatchObject({ state: 'open', outcome: null, dueOn: null, answeredBy: null })
})

test('who answered does not check, nor a colleague in the owner’s post; a second person of the office may', async () => {
  const task = await aTask(officer)
  const answered = await answerTask(officer, task.id, { ...handled, version: 1 })
  const check = { version: answered.version, words: '' }
  await expect(acceptTask(officer, task.id, check)).rejects.toMatchObject(
    refused('tasks.own-answer'),
  )
  await acceptTask(officerToo, task.id, check)
  const townTask = await aTask(officer, {
    projectId: project,
    owner: { role: 'town', place: '990101101' },
  })
  const said = await answerTask(town, townTask.id, { ...handled, version: 1 })
  await expect(
    acceptTask(townToo, townTask.id, { version: said.version, words: '' }),
  ).rejects.toMatchObject(refused('tasks.own-post'))
  const ofTheFirm = await aTask(officer, ofFirm())
  const byFirm = await answerTask(firm, ofTheFirm.id, { ...handled, version: 1 })
  await expect(
    acceptTask(firmToo, ofTheFirm.id, { version: byFirm.version, words: '' }),
  ).rejects.toMatchObject(refused('tasks.check-not-yours'))
})

test('only the owner’s post answers, and only what is asked', async () => {
  const task = await aTask(officer, ofFirm())
  const answer = { ...handled, version: 1 }
  await expect(answerTask(officer, task.id, answer)).rejects.toMatchObject(
    refused('tasks.not-yours'),
  )
  await expect(answerTask(firm, task.id, { ...answer, version: 7 })).rejects.toMatchObject(
    refused('tasks.changed-meanwhile'),
  )
  const answered = await answerTask(firm, task.id, answer)
  await expect(
    answerTask(firm, task.id, { ...answer, version: answered.version }),
  ).rejects.toMatchObject(refused('tasks.not-to-answer'))
})

test('of two who answer at once the second is told that it was changed', async () => {
  const task = await aTask(officer, ofFirm())
  const both = await Promise.allSettled([
    answerTask(firm, task.id, { ...handled, version: 1 }),
    answerTask(firmToo, task.id, { ...handled, version: 1 }),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('one task that is not done a thing: a second assigning is a repeat and says so', async () => {
  const about = { kind: 'matter', id: randomUUID() }
  const task = await aTask(officer, ofFirm({ about }))
  const wanted: NewTask = {
    about,
    projectId: project,
    title: '另一个说法',
    asks: '另一个要求',
    owner: firmPost,
    dueOn: null,
  }
  const [again] = await assignTasks(officer, [wanted])
  expect(again).toEqual({ about, taskId: task.id, repeated: true })
  const twice = { kind: 'matter', id: randomUUID() }
  const both = await assignTasks(officer, [
    { ...wanted, about: twice },
    { ...wanted, about: twice },
  ])
  expect(both.map(({ repeated }) => repeated)).toEqual([false, true])
  expect(new Set(both.map(({ taskId }) => taskId)).size).toBe(1)
  await cancelTasks(officer, [about], '工资已经付清')
  const [fresh] = await assignTasks(officer, [wanted])
  expect(fresh?.repeated).toBe(false)
  expect((await tasksAbout(officer, [about])).map(({ state }) => state)).toEqual([
    'open',
    'cancelled',
  ])
})

test('a post that nobody could hold is refused', async () => {
  for (const odd of [
    { role: 'town' as const, place: null },
    { role: 'leader' as const, place: 'x' },
    { role: 'system-administrator' as const, place: null },
  ]) {
    await expect(aTask(officer, { owner: odd })).rejects.toMatchObject(
      refused('people.addressee-odd'),
    )
  }
})

test('what nobody holds is unowned: first in the coordination office’s list, and handed on from there', async () => {
  const unowned = await aTask(officer, {
    projectId: otherProject,
    owner: { role: 'labour-officer', place: otherProject },
    dueOn: day('2027-05-01'),
  })
  expect((await readTask(officer, unowned.id)).isUnowned).toBe(true)
  const all = { whose: 'all', state: 'live', limit: 3 } as const
  const list = await listTasks(officer, all)
  expect(list.rows[0]?.id).toBe(unowned.id)
  expect(list.counts.unowned).toBe(1)
  const { rows } = await listTasks(officer, { ...all, only: 'unowned' })
  expect(rows.map(({ id }) => id)).toEqual([unowned.id])
  const done = await reassignTasks(officer, {
    tasks: [{ id: unowned.id, version: 1 }],
    owner: { role: 'department', place: 'housing' },
    why: '企业还没有人开通账号',
  })
  expect(done).toEqual({ done: 1, refused: [] })
  expect(await readTask(housing, unowned.id)).toMatchObject({ isMine: true, isUnowned: false })
  expect((await countNotices(housing)).unread).toBe(1)
})

test('a page begins where the one before ended, unowned ones or not', async () => {
  const all = { whose: 'all', state: 'live' } as const
  const whole = await listTasks(officer, { ...all, limit: 200 })
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await listTasks(officer, { ...all, limit: 2, after })
    seen.push(...page.rows.map(({ id }) => id))
    after = page.next ?? undefined
  } while (after !== undefined)
  expect(seen).toEqual(whole.rows.map(({ id }) => id))
  const changed = await listTasks(officer, { whose: 'all', state: 'all', limit: 200 })
  const firstTwo = await listTasks(officer, { whose: 'all', state: 'all', limit: 2 })
  const rest = await listTasks(officer, {
    whose: 'all',
    state: 'all',
    limit: 200,
    after: firstTwo.next ?? undefined,
  })
  expect([...firstTwo.rows, ...rest.rows].map(({ id }) => id).length).toBe(changed.rows.length)
})

test('who sees neither the project nor holds the post sees nothing of it', async () => {
  const task = await aTask(officer, {
    projectId: otherProject,
    owner: { role: 'coordination-office', place: null },
  })
  const whole = await aTask(officer)
  for (const who of [town, firm, housing]) {
    for (const one of [task, whole]) {
      await expect(readTask(who, one.id)).rejects.toMatchObject(refused('tasks.unknown'))
      expect(await tasksAbout(who, [one.about])).toEqual([])
    }
    const urged = await urgeTasks(who, { tasks: [{ id: task.id, version: 1 }], words: '' })
    expect(urged).toMatchObject({ done: 0, refused: [{ title: '' }] })
  }
})

test('what is addressed to a post is seen by it though the project is not, as long as the post runs', async () => {
  const ctx = here.at('2026-11-23')
  await anAccount(ctx, 'department', { name: 'water', post: { industries: ['water'] } })
  const projects: ProjectsOf = { town: async () => [], industries: async () => [] }
  const water = await contextAs(ctx, 'water', projects)
  if (water === null) throw new Error('There is no such post.')
  const task = await aTask(officer, {
    projectId: otherProject,
    owner: { role: 'department', place: 'water' },
  })
  expect((await readTask(water, task.id)).isMine).toBe(true)
  await answerTask(water, task.id, { ...handled, version: 1 })
  await owner.query(
    `update people.post set ends_on = '2026-11-22' where industries = array['water']`,
  )
  await expect(readTask(water, task.id)).rejects.toMatchObject(refused('tasks.unknown'))
  expect((await listTasks(water, { whose: 'all', state: 'all', limit: 50 })).rows).toEqual([])
  expect((await readTask(officer, task.id)).isUnowned).toBe(true)
})

test('the limit is a day of the office, whose passing is said once a limit', async () => {
  const task = await aTask(officer, ofFirm({ dueOn: day('2026-11-22') }))
  expect((await readTask(officer, task.id)).isOverdue).toBe(true)
  const dueToday = await aTask(officer, ofFirm({ dueOn: day('2026-11-23') }))
  await sweepOverdue(here.at('2026-11-23'))
  await sweepOverdue(here.at('2026-11-23'))
  const kinds = async (id: string) => (await readTask(officer, id)).events.map(({ kind }) => kind)
  expect(await kinds(task.id)).toEqual(['assigned', 'overdue'])
  expect(await kinds(dueToday.id)).toEqual(['assigned'])
  const after = await readTask(officer, task.id)
  const rest = day('2026-11-28')
  await changeLimits(officer, {
    tasks: [{ id: task.id, version: after.version }],
    dueOn: rest,
    why: '企业申请宽限',
  })
  expect((await readTask(officer, task.id)).dueOn).toBe(rest)
  await sweepOverdue(here.at('2026-11-29'))
  expect(await kinds(task.id)).toEqual(['assigned', 'overdue', 'limit-changed', 'overdue'])
  await expect(
    changeLimits(officer, {
      tasks: [{ id: task.id, version: 1 }],
      dueOn: day('2026-11-22'),
      why: '已过的一天',
    }),
  ).rejects.toMatchObject(refused('tasks.limit-passed'))
})

test('of several at once those that may be are done, and of the others is said why not', async () => {
  const one = await aTask(officer, ofFirm())
  const other = await aTask(officer, ofFirm())
  const answered = await answerTask(firm, other.id, { ...handled, version: 1 })
  const missing = randomUUID()
  const result = await urgeTasks(officer, {
    tasks: [
      { id: one.id, version: 1 },
      { id: other.id, version: answered.version },
      { id: missing, version: 1 },
    ],
    words: '',
  })
  expect(result.done).toBe(1)
  expect(result.refused.map(({ id, refusal }) => [id, refusal.code])).toEqual([
    [other.id, 'tasks.nothing-to-urge'],
    [missing, 'tasks.unknown'],
  ])
  expect((await readTask(firm, one.id)).urged).toBe(1)
})

test('a firm moves no limit and hands nothing on; a town hands on what is its own', async () => {
  const task = await aTask(officer, ofFirm())
  const tasks = [{ id: task.id, version: 1 }]
  const moved = await changeLimits(firm, { tasks, dueOn: day('2026-12-30'), why: '来不及' })
  expect(moved.refused[0]?.refusal.code).toBe('tasks.limit-not-yours')
  const handed = await reassignTasks(firm, {
    tasks,
    owner: { role: 'town', place: '990101101' },
    why: '不归我们',
  })
  expect(handed.refused[0]?.refusal.code).toBe('tasks.reassign-not-yours')
  const ofTown = await aTask(officer, {
    projectId: project,
    owner: { role: 'town', place: '990101101' },
  })
  const on = await reassignTasks(town, {
    tasks: [{ id: ofTown.id, version: 1 }],
    owner: firmPost,
    why: '由企业自己说明',
  })
  expect(on.done).toBe(1)
})

test('a graver matter moves level and limit, one that has come back opens its last task again', async () => {
  const about = { kind: 'matter', id: randomUUID() }
  const task = await aTask(officer, ofFirm({ about, level: 'yellow', dueOn: day('2026-12-10') }))
  const why = '逾期超过两个月'
  const graver = { about, level: 'red' as const, dueOn: day('2026-11-25'), why }
  await raiseTasks(officer, [{ ...graver, owner: firmPost }])
  const risen = await readTask(officer, task.id)
  expect(risen).toMatchObject({ level: 'red', dueOn: '2026-11-25' })
  expect(risen.events[1]?.message).toBe('级别改为红色，期限2026年11月25日')
  const again = { about, why: '又有人没有领到工资', dueOn: day('2026-12-01') }
  expect(await reopenTasks(officer, [again])).toEqual([])
  const answered = await answerTask(firm, task.id, { ...handled, version: risen.version })
  await acceptTask(officer, task.id, { version: answered.version, words: '' })
  expect(await reopenTasks(officer, [again, again])).toEqual([{ about, taskId: task.id }])
  expect((await readTask(officer, task.id)).state).toBe('open')
})

test('a photo among the evidence carries nothing that the camera wrote beside it', async () => {
  const task = await aTask(officer, ofFirm())
  const secret = 'Zhao 13800000000'
  const of = { id: task.id, name: '工资发放现场.jpg' }
  const photo = madeUpJpeg({ taken: '2026:11:22 09:41:00', orientation: 6, secret })
  const evidence = await uploadEvidence(firm, of, bytesOf(photo.subarray(0, 5), photo.subarray(5)))
  expect(evidence.media).toBe('jpeg')
  const sent = await openEvidence(firm, { id: task.id, evidenceId: evidence.id })
  if (sent.bytes instanceof Uint8Array) throw new Error('It is a stream.')
  const kept = Buffer.concat(await Array.fromAsync<Uint8Array>(sent.bytes))
  expect(kept.includes(secret)).toBe(false)
  expect(kept.length).toBe(evidence.bytes)
  await expect(uploadEvidence(firm, of, bytesOf(photo.subarray(0, 60)))).rejects.toMatchObject(
    refused('files.photo-damaged'),
  )
})

test('evidence is what the file is, up to 20 MB, and goes with the answer that names it', async () => {
  const task = await aTask(officer, ofFirm())
  const send = (who: Context, name: string, ...pieces: (string | Uint8Array)[]) =>
    uploadEvidence(who, { id: task.id, name }, bytesOf(...pieces))
  const pdf = await send(firm, 'C:\\扫描\\回单.pdf', '%P', 'DF-1.7 …')
  expect(pdf).toMatchObject({ name: '回单.pdf', media: 'pdf' })
  await expect(send(firm, '回单.pdf', 'MZ not a pdf')).rejects.toMatchObject(
    refused('tasks.evidence-kind'),
  )
  await expect(send(firm, '空.pdf')).rejects.toMatchObject(refused('tasks.evidence-kind'))
  await expect(send(firm, '包.zip', 'PK\u0003\u0004zipped')).rejects.toMatchObject(
    refused('tasks.evidence-kind'),
  )
  await expect(send(officer, '回单.pdf', '%PDF-1.7')).rejects.toMatchObject(
    refused('tasks.not-yours'),
  )
  const large = Array.from({ length: 21 }, () => new Uint8Array(1024 * 1024))
  await expect(send(firm, '大.pdf', '%PDF-1.7', ...large)).rejects.toMatchObject(
    refused('tasks.evidence-too-large'),
  )
  const of = { id: task.id, evidenceId: pdf.id }
  await expect(openEvidence(officer, of)).rejects.toMatchObject(refused('tasks.evidence-unknown'))
  await expect(
    answerTask(firmToo, task.id, { ...handled, version: 1, evidence: [pdf.id] }),
  ).rejects.toMatchObject(refused('tasks.evidence-unknown'))
  const answered = await answerTask(firm, task.id, {
    ...handled,
    version: 1,
    evidence: [pdf.id],
  })
  expect(answered.events.at(-1)?.evidence).toEqual([pdf])
  const file = await openEvidence(officer, of)
  expect([file.name, file.mediaType]).toEqual(['回单.pdf', 'application/pdf'])
})

test(
  'five thousand are assigned, levelled and cancelled in a handful of statements each',
  { timeout: 60_000 },
  async () => {
    const tasks: NewTask[] = Array.from({ length: 5_000 }, (_, no) => ({
      about: { kind: 'screening', id: `round ${no}` },
      projectId: project,
      title: `项目 ${no}：本轮排查`,
      asks: '到现场排查并上报',
      owner: { role: 'town', place: '990101101' },
      dueOn: day('2026-12-15'),
      level: 'blue',
    }))
    const abouts = tasks.map(({ about }) => about)
    const graver = {
      level: 'red' as const,
      owner: { role: 'department' as const, place: 'housing' },
      dueOn: day('2026-12-01'),
      why: '到期未排查',
    }
    const assigned = await counted((ctx) => assignTasks(ctx, tasks))
    expect(assigned.statements).toBeLessThanOrEqual(6)
    expect(assigned.result.every(({ repeated }) => !repeated)).toBe(true)
    const repeated = await counted((ctx) => assignTasks(ctx, tasks))
    expect(repeated.result.every(({ repeated: again, taskId }) => again && taskId !== null)).toBe(
      true,
    )
    const risen = abouts.map((about) => ({ about, ...graver }))
    const raised = await counted((ctx) => raiseTasks(ctx, risen))
    expect(raised.statements).toBeLessThanOrEqual(7)
    const list = await listTasks(housing, {
      whose: 'mine',
      state: 'live',
      kind: 'screening',
      limit: 200,
    })
    expect([list.rows.length, list.counts.mine]).toEqual([200, 5_000])
    const cancelled = await counted((ctx) => cancelTasks(ctx, abouts, '本轮已经结束'))
    expect([cancelled.result.cancelled, cancelled.statements <= 5]).toEqual([5_000, true])
  },
)

/** How many statements the work took in a transaction of the office. */
async function counted<T>(work: (ctx: Context) => Promise<T>) {
  return act(office, 'tasks.counted', 'test', async (tx) => {
    let statements = 0
    const client = new Proxy(tx.client, {
      get: (target, name) => {
        if (name === 'query') {
          return (...args: Parameters<typeof target.query>) => {
            statements += 1
            return target.query(...args)
          }
        }
        return Reflect.get(target, name)
      },
    })
    const counting: Tx = { ...tx, client }
    const result = await work(counting)
    return { result, statements }
  })
}
