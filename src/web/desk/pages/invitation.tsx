import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { Link, useLocation } from 'react-router'
import { sentence } from '../../../kernel/words.ts'
import { acceptInvitation, openInvitation } from '../../../modules/people/contract-invitations.ts'
import type {
  AcceptInvitation,
  OpenedInvitation,
} from '../../../modules/people/contract-invitations.ts'
import { whyNotAccept } from '../../../modules/people/rules/invitation.ts'
import { whyNotPassword } from '../../../modules/people/rules/password.ts'
import { peopleWords } from '../../../modules/people/words.ts'
import { call, newIntention } from '../call.ts'
import markAddress from '../mark.svg'
import { sayInstant } from '../parts/say.ts'
import { Skeleton } from '../parts/states.tsx'
import { sayRole } from '../session.ts'
import { sayIndustries } from './invite.tsx'

/** For whoever was given a link: what post it offers, and the account that will hold it. The secret never leaves `#`. */
export function InvitationPage() {
  const link = useLocation().hash.slice(1)
  const opened = useQuery({
    queryKey: [openInvitation.name, link],
    queryFn: () => call(openInvitation, '', { body: { link }, idempotencyKey: newIntention() }),
    enabled: link !== '',
    retry: false,
    staleTime: Infinity,
  })
  if (opened.isLoading) return <Skeleton />
  const { data: invitation } = opened
  const refusal = invitation === undefined ? null : whyNotAccept(invitation.state)
  return (
    <main className="sign-in">
      <title>接受邀请 · 护薪</title>
      {invitation === undefined || refusal !== null ? (
        <section className="card" aria-labelledby="invitation-title">
          <Brand />
          <h1 id="invitation-title">邀请打不开</h1>
          <p role="alert">
            {refusal === null
              ? (opened.error?.message ?? sentence(peopleWords, 'people.invitation-unknown'))
              : sentence(peopleWords, refusal.code)}
          </p>
          <Link to="/sign-in">去登录</Link>
        </section>
      ) : (
        <Accept link={link} invitation={invitation} />
      )}
    </main>
  )
}

function Brand() {
  return (
    <p className="brand-line">
      <img src={markAddress} alt="" />
      护薪
    </p>
  )
}

interface Draft {
  readonly isNew: boolean
  readonly name: string
  readonly displayName: string
  readonly password: string
  readonly again: string
}

function Accept({ link, invitation }: { link: string; invitation: OpenedInvitation }) {
  const [draft, setDraft] = useState<Draft>({
    isNew: true,
    name: '',
    displayName: invitation.invitedName,
    password: '',
    again: '',
  })
  const [tried, setTried] = useState(false)
  const accepting = useMutation({
    mutationFn: (body: AcceptInvitation) =>
      call(acceptInvitation, '', { body, idempotencyKey: newIntention() }),
    onSuccess: ({ district }) =>
      window.location.assign(`/sign-in?to=/d/${district}&after=invitation`),
  })
  const wrong = draft.isNew ? wrongOf(draft) : null
  const submit = (event: React.SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (accepting.isPending || wrong !== null) return
    const { isNew, name, password, displayName } = draft
    const shown = isNew ? displayName.trim() : null
    accepting.mutate({ link, name: name.trim(), password, displayName: shown })
  }
  const refused = (tried ? wrong : null) ?? accepting.error?.message
  return (
    <form className="card" noValidate onSubmit={submit} aria-labelledby="invitation-title">
      <Brand />
      <h1 id="invitation-title">接受邀请</h1>
      <Offered invitation={invitation} />
      <Segmented
        block
        aria-label="账号"
        value={draft.isNew ? 'new' : 'known'}
        options={[
          { value: 'new', label: '设一个新账号' },
          { value: 'known', label: '我已有账号' },
        ]}
        onChange={(which) => setDraft({ ...draft, isNew: which === 'new' })}
      />
      <AccountFields draft={draft} change={(patch) => setDraft({ ...draft, ...patch })} />
      {refused !== undefined && (
        <p className="refused" role="alert">
          {refused}
        </p>
      )}
      <Button type="primary" size="large" htmlType="submit" block loading={accepting.isPending}>
        接受
      </Button>
    </form>
  )
}

function Offered({ invitation }: { invitation: OpenedInvitation }) {
  const { districtName, invitedName, organisation, role, placeName, industries } = invitation
  const place = placeName === '' ? sayIndustries(industries) : placeName
  return (
    <>
      <p>
        {districtName}邀请 <b>{invitedName}</b>（{organisation}）任<b>{sayRole(role)}</b>
        {place === '' ? '' : `，范围：${place}`}。
      </p>
      <p className="small third">链接有效至 {sayInstant(invitation.expiresAt)}，只能用一次。</p>
    </>
  )
}

function AccountFields(props: { draft: Draft; change: (patch: Partial<Draft>) => void }) {
  const { draft, change } = props
  return (
    <>
      {draft.isNew && (
        <>
          <label htmlFor="displayName">姓名</label>
          <Input
            id="displayName"
            size="large"
            maxLength={60}
            value={draft.displayName}
            onChange={(event) => change({ displayName: event.target.value })}
          />
        </>
      )}
      <label htmlFor="name">账号</label>
      <Input
        id="name"
        size="large"
        autoComplete="username"
        maxLength={64}
        value={draft.name}
        onChange={(event) => change({ name: event.target.value })}
      />
      <label htmlFor="password">口令</label>
      <Input.Password
        id="password"
        size="large"
        autoComplete={draft.isNew ? 'new-password' : 'current-password'}
        maxLength={256}
        value={draft.password}
        onChange={(event) => change({ password: event.target.value })}
      />
      {draft.isNew && (
        <>
          <label htmlFor="again">再输一次口令</label>
          <Input.Password
            id="again"
            size="large"
            autoComplete="new-password"
            maxLength={256}
            value={draft.again}
            onChange={(event) => change({ again: event.target.value })}
          />
          <p className="small third">
            12 位以上；或者 8 位以上，并含大写字母、小写字母、数字、其他符号中的三种。
          </p>
        </>
      )}
    </>
  )
}

function wrongOf(draft: Draft): string | null {
  if (draft.displayName.trim() === '') return '请填姓名。'
  if (draft.name.trim() === '') return '请填账号。'
  const refusal = whyNotPassword(draft.password, draft.name)
  if (refusal !== null) return sentence(peopleWords, refusal.code, refusal.values)
  return draft.again === draft.password ? null : '两次输入的口令不一样。'
}
