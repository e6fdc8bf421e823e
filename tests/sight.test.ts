import { expect, test } from 'vitest'
import { routes } from '../src/app.ts'
import type { AnyEndpoint } from '../src/kernel/endpoint.ts'
import { aProject } from '../src/modules/registry/fixtures.ts'
import { peopleBodies } from './support/people-calls.ts'
import { photoBytes, screeningBodies, screeningQueries } from './support/screening-calls.ts'
import { type CallOf, signedIn } from './support/caller.ts'
import { idFor, nothingSaid, type Site, twoDistricts } from './support/two-districts.ts'

const { app, first, second, far, owner, installation } = await twoDistricts()
const sites = [first, second, far]

/** Whoever there is, in which district, and the sites of which they may know. */
const people: readonly {
  readonly name: string
  readonly district: string
  readonly knows: readonly Site[]
}[] = [
  { name: 'office', district: '990101', knows: [first, second] },
  { name: 'town', district: '990101', knows: [first] },
  { name: 'officer', district: '990101', knows: [first] },
  { name: 'administrator', district: '990101', knows: [] },
  { name: 'security', district: '990101', knows: [] },
  { name: 'auditor', district: '990101', knows: [] },
  { name: 'far-office', district: '990102', knows: [far] },
  { name: 'far-town', district: '990102', knows: [far] },
  { name: 'far-officer', district: '990102', knows: [far] },
  { name: 'far-administrator', district: '990102', knows: [] },
  { name: 'far-security', district: '990102', knows: [] },
  { name: 'far-auditor', district: '990102', knows: [] },
]

// A sample to try is made up, a person's own session says nothing of sites, districts are told by their towns.
const reads = routes
  .map(({ endpoint }) => endpoint)
  .filter(({ method, name }) => method === 'GET' && name !== 'exchange.sample-sheet')

/** Every way to ask an endpoint about a site: by its ids, by its names, and about everything. */
function waysToAsk(endpoint: AnyEndpoint, site: Site): CallOf[] {
  const { code, workerId, month, batchId, fileId } = site
  const params = {
    code,
    project: code,
    town: site.town,
    key: 'points-r-01',
    workerId,
    month,
    batchId,
    fileId,
    sheet: 1,
    id: idFor(endpoint, site),
    evidenceId: site.evidenceId,
    contractId: site.contractId,
    paperId: site.paperId,
    handInId: site.handInId,
    roundId: site.roundId,
    itemId: site.itemId,
    photoId: site.photoId,
    moneyId: site.moneyId,
    proofId: site.proofId,
    safeguard: 'notice-board',
    profileId: site.profileId,
    recordId: site.recordId,
  }
  const queries: Readonly<Record<string, CallOf['query'][]>> = {
    'search.all': [
      { words: site.projectName },
      { words: site.workerName },
      { words: code },
      { words: site.batchId },
    ],
    'registry.search-projects': [{ search: site.projectName }, { search: code }, { search: '%' }],
    'exchange.source-names': [{ ids: sites.map((one) => one.fileId).join(',') }],
    'exchange.imports': [{}, { search: site.projectName }, { search: code }, { search: '%' }],
    'coverage.blind-spots': [
      {},
      { project: code },
      { state: 'all' },
      { state: 'all', seenBy: 'by-hand' },
    ],
    'safeguards.list': [{}, { search: site.projectName }, { town: site.town }],
    'safeguards.figures': [{}, { town: site.town }],
    'safeguards.hand-ins': [{}, { state: 'all' }, { state: 'all', project: code }],
    'screening.items': [{}, { search: site.projectName }, { town: site.town }, { search: '%' }],
    'labour.project-workers': [{}, { search: site.workerName }],
    'labour.merges': [{}, { show: 'decided' }, { worker: workerId }, { imports: fileId }],
    'wages.ledger': [{}, { project: code }, { worker: workerId }],
    'wages.ledger-totals': [{}, { project: code }, { worker: workerId }],
    'risk.warnings': [{}, { project: code }, { state: 'all' }, { state: 'all', only: 'late' }],
    'dashboards.projects': [{}, { search: site.projectName }, { town: site.town }],
    'audit.list': [
      {},
      { subject: site.batchId },
      { subject: site.projectId },
      { subject: site.workerId },
      { actor: '人', from: '2026-11-01' },
    ],
    'register.entries': [{}, { project: code }, { search: site.projectName }, { state: 'all' }],
    'register.classes': [{}, { search: site.projectName }, { class: 'B' }],
    'notices.list': [{}, { box: 'sent' }],
    'dashboards.tasks': [
      {},
      { whose: 'all' },
      { whose: 'all', state: 'all' },
      { whose: 'all', project: code },
    ],
  }
  // A list as a file is asked as the list is, and in the form that can be read here.
  const list = endpoint.name.replace(/-export$/, '')
  const form = list === endpoint.name ? {} : { format: 'csv' }
  return (queries[list] ?? [{}]).map((query) => ({ params, query: { ...query, ...form } }))
}

/** What a reply tells of a site beyond what the question itself said. */
function told(body: string, of: CallOf, site: Site): string[] {
  const asked = JSON.stringify([of.params, of.query])
  return site.markers.filter((marker) => body.includes(marker) && !asked.includes(marker))
}

/** The audit calls a project by its code, as a person does; it says nothing else of it. */
function isAuditsOwn(endpoint: AnyEndpoint, word: string): boolean {
  return /^audit\.list(-export)?$/.test(endpoint.name) && sites.some(({ code }) => code === word)
}

for (const { name, district, knows } of people) {
  test(`${name} of ${district} is told of ${knows.length} sites and of no other, whatever is asked`, async () => {
    const caller = await signedIn(app, name)
    const leaks: string[] = []
    const seen = new Set<string>()
    for (const endpoint of reads) {
      for (const asked of sites) {
        for (const of of waysToAsk(endpoint, asked)) {
          const reply = await caller.call(endpoint, district, of)
          expect([endpoint.name, of, reply.statusCode < 500]).toEqual([endpoint.name, of, true])
          for (const site of sites) {
            const words = told(reply.body, of, site).filter((word) => !isAuditsOwn(endpoint, word))
            if (knows.includes(site)) for (const word of words) seen.add(word)
            else if (words.length > 0)
              leaks.push(`${endpoint.name} ${JSON.stringify(of)}: ${words.join()}`)
          }
        }
      }
    }
    expect(leaks).toEqual([])
    // The question was a real one: of its own sites everything that is to be told was told.
    for (const site of knows) {
      expect(site.markers.filter((marker) => !seen.has(marker))).toEqual([])
    }
  })
}

test('a thing of another project or district is not there, rather than forbidden', async () => {
  const named = [
    'project',
    'worker',
    'warning',
    'batch',
    'row',
    'rows',
    'history',
    'files',
    'workers',
    'sheet',
    'profile',
    'users',
    'withdrawal',
    'rehearsal',
    'copy',
    'waiting-rows',
    'funds',
    'flows',
    'deposits',
    'safeguards.project',
    'outlook.project',
    'liability',
    'contracts',
    'paper',
    'matters',
    'sources',
    'screening.item',
    'screening.photo',
    'register.entry',
    'register.standing',
    'task',
    'evidence',
  ]
  for (const { name, district, knows } of people) {
    const caller = await signedIn(app, name)
    for (const endpoint of reads.filter((one) => named.some((end) => one.name.endsWith(end)))) {
      if (!/:/.test(endpoint.path)) continue
      for (const site of sites.filter((one) => !knows.includes(one))) {
        const [of = {}] = waysToAsk(endpoint, site)
        const { statusCode, body } = await caller.call(endpoint, district, of)
        const isEmptyList = statusCode === 200 && body.includes('"rows":[]')
        const mayNot = statusCode === 403
        expect([endpoint.name, name, statusCode === 404 || isEmptyList || mayNot]).toEqual([
          endpoint.name,
          name,
          true,
        ])
      }
    }
  }
})

test('no figure counts what its reader does not see', async () => {
  const home = endpointOf('dashboards.home')
  const lists = ['dashboards.projects', 'wages.ledger-totals', 'risk.warnings'].map(endpointOf)
  for (const { name, district, knows } of people) {
    const caller = await signedIn(app, name)
    if (knows.length === 0) continue
    const figures = (await caller.call(home, district)).json()
    const [projects, ledger, warnings] = await Promise.all(
      lists.map(async (one) => (await caller.call(one, district)).json()),
    )
    const owed = knows.reduce((sum, site) => sum + owedOf(site), 0)
    expect([name, figures.projects.value, figures.workersOnSite.value]).toEqual([
      name,
      knows.length,
      knows.length,
    ])
    expect([figures.overdueFen.value, figures.overdueWorkers.value]).toEqual([owed, knows.length])
    expect(
      figures.towns.reduce((sum: number, one: { projects: number }) => sum + one.projects, 0),
    ).toBe(knows.length)
    expect([projects.total, ledger.rows, ledger.owedFen]).toEqual([
      knows.length,
      knows.length,
      owed,
    ])
    const byLevel: number[] = Object.values(warnings.counts)
    const { rowCount: standing } = await owner.query(
      'select from risk.warning where district = $1 and project_id = any ($2) and cleared_on is null',
      [district, knows.map(({ projectId }) => projectId)],
    )
    expect(byLevel.reduce((sum, count) => sum + count, 0)).toBe(standing)
  }
})

test('the audit names a project that came without a code by its id, not by its name', async () => {
  await aProject(installation.at('2026-11-23'), { name: '未编号的工程' })
  const auditor = await signedIn(app, 'auditor')
  const reply = await auditor.call(endpointOf('audit.list'), '990101')
  expect(reply.body).toContain('project.create')
  expect(reply.body).not.toContain('未编号的工程')
})

test('nothing of another’s can be written to either', async () => {
  const writes = routes
    .map(({ endpoint }) => endpoint)
    .filter(({ method, path }) => method !== 'GET' && path.includes(':'))
  const before = await everythingOf('990102')
  for (const name of ['office', 'town', 'officer', 'administrator', 'security', 'auditor']) {
    const caller = await signedIn(app, name)
    for (const endpoint of writes) {
      const reply = await caller.call(endpoint, '990101', writeTo(endpoint, far))
      expect([endpoint.name, name, [403, 404].includes(reply.statusCode)]).toEqual([
        endpoint.name,
        name,
        true,
      ])
    }
  }
  const firm = await signedIn(app, 'officer')
  for (const endpoint of writes) {
    const reply = await firm.call(endpoint, '990101', writeTo(endpoint, second))
    expect([endpoint.name, [403, 404].includes(reply.statusCode)]).toEqual([endpoint.name, true])
  }
  await expect(
    firm.call(endpointOf('exchange.open-batch'), '990101', {
      body: { projectCode: second.code },
    }),
  ).resolves.toMatchObject({ statusCode: 404 })
  expect(await everythingOf('990102')).toEqual(before)
})

const nobody = '0197f000-0000-7000-8000-000000000001'
const contractBody = {
  kind: 'general',
  number: null,
  partyA: nobody,
  partyB: nobody,
  aboveId: null,
  sumFen: null,
  signedOn: null,
  beginsOn: null,
  endsOn: null,
  cycleMonths: null,
  transferDay: null,
  ratioBasisPoints: null,
  paperId: null,
}

const handedIn = { saidOn: '2026-11-20', validTo: null, words: '看到牌子', paperId: nobody }

function writeTo(endpoint: AnyEndpoint, site: Site): CallOf {
  const edited = {
    name: '改名工程',
    town: null,
    ownerKind: 'private',
    state: 'building',
    version: 1,
    permitNumber: null,
    platformNumber: null,
    payDay: 3,
    begunOn: null,
  }
  const { code, batchId, fileId, profileId, recordId } = site
  const id = idFor(endpoint, site)
  const params = {
    code,
    town: site.town,
    batchId,
    fileId,
    profileId,
    sheet: 1,
    no: '03',
    proposalId: profileId,
    recordId,
    id,
    contractId: site.contractId,
    paperId: site.paperId,
    handInId: site.handInId,
    roundId: site.roundId,
    itemId: site.itemId,
    photoId: site.photoId,
    moneyId: site.moneyId,
    proofId: site.proofId,
    evidenceId: site.evidenceId,
    safeguard: 'notice-board',
    workerId: site.workerId,
    // Nobody's of this district: what an account of another is, is no site's.
    accountId: nobody,
    sessionId: nobody,
  }
  if (endpoint.name === 'screening.upload-photo') {
    const query = screeningQueries[endpoint.name]
    return { params, query, bytes: Buffer.from(photoBytes) }
  }
  if (endpoint.name === 'exchange.receive-file') {
    return { params, query: { name: '表.csv', no: 7 }, bytes: Buffer.from('姓名\n') }
  }
  if (endpoint.name === 'tasks.upload-evidence') {
    return { params, query: { name: '回单.pdf' }, bytes: Buffer.from('%PDF-1.7') }
  }
  if (endpoint.name === 'outlook.upload-evidence') {
    return { params, query: { name: '承诺.pdf' }, bytes: Buffer.from('%PDF-1.7') }
  }
  if (endpoint.name === 'safeguards.upload-paper') {
    return { params, query: { name: '合同.pdf' }, bytes: Buffer.from('%PDF-1.7') }
  }
  if (endpoint.name === 'exchange.choose-project') return { params, body: { code: first.code } }
  if (endpoint.name === 'exports.fill-template') {
    const body = { month: site.month, reason: '看看别人的工人' }
    return { params, body }
  }
  const bodies: Readonly<Record<string, unknown>> = {
    'safeguards.add-evidence': {
      holds: true,
      saidOn: '2026-11-20',
      validTo: null,
      words: '看到牌子',
      paperId: null,
    },
    'safeguards.withdraw-evidence': { why: '不是这个工地' },
    'safeguards.decide': { decision: 'by-rule', why: '工期延长' },
    'safeguards.add-contract': contractBody,
    'safeguards.amend-contract': { ...contractBody, version: 1, why: '补充协议' },
    'safeguards.withdraw-contract': { version: 1, why: '录错了' },
    'safeguards.hand-in-evidence': handedIn,
    'safeguards.hand-in-contract': { ...contractBody, paperId: nobody },
    'safeguards.return-hand-in': { why: '照片看不清' },
    'safeguards.take-back-hand-in': { why: '传错了' },
    'register.edit-entry': {
      cause: 'dispute',
      causeWords: '',
      measures: '约谈总包',
      leader: '',
      version: 1,
    },
    'register.record-check': { checkedOn: '2026-11-23', found: 'same', words: '没有变化' },
    'register.record-standard': { checkedOn: '2026-11-23', met: ['deposit'] },
    'register.teach-form': { version: 1, name: '台账', cells: [] },
    'register.retire-form': { version: 1 },
    'exports.fill-form': {},
    'coverage.switch-off': { validFrom: '2026-12-01', validTo: null, reason: '名单还不全' },
    ...peopleBodies(site.town),
    'coverage.end-decision': { lastDay: '2026-12-31', why: '名单已经齐全' },
    'registry.invite-to-project': { organisation: '别人的公司', invitedName: '某人' },
    'registry.answer-join-question': { answer: { is: 'new' }, reason: '看过合同' },
    'registry.separate-source': { into: 'question', reason: '弄错了' },
    'registry.join-projects': { into: first.code, reason: '同一个' },
    'registry.part-projects': { projectId: site.projectId, reason: '弄错了' },
    'tasks.answer': { version: 1, outcome: 'handled', words: '已经补发', evidence: [] },
    'tasks.accept': { version: 2, words: '' },
    'tasks.return': { version: 2, why: '没有回单', dueOn: null },
    'tasks.reopen': { version: 2, why: '又欠了', dueOn: null },
    'exchange.answer-sheet': { answer: nothingSaid, rememberAs: '别人的格式' },
    'exchange.mend-cells': { cells: [{ row: 2, column: 0, value: '改名' }] },
    'exchange.edit-profile': {
      name: '改名格式',
      kind: 'pay-sheet',
      columns: [],
      unit: null,
      moneyUnit: 'yuan',
    },
    'exchange.change-profile-state': { state: 'withdrawn' },
    'outlook.make-plan': { version: 1, promises: [] },
    'outlook.enter-money': {
      amountFen: 100,
      expectedOn: '2027-01-10',
      moneySource: 'other',
      words: '别人的钱',
      evidence: [],
    },
    'outlook.withdraw-money': { why: '别人的钱' },
    ...screeningBodies(site.town),
    'labour.merge-workers': { version: 1, keep: site.workerId, why: '看过证件' },
    'labour.refuse-merge': { version: 1, why: '看过证件' },
    'labour.unmerge-workers': { version: 1, why: '看过证件' },
    'exchange.tie-users': { ties: [{ device: '', userNo: '1', workerId: site.workerId }] },
  }
  if (endpoint.name in bodies) return { params, body: bodies[endpoint.name] }
  return endpoint.body === undefined ? { params } : { params, body: edited }
}

/** What could be written to from elsewhere, as it stands in a district. */
async function everythingOf(district: string): Promise<unknown> {
  const { rows } = await owner.query(
    `select (select jsonb_agg(b order by b.id) from exchange.batch b where b.district = $1) as batches,
       (select jsonb_agg(p order by p.id) from registry.project p where p.district = $1) as projects,
       (select jsonb_agg(f order by f.id) from exchange.source_file f where f.district = $1) as files,
       (select jsonb_agg(p order by p.id) from exchange.profile p where p.district = $1) as profiles,
       (select jsonb_agg(t order by t.id) from tasks.task t where t.district = $1) as tasks,
       (select jsonb_agg(s order by s.id) from registry.project_source s where s.district = $1) as sources,
       (select jsonb_agg(c order by c.id) from safeguards.contract c where c.district = $1) as contracts,
       (select jsonb_agg(d order by d.code) from places.division d where d.parent = $1) as towns,
       (select count(*) from safeguards.safeguard_event where district = $1) as safeguard_events,
       (select count(*) from safeguards.paper where district = $1) as papers,
       (select jsonb_agg(h order by h.id) from safeguards.hand_in h where h.district = $1) as hand_ins,
       (select count(*) from tasks.evidence where district = $1) as evidence,
       (select jsonb_agg(p order by p.id) from outlook.promise p where p.district = $1) as promises,
       (select jsonb_agg(m order by m.id) from outlook.money m where m.district = $1) as money,
       (select count(*) from outlook.evidence where district = $1) as proofs,
       (select jsonb_agg(r order by r.id) from screening.round r where r.district = $1) as rounds,
       (select jsonb_agg(i order by i.id) from screening.item i where i.district = $1) as items,
       (select count(*) from screening.photo where district = $1) as photos,
       (select count(*) from screening.found_project where district = $1) as found,
       (select jsonb_agg(n order by n.id) from notices.notice n where n.district = $1) as notices,
       (select count(*) from exchange.sheet_answer where district = $1) as answers,
       (select count(*) from exchange.withdrawal where district = $1) as withdrawals,
       (select count(*) from exchange.mend where district = $1) as mends,
       (select jsonb_agg(u) from labour.device_user u where u.district = $1) as device_users`,
    [district],
  )
  return rows
}

function owedOf(site: Site): number {
  return Number(site.markers[3])
}

function endpointOf(name: string): AnyEndpoint {
  const found =
    reads.find((one) => one.name === name) ??
    routes.map(({ endpoint }) => endpoint).find((one) => one.name === name)
  if (found === undefined) throw new Error(`No endpoint is called ${name}.`)
  return found
}
