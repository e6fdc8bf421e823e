import { addDays } from '../kernel/day.ts'
import { bookBytes, type BookCell, type BookSheet } from './book.ts'
import type { Planned } from './deliveries.ts'
import type { Facts } from './facts.ts'
import type { ProjectPlan } from './plan.ts'
import { fledOn, isFled, type Stay } from './staff.ts'
import { earlier } from './timetable.ts'
import type { Party } from './world.ts'

/**
 * The general contractor's own book of firms and teams (templates 01 and 02), handed in when the labour
 * company was gone: its firm and its team have a day on which they left.
 */
export function contractorBookDelivery(facts: Facts, plan: ProjectPlan): Planned[] {
  const contractor = plan.participants.find(({ role }) => role === 'general-contractor')
  if (contractor === undefined) return []
  const left = fledOn(plan, facts.months)
  const stays = facts.stays.filter((stay) => stay.plan === plan)
  const firms = firmSheet(plan, stays, left)
  const teams = teamSheet(plan, stays, left)
  return [
    {
      receivedOn: earlier(addDays(left, 5), facts.yesterday),
      fileName: `${plan.name}参建单位和班组.xlsx`,
      projectCode: plan.code,
      from: `${contractor.name} 劳资专管员`,
      bytes: () => bookBytes([firms, teams]),
      sheets: () => [
        { name: firms.name, kind: 'participant-list', records: firms.rows.length - 1 },
        { name: teams.name, kind: 'team-list', records: teams.rows.length - 1 },
      ],
    },
  ]
}

const firmHeads =
  '企业统一社会信用代码 企业名称 企业类型 进场时间 退场时间 项目经理名称 项目经理证件号码 项目经理电话'

const teamHeads =
  '企业统一社会信用代码 企业名称 班组名称 责任人姓名 责任人联系电话 责任人证件号码 备注 进场日期 退场日期'

const firmKinds: { readonly [R in Party['role']]?: string } = {
  owner: '建设单位',
  'general-contractor': '总承包单位',
  subcontractor: '专业分包',
  'labour-company': '劳务分包',
}

function firmSheet(plan: ProjectPlan, stays: readonly Stay[], left: Stay['enteredOn']): BookSheet {
  const gone = new Set(
    stays.filter(({ rank }) => isFled(plan, rank)).map(({ team }) => team.firm.name),
  )
  const rows = plan.participants.map(({ name, creditCode, role }): BookCell[] => {
    const manager = stays.find(({ team }) => team.firm.name === name)?.person
    return [
      creditCode,
      name,
      firmKinds[role] ?? '其它',
      { date: plan.begunOn },
      gone.has(name) ? { date: left } : null,
      manager?.name ?? null,
      manager?.id ?? null,
      manager?.phone ?? null,
    ]
  })
  return { name: '参建单位', rows: [firmHeads.split(' '), ...rows] }
}

function teamSheet(plan: ProjectPlan, stays: readonly Stay[], left: Stay['enteredOn']): BookSheet {
  const rows = stays
    .filter(({ leader }) => leader)
    .map(({ team, person, enteredOn, rank }): BookCell[] => [
      team.firm.creditCode,
      team.firm.name,
      team.name,
      person.name,
      person.phone,
      person.id,
      isFled(plan, rank) ? '失联' : null,
      { date: enteredOn },
      isFled(plan, rank) ? { date: left } : null,
    ])
  return { name: '班组', rows: [teamHeads.split(' '), ...rows] }
}
