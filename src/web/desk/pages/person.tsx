import { Button } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { z } from 'zod'
import { sentence } from '../../../kernel/words.ts'
import { viewPerson } from '../../../modules/dashboards/contract-people.ts'
import type { LeaveRow, Person } from '../../../modules/dashboards/contract-people.ts'
import { viewAccount } from '../../../modules/people/contract-sign-in.ts'
import { endLeave } from '../../../modules/people/contract-posts.ts'
import { peopleWords } from '../../../modules/people/words.ts'
import { Chip } from '../parts/chips.tsx'
import { Day } from '../parts/day.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayDay } from '../parts/say.ts'
import { EmptyState, NotFound } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { mayCall, sayRole, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { CloseAccount, personReads } from './person-close.tsx'
import { DeputiseForm, LeaveForm } from './person-days.tsx'
import { MoveForm } from './person-move.tsx'

export type PersonPost = Person['posts'][number]

const Address = z.object({ accountId: z.uuid() })

/** Somebody with his posts, and what may become of them: leave, deputies, a move, leaving. */
export function PersonPage() {
  const address = Address.safeParse(useParams())
  if (!address.success) return <NotFound whole sentence="这个地址不是一个人员。" />
  return <PersonOf accountId={address.data.accountId} />
}

type Opened = { what: 'leave' | 'close' } | { what: 'deputise' | 'move'; post: PersonPost } | null

function PersonOf({ accountId }: { accountId: string }) {
  const person = useRead(viewPerson, { params: { accountId } })
  const { roles } = useMe()
  const [opened, setOpened] = useState<Opened>(null)
  const running = person.posts.filter(({ isRunning }) => isRunning)
  const leave = person.posts.find(({ leaveUntil }) => leaveUntil !== null)?.leaveUntil ?? null
  return (
    <Page
      title={person.displayName}
      crumb={[{ to: '/people', text: '人员与岗位' }]}
      crumbEnd={person.displayName}
      chips={
        <>
          {person.isClosed && <Chip>账号已停用</Chip>}
          {leave !== null && <Chip tone="accent">休假至 {sayDay(leave)}</Chip>}
        </>
      }
      why={`账号 ${person.accountName}，在任岗位 ${running.length} 个。${sayAlone(running)}`}
      actions={
        running.length > 0 && (
          <>
            {mayCall(viewAccount, roles) && (
              <DistrictLink className="step-link" to={`/people/accounts/${accountId}`}>
                登录情况
              </DistrictLink>
            )}
            <Button onClick={() => setOpened({ what: 'leave' })}>登记休假</Button>
            <Button
              danger
              disabled={person.isOwn}
              title={person.isOwn ? sentence(peopleWords, 'people.post-own') : undefined}
              onClick={() => setOpened({ what: 'close' })}
            >
              离开
            </Button>
          </>
        )
      }
    >
      <div className="stack">
        <OpenedForm person={person} opened={opened} close={() => setOpened(null)} />
        <Card title="岗位" note="在任的在前">
          <ListTable
            label="岗位"
            columns={postColumns((what, post) => setOpened({ what, post }))}
            rows={person.posts}
            rowKey={(row) => row.id}
          />
        </Card>
        <Card title="休假">
          <ListTable
            label="休假"
            columns={leaveColumns}
            rows={person.leaves}
            rowKey={(row) => row.id}
            empty={
              <EmptyState title="没有登记过休假">
                休假的日子里，派给他岗位的任务归代理人；没有代理人的，显示为无人承办。
              </EmptyState>
            }
          />
        </Card>
      </div>
    </Page>
  )
}

function OpenedForm(props: { person: Person; opened: Opened; close: () => void }) {
  const { person, opened, close } = props
  switch (opened?.what) {
    case 'leave':
      return <LeaveForm person={person} close={close} />
    case 'close':
      return <CloseAccount person={person} close={close} />
    case 'deputise':
      return <DeputiseForm key={opened.post.id} post={opened.post} close={close} />
    case 'move':
      return <MoveForm key={opened.post.id} post={opened.post} close={close} />
    case undefined:
      return null
  }
}

function sayAlone(running: readonly PersonPost[]): string {
  const alone = running.filter((post) => post.alone && post.openTasks > 0)
  const tasks = alone.reduce((sum, { openTasks }) => sum + openTasks, 0)
  return tasks === 0 ? '' : `${tasks} 件在办任务只派给了他的岗位，没有别人能办。`
}

const columns: Column<PersonPost>[] = [
  {
    key: 'role',
    title: '岗位',
    phone: 'first',
    cell: (row) => (
      <>
        <b>{sayRole(row.role)}</b>
        {row.actingFor !== null && <span className="under">代理 {row.actingFor}</span>}
      </>
    ),
  },
  {
    key: 'unit',
    title: '单位与范围',
    phone: 'more',
    cell: (row) => (
      <>
        {row.organisation}
        {row.placeName !== '' && <span className="under">{row.placeName}</span>}
      </>
    ),
  },
  {
    key: 'tasks',
    title: '在办任务',
    phone: 'figure',
    cell: (row) =>
      row.isRunning && (
        <>
          {row.openTasks} 件{row.alone && <span className="under">只有他承办</span>}
        </>
      ),
  },
  { key: 'dates', title: '任职', phone: 'last', cell: (row) => <Dates row={row} /> },
  {
    key: 'deputies',
    title: '代理人',
    phone: 'last',
    cell: (row) =>
      row.deputies.length === 0
        ? '没有'
        : row.deputies.map(({ postId, name, beginsOn, endsOn }) => (
            <span key={postId} className="under">
              {name}：<Day on={beginsOn} /> 至 <Day on={endsOn} />
            </span>
          )),
  },
]

function postColumns(
  open: (what: 'deputise' | 'move', post: PersonPost) => void,
): Column<PersonPost>[] {
  return [
    ...columns,
    {
      key: 'do',
      title: '办理',
      phone: 'more',
      cell: (row) =>
        row.isRunning &&
        row.actingFor === null && (
          <span className="buttons">
            <Button size="small" onClick={() => open('deputise', row)}>
              授权代理
            </Button>
            {row.role !== 'labour-officer' && (
              <Button size="small" onClick={() => open('move', row)}>
                调动
              </Button>
            )}
          </span>
        ),
    },
  ]
}

function Dates({ row }: { row: PersonPost }) {
  return (
    <>
      <Day on={row.beginsOn} /> 起
      {row.endsOn !== null && (
        <>
          ，<Day on={row.endsOn} /> 止
        </>
      )}{' '}
      {!row.isRunning && <Chip>不在任</Chip>}
    </>
  )
}

const leaveColumns: Column<LeaveRow>[] = [
  {
    key: 'days',
    title: '日期',
    phone: 'first',
    cell: (row) => (
      <>
        <Day on={row.beginsOn} /> 至 <Day on={row.endsOn} />
      </>
    ),
  },
  { key: 'why', title: '事由', phone: 'more', cell: (row) => row.why },
  { key: 'who', title: '谁登记', phone: 'last', cell: (row) => row.enteredByName },
  {
    key: 'do',
    title: '办理',
    phone: 'figure',
    cell: (row) => (row.isOver ? <Chip>已结束</Chip> : <EndLeave id={row.id} />),
  },
]

function EndLeave({ id }: { id: string }) {
  const ending = useAction(endLeave, { refresh: personReads })
  return (
    <Button size="small" loading={ending.running} onClick={() => ending.run({ params: { id } })}>
      今天已回来
    </Button>
  )
}
