import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { sentence } from '../../../kernel/words.ts'
import { fillForm } from '../../../modules/exports/contract.ts'
import { columnLetter } from '../../../modules/recognition/rules/mend.ts'
import { EntryFilter } from '../../../modules/register/contract.ts'
import {
  listForms,
  retireForm,
  teachForm,
  viewForm,
} from '../../../modules/register/contract-lists.ts'
import type { Form as FormOf } from '../../../modules/register/contract-lists.ts'
import {
  columnFigures,
  startOf,
  sumFigures,
  whyNotTeach,
} from '../../../modules/register/rules/form.ts'
import type { FormFigure } from '../../../modules/register/rules/form.ts'
import { figureNames, registerWords } from '../../../modules/register/words.ts'
import { useDistrict } from '../district.ts'
import { Field } from '../parts/field.tsx'
import { Card, Page } from '../parts/page.tsx'
import { NotFound } from '../parts/states.tsx'
import { queries, useRead } from '../read.ts'
import { useAction } from '../use-action.ts'
import { useDownload } from '../use-download.ts'
import { FormSheetTable } from './register-form-sheet.tsx'
import '../register.css'

const Address = z.object({ id: z.uuid() })
type Cells = FormOf['cells']

export function RegisterFormPage() {
  const address = Address.safeParse(useParams())
  if (!address.success) return <NotFound whole sentence="这个地址不是一张上级报表。" />
  return <FormWith id={address.data.id} />
}

function FormWith({ id }: { id: string }) {
  const form = useRead(viewForm, { params: { id } })
  const district = useDistrict()
  const navigate = useNavigate()
  const retire = useAction(retireForm, {
    refresh: [listForms],
    done: () => void navigate(`/d/${district}/register/forms`),
  })
  return (
    <Page
      title={form.name}
      crumb={[
        { to: '/register', text: '风险台账' },
        { to: '/register/forms', text: '上级报表' },
      ]}
      why={`空白文件：${form.fileName}；填过 ${form.used} 次。`}
      actions={
        <Button
          danger
          loading={retire.running}
          onClick={() => retire.run({ params: { id }, body: { version: form.version } })}
        >
          停用
        </Button>
      }
    >
      <div className="stack">
        <Fill form={form} />
        <Teach key={form.version} form={form} />
      </div>
    </Page>
  )
}

/** The superior's own book, filled with what the register shows now. */
function Fill({ form }: { form: FormOf }) {
  const [filter, setFilter] = useState<EntryFilter>(EntryFilter.parse({}))
  const district = useDistrict()
  const download = useDownload(fillForm, () => {
    void queries.invalidateQueries({ queryKey: [viewForm.name, district] })
    void queries.invalidateQueries({ queryKey: [listForms.name, district] })
  })
  const lacks =
    form.cells.length === 0 ? sentence(registerWords, 'register.form-untaught') : undefined
  return (
    <Card title="填这张表" note="用台账的数填进上级的原表，样式不动">
      <div className="body form-grid">
        <Field id="fill-state" label="哪些条目">
          {(box) => (
            <Select
              {...box}
              value={filter.state}
              onChange={(state: EntryFilter['state']) => setFilter({ ...filter, state })}
              options={[
                { value: 'live', label: '未销号' },
                { value: 'signed-off', label: '已销号' },
                { value: 'all', label: '全部' },
              ]}
            />
          )}
        </Field>
        <Field id="fill-class" label="风险等级">
          {(box) => (
            <Select
              {...box}
              value={filter.class ?? 'every'}
              onChange={(of: 'every' | 'A' | 'B' | 'C') =>
                setFilter({ ...filter, class: of === 'every' ? undefined : of })
              }
              options={[
                { value: 'every' as const, label: '不限' },
                { value: 'A' as const, label: 'A 类' },
                { value: 'B' as const, label: 'B 类' },
                { value: 'C' as const, label: 'C 类' },
              ]}
            />
          )}
        </Field>
        <div className="whole buttons">
          <Button
            type="primary"
            disabled={lacks !== undefined}
            title={lacks}
            loading={download.running}
            onClick={() => download.run({ params: { id: form.id }, body: filter })}
          >
            填好并下载
          </Button>
          {lacks !== undefined && <span className="small third">{lacks}</span>}
        </div>
      </div>
    </Card>
  )
}

const nothing = ''

/** The blank's own cells: click a head, say what goes below it. */
function Teach({ form }: { form: FormOf }) {
  const [name, setName] = useState(form.name)
  const [cells, setCells] = useState<Cells>(form.cells)
  const [at, setAt] = useState<{ sheet: number; row: number; column: number } | null>(null)
  const teach = useAction(teachForm, { refresh: [viewForm, listForms] })
  const refusal = whyNotTeach(form.sheets, cells)
  const isSame = JSON.stringify([name, cells]) === JSON.stringify([form.name, form.cells])
  const lacks =
    name.trim().length < 2
      ? '请写名称。'
      : refusal !== null
        ? sentence(registerWords, refusal.code)
        : isSame
          ? '没有改动。'
          : undefined
  const isAt = (cell: Cells[number]) =>
    at !== null && cell.sheet === at.sheet && cell.row === at.row && cell.column === at.column
  const say = (figure: FormFigure | typeof nothing) => {
    if (at === null) return
    const others = cells.filter((cell) => !isAt(cell))
    setCells(figure === nothing ? others : [...others, { ...at, figure }])
  }
  return (
    <Card title="教它填哪些数" note="点一个表头格，再选它下面填什么">
      <TeachFields
        name={name}
        setName={setName}
        at={at}
        figure={cells.find(isAt)?.figure ?? nothing}
        say={say}
      />
      {form.sheets.map((sheet) => (
        <FormSheetTable
          key={sheet.no}
          sheet={sheet}
          at={at?.sheet === sheet.no ? at : null}
          pick={(row, column) => setAt({ sheet: sheet.no, row, column })}
          taught={cells
            .filter((cell) => cell.sheet === sheet.no)
            .map((cell) => ({ ...cell, below: startOf(form.sheets, cell) }))}
        />
      ))}
      <div className="body buttons">
        <Button
          type="primary"
          disabled={lacks !== undefined}
          title={lacks}
          loading={teach.running}
          onClick={() =>
            teach.run({
              params: { id: form.id },
              body: { version: form.version, name: name.trim(), cells },
            })
          }
        >
          记住 {cells.length} 个格
        </Button>
        {lacks !== undefined && <span className="small third">{lacks}</span>}
      </div>
    </Card>
  )
}

/** The form's name, and what goes below the head that was clicked. */
function TeachFields(props: {
  name: string
  setName: (name: string) => void
  at: { row: number; column: number } | null
  figure: FormFigure | typeof nothing
  say: (figure: FormFigure | typeof nothing) => void
}) {
  const { name, setName, at, figure, say } = props
  return (
    <div className="body form-grid">
      <Field id="form-name" label="报表名称">
        {(box) => (
          <Input
            {...box}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field
        id="form-figure"
        label={at === null ? '先点一个表头格' : `${columnLetter(at.column)}${at.row} 下面填什么`}
        hint="逐条的数从表头下一行往下填，行不够自动加；合计只填一格。"
      >
        {(box) => (
          <Select
            {...box}
            disabled={at === null}
            showSearch={{ optionFilterProp: 'label' }}
            value={figure}
            onChange={say}
            options={[
              { value: nothing, label: '不填' },
              { label: '逐条', options: optionsOf(columnFigures) },
              { label: '整张表一个数', options: optionsOf(sumFigures) },
            ]}
          />
        )}
      </Field>
    </div>
  )
}

function optionsOf(some: readonly FormFigure[]) {
  return some.map((figure) => ({ value: figure, label: figureNames[figure] }))
}
