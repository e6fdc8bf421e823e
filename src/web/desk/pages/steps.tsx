import { Icon } from '../parts/icon.tsx'

const names = ['放入', '看懂了什么', '入账'] as const

/** Where a batch stands; `at` 4 is beyond the last step. */
export function Steps({ at }: { at: 1 | 2 | 3 | 4 }) {
  return (
    <ol className="steps" aria-label="步骤">
      {names.map((name, index) => {
        const step = index + 1
        const shape = step < at ? 'past' : step === at ? 'now' : ''
        return (
          <li key={name} className={shape} aria-current={step === at ? 'step' : undefined}>
            <b>{step < at ? <Icon name="tick" /> : step}</b>
            {name}
          </li>
        )
      })}
    </ol>
  )
}
