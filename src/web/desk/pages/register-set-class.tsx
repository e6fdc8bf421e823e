import { App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { sentence } from '../../../kernel/words.ts'
import { setClasses, takeBackClasses } from '../../../modules/register/contract.ts'
import type { ClassesDone } from '../../../modules/register/contract.ts'
import { riskClasses } from '../../../modules/register/rules/class.ts'
import type { RiskClass } from '../../../modules/register/rules/class.ts'
import { classNames, registerWords } from '../../../modules/register/words.ts'
import { Field } from '../parts/field.tsx'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { registerReads } from './register-nav.tsx'

/** The class of one project or several by an officer's word, with a reason; or the word taken back. */
export function SetClass({ codes, done }: { codes: readonly string[]; done: () => void }) {
  const { roles } = useMe()
  const [open, setOpen] = useState(false)
  const [of, setOf] = useState<RiskClass>('A')
  const [why, setWhy] = useState('')
  const say = useSayDone(() => {
    setOpen(false)
    setWhy('')
    done()
  })
  const set = useAction(setClasses, { refresh: registerReads, done: say })
  const back = useAction(takeBackClasses, { refresh: registerReads, done: say })
  if (!mayCall(setClasses, roles)) return null
  const lacks = why.trim().length < 2 ? '请先写理由。' : undefined
  const projects = [...codes]
  const size = codes.length === 1 ? 'middle' : 'small'
  return (
    <div className="task-batch">
      <div className="buttons">
        <Button size={size} aria-expanded={open} onClick={() => setOpen(!open)}>
          定风险等级
        </Button>
      </div>
      {open && (
        <div className="above form-grid">
          <ClassFields of={of} setOf={setOf} why={why} setWhy={setWhy} />
          <div className="whole buttons">
            <Button
              type="primary"
              disabled={lacks !== undefined}
              title={lacks}
              loading={set.running}
              onClick={() => set.run({ body: { projects, class: of, why: why.trim() } })}
            >
              把 {codes.length} 个项目定为 {classNames[of]}
            </Button>
            <Button
              disabled={lacks !== undefined}
              title={lacks}
              loading={back.running}
              onClick={() => back.run({ body: { projects, why: why.trim() } })}
            >
              撤回人工等级
            </Button>
          </div>
        </div>
      )}
    </div>
  )
}

function ClassFields(props: {
  of: RiskClass
  setOf: (of: RiskClass) => void
  why: string
  setWhy: (why: string) => void
}) {
  const { of, setOf, why, setWhy } = props
  return (
    <>
      <Field id="class-of" label="定为">
        {(box) => (
          <Select
            {...box}
            value={of}
            onChange={setOf}
            options={riskClasses.map((one) => ({ value: one, label: classNames[one] }))}
          />
        )}
      </Field>
      <Field
        id="class-why"
        label="理由"
        hint="人工定的等级一直有效，直到撤回；按规则的等级同时列出。"
      >
        {(box) => (
          <Input
            {...box}
            maxLength={500}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
        )}
      </Field>
    </>
  )
}

/** Says how many were done, and of which not and why. */
function useSayDone(done: () => void) {
  const { notification } = App.useApp()
  return ({ done: count, refused }: ClassesDone) => {
    const [first] = refused
    notification[first === undefined ? 'success' : 'warning']({
      title: count === 0 ? '没有改动等级' : `已改 ${count} 个项目的等级`,
      description:
        first === undefined
          ? undefined
          : `${refused.length} 个没有改：${first.project}，${sentence(registerWords, first.refusal.code, first.refusal.values)}`,
      duration: first === undefined ? 4 : 8,
    })
    if (count > 0) done()
  }
}
