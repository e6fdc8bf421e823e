import { useState } from 'react'
import {
  NewFoundProject,
  type PhoneRound,
  sayZero,
} from '../../../modules/screening/contract-reports.ts'
import { call, CallFailed, newIntention } from '../call.ts'
import { today } from '../clock.ts'
import { keepOutgoing, type Outgoing } from '../offline/phone-store.ts'
import { tryToSend } from '../offline/use-outgoing.ts'

const emptySite = { name: '', place: '', firm: '' }

/** A site that is not on the list: sent as reports are, so without network too. */
export function FoundForm({ round, district }: { round: PhoneRound; district: string }) {
  const [isOpen, setOpen] = useState(false)
  const [site, setSite] = useState(emptySite)
  const [wrong, setWrong] = useState('')
  const send = async () => {
    const said = { ...site, submissionId: newIntention(), words: '', foundOn: today() }
    const body = NewFoundProject.safeParse(said)
    if (!body.success) {
      setWrong('请写明项目名称和地点，至少两个字。')
      return
    }
    await keepOutgoing(outgoingOf(round, district, body.data))
    setOpen(false)
    setSite(emptySite)
    setWrong('')
    await tryToSend()
  }
  if (!isOpen) {
    return (
      <button type="button" className="wide-button" onClick={() => setOpen(true)}>
        上报名单外的项目
      </button>
    )
  }
  const text = (label: string, field: keyof typeof emptySite) => (
    <label>
      {label}
      <input
        value={site[field]}
        maxLength={200}
        onChange={(event) => setSite({ ...site, [field]: event.target.value })}
      />
    </label>
  )
  return (
    <form
      className="part"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <h2>名单外项目</h2>
      {text('项目名称（现场牌子上写的）', 'name')}
      {text('地点', 'place')}
      {text('施工单位（不清楚可不填）', 'firm')}
      {wrong !== '' && (
        <p className="wrong" role="alert">
          {wrong}
        </p>
      )}
      <button type="submit" className="wide-button primary">
        送出
      </button>
    </form>
  )
}

function outgoingOf(round: PhoneRound, district: string, body: NewFoundProject): Outgoing {
  return {
    kind: 'found',
    submissionId: body.submissionId,
    district,
    roundId: round.roundId,
    title: body.name,
    accountId: round.accountId,
    accountName: round.accountName,
    photos: [],
    keptAt: new Date().toISOString(),
    state: 'waiting',
    said: null,
    body,
  }
}

const zeroVerbs = { round: '报零报告', weekly: '报本期零报告', daily: '报今天的零报告' } as const

/** Needs the server: only it knows whether anybody else has found something. */
export function ZeroForm({ round, district }: { round: PhoneRound; district: string }) {
  const [said, setSaid] = useState('')
  const [isRunning, setRunning] = useState(false)
  const say = async (owner: PhoneRound['owners'][number]['owner']) => {
    setRunning(true)
    try {
      const { roundId } = round
      const body = { owner, on: today(), words: '' }
      const { repeated } = await call(sayZero, district, { params: { roundId }, body })
      setSaid(repeated ? '已经报过零报告。' : '零报告已送出。')
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error
      setSaid(error.message)
    } finally {
      setRunning(false)
    }
  }
  return (
    <>
      {round.owners.map(({ owner, ownerName }) => (
        <button
          key={ownerName}
          type="button"
          className="wide-button"
          disabled={isRunning}
          onClick={() => void say(owner)}
        >
          {ownerName}
          {zeroVerbs[round.zeroRhythm]}（没有发现问题）
        </button>
      ))}
      {said !== '' && (
        <p className="outgoing" role="status">
          {said}
        </p>
      )}
    </>
  )
}
