import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { sentence } from '../../../kernel/words.ts'
import {
  listMerges,
  mergeWorkers,
  refuseMerge,
  unmergeWorkers,
} from '../../../modules/labour/contract-merges.ts'
import type { MergeRow } from '../../../modules/labour/contract-merges.ts'
import { listProjectWorkers, viewWorker } from '../../../modules/labour/contract.ts'
import {
  whyNotMerge,
  whyNotRefuseMerge,
  whyNotUnmerge,
} from '../../../modules/labour/rules/merge.ts'
import { labourWords } from '../../../modules/labour/words.ts'
import { listLedger, totalLedger } from '../../../modules/wages/contract.ts'
import { Field } from '../parts/field.tsx'
import { mayCall, useMe } from '../session.ts'
import { useAction } from '../use-action.ts'

const old = [listMerges, listProjectWorkers, viewWorker, listLedger, totalLedger]

/** Says that the two are one, and which is kept, or that they are not; either with a reason. */
export function Decide({ row }: { row: MergeRow }) {
  const [keep, setKeep] = useState(row.kept.workerId)
  const [why, setWhy] = useState('')
  const merge = useAction(mergeWorkers, { refresh: old })
  const refuse = useAction(refuseMerge, { refresh: [listMerges] })
  const { roles } = useMe()
  if (!mayCall(mergeWorkers, roles)) {
    return <p className="small second above">合并与否由治欠办决定。</p>
  }
  const params = { proposalId: row.id }
  const body = { version: row.version, why: why.trim() }
  const isOne = row.kept.workerId === row.other.workerId
  const against = (refusal: ReturnType<typeof whyNotMerge>) =>
    refusal === null
      ? body.why === ''
        ? '请先写理由。'
        : undefined
      : sentence(labourWords, refusal.code)
  const notMerge = against(whyNotMerge({ state: row.state, isOne }))
  const notRefuse = against(whyNotRefuseMerge(row))
  return (
    <div className="above form-grid">
      <Field id={`why-${row.id}`} label="理由" hint="例如看过身份证原件。写进记录，不写完整号码。">
        {(box) => (
          <Input
            {...box}
            maxLength={200}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
        )}
      </Field>
      <div className="field" role="group" aria-label="合并后以谁为准">
        <span className="label">合并后以谁为准</span>
        <Radio.Group
          value={keep}
          onChange={(event) => setKeep(String(event.target.value))}
          options={[row.kept, row.other].map((person, nth) => ({
            value: person.workerId,
            label: `${nth === 0 ? '左边' : '右边'}（尾号 ${person.idNumber?.slice(-4) ?? '没有'}）`,
          }))}
        />
      </div>
      <div className="whole buttons">
        <Button
          type="primary"
          disabled={notMerge !== undefined}
          title={notMerge}
          loading={merge.running}
          onClick={() => merge.run({ params, body: { ...body, keep } })}
        >
          合并
        </Button>
        <Button
          disabled={notRefuse !== undefined}
          title={notRefuse}
          loading={refuse.running}
          onClick={() => refuse.run({ params, body })}
        >
          不是同一人
        </Button>
      </div>
    </div>
  )
}

/** Takes a merge back, with a reason: each gets again what came under his number. */
export function Undo({ row }: { row: MergeRow }) {
  const [why, setWhy] = useState('')
  const undo = useAction(unmergeWorkers, { refresh: old })
  const { roles } = useMe()
  if (!mayCall(unmergeWorkers, roles)) return null
  const refusal = whyNotUnmerge(row)
  const against =
    refusal !== null
      ? sentence(labourWords, refusal.code)
      : why.trim() === ''
        ? '请先写理由。'
        : undefined
  return (
    <div className="above form-grid">
      <Field id={`undo-${row.id}`} label="撤销合并的理由">
        {(box) => (
          <Input
            {...box}
            maxLength={200}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
        )}
      </Field>
      <div className="whole buttons">
        <Button
          danger
          disabled={against !== undefined}
          title={against}
          loading={undo.running}
          onClick={() =>
            undo.run({
              params: { proposalId: row.id },
              body: { version: row.version, why: why.trim() },
            })
          }
        >
          撤销合并
        </Button>
      </div>
    </div>
  )
}
