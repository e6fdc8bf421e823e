import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** What the box of a field is told, so that screen readers hear what is said beside it. */
interface FieldBox {
  id: string
  status?: 'error'
  'aria-invalid'?: true
  'aria-describedby'?: string
}

/** A label, the box, what is wrong with what stands in it, and what it means. */
export function Field(props: {
  id: string
  label: string
  wrong?: string | undefined
  hint?: ReactNode
  whole?: boolean
  children: (box: FieldBox) => ReactNode
}) {
  const { id, wrong, hint } = props
  const said = [wrong !== undefined && `${id}-wrong`, hint !== undefined && `${id}-hint`]
  const described = said.filter((one) => one !== false).join(' ')
  return (
    <div className={props.whole ? 'field whole' : 'field'}>
      <label htmlFor={id}>{props.label}</label>
      {props.children({
        id,
        ...(wrong === undefined ? {} : { status: 'error', 'aria-invalid': true }),
        ...(described === '' ? {} : { 'aria-describedby': described }),
      })}
      {wrong !== undefined && (
        <span id={`${id}-wrong`} className="wrong">
          <Icon name="warning" />
          {wrong}
        </span>
      )}
      {hint !== undefined && (
        <span id={`${id}-hint`} className="under">
          {hint}
        </span>
      )}
    </div>
  )
}
