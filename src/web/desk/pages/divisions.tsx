import { Button } from 'antd'
import { useState } from 'react'
import { listTownRows } from '../../../modules/dashboards/contract-places.ts'
import type { TownRow } from '../../../modules/dashboards/contract-places.ts'
import {
  addTown,
  listTownChanges,
  withdrawTownChange,
} from '../../../modules/places/contract-towns.ts'
import type { TownChangeRow } from '../../../modules/places/contract-towns.ts'
import { townChangeNames } from '../../../modules/places/words.ts'
import { Chip } from '../parts/chips.tsx'
import { Day } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayCount, sayInstant } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { type TownForm, TownChangeForm, townReads } from './division-forms.tsx'

/** The district's towns: what hangs on each, what became of them, and what is to. */
export function DivisionsPage() {
  const rows = useRead(listTownRows)
  const changes = useRead(listTownChanges)
  const { roles } = useMe()
  const [form, setForm] = useState<TownForm | null>(null)
  const mayChange = mayCall(addTown, roles)
  const standing = rows.filter(({ into }) => into === null)
  const waiting = changes.filter(({ state }) => state === 'waiting').length
  return (
    <Page
      title="镇街"
      why={`现有 ${standing.length} 个${waiting === 0 ? '' : `，${waiting} 项变更还没到生效的日子`}。更名、并入都从某一天起；以前的记录仍按当时的名称。`}
      actions={
        <>
          <ExportButton list={listTownRows} />
          {mayChange && (
            <Button type="primary" onClick={() => setForm({ kind: 'add' })}>
              新设镇街
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        {form !== null && (
          <TownChangeForm
            key={form.kind === 'add' ? 'add' : `${form.kind} ${form.town.code}`}
            form={form}
            towns={rows}
            close={() => setForm(null)}
          />
        )}
        <Card label="镇街列表">
          <ListTable
            label="镇街"
            columns={columnsOf(mayChange ? setForm : null)}
            rows={rows}
            rowKey={(row) => row.code}
            empty={<EmptyState title="还没有镇街">新设以后，项目和岗位才能写明属地。</EmptyState>}
          />
        </Card>
        <Card title="变更" note="没有生效的可以撤回；生效的不改，只能再变更">
          <ListTable
            label="变更"
            columns={changeColumns(mayChange)}
            rows={changes}
            rowKey={(row) => row.id}
            empty={<EmptyState title="没有变更过">新设、更名、并入都记在这里。</EmptyState>}
          />
        </Card>
      </div>
    </Page>
  )
}

const columns: Column<TownRow>[] = [
  {
    key: 'name',
    title: '镇街',
    phone: 'first',
    cell: (row) => (
      <>
        <span className="chips">
          <b>{row.name}</b>
          {row.intoName !== null && <Chip>已并入 {row.intoName}</Chip>}
        </span>
        <span className="under">{row.code}</span>
      </>
    ),
  },
  {
    key: 'projects',
    title: '项目',
    phone: 'figure',
    align: 'right',
    cell: (row) =>
      row.projects === 0 ? (
        '0 个'
      ) : (
        <DistrictLink to={`/projects?town=${row.code}`}>{sayCount(row.projects)} 个</DistrictLink>
      ),
  },
  {
    key: 'posts',
    title: '在任岗位',
    phone: 'last',
    align: 'right',
    cell: (row) => `${sayCount(row.posts)} 个`,
  },
  {
    key: 'tasks',
    title: '在办任务',
    phone: 'last',
    align: 'right',
    cell: (row) => `${sayCount(row.openTasks)} 件`,
  },
]

function columnsOf(open: ((form: TownForm) => void) | null): Column<TownRow>[] {
  if (open === null) return columns
  return [
    ...columns,
    {
      key: 'do',
      title: '办理',
      phone: 'more',
      cell: (row) =>
        row.into === null && (
          <span className="buttons">
            <Button
              size="small"
              aria-label={`${row.name}更名`}
              onClick={() => open({ kind: 'rename', town: row })}
            >
              更名
            </Button>
            <Button
              size="small"
              aria-label={`${row.name}并入`}
              onClick={() => open({ kind: 'merge', town: row })}
            >
              并入
            </Button>
          </span>
        ),
    },
  ]
}

const states = { waiting: '待生效', done: '已生效', withdrawn: '已撤回' } as const
const tones = { waiting: 'accent', done: 'done', withdrawn: 'plain' } as const

function changeColumns(mayChange: boolean): Column<TownChangeRow>[] {
  return [
    { key: 'what', title: '变更', phone: 'first', cell: sayChange },
    {
      key: 'on',
      title: '生效',
      phone: 'last',
      cell: (row) => <Day on={row.on} />,
    },
    {
      key: 'state',
      title: '状态',
      phone: 'figure',
      cell: (row) => <Chip tone={tones[row.state]}>{states[row.state]}</Chip>,
    },
    { key: 'instrument', title: '依据', phone: 'more', cell: (row) => row.instrument },
    {
      key: 'who',
      title: '谁登记',
      phone: 'last',
      cell: (row) => (
        <>
          {row.enteredByName}
          <span className="under">{sayInstant(row.enteredAt)}</span>
        </>
      ),
    },
    {
      key: 'do',
      title: '办理',
      phone: 'more',
      cell: (row) => mayChange && row.state === 'waiting' && <Withdraw id={row.id} />,
    },
  ]
}

function sayChange({ kind, name, nameBefore, intoName }: TownChangeRow): string {
  switch (kind) {
    case 'added':
      return `${townChangeNames[kind]} ${name}`
    case 'renamed':
      return `${nameBefore} ${townChangeNames[kind]}为 ${name}`
    case 'merged':
      return `${name} ${townChangeNames[kind]} ${intoName ?? ''}`
  }
}

function Withdraw({ id }: { id: string }) {
  const withdrawing = useAction(withdrawTownChange, { refresh: townReads })
  return (
    <Button
      size="small"
      loading={withdrawing.running}
      onClick={() => withdrawing.run({ params: { id } })}
    >
      撤回
    </Button>
  )
}
