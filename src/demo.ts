import { makeDemoPlans } from './demo-plans.ts'
import { sitAtDesks } from './demo-office.ts'
import { workOnRegister } from './demo-register.ts'
import { screenTwoTowns } from './demo-screening.ts'
import { enterDemoSafeguards } from './demo-safeguards.ts'
import { type PlainDate, addDays, daysBetween, officeDayAt } from './kernel/day.ts'
import { demoDistrict } from './kernel/district.ts'
import { Refused } from './kernel/refusal.ts'
import type { Actor } from './kernel/role.ts'
import { openReaders, type Readers } from './modules/recognition/readers.ts'
import { type HandedInNext, takeIn } from './modules/exchange/take-in.ts'
import { keepWeeks } from './modules/outlook/keep-weeks.ts'
import { sweepOutlooks } from './modules/outlook/refresh-outlooks.ts'
import { sweepBlindSpots } from './modules/coverage/recompute.ts'
import { addAccount } from './modules/people/add-account.ts'
import { openDistrict } from './modules/places/open-district.ts'
import { listDistrictsAcross } from './modules/places/views.ts'
import { createProject } from './modules/registry/create-project.ts'
import { projectIdsByCode } from './modules/registry/views.ts'
import { sweepProjectStates } from './modules/risk/reassess.ts'
import { act, look } from './platform/act.ts'
import type { Context, Platform } from './platform/context.ts'
import { readCounter } from './platform/counters.ts'
import { errorFacts } from './platform/log.ts'
import { everywhere, systemContext } from './platform/system.ts'
import { demoPassword } from './worlds/demo-accounts.ts'
import { demoWorld } from './worlds/demo-world.ts'
import type { Delivery, DemoAccount, World } from './worlds/world.ts'

/** How far the demo district is. */
export interface DemoProgress {
  readonly state: 'loading' | 'loaded' | 'failed'
  readonly done: number
  readonly total: number
}

export interface Demo {
  readonly accounts: readonly DemoAccount[]
  progress(): DemoProgress
  /** Ends with the last delivery, or when stopped. */
  readonly loaded: Promise<void>
  stop(): Promise<void>
}

const seed = 'huxin'
const counter = ['demo', 'deliveries'] as const

/**
 * Opens the demo district where there is none, and hands in its sheets like anybody's, each on the day it came; a
 * start that was broken off goes on where it was. Null where the installation has a real district.
 */
export async function openDemo(platform: Platform, clock: () => Date): Promise<Demo | null> {
  const all = { ...systemContext(platform, '000000', clock()), scope: everywhere }
  const open = await listDistrictsAcross(all)
  if (open.some((one) => !one.demo)) return null
  const first = open.length === 0 ? clock() : await firstStart(platform, clock)
  const world = demoWorld({ today: officeDayAt(first), seed })
  await register(systemContext(platform, demoDistrict, first), world)
  const deliveries = [...world.deliveries]
  const done = await look(systemContext(platform, demoDistrict, first), (reading) =>
    readCounter(reading, ...counter),
  )
  return handIn(platform, world, deliveries, done, clock)
}

async function firstStart(platform: Platform, clock: () => Date): Promise<Date> {
  return look(systemContext(platform, demoDistrict, clock()), async (reading) => {
    const found = await reading.client.query<{ opened_at: Date }>(
      'select opened_at from places.district where district = $1',
      [demoDistrict],
    )
    return found.rows[0]?.opened_at ?? clock()
  })
}

/** What an officer does first; what is there already is left as it is. */
async function register(ctx: Context, world: World): Promise<void> {
  const { district: code, districtName: name, towns } = world
  await unlessThere(() =>
    openDistrict(ctx, {
      code,
      name,
      demo: true,
      towns: towns.map((town) => ({ code: town.code, name: town.name })),
    }),
  )
  const begun = addDays(officeDayAt(ctx.now), -366)
  const then = { ...ctx, actor: officer, now: at(begun) }
  for (const project of world.projects) {
    const { townName: _town, finishedOn: _finished, onPlatform: _platform, ...fields } = project
    await unlessThere(() => createProject(then, fields))
  }
  const ids = await look(ctx, (reading) =>
    projectIdsByCode(
      reading,
      world.projects.map((project) => project.code),
    ),
  )
  for (const account of world.accounts) {
    const projectId = account.projectCode === null ? undefined : ids.get(account.projectCode)
    await unlessThere(() =>
      addAccount(then, {
        name: account.username,
        displayName: account.name,
        password: demoPassword,
        homeDistrict: code,
        post: {
          district: code,
          role: account.role,
          organisation: account.organisation,
          town: account.townCode,
          projectIds: projectId === undefined ? [] : [projectId],
          industries: account.industries,
        },
      }),
    )
  }
}

const thereAlready = new Set([
  'places.district-open-already',
  'registry.code-taken',
  'people.name-taken',
])

async function unlessThere(add: () => Promise<unknown>): Promise<void> {
  try {
    await add()
  } catch (error) {
    if (!(error instanceof Refused) || !thereAlready.has(error.refusal.code)) throw error
  }
}

const officer: Actor = {
  id: everywhere.account,
  name: '周范二',
  organisation: '治欠办',
  roles: ['coordination-office'],
}

function handIn(
  platform: Platform,
  world: World,
  deliveries: readonly Delivery[],
  alreadyDone: number,
  clock: () => Date,
): Demo {
  const total = deliveries.length
  let done = Math.min(alreadyDone, total)
  let state: DemoProgress['state'] = done < total ? 'loading' : 'loaded'
  let stopped = false
  const readers = openReaders(platform.keys, demoDistrict)
  const run = async () => {
    const ids = await look(systemContext(platform, demoDistrict, clock()), (reading) =>
      projectIdsByCode(
        reading,
        world.projects.map((project) => project.code),
      ),
    )
    const waiting = deliveries.slice(done)
    let satOn: PlainDate | null = null
    for (const [at, delivery] of waiting.entries()) {
      if (stopped) return
      const next = waiting[at + 1]
      const { receivedOn } = delivery
      await handInOne(platform, readers, { delivery, next }, ids)
      const isWeekOver = satOn === null || daysBetween(satOn, receivedOn) >= 7
      if (next === undefined || (isWeekOver && next.receivedOn !== receivedOn)) {
        await aDayAtTheOffice(contextOn(platform, receivedOn), world.accounts)
        satOn = receivedOn
      }
      done += 1
    }
    const today = systemContext(platform, demoDistrict, clock())
    await sweepProjectStates(today)
    await sweepBlindSpots(today)
    const then = (day: PlainDate) => contextOn(platform, day)
    await screenTwoTowns(then, officeDayAt(today.now), world.accounts)
    await enterDemoSafeguards({ ...today, actor: officer }, world.projects)
    await makeDemoPlans({ ...today, actor: officer }, [...ids.keys()])
    await sweepOutlooks(today)
    state = 'loaded'
    // What an office does with them from then on goes on behind: its register, and weeks that nobody kept.
    await workOnRegister(today, world.accounts)
    await keepWeeks(today)
  }
  const loaded = (state === 'loading' ? run() : Promise.resolve())
    .catch((error: unknown) => {
      state = 'failed'
      platform.log.error(errorFacts(error), 'the demo did not load')
    })
    .finally(() => readers.drop())
  return {
    accounts: world.accounts,
    progress: () => ({ state, done, total }),
    loaded,
    stop: async () => {
      stopped = true
      await loaded
    },
  }
}

/** On the day it came: what the rules see is what the office would have seen then. */
async function handInOne(
  platform: Platform,
  readers: Readers,
  { delivery, next }: { readonly delivery: Delivery; readonly next: Delivery | undefined },
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const { ctx, name, content } = handedIn(platform, delivery)
  const projectId = delivery.projectCode === null ? null : (ids.get(delivery.projectCode) ?? null)
  const after = next === undefined ? null : handedIn(platform, next)
  await takeIn(ctx, readers, { name, projectId }, content(), after)
  await sweepProjectStates(ctx)
  await act(ctx, 'demo.deliver', delivery.fileName, async (tx) => {
    tx.count(...counter, 1)
  })
}

/** Once a week: what came in since is looked at, and part of it acted upon. */
async function aDayAtTheOffice(ctx: Context, accounts: readonly DemoAccount[]): Promise<void> {
  await sweepBlindSpots(ctx)
  await sitAtDesks(ctx, accounts)
}

function contextOn(platform: Platform, day: PlainDate): Context {
  return systemContext(platform, demoDistrict, at(day))
}

function handedIn(platform: Platform, { receivedOn, fileName, bytes }: Delivery): HandedInNext {
  return {
    ctx: { ...systemContext(platform, demoDistrict, at(receivedOn)), actor: officer },
    name: fileName,
    content: async function* () {
      yield Buffer.from(bytes)
    },
  }
}

function at(day: PlainDate): Date {
  return new Date(`${day}T10:00:00+08:00`)
}
