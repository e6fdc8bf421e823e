import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { listTasks } from '../../../modules/dashboards/contract-tasks.ts'
import { listOutlooks, viewOutlook } from '../../../modules/outlook/contract.ts'
import { makePlan, viewProjectOutlook } from '../../../modules/outlook/contract-project.ts'
import type { ProjectOutlook, PromiseInput } from '../../../modules/outlook/contract-project.ts'
import { mostPromises } from '../../../modules/outlook/rules/plan.ts'
import { moneySourceNames, payerNames } from '../../../modules/outlook/words.ts'
import { fen, yuanText } from '../../../kernel/money.ts'
import { useDistrict } from '../district.ts'
import { optionsOf } from '../labels.ts'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Yuan } from '../parts/money.tsx'
import { Provisional } from '../parts/provisional.tsx'
import { Card, Page } from '../parts/page.tsx'
import { sayDay } from '../parts/say.ts'
import { NoPermission } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { draftOf, emptyPromise, type PromiseDraft, readPromise } from './outlook-draft.ts'
import '../outlook.css'

/** Reads that a plan, or money, makes old. */
export const outlookReads = [viewProjectOutlook, viewOutlook, listOutlooks, listTasks]

export function OutlookPlanPage() {
  const { roles } = useMe()
  if (mayCall(makePlan, roles)) return <PlanForm />
  return (
    <NoPermission
      whole
      sentence="兑付计划由治欠办和项目的劳资专管员制定，您的岗位可以查看，不能修改。"
    />
  )
}

function PlanForm() {
  const { code = '' } = useParams()
  const page = useRead(viewProjectOutlook, { params: { code } })
  const here = `/outlook/${encodeURIComponent(code)}`
  const form = usePlan(page, `/d/${useDistrict()}${here}`)
  const { rows, read, change, add, drop, save, passed } = form
  const wrongs = new Map(
    read.flatMap(({ wrongs: own }, at) =>
      [...own].map(([field, wrong]) => [`promises.${at}.${field}`, wrong] as const),
    ),
  )
  const sum = read.reduce((total, { input }) => total + (input?.amountFen ?? 0), 0)
  return (
    <Page
      title={page.plan === null ? '制定兑付计划' : '改兑付计划'}
      crumb={[
        { to: '/outlook', text: '节前展望' },
        { to: here, text: page.name },
      ]}
      crumbEnd="兑付计划"
      why={<Standing page={page} />}
    >
      <Form
        verb="保存计划"
        says={
          rows.length === 0
            ? '至少写一笔承诺。'
            : `${rows.length} 笔，共 ${yuanText(fen(sum))} 元。保存后按台账里的发放自动核对。`
        }
        ready={rows.length > 0}
        running={save.running}
        wrongs={wrongs}
        back={here}
        send={form.send}
      >
        {(wrongOf) => (
          <Card
            title="承诺"
            note={passed > 0 ? `日期已过的 ${passed} 笔不能改，保留在计划里` : undefined}
          >
            <div className="body">
              <ul className="promise-rows">
                {rows.map((row, at) => (
                  <PromiseFields
                    key={row.key}
                    row={row}
                    at={at}
                    change={(patch) => change(row.key, patch)}
                    drop={() => drop(row.key)}
                    wrongOf={(field) => wrongOf(`promises.${at}.${field}`)}
                  />
                ))}
              </ul>
              <p>
                <Button disabled={rows.length >= mostPromises} onClick={add}>
                  加一笔
                </Button>
              </p>
            </div>
          </Card>
        )}
      </Form>
    </Page>
  )
}

/** What is due, in sight and missing until the festival. */
function Standing({ page }: { page: ProjectOutlook }) {
  return (
    <>
      节前应付 <Yuan fen={page.dueFen} />
      ，可见资金 <Yuan fen={page.moneyUnknown ? null : page.moneyFen} />
      ，缺口 <Yuan fen={page.gapFen} />
      。春节 {sayDay(page.festival.on)}
      {page.festival.provisional && <Provisional />}。
    </>
  )
}

function usePlan(page: ProjectOutlook, back: string) {
  const navigate = useNavigate()
  const standing = page.promises.filter(({ dueOn }) => dueOn >= page.day)
  const [rows, setRows] = useState<readonly PromiseDraft[]>(() =>
    standing.length > 0 ? standing.map(draftOf) : [emptyPromise('1')],
  )
  const [made, setMade] = useState(1)
  const save = useAction(makePlan, { refresh: outlookReads, done: () => void navigate(back) })
  const plan = { day: page.day, festivalOn: page.festival.on }
  const read = rows.map((row, at) => readPromise(row, at, plan))
  return {
    rows,
    read,
    save,
    passed: page.promises.length - standing.length,
    change: (key: string, patch: Partial<PromiseDraft>) =>
      setRows((now) => now.map((row) => (row.key === key ? { ...row, ...patch } : row))),
    drop: (key: string) => setRows((now) => now.filter((row) => row.key !== key)),
    add: () => {
      setMade(made + 1)
      setRows((now) => [...now, emptyPromise(String(made + 1))])
    },
    send: () => {
      const promises = read.flatMap(({ input }): PromiseInput[] => (input === null ? [] : [input]))
      save.run({
        params: { code: page.code },
        body: { version: page.plan?.version ?? 0, promises },
      })
    },
  }
}

function PromiseFields(props: {
  row: PromiseDraft
  at: number
  change: (patch: Partial<PromiseDraft>) => void
  drop: () => void
  wrongOf: (field: string) => string | undefined
}) {
  const { row, at, change, wrongOf } = props
  const id = (field: string) => `promises.${at}.${field}`
  const text = (
    field: 'beginsOn' | 'dueOn' | 'yuan' | 'people',
    label: string,
    placeholder: string,
  ) => (
    <Field id={id(field)} label={label} wrong={wrongOf(field)}>
      {(box) => (
        <Input
          {...box}
          placeholder={placeholder}
          value={row[field]}
          onChange={(event) => change({ [field]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <li aria-label={`第 ${at + 1} 笔承诺`}>
      <div className="promise-head">
        <b>第 {at + 1} 笔</b>
        <button type="button" className="plain-button" onClick={props.drop}>
          删去这一笔
        </button>
      </div>
      <div className="promise-fields">
        {text('dueOn', '发完日期', '2027-01-20')}
        {text('yuan', '金额（元）', '120000')}
        {text('people', '发给多少人', '30')}
        {text('beginsOn', '开始发放（可不填）', '2027-01-15')}
        <WhosMoney row={row} id={id} change={change} />
        <div className="wide">
          <Field id={id('words')} label="说明（可不填）">
            {(box) => (
              <Input
                {...box}
                maxLength={300}
                value={row.words}
                onChange={(event) => change({ words: event.target.value })}
              />
            )}
          </Field>
        </div>
      </div>
    </li>
  )
}

function WhosMoney(props: {
  row: PromiseDraft
  id: (field: string) => string
  change: (patch: Partial<PromiseDraft>) => void
}) {
  const { row, id, change } = props
  return (
    <>
      <Field id={id('payer')} label="谁付">
        {(box) => (
          <Select
            {...box}
            value={row.payer}
            options={optionsOf(payerNames)}
            onChange={(payer) => change({ payer })}
          />
        )}
      </Field>
      <Field id={id('moneySource')} label="用什么钱">
        {(box) => (
          <Select
            {...box}
            value={row.moneySource}
            options={optionsOf(moneySourceNames)}
            onChange={(moneySource) => change({ moneySource })}
          />
        )}
      </Field>
    </>
  )
}
