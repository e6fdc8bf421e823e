import { NavLink } from 'react-router'
import { viewHome, listProjects } from '../../../modules/dashboards/contract.ts'
import { listPosts } from '../../../modules/dashboards/contract-people.ts'
import { openBatch } from '../../../modules/exchange/contract.ts'
import { viewCalendar } from '../../../modules/calendar/contract.ts'
import { listAudit } from '../../../modules/audit/contract.ts'
import { viewRights } from '../../../modules/people/contract-rights.ts'
import { listTasks } from '../../../modules/dashboards/contract-tasks.ts'
import { viewOutlook } from '../../../modules/outlook/contract.ts'
import { listParameters } from '../../../modules/places/contract.ts'
import { addTown } from '../../../modules/places/contract-towns.ts'
import { listEntries } from '../../../modules/register/contract.ts'
import { listWarnings } from '../../../modules/risk/contract.ts'
import { listRounds } from '../../../modules/screening/contract.ts'
import { listLedger } from '../../../modules/wages/contract.ts'
import type { AnyEndpoint } from '../../../kernel/endpoint.ts'
import type { Role } from '../../../kernel/role.ts'
import { useDistrict } from '../district.ts'
import { Icon } from '../parts/icon.tsx'
import type { IconName } from '../parts/icon.tsx'
import { mayCall, useMe } from '../session.ts'

interface MenuEntry {
  to: string
  text: string
  icon: IconName
  /** Who may call this sees the entry. */
  needs: AnyEndpoint
  /** What is looked up now and then, not worked with daily: below its own heading, last. */
  group?: '设置'
  /** Not at the foot of a phone, which is full: in its drawer. What is done at a desk. */
  inDrawer?: true
}

/** A page stands here once it works. */
const menuEntries: readonly MenuEntry[] = [
  { to: '', text: '首页', icon: 'home', needs: viewHome },
  { to: '/projects', text: '项目', icon: 'project', needs: listProjects },
  { to: '/screening', text: '排查', icon: 'screening', needs: listRounds },
  { to: '/import', text: '导入', icon: 'import', needs: openBatch, inDrawer: true },
  { to: '/ledger', text: '工资台账', icon: 'ledger', needs: listLedger },
  { to: '/warnings', text: '预警', icon: 'warning', needs: listWarnings },
  { to: '/register', text: '风险台账', icon: 'register', needs: listEntries, inDrawer: true },
  { to: '/outlook', text: '节前展望', icon: 'ahead', needs: viewOutlook, inDrawer: true },
  { to: '/tasks', text: '任务', icon: 'task', needs: listTasks },
  { to: '/people', text: '人员', icon: 'person', needs: listPosts, group: '设置' },
  { to: '/towns', text: '镇街', icon: 'town', needs: addTown, group: '设置' },
  { to: '/parameters', text: '参数', icon: 'parameter', needs: listParameters, group: '设置' },
  { to: '/audit', text: '审计', icon: 'audit', needs: listAudit, group: '设置' },
  { to: '/rights', text: '岗位权限', icon: 'lock', needs: viewRights, group: '设置' },
  { to: '/calendar', text: '节假日', icon: 'calendar', needs: viewCalendar, group: '设置' },
]

function entriesFor(roles: readonly Role[]): MenuEntry[] {
  return menuEntries.filter((entry) => mayCall(entry.needs, roles))
}

/** Where somebody with these roles begins, below the district's address. */
export function firstPage(roles: readonly Role[]): string {
  return entriesFor(roles)[0]?.to ?? ''
}

export function MenuLinks({ onGo }: { onGo?: () => void }) {
  const entries = entriesFor(useMe().roles)
  const daily = entries.filter((entry) => entry.group === undefined)
  const settings = entries.filter((entry) => entry.group === '设置')
  return (
    <>
      {daily.map((entry) => (
        <EntryLink key={entry.to} entry={entry} onGo={onGo} />
      ))}
      {settings.length > 0 && <p className="group">设置</p>}
      {settings.map((entry) => (
        <EntryLink key={entry.to} entry={entry} onGo={onGo} />
      ))}
    </>
  )
}

/** What is worked with daily, at the foot of a phone; all that there is for who has nothing daily. */
export function DailyLinks() {
  const entries = entriesFor(useMe().roles)
  const daily = entries.filter((entry) => entry.group === undefined && !entry.inDrawer)
  return (daily.length > 0 ? daily : entries).map((entry) => (
    <EntryLink key={entry.to} entry={entry} />
  ))
}

function EntryLink(props: { entry: MenuEntry; onGo?: (() => void) | undefined }) {
  const district = useDistrict()
  const { entry, onGo } = props
  return (
    <NavLink
      to={`/d/${district}${entry.to}`}
      end={entry.to === ''}
      title={entry.text}
      {...(onGo ? { onClick: onGo } : {})}
    >
      <Icon name={entry.icon} />
      <span className="text">{entry.text}</span>
    </NavLink>
  )
}
