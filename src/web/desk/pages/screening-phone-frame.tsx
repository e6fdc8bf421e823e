import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { Link, useLocation, useParams } from 'react-router'
import { type PhoneRound, viewMine } from '../../../modules/screening/contract-reports.ts'
import { call, CallFailed } from '../call.ts'
import { today } from '../clock.ts'
import { useDistrict } from '../district.ts'
import { keepShell, type ShellKept } from '../offline/keep-shell.ts'
import { keepRound, keptRound, type Outgoing } from '../offline/phone-store.ts'
import type { Sending } from '../offline/send-outgoing.ts'
import { signInAddress } from '../session.ts'
import { Watermark } from '../shell/watermark.tsx'
import '../offline/phone.css'

export function useRoundId(): string {
  return useParams()['roundId'] ?? ''
}

interface TakenAlong {
  readonly round: PhoneRound | null
  /** Why the server's own list is not there: `signed-out`, `away`, or its sentence; null: it is, or is being asked. */
  readonly problem: string | null
  readonly isRead: boolean
}

/** The round as the phone has it, and as the server has it as soon as that answers. */
export function useTakenAlong(district: string, roundId: string): TakenAlong {
  const [taken, setTaken] = useState<TakenAlong>({ round: null, problem: null, isRead: false })
  useEffect(() => {
    let isHere = true
    const read = async () => {
      const kept = await keptRound(district, roundId)
      if (!isHere) return
      if (kept !== null) setTaken({ round: kept, problem: null, isRead: false })
      try {
        const round = await call(viewMine, district, { params: { roundId } })
        await keepRound(district, round)
        if (isHere) setTaken({ round, problem: null, isRead: true })
      } catch (error) {
        if (!(error instanceof CallFailed)) throw error
        if (isHere) setTaken({ round: kept, problem: problemOf(error), isRead: true })
      }
    }
    const reading = () => {
      read().catch((error: unknown) => console.error(error))
    }
    reading()
    window.addEventListener('online', reading)
    return () => {
      isHere = false
      window.removeEventListener('online', reading)
    }
  }, [district, roundId])
  return taken
}

function problemOf(error: CallFailed): string {
  if (error.status === 401) return 'signed-out'
  return error.failure === 'unreachable' || error.status >= 500 ? 'away' : error.message
}

/** Head, what is kept, and the page; no menu: a thumb has one thing to do. */
export function PhoneFrame(props: {
  title: string
  back?: { to: string; text: string }
  round: PhoneRound | null
  problem: TakenAlong['problem']
  children: ReactNode
}) {
  const { round, problem } = props
  const district = useDistrict()
  const { pathname } = useLocation()
  const shell = useShell(district)
  const mark =
    round === null ? '' : `${round.demo ? '演示 · ' : ''}${round.accountName} · ${today()}`
  return (
    <div className="phone">
      <title>{`${props.title} · 护薪`}</title>
      <header>
        {props.back === undefined ? (
          <Link to={`/d/${district}`}>护薪</Link>
        ) : (
          <Link to={props.back.to}>‹ {props.back.text}</Link>
        )}
        <span>
          {round?.districtName} {round?.demo === true && '演示'} 非涉密
        </span>
      </header>
      <main>
        <h1>{props.title}</h1>
        {problem === 'signed-out' && (
          <p className="notice" role="alert">
            登录已过期。填好的不会丢，登录后自动送出。{' '}
            <Link className="wide-button" to={signInAddress(pathname)}>
              去登录
            </Link>
          </p>
        )}
        {problem === 'away' && (
          <p className="notice">
            {round === null
              ? '现在连不上网，这个轮次也没有带在手机上。请在有网络时先打开一次。'
              : '现在没有网络。清单是带在手机上的，照常填，有网络时自动送出。'}
          </p>
        )}
        {problem !== null && problem !== 'signed-out' && problem !== 'away' && (
          <p className="notice" role="alert">
            {problem}
          </p>
        )}
        {props.children}
        {round !== null && <p className="small">{shellWords[shell]}</p>}
      </main>
      <Watermark text={mark} />
    </div>
  )
}

const shellWords: Record<ShellKept, string> = {
  keeping: '正在把这一页备到手机上，先不要离开网络。',
  kept: '这一页已备在手机上，没有网络也能打开。',
  cannot:
    '这个浏览器不能在没有网络时打开本页（要求 https）。已经打开的页面可以照常填，填好的存在手机里，有网络时送出；没有网络时请不要关闭或刷新。',
}

function useShell(district: string): ShellKept {
  const [shell, setShell] = useState<ShellKept>('keeping')
  useEffect(() => {
    let isHere = true
    void keepShell(district).then((kept) => {
      if (isHere) setShell(kept)
    })
    return () => {
      isHere = false
    }
  }, [district])
  return shell
}

/** Where a report stands: on the phone, or with the office. */
export function OutgoingLine({ outgoing, sending }: { outgoing: Outgoing; sending: Sending }) {
  switch (outgoing.state) {
    case 'sent':
      return (
        <p className="outgoing sent" role="status">
          <b>✓ 已送出</b>
          {outgoing.said !== null && <span> {outgoing.said}</span>}
        </p>
      )
    case 'refused':
      return (
        <p className="outgoing refused" role="alert">
          <b>没有收下</b> {outgoing.said} 填的内容还在手机里。
        </p>
      )
    case 'waiting':
      return (
        <p className="outgoing waiting" role="status">
          <b>{waitingWords[sending]}</b>
          {sending === 'other-account' && (
            <span> 这份是{outgoing.accountName}填的，要用这个账号登录才能送出。</span>
          )}
        </p>
      )
  }
}

const waitingWords: Record<Sending, string> = {
  done: '已存在手机，正在送出',
  away: '已存在手机，等网络',
  'signed-out': '已存在手机，登录后送出',
  'other-account': '已存在手机，没有送出',
}
