import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { YearMonth, monthOf, nextMonth } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { viewBatch } from '../../../modules/exchange/contract.ts'
import { answerSheet, viewSheet, viewSheetRows } from '../../../modules/exchange/contract-sheets.ts'
import type { SheetState } from '../../../modules/exchange/contract-sheets.ts'
import type { SheetAnswer, SheetRows } from '../../../modules/recognition/contract.ts'
import type { ProjectSource } from '../../../modules/registry/contract.ts'
import { fieldsOfKind, isSheetKind } from '../../../modules/recognition/rules/answer.ts'
import { whyNotReadSo } from '../../../modules/exchange/rules/mending.ts'
import { exchangeWords } from '../../../modules/exchange/words.ts'
import { sentence } from '../../../kernel/words.ts'
import { today } from '../clock.ts'
import { labelOf, optionsOf, projectSources, sheetFields, sheetKinds } from '../labels.ts'
import { Field } from '../parts/field.tsx'
import { Card } from '../parts/page.tsx'
import { Part } from '../parts/part.tsx'
import { PointTable } from '../parts/point-table.tsx'
import { sayMonth } from '../parts/say.ts'
import { useAction } from '../use-action.ts'
import { answerIn, draftOf, fieldsIn, withColumn, withHeader } from './sheet-draft.ts'
import type { SheetDraft } from './sheet-draft.ts'

/** The first rows with what they were taken for, which the officer corrects by pointing at them. */
export function SheetAnswerForm(props: { state: SheetState; whyNot: Refusal | null }) {
  const { fileId, no: sheet } = props.state
  return (
    <Part of={viewSheetRows} input={{ params: { fileId, sheet } }} heights={[420]}>
      {(rows) => <Answering key={sayingOf(rows)} {...props} rows={rows} />}
    </Part>
  )
}

/** What was clicked together was said of these columns: read anew, it begins again. */
function sayingOf({ kind, headerRow, headerRows, period, unit, fields }: SheetRows): string {
  return JSON.stringify([kind, headerRow, headerRows, period, unit, fields])
}

interface AnsweringProps {
  state: SheetState
  whyNot: Refusal | null
  rows: SheetRows
}

function Answering({ state, whyNot, rows }: AnsweringProps) {
  const [draft, setDraft] = useState(() =>
    draftOf(rows, state.answer, state.understood?.source ?? null),
  )
  const options = [...fieldsOfKind(draft.kind ?? ''), 'deduction'].map((value) => ({
    value,
    label: labelOf(sheetFields, value),
  }))
  const point = {
    header: (row: number) => setDraft(withHeader(draft, row)),
    column: (index: number, field: string | null) =>
      setDraft(withColumn(draft, rows, index, field)),
  }
  const may = whyNot === null
  return (
    <Card
      title="怎么读这张表"
      note={may ? '点行号定表头，在列头选这一列是什么' : sayWhyNot(state, whyNot)}
    >
      {may && <Choices draft={draft} change={setDraft} state={state} />}
      <PointTable
        sheet={rows}
        fields={fieldsIn(draft, rows)}
        headerRow={draft.headerRow}
        options={options}
        point={may ? point : null}
      />
      {may && <Sending state={state} answer={answerIn(draft, rows)} />}
    </Card>
  )
}

function sayWhyNot({ fileState }: SheetState, refusal: Refusal): string {
  if (fileState === 'committed') return '已经入账，读法不再改；要改先撤回'
  return sentence(exchangeWords, refusal.code)
}

/** What is done with what was clicked together: the sheet is read so, or not at all. */
function Sending({ state, answer }: { state: SheetState; answer: SheetAnswer }) {
  const [name, setName] = useState(() => nameOf(state))
  const [remember, setRemember] = useState(true)
  const send = useAction(answerSheet, { refresh: [viewSheet, viewSheetRows, viewBatch] })
  const params = { fileId: state.fileId, sheet: state.no }
  const refusal = whyNotSend(answer)
  const rememberAs = remember && name.trim() !== '' ? name.trim() : null
  const leaveOut = { ...nothingSaid, skip: true }
  return (
    <div className="body stack above">
      <div className="filters flush">
        <Checkbox checked={remember} onChange={(event) => setRemember(event.target.checked)}>
          记住这个格式，同一单位下次不再问
        </Checkbox>
        {remember && (
          <Input
            className="grow long"
            aria-label="格式的名称"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </div>
      <div className="buttons">
        <Button
          type="primary"
          disabled={refusal !== null}
          loading={send.running}
          onClick={() => send.run({ params, body: { answer, rememberAs } })}
        >
          就这样读
        </Button>
        <Button
          disabled={send.running}
          onClick={() => send.run({ params, body: { answer: leaveOut, rememberAs: null } })}
        >
          不导入这张表
        </Button>
        {refusal !== null && (
          <span className="second">{sentence(exchangeWords, refusal.code)}</span>
        )}
      </div>
    </div>
  )
}

const nothingSaid: SheetAnswer = {
  skip: false,
  kind: null,
  headerRow: null,
  headerRows: null,
  columns: [],
  month: null,
  unit: null,
  moneyUnit: null,
}

/** A sheet is read as something, and from some row on. */
function whyNotSend(answer: SheetAnswer): Refusal | null {
  if (answer.kind === null) return { code: 'exchange.kind-not-said', kind: 'invalid' }
  if (answer.kind === 'project-list' && (answer.source ?? null) === null)
    return { code: 'exchange.source-not-said', kind: 'invalid' }
  if (answer.headerRow === null) return { code: 'exchange.header-not-said', kind: 'invalid' }
  return whyNotReadSo(answer)
}

function nameOf(state: SheetState): string {
  const known = state.answer?.profile?.name ?? state.answer?.rememberAs
  if (typeof known === 'string') return known
  const stem = state.fileName.replace(/\.[a-z0-9]{1,5}$/i, '')
  return `${stem} ${state.understood?.name ?? ''}`.trim().slice(0, 60)
}

function Choices(props: {
  draft: SheetDraft
  change: (draft: SheetDraft) => void
  state: SheetState
}) {
  const { draft, change } = props
  return (
    <div className="body form-grid">
      <Field id="sheet-kind" label="这是什么表">
        {(box) => (
          <Select
            {...box}
            placeholder="请选"
            showSearch={{ optionFilterProp: 'label' }}
            options={kindOptions()}
            {...(draft.kind === null ? {} : { value: draft.kind })}
            onChange={(kind: string) => change({ ...draft, kind })}
          />
        )}
      </Field>
      <Field id="sheet-month" label="月份" hint="行里自己写了月份的，以行里的为准。">
        {(box) => (
          <Select
            {...box}
            allowClear
            placeholder="按表里写的"
            options={monthOptions(props.state, draft.month)}
            {...(draft.month === null ? {} : { value: draft.month })}
            onChange={(month?: string) =>
              change({ ...draft, month: month === undefined ? null : YearMonth.parse(month) })
            }
          />
        )}
      </Field>
      {draft.kind === 'attendance-grid' && (
        <Field id="sheet-unit" label="格子里写的是">
          {(box) => (
            <Select
              {...box}
              options={unitOptions}
              {...(draft.unit === null ? {} : { value: draft.unit })}
              onChange={(unit) => change({ ...draft, unit })}
            />
          )}
        </Field>
      )}
      {draft.kind === 'project-list' && <SourceChoice draft={draft} change={change} />}
      <Field id="sheet-money" label="金额的单位">
        {(box) => (
          <Select
            {...box}
            options={moneyOptions}
            value={draft.moneyUnit ?? 'yuan'}
            onChange={(moneyUnit) => change({ ...draft, moneyUnit })}
          />
        )}
      </Field>
    </div>
  )
}

/** Whose list of projects it is. */
function SourceChoice(props: { draft: SheetDraft; change: (draft: SheetDraft) => void }) {
  const { draft, change } = props
  return (
    <Field id="sheet-source" label="哪个部门的名单" hint="各部门自己的编号和日期分开记。">
      {(box) => (
        <Select
          {...box}
          placeholder="请选"
          options={optionsOf(projectSources)}
          {...(draft.source === null ? {} : { value: draft.source })}
          onChange={(source: ProjectSource) => change({ ...draft, source })}
        />
      )}
    </Field>
  )
}

const unitOptions: { value: NonNullable<SheetAnswer['unit']>; label: string }[] = [
  { value: 'hours', label: '小时数' },
  { value: 'workdays', label: '工日（1、0.5）' },
  { value: 'marks', label: '记号（√、旷、休）' },
]

const moneyOptions: { value: NonNullable<SheetAnswer['moneyUnit']>; label: string }[] = [
  { value: 'yuan', label: '元' },
  { value: 'ten-thousand-yuan', label: '万元' },
]

function kindOptions() {
  return Object.entries<string>(sheetKinds)
    .filter(([kind]) => isSheetKind(kind))
    .map(([value, label]) => ({ value, label }))
}

/** What the question offers first, then the last three years. */
function monthOptions(state: SheetState, picked: YearMonth | null) {
  const asked = (state.understood?.asks ?? []).flatMap((ask) =>
    ask.about === 'month' ? ask.choices : [],
  )
  const thisMonth = monthOf(today())
  const months = Array.from({ length: 36 }, (_, back) => nextMonth(thisMonth, 1 - back))
  const all = [...new Set([...asked, ...(picked === null ? [] : [picked]), ...months])]
  return all.flatMap((value) => {
    const month = YearMonth.safeParse(value)
    return month.success ? [{ value, label: sayMonth(month.data) }] : []
  })
}
