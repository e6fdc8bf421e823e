import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import {
  bindOutside,
  unbindOutside,
  viewOutside,
} from '../../../modules/people/contract-outside.ts'
import {
  endOtherSessions,
  endOwnSession,
  endSecondFactor,
  renewRecoveryCodes,
  viewMySignIn,
} from '../../../modules/people/contract-sign-in.ts'
import type { MySignIn, SessionRow } from '../../../modules/people/contract-sign-in.ts'
import { call, newIntention } from '../call.ts'
import { Chip } from '../parts/chips.tsx'
import { Field } from '../parts/field.tsx'
import { ListTable } from '../parts/list-table.tsx'
import type { Column } from '../parts/list-table.tsx'
import { Card, DistrictLink, Page } from '../parts/page.tsx'
import { sayMoment } from '../parts/say.ts'
import { RecoveryCodes, SetUpSecondFactor } from '../parts/second-factor.tsx'
import { queries, reading, refresh, useRead } from '../read.ts'
import { useMe } from '../session.ts'
import { useAction } from '../use-action.ts'
import { viewMe } from '../../../modules/people/contract.ts'
import { sessionColumns } from './session-columns.tsx'

/** One's own account: where it is signed in, its second factor, its single sign-on. */
export function MySignInPage() {
  const mine = useRead(viewMySignIn)
  const { account } = useMe()
  return (
    <Page
      title="我的登录"
      why={`账号 ${account}`}
      actions={
        <DistrictLink className="step-link" to="/password">
          修改口令
        </DistrictLink>
      }
    >
      <div className="stack">
        <Sessions mine={mine} />
        <SecondFactor mine={mine} />
        {mine.outside !== 'none' && <Outside isBound={mine.outside === 'bound'} />}
      </div>
    </Page>
  )
}

function Sessions({ mine }: { mine: MySignIn }) {
  const one = useAction(endOwnSession, { refresh: [viewMySignIn] })
  const others = useAction(endOtherSessions, { refresh: [viewMySignIn] })
  const count = mine.sessions.filter(({ isThis }) => !isThis).length
  return (
    <Card
      title="已登录的地方"
      note={`${mine.sessions.length} 处`}
      aside={
        count > 0 && (
          <Button size="small" loading={others.running} onClick={() => others.run()}>
            结束其他 {count} 处
          </Button>
        )
      }
    >
      <ListTable
        label="已登录的地方"
        columns={columnsWith((row) => one.run({ params: { sessionId: row.id } }))}
        rows={mine.sessions}
        rowKey={(row) => row.id}
      />
    </Card>
  )
}

/** The list with the button that ends one of them. */
function columnsWith(end: (session: SessionRow) => void): Column<SessionRow>[] {
  return [
    ...sessionColumns,
    {
      key: 'do',
      title: '办理',
      phone: 'more',
      cell: (row) =>
        row.isThis ? (
          <span className="third">用右上角的「退出」</span>
        ) : (
          <Button
            size="small"
            aria-label={`结束 ${sayMoment(row.beganAt)} 的登录`}
            onClick={() => end(row)}
          >
            结束
          </Button>
        ),
    },
  ]
}

type Doing = 'set-up' | 'renew' | 'end' | null

function SecondFactor({ mine }: { mine: MySignIn }) {
  const [doing, setDoing] = useState<Doing>(null)
  const done = () => {
    setDoing(null)
    void refresh([viewMySignIn, viewMe])
  }
  const { factorSince } = mine
  return (
    <Card
      title="动态口令"
      note={
        factorSince === null ? (
          <Chip tone={mine.isFactorAsked ? 'bad' : 'plain'}>
            {mine.isFactorAsked ? '未绑定，您的岗位须绑定' : '未绑定'}
          </Chip>
        ) : (
          `${sayMoment(factorSince)} 绑定，恢复码还有 ${mine.recoveryLeft} 个`
        )
      }
    >
      <div className="body">
        {doing === 'set-up' && <SetUpSecondFactor done={done} />}
        {(doing === 'renew' || doing === 'end') && (
          <ForACode key={doing} doing={doing} done={done} />
        )}
        {doing === null && factorSince === null && (
          <>
            <p>绑定后，登录时除了口令还要输手机上的 6 位数字：别人知道口令也登不进来。</p>
            <div className="buttons">
              <Button type="primary" onClick={() => setDoing('set-up')}>
                绑定动态口令
              </Button>
            </div>
          </>
        )}
        {doing === null && factorSince !== null && (
          <div className="buttons">
            <Button onClick={() => setDoing('renew')}>换新恢复码</Button>
            <Button onClick={() => setDoing('end')}>解除绑定（换手机）</Button>
          </div>
        )}
      </div>
    </Card>
  )
}

/** New recovery codes, or no second factor any more: each for a code, so that an open desk is no way to either. */
function ForACode({ doing, done }: { doing: 'renew' | 'end'; done: () => void }) {
  const [code, setCode] = useState('')
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const sending = useMutation({
    mutationFn: async () => {
      const input = { body: { code }, idempotencyKey: newIntention() }
      if (doing === 'renew') return (await call(renewRecoveryCodes, '', input)).recoveryCodes
      await call(endSecondFactor, '', input)
      return null
    },
    onSuccess: (anew) => (anew === null ? done() : setCodes(anew)),
    onError: () => setCode(''),
  })
  if (codes !== null) return <RecoveryCodes codes={codes} done={done} />
  return (
    <form
      className="factor"
      onSubmit={(event) => {
        event.preventDefault()
        if (!sending.isPending) sending.mutate()
      }}
    >
      <Field
        id="own-code"
        label="动态口令，或者一个恢复码"
        wrong={sending.error?.message}
        hint={
          doing === 'renew'
            ? '换新之后，原来的恢复码全部作废。'
            : '解除之后登录只凭口令；岗位须用动态口令的，下次登录要先重新绑定。'
        }
      >
        {(box) => (
          <Input
            {...box}
            autoFocus
            autoComplete="one-time-code"
            maxLength={40}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <div className="buttons">
        <Button
          type="primary"
          htmlType="submit"
          danger={doing === 'end'}
          loading={sending.isPending}
        >
          {doing === 'renew' ? '换新恢复码' : '解除绑定'}
        </Button>
        <Button onClick={done}>取消</Button>
      </div>
    </form>
  )
}

function Outside({ isBound }: { isBound: boolean }) {
  const name = queries.getQueryData(reading(viewOutside, '').queryKey)?.name ?? '单点登录'
  const binding = useMutation({
    mutationFn: () => call(bindOutside, '', { idempotencyKey: newIntention() }),
    onSuccess: ({ address }) => window.location.assign(address),
  })
  const unbinding = useAction(unbindOutside, { refresh: [viewMySignIn] })
  return (
    <Card title={name} note={isBound ? '已绑定' : '未绑定'}>
      <div className="body">
        <p>绑定后可以用{name}登录这个账号，不必再输口令。</p>
        {binding.error && (
          <p className="refused" role="alert">
            {binding.error.message}
          </p>
        )}
        {isBound ? (
          <Button loading={unbinding.running} onClick={() => unbinding.run()}>
            解除绑定
          </Button>
        ) : (
          <Button loading={binding.isPending} onClick={() => binding.mutate()}>
            去绑定
          </Button>
        )}
      </div>
    </Card>
  )
}
