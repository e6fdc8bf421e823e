import { Button } from 'antd'
import { useState } from 'react'
import { handInEvidence } from '../../../modules/safeguards/contract-hand-ins.ts'
import {
  addEvidence,
  decideRequired,
  downloadPaper,
  viewSafeguards,
  withdrawEvidence,
} from '../../../modules/safeguards/contract.ts'
import type {
  ProjectSafeguard,
  ProjectSafeguards as Reply,
  SafeguardState,
  SeenEvidence,
} from '../../../modules/safeguards/contract.ts'
import { safeguardNames, safeguardStates, shownBy } from '../../../modules/safeguards/words.ts'
import { Chip, MarkChip } from '../parts/chips.tsx'
import type { ChipTone } from '../parts/chips.tsx'
import { Day, Due } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Card } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { listIn } from '../../../modules/exports/contract.ts'
import { mayCall, useMe } from '../session.ts'
import { useDownload } from '../use-download.ts'
import { DecisionForm, EvidenceForm, HandInForm, WithdrawForm } from './safeguard-forms.tsx'

const safeguardList = listIn(viewSafeguards, 'safeguards')

export const stateTones: Record<SafeguardState, ChipTone> = {
  met: 'done',
  missing: 'bad',
  expired: 'bad',
  'not-due': 'plain',
  unknown: 'unconfirmed',
  'not-required': 'plain',
}

/** The six systems, the labour contract and the labour officer: required or not, since when, by what shown. */
export function ProjectSafeguards({ code }: { code: string }) {
  return (
    <Card
      title="六项制度"
      note="和劳动合同、劳资专管员"
      aside={<ExportButton small of="项目制度落实" list={safeguardList} params={{ code }} />}
    >
      <Part of={viewSafeguards} input={{ params: { code } }} heights={[48, 48, 48, 48]}>
        {(reply) => <Panel reply={reply} code={code} />}
      </Part>
    </Card>
  )
}

function Panel({ reply, code }: { reply: Reply; code: string }) {
  return (
    <>
      <p className="body">
        {reply.scope === 0 ? (
          '还没有到期要落实的制度。'
        ) : (
          <>
            应落实 {reply.scope} 项，已落实 <b>{reply.met}</b> 项。
          </>
        )}
      </p>
      <ul className="safeguards" aria-label="制度落实">
        {reply.safeguards.map((one) => (
          <Safeguard key={one.safeguard} one={one} code={code} />
        ))}
      </ul>
    </>
  )
}

type Acting = 'evidence' | 'hand-in' | 'decision' | { withdraw: SeenEvidence } | null

function Safeguard({ one, code }: { one: ProjectSafeguard; code: string }) {
  const { roles } = useMe()
  const [acting, setActing] = useState<Acting>(null)
  const name = safeguardNames[one.safeguard]
  const close = () => setActing(null)
  return (
    <li>
      <div className="summary">
        <h3>
          {name} <Chip tone={stateTones[one.state]}>{safeguardStates[one.state]}</Chip>
        </h3>
        <Shown one={one} code={code} withdraw={(of) => setActing({ withdraw: of })} />
        <Why one={one} />
      </div>
      <span className="buttons">
        {mayCall(addEvidence, roles) && (
          <Button
            size="small"
            aria-label={`${name}：记佐证`}
            onClick={() => setActing(acting === 'evidence' ? null : 'evidence')}
          >
            记佐证
          </Button>
        )}
        {mayCall(handInEvidence, roles) && one.state !== 'not-required' && (
          <Button
            size="small"
            aria-label={`${name}：报送佐证`}
            onClick={() => setActing(acting === 'hand-in' ? null : 'hand-in')}
          >
            报送佐证
          </Button>
        )}
        {mayCall(decideRequired, roles) && (
          <Button
            size="small"
            aria-label={`${name}：${one.decision === null ? '认定不需要' : '恢复按规定'}`}
            onClick={() => setActing(acting === 'decision' ? null : 'decision')}
          >
            {one.decision === null ? '认定不需要' : '恢复按规定'}
          </Button>
        )}
      </span>
      {acting === 'evidence' && (
        <EvidenceForm code={code} safeguard={one.safeguard} close={close} />
      )}
      {acting === 'hand-in' && <HandInForm code={code} safeguard={one.safeguard} close={close} />}
      {acting === 'decision' && <DecisionForm code={code} one={one} close={close} />}
      {acting !== null && typeof acting === 'object' && (
        <WithdrawForm code={code} evidence={acting.withdraw} close={close} />
      )}
    </li>
  )
}

/** What shows that it stands, or what is missing. */
function Shown(props: {
  one: ProjectSafeguard
  code: string
  withdraw: (evidence: SeenEvidence) => void
}) {
  const { facts, evidence, state } = props.one
  return (
    <>
      {facts.map((fact) => (
        <p key={fact}>{fact}</p>
      ))}
      {evidence.slice(0, mostShown).map((one) => (
        <Seen key={one.id} one={one} code={props.code} withdraw={() => props.withdraw(one)} />
      ))}
      {facts.length === 0 && evidence.length === 0 && state !== 'not-required' && (
        <p className="third">没有记录：{shownBy[props.one.safeguard]}。</p>
      )}
    </>
  )
}

/** Of what was seen; the others are in the export. */
const mostShown = 3

function Seen(props: { one: SeenEvidence; code: string; withdraw: () => void }) {
  const { one, code } = props
  const { roles } = useMe()
  const { paper } = one
  const load = useDownload(downloadPaper)
  return (
    <p>
      {one.holds ? '看到：' : '查了没有落实：'}
      {one.words}{' '}
      <span className="third">
        <Day on={one.saidOn} /> {one.by}（{sayOrigin(one)}）
        {one.validTo !== null && (
          <>
            ，有效至 <Day on={one.validTo} />
          </>
        )}
      </span>{' '}
      {paper !== null && (
        <button
          type="button"
          className="plain-button as-link"
          onClick={() => load.run({ params: { code, paperId: paper.id } })}
        >
          <Icon name="file" />
          {paper.name}
        </button>
      )}{' '}
      {one.origin !== 'screening' && mayCall(withdrawEvidence, roles) && (
        <button type="button" className="plain-button as-link" onClick={props.withdraw}>
          撤回
        </button>
      )}
    </p>
  )
}

function sayOrigin({ origin, organisation }: SeenEvidence): string {
  switch (origin) {
    case 'screening':
      return '排查'
    case 'handed-in':
      return `${organisation}报送，已核实`
    case 'by-hand':
      return organisation
  }
}

/** Whether and since when it is required, by which article. */
function Why({ one }: { one: ProjectSafeguard }) {
  const { due, required, because, article, state } = one
  return (
    <details className="why-required">
      <summary>
        {because}
        {required !== 'no' && due.on !== null && (
          <>
            {' '}
            最迟 <Day on={due.on} />{' '}
            {(state === 'missing' || state === 'not-due') && (
              <Due on={due.on} provisional={due.provisional} />
            )}
          </>
        )}
        {required !== 'no' &&
          due.on === null &&
          ` 应办日期算不出：${due.missing.join('、')}没有查清。`}
      </summary>
      <p className="small second">
        {article.text} <MarkChip mark={article.mark} />
      </p>
      {required !== 'no' && (
        <p className="small second">
          怎么算的：{due.rule}（{due.article.text}）
          {due.missing.length > 0 && `；${due.missing.join('、')}没有查清`}
        </p>
      )}
    </details>
  )
}
