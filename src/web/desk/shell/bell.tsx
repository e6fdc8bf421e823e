import { useEffect, useRef } from 'react'
import { Link, useLocation } from 'react-router'
import { countNotices } from '../../../modules/notices/contract.ts'
import { useDistrict } from '../district.ts'
import { Icon } from '../parts/icon.tsx'
import { refresh, usePart } from '../read.ts'

/** So many are said; beyond it is «more». */
const mostSaid = 99

/**
 * Messages that one has not read. Asked for anew with every page and never by a clock: a page that asks by itself would
 * keep the session of somebody who has gone home alive.
 */
export function Bell() {
  const district = useDistrict()
  const { pathname } = useLocation()
  const { data } = usePart(countNotices, {})
  const askedOn = useRef<string | null>(null)
  useEffect(() => {
    if (askedOn.current === pathname) return
    askedOn.current = pathname
    void refresh([countNotices])
  }, [pathname])
  const unread = data?.unread ?? 0
  const late = (data?.late ?? 0) > 0
  return (
    <Link
      className="bell"
      to={`/d/${district}/notices`}
      aria-label={`消息，${unread} 条未读${late ? '，有逾期未签收' : ''}`}
      title="消息"
    >
      <Icon name="bell" />
      {unread > 0 && (
        <span className={late ? 'count late' : 'count'} aria-hidden="true">
          {unread > mostSaid ? `${mostSaid}+` : unread}
        </span>
      )}
    </Link>
  )
}
