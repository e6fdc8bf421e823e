import { uploadPaper } from '../../../modules/safeguards/contract.ts'
import type { Paper } from '../../../modules/safeguards/contract.ts'
import { call } from '../call.ts'
import { useDistrict } from '../district.ts'
import { EvidenceFiles, useUploads } from '../parts/evidence-files.tsx'

/** One scan or photo: it goes up when it is chosen, and belongs to whatever is saved with it. */
export function PaperField(props: {
  code: string
  label: string
  paper: Paper | null
  change: (paper: Paper | null) => void
}) {
  const { code, paper } = props
  const district = useDistrict()
  const uploads = useUploads({
    kept: paper === null ? [] : [paper],
    change: (kept) => props.change(kept[0] ?? null),
    send: ({ name, body, idempotencyKey }) =>
      call(uploadPaper, district, { params: { code }, query: { name }, body, idempotencyKey }),
    most: 1,
  })
  return <EvidenceFiles uploads={uploads} label={props.label} kinds="扫描件或照片" />
}
