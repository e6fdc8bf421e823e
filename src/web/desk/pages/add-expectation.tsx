import { Input, Select } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { PlainDate } from '../../../kernel/day.ts'
import { fen } from '../../../kernel/money.ts'
import { sentence } from '../../../kernel/words.ts'
import { addExpectation, listExpectations } from '../../../modules/coverage/contract.ts'
import type { AddExpectation, ExpectationEntry } from '../../../modules/coverage/contract.ts'
import { expectedSources } from '../../../modules/coverage/rules/expectation.ts'
import { type ExpectationRow, whyNotAdd } from '../../../modules/coverage/rules/expectation-row.ts'
import { coverageWords } from '../../../modules/coverage/words.ts'
import { today } from '../clock.ts'
import { useDistrict } from '../district.ts'
import { industries, optionsOf, ownerKinds, projectSources, projectStates } from '../labels.ts'
import { DayPicker } from '../parts/day-picker.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Card, Page } from '../parts/page.tsx'
import { NoPermission } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { expectationReads } from './expectation-switch.tsx'

const back = '/blind-spots/rules'

export function AddExpectationPage() {
  const { roles } = useMe()
  if (mayCall(addExpectation, roles)) return <AddForm />
  return <NoPermission whole sentence="应登记规则由治欠办增加和停用，您的岗位可以查看。" />
}

interface Draft {
  readonly title: string
  readonly missing: AddExpectation['missing']
  readonly seenBy: AddExpectation['seenBy']
  readonly industries: AddExpectation['industries']
  readonly ownerKinds: AddExpectation['ownerKinds']
  readonly states: AddExpectation['states']
  /** In yuan, as typed. */
  readonly fromSum: string
  readonly graceDays: string
  readonly article: string
  readonly validFrom: PlainDate | undefined
  readonly validTo: PlainDate | undefined
  readonly reason: string
}

const empty: Draft = {
  title: '',
  missing: 'construction-permit',
  seenBy: [],
  industries: [],
  ownerKinds: [],
  states: ['building', 'stopped', 'finished-unpaid'],
  fromSum: '',
  graceDays: '15',
  article: '',
  validFrom: today(),
  validTo: undefined,
  reason: '',
}

function AddForm() {
  const district = useDistrict()
  const navigate = useNavigate()
  const rules = useRead(listExpectations)
  const [draft, setDraft] = useState(empty)
  const change = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch })
  const add = useAction(addExpectation, {
    refresh: expectationReads,
    done: () => void navigate(`/d/${district}${back}`),
  })
  const body = bodyOf(draft)
  return (
    <Page
      title="增加应登记规则"
      crumb={[
        { to: '/blind-spots', text: '监管盲区' },
        { to: back, text: '应登记规则' },
      ]}
      crumbEnd="增加"
      why="本区自己的规则，只在有效期内算数；加上以后不改，要换就结束它再加一条。"
    >
      <Form
        verb="增加规则"
        says={
          draft.title.trim() === ''
            ? '写明名称、谁应当登记和理由，就可以增加。'
            : `增加「${draft.title.trim()}」：${projectSources[draft.missing]}没有登记的，列为盲区。`
        }
        running={add.running}
        wrongs={wrongsOf(draft, body, rules)}
        back={back}
        send={() => add.run({ body })}
      >
        {(wrongOf) => (
          <>
            <What draft={draft} change={change} wrongOf={wrongOf} />
            <Which draft={draft} change={change} wrongOf={wrongOf} />
            <Why draft={draft} change={change} wrongOf={wrongOf} />
          </>
        )}
      </Form>
    </Page>
  )
}

function bodyOf({ fromSum, graceDays, validFrom, validTo, ...said }: Draft): AddExpectation {
  const sum = Number(fromSum)
  return {
    ...said,
    title: said.title.trim(),
    reason: said.reason.trim(),
    article: said.article.trim(),
    fromSumFen: fromSum.trim() === '' || Number.isNaN(sum) ? null : fen(Math.round(sum * 100)),
    graceDays: graceDays.trim() === '' ? Number.NaN : Number(graceDays),
    validFrom: validFrom ?? today(),
    validTo: validTo ?? null,
  }
}

/** What is wrong, by the field; the server asks the same rule. */
function wrongsOf(draft: Draft, body: AddExpectation, rules: readonly ExpectationEntry[]) {
  const wrongs = new Map<string, string>()
  if (body.title.length < 2) wrongs.set('title', '请写名称。')
  if (body.reason.length < 2) wrongs.set('reason', '请写理由。')
  if (draft.fromSum.trim() !== '' && body.fromSumFen === null) {
    wrongs.set('fromSumFen', '金额应当是数字，以元计。')
  }
  const standing = rules.flatMap((rule): ExpectationRow[] =>
    rule.added === null ? [] : [{ kind: 'added', ...rule.added, expectation: rule }],
  )
  const refusal = whyNotAdd(body, standing, today())
  if (refusal?.field !== undefined) {
    wrongs.set(refusal.field, sentence(coverageWords, refusal.code, refusal.values))
  }
  return wrongs
}

interface PartProps {
  readonly draft: Draft
  readonly change: (patch: Partial<Draft>) => void
  readonly wrongOf: (field: string) => string | undefined
}

function What({ draft, change, wrongOf }: PartProps) {
  return (
    <Card title="谁应当登记">
      <div className="body form-grid">
        <Field id="title" label="名称" wrong={wrongOf('title')} whole>
          {(box) => (
            <Input
              {...box}
              maxLength={100}
              value={draft.title}
              onChange={(event) => change({ title: event.target.value })}
            />
          )}
        </Field>
        <Field id="missing" label="应当登记的来源">
          {(box) => (
            <Select
              {...box}
              value={draft.missing}
              onChange={(missing) => change({ missing })}
              options={expectedSources.map((value) => ({ value, label: projectSources[value] }))}
            />
          )}
        </Field>
        <Field
          id="graceDays"
          label="宽限天数"
          wrong={wrongOf('graceDays')}
          hint="从开工或第一次被看到的那天算起，取晚的。"
        >
          {(box) => (
            <Input
              {...box}
              inputMode="numeric"
              value={draft.graceDays}
              onChange={(event) => change({ graceDays: event.target.value })}
            />
          )}
        </Field>
      </div>
    </Card>
  )
}

function Which({ draft, change, wrongOf }: PartProps) {
  const many = (
    field: 'seenBy' | 'industries' | 'ownerKinds' | 'states',
    label: string,
    options: { value: string; label: string }[],
  ) => (
    <Field id={field} label={label} wrong={wrongOf(field)} hint="不选就是不限。">
      {(box) => (
        <Select
          {...box}
          mode="multiple"
          value={[...draft[field]]}
          onChange={(chosen: string[]) => change({ [field]: chosen })}
          options={options}
        />
      )}
    </Field>
  )
  return (
    <Card title="哪类项目">
      <div className="body form-grid">
        {many('seenBy', '谁看到的', optionsOf(projectSources))}
        {many('industries', '行业', optionsOf(industries))}
        {many('ownerKinds', '建设单位性质', optionsOf(ownerKinds))}
        {many('states', '状态', optionsOf(projectStates))}
        <Field
          id="fromSumFen"
          label="合同金额多少元以上"
          wrong={wrongOf('fromSumFen')}
          hint="不填就是不限；没有写明金额的项目也算。"
        >
          {(box) => (
            <Input
              {...box}
              inputMode="decimal"
              value={draft.fromSum}
              onChange={(event) => change({ fromSum: event.target.value })}
            />
          )}
        </Field>
      </div>
    </Card>
  )
}

function Why({ draft, change, wrongOf }: PartProps) {
  return (
    <Card title="依据和有效期">
      <div className="body form-grid">
        <Field id="reason" label="理由" wrong={wrongOf('reason')} whole>
          {(box) => (
            <Input
              {...box}
              maxLength={500}
              value={draft.reason}
              onChange={(event) => change({ reason: event.target.value })}
            />
          )}
        </Field>
        <Field id="article" label="文件和条款" hint="没有文件就不填。" whole>
          {(box) => (
            <Input
              {...box}
              maxLength={200}
              value={draft.article}
              onChange={(event) => change({ article: event.target.value })}
            />
          )}
        </Field>
        <Field id="validFrom" label="有效期起" wrong={wrongOf('validFrom')}>
          {() => (
            <DayPicker
              label="有效期起"
              value={draft.validFrom}
              pick={(validFrom) => change({ validFrom })}
            />
          )}
        </Field>
        <Field id="validTo" label="有效期止" wrong={wrongOf('validTo')} hint="不填就一直有效。">
          {() => (
            <DayPicker
              label="有效期止"
              value={draft.validTo}
              pick={(validTo) => change({ validTo })}
            />
          )}
        </Field>
      </div>
    </Card>
  )
}
