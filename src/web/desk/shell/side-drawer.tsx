import { Drawer } from 'antd'
import { Link } from 'react-router'
import { useDistrict } from '../district.ts'
import { sayRole, useMe, useSignOut } from '../session.ts'
import { MenuLinks } from './menu.tsx'

/** The side menu of a phone. */
export default function SideDrawer({ close }: { close: () => void }) {
  const district = useDistrict()
  const me = useMe()
  const signOut = useSignOut()
  return (
    <Drawer open placement="left" size={264} title="菜单" onClose={close}>
      <nav className="menu" aria-label="主菜单">
        <MenuLinks onGo={close} />
      </nav>
      <p className="drawer-foot">
        <b>{me.name}</b> {me.organisation}
        <span className="under">{me.roles.map(sayRole).join('、')}</span>
        <Link to={`/d/${district}/password`} className="plain-button" onClick={close}>
          修改口令
        </Link>
        <button type="button" className="plain-button" onClick={signOut.run}>
          退出登录
        </button>
      </p>
    </Drawer>
  )
}
