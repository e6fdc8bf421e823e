import { Button, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { Role } from '../../../kernel/role.ts'
import { sentence } from '../../../kernel/words.ts'
import { listPosts, PostFilter } from '../../../modules/dashboards/contract-people.ts'
import type { PostRow } from '../../../modules/dashboards/contract-people.ts'
import { viewHome } from '../../../modules/dashboards/contract.ts'
import { listTasks } from '../../../modules/dashboards/contract-tasks.ts'
import { endPost, invite } from '../../../modules/people/contract-invitations.ts'
import { whyNotEndAdministrator } from '../../../modules/people/rules/power.ts'
import { peopleWords } from '../../../modules/people/words.ts'
import { Chip } from '../parts/chips.tsx'
import { Day } from '../parts/day.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { Field } from '../parts/field.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card, DistrictLink, MainLink, Page } from '../parts/page.tsx'
import { sayDay } from '../parts/say.ts'
import { SearchBox } from '../parts/search-box.tsx'
import { EmptyState } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { mayCall, sayRole, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'

/** Who holds which post in the district: what anybody sees and is asked comes from here. */
export function PeoplePage() {
  const { filter, change } = useFilter(PostFilter)
  const list = useRead(listPosts, { query: { ...filter, ...useAfter(), limit: 50 } })
  const [ending, setEnding] = useState<PostRow | null>(null)
  const { roles } = useMe()
  const paging = usePaging(list.next, `本页 ${list.rows.length} 个岗位`)
  return (
    <Page
      title="人员与岗位"
      why="能看什么、该办什么都跟岗位走。人走了就停用岗位，派给它的任务显示为无人承办；接任的人发邀请。"
      actions={
        <>
          <ExportButton list={listPosts} query={filter} />
          <DistrictLink className="step-link" to="/people/invitations">
            邀请记录
          </DistrictLink>
          {mayCall(invite, roles) && <MainLink to="/people/invite">邀请</MainLink>}
        </>
      }
    >
      <Card label="岗位列表">
        <div className="filters" role="search" aria-label="筛选岗位">
          <Segmented
            aria-label="看哪些"
            value={filter.show}
            options={[
              { value: 'running', label: '在任' },
              { value: 'all', label: '含已停用' },
            ]}
            onChange={(show) => change({ show })}
          />
          <Select
            aria-label="岗位"
            allowClear
            placeholder="全部岗位"
            options={Role.options.map((role) => ({ value: role, label: sayRole(role) }))}
            {...(filter.role === undefined ? {} : { value: filter.role })}
            onChange={(role?: Role) => change({ role })}
          />
          <SearchBox
            label="姓名、账号或单位"
            value={filter.search}
            longest={60}
            search={(search) => change({ search: search === '' ? undefined : search })}
          />
        </div>
        {ending !== null && <EndPost key={ending.id} post={ending} close={() => setEnding(null)} />}
        <ListTable
          label="岗位"
          columns={columnsWith(roles, setEnding)}
          rows={list.rows}
          rowKey={(row) => row.id}
          paging={paging}
          empty={<EmptyState title="没有符合条件的岗位">换个条件，或者发出邀请。</EmptyState>}
        />
      </Card>
    </Page>
  )
}

const columns: Column<PostRow>[] = [
  {
    key: 'who',
    title: '姓名',
    phone: 'first',
    cell: (row) => (
      <>
        <Name row={row} />
        <span className="under">{row.accountName}</span>
      </>
    ),
  },
  { key: 'role', title: '岗位', phone: 'figure', cell: (row) => sayRole(row.role) },
  {
    key: 'unit',
    title: '单位与范围',
    phone: 'more',
    cell: (row) => (
      <>
        {row.organisation}
        {row.placeName !== '' && (
          <span className="under">
            {row.projectCode === null ? (
              row.placeName
            ) : (
              <DistrictLink to={`/projects/${encodeURIComponent(row.projectCode)}`}>
                {row.placeName}
              </DistrictLink>
            )}
          </span>
        )}
      </>
    ),
  },
  {
    key: 'dates',
    title: '任职',
    phone: 'last',
    cell: (row) => (
      <>
        <Day on={row.beginsOn} /> 起
        {row.endsOn !== null && (
          <>
            ，<Day on={row.endsOn} /> 止
          </>
        )}
        {row.deputies.map(({ postId, name, beginsOn, endsOn }) => (
          <span key={postId} className="under">
            {name} 代理，
            <Day on={beginsOn} /> 至 <Day on={endsOn} />
          </span>
        ))}
        {!row.isRunning && (
          <>
            {' '}
            <Chip>停用</Chip>
          </>
        )}
      </>
    ),
  },
]

/** Opens the person; says who is away, and for whom somebody acts. */
function Name({ row }: { row: PostRow }) {
  return (
    <span className="chips">
      <DistrictLink to={`/people/persons/${row.accountId}`}>{row.displayName}</DistrictLink>
      {row.leaveUntil !== null && <Chip tone="accent">休假至 {sayDay(row.leaveUntil)}</Chip>}
      {row.actingFor !== null && <Chip>代理 {row.actingFor}</Chip>}
    </span>
  )
}

/** Why this post is not whoever looks at it to end. */
function whyNotHis(row: PostRow, roles: readonly Role[]): string | undefined {
  if (row.isOwn) return sentence(peopleWords, 'people.post-own')
  const refusal = whyNotEndAdministrator(row.role, roles)
  return refusal === null ? undefined : sentence(peopleWords, refusal.code)
}

/** The list with the button that ends a post. */
function columnsWith(roles: readonly Role[], end: (post: PostRow) => void): Column<PostRow>[] {
  return [
    ...columns,
    {
      key: 'do',
      title: '办理',
      phone: 'more',
      cell: (row) =>
        row.isRunning && (
          <Button
            size="small"
            disabled={whyNotHis(row, roles) !== undefined}
            title={whyNotHis(row, roles)}
            aria-label={`停用${row.displayName}的岗位`}
            onClick={() => end(row)}
          >
            停用
          </Button>
        ),
    },
  ]
}

/** Asks why, once, where the list begins: what follows from it is said before it is done. */
function EndPost({ post, close }: { post: PostRow; close: () => void }) {
  const [why, setWhy] = useState('')
  const ending = useAction(endPost, { refresh: [listPosts, listTasks, viewHome], done: close })
  const isTold = why.trim().length >= 2
  return (
    <div className="body form-grid" role="group" aria-label="停用岗位">
      <Field
        id="end-why"
        label={`停用 ${post.displayName} 的「${sayRole(post.role)}」岗位：理由`}
        hint="马上生效：他不再看到这里的内容；只派给这个岗位的任务显示为无人承办。"
        whole
      >
        {(box) => (
          <Input
            {...box}
            autoFocus
            maxLength={200}
            placeholder="例如：调离、离职"
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
        )}
      </Field>
      <div className="whole buttons">
        <Button
          danger
          disabled={!isTold}
          title={isTold ? undefined : '请先写理由。'}
          loading={ending.running}
          onClick={() => ending.run({ params: { id: post.id }, body: { why: why.trim() } })}
        >
          停用岗位
        </Button>
        <Button onClick={close}>取消</Button>
      </div>
    </div>
  )
}
