import { Button } from 'antd'
import { useRef, useState } from 'react'
import { longestEvidenceBytes } from '../../../modules/tasks/contract.ts'
import { CallFailed, newIntention } from '../call.ts'
import { Icon } from './icon.tsx'
import { sayBytes } from './say.ts'

/** A file that has gone up and waits for what it is to prove. */
export interface KeptFile {
  readonly id: string
  readonly name: string
  readonly bytes: number
}

export interface FileToSend {
  readonly name: string
  readonly body: Uint8Array<ArrayBuffer>
  readonly idempotencyKey: string
}

/**
 * Files go up one after another as they are chosen; those that arrived stay, whatever becomes of the next. Where only one
 * is asked for, the next takes its place.
 */
export function useUploads<F extends KeptFile>(of: {
  kept: readonly F[]
  change: (kept: readonly F[]) => void
  send: (file: FileToSend) => Promise<F>
  most: number
}) {
  const { change, most } = of
  const [running, setRunning] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const add = async (files: readonly File[]) => {
    setRunning(true)
    setWrong(null)
    const kept = most === 1 ? [] : [...of.kept]
    try {
      for (const file of files.slice(0, most - kept.length)) {
        kept.push(await of.send(await readFile(file)))
        change([...kept])
      }
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error
      setWrong(error.message)
    } finally {
      setRunning(false)
    }
  }
  const drop = (id: string) => change(of.kept.filter((one) => one.id !== id))
  return { kept: of.kept, most, running, wrong, add, drop }
}

async function readFile(file: File): Promise<FileToSend> {
  if (file.size > longestEvidenceBytes) {
    throw new CallFailed('refused', `${file.name} 太大：每个最多 20 MB。`)
  }
  const body = new Uint8Array(await file.arrayBuffer())
  return { name: file.name, body, idempotencyKey: newIntention() }
}

export interface Uploads {
  readonly kept: readonly KeptFile[]
  readonly most: number
  readonly running: boolean
  readonly wrong: string | null
  readonly add: (files: readonly File[]) => Promise<void>
  readonly drop: (id: string) => void
}

/** What proves it: the files that have gone up, and the button that adds one. */
export function EvidenceFiles(props: {
  uploads: Uploads
  /** What such files are, as `银行回单、工资表等`. */
  kinds: string
  label?: string
}) {
  const { uploads, label = '佐证', kinds } = props
  const { kept, most } = uploads
  const picker = useRef<HTMLInputElement>(null)
  const isOne = most === 1
  const full = !isOne && kept.length >= most
  const verb = isOne ? (kept.length === 0 ? '加文件' : '换文件') : '加佐证'
  return (
    <div className="field whole" role="group" aria-label={label}>
      <span className="label">{label}</span>
      <Kept uploads={uploads} />
      <input
        ref={picker}
        type="file"
        hidden
        multiple={!isOne}
        accept=".pdf,.jpg,.jpeg,.png,.xlsx"
        onChange={(event) => {
          void uploads.add([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <span className="buttons">
        <Button
          loading={uploads.running}
          disabled={full}
          title={full ? `一次最多带 ${most} 个文件。` : undefined}
          onClick={() => picker.current?.click()}
        >
          {uploads.running ? '正在上传' : verb}
        </Button>
      </span>
      {uploads.wrong !== null && (
        <span className="wrong" role="alert">
          <Icon name="warning" />
          {uploads.wrong}
        </span>
      )}
      <span className="under">{kinds}；PDF、JPEG、PNG 或 xlsx，每个最多 20 MB。</span>
    </div>
  )
}

function Kept({ uploads: { kept, drop } }: { uploads: Uploads }) {
  if (kept.length === 0) return null
  return (
    <ul className="file-links">
      {kept.map((file) => (
        <li key={file.id}>
          <Icon name="file" />
          {file.name}（{sayBytes(file.bytes)}）
          <button
            type="button"
            className="plain-button"
            aria-label={`不带 ${file.name}`}
            onClick={() => drop(file.id)}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  )
}
