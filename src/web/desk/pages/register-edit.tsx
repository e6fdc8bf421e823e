import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { sentence } from '../../../kernel/words.ts'
import { editEntry, recordCheck } from '../../../modules/register/contract.ts'
import type { Entry, EntryWords } from '../../../modules/register/contract.ts'
import {
  checkFindings,
  whyNotCheckedOn,
  whyNotEdit,
} from '../../../modules/register/rules/entry.ts'
import type { CheckFinding } from '../../../modules/register/rules/entry.ts'
import { causeNames, findingNames, registerWords } from '../../../modules/register/words.ts'
import { today } from '../clock.ts'
import { optionsOf } from '../labels.ts'
import { DayPicker } from '../parts/day-picker.tsx'
import { Field } from '../parts/field.tsx'
import { Card } from '../parts/page.tsx'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { registerReads } from './register-nav.tsx'

function sayRefusal({ code, values }: Refusal): string {
  return sentence(registerWords, code, values)
}

/** Cause, measures and the responsible leader. */
export function EditEntryCard({ entry }: { entry: Entry }) {
  const me = useMe()
  const [words, setWords] = useState<EntryWords>({
    cause: entry.cause,
    causeWords: entry.causeWords,
    measures: entry.measures,
    leader: entry.leader,
  })
  const edit = useAction(editEntry, { refresh: registerReads })
  if (!mayCall(editEntry, me.roles)) return null
  const refusal = whyNotEdit(entry, me)
  const isSame =
    words.cause === entry.cause &&
    words.causeWords === entry.causeWords &&
    words.measures === entry.measures &&
    words.leader === entry.leader
  const lacks = refusal === null ? (isSame ? '没有改动。' : undefined) : sayRefusal(refusal)
  if (refusal !== null) return null
  return (
    <Card title="原因、措施和责任领导">
      <div className="body form-grid">
        <EntryWordsFields words={words} change={(patch) => setWords({ ...words, ...patch })} />
        <div className="whole buttons">
          <Button
            type="primary"
            disabled={lacks !== undefined}
            title={lacks}
            loading={edit.running}
            onClick={() =>
              edit.run({ params: { id: entry.id }, body: { ...words, version: entry.version } })
            }
          >
            保存
          </Button>
        </div>
      </div>
    </Card>
  )
}

export function EntryWordsFields(props: {
  words: EntryWords
  change: (patch: Partial<EntryWords>) => void
}) {
  const { words, change } = props
  return (
    <>
      <Field id="entry-cause" label="欠薪原因">
        {(box) => (
          <Select
            {...box}
            value={words.cause}
            onChange={(cause: EntryWords['cause']) => change({ cause })}
            options={optionsOf(causeNames)}
          />
        )}
      </Field>
      <Field id="entry-leader" label="责任领导">
        {(box) => (
          <Input
            {...box}
            maxLength={60}
            value={words.leader}
            onChange={(event) => change({ leader: event.target.value })}
          />
        )}
      </Field>
      <Field id="entry-cause-words" label="原因说明（可不写）" whole>
        {(box) => (
          <Input
            {...box}
            maxLength={500}
            value={words.causeWords}
            onChange={(event) => change({ causeWords: event.target.value })}
          />
        )}
      </Field>
      <Field id="entry-measures" label="化解措施" whole>
        {(box) => (
          <Input.TextArea
            {...box}
            rows={3}
            maxLength={1_000}
            value={words.measures}
            onChange={(event) => change({ measures: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}

/** Somebody has looked: on which day, and what was found. */
export function RecordCheckCard({ entry }: { entry: Entry }) {
  const me = useMe()
  const [on, setOn] = useState<PlainDate | undefined>(today())
  const [found, setFound] = useState<CheckFinding>('same')
  const [words, setWords] = useState('')
  const record = useAction(recordCheck, {
    refresh: registerReads,
    done: () => setWords(''),
  })
  if (!mayCall(recordCheck, me.roles) || entry.state === 'signed-off') return null
  const wrong = on === undefined ? null : whyNotCheckedOn(on, entry.openedOn, today())
  const lacks =
    on === undefined
      ? '请先选检查日期。'
      : wrong !== null
        ? sayRefusal(wrong)
        : words.trim().length < 2
          ? '请先写查到的情况。'
          : undefined
  return (
    <Card title="记一次检查" note={`${entry.class} 类每 ${entry.standing.checkDays} 天一次`}>
      <div className="body form-grid">
        <Field
          id="check-on"
          label="检查日期"
          wrong={wrong === null ? undefined : sayRefusal(wrong)}
        >
          {() => <DayPicker label="检查日期" value={on} pick={setOn} />}
        </Field>
        <Field id="check-found" label="情况">
          {(box) => (
            <Select
              {...box}
              value={found}
              onChange={setFound}
              options={checkFindings.map((one) => ({ value: one, label: findingNames[one] }))}
            />
          )}
        </Field>
        <Field id="check-words" label="查到的情况" whole>
          {(box) => (
            <Input.TextArea
              {...box}
              rows={2}
              maxLength={500}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          )}
        </Field>
        <div className="whole buttons">
          <Button
            disabled={lacks !== undefined}
            title={lacks}
            loading={record.running}
            onClick={() =>
              on !== undefined &&
              record.run({
                params: { id: entry.id },
                body: { checkedOn: on, found, words: words.trim() },
              })
            }
          >
            记下检查
          </Button>
        </div>
      </div>
    </Card>
  )
}
