import { Input, Modal } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useNavigate } from 'react-router'
import { searchAll } from '../../../modules/search/contract.ts'
import type { Hit } from '../../../modules/search/contract.ts'
import { hitKindNames } from '../../../modules/search/words.ts'
import { useDistrict } from '../district.ts'
import { usePart } from '../read.ts'

/** What Ctrl K opens: everything that one sees, by words or a whole number; arrows choose, Enter opens. */
export default function Find({ close }: { close: () => void }) {
  const district = useDistrict()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const words = useDeferredValue(typed.trim())
  const { data, isFetching, error } = usePart(
    searchAll,
    { query: { words } },
    { enabled: words !== '' },
  )
  const hits = words === '' ? [] : (data?.hits ?? [])
  const open = ({ opens }: Hit) => {
    close()
    void navigate(`/d/${district}${opens}`)
  }
  const pressed = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    setAt((now) => Math.max(0, Math.min(hits.length - 1, now + step)))
  }
  const chosen = hits[at]
  return (
    <Modal open title="搜索" footer={null} onCancel={close} width={560}>
      <Input
        autoFocus
        size="large"
        role="combobox"
        aria-label="搜索什么"
        aria-expanded={hits.length > 0}
        aria-controls="found-hits"
        aria-activedescendant={chosen ? `found-${at}` : undefined}
        placeholder="项目、工人、企业、任务、文件名，或完整的证件号、手机号、卡号"
        value={typed}
        maxLength={100}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={pressed}
        onPressEnter={() => chosen && open(chosen)}
      />
      <div id="found-hits" className="found" role="listbox" aria-label="找到的">
        {hits.map((hit, index) => (
          <HitRow
            key={`${hit.kind} ${hit.id}`}
            hit={hit}
            place={index}
            isFirst={hits[index - 1]?.kind !== hit.kind}
            isChosen={index === at}
            open={() => open(hit)}
          />
        ))}
      </div>
      {error && <p className="second">{error.message}</p>}
      {!error && words !== '' && !isFetching && hits.length === 0 && (
        <p className="second">
          {data?.isTooShort === true
            ? '请至少输入两个字。'
            : `没有找到「${words}」。证件号、手机号、卡号要输入完整的号码。`}
        </p>
      )}
    </Modal>
  )
}

function HitRow(props: {
  hit: Hit
  place: number
  isFirst: boolean
  isChosen: boolean
  open: () => void
}) {
  const { hit, place } = props
  return (
    <button
      id={`found-${place}`}
      type="button"
      role="option"
      tabIndex={-1}
      aria-selected={props.isChosen}
      className={props.isFirst && place > 0 ? 'next-kind' : undefined}
      onClick={props.open}
    >
      <span className="kind">{hitKindNames[hit.kind]}</span>
      <span>
        <span className="title">{hit.title}</span>
        {hit.note !== '' && <span className="under">{hit.note}</span>}
      </span>
    </button>
  )
}
