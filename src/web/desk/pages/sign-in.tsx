import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { call, newIntention } from '../call.ts'
import markAddress from '../mark.svg'
import { queries, reading } from '../read.ts'
import { signIn, viewMe } from '../../../modules/people/contract.ts'
import type { Me, SignIn } from '../../../modules/people/contract.ts'

export function SignInPage() {
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const entering = useMutation({
    mutationFn: (body: SignIn) => call(signIn, '', { body, idempotencyKey: newIntention() }),
    onSuccess: (me) => {
      queries.clear()
      queries.setQueryData(reading(viewMe, '').queryKey, me)
      void navigate(wantedAddress(params.get('to'), me), { replace: true })
    },
    onError: () => setPassword(''),
  })
  const submit = (event: React.SubmitEvent) => {
    event.preventDefault()
    if (!entering.isPending) entering.mutate({ name: name.trim(), password })
  }
  return (
    <main className="sign-in">
      <title>登录 · 护薪</title>
      <form className="card" onSubmit={submit} aria-labelledby="sign-in-title">
        <p className="brand-line">
          <img src={markAddress} alt="" />
          护薪
        </p>
        <h1 id="sign-in-title">登录</h1>
        {params.get('after') === 'password' && <p role="status">口令已改好，请用新口令登录。</p>}
        {params.get('after') === 'invitation' && (
          <p role="status">岗位已经接上，请用账号和口令登录。</p>
        )}
        <label htmlFor="name">账号</label>
        <Input
          id="name"
          size="large"
          autoFocus
          required
          autoComplete="username"
          maxLength={64}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <label htmlFor="password">口令</label>
        <Input.Password
          id="password"
          size="large"
          required
          autoComplete="current-password"
          maxLength={256}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {entering.error && (
          <p className="refused" role="alert">
            {entering.error.message}
          </p>
        )}
        <Button type="primary" size="large" htmlType="submit" block loading={entering.isPending}>
          登录
        </Button>
        <p className="small third">本系统只处理非涉密信息。登录和查看都会留下记录。</p>
      </form>
    </main>
  )
}

/** Back to what was asked for, if it is a page of this desk; else home. */
function wantedAddress(to: string | null, me: Me): string {
  const home = `/d/${me.posts[0]?.district ?? '000000'}`
  return to !== null && /^\/d\/\d{6}(\/|\?|$)/.test(to) ? to : home
}
