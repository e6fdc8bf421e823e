import { useEffect, useRef } from 'react'

export interface KeyUse {
  /** `j`, `?`, `Escape`, or with Ctrl before it: `ctrl+k`, `ctrl+enter`. */
  key: string
  /** What the list of keys says it does. */
  says: string
  run: () => void
}

const inUse = new Set<readonly KeyUse[]>()

/** Every key that does something on the page as it stands. */
export function keysInUse(): KeyUse[] {
  return [...inUse].flat()
}

/** Binds keys while the component stands. Plain letters rest while somebody types. */
export function useKeys(keys: readonly KeyUse[]): void {
  const latest = useRef(keys)
  useEffect(() => {
    inUse.delete(latest.current)
    latest.current = keys
    inUse.add(keys)
  })
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const use = latest.current.find((one) => matches(one.key, event))
      if (!use || event.defaultPrevented) return
      event.preventDefault()
      use.run()
    }
    window.addEventListener('keydown', pressed)
    return () => {
      window.removeEventListener('keydown', pressed)
      inUse.delete(latest.current)
    }
  }, [])
}

function matches(key: string, event: KeyboardEvent): boolean {
  const control = key.startsWith('ctrl+')
  if (control !== (event.ctrlKey || event.metaKey) || event.altKey) return false
  if (!control && isTyping(event.target)) return false
  return event.key.toLowerCase() === (control ? key.slice(5) : key).toLowerCase()
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}
