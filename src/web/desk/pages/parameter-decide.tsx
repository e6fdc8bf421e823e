import { Button, Input } from 'antd'
import { useState } from 'react'
import { sentence } from '../../../kernel/words.ts'
import { listParameters } from '../../../modules/places/contract.ts'
import {
  decideProposal,
  listProposals,
  withdrawProposal,
} from '../../../modules/places/contract-proposals.ts'
import type { ParameterProposal } from '../../../modules/places/contract-proposals.ts'
import { whyNotDecide, whyNotWithdraw } from '../../../modules/places/rules/proposal.ts'
import { placesWords } from '../../../modules/places/words.ts'
import { Field } from '../parts/field.tsx'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'

/** Approve or reject for the second person; take back for the one who proposed. */
export function DecideProposal({ proposal }: { proposal: ParameterProposal }) {
  const { id, roles } = useMe()
  if (whyNotWithdraw(proposal, id) === null) return <Withdraw proposal={proposal} />
  if (!mayCall(decideProposal, roles)) return null
  return <Decide proposal={proposal} />
}

function Decide({ proposal }: { proposal: ParameterProposal }) {
  const me = useMe()
  const [why, setWhy] = useState('')
  const deciding = useAction(decideProposal, { refresh: [listProposals, listParameters] })
  const params = { id: proposal.id }
  const lacks = (decision: 'approve' | 'reject') => {
    const refusal = whyNotDecide(proposal, me.id, decision, why)
    return refusal === null ? undefined : sentence(placesWords, refusal.code, refusal.values)
  }
  const run = (decision: 'approve' | 'reject') =>
    deciding.run({ params, body: { decision, why: why.trim() } })
  return (
    <div className="body form-grid" role="group" aria-label="审批">
      <Field id="decide-why" label="审批意见" hint="驳回须写理由；批准可以不写。" whole>
        {(box) => (
          <Input
            {...box}
            maxLength={500}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
        )}
      </Field>
      <div className="whole buttons">
        <Button
          type="primary"
          disabled={lacks('approve') !== undefined}
          title={lacks('approve')}
          loading={deciding.running}
          onClick={() => run('approve')}
        >
          批准，按新值计算
        </Button>
        <Button
          danger
          disabled={lacks('reject') !== undefined}
          title={lacks('reject')}
          loading={deciding.running}
          onClick={() => run('reject')}
        >
          驳回
        </Button>
      </div>
    </div>
  )
}

function Withdraw({ proposal }: { proposal: ParameterProposal }) {
  const withdrawing = useAction(withdrawProposal, { refresh: [listProposals] })
  return (
    <div className="body buttons">
      <Button
        loading={withdrawing.running}
        onClick={() => withdrawing.run({ params: { id: proposal.id } })}
      >
        撤回建议
      </Button>
      <span className="second">自己提的建议要由另一个人审批：治欠办的同事或区领导。</span>
    </div>
  )
}
