import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { PlainDate } from '../../../kernel/day.ts'
import { sentence } from '../../../kernel/words.ts'
import { movePost } from '../../../modules/people/contract-posts.ts'
import { whyNotMove } from '../../../modules/people/rules/post-life.ts'
import { peopleWords } from '../../../modules/people/words.ts'
import { today } from '../clock.ts'
import { industries, optionsOf } from '../labels.ts'
import { DayPicker } from '../parts/day-picker.tsx'
import { Field } from '../parts/field.tsx'
import { Card } from '../parts/page.tsx'
import { sayRole, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { personReads } from './person-close.tsx'
import { Why } from './person-days.tsx'
import type { PersonPost } from './person.tsx'

interface Draft {
  readonly organisation: string
  readonly town: string | null
  readonly industries: readonly string[]
  readonly on: PlainDate | undefined
  readonly why: string
}

/** The same role elsewhere, from a day: its post here ends the day before. */
export function MoveForm({ post, close }: { post: PersonPost; close: () => void }) {
  const [draft, setDraft] = useState<Draft>({
    organisation: post.organisation,
    town: post.town,
    industries: post.industries,
    on: today(),
    why: '',
  })
  const change = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch })
  const moving = useAction(movePost, { refresh: personReads, done: close })
  const lacks = lackOf(post, draft)
  return (
    <Card title={`调动「${sayRole(post.role)}」`}>
      <div className="body form-grid" role="group" aria-label="调动">
        <Field id="organisation" label="到哪个单位" hint="写全称，与公章一致。" whole>
          {(box) => (
            <Input
              {...box}
              maxLength={120}
              value={draft.organisation}
              onChange={(event) => change({ organisation: event.target.value })}
            />
          )}
        </Field>
        <Place post={post} draft={draft} change={change} />
        <Field
          id="move-on"
          label="从哪天起"
          hint="原岗位到前一天为止；原来派给原地方的任务留在原地方。"
        >
          {() => <DayPicker label="从哪天起" value={draft.on} pick={(on) => change({ on })} />}
        </Field>
        <Why
          id="move-why"
          label="理由"
          says="例如：轮岗、机构改革"
          why={draft.why}
          change={(why) => change({ why })}
        />
        <div className="whole buttons">
          <Button
            type="primary"
            disabled={lacks !== null}
            title={lacks ?? undefined}
            loading={moving.running}
            onClick={() =>
              draft.on !== undefined &&
              moving.run({
                params: { id: post.id },
                body: {
                  organisation: draft.organisation.trim(),
                  town: draft.town,
                  industries: [...draft.industries],
                  on: draft.on,
                  why: draft.why.trim(),
                },
              })
            }
          >
            调动
          </Button>
          <Button onClick={close}>取消</Button>
        </div>
      </div>
    </Card>
  )
}

function Place(props: { post: PersonPost; draft: Draft; change: (patch: Partial<Draft>) => void }) {
  const { post, draft, change } = props
  const { towns } = useMe()
  if (post.role === 'town') {
    return (
      <Field id="move-town" label="到哪个镇街">
        {(box) => (
          <Select
            {...box}
            options={towns.map((town) => ({ value: town.code, label: town.name }))}
            {...(draft.town === null ? {} : { value: draft.town })}
            onChange={(town: string) => change({ town })}
          />
        )}
      </Field>
    )
  }
  if (post.role !== 'department') return null
  return (
    <Field id="move-industries" label="主管行业">
      {(box) => (
        <Select
          {...box}
          mode="multiple"
          options={[{ value: 'all', label: '全部行业' }, ...optionsOf(industries)]}
          value={[...draft.industries]}
          onChange={(kinds: string[]) =>
            change({ industries: kinds.includes('all') ? ['all'] : kinds })
          }
        />
      )}
    </Field>
  )
}

function lackOf(post: PersonPost, draft: Draft): string | null {
  const { on, organisation } = draft
  if (on === undefined) return '请先选日期。'
  if (organisation.trim().length < 2) return '请先写单位全称。'
  const standing = { ...post, deputyFor: null }
  const to = { ...draft, organisation: organisation.trim(), on }
  const refusal = whyNotMove(standing, to, today())
  if (refusal !== null) return sentence(peopleWords, refusal.code, refusal.values)
  return draft.why.trim().length < 2 ? '请先写理由。' : null
}
