import type { RiskClass } from '../../../modules/register/rules/class.ts'
import type { EntryState } from '../../../modules/register/rules/entry.ts'
import {
  listFirms,
  listForms,
  listZeroTolerance,
} from '../../../modules/register/contract-lists.ts'
import {
  listClasses,
  listEntries,
  viewEntry,
  viewStanding,
} from '../../../modules/register/contract.ts'
import { classNames, entryStateNames } from '../../../modules/register/words.ts'
import { NavLink } from 'react-router'
import { useDistrict } from '../district.ts'
import { Chip } from '../parts/chips.tsx'
import type { ChipTone } from '../parts/chips.tsx'
import { mayCall, useMe } from '../session.ts'
import '../register.css'

const sections = [
  { to: '/register', text: '台账', needs: listEntries },
  { to: '/register/board', text: '按等级', needs: listClasses },
  { to: '/register/zero-tolerance', text: '政府国企零容忍', needs: listZeroTolerance },
  { to: '/register/firms', text: '多项目欠薪企业', needs: listFirms },
  { to: '/register/forms', text: '上级报表', needs: listForms },
] as const

/** The lists of the register, one line under every one of their heads. */
export function RegisterNav() {
  const district = useDistrict()
  const { roles } = useMe()
  return (
    <nav className="section-nav" aria-label="风险台账的各张清单">
      {sections
        .filter(({ needs }) => mayCall(needs, roles))
        .map(({ to, text }) => (
          <NavLink key={to} to={`/d/${district}${to}`} end>
            {text}
          </NavLink>
        ))}
    </nav>
  )
}

/** What the register's writes make old. */
export const registerReads = [
  listEntries,
  viewEntry,
  listClasses,
  viewStanding,
  listZeroTolerance,
  listFirms,
]

const tones: Record<RiskClass, ChipTone> = { A: 'bad', B: 'accent', C: 'plain' }

/** The class of risk; never the standard grade, which is said in words. */
export function ClassChip({ of, how }: { of: RiskClass; how?: 'rule' | 'officer' }) {
  return (
    <Chip tone={tones[of]}>
      {classNames[of]}
      {how === 'officer' && '（人工）'}
    </Chip>
  )
}

const stateTones: Record<EntryState, ChipTone> = {
  open: 'plain',
  proposed: 'accent',
  'signed-off': 'done',
}

export function EntryStateChip({ state, isLate }: { state: EntryState; isLate: boolean }) {
  if (isLate) return <Chip tone="bad">超期</Chip>
  return <Chip tone={stateTones[state]}>{entryStateNames[state]}</Chip>
}
