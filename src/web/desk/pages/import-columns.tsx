import type { FileState } from '../../../modules/exchange/contract.ts'
import { isTakenIn } from '../../../modules/exchange/rules/withdraw.ts'
import { fileStates } from '../labels.ts'
import { Chip } from '../parts/chips.tsx'
import type { ChipTone } from '../parts/chips.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Count } from '../parts/money.tsx'
import { DistrictLink } from '../parts/page.tsx'
import { sayCount, sayInstant } from '../parts/say.ts'

/*
 * What the lists of the import desk have in common: batches, the files of one, the log of all.
 */

/** When something was dropped, and by whom. */
export function Dropped({ row }: { row: { droppedAt: string; droppedBy: string } }) {
  return (
    <span className="under">
      {sayInstant(row.droppedAt)} · {row.droppedBy}
    </span>
  )
}

/** How many rows of it wait to be put right, and what else was found. */
export function noteColumns<Row extends { rejected: number; findings: number }>(): Column<Row>[] {
  return [
    {
      key: 'rejected',
      title: '等补正（处）',
      align: 'right',
      phone: 'last',
      cell: (row) => <Count of={row.rejected} />,
    },
    {
      key: 'findings',
      title: '发现（处）',
      align: 'right',
      phone: 'last',
      cell: (row) => <Count of={row.findings} />,
    },
  ]
}

const tones: Record<FileState, ChipTone> = {
  received: 'plain',
  understood: 'accent',
  unreadable: 'bad',
  committed: 'done',
  repeated: 'plain',
  withdrawing: 'accent',
  withdrawn: 'plain',
  waiting: 'accent',
  unpacked: 'plain',
}

interface StatedFile {
  readonly state: FileState
  readonly withdrawn: { readonly by: string | null; readonly at: string } | null
}

/** A file's state, and who took it back. */
export function FileStateCell({ file }: { file: StatedFile }) {
  return (
    <>
      <Chip tone={tones[file.state]}>{fileStates[file.state]}</Chip>
      {file.withdrawn !== null && (
        <span className="under">
          {file.withdrawn.by ?? '未记录'} {sayInstant(file.withdrawn.at)}
        </span>
      )}
    </>
  )
}

/** The first of the projects that a file speaks of, and how many there are. */
export function ProjectsCell(props: {
  projects: readonly { code: string; name: string }[]
  count: number
}) {
  const [first] = props.projects
  if (first === undefined) return <span className="third">—</span>
  return (
    <>
      <DistrictLink to={`/projects/${encodeURIComponent(first.code)}`}>{first.name}</DistrictLink>
      {props.count > 1 && <span className="under">等 {sayCount(props.count)} 个项目</span>}
    </>
  )
}

/** Where a file is taken back; while it is, where that is watched. */
export function withdrawColumn<Row extends { state: FileState }>(
  idOf: (row: Row) => string,
): Column<Row> {
  return {
    key: 'withdraw',
    title: '撤回',
    // The link says it itself.
    phone: 'more',
    cell: (row) => {
      const says = isTakenIn(row.state) ? '撤回' : row.state === 'withdrawing' ? '看进度' : null
      if (says === null) return null
      return (
        <DistrictLink className="one-line" to={`/import/files/${idOf(row)}/withdraw`}>
          {says}
        </DistrictLink>
      )
    },
  }
}
