import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { sentence } from '../../../kernel/words.ts'
import { handInEvidence } from '../../../modules/safeguards/contract-hand-ins.ts'
import {
  addEvidence,
  decideRequired,
  withdrawEvidence,
} from '../../../modules/safeguards/contract.ts'
import type {
  NewEvidence,
  Paper,
  ProjectSafeguard,
  Safeguard,
  SeenEvidence,
} from '../../../modules/safeguards/contract.ts'
import { whyNotEvidence } from '../../../modules/safeguards/rules/evidence.ts'
import { safeguardNames, safeguardsWords } from '../../../modules/safeguards/words.ts'
import { today } from '../clock.ts'
import { Field } from '../parts/field.tsx'
import { useAction } from '../use-action.ts'
import { PaperField } from './project-paper.tsx'
import { dayTyped } from './project-draft.ts'
import { safeguardReads } from './project-reads.ts'

const fewestWords = 2

interface EvidenceDraft {
  readonly holds: boolean
  readonly saidOn: string
  readonly validTo: string
  readonly words: string
  readonly paper: Paper | null
}

/** What an officer has seen, when, and the paper of it. */
export function EvidenceForm(props: { code: string; safeguard: Safeguard; close: () => void }) {
  const { code, safeguard } = props
  const [draft, setDraft] = useState<EvidenceDraft>({
    holds: true,
    saidOn: today(),
    validTo: '',
    words: '',
    paper: null,
  })
  const change = (patch: Partial<EvidenceDraft>) => setDraft({ ...draft, ...patch })
  const add = useAction(addEvidence, { refresh: safeguardReads, done: props.close })
  const { body, lacks } = readEvidence(draft)
  return (
    <div
      className="form-grid acting"
      role="group"
      aria-label={`${safeguardNames[safeguard]}：记佐证`}
    >
      <EvidenceFields safeguard={safeguard} draft={draft} change={change} />
      <PaperField
        code={code}
        label="佐证文件"
        paper={draft.paper}
        change={(paper) => change({ paper })}
      />
      <div className="whole buttons">
        <Button
          type="primary"
          disabled={body === null}
          title={lacks}
          loading={add.running}
          onClick={() => body !== null && add.run({ params: { code, safeguard }, body })}
        >
          记下
        </Button>
        <Button onClick={props.close}>不记</Button>
      </div>
    </div>
  )
}

/** What a firm says stands, with the paper of it, for the office to look at. */
export function HandInForm(props: { code: string; safeguard: Safeguard; close: () => void }) {
  const { code, safeguard } = props
  const [draft, setDraft] = useState<EvidenceDraft>({
    holds: true,
    saidOn: today(),
    validTo: '',
    words: '',
    paper: null,
  })
  const change = (patch: Partial<EvidenceDraft>) => setDraft({ ...draft, ...patch })
  const handIn = useAction(handInEvidence, { refresh: safeguardReads, done: props.close })
  const { body, lacks } = readEvidence(draft)
  const { paper } = draft
  const missing = lacks ?? (paper === null ? '请加上能证明的文件。' : undefined)
  return (
    <div
      className="form-grid acting"
      role="group"
      aria-label={`${safeguardNames[safeguard]}：报送佐证`}
    >
      <EvidenceFields safeguard={safeguard} draft={draft} change={change} ofFirm />
      <PaperField
        code={code}
        label="佐证文件"
        paper={paper}
        change={(chosen) => change({ paper: chosen })}
      />
      <div className="whole buttons">
        <Button
          type="primary"
          disabled={missing !== undefined}
          title={missing}
          loading={handIn.running}
          onClick={() => {
            if (body === null || paper === null) return
            const { saidOn, validTo, words } = body
            handIn.run({
              params: { code, safeguard },
              body: { saidOn, validTo, words, paperId: paper.id },
            })
          }}
        >
          报送
        </Button>
        <Button onClick={props.close}>不报</Button>
        <span className="third">由治欠办、行业部门或镇街核实后计入。</span>
      </div>
    </div>
  )
}

/** What the draft states; null, and why, where it cannot be sent. */
function readEvidence(draft: EvidenceDraft): { body: NewEvidence | null; lacks?: string } {
  const { holds, paper } = draft
  const words = draft.words.trim()
  const saidOn = dayTyped(draft.saidOn)
  const validTo = holds ? dayTyped(draft.validTo) : null
  if (words.length < fewestWords) return { body: null, lacks: '请写明看到了什么。' }
  if (!saidOn || validTo === undefined) return { body: null, lacks: '请写清日期。' }
  const refusal = whyNotEvidence({ holds, saidOn, validTo }, today())
  if (refusal !== null) return { body: null, lacks: sentence(safeguardsWords, refusal.code) }
  return { body: { holds, saidOn, validTo, words, paperId: paper?.id ?? null } }
}

function EvidenceFields(props: {
  safeguard: Safeguard
  draft: EvidenceDraft
  change: (patch: Partial<EvidenceDraft>) => void
  /** A firm hands in what is there, and nothing that is not. */
  ofFirm?: boolean
}) {
  const { safeguard, draft, change, ofFirm = false } = props
  const { holds, saidOn } = draft
  const id = (field: string) => `evidence-${safeguard}-${field}`
  return (
    <>
      {!ofFirm && (
        <div className="field whole">
          <Radio.Group
            value={holds}
            onChange={(event) => change({ holds: event.target.value === true })}
            options={[
              { value: true, label: '看到了' },
              { value: false, label: '查了，没有' },
            ]}
          />
        </div>
      )}
      <Field
        id={id('day')}
        label={ofFirm ? '哪天的' : '哪天看到的'}
        wrong={wrongDay(saidOn, dayTyped(saidOn))}
      >
        {(box) => (
          <Input
            {...box}
            value={saidOn}
            onChange={(event) => change({ saidOn: event.target.value })}
          />
        )}
      </Field>
      {holds && (
        <Field id={id('until')} label="有效期止" hint="没有的不填，如 2027-06-30。">
          {(box) => (
            <Input
              {...box}
              value={draft.validTo}
              onChange={(event) => change({ validTo: event.target.value })}
            />
          )}
        </Field>
      )}
      <Field id={id('words')} label={ofFirm ? '落实了什么' : '看到了什么'} whole>
        {(box) => (
          <Input
            {...box}
            maxLength={500}
            value={draft.words}
            onChange={(event) => change({ words: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}

function wrongDay(typed: string, read: string | null | undefined): string | undefined {
  return read === undefined || (read === null && typed.trim() === '')
    ? '请写成 2026-03-01 这样。'
    : undefined
}

/** That nothing is required here, or that the rule decides again; with why. */
export function DecisionForm(props: { code: string; one: ProjectSafeguard; close: () => void }) {
  const { code, one } = props
  const decision = one.decision === null ? 'not-required' : 'by-rule'
  const decide = useAction(decideRequired, { refresh: safeguardReads, done: props.close })
  return (
    <ReasonForm
      id={`decide-${one.safeguard}`}
      label={`${safeguardNames[one.safeguard]}：${verbs[decision]}`}
      says={
        decision === 'not-required'
          ? '认定后这个项目不再列入未落实，理由写进经过。'
          : '恢复后重新按规定判断。'
      }
      verb={verbs[decision]}
      running={decide.running}
      send={(why) =>
        decide.run({ params: { code, safeguard: one.safeguard }, body: { decision, why } })
      }
      close={props.close}
    />
  )
}

const verbs = { 'not-required': '认定不需要', 'by-rule': '恢复按规定' } as const

export function WithdrawForm(props: { code: string; evidence: SeenEvidence; close: () => void }) {
  const { code, evidence } = props
  const withdraw = useAction(withdrawEvidence, { refresh: safeguardReads, done: props.close })
  return (
    <ReasonForm
      id={`withdraw-${evidence.id}`}
      label={`撤回：${evidence.words}`}
      says={`撤回“${evidence.words}”，以前看到的重新算数。`}
      verb="撤回"
      running={withdraw.running}
      send={(why) => withdraw.run({ params: { code, evidenceId: evidence.id }, body: { why } })}
      close={props.close}
    />
  )
}

/** Something that needs a reason before it is done. */
export function ReasonForm(props: {
  id: string
  label: string
  says: string
  verb: string
  running: boolean
  send: (why: string) => void
  close: () => void
}) {
  const [why, setWhy] = useState('')
  const lacks = why.trim().length < fewestWords ? '请写明理由。' : undefined
  return (
    <div className="form-grid acting" role="group" aria-label={props.label}>
      <p className="whole">{props.says}</p>
      <Field id={`why-${props.id}`} label="理由" whole>
        {(box) => (
          <Input
            {...box}
            maxLength={500}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
        )}
      </Field>
      <div className="whole buttons">
        <Button
          type="primary"
          disabled={lacks !== undefined}
          title={lacks}
          loading={props.running}
          onClick={() => props.send(why.trim())}
        >
          {props.verb}
        </Button>
        <Button onClick={props.close}>不办</Button>
      </div>
    </div>
  )
}
