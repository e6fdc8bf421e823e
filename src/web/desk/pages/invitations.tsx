import { App, Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import {
  InvitationFilter,
  listInvitations,
  renewInvitation,
  viewInvitationLink,
  withdrawInvitation,
} from '../../../modules/people/contract-invitations.ts'
import type { InvitationRow } from '../../../modules/people/contract-invitations.ts'
import { invitationStateNames } from '../../../modules/people/words.ts'
import { Chip } from '../parts/chips.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card, MainLink, Page } from '../parts/page.tsx'
import { sayInstant } from '../parts/say.ts'
import { EmptyState } from '../parts/states.tsx'
import { usePart, useRead } from '../read.ts'
import { sayRole } from '../session.ts'
import { useAction } from '../use-action.ts'
import { useAfter, useFilter, usePaging } from '../use-address.ts'
import { sayIndustries } from './invite.tsx'

/** Posts that were offered, and what came of it. */
export function InvitationsPage() {
  const { filter, change } = useFilter(InvitationFilter)
  const list = useRead(listInvitations, { query: { ...filter, ...useAfter(), limit: 50 } })
  const paging = usePaging(list.next, `本页 ${list.rows.length} 份，新的在前`)
  return (
    <Page
      title="邀请记录"
      crumb={[{ to: '/people', text: '人员与岗位' }]}
      why={`待接受 ${list.waiting} 份。把链接发给本人，他自己设账号和口令；链接只能用一次，过期可以续。`}
      actions={
        <>
          <ExportButton list={listInvitations} query={filter} />
          <MainLink to="/people/invite">邀请</MainLink>
        </>
      }
    >
      <Card label="邀请列表">
        <div className="filters" role="search" aria-label="筛选邀请">
          <Segmented
            aria-label="看哪些"
            value={filter.show}
            options={[
              { value: 'waiting', label: '未接受' },
              { value: 'all', label: '全部' },
            ]}
            onChange={(show) => change({ show })}
          />
        </div>
        <ListTable
          label="邀请"
          columns={columns}
          rows={list.rows}
          rowKey={(row) => row.id}
          paging={paging}
          empty={
            <EmptyState title={filter.show === 'waiting' ? '没有未接受的邀请' : '还没有发过邀请'}>
              镇街、部门、领导和企业的劳资专管员，都由邀请开设账号。
            </EmptyState>
          }
        />
      </Card>
    </Page>
  )
}

const tones = { open: 'accent', expired: 'bad', accepted: 'done', withdrawn: 'plain' } as const

const columns: Column<InvitationRow>[] = [
  {
    key: 'who',
    title: '邀请谁',
    phone: 'first',
    cell: (row) => (
      <>
        <b>{row.invitedName}</b>
        <span className="under">{row.organisation}</span>
      </>
    ),
  },
  {
    key: 'post',
    title: '任什么岗位',
    phone: 'more',
    cell: (row) => (
      <>
        {sayRole(row.role)}
        <span className="under">
          {row.placeName === '' ? sayIndustries(row.industries) : row.placeName}
        </span>
      </>
    ),
  },
  {
    key: 'state',
    title: '状态',
    phone: 'figure',
    cell: (row) => <Chip tone={tones[row.state]}>{invitationStateNames[row.state]}</Chip>,
  },
  {
    key: 'when',
    title: '邀请',
    phone: 'last',
    cell: (row) => (
      <>
        {row.invitedByName} {sayInstant(row.invitedAt)}
        <span className="under">
          {row.acceptedAt === null
            ? `有效至 ${sayInstant(row.expiresAt)}`
            : `${sayInstant(row.acceptedAt)} 由账号 ${row.accountName} 接受`}
        </span>
      </>
    ),
  },
  {
    key: 'do',
    title: '办理',
    phone: 'more',
    cell: (row) => row.state !== 'accepted' && <Acts row={row} />,
  },
]

function Acts({ row }: { row: InvitationRow }) {
  const [isShown, setShown] = useState(false)
  const renew = useAction(renewInvitation, { refresh: [listInvitations] })
  const withdraw = useAction(withdrawInvitation, { refresh: [listInvitations] })
  const params = { id: row.id }
  const isOpen = row.state === 'open'
  return (
    <>
      <div className="buttons">
        {isOpen && (
          <Button
            size="small"
            aria-expanded={isShown}
            aria-label={`给${row.invitedName}的链接`}
            onClick={() => setShown(!isShown)}
          >
            链接
          </Button>
        )}
        <Button size="small" loading={renew.running} onClick={() => renew.run({ params })}>
          续期
        </Button>
        {row.state !== 'withdrawn' && (
          <Button size="small" loading={withdraw.running} onClick={() => withdraw.run({ params })}>
            撤回
          </Button>
        )}
      </div>
      {isShown && isOpen && <LinkToGive id={row.id} name={row.invitedName} />}
    </>
  )
}

/** The address to send to the invited person, ready to be copied. */
function LinkToGive({ id, name }: { id: string; name: string }) {
  const { message } = App.useApp()
  const link = usePart(viewInvitationLink, { params: { id } })
  const address =
    link.data === undefined ? '' : new URL(link.data.path, window.location.origin).href
  const copy = () => {
    void navigator.clipboard.writeText(address).then(
      () => message.success('已复制，发给本人即可。'),
      () => message.info('浏览器不让复制，请选中链接自己复制。'),
    )
  }
  return (
    <div className="buttons above">
      <Input
        readOnly
        aria-label={`${name}的邀请链接`}
        value={address}
        onFocus={(event) => event.target.select()}
      />
      <Button size="small" disabled={address === ''} onClick={copy}>
        复制
      </Button>
    </div>
  )
}
