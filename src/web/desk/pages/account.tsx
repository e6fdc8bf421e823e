import { Button, Input } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { z } from 'zod'
import {
  endAccountSessions,
  resetSecondFactor,
  unlockAccount,
  viewAccount,
} from '../../../modules/people/contract-sign-in.ts'
import type { SecuredAccount } from '../../../modules/people/contract-sign-in.ts'
import { Chip } from '../parts/chips.tsx'
import { Field } from '../parts/field.tsx'
import { ListTable } from '../parts/list-table.tsx'
import { Card, FactsStrip, Page } from '../parts/page.tsx'
import { sayMoment } from '../parts/say.ts'
import { EmptyState, NotFound } from '../parts/states.tsx'
import { useRead } from '../read.ts'
import { useAction } from '../use-action.ts'
import { sessionColumns } from './session-columns.tsx'

const Address = z.object({ accountId: z.uuid() })

/** What the security administrator sees and does of an account: how it signs in, and nothing of its work. */
export function AccountPage() {
  const address = Address.safeParse(useParams())
  if (!address.success) return <NotFound whole sentence="这个地址不是一个账号。" />
  return <AccountOf accountId={address.data.accountId} />
}

function AccountOf({ accountId }: { accountId: string }) {
  const account = useRead(viewAccount, { params: { accountId } })
  return (
    <Page
      title={account.displayName}
      crumb={[
        { to: '/people', text: '人员与岗位' },
        { to: `/people/persons/${accountId}`, text: account.displayName },
      ]}
      crumbEnd="登录情况"
      chips={
        <>
          {account.lockedUntil !== null && <Chip tone="bad">已锁定</Chip>}
          {account.closedAt !== null && <Chip>已停用</Chip>}
        </>
      }
      why={`账号 ${account.name}`}
    >
      <FactsStrip facts={factsOf(account)} />
      <div className="stack">
        <Card title="已登录的地方" note={`${account.sessions.length} 处`}>
          <ListTable
            label="已登录的地方"
            columns={sessionColumns}
            rows={account.sessions}
            rowKey={(row) => row.id}
            empty={<EmptyState title="现在没有登录">他登录后列在这里。</EmptyState>}
          />
        </Card>
        <Doings account={account} />
      </div>
    </Page>
  )
}

function factsOf(account: SecuredAccount) {
  const { factorSince, lockedUntil, recoveryLeft, isFactorAsked } = account
  return [
    {
      label: '动态口令',
      value: factorSince === null ? '未绑定' : '已绑定',
      note:
        factorSince === null
          ? isFactorAsked
            ? '岗位须绑定，下次登录先绑定'
            : '岗位不要求'
          : `${sayMoment(factorSince)} 起，恢复码还有 ${recoveryLeft} 个`,
    },
    {
      label: '口令连错',
      value: lockedUntil === null ? '没有锁定' : '已锁定',
      note: lockedUntil !== null && `到 ${sayMoment(lockedUntil)} 自动解除`,
    },
  ]
}

const doings = {
  unlock: { of: unlockAccount, verb: '解除锁定', hint: '账号马上可以再试口令。' },
  end: { of: endAccountSessions, verb: '结束全部登录', hint: '他在所有地方都要重新登录。' },
  reset: {
    of: resetSecondFactor,
    verb: '重置动态口令',
    hint: '原来的动态口令和恢复码作废，全部登录结束；请先当面核对是本人。',
  },
} as const
type Doing = keyof typeof doings

function Doings({ account }: { account: SecuredAccount }) {
  const [doing, setDoing] = useState<Doing | null>(null)
  const disabled: Record<Doing, string | undefined> = {
    unlock: account.lockedUntil === null ? '没有锁定。' : undefined,
    end: account.sessions.length === 0 ? '现在没有登录。' : undefined,
    reset: account.factorSince === null ? '没有绑定动态口令。' : undefined,
  }
  return (
    <Card title="办理" note="每一项都要写理由，记入审计">
      <div className="body">
        {doing === null ? (
          <div className="buttons">
            {(['unlock', 'end', 'reset'] as const).map((one) => (
              <Button
                key={one}
                disabled={disabled[one] !== undefined}
                title={disabled[one]}
                onClick={() => setDoing(one)}
              >
                {doings[one].verb}
              </Button>
            ))}
          </div>
        ) : (
          <DoIt key={doing} doing={doing} account={account} close={() => setDoing(null)} />
        )}
      </div>
    </Card>
  )
}

function DoIt(props: { doing: Doing; account: SecuredAccount; close: () => void }) {
  const { of, verb, hint } = doings[props.doing]
  const [why, setWhy] = useState('')
  const action = useAction(of, { refresh: [viewAccount], done: props.close })
  const isTold = why.trim().length >= 2
  return (
    <div className="form-grid one" role="group" aria-label={verb}>
      <Field id="why" label={`${verb}：理由`} hint={hint} whole>
        {(box) => (
          <Input
            {...box}
            autoFocus
            maxLength={200}
            placeholder="例如：本人带证件来办"
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
        )}
      </Field>
      <div className="whole buttons">
        <Button
          danger={props.doing === 'reset'}
          type="primary"
          disabled={!isTold}
          title={isTold ? undefined : '请先写理由。'}
          loading={action.running}
          onClick={() =>
            action.run({ params: { accountId: props.account.id }, body: { why: why.trim() } })
          }
        >
          {verb}
        </Button>
        <Button onClick={props.close}>取消</Button>
      </div>
    </div>
  )
}
