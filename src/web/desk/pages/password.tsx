import { Input } from 'antd'
import { useState } from 'react'
import { sentence } from '../../../kernel/words.ts'
import { changePassword } from '../../../modules/people/contract.ts'
import { longestPassword, whyNotPassword } from '../../../modules/people/rules/password.ts'
import { peopleWords } from '../../../modules/people/words.ts'
import { useDistrict } from '../district.ts'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Card, Page } from '../parts/page.tsx'
import { useMe } from '../session.ts'
import { useAction } from '../use-action.ts'

interface Draft {
  readonly current: string
  readonly next: string
  readonly again: string
}

const nothing: Draft = { current: '', next: '', again: '' }

export function PasswordPage() {
  const district = useDistrict()
  const { account } = useMe()
  const [draft, setDraft] = useState(nothing)
  const [sent, setSent] = useState<Draft | null>(null)
  const changing = useAction(changePassword, {
    refresh: [],
    // The session has ended with the old password; loading anew forgets everything that was read in it.
    done: () => window.location.assign(`/sign-in?to=/d/${district}&after=password`),
    shows: ({ field }) => field === 'current',
  })
  const wrongs = wrongsOf(draft, account)
  const refusal = changing.failed?.refusal ?? null
  if (refusal?.field === 'current' && sent === draft) {
    wrongs.set('current', sentence(peopleWords, refusal.code, refusal.values))
  }
  const send = () => {
    setSent(draft)
    changing.run({ body: { current: draft.current, next: draft.next } })
  }
  return (
    <Page title="修改口令" why={`账号 ${account}`}>
      <Form
        verb="改口令"
        says="改好后，所有已登录的地方都会退出，请用新口令重新登录。"
        running={changing.running}
        wrongs={wrongs}
        back=""
        send={send}
      >
        {(wrongOf) => (
          <Card label="修改口令">
            <div className="body form-grid one">
              <Password
                id="current"
                label="现在的口令"
                autoComplete="current-password"
                value={draft.current}
                wrong={wrongOf('current')}
                type={(current) => setDraft({ ...draft, current })}
              />
              <Password
                id="next"
                label="新口令"
                hint={rules}
                autoComplete="new-password"
                value={draft.next}
                wrong={draft.next === '' ? wrongOf('next') : wrongs.get('next')}
                type={(next) => setDraft({ ...draft, next })}
              />
              <Password
                id="again"
                label="再输一次新口令"
                autoComplete="new-password"
                value={draft.again}
                wrong={wrongOf('again')}
                type={(again) => setDraft({ ...draft, again })}
              />
            </div>
          </Card>
        )}
      </Form>
    </Page>
  )
}

/** What `whyNotPassword` asks for, said before it has to refuse. */
const rules =
  '12 位以上；或者 8 位以上，并含大写字母、小写字母、数字、其他符号中的三种。' +
  `不能带账号名，不能是人人都会先猜的，最多 ${longestPassword} 位。`

function wrongsOf({ current, next, again }: Draft, account: string): Map<string, string> {
  const wrongs = new Map<string, string>()
  if (current === '') wrongs.set('current', '请填写现在的口令。')
  const refusal = whyNotPassword(next, account)
  if (refusal !== null) wrongs.set('next', sentence(peopleWords, refusal.code, refusal.values))
  if (again !== next) wrongs.set('again', '两次输入的新口令不一样。')
  return wrongs
}

function Password(props: {
  id: string
  label: string
  hint?: string
  autoComplete: 'current-password' | 'new-password'
  value: string
  wrong: string | undefined
  type: (text: string) => void
}) {
  return (
    <Field id={props.id} label={props.label} wrong={props.wrong} hint={props.hint}>
      {(box) => (
        <Input.Password
          {...box}
          autoComplete={props.autoComplete}
          maxLength={256}
          value={props.value}
          onChange={(event) => props.type(event.target.value)}
        />
      )}
    </Field>
  )
}
