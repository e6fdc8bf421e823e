import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { addressOf } from '../../../kernel/endpoint.ts'
import { call, CallFailed, newIntention } from '../call.ts'
import markAddress from '../mark.svg'
import { Secrecy } from '../parts/secrecy.tsx'
import { queries, reading } from '../read.ts'
import { signIn, viewMe } from '../../../modules/people/contract.ts'
import type { Me, SignIn } from '../../../modules/people/contract.ts'
import { beginOutside, viewOutside } from '../../../modules/people/contract-outside.ts'
import { peopleWords } from '../../../modules/people/words.ts'

const nothing = { name: '', password: '', code: '' }

export function SignInPage() {
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const [typed, setTyped] = useState(nothing)
  /** The password was right and a code is asked for beside it. */
  const [isCodeAsked, setCodeAsked] = useState(false)
  const entering = useMutation({
    mutationFn: (body: SignIn) => call(signIn, '', { body, idempotencyKey: newIntention() }),
    onSuccess: (me) => {
      queries.clear()
      queries.setQueryData(reading(viewMe, '').queryKey, me)
      void navigate(wantedAddress(params.get('to'), me), { replace: true })
    },
    onError: (error) => {
      const why = error instanceof CallFailed ? error.refusal?.code : undefined
      const isOfCode = why === 'people.code-needed' || why === 'people.code-wrong'
      setCodeAsked(isOfCode)
      setTyped((now) => ({ ...now, code: '', ...(isOfCode ? {} : { password: '' }) }))
    },
  })
  const submit = (event: React.SubmitEvent) => {
    event.preventDefault()
    if (entering.isPending) return
    const { name, password, code } = typed
    entering.mutate({ name: name.trim(), password, ...(isCodeAsked ? { code } : {}) })
  }
  const refused = entering.error?.message ?? sayRefused(params.get('refused'))
  return (
    <main className="sign-in">
      <title>登录 · 护薪</title>
      <form className="card" onSubmit={submit} aria-labelledby="sign-in-title">
        <p className="brand-line">
          <img src={markAddress} alt="" />
          护薪
        </p>
        <h1 id="sign-in-title">登录</h1>
        <After what={params.get('after')} />
        {isCodeAsked ? (
          <CodeBox code={typed.code} type={(code) => setTyped({ ...typed, code })} />
        ) : (
          <NameAndPassword {...typed} type={(part) => setTyped({ ...typed, ...part })} />
        )}
        {refused !== null && (
          <p className="refused" role="alert">
            {refused}
          </p>
        )}
        <Button type="primary" size="large" htmlType="submit" block loading={entering.isPending}>
          登录
        </Button>
        {!isCodeAsked && <Elsewhere />}
        <Secrecy />
        <p className="small third">登录和查看都会留下记录。</p>
      </form>
    </main>
  )
}

function After({ what }: { what: string | null }) {
  if (what === 'password') return <p role="status">口令已改好，请用新口令登录。</p>
  if (what === 'invitation') return <p role="status">岗位已经接上，请用账号和口令登录。</p>
  return null
}

function NameAndPassword(props: {
  name: string
  password: string
  type: (part: { name?: string; password?: string }) => void
}) {
  return (
    <>
      <label htmlFor="name">账号</label>
      <Input
        id="name"
        size="large"
        autoFocus
        required
        autoComplete="username"
        maxLength={64}
        value={props.name}
        onChange={(event) => props.type({ name: event.target.value })}
      />
      <label htmlFor="password">口令</label>
      <Input.Password
        id="password"
        size="large"
        required
        autoComplete="current-password"
        maxLength={256}
        value={props.password}
        onChange={(event) => props.type({ password: event.target.value })}
      />
    </>
  )
}

function CodeBox({ code, type }: { code: string; type: (code: string) => void }) {
  return (
    <>
      <label htmlFor="code">动态口令（6 位数字），或者一个恢复码</label>
      <Input
        id="code"
        size="large"
        autoFocus
        required
        autoComplete="one-time-code"
        maxLength={40}
        value={code}
        onChange={(event) => type(event.target.value)}
      />
    </>
  )
}

/** Single sign-on, where the operator has set it up. */
function Elsewhere() {
  const { data } = useQuery({ ...reading(viewOutside, ''), staleTime: Infinity })
  if (data === undefined || data.name === null) return null
  return (
    <a className="step-link" href={addressOf(beginOutside, '', {})}>
      用{data.name}登录
    </a>
  )
}

/** Why single sign-on came back without signing in. */
function sayRefused(code: string | null): string | null {
  if (code === null || !Object.hasOwn(peopleWords, code)) return null
  return peopleWords[code] ?? null
}

/** Back to what was asked for, if it is a page of this desk; else home. */
function wantedAddress(to: string | null, me: Me): string {
  const home = `/d/${me.posts[0]?.district ?? '000000'}`
  return to !== null && /^\/d\/\d{6}(\/|\?|$)/.test(to) ? to : home
}
