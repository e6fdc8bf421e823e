import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { sentence } from '../../../kernel/words.ts'
import { moveEnd, type RoundPage } from '../../../modules/screening/contract.ts'
import { whyNotMoveEnd } from '../../../modules/screening/rules/round.ts'
import { screeningWords } from '../../../modules/screening/words.ts'
import { today } from '../clock.ts'
import { Field } from '../parts/field.tsx'
import { sayDay } from '../parts/say.ts'
import { useAction } from '../use-action.ts'
import { dayTyped } from './project-draft.ts'
import { screeningReads } from './screening-reads.ts'

/** Another last day of an open round, and why: who has something left is told. */
export function MoveEndButton({ round }: { round: RoundPage }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>改截止日</Button>
      {open && <MoveEnd round={round} close={() => setOpen(false)} />}
    </>
  )
}

function MoveEnd({ round, close }: { round: RoundPage; close: () => void }) {
  const [typed, setTyped] = useState<string>(round.endsOn)
  const [why, setWhy] = useState('')
  const move = useAction(moveEnd, { refresh: screeningReads, done: close })
  const endsOn = dayTyped(typed)
  const refusal = endsOn ? whyNotMoveEnd(round, endsOn, today()) : null
  const wrong = endsOn
    ? refusal && sentence(screeningWords, refusal.code, refusal.values)
    : '请写成 2026-12-20 这样。'
  const isSame = typed === round.endsOn
  const left = round.owners.filter(({ waiting }) => waiting.value > 0).length
  return (
    <Modal
      open
      title={`改「${round.title}」的截止日`}
      okText={endsOn && !isSame ? `改到${sayDay(endsOn)}` : '改截止日'}
      cancelText="不改"
      okButtonProps={{ disabled: wrong !== null || why.trim().length < 2, loading: move.running }}
      onCancel={close}
      onOk={() => {
        if (!endsOn) return
        const body = { version: round.version, endsOn, why: why.trim() }
        move.run({ params: { roundId: round.id }, body })
      }}
    >
      <p>
        现在是{sayDay(round.endsOn)}。
        {left === 0
          ? '清单上没有未排查的项目。'
          : `还有 ${left} 个岗位没有报齐，改了以后各收到一条消息，任务的期限跟着改。`}
      </p>
      <div className="form-grid one">
        <Field id="move-end" label="新的截止日" wrong={isSame ? undefined : (wrong ?? undefined)}>
          {(box) => (
            <Input {...box} value={typed} onChange={(event) => setTyped(event.target.value)} />
          )}
        </Field>
        <Field id="move-why" label="原因" hint="写进经过，也写给没有报齐的岗位。">
          {(box) => (
            <Input
              {...box}
              maxLength={200}
              value={why}
              onChange={(event) => setWhy(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}
