import { Button, Input } from 'antd'
import { useState } from 'react'
import type { PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { sentence } from '../../../kernel/words.ts'
import type { Person } from '../../../modules/dashboards/contract-people.ts'
import { deputise, enterLeave } from '../../../modules/people/contract-posts.ts'
import { type Days, whyNotDays, whyNotLeave } from '../../../modules/people/rules/post-life.ts'
import { peopleWords } from '../../../modules/people/words.ts'
import { today } from '../clock.ts'
import { DayPicker } from '../parts/day-picker.tsx'
import { Field } from '../parts/field.tsx'
import { Card } from '../parts/page.tsx'
import { sayRole } from '../session.ts'
import { useAction } from '../use-action.ts'
import { personReads } from './person-close.tsx'
import type { PersonPost } from './person.tsx'

function say({ code, values }: Refusal): string {
  return sentence(peopleWords, code, values)
}

/** Two days, picked, and what is wrong with them. */
function useDays() {
  const [beginsOn, setBegins] = useState<PlainDate | undefined>(today())
  const [endsOn, setEnds] = useState<PlainDate | undefined>()
  const days: Days | null =
    beginsOn === undefined || endsOn === undefined ? null : { beginsOn, endsOn }
  const boxes = (wrongs: { beginsOn?: string; endsOn?: string }) => (
    <>
      <Field id="beginsOn" label="从哪天起" wrong={wrongs.beginsOn}>
        {() => <DayPicker label="从哪天起" value={beginsOn} pick={setBegins} />}
      </Field>
      <Field id="endsOn" label="到哪天止" wrong={wrongs.endsOn} hint="这一天也算在内。">
        {() => <DayPicker label="到哪天止" value={endsOn} pick={setEnds} />}
      </Field>
    </>
  )
  return { days, boxes }
}

function wrongsOf(refusal: Refusal | null): { beginsOn?: string; endsOn?: string } {
  if (refusal === null) return {}
  return refusal.field === 'beginsOn' ? { beginsOn: say(refusal) } : { endsOn: say(refusal) }
}

/** On leave: from when to when, and why. */
export function LeaveForm({ person, close }: { person: Person; close: () => void }) {
  const { days, boxes } = useDays()
  const [why, setWhy] = useState('')
  const entering = useAction(enterLeave, { refresh: personReads, done: close })
  const standing = person.leaves.filter(({ isOver }) => !isOver)
  const refusal = days === null ? null : whyNotLeave(days, standing, today())
  const lacks = lackOf(days, refusal, why)
  const without = person.posts.filter((post) => post.isRunning && post.deputies.length === 0)
  return (
    <Card title="登记休假">
      <div className="body form-grid" role="group" aria-label="登记休假">
        {boxes(wrongsOf(refusal))}
        <Why id="leave-why" label="事由" says="例如：年休假、产假" why={why} change={setWhy} />
        {without.length > 0 && (
          <p className="whole second">
            {without.length}{' '}
            个岗位还没有代理人：休假的日子里，只派给它的任务显示为无人承办。登记后可以授权代理。
          </p>
        )}
        <div className="whole buttons">
          <Button
            type="primary"
            disabled={lacks !== null}
            title={lacks ?? undefined}
            loading={entering.running}
            onClick={() =>
              days !== null &&
              entering.run({
                params: { accountId: person.accountId },
                body: { ...days, why: why.trim() },
              })
            }
          >
            登记休假
          </Button>
          <Button onClick={close}>取消</Button>
        </div>
      </div>
    </Card>
  )
}

/** Another account acts for the post, by authority given with dates. */
export function DeputiseForm({ post, close }: { post: PersonPost; close: () => void }) {
  const { days, boxes } = useDays()
  const [why, setWhy] = useState('')
  const [account, setAccount] = useState('')
  const [refused, setRefused] = useState<Refusal | null>(null)
  const giving = useAction(deputise, {
    refresh: personReads,
    done: close,
    shows: (refusal) => {
      setRefused(refusal)
      return refusal.field !== undefined
    },
  })
  const refusal = days === null ? null : whyNotDays(days, today())
  const ofDays = refused !== null && refused.field !== 'account' ? refused : refusal
  const lacks = account.trim().length < 2 ? '请先写代理人的账号。' : lackOf(days, refusal, why)
  return (
    <Card
      title={`授权代理「${sayRole(post.role)}${post.placeName === '' ? '' : ` · ${post.placeName}`}」`}
    >
      <div className="body form-grid" role="group" aria-label="授权代理">
        <Field
          id="account"
          label="代理人的账号"
          wrong={refused?.field === 'account' ? say(refused) : undefined}
          hint="代理期间，他看得到、办得了这个岗位的事；审计里写明代谁办理。"
          whole
        >
          {(box) => (
            <Input
              {...box}
              maxLength={64}
              value={account}
              onChange={(event) => {
                setRefused(null)
                setAccount(event.target.value)
              }}
            />
          )}
        </Field>
        {boxes(wrongsOf(ofDays))}
        <Why
          id="deputy-why"
          label="授权依据"
          says="例如：某月某日书面授权"
          why={why}
          change={setWhy}
        />
        <div className="whole buttons">
          <Button
            type="primary"
            disabled={lacks !== null}
            title={lacks ?? undefined}
            loading={giving.running}
            onClick={() =>
              days !== null &&
              giving.run({
                params: { id: post.id },
                body: { ...days, account: account.trim(), why: why.trim() },
              })
            }
          >
            授权代理
          </Button>
          <Button onClick={close}>取消</Button>
        </div>
      </div>
    </Card>
  )
}

function lackOf(days: Days | null, refusal: Refusal | null, why: string): string | null {
  if (days === null) return '请先选起止日期。'
  if (refusal !== null) return say(refusal)
  return why.trim().length < 2 ? '请先写事由或依据。' : null
}

export function Why(props: {
  id: string
  label: string
  says: string
  why: string
  change: (why: string) => void
}) {
  return (
    <Field id={props.id} label={props.label} whole>
      {(box) => (
        <Input
          {...box}
          maxLength={200}
          placeholder={props.says}
          value={props.why}
          onChange={(event) => props.change(event.target.value)}
        />
      )}
    </Field>
  )
}
