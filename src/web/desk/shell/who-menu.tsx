import { useRef, useState } from 'react'
import { Link } from 'react-router'
import { useDistrict } from '../district.ts'
import { Icon } from '../parts/icon.tsx'
import { sayRole, useMe } from '../session.ts'

/** Who is signed in; the name opens what one may do about one's own account. */
export function WhoMenu() {
  const me = useMe()
  const district = useDistrict()
  const [open, setOpen] = useState(false)
  const holder = useRef<HTMLSpanElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => setOpen(false)
  const left = (event: React.FocusEvent) => {
    if (!holder.current?.contains(event.relatedTarget)) close()
  }
  const pressed = (event: React.KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return
    close()
    button.current?.focus()
  }
  return (
    <span ref={holder} className="who">
      <button
        ref={button}
        type="button"
        className="plain-button"
        aria-expanded={open}
        aria-controls="who-menu"
        onClick={() => setOpen(!open)}
        onBlur={left}
        onKeyDown={pressed}
      >
        <b>{me.name}</b>
        <span className="unit">{me.organisation}</span>
        <Icon name="down" />
      </button>
      <span id="who-menu" className="who-menu" hidden={!open}>
        <span className="under">
          账号 {me.account} · {me.roles.map(sayRole).join('、')}
        </span>
        <Link to={`/d/${district}/sign-in`} onClick={close} onBlur={left} onKeyDown={pressed}>
          我的登录
        </Link>
        <Link to={`/d/${district}/password`} onClick={close} onBlur={left} onKeyDown={pressed}>
          修改口令
        </Link>
      </span>
    </span>
  )
}
