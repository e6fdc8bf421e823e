import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { beginSecondFactor, confirmSecondFactor } from '../../../modules/people/contract-sign-in.ts'
import type { BegunFactor } from '../../../modules/people/contract-sign-in.ts'
import { call, newIntention } from '../call.ts'
import { QrCode } from './qr-code.tsx'

/**
 * Setting up the one-time code: the app reads the QR code, a first code proves it, the recovery codes are shown once. Inside
 * the shell and outside it, where a post asks for it before anything else opens.
 */
export function SetUpSecondFactor({ done }: { done: () => void }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const beginning = useMutation({
    mutationFn: () => call(beginSecondFactor, '', { idempotencyKey: newIntention() }),
  })
  if (codes !== null) return <RecoveryCodes codes={codes} done={done} />
  if (beginning.data !== undefined) return <FirstCode begun={beginning.data} proven={setCodes} />
  return (
    <div className="factor">
      <p>
        在手机上装一个身份验证器（支持 TOTP
        的都行，手机自带的密码管理也可以），登录时除了口令再输它显示的 6 位数字。
      </p>
      {beginning.error && (
        <p className="refused" role="alert">
          {beginning.error.message}
        </p>
      )}
      <Button type="primary" loading={beginning.isPending} onClick={() => beginning.mutate()}>
        开始绑定
      </Button>
    </div>
  )
}

function FirstCode(props: { begun: BegunFactor; proven: (codes: readonly string[]) => void }) {
  const { secret, address } = props.begun
  const [code, setCode] = useState('')
  const confirming = useMutation({
    mutationFn: () =>
      call(confirmSecondFactor, '', { body: { code }, idempotencyKey: newIntention() }),
    onSuccess: ({ recoveryCodes }) => props.proven(recoveryCodes),
  })
  const submit = (event: React.SubmitEvent) => {
    event.preventDefault()
    if (!confirming.isPending && code.trim() !== '') confirming.mutate()
  }
  return (
    <form className="factor" onSubmit={submit}>
      <ol>
        <li>用身份验证器扫这个二维码。</li>
      </ol>
      <QrCode text={address} label="绑定动态口令的二维码" />
      <p className="small">
        扫不了就手工输入密钥：
        <span className="code">{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</span>
      </p>
      <label htmlFor="first-code">验证器现在显示的 6 位数字</label>
      <Input
        id="first-code"
        size="large"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        maxLength={12}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      {confirming.error && (
        <p className="refused" role="alert">
          {confirming.error.message}
        </p>
      )}
      <Button type="primary" htmlType="submit" loading={confirming.isPending}>
        核对并启用
      </Button>
    </form>
  )
}

/** Shown once: of what is kept nobody can read them again. */
export function RecoveryCodes(props: { codes: readonly string[]; done: () => void }) {
  return (
    <div className="factor">
      <h2>恢复码，只显示这一次</h2>
      <p>
        手机丢了或换了，用其中一个代替动态口令登录，每个只能用一次。请抄下或打印，放在稳妥的地方。
      </p>
      <ul className="recovery code" aria-label="恢复码">
        {props.codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="buttons">
        <Button onClick={() => window.print()}>打印</Button>
        <Button type="primary" onClick={props.done}>
          我已收好
        </Button>
      </div>
    </div>
  )
}
