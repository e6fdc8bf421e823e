import { Input, Modal } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useNavigate } from 'react-router'
import { useDistrict } from '../district.ts'
import { usePart } from '../read.ts'
import { searchProjects } from '../../../modules/registry/contract.ts'

/** What Ctrl K opens: projects by Chinese name or code; arrows choose, Enter opens. */
export default function FindProject({ close }: { close: () => void }) {
  const district = useDistrict()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const search = useDeferredValue(typed.trim())
  const { data, isFetching, error } = usePart(
    searchProjects,
    { query: { search } },
    { enabled: search !== '' },
  )
  const found = search === '' ? [] : (data ?? [])
  const open = (code: string) => {
    close()
    void navigate(`/d/${district}/projects/${encodeURIComponent(code)}`)
  }
  const pressed = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    setAt((now) => Math.max(0, Math.min(found.length - 1, now + step)))
  }
  const chosen = found[at]
  return (
    <Modal open title="找项目" footer={null} onCancel={close} width={520}>
      <Input
        autoFocus
        size="large"
        role="combobox"
        aria-label="项目名称或编号"
        aria-expanded={found.length > 0}
        aria-controls="found-projects"
        aria-activedescendant={chosen ? `found-${at}` : undefined}
        placeholder="输入项目名称中的几个字，或编号"
        value={typed}
        maxLength={100}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={pressed}
        onPressEnter={() => chosen && open(chosen.code)}
      />
      <div id="found-projects" className="found" role="listbox" aria-label="找到的项目">
        {found.map((project, index) => (
          <button
            key={project.code}
            id={`found-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onClick={() => open(project.code)}
          >
            {project.name}
            <span className="under">
              {project.code}
              {project.town !== null && ` · ${project.town}`}
            </span>
          </button>
        ))}
      </div>
      {error && <p className="second">{error.message}</p>}
      {!error && search !== '' && !isFetching && found.length === 0 && (
        <p className="second">没有名称或编号含「{search}」的项目。</p>
      )}
    </Modal>
  )
}
