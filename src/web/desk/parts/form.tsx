import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useKeys } from '../use-keys.ts'
import { DistrictLink } from './page.tsx'

/** What is wrong, by the id of the field that it stands in; empty where the form may be sent. */
export type Wrongs = ReadonlyMap<string, string>

/**
 * The one form: a field says what is wrong once it was left, all of them once sending was tried; the bar says
 * in words what the button will do. Ctrl ↵ is the button.
 */
export function Form(props: {
  verb: string
  /** What the verb will do, or why there is nothing to do yet. */
  says: ReactNode
  ready?: boolean
  running: boolean
  wrongs: Wrongs
  send: () => void
  /** Where 取消 goes, below the district's address. */
  back: string
  children: (wrongOf: (field: string) => string | undefined) => ReactNode
}) {
  const { wrongs, ready = true } = props
  const form = useRef<HTMLFormElement>(null)
  const left = useLeft(form)
  useCommitInside(form)
  const [tried, setTried] = useState(false)
  const submitted = (event: React.SubmitEvent) => {
    event.preventDefault()
    if (!ready) return
    setTried(true)
    if (wrongs.size === 0) props.send()
    else focusFirst(form.current, wrongs)
  }
  const wasRunning = useRef(false)
  useEffect(() => {
    // What the server refused at a field is gone to, as what was wrong before it was sent.
    if (wasRunning.current && !props.running) focusFirst(form.current, wrongs)
    wasRunning.current = props.running
  }, [props.running, wrongs])
  useKeys([{ key: 'ctrl+enter', says: props.verb, run: () => form.current?.requestSubmit() }])
  return (
    <form ref={form} className="with-bar stack" onSubmit={submitted}>
      {props.children((field) => (tried || left.has(field) ? wrongs.get(field) : undefined))}
      <div className="action-bar" role="region" aria-label={props.verb}>
        <p>
          {tried && wrongs.size > 0 ? `还有 ${wrongs.size} 处要改，见各栏下面的红字。` : props.says}
        </p>
        <DistrictLink className="step-link" to={props.back}>
          取消
        </DistrictLink>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={props.running}>
          {props.verb} <span className="key-hint">Ctrl ↵</span>
        </Button>
      </div>
    </form>
  )
}

/** The ids of the fields that the focus has been in and left again. */
function useLeft(form: React.RefObject<HTMLFormElement | null>): ReadonlySet<string> {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const element = form.current
    const noteLeft = ({ target }: FocusEvent) => {
      if (target instanceof Element) setLeft((now) => new Set([...now, target.id]))
    }
    element?.addEventListener('focusout', noteLeft)
    return () => element?.removeEventListener('focusout', noteLeft)
  }, [form])
  return left
}

/** A closed list takes Enter to open, with Ctrl too: inside the form Ctrl ↵ is seen before it is. */
function useCommitInside(form: React.RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const element = form.current
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      event.stopPropagation()
      element?.requestSubmit()
    }
    element?.addEventListener('keydown', pressed, true)
    return () => element?.removeEventListener('keydown', pressed, true)
  }, [form])
}

function focusFirst(form: HTMLFormElement | null, wrongs: Wrongs): void {
  const fields = form?.querySelectorAll<HTMLElement>('[id]') ?? []
  for (const field of fields) {
    if (!wrongs.has(field.id)) continue
    field.focus()
    return
  }
}
