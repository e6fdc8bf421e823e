import { day } from '../../src/kernel/day.ts'
import { aMoney, aPlan } from '../../src/modules/outlook/fixtures.ts'
import { uploadMoneyEvidence } from '../../src/modules/outlook/upload-evidence.ts'
import { sendNotices } from '../../src/modules/notices/send-notices.ts'
import { readNotices } from '../../src/modules/notices/read-notices.ts'
import { contextAs } from '../../src/modules/people/authenticate.ts'
import { handInEvidence } from '../../src/modules/safeguards/hand-in.ts'
import { decideRequired } from '../../src/modules/safeguards/decide-required.ts'
import { aContract, anEvidence } from '../../src/modules/safeguards/fixtures.ts'
import { listContracts } from '../../src/modules/safeguards/views-contracts.ts'
import { uploadPaper } from '../../src/modules/safeguards/upload-paper.ts'
import { answerTask } from '../../src/modules/tasks/answer-task.ts'
import { aTask } from '../../src/modules/tasks/fixtures.ts'
import { uploadEvidence } from '../../src/modules/tasks/upload-evidence.ts'
import { projectsOf } from '../../src/projects-of.ts'
import { type Context } from '../../src/platform/context.ts'
import { utf8 } from '../files/made-up.ts'
import type { Site } from './two-districts.ts'

/** A task and a message of the site's labour officer: answered and read, where somebody holds his post. */
export async function aTaskOf(ctx: Context, site: Site, officer: string | null): Promise<void> {
  const owner = { role: 'labour-officer' as const, place: site.projectId }
  const { projectId, projectName } = site
  const title = `${projectName}：发薪日已过，分文未发`
  const task = await aTask(ctx, { projectId, title, owner, level: 'red' })
  site.taskId = task.id
  const about = { kind: 'task', id: task.id }
  const values = { title, asks: '查明原因', due: '未定' }
  const told = { to: owner, about, projectId, values, acknowledgeBy: null }
  const [noticeId = ''] = await sendNotices(ctx, [{ ...told, code: 'tasks.notice-urged' }])
  site.noticeId = noticeId
  if (officer === null) return
  const firm = await contextAs(ctx, officer, projectsOf)
  if (firm === null) throw new Error(`${officer} has no post.`)
  await readNotices(firm, { ids: [noticeId] })
  const evidence = await uploadEvidence(
    firm,
    { id: task.id, name: `${projectName}回单.pdf` },
    bytesOf('%PDF-1.7 made up'),
  )
  site.evidenceId = evidence.id
  const answer = { version: 1, outcome: 'handled' as const, words: `${projectName}已补发` }
  await answerTask(firm, task.id, { ...answer, evidence: [evidence.id] })
}

/** A contract with its scan, a board that was seen, and what an officer has said is not required. */
export async function safeguarded(ctx: Context, site: Site): Promise<void> {
  const { code, projectName } = site
  const content = bytesOf(`%PDF-1.7 ${projectName}`)
  const paper = await uploadPaper(ctx, { code, name: `${projectName}合同.pdf` }, content)
  const { parties } = await listContracts(ctx, code)
  const [partyA = '', partyB = ''] = parties.map(({ enterpriseId }) => enterpriseId)
  const contract = await aContract(ctx, code, {
    number: `${code}-HT`,
    paperId: paper.id,
    partyA,
    partyB,
  })
  const words = `${projectName}大门口`
  await anEvidence(ctx, { code, safeguard: 'notice-board' }, { words })
  const decision = { decision: 'not-required' as const, why: `${projectName}工期短` }
  await decideRequired(ctx, { code, safeguard: 'deposit' }, decision)
  const handed = { saidOn: day('2026-11-20'), validTo: null, words, paperId: paper.id }
  const handIn = await handInEvidence(ctx, { code, safeguard: 'notice-board' }, handed)
  site.contractId = contract.id
  site.paperId = paper.id
  site.handInId = handIn.id
}

/** A pay-out plan before the Spring Festival, and money that is to come. */
export async function lookedAhead(ctx: Context, site: Site): Promise<void> {
  const { code, projectName } = site
  const words = `${projectName}进度款`
  await aPlan(ctx, code, [{ dueOn: day('2027-01-20'), amountFen: 100_000, words }])
  const of = { code, name: `${projectName}付款承诺.pdf` }
  const proof = await uploadMoneyEvidence(ctx, of, bytesOf(`%PDF-1.7 ${words}`))
  const said = { amountFen: 100_000, expectedOn: day('2027-01-10'), words, evidence: [proof.id] }
  const { money } = await aMoney(ctx, code, said)
  site.moneyId = money[0]?.id ?? ''
  site.proofId = proof.id
}

export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield utf8(text)
}
