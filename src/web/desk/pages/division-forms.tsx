import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { sentence } from '../../../kernel/words.ts'
import { viewHome } from '../../../modules/dashboards/contract.ts'
import { listTownRows } from '../../../modules/dashboards/contract-places.ts'
import type { TownRow } from '../../../modules/dashboards/contract-places.ts'
import { viewDistrict } from '../../../modules/places/contract.ts'
import {
  addTown,
  listTownChanges,
  mergeTown,
  renameTown,
} from '../../../modules/places/contract-towns.ts'
import {
  whyNotAddTown,
  whyNotMergeTown,
  whyNotRenameTown,
} from '../../../modules/places/rules/town.ts'
import { placesWords } from '../../../modules/places/words.ts'
import { today } from '../clock.ts'
import { useDistrict } from '../district.ts'
import { DayPicker } from '../parts/day-picker.tsx'
import { Field } from '../parts/field.tsx'
import { Card } from '../parts/page.tsx'
import { sayDay } from '../parts/say.ts'
import { useAction } from '../use-action.ts'

export type TownForm =
  | { readonly kind: 'add' }
  | { readonly kind: 'rename' | 'merge'; readonly town: TownRow }

/** What is read anew when a town changes; its names stand in every filter. */
export const townReads = [listTownRows, listTownChanges, viewDistrict, viewHome]

interface Draft {
  readonly code: string
  readonly name: string
  readonly into: string | undefined
  readonly on: PlainDate | undefined
  readonly instrument: string
}

/** A town founded, called anew or merged, from a day, by an instrument; what it takes along is said before. */
export function TownChangeForm(props: {
  form: TownForm
  towns: readonly TownRow[]
  close: () => void
}) {
  const { form, towns, close } = props
  const district = useDistrict()
  const [draft, setDraft] = useState<Draft>({
    code: district,
    name: '',
    into: undefined,
    on: today(),
    instrument: '',
  })
  const change = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch })
  const options = { refresh: townReads, done: close }
  const adding = useAction(addTown, options)
  const renaming = useAction(renameTown, options)
  const merging = useAction(mergeTown, options)
  const refusal = refusalOf(form, draft, towns, district)
  const lacks = lackOf(form, draft, refusal)
  const wrong = (field: string) =>
    refusal !== null && refusal.field === field && isSaid(form, draft) ? say(refusal) : undefined
  const send = () => {
    const { on, into } = draft
    if (on === undefined) return
    const said = { on, instrument: draft.instrument.trim() }
    const name = draft.name.trim()
    if (form.kind === 'add') adding.run({ body: { ...said, code: draft.code, name } })
    else if (form.kind === 'rename') {
      renaming.run({ params: { town: form.town.code }, body: { ...said, name } })
    } else if (into !== undefined) {
      merging.run({ params: { town: form.town.code }, body: { ...said, into } })
    }
  }
  return (
    <Card title={titleOf(form)}>
      <div className="body form-grid" role="group" aria-label={titleOf(form)}>
        <What form={form} towns={towns} draft={draft} change={change} wrong={wrong} />
        <Field id="town-on" label="从哪天起" hint="早于今天的，今天就生效。">
          {() => <DayPicker label="从哪天起" value={draft.on} pick={(on) => change({ on })} />}
        </Field>
        <Field id="town-instrument" label="依据的文件">
          {(box) => (
            <Input
              {...box}
              maxLength={200}
              placeholder="批复、通知的名称和文号"
              value={draft.instrument}
              onChange={(event) => change({ instrument: event.target.value })}
            />
          )}
        </Field>
        <p className="whole second">{follows(form, draft, towns)}</p>
        <div className="whole buttons">
          <Button
            type="primary"
            disabled={lacks !== null}
            title={lacks ?? undefined}
            loading={adding.running || renaming.running || merging.running}
            onClick={send}
          >
            {verbs[form.kind]}
          </Button>
          <Button onClick={close}>取消</Button>
        </div>
      </div>
    </Card>
  )
}

const verbs = { add: '登记新设', rename: '登记更名', merge: '登记并入' } as const

function titleOf(form: TownForm): string {
  switch (form.kind) {
    case 'add':
      return '新设镇街'
    case 'rename':
      return `${form.town.name} 更名`
    case 'merge':
      return `${form.town.name} 并入`
  }
}

function What(props: {
  form: TownForm
  towns: readonly TownRow[]
  draft: Draft
  change: (patch: Partial<Draft>) => void
  wrong: (field: string) => string | undefined
}) {
  const { form, draft, change, wrong } = props
  if (form.kind === 'merge') {
    const others = props.towns.filter(({ code, into }) => into === null && code !== form.town.code)
    return (
      <Field id="town-into" label="并入哪个镇街" wrong={wrong('into')} whole>
        {(box) => (
          <Select
            {...box}
            placeholder="选一个"
            options={others.map(({ code, name }) => ({ value: code, label: name }))}
            {...(draft.into === undefined ? {} : { value: draft.into })}
            onChange={(into: string) => change({ into })}
          />
        )}
      </Field>
    )
  }
  return (
    <>
      {form.kind === 'add' && (
        <Field id="town-code" label="九位代码" wrong={wrong('code')} hint="前六位是本区的代码。">
          {(box) => (
            <Input
              {...box}
              inputMode="numeric"
              maxLength={9}
              value={draft.code}
              onChange={(event) => change({ code: event.target.value.trim() })}
            />
          )}
        </Field>
      )}
      <Field id="town-name" label="名称" wrong={wrong('name')}>
        {(box) => (
          <Input
            {...box}
            maxLength={60}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}

/** The same rules as the server's; what waits for its day it knows better. */
function refusalOf(
  form: TownForm,
  draft: Draft,
  towns: readonly TownRow[],
  district: string,
): Refusal | null {
  switch (form.kind) {
    case 'add':
      return whyNotAddTown({ code: draft.code, name: draft.name }, district, towns)
    case 'rename':
      return whyNotRenameTown(form.town.code, draft.name, towns, [])
    case 'merge':
      return draft.into === undefined
        ? null
        : whyNotMergeTown(form.town.code, draft.into, towns, [])
  }
}

/** A code half typed is not wrong yet. */
function isSaid(form: TownForm, draft: Draft): boolean {
  return form.kind !== 'add' || draft.code.length === 9
}

function lackOf(form: TownForm, draft: Draft, refusal: Refusal | null): string | null {
  if (form.kind === 'merge' && draft.into === undefined) return '请先选并入哪个镇街。'
  if (form.kind === 'add' && !/^\d{9}$/.test(draft.code)) return '请先写九位代码。'
  if (form.kind !== 'merge' && draft.name.trim().length < 2) return '请先写名称。'
  if (refusal !== null) return say(refusal)
  if (draft.on === undefined) return '请先选日期。'
  return draft.instrument.trim().length < 2 ? '请先写依据的文件。' : null
}

function follows(form: TownForm, draft: Draft, towns: readonly TownRow[]): string {
  const day = draft.on === undefined ? '那一天' : sayDay(draft.on)
  switch (form.kind) {
    case 'add':
      return '登记后就可以选；已有的项目不变，要改属地请改项目。'
    case 'rename':
      return `从${day}起，名单、筛选和岗位都用新名称；代码不变。`
    case 'merge': {
      const { projects, posts, openTasks } = form.town
      const into = towns.find(({ code }) => code === draft.into)?.name ?? '另一个镇街'
      return `从${day}起，${projects} 个项目、${posts} 个岗位、${openTasks} 件在办任务归${into}；此前的记录仍写${form.town.name}。`
    }
  }
}

function say({ code, values }: Refusal): string {
  return sentence(placesWords, code, values)
}
