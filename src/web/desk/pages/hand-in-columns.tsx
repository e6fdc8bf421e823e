import { Button } from 'antd'
import { useState } from 'react'
import { sentence } from '../../../kernel/words.ts'
import {
  confirmHandIn,
  returnHandIn,
  takeBackHandIn,
} from '../../../modules/safeguards/contract-hand-ins.ts'
import type { HandIn, HandInState } from '../../../modules/safeguards/contract-hand-ins.ts'
import { downloadPaper } from '../../../modules/safeguards/contract.ts'
import { whyNotCheck, whyNotTakeBack } from '../../../modules/safeguards/rules/hand-in.ts'
import {
  handInStateNames,
  safeguardNames,
  safeguardsWords,
} from '../../../modules/safeguards/words.ts'
import { Chip } from '../parts/chips.tsx'
import type { ChipTone } from '../parts/chips.tsx'
import { Day } from '../parts/day.tsx'
import { Icon } from '../parts/icon.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Money } from '../parts/money.tsx'
import { DistrictLink } from '../parts/page.tsx'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { useDownload } from '../use-download.ts'
import { safeguardReads } from './project-reads.ts'
import { ReasonForm } from './safeguard-forms.tsx'

const tones: Record<HandInState, ChipTone> = {
  waiting: 'accent',
  confirmed: 'done',
  returned: 'bad',
  'taken-back': 'plain',
}

/** The columns of what was handed in: on the project's own page without the project. */
export function handInColumns(where: 'project' | 'everywhere'): Column<HandIn>[] {
  return where === 'project' ? columns : [project, ...columns]
}

const project: Column<HandIn> = {
  key: 'project',
  title: '项目',
  phone: 'more',
  cell: ({ project: { code, name } }) => (
    <>
      <DistrictLink to={`/projects/${encodeURIComponent(code)}`}>{name}</DistrictLink>
      <span className="under">{code}</span>
    </>
  ),
}

const columns: Column<HandIn>[] = [
  {
    key: 'what',
    title: '报送',
    phone: 'first',
    cell: (row) => (
      <>
        <b>{row.safeguard === null ? '合同' : safeguardNames[row.safeguard]}</b>{' '}
        <Chip tone={tones[row.state]}>{handInStateNames[row.state]}</Chip>
        <span className="under">{row.says}</span>
      </>
    ),
  },
  { key: 'says', title: '内容', phone: 'more', cell: (row) => <Says row={row} /> },
  { key: 'paper', title: '文件', phone: 'more', cell: (row) => <PaperLink row={row} /> },
  {
    key: 'who',
    title: '报送人',
    phone: 'last',
    cell: (row) => (
      <>
        {row.handedInByName} <Day on={row.handedInOn} />
        <span className="under">{row.organisation}</span>
      </>
    ),
  },
  { key: 'act', title: '核实', phone: 'last', cell: (row) => <Act row={row} /> },
]

function Says({ row: { contract, saidOn, validTo } }: { row: HandIn }) {
  if (contract === null) {
    return (
      <>
        <Day on={saidOn} />
        {validTo !== null && (
          <span className="under">
            有效至 <Day on={validTo} />
          </span>
        )}
      </>
    )
  }
  return (
    <>
      {contract.partyA} → {contract.partyB}
      <span className="under">
        <Money fen={contract.sumFen} /> 元，签订 <Day on={contract.signedOn} />，
        <Day on={contract.beginsOn} /> 至 <Day on={contract.endsOn} />
      </span>
    </>
  )
}

function PaperLink({ row: { paper, project: of } }: { row: HandIn }) {
  const download = useDownload(downloadPaper)
  return (
    <button
      type="button"
      className="plain-button as-link"
      onClick={() => download.run({ params: { code: of.code, paperId: paper.id } })}
    >
      <Icon name="file" />
      {paper.name}
    </button>
  )
}

/** What may be done with it now; of what is settled who did, and why. */
function Act({ row }: { row: HandIn }) {
  const me = useMe()
  const [asking, setAsking] = useState<'return' | 'take-back' | null>(null)
  const params = { code: row.project.code, handInId: row.id }
  const confirm = useAction(confirmHandIn, { refresh: safeguardReads })
  if (row.state !== 'waiting') {
    return (
      <span className="third">
        {row.checkedByName ?? row.handedInByName}
        {row.why !== '' && <span className="under">{row.why}</span>}
      </span>
    )
  }
  const named = `${row.safeguard === null ? '' : safeguardNames[row.safeguard]}${row.says}`
  const standing = { state: row.state, handedInBy: row.handedInBy }
  const refusal = whyNotCheck(standing, me)
  if (asking !== null) return <Why row={row} asks={asking} close={() => setAsking(null)} />
  if (!mayCall(confirmHandIn, me.roles)) {
    const notMine = whyNotTakeBack(standing, me)
    if (notMine !== null) return <span className="third">等核实</span>
    return (
      <Button size="small" aria-label={`撤回 ${named}`} onClick={() => setAsking('take-back')}>
        撤回
      </Button>
    )
  }
  const title = refusal === null ? undefined : sentence(safeguardsWords, refusal.code)
  return (
    <span className="buttons">
      <Button
        size="small"
        type="primary"
        disabled={refusal !== null}
        title={title}
        aria-label={`核实 ${named}`}
        loading={confirm.running}
        onClick={() => confirm.run({ params })}
      >
        核实
      </Button>
      <Button
        size="small"
        disabled={refusal !== null}
        title={title}
        aria-label={`退回 ${named}`}
        onClick={() => setAsking('return')}
      >
        退回
      </Button>
      {title !== undefined && <span className="under">{title}</span>}
    </span>
  )
}

function Why(props: { row: HandIn; asks: 'return' | 'take-back'; close: () => void }) {
  const { row, asks, close } = props
  const options = { refresh: safeguardReads, done: close }
  const sendBack = useAction(returnHandIn, options)
  const takeBack = useAction(takeBackHandIn, options)
  const used = asks === 'return' ? sendBack : takeBack
  const verb = asks === 'return' ? '退回' : '撤回'
  return (
    <ReasonForm
      id={`hand-in-${row.id}`}
      label={`${verb}：${row.says}`}
      says={
        asks === 'return'
          ? `退回“${row.says}”，劳资专管员收到理由，补正后重新报送。`
          : `撤回“${row.says}”，不再等核实。`
      }
      verb={verb}
      running={used.running}
      send={(why) =>
        used.run({ params: { code: row.project.code, handInId: row.id }, body: { why } })
      }
      close={close}
    />
  )
}
