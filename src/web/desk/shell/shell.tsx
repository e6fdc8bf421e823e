import { useIsFetching, useIsMutating } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Link, Outlet, ScrollRestoration, useLocation } from 'react-router'
import { countNotices } from '../../../modules/notices/contract.ts'
import { searchAll } from '../../../modules/search/contract.ts'
import { today } from '../clock.ts'
import { useDistrict } from '../district.ts'
import markAddress from '../mark.svg'
import { Icon } from '../parts/icon.tsx'
import { ProvisionalBanner } from '../parts/provisional.tsx'
import { sayDay, sayWeekday } from '../parts/say.ts'
import { Secrecy } from '../parts/secrecy.tsx'
import { Skeleton } from '../parts/states.tsx'
import { mayCall, useMe, useSignOut } from '../session.ts'
import { keysInUse, useKeys } from '../use-keys.ts'
import type { KeyUse } from '../use-keys.ts'
import { Bell } from './bell.tsx'
import { DemoProgress } from './demo-progress.tsx'
import { DailyLinks, MenuLinks } from './menu.tsx'
import { Watermark } from './watermark.tsx'
import { WhoMenu } from './who-menu.tsx'

// What opens on demand is not part of the first load.
const Find = lazy(() => import('./find.tsx'))
const KeyList = lazy(() => import('./key-list.tsx'))
const SideDrawer = lazy(() => import('./side-drawer.tsx'))

/** Header, menu, watermark; the page stands inside, and keeps standing when a page fails. */
export function Shell() {
  const me = useMe()
  const { pathname } = useLocation()
  const [open, setOpen] = useState<'find' | 'menu' | KeyUse[] | null>(null)
  const close = () => setOpen(null)
  const main = useFocusOnPage(pathname)
  const find: KeyUse = { key: 'ctrl+k', says: '搜索', run: () => setOpen('find') }
  useKeys([
    ...(mayCall(searchAll, me.roles) ? [find] : []),
    { key: '?', says: '列出快捷键', run: () => setOpen(keysInUse()) },
  ])
  const mark = `${me.demo ? '演示 · ' : ''}非涉密 · ${me.name} ${me.account} ${me.organisation} · ${today()}`
  return (
    <>
      <a className="skip-link" href="#main">
        跳到正文
      </a>
      <BusyLine />
      <Top openFind={() => setOpen('find')} openMenu={() => setOpen('menu')} />
      <nav className="side" aria-label="主菜单">
        <div className="menu">
          <MenuLinks />
        </div>
        <p className="foot">
          {sayDay(today())} {sayWeekday(today())}
          {me.demo && (
            <>
              <br />
              演示数据 · 不含真人真事
            </>
          )}
        </p>
      </nav>
      <DemoProgress />
      <main id="main" ref={main} tabIndex={-1}>
        <Secrecy />
        <ProvisionalBanner />
        <Suspense key={pathname} fallback={<Skeleton />}>
          <Outlet />
        </Suspense>
      </main>
      <nav className="tab-bar" aria-label="常用">
        <DailyLinks />
      </nav>
      <Watermark text={mark} />
      <ScrollRestoration />
      <Suspense>
        {open === 'find' && <Find close={close} />}
        {open === 'menu' && <SideDrawer close={close} />}
        {Array.isArray(open) && <KeyList keys={open} close={close} />}
      </Suspense>
    </>
  )
}

/** A new page takes the focus, so that keyboard and screen reader begin at its head. */
function useFocusOnPage(pathname: string) {
  const main = useRef<HTMLElement>(null)
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current !== pathname) main.current?.focus({ preventScroll: true })
    before.current = pathname
  }, [pathname])
  return main
}

function Top(props: { openFind: () => void; openMenu: () => void }) {
  const district = useDistrict()
  const me = useMe()
  const signOut = useSignOut()
  return (
    <header className="top">
      <button type="button" className="menu-button" onClick={props.openMenu} aria-label="打开菜单">
        <Icon name="menu" />
      </button>
      <Link className="brand" to={`/d/${district}`}>
        <img src={markAddress} alt="" />
        <span>护薪</span>
      </Link>
      <span className="district">{me.districtName}</span>
      {me.demo && <span className="mark demo">演示</span>}
      <span className="mark">非涉密</span>
      {mayCall(searchAll, me.roles) && (
        <button type="button" className="find" onClick={props.openFind}>
          <Icon name="search" />
          <span className="text">搜索</span>
          <kbd aria-hidden="true">Ctrl K</kbd>
        </button>
      )}
      {mayCall(countNotices, me.roles) && <Bell />}
      <WhoMenu />
      <span className="rule-down" />
      <button type="button" className="plain-button sign-out" onClick={signOut.run}>
        退出
      </button>
    </header>
  )
}

/** A thin line while something is under way for more than 300 ms. */
function BusyLine() {
  const busy = useIsFetching() + useIsMutating()
  return busy > 0 ? <div className="busy-line" /> : null
}
