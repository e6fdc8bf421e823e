import { useEffect, useSyncExternalStore } from 'react'
import { takeInNotice, viewCalendar } from '../../../modules/calendar/contract.ts'
import { usePart } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { DistrictLink } from './page.tsx'

// How many provisional days the page shows now; the shell's banner stands as long as there is one.
let shown = 0
const listeners = new Set<() => void>()

function add(count: number): void {
  shown += count
  for (const listener of listeners) listener()
}

/** Beside a day that rests on a year without its notice: （暂定）, or `，暂定` inside of brackets. */
export function Provisional({ inside = false }: { inside?: boolean }) {
  useEffect(() => {
    add(1)
    return () => add(-1)
  }, [])
  return <span className="provisional">{inside ? '，暂定' : '（暂定）'}</span>
}

/** Over a page that shows a provisional day: why it is, and where the notice is entered. */
export function ProvisionalBanner() {
  const count = useSyncExternalStore(
    (heard) => {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
    () => shown,
  )
  return count > 0 ? <Banner /> : null
}

function Banner() {
  const { roles } = useMe()
  const { data } = usePart(viewCalendar, {})
  const years = data?.provisional ?? []
  if (years.length === 0) return null
  const may = mayCall(takeInNotice, roles)
  return (
    <p className="provisional-banner" role="note">
      这一页标「暂定」的日子还会变：{years.slice(0, 1).join()}{' '}
      年的放假通知还没有导入，只按周末和法定节假日推算。
      <DistrictLink to={may ? '/calendar/import' : '/calendar'}>
        {may ? '导入放假通知' : '看节假日'}
      </DistrictLink>
    </p>
  )
}
