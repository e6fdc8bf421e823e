import { Input, Select } from 'antd'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { addDays, type PlainDate } from '../../../kernel/day.ts'
import { sentence } from '../../../kernel/words.ts'
import {
  changeRound,
  listRounds,
  longestTitle,
  makeRound,
  type NewRound,
  type RoundFilter,
  viewRound,
} from '../../../modules/screening/contract.ts'
import {
  liveProjectStates,
  type OwnerWay,
  whyNotPeriod,
  type ZeroRhythm,
} from '../../../modules/screening/rules/round.ts'
import { ownerWayNames, screeningWords, zeroRhythmNames } from '../../../modules/screening/words.ts'
import { today } from '../clock.ts'
import { useDistrict } from '../district.ts'
import { industries, optionsOf, ownerKinds, projectStates } from '../labels.ts'
import { DayPicker } from '../parts/day-picker.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Card, Page } from '../parts/page.tsx'
import { NoPermission } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'

const mayNot = '排查轮次由治欠办建立和改动。'

export function CreateScreeningPage() {
  const { roles } = useMe()
  if (!mayCall(makeRound, roles)) return <NoPermission whole sentence={mayNot} />
  return <Create />
}

export function EditScreeningPage() {
  const { roles } = useMe()
  if (!mayCall(changeRound, roles)) return <NoPermission whole sentence={mayNot} />
  return <Edit />
}

function Create() {
  const district = useDistrict()
  const navigate = useNavigate()
  const make = useAction(makeRound, {
    refresh: [listRounds],
    done: ({ id }) => void navigate(`/d/${district}/screening/${id}`),
  })
  return (
    <RoundForm
      title="新建排查轮次"
      verb="建立轮次"
      says="先按条件列出清单，看过以后再发出。"
      back="/screening"
      begin={emptyRound()}
      running={make.running}
      send={(body) => make.run({ body })}
    />
  )
}

function Edit() {
  const district = useDistrict()
  const navigate = useNavigate()
  const roundId = useParams()['roundId'] ?? ''
  const round = useRead(viewRound, { params: { roundId } })
  const change = useAction(changeRound, {
    refresh: [listRounds, viewRound],
    done: () => void navigate(`/d/${district}/screening/${roundId}`),
  })
  return (
    <RoundForm
      title={`改动${round.title}`}
      verb="改好条件"
      says="清单按新的条件重新列出。"
      back={`/screening/${roundId}`}
      begin={round}
      running={change.running}
      send={(body) =>
        change.run({ params: { roundId }, body: { ...body, version: round.version } })
      }
    />
  )
}

function emptyRound(): NewRound {
  const on = today()
  return {
    title: '',
    beginsOn: on,
    endsOn: addDays(on, 13),
    ownerWay: 'town',
    zeroRhythm: 'round',
    filter: { towns: [], industries: [], ownerKinds: [], states: [...liveProjectStates] },
  }
}

interface RoundFormProps {
  title: string
  verb: string
  says: string
  back: string
  begin: NewRound
  running: boolean
  send: (round: NewRound) => void
}

function RoundForm(props: RoundFormProps) {
  const { title, ownerWay, zeroRhythm, beginsOn, endsOn, filter } = props.begin
  const [round, setRound] = useState<NewRound>({
    title,
    ownerWay,
    zeroRhythm,
    beginsOn,
    endsOn,
    filter,
  })
  const change = (patch: Partial<NewRound>) => setRound({ ...round, ...patch })
  const wrongs = wrongsOf(round)
  return (
    <Page title={props.title} crumb={[{ to: '/screening', text: '排查' }]} crumbEnd={props.verb}>
      <Form
        verb={props.verb}
        says={props.says}
        running={props.running}
        wrongs={wrongs}
        back={props.back}
        send={() => props.send({ ...round, title: round.title.trim() })}
      >
        {(wrongOf) => (
          <>
            <Card title="轮次">
              <div className="body form-grid">
                <Field id="title" label="名称" wrong={wrongOf('title')} whole>
                  {(box) => (
                    <Input
                      {...box}
                      maxLength={longestTitle}
                      placeholder="如 冬季行动第一轮排查"
                      value={round.title}
                      onChange={(event) => change({ title: event.target.value })}
                    />
                  )}
                </Field>
                <Days round={round} change={change} wrongOf={wrongOf} />
                <Ways round={round} change={change} />
              </div>
            </Card>
            <FilterCard
              filter={round.filter}
              change={(patch) => change({ filter: { ...round.filter, ...patch } })}
            />
          </>
        )}
      </Form>
    </Page>
  )
}

function wrongsOf(round: NewRound): Map<string, string> {
  const wrongs = new Map<string, string>()
  if (round.title.trim().length < 2) wrongs.set('title', '请写名称，至少两个字。')
  const why = whyNotPeriod(round, today())
  if (why !== null) {
    wrongs.set(why.field ?? 'endsOn', sentence(screeningWords, why.code, why.values))
  }
  return wrongs
}

function Days(props: {
  round: NewRound
  change: (patch: Partial<NewRound>) => void
  wrongOf: (field: string) => string | undefined
}) {
  const { round, change, wrongOf } = props
  const day = (id: 'beginsOn' | 'endsOn', label: string, pick: (on: PlainDate) => void) => (
    <Field id={id} label={label} wrong={wrongOf(id)}>
      {() => (
        <DayPicker
          label={label}
          value={round[id]}
          pick={(on) => {
            if (on !== undefined) pick(on)
          }}
        />
      )}
    </Field>
  )
  return (
    <>
      {day('beginsOn', '开始日', (beginsOn) => change({ beginsOn }))}
      {day('endsOn', '截止日', (endsOn) => change({ endsOn }))}
    </>
  )
}

function Ways({ round, change }: { round: NewRound; change: (patch: Partial<NewRound>) => void }) {
  return (
    <>
      <Field id="ownerWay" label="由谁排查">
        {(box) => (
          <Select<OwnerWay>
            {...box}
            options={optionsOf(ownerWayNames)}
            value={round.ownerWay}
            onChange={(ownerWay) => change({ ownerWay })}
          />
        )}
      </Field>
      <Field id="zeroRhythm" label="零报告">
        {(box) => (
          <Select<ZeroRhythm>
            {...box}
            options={optionsOf(zeroRhythmNames)}
            value={round.zeroRhythm}
            onChange={(zeroRhythm) => change({ zeroRhythm })}
          />
        )}
      </Field>
    </>
  )
}

/** By what the list is made; nothing chosen means all. */
function FilterCard(props: { filter: RoundFilter; change: (patch: Partial<RoundFilter>) => void }) {
  const { filter, change } = props
  const { towns } = useMe()
  const states = liveProjectStates.map((value) => ({ value, label: projectStates[value] }))
  return (
    <Card title="范围" note="不选就是全部。只列在建、停工和完工未付清的项目。">
      <div className="body form-grid">
        <Field id="towns" label="镇街">
          {(box) => (
            <Select
              {...box}
              mode="multiple"
              allowClear
              placeholder="全部镇街"
              showSearch={{ optionFilterProp: 'label' }}
              options={towns.map(({ code, name }) => ({ value: code, label: name }))}
              value={filter.towns}
              onChange={(chosen: string[]) => change({ towns: chosen })}
            />
          )}
        </Field>
        <Field id="industries" label="行业">
          {(box) => (
            <Select
              {...box}
              mode="multiple"
              allowClear
              placeholder="全部行业"
              options={optionsOf(industries)}
              value={filter.industries}
              onChange={(chosen: RoundFilter['industries']) => change({ industries: chosen })}
            />
          )}
        </Field>
        <Field id="ownerKinds" label="建设单位性质">
          {(box) => (
            <Select
              {...box}
              mode="multiple"
              allowClear
              placeholder="全部性质"
              options={optionsOf(ownerKinds)}
              value={filter.ownerKinds}
              onChange={(chosen: RoundFilter['ownerKinds']) => change({ ownerKinds: chosen })}
            />
          )}
        </Field>
        <Field id="states" label="项目状态">
          {(box) => (
            <Select
              {...box}
              mode="multiple"
              placeholder="三种都列"
              options={states}
              value={filter.states}
              onChange={(chosen: RoundFilter['states']) => change({ states: chosen })}
            />
          )}
        </Field>
      </div>
    </Card>
  )
}
