import { useMutation } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { unmaskWorker } from '../../../modules/labour/contract-unmask.ts'
import {
  type UnmaskedValue,
  type UnmaskingReason,
  unmaskingReasons,
} from '../../../modules/labour/rules/unmasking.ts'
import { unmaskedNames, unmaskingReasonNames } from '../../../modules/labour/words.ts'
import { call, newIntention } from '../call.ts'
import { useDistrict } from '../district.ts'
import { mayCall, useMe } from '../session.ts'

const reasonOptions = unmaskingReasons.map((value) => ({
  value,
  label: unmaskingReasonNames[value],
}))

/**
 * A masked value of a worker with what opens it: the reason is asked for, the whole value stands as long as the page does,
 * and is kept nowhere else in the browser.
 */
export function Unmask(props: {
  workerId: string
  what: UnmaskedValue
  masked: string | null
  project?: string
}) {
  const { workerId, what, masked, project = null } = props
  const district = useDistrict()
  const { roles } = useMe()
  const [isAsking, setAsking] = useState(false)
  const opening = useMutation({
    mutationFn: (why: UnmaskingReason) =>
      call(unmaskWorker, district, {
        params: { workerId },
        body: { what, why, project },
        idempotencyKey: newIntention(),
      }),
    gcTime: 0,
  })
  const label = `${unmaskedNames[what]}：查看完整内容`
  if (masked === null) return <span className="third">没有</span>
  if (opening.data !== undefined) return <b className="code">{opening.data.value}</b>
  if (!mayCall(unmaskWorker, roles)) return <span>{masked}</span>
  if (!isAsking) {
    return (
      <span>
        {masked}{' '}
        <Button size="small" type="link" aria-label={label} onClick={() => setAsking(true)}>
          查看
        </Button>
      </span>
    )
  }
  return (
    <span className="unmask" role="group" aria-label={label}>
      {masked}
      <Select<UnmaskingReason>
        aria-label="查看的理由"
        placeholder="为什么要看"
        autoFocus
        defaultOpen
        size="small"
        loading={opening.isPending}
        options={reasonOptions}
        onChange={(why) => opening.mutate(why)}
      />
      <Button size="small" onClick={() => setAsking(false)}>
        不看了
      </Button>
      <span className="under">
        {opening.error?.message ?? '谁看了谁的哪一项、为什么，都记入审计。'}
      </span>
    </span>
  )
}
