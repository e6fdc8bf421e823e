import { NavLink } from 'react-router'
import { viewHome, listProjects } from '../../../modules/dashboards/contract.ts'
import { openBatch } from '../../../modules/exchange/contract.ts'
import { listWarnings } from '../../../modules/risk/contract.ts'
import { listLedger } from '../../../modules/wages/contract.ts'
import type { AnyEndpoint } from '../../../kernel/endpoint.ts'
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
}

/** A page stands here once it works. */
const menuEntries: readonly MenuEntry[] = [
  { to: '', text: '首页', icon: 'home', needs: viewHome },
  { to: '/projects', text: '项目', icon: 'project', needs: listProjects },
  { to: '/import', text: '导入', icon: 'import', needs: openBatch },
  { to: '/ledger', text: '工资台账', icon: 'ledger', needs: listLedger },
  { to: '/warnings', text: '预警', icon: 'warning', needs: listWarnings },
]

export function MenuLinks({ onGo }: { onGo?: () => void }) {
  const district = useDistrict()
  const { roles } = useMe()
  const entries = menuEntries.filter((entry) => mayCall(entry.needs, roles))
  return (
    <>
      {entries.map((entry) => (
        <NavLink
          key={entry.to}
          to={`/d/${district}${entry.to}`}
          end={entry.to === ''}
          title={entry.text}
          {...(onGo ? { onClick: onGo } : {})}
        >
          <Icon name={entry.icon} />
          <span className="text">{entry.text}</span>
        </NavLink>
      ))}
    </>
  )
}
