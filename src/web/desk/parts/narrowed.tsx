import { Chip } from './chips.tsx'

/** A narrowing that came with the address, and the way out of it. */
export function Narrowed({ text, drop }: { text: string; drop: () => void }) {
  return (
    <Chip tone="accent">
      {text}
      <button type="button" className="plain-button" onClick={drop} aria-label={`不限${text}`}>
        ×
      </button>
    </Chip>
  )
}
