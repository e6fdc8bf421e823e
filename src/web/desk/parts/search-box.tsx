import { Input } from 'antd'
import { useState } from 'react'

/** A filter by words, asked for with Enter or the button; it follows the address when one goes back. */
export function SearchBox(props: {
  label: string
  value: string | undefined
  longest: number
  search: (words: string) => void
}) {
  const said = props.value ?? ''
  const [typed, setTyped] = useState(said)
  const [followed, setFollowed] = useState(said)
  if (followed !== said) {
    setFollowed(said)
    setTyped(said)
  }
  return (
    <Input.Search
      className="grow"
      aria-label={props.label}
      placeholder={props.label}
      allowClear
      maxLength={props.longest}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onSearch={(words) => props.search(words.trim())}
    />
  )
}
