import { Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { parameterText } from '../../../modules/calendar/words.ts'
import { listParameters } from '../../../modules/places/contract.ts'
import type { ParameterRow } from '../../../modules/places/contract.ts'
import { listProposals, proposeParameter } from '../../../modules/places/contract-proposals.ts'
import {
  choicesFor,
  isParameterKey,
  payDateKey,
  unitOf,
} from '../../../modules/places/rules/new-parameter.ts'
import { findParameter } from '../../../modules/places/rules/parameter.ts'
import { placeText } from '../../../modules/places/words.ts'
import { today } from '../clock.ts'
import { useDistrict } from '../district.ts'
import { labelOf, optionsOf, parameterNames } from '../labels.ts'
import { MarkChip } from '../parts/chips.tsx'
import { DayPicker } from '../parts/day-picker.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { NoPermission } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { parameterPath } from './parameter-columns.tsx'
import { bodyOf, type ParameterDraft, sayParameter, wrongsOf } from './parameter-draft.ts'
import { ParameterEffect } from './parameter-effect.tsx'

export function ProposeParameterPage() {
  const { roles } = useMe()
  if (mayCall(proposeParameter, roles)) return <ProposeForm />
  return <NoPermission whole sentence="参数由治欠办提出，您的岗位可以查看。" />
}

function ProposeForm() {
  const district = useDistrict()
  const navigate = useNavigate()
  const [address] = useSearchParams()
  const asked = address.get('key') ?? ''
  const rows = useRead(listParameters)
  const { rows: waiting } = useRead(listProposals, { query: { show: 'waiting' } })
  const [refused, setRefused] = useState<{ field: string; says: string } | null>(null)
  const [draft, setDraft] = useState<ParameterDraft>({
    key: isParameterKey(asked) ? asked : undefined,
    value: '',
    instrument: '',
    article: '',
    validFrom: today(),
    validTo: undefined,
  })
  const change = (patch: Partial<ParameterDraft>) => {
    setRefused(null)
    setDraft({ ...draft, ...patch })
  }
  const { key, validFrom } = draft
  const propose = useAction(proposeParameter, {
    refresh: [listProposals],
    done: () => void navigate(`/d/${district}${parameterPath(key ?? '')}`),
    shows: (refusal) => {
      if (refusal.field === undefined) return false
      setRefused({ field: refusal.field, says: sayParameter(refusal, district) })
      return true
    },
  })
  const wrongs = wrongsOf(draft, rows, waiting, district)
  if (refused !== null) wrongs.set(refused.field, refused.says)
  return (
    <Page
      title="提出新值"
      crumb={[{ to: '/parameters', text: '参数' }]}
      crumbEnd="提出新值"
      why="由一个人从文件里读出并提出，另一个人批准后才生效；已有的值不改，新值有自己的有效期。"
    >
      <Form
        verb="提出，等审批"
        says={key === undefined ? '选好参数、填好新值和依据，就可以提出。' : saysOf(draft, rows)}
        running={propose.running}
        wrongs={wrongs}
        back="/parameters"
        send={() => propose.run({ body: bodyOf(draft) })}
      >
        {(wrongOf) => (
          <>
            <Value draft={draft} change={change} wrongOf={wrongOf} rows={rows} />
            <Source draft={draft} change={change} wrongOf={wrongOf} />
            {key !== undefined && validFrom !== undefined && (
              <Card title="生效前先看：会牵动什么">
                <ParameterEffect name={key} from={validFrom} to={draft.validTo ?? null} />
              </Card>
            )}
          </>
        )}
      </Form>
    </Page>
  )
}

function saysOf(draft: ParameterDraft, rows: readonly ParameterRow[]): string {
  const { key = '', value } = draft
  if (value.trim() === '') return `给「${labelOf(parameterNames, key)}」提一个新值。`
  const said = parameterText({ value: bodyOf(draft).value, unit: unitOf(key, rows) })
  return `建议「${labelOf(parameterNames, key)}」为 ${said}。`
}

interface PartProps {
  readonly draft: ParameterDraft
  readonly change: (patch: Partial<ParameterDraft>) => void
  readonly wrongOf: (field: string) => string | undefined
}

function Value(props: PartProps & { readonly rows: readonly ParameterRow[] }) {
  const { draft, change, wrongOf, rows } = props
  return (
    <Card title="参数和新值">
      <div className="body form-grid">
        <Field id="key" label="参数" wrong={wrongOf('key')} whole>
          {(box) => (
            <Select
              {...box}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder="选一个，可以打字找"
              options={optionsOf(parameterNames)}
              {...(draft.key === undefined ? {} : { value: draft.key })}
              onChange={(key: string) => change({ key, value: '' })}
            />
          )}
        </Field>
        {draft.key !== undefined && (
          <>
            <Present name={draft.key} rows={rows} />
            <Field id="value" label={`新值（${unitOf(draft.key, rows)}）`} wrong={wrongOf('value')}>
              {(box) => <ValueBox {...props} box={box} />}
            </Field>
          </>
        )}
      </div>
    </Card>
  )
}

/** What holds today, so that the new value is seen against it. */
function Present({ name, rows }: { name: string; rows: readonly ParameterRow[] }) {
  const district = useDistrict()
  const found = findParameter(rows, name, district, today())
  const row = rows.find((one) => one === found)
  return (
    <div className="field">
      <span className="second">现行的值</span>
      {row === undefined ? (
        <span>没有：用到它的规则现在不计算。</span>
      ) : (
        <span>
          <b>{parameterText(row)}</b>（{placeText(row.place, district)}）{' '}
          <MarkChip mark={row.mark} />
          <span className="under">{[row.instrument, row.article].filter(Boolean).join('，')}</span>
        </span>
      )}
      <DistrictLink to={parameterPath(name)}>看它的历次值</DistrictLink>
    </div>
  )
}

function ValueBox({ draft, change, box }: PartProps & { box: { id: string } }) {
  const { key = '', value } = draft
  const choices = choicesFor(key)
  if (key === payDateKey) return <PayDate box={box} value={value} change={change} />
  if (choices !== null) {
    return (
      <Select
        {...box}
        placeholder="选一个"
        options={choices.map((one) => ({
          value: one,
          label: parameterText({ value: one, unit: '' }),
        }))}
        {...(value === '' ? {} : { value })}
        onChange={(chosen: string) => change({ value: chosen })}
      />
    )
  }
  return (
    <Input
      {...box}
      inputMode="decimal"
      maxLength={20}
      value={value}
      onChange={(event) => change({ value: event.target.value })}
    />
  )
}

const lastWorkday = 'last-workday-of-next-month'
const dayOfMonth = 'day-of-next-month'

/** The last workday of the next month, or a day of it. */
function PayDate(props: {
  box: { id: string }
  value: string
  change: (patch: Partial<ParameterDraft>) => void
}) {
  const { value, change } = props
  const [kind, day] = value.split(':')
  return (
    <span className="buttons">
      <Select
        {...props.box}
        placeholder="选一个"
        options={[
          { value: lastWorkday, label: '次月最后一个工作日' },
          { value: dayOfMonth, label: '次月某日' },
        ]}
        {...(value === '' ? {} : { value: kind })}
        onChange={(chosen: string) =>
          change({ value: chosen === dayOfMonth ? `${dayOfMonth}:15` : chosen })
        }
      />
      {kind === dayOfMonth && (
        <InputNumber
          aria-label="次月几日"
          min={1}
          max={31}
          precision={0}
          value={Number(day)}
          onChange={(chosen) => change({ value: `${dayOfMonth}:${chosen ?? ''}` })}
        />
      )}
    </span>
  )
}

function Source({ draft, change, wrongOf }: PartProps) {
  return (
    <Card title="依据和有效期">
      <div className="body form-grid">
        <Field id="instrument" label="依据的文件" wrong={wrongOf('instrument')} whole>
          {(box) => (
            <Input
              {...box}
              maxLength={200}
              placeholder="文件名称和文号"
              value={draft.instrument}
              onChange={(event) => change({ instrument: event.target.value })}
            />
          )}
        </Field>
        <Field id="article" label="条款" wrong={wrongOf('article')} hint="没有就不填。" whole>
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
        <Field
          id="validTo"
          label="有效期止"
          wrong={wrongOf('validTo')}
          hint="不填就一直有效，直到有新的值。"
        >
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
