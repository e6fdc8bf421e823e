import { Button } from 'antd'
import { useRef, useState } from 'react'
import { uploadPaper } from '../../../modules/safeguards/contract.ts'
import type { Paper } from '../../../modules/safeguards/contract.ts'
import { longestEvidenceBytes } from '../../../modules/tasks/contract.ts'
import { call, CallFailed, newIntention } from '../call.ts'
import { useDistrict } from '../district.ts'
import { Icon } from '../parts/icon.tsx'
import { sayBytes } from '../parts/say.ts'

/** One scan or photo: it goes up when it is chosen, and belongs to whatever is saved with it. */
export function PaperField(props: {
  code: string
  label: string
  paper: Paper | null
  change: (paper: Paper | null) => void
}) {
  const picker = useRef<HTMLInputElement>(null)
  const { paper, change } = props
  const upload = useUpload(props.code, change)
  return (
    <div className="field whole">
      <span className="label">{props.label}</span>
      {paper !== null && (
        <span>
          <Icon name="file" />
          {paper.name}（{sayBytes(paper.bytes)}）
          <button
            type="button"
            className="plain-button"
            aria-label={`不带 ${paper.name}`}
            onClick={() => change(null)}
          >
            ×
          </button>
        </span>
      )}
      <input
        ref={picker}
        type="file"
        hidden
        accept=".pdf,.jpg,.jpeg,.png,.xlsx"
        onChange={(event) => {
          const [file] = [...(event.target.files ?? [])]
          if (file !== undefined) void upload.send(file)
          event.target.value = ''
        }}
      />
      <span className="buttons">
        <Button loading={upload.running} onClick={() => picker.current?.click()}>
          {upload.running ? '正在上传' : paper === null ? '加文件' : '换文件'}
        </Button>
      </span>
      {upload.wrong !== null && (
        <span className="wrong" role="alert">
          <Icon name="warning" />
          {upload.wrong}
        </span>
      )}
      <span className="under">扫描件或照片：PDF、JPEG、PNG 或 xlsx，最多 20 MB。</span>
    </div>
  )
}

function useUpload(code: string, done: (paper: Paper) => void) {
  const district = useDistrict()
  const [running, setRunning] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const send = async (file: File) => {
    setRunning(true)
    setWrong(null)
    try {
      if (file.size > longestEvidenceBytes) {
        throw new CallFailed('refused', `${file.name} 太大：最多 20 MB。`)
      }
      const body = new Uint8Array(await file.arrayBuffer())
      const input = { params: { code }, query: { name: file.name }, body }
      done(await call(uploadPaper, district, { ...input, idempotencyKey: newIntention() }))
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error
      setWrong(error.message)
    } finally {
      setRunning(false)
    }
  }
  return { running, wrong, send }
}
