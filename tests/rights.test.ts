import { expect, test } from 'vitest'
import { routes } from '../src/app.ts'
import type { AnyEndpoint } from '../src/kernel/endpoint.ts'
import { Role } from '../src/kernel/role.ts'
import { rightGroups } from '../src/web/desk/right-labels.ts'
import { peopleBodies } from './support/people-calls.ts'
import { photoBytes, screeningBodies, screeningQueries } from './support/screening-calls.ts'
import { type CallOf, type Caller, signedIn, signedOut } from './support/caller.ts'
import { idFor, nothingSaid, type Site, twoDistricts } from './support/two-districts.ts'

// Said a second time, apart from the contracts: whoever changes a right changes it here too.
const office = 'coordination-office'
const town = 'town'
const officer = 'labour-officer'
const department = 'department'
const leader = 'leader'
const administrator = 'system-administrator'
const security = 'security-administrator'
const auditor = 'audit-administrator'
const desk = [office, department, town, leader, officer]
const importers = [office, officer]
/** Above firms: who checks, urges and hands on. */
const above = [office, department, town, leader]
const inviters = [office, security]
const everybody = [...desk, administrator, security, auditor]
const open = [...everybody, 'signed out']

const rights: Readonly<Record<string, readonly string[]>> = {
  'places.district': everybody,
  'places.parameters': [office, town, leader, administrator],
  'places.propose-parameter': [office],
  'places.proposals': [office, town, leader, administrator],
  'places.decide-proposal': [office, leader],
  'places.withdraw-proposal': [office],
  'places.town-changes': desk,
  'places.add-town': [office],
  'places.rename-town': [office],
  'places.merge-town': [office],
  'places.withdraw-town-change': [office],
  'dashboards.parameter-effect': [office, leader],
  'dashboards.towns': desk,
  'dashboards.towns-export': desk,
  'calendar.view': everybody,
  'calendar.take-in-notice': [office],
  'dashboards.notice-effect': [office],
  'dashboards.notice-moves': desk,
  'search.all': desk,
  'people.sign-in': open,
  'people.me': everybody,
  'people.sign-out': everybody,
  'people.change-password': everybody,
  'people.outside': open,
  'people.begin-outside': open,
  'people.return-outside': open,
  'people.bind-outside': everybody,
  'people.unbind-outside': everybody,
  'people.my-sign-in': everybody,
  'people.end-session': everybody,
  'people.end-other-sessions': everybody,
  'people.begin-second-factor': everybody,
  'people.confirm-second-factor': everybody,
  'people.renew-recovery-codes': everybody,
  'people.end-second-factor': everybody,
  'people.account': [security],
  'people.unlock-account': [security],
  'people.end-account-sessions': [security],
  'people.reset-second-factor': [security],
  'people.rights': [...above, administrator, security, auditor],
  'people.invite': inviters,
  'people.invitations': inviters,
  'people.invitations-export': inviters,
  'people.invitation-link': inviters,
  'people.renew-invitation': inviters,
  'people.withdraw-invitation': inviters,
  'people.open-invitation': open,
  'people.accept-invitation': open,
  'people.end-post': inviters,
  'people.enter-leave': inviters,
  'people.end-leave': inviters,
  'people.deputise': inviters,
  'people.move-post': inviters,
  'people.close-account': inviters,
  'registry.invite-to-project': [office],
  'dashboards.posts': inviters,
  'dashboards.person': inviters,
  'dashboards.posts-export': inviters,
  'audit.list': [auditor],
  'audit.chain': [auditor],
  'notices.list': desk,
  'notices.count': desk,
  'notices.read': desk,
  'notices.acknowledge': desk,
  'tasks.note-read': desk,
  'tasks.answer': desk,
  'tasks.accept': above,
  'tasks.return': above,
  'tasks.reopen': [office, department, leader],
  'tasks.urge': above,
  'tasks.reassign': above,
  'tasks.change-limits': [office, department, leader],
  'tasks.upload-evidence': desk,
  'tasks.evidence': desk,
  'dashboards.tasks': desk,
  'dashboards.about': desk,
  'dashboards.task': desk,
  'dashboards.tasks-export': desk,
  'registry.create-project': [office],
  'registry.edit-project': [office],
  'registry.search-projects': desk,
  'registry.join-questions': [office, leader],
  'registry.answer-join-question': [office],
  'registry.separate-source': [office],
  'registry.project-sources': desk,
  'registry.join-projects': [office],
  'registry.part-projects': [office],
  'registry.project-sources-export': desk,
  'registry.join-questions-export': [office, leader],
  'coverage.blind-spots': desk,
  'coverage.matrix': desk,
  'coverage.expectations': desk,
  'coverage.add-expectation': [office],
  'coverage.switch-off': [office],
  'coverage.end-decision': [office],
  'coverage.blind-spots-export': desk,
  'coverage.expectations-export': desk,
  'labour.project-workers': desk,
  'labour.worker': desk,
  'labour.unmask': [office],
  'labour.merges': desk,
  'labour.merge-workers': [office],
  'labour.refuse-merge': [office],
  'labour.unmerge-workers': [office],
  'wages.ledger': desk,
  'deposits.project-deposits': desk,
  'wages.ledger-totals': desk,
  'wages.ledger-row': desk,
  'wages.project-funds': desk,
  'wages.account-flows': desk,
  'safeguards.list': desk,
  'safeguards.figures': desk,
  'safeguards.project': desk,
  'safeguards.liability': desk,
  'safeguards.contracts': desk,
  'safeguards.paper': desk,
  'safeguards.add-evidence': [office, department, town],
  'safeguards.withdraw-evidence': [office, department, town],
  'safeguards.decide': [office, department],
  'safeguards.upload-paper': [office, department, town, officer],
  'safeguards.add-contract': [office, department, town],
  'safeguards.amend-contract': [office, department, town],
  'safeguards.withdraw-contract': [office, department, town],
  'safeguards.hand-ins': desk,
  'safeguards.hand-ins-export': desk,
  'safeguards.hand-in-evidence': [officer],
  'safeguards.hand-in-contract': [officer],
  'safeguards.confirm-hand-in': [office, department, town],
  'safeguards.return-hand-in': [office, department, town],
  'safeguards.take-back-hand-in': [officer],
  'safeguards.list-export': desk,
  'safeguards.figures.figures-export': desk,
  'safeguards.project.safeguards-export': desk,
  'safeguards.contracts-export': desk,
  'safeguards.liability-export': desk,
  'dashboards.project-matters': desk,
  'risk.warnings': desk,
  'risk.warning': desk,
  'risk.evidence': desk,
  'risk.rules': desk,
  'risk.points': desk,
  'register.entries': above,
  'register.entry': above,
  'register.open-entry': [office, department, town],
  'register.edit-entry': [office, department, town],
  'register.record-check': above,
  'register.classes': above,
  'register.standing': above,
  'register.set-classes': [office, department, leader],
  'register.take-back-classes': [office, department, leader],
  'register.record-standard': [office, department, town],
  'register.zero-tolerance': above,
  'register.firms': above,
  'register.comparison': above,
  'register.forms': [office],
  'register.form': [office],
  'register.teach-form': [office],
  'register.retire-form': [office],
  'register.entries-export': above,
  'register.classes-export': above,
  'register.zero-tolerance-export': above,
  'register.firms-export': above,
  'register.forms-export': [office],
  'exports.upload-form': [office],
  'exports.fill-form': [office],
  'screening.rounds': above,
  'screening.make-round': [office],
  'screening.change-round': [office],
  'screening.round': above,
  'screening.open-round': [office],
  'screening.move-end': [office],
  'screening.close-round': [office],
  'screening.add-projects': [office],
  'screening.remove-item': [office],
  'screening.urge-owners': [office, department, leader],
  'screening.items': above,
  'screening.owners': above,
  'screening.item': above,
  'screening.submit-report': [office, department, town],
  'screening.upload-photo': [office, department, town],
  'screening.photo': above,
  'screening.mine': [office, department, town],
  'screening.name-found-project': [office, department, town],
  'screening.found-projects': above,
  'screening.say-zero': [office, department, town],
  'screening.rounds-export': above,
  'screening.items-export': above,
  'screening.owners-export': above,
  'screening.found-projects-export': above,
  'screening.round.towns-export': above,
  'screening.round.departments-export': above,
  'screening.round.kinds-export': above,
  'outlook.district': desk,
  'outlook.projects': desk,
  'outlook.project': desk,
  'outlook.make-plan': importers,
  'outlook.enter-money': importers,
  'outlook.withdraw-money': importers,
  'outlook.upload-evidence': importers,
  'outlook.evidence': desk,
  'outlook.projects-export': desk,
  'outlook.district.weeks-export': desk,
  'outlook.project.lines-export': desk,
  'outlook.project.money-export': desk,
  'outlook.project.promises-export': desk,
  'exchange.open-batch': importers,
  'exchange.receive-file': importers,
  'exchange.read-batch': importers,
  'exchange.batch': importers,
  'exchange.batches': importers,
  'exchange.choose-project': importers,
  'exchange.commit-batch': importers,
  'exchange.abandon-batch': importers,
  'exchange.cancel-batch': importers,
  'exchange.rehearsal': importers,
  'exchange.withdrawal': importers,
  'exchange.withdraw-file': importers,
  'exchange.cancel-withdrawal': importers,
  'exchange.withdrawal-queue': importers,
  'exchange.queue': importers,
  'exchange.imports': importers,
  'exchange.sheet-rows': desk,
  'exchange.sheet': importers,
  'exchange.answer-sheet': importers,
  'exchange.waiting-rows': importers,
  'exchange.mend-cells': importers,
  'exchange.take-in-mended': importers,
  'exchange.device-users': importers,
  'exchange.tie-users': importers,
  'exchange.returned-copy': importers,
  'exchange.profiles': importers,
  'exchange.profile': importers,
  'exchange.edit-profile': importers,
  'exchange.change-profile-state': importers,
  'exchange.source-names': desk,
  'exchange.project-files': desk,
  'exchange.sample-sheet': importers,
  'dashboards.projects': desk,
  'places.parameters-export': [office, town, leader, administrator],
  'audit.list-export': [auditor],
  'labour.project-workers-export': desk,
  'labour.worker-export': desk,
  'labour.merges-export': desk,
  'wages.ledger-export': desk,
  'wages.ledger-row-export': desk,
  'wages.project-funds.accounts-export': desk,
  'wages.project-funds.labour-cost-export': desk,
  'wages.account-flows-export': desk,
  'deposits.project-deposits-export': desk,
  'risk.warnings-export': desk,
  'risk.rules-export': desk,
  'exchange.project-files-export': desk,
  'exchange.imports-export': importers,
  'exchange.batches-export': importers,
  'exchange.profiles-export': importers,
  'exchange.device-users-export': importers,
  'dashboards.projects-export': desk,
  'dashboards.project.months-export': desk,
  'dashboards.project-history-export': desk,
  'dashboards.home.towns-export': desk,
  'dashboards.home.trend-export': desk,
  'exports.fill-template': [office],
  'dashboards.project': desk,
  'dashboards.project-history': desk,
  'dashboards.home': desk,
}

const { app, first, owner } = await twoDistricts()
const callers: Readonly<Record<string, Caller>> = {
  [office]: await signedIn(app, 'office'),
  [town]: await signedIn(app, 'town'),
  [department]: await signedIn(app, 'department'),
  [leader]: await signedIn(app, 'leader'),
  [officer]: await signedIn(app, 'officer'),
  [administrator]: await signedIn(app, 'administrator'),
  [security]: await signedIn(app, 'security'),
  [auditor]: await signedIn(app, 'auditor'),
  'signed out': signedOut(app),
}

const seen = { holds: true, saidOn: '2026-11-20', validTo: null, words: '看到牌子', paperId: null }
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

const chineseSentence = /^[^A-Za-z]*[\u4E00-\u9FFF].*[。？！]$/u

/** A call that means something, on the site that every one of the callers may see where he may see any. */
function callOf(endpoint: AnyEndpoint, site: Site): CallOf {
  const { code, workerId, month, batchId, fileId, warningId } = site
  const project = {
    name: site.projectName,
    town: site.town,
    ownerKind: 'private',
    state: 'building',
  }
  const onRegister = { cause: 'dispute', causeWords: '', measures: '', leader: '' }
  const about = { permitNumber: null, platformNumber: null, payDay: 15, begunOn: null }
  const bodies: Readonly<Record<string, unknown>> = {
    'calendar.take-in-notice': { text: '放假通知', version: 'none' },
    ...peopleBodies(site.town),
    'people.sign-in': { name: 'nobody-of-this-name', password: 'no password' },
    'people.change-password': { current: 'not it', next: 'eight lorries of gravel' },
    'people.confirm-second-factor': { code: '000000' },
    'people.renew-recovery-codes': { code: '000000' },
    'people.end-second-factor': { code: '000000' },
    'places.propose-parameter': {
      key: 'points-r-01',
      value: -1,
      instrument: '某文件',
      article: '',
      validFrom: '2026-12-01',
      validTo: null,
    },
    'places.add-town': { code: site.town, name: '新镇', on: '2026-12-01', instrument: '某文件' },
    'people.invite': {
      role: 'town',
      organisation: '乙镇',
      invitedName: '某人',
      town: site.town,
      industries: [],
    },
    'registry.invite-to-project': { organisation: '某公司', invitedName: '某人' },
    'people.open-invitation': { link: '990101.no-such-invitation' },
    'people.accept-invitation': {
      link: '990101.no-such-invitation',
      name: 'nobody',
      password: 'no password',
      displayName: '某人',
    },
    'registry.create-project': { ...project, ...about, code: null, participants: [] },
    'registry.edit-project': { ...project, ...about, version: 1 },
    'labour.merge-workers': { version: 1, keep: workerId, why: '看过证件' },
    'labour.refuse-merge': { version: 1, why: '看过证件' },
    'labour.unmerge-workers': { version: 1, why: '看过证件' },
    'notices.read': { ids: [site.noticeId] },
    // As it was seen before somebody changed it: refused for that, and not for lack of right.
    'tasks.answer': { version: 99, outcome: 'handled', words: '已经补发', evidence: [] },
    'tasks.accept': { version: 99, words: '' },
    'tasks.return': { version: 99, why: '没有回单', dueOn: null },
    'tasks.reopen': { version: 99, why: '又欠了', dueOn: null },
    'tasks.urge': { tasks: [{ id: site.taskId, version: 99 }], words: '' },
    'tasks.reassign': {
      tasks: [{ id: site.taskId, version: 99 }],
      owner: { role: 'town', place: site.town },
      why: '由属地督促',
    },
    'tasks.change-limits': {
      tasks: [{ id: site.taskId, version: 99 }],
      dueOn: '2026-12-31',
      why: '宽限',
    },
    'register.open-entry': { ...onRegister, project: code, owner: null, dueOn: null },
    'register.edit-entry': { ...onRegister, version: 99 },
    'register.record-check': { checkedOn: '2026-11-23', found: 'same', words: '没有变化' },
    'register.set-classes': { projects: [code], class: 'A', why: '总包停业' },
    'register.take-back-classes': { projects: [code], why: '弄错了' },
    'register.record-standard': { checkedOn: '2026-11-23', met: ['deposit'] },
    'register.teach-form': { version: 99, name: '台账', cells: [] },
    'register.retire-form': { version: 99 },
    'exports.fill-form': {},
    'registry.answer-join-question': { answer: { is: 'new' }, reason: '看过合同' },
    'registry.separate-source': { into: 'question', reason: '弄错了' },
    'registry.join-projects': { into: code, reason: '同一个' },
    'registry.part-projects': { projectId: site.projectId, reason: '弄错了' },
    'coverage.add-expectation': {
      title: '在建工程应当在税务的名单里',
      missing: 'tax',
      seenBy: [],
      industries: [],
      ownerKinds: [],
      states: [],
      fromSumFen: null,
      graceDays: 10,
      article: '',
      validFrom: '2026-12-01',
      validTo: null,
      reason: '税务每月报来名单',
    },
    'coverage.switch-off': { validFrom: '2026-12-01', validTo: null, reason: '名单还不全' },
    'coverage.end-decision': { lastDay: '2026-12-31', why: '名单已经齐全' },
    'safeguards.add-evidence': seen,
    'safeguards.withdraw-evidence': { why: '不是这个工地' },
    'safeguards.decide': { decision: 'by-rule', why: '工期延长' },
    'safeguards.add-contract': contractBody,
    'safeguards.amend-contract': { ...contractBody, version: 99, why: '补充协议' },
    'safeguards.withdraw-contract': { version: 99, why: '录错了' },
    'safeguards.hand-in-evidence': {
      saidOn: '2026-11-20',
      validTo: null,
      words: '看到牌子',
      paperId: nobody,
    },
    'safeguards.hand-in-contract': { ...contractBody, paperId: nobody },
    'safeguards.return-hand-in': { why: '照片看不清' },
    'safeguards.take-back-hand-in': { why: '传错了' },
    'outlook.make-plan': { version: 99, promises: [] },
    'outlook.enter-money': {
      amountFen: 0,
      expectedOn: '2027-01-10',
      moneySource: 'other',
      words: '自筹',
      evidence: [],
    },
    'outlook.withdraw-money': { why: '来不了' },
    ...screeningBodies(site.town),
    'exchange.open-batch': { projectCode: code },
    'exchange.choose-project': { code },
    'exports.fill-template': { month, reason: '报送省平台' },
    'exchange.answer-sheet': { answer: nothingSaid, rememberAs: null },
    'exchange.mend-cells': { cells: [{ row: 2, column: 0, value: '赵甲一' }] },
    'exchange.tie-users': { ties: [{ device: '', userNo: '1', workerId: null }] },
    'exchange.edit-profile': {
      name: '格式',
      kind: 'roster',
      columns: [],
      unit: null,
      moneyUnit: 'yuan',
    },
    'exchange.change-profile-state': { state: 'disabled' },
  }
  const queries: Readonly<Record<string, CallOf['query']>> = {
    'dashboards.parameter-effect': { from: '2026-12-01' },
    'search.all': { words: site.projectName },
    'dashboards.notice-effect': { year: 2027, kind: 'year', off: '2027-02-06', work: '' },
    'registry.search-projects': { search: site.projectName },
    'exchange.source-names': { ids: fileId },
    'exchange.receive-file': { name: '表.csv', no: 2 },
    'tasks.upload-evidence': { name: '回单.pdf' },
    'exports.upload-form': { name: '空白表.xlsx' },
    'outlook.upload-evidence': { name: '承诺.pdf' },
    ...screeningQueries,
    'safeguards.upload-paper': { name: '合同.pdf' },
  }
  const query = queries[endpoint.name]
  return {
    params: {
      code,
      number: 1,
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
      no: '03',
      profileId: site.profileId,
      accountId: nobody,
      sessionId: nobody,
      recordId: site.recordId,
      proposalId: warningId,
      contractId: site.contractId,
      paperId: site.paperId,
      handInId: nobody,
      // The second site's: that of the first is taken back by nobody.
      moneyId: nobody,
      proofId: site.proofId,
      // Which round and item: what may be written to whose is asked in screening's own test.
      roundId: nobody,
      itemId: nobody,
      photoId: nobody,
      safeguard: 'notice-board',
      rule: 'E-01',
    },
    ...(query === undefined ? {} : { query }),
    ...(endpoint.name in bodies ? { body: bodies[endpoint.name] } : {}),
    ...(endpoint.name === 'screening.upload-photo' ? { bytes: Buffer.from(photoBytes) } : {}),
    ...(endpoint.name === 'exchange.receive-file' ? { bytes: Buffer.from('姓名\n') } : {}),
    ...(/upload-(?:evidence|paper)$/.test(endpoint.name) ? { bytes: Buffer.from('%PDF-1.7') } : {}),
  }
}

test('every endpoint has its line in the table of rights, and the contracts say the same', () => {
  const said = routes.map(({ endpoint }) => {
    const roles = endpoint.reach === 'open' ? open : (endpoint.may ?? everybody)
    return [endpoint.name, [...roles].toSorted()]
  })
  const expected = Object.entries(rights).map(([name, roles]) => [name, [...roles].toSorted()])
  expect(Object.fromEntries(said)).toEqual(Object.fromEntries(expected))
  expect(Object.keys(callers).toSorted()).toEqual([...Role.options, 'signed out'].toSorted())
})

test('whatever may be done has its words on the page of rights', async () => {
  const labels = rightGroups.flatMap((group) => Object.keys(group.rights))
  const names = routes
    .map(({ endpoint }) => endpoint)
    .filter(({ reach, path }) => reach === 'district' && !path.startsWith('/exports/'))
    .map(({ name }) => name)
  expect(names.filter((name) => !labels.includes(name))).toEqual([])
  expect(labels.filter((name) => !names.includes(name))).toEqual([])
})

test('the page of rights says what the endpoints say', async () => {
  const page = routes.find(({ endpoint }) => endpoint.name === 'people.rights')
  if (page === undefined) throw new Error('The endpoint has another name.')
  const reply = await (callers[auditor] ?? signedOut(app)).call(page.endpoint, '990101')
  const told: { rights: { name: string; roles: string[] }[] } = reply.json()
  for (const { name, roles } of told.rights) {
    expect([name, roles.toSorted()]).toEqual([name, [...(rights[name] ?? [])].toSorted()])
  }
  const inDistrict = routes.filter(
    ({ endpoint: { reach, path } }) => reach === 'district' && !path.startsWith('/exports/'),
  )
  expect(told.rights.map(({ name }) => name).toSorted()).toEqual(
    inDistrict.map(({ endpoint }) => endpoint.name).toSorted(),
  )
})

// Signing out ends a session, and a wrong password counts as a try: those come last.
const inOrder = routes
  .map(({ endpoint }) => endpoint)
  .toSorted((a, b) => Number(a.name === 'people.sign-out') - Number(b.name === 'people.sign-out'))

for (const endpoint of inOrder) {
  test(`${endpoint.name}: who may not is refused in a sentence, who may is not`, async () => {
    const may = rights[endpoint.name] ?? []
    const of = callOf(endpoint, first)
    for (const [who, caller] of Object.entries(callers)) {
      const reply = await caller.call(endpoint, '990101', of)
      if (!may.includes(who)) {
        expect([who, reply.statusCode]).toEqual([who, who === 'signed out' ? 401 : 403])
        expect(reply.json().sentence).toMatch(chineseSentence)
        continue
      }
      // A wrong password or code is no lack of right; those of `callOf` are wrong.
      if (isSecretAsked(endpoint)) continue
      expect([who, reply.statusCode]).not.toEqual([who, 401])
      expect([who, reply.statusCode]).not.toEqual([who, 403])
      expect(reply.statusCode).toBeLessThan(500)
    }
  })
}

function isSecretAsked({ name }: AnyEndpoint): boolean {
  return ['people.sign-in', 'people.change-password', 'people.confirm-second-factor'].includes(name)
}

test('the right is asked before the input: who may not learns nothing of what would be valid', async () => {
  for (const [role, name] of [
    [administrator, 'administrator'],
    [security, 'security'],
    [auditor, 'auditor'],
  ] as const) {
    const clerk = await signedIn(app, name)
    for (const { endpoint } of routes) {
      const may = rights[endpoint.name] ?? []
      if (may.includes(role)) continue
      const reply = await clerk.call(endpoint, '990101', { key: null, body: { nonsense: true } })
      expect([endpoint.name, name, reply.statusCode]).toEqual([endpoint.name, name, 403])
    }
  }
})

test('who asked for what his post does not allow is in the audit, without what he asked', async () => {
  const clerk = await signedIn(app, 'administrator')
  const ledger = routes.find(({ endpoint }) => endpoint.name === 'wages.ledger')
  if (ledger === undefined) throw new Error('The endpoint has another name.')
  await clerk.call(ledger.endpoint, '990101', { query: { project: 'SECRET-1' } })
  const found = await owner.query(
    `select actor_name, subject, outcome, detail ->> 'code' as code from platform.audit_entry
     where district = '990101' and action = 'endpoint.call' order by id desc limit 1`,
  )
  expect(found.rows).toEqual([
    {
      actor_name: '990101的人',
      subject: 'GET /api/d/990101/ledger',
      outcome: 'refused',
      code: 'platform.not-allowed',
    },
  ])
})

async function auditOf(action: string): Promise<unknown[]> {
  const found = await owner.query(
    `select actor_name, outcome, detail ->> 'code' as code from platform.audit_entry
     where district = '990101' and action = $1 order by id desc limit 1`,
    [action],
  )
  return found.rows
}

test('a firm cannot create a project by way of a batch’s question, and that it tried is in the audit', async () => {
  const firm = await signedIn(app, 'officer')
  const choose = routes.find(({ endpoint }) => endpoint.name === 'exchange.choose-project')
  if (choose === undefined) throw new Error('The endpoint has another name.')
  const created = callOf(
    routes.find(({ endpoint }) => endpoint.name === 'registry.create-project')?.endpoint ??
      choose.endpoint,
    first,
  )
  await owner.query(
    `update exchange.batch set state = 'understood' where district = '990101' and id = $1`,
    [first.batchId],
  )
  const reply = await firm.call(choose.endpoint, '990101', {
    params: { batchId: first.batchId },
    body: { create: created.body },
  })
  expect([reply.statusCode, reply.json().sentence]).toEqual([
    403,
    '这个项目不归您的岗位：只能导入本项目的表。',
  ])
  expect(await auditOf('batch.choose-project')).toEqual([
    { actor_name: '990101的人', outcome: 'refused', code: 'exchange.project-not-yours' },
  ])
})

test('a sign-in that failed is in the audit, with nobody’s name', async () => {
  const reply = await app.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: '10.9.0.1',
    payload: { name: 'office', password: 'not it' },
  })
  expect([reply.statusCode, reply.json().sentence]).toEqual([403, '账号或口令不对。'])
  expect(await auditOf('session.begin')).toEqual([
    { actor_name: '系统', outcome: 'refused', code: 'people.sign-in-wrong' },
  ])
})

// More than a thousand refusals, each with its entry in the audit.
const manyCalls = { timeout: 120_000 }

test(
  'a role in one district is none in another, nor in one that there is not',
  manyCalls,
  async () => {
    for (const name of ['office', 'town', 'officer', 'administrator', 'security', 'auditor']) {
      const caller = await signedIn(app, name)
      for (const { endpoint } of routes) {
        if (endpoint.reach !== 'district') continue
        for (const elsewhere of ['990102', '330106', '000000', '999999']) {
          const reply = await caller.call(endpoint, elsewhere, callOf(endpoint, first))
          expect([endpoint.name, elsewhere, reply.statusCode]).toEqual([
            endpoint.name,
            elsewhere,
            403,
          ])
          expect(reply.json().refusal.code).toBe('people.no-post-here')
        }
      }
    }
  },
)

test('a post that has ended, and an account that was closed, are no right any more', async () => {
  const caller = await signedIn(app, 'far-office')
  const home = routes.find(({ endpoint }) => endpoint.name === 'dashboards.home')
  if (home === undefined) throw new Error('The endpoint has another name.')
  expect((await caller.call(home.endpoint, '990102')).statusCode).toBe(200)
  await owner.query(
    `update people.post set ends_on = '2026-11-22'
     where account_id = (select id from people.account where name = 'far-office')`,
  )
  expect((await caller.call(home.endpoint, '990102')).statusCode).toBe(403)
  await owner.query(
    `update people.account set closed_at = '2026-11-23T00:00:00Z' where name = 'far-office'`,
  )
  expect((await caller.call(home.endpoint, '990102')).statusCode).toBe(401)
})
