import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { sentence } from '../../../kernel/words.ts'
import {
  changeProfileState,
  editProfile,
  listProfiles,
  viewProfile,
} from '../../../modules/exchange/contract-sheets.ts'
import type { Profile } from '../../../modules/exchange/contract-sheets.ts'
import { fieldsOfKind, isSheetKind } from '../../../modules/recognition/rules/answer.ts'
import { whyNotEditFormat } from '../../../modules/exchange/rules/mending.ts'
import { exchangeWords } from '../../../modules/exchange/words.ts'
import { useDistrict } from '../district.ts'
import { labelOf, sheetFields, sheetKinds } from '../labels.ts'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Card, FactsStrip, Page } from '../parts/page.tsx'
import { FieldChoice } from '../parts/point-table.tsx'
import { sayCount, sayInstant } from '../parts/say.ts'
import { NotFound } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { useAction } from '../use-action.ts'
import { ProfileChip } from './profiles.tsx'

const Address = z.object({ profileId: z.uuid() })

/** A remembered format: what it is called, which header is which field, and what became of it. */
export function ProfilePage() {
  const address = Address.safeParse(useParams())
  if (!address.success) return <NotFound whole sentence="这个地址不是一个导入格式。" />
  return <ProfileOf profileId={address.data.profileId} />
}

function ProfileOf({ profileId }: { profileId: string }) {
  const profile = useRead(viewProfile, { params: { profileId } })
  return (
    <Page
      title={profile.name}
      crumb={[
        { to: '/import', text: '导入' },
        { to: '/import/formats', text: '导入格式' },
      ]}
      chips={<ProfileChip state={profile.state} />}
      actions={profile.state !== 'withdrawn' && <StateButtons profile={profile} />}
    >
      <FactsStrip
        facts={[
          { label: '交表的单位', value: profile.sender },
          { label: '是什么表', value: labelOf(sheetKinds, profile.format.kind) },
          {
            label: '用过',
            value: `${sayCount(profile.uses)} 张`,
            note:
              profile.lastUsedAt === null ? undefined : `最近 ${sayInstant(profile.lastUsedAt)}`,
          },
          { label: '由谁定', value: profile.madeBy, note: sayInstant(profile.madeAt) },
        ]}
      />
      <EditForm key={profile.events[0]?.at ?? ''} profile={profile} />
    </Page>
  )
}

function StateButtons({ profile }: { profile: Profile }) {
  const district = useDistrict()
  const navigate = useNavigate()
  const change = useAction(changeProfileState, { refresh: [viewProfile, listProfiles] })
  const withdraw = useAction(changeProfileState, {
    refresh: [listProfiles],
    done: () => void navigate(`/d/${district}/import/formats`),
  })
  const params = { profileId: profile.id }
  const isInUse = profile.state === 'in-use'
  return (
    <div className="buttons">
      <Button
        loading={change.running}
        onClick={() => change.run({ params, body: { state: isInUse ? 'disabled' : 'in-use' } })}
      >
        {isInUse ? '停用' : '启用'}
      </Button>
      <Button
        danger
        loading={withdraw.running}
        onClick={() => withdraw.run({ params, body: { state: 'withdrawn' } })}
      >
        删除
      </Button>
    </div>
  )
}

type Format = Profile['format']

function EditForm({ profile }: { profile: Profile }) {
  const { format } = profile
  const [name, setName] = useState(profile.name)
  const [kind, setKind] = useState(format.kind)
  const [columns, setColumns] = useState(format.columns)
  const edit = useAction(editProfile, { refresh: [viewProfile, listProfiles] })
  const { unit, moneyUnit } = format
  const body = { name: name.trim(), kind, columns, unit, moneyUnit }
  const refusal = whyNotEditFormat(format, body)
  const wrongs = new Map<string, string>()
  if (body.name === '') wrongs.set('format-name', '请填名称。')
  if (refusal !== null) wrongs.set('format-kind', sentence(exchangeWords, refusal.code))
  const isSame = JSON.stringify([body.name, kind, columns]) === sayingOf(profile)
  return (
    <Form
      verb="保存"
      says={isSame ? '没有改动。' : '以后的表按新的读法；读过的表不变。'}
      ready={!isSame && profile.state !== 'withdrawn'}
      running={edit.running}
      wrongs={wrongs}
      send={() => edit.run({ params: { profileId: profile.id }, body })}
      back="/import/formats"
    >
      {(wrongOf) => (
        <>
          <Card title="格式">
            <div className="body form-grid">
              <Field id="format-name" label="名称" wrong={wrongOf('format-name')}>
                {(box) => (
                  <Input
                    {...box}
                    maxLength={60}
                    value={name}
                    onChange={(event) => setName(event.target.value)}
                  />
                )}
              </Field>
              <Field id="format-kind" label="是什么表" wrong={wrongOf('format-kind')}>
                {(box) => (
                  <Select {...box} value={kind} options={kindOptions()} onChange={setKind} />
                )}
              </Field>
            </div>
          </Card>
          <Columns kind={kind} columns={columns} change={setColumns} />
          <Events events={profile.events} />
        </>
      )}
    </Form>
  )
}

function kindOptions() {
  return Object.entries<string>(sheetKinds)
    .filter(([value]) => isSheetKind(value))
    .map(([value, label]) => ({ value, label }))
}

function Columns(props: {
  kind: string
  columns: Format['columns']
  change: (columns: Format['columns']) => void
}) {
  const { kind, columns, change } = props
  const options = [...fieldsOfKind(kind), 'deduction'].map((value) => ({
    value,
    label: labelOf(sheetFields, value),
  }))
  const isGrid = kind === 'attendance-grid'
  return (
    <Card title="表头的每一列" note="按表头认出这种表，列名和次序不能改；数字写成 #">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">表头</th>
            <th scope="col">是什么</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column, at) => {
            if (isGrid && isDay(column)) {
              return at === columns.findIndex(isDay) ? (
                <Days key="days" columns={columns.filter(isDay)} />
              ) : null
            }
            return (
              <tr key={`${column.header} ${column.nth}`}>
                <th scope="row">
                  {column.header}
                  {column.nth > 0 && <span className="under">第 {column.nth + 1} 个</span>}
                </th>
                <td>
                  <FieldChoice
                    label={`${column.header}是什么`}
                    field={column.field}
                    options={options}
                    pick={(field) => change(columns.with(at, { ...column, field }))}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Card>
  )
}

function Days({ columns }: { columns: Format['columns'] }) {
  return (
    <tr>
      <th scope="row">
        {columns[0]?.header}
        <span className="under">共 {columns.length} 列</span>
      </th>
      <td>日，按表头的数字认</td>
    </tr>
  )
}

/** A grid's days are found by their numbers each time. */
function isDay({ header, field }: Format['columns'][number]): boolean {
  return field === null && /(?:^|\/)#[日号]?$/.test(header)
}

function Events({ events }: { events: Profile['events'] }) {
  return (
    <Card title="经过">
      <ul className="rows body">
        {events.map((event, at) => (
          <li key={at}>
            {event.says}
            <span className="under">
              {sayInstant(event.at)} · {event.by}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function sayingOf({ name, format }: Profile): string {
  return JSON.stringify([name, format.kind, format.columns])
}
