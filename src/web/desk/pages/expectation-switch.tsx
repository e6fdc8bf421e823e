import { Button, Input } from 'antd'
import { useState } from 'react'
import { addDays } from '../../../kernel/day.ts'
import type { PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { sentence } from '../../../kernel/words.ts'
import {
  endDecision,
  listBlindSpots,
  listExpectations,
  switchOffExpectation,
  viewBlindSpotMatrix,
} from '../../../modules/coverage/contract.ts'
import type { Decision, ExpectationEntry } from '../../../modules/coverage/contract.ts'
import { whyNotEnd, whyNotSwitchOff } from '../../../modules/coverage/rules/expectation-row.ts'
import { coverageWords } from '../../../modules/coverage/words.ts'
import { viewHome } from '../../../modules/dashboards/contract.ts'
import { today } from '../clock.ts'
import { DayPicker } from '../parts/day-picker.tsx'
import { Field } from '../parts/field.tsx'
import { useAction } from '../use-action.ts'

export const expectationReads = [listExpectations, listBlindSpots, viewBlindSpotMatrix, viewHome]

function say(refusal: Refusal): string {
  return sentence(coverageWords, refusal.code, refusal.values)
}

/** From which day an expectation does not hold, until when, and why. */
export function SwitchOff({ rule, close }: { rule: ExpectationEntry; close: () => void }) {
  const [from, setFrom] = useState<PlainDate | undefined>(today())
  const [to, setTo] = useState<PlainDate | undefined>()
  const [reason, setReason] = useState('')
  const off = useAction(switchOffExpectation, { refresh: expectationReads, done: close })
  const standing = rule.off.map((row) => ({ kind: 'off' as const, rule: rule.rule, ...row }))
  const added =
    rule.added === null ? [] : [{ kind: 'added' as const, ...rule.added, expectation: rule }]
  const validity = { validFrom: from ?? today(), validTo: to ?? null }
  const refusal = whyNotSwitchOff(
    { rule: rule.rule, ...validity },
    [...standing, ...added],
    today(),
  )
  const lacks = lackOf(from, refusal, reason)
  return (
    <div className="form-grid">
      <Days label="从哪天起" id={`${rule.rule}-from`} on={from} pick={setFrom} />
      <Days
        label="到哪天止"
        id={`${rule.rule}-to`}
        on={to}
        pick={setTo}
        hint="不填就一直停用，直到恢复。"
      />
      <Reason id={`${rule.rule}-why`} reason={reason} change={setReason} />
      <div className="whole buttons">
        <Button
          type="primary"
          disabled={lacks !== null}
          title={lacks ?? undefined}
          loading={off.running}
          onClick={() => off.run({ params: { rule: rule.rule }, body: { ...validity, reason } })}
        >
          停用 {rule.rule}
        </Button>
        <Button onClick={close}>取消</Button>
      </div>
    </div>
  )
}

/** A decision ends: what was switched off holds again, what was added does no more. */
export function EndDecision(props: { decision: Decision; what: string; close: () => void }) {
  const { decision, what, close } = props
  const yesterday = addDays(today(), -1)
  const [lastDay, setLastDay] = useState<PlainDate | undefined>(yesterday)
  const [why, setWhy] = useState('')
  const end = useAction(endDecision, { refresh: expectationReads, done: close })
  const refusal = lastDay === undefined ? null : whyNotEnd(decision, lastDay, today())
  const lacks = lackOf(lastDay, refusal, why)
  return (
    <div className="form-grid above">
      <Days
        label={`${what}的最后一天`}
        id={`${decision.id}-last`}
        on={lastDay}
        pick={setLastDay}
        hint="昨天：从今天起就不再算数。"
      />
      <Reason id={`${decision.id}-why`} reason={why} change={setWhy} />
      <div className="whole buttons">
        <Button
          type="primary"
          disabled={lacks !== null}
          title={lacks ?? undefined}
          loading={end.running}
          onClick={() =>
            lastDay !== undefined &&
            end.run({ params: { id: decision.id }, body: { lastDay, why } })
          }
        >
          {what === '停用' ? '恢复这条规则' : '结束这条规则'}
        </Button>
        <Button onClick={close}>取消</Button>
      </div>
    </div>
  )
}

function lackOf(on: PlainDate | undefined, refusal: Refusal | null, reason: string): string | null {
  if (on === undefined) return '请先选日期。'
  if (refusal !== null) return say(refusal)
  return reason.trim().length < 2 ? '请先写理由。' : null
}

function Days(props: {
  id: string
  label: string
  on: PlainDate | undefined
  pick: (on: PlainDate | undefined) => void
  hint?: string
}) {
  const { id, label, on, pick, hint } = props
  return (
    <Field id={id} label={label} hint={hint}>
      {() => <DayPicker label={label} value={on} pick={pick} />}
    </Field>
  )
}

function Reason(props: { id: string; reason: string; change: (reason: string) => void }) {
  return (
    <Field id={props.id} label="理由" hint="写在规则下面，都看得到。">
      {(box) => (
        <Input
          {...box}
          maxLength={500}
          value={props.reason}
          onChange={(event) => props.change(event.target.value)}
        />
      )}
    </Field>
  )
}
