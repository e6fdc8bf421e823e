import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { handInContract } from '../../../modules/safeguards/contract-hand-ins.ts'
import { addContract, amendContract } from '../../../modules/safeguards/contract-contracts.ts'
import type {
  Contract,
  ContractBody,
  ProjectContracts,
} from '../../../modules/safeguards/contract-contracts.ts'
import { contractKinds } from '../../../modules/safeguards/words.ts'
import { today } from '../clock.ts'
import { optionsOf, participantRoles } from '../labels.ts'
import { Field } from '../parts/field.tsx'
import { useAction } from '../use-action.ts'
import {
  contractDraftOf,
  emptyContract,
  readContract,
  saidAt,
  type ContractDraft,
} from './contract-draft.ts'
import { PaperField } from './project-paper.tsx'
import { safeguardReads } from './project-reads.ts'

interface Editing {
  readonly draft: ContractDraft
  readonly change: (patch: Partial<ContractDraft>) => void
  readonly wrongOf: (field: string) => string | undefined
}

/** A contract, new or to be put right: fields, what is wrong with them, and of a change why. */
export function ContractForm(props: {
  code: string
  reply: ProjectContracts
  contract: Contract | null
  /** A firm hands it in, for somebody else to confirm; its scan comes with it. */
  handsIn?: boolean
  close: () => void
}) {
  const { code, reply, contract, handsIn = false } = props
  const [draft, setDraft] = useState(
    contract === null ? beginning(reply) : contractDraftOf(contract),
  )
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const save = useSave(props)
  const read = readContract(draft, { beyondYuan: reply.beyondYuan, today: today() })
  const refused = save.failed?.refusal ? saidAt(save.failed.refusal) : null
  const wrongOf = (field: string) =>
    (tried ? read.wrongs.get(field) : undefined) ??
    (refused?.[0] === field && !save.running ? refused[1] : undefined)
  const lacks =
    contract !== null && why.trim().length < 2
      ? '请写为什么改。'
      : handsIn && draft.paper === null
        ? '请加上合同扫描件。'
        : undefined
  const editing = { draft, change: (patch: object) => setDraft({ ...draft, ...patch }), wrongOf }
  return (
    <div
      className="body form-grid acting"
      role="group"
      aria-label={
        contract === null
          ? handsIn
            ? '报送合同'
            : '登记合同'
          : `修改合同 ${contract.number ?? ''}`
      }
    >
      <WhoFields {...editing} reply={reply} contract={contract} />
      <WhatFields {...editing} />
      <PaperField
        code={code}
        label="合同扫描件"
        paper={draft.paper}
        change={(paper) => setDraft({ ...draft, paper })}
      />
      {contract !== null && <WhyField why={why} change={setWhy} />}
      <div className="whole buttons">
        <Button
          type="primary"
          disabled={lacks !== undefined}
          title={lacks}
          loading={save.running}
          onClick={() => {
            setTried(true)
            if (read.body !== null) save.send(read.body, why.trim())
          }}
        >
          {contract === null ? (handsIn ? '报送' : '登记') : '保存修改'}
        </Button>
        <Button onClick={props.close}>取消</Button>
        {tried && read.wrongs.size > 0 && (
          <span className="wrong" role="alert">
            还有 {read.wrongs.size} 处要改，见各栏下面的红字。
          </span>
        )}
      </div>
    </div>
  )
}

function WhyField({ why, change }: { why: string; change: (why: string) => void }) {
  return (
    <Field id="contract-why" label="为什么改" hint="例如补充协议编号；写进经过。" whole>
      {(box) => (
        <Input
          {...box}
          maxLength={500}
          value={why}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </Field>
  )
}

/** The owner gives it and the general contractor takes it, where both are known. */
function beginning({ parties }: ProjectContracts): ContractDraft {
  const has = (role: 'owner' | 'general-contractor') =>
    parties.find(({ roles }) => roles.includes(role))?.enterpriseId ?? ''
  return { ...emptyContract, partyA: has('owner'), partyB: has('general-contractor') }
}

function useSave(of: {
  code: string
  contract: Contract | null
  handsIn?: boolean
  close: () => void
}) {
  const { code, contract, handsIn = false, close } = of
  const options = {
    refresh: safeguardReads,
    done: close,
    shows: ({ field }: { field?: string | undefined }) => field !== undefined,
  }
  const add = useAction(addContract, options)
  const amend = useAction(amendContract, options)
  const handIn = useAction(handInContract, options)
  const used = contract !== null ? amend : handsIn ? handIn : add
  return {
    running: used.running,
    failed: used.failed,
    send: (body: ContractBody, why: string) => {
      const { paperId } = body
      if (contract !== null) {
        const params = { code, contractId: contract.id }
        amend.run({ params, body: { ...body, version: contract.version, why } })
      } else if (!handsIn) add.run({ params: { code }, body })
      else if (paperId !== null) handIn.run({ params: { code }, body: { ...body, paperId } })
    },
  }
}

function WhoFields(props: Editing & { reply: ProjectContracts; contract: Contract | null }) {
  const { draft, change, wrongOf, reply, contract } = props
  const parties = reply.parties.map(({ enterpriseId, name, roles }) => ({
    value: enterpriseId,
    label: `${name}（${roles.map((role) => participantRoles[role]).join('、')}）`,
  }))
  const above = reply.rows
    .filter(({ id }) => id !== contract?.id)
    .map(({ id, number, kind, partyBName }) => ({
      value: id,
      label: `${contractKinds[kind]} ${number ?? partyBName}`,
    }))
  return (
    <>
      <Field id="contract-kind" label="合同类别">
        {(box) => (
          <Select
            {...box}
            options={optionsOf(contractKinds)}
            value={draft.kind}
            onChange={(kind) => change({ kind })}
          />
        )}
      </Field>
      <Typed {...props} name="number" id="number" label="合同编号" />
      {(['partyA', 'partyB'] as const).map((side) => (
        <Field
          key={side}
          id={`contract-${side}`}
          label={side === 'partyA' ? '甲方（发包）' : '乙方（承包）'}
          wrong={wrongOf(side)}
        >
          {(box) => (
            <Select
              {...box}
              options={parties}
              {...(draft[side] === '' ? {} : { value: draft[side] })}
              onChange={(id: string) => change({ [side]: id })}
            />
          )}
        </Field>
      ))}
      <Field id="contract-above" label="上级合同" wrong={wrongOf('aboveId')}>
        {(box) => (
          <Select
            {...box}
            allowClear
            placeholder="没有"
            options={above}
            {...(draft.aboveId === null ? {} : { value: draft.aboveId })}
            onChange={(aboveId?: string) => change({ aboveId: aboveId ?? null })}
          />
        )}
      </Field>
    </>
  )
}

function WhatFields(props: Editing) {
  return (
    <>
      <Typed {...props} name="sum" id="sumFen" label="金额（元）" hint="元，不是万元。" />
      <Typed {...props} name="signedOn" id="signedOn" label="签订日期" hint="如 2026-03-01。" />
      <Typed {...props} name="beginsOn" id="beginsOn" label="开始日期" />
      <Typed {...props} name="endsOn" id="endsOn" label="结束日期" />
      <Typed
        {...props}
        name="cycleMonths"
        id="cycleMonths"
        label="人工费用几个月拨付一次"
        hint="条例第二十四条：不得超过 1 个月。"
      />
      <Typed {...props} name="transferDay" id="transferDay" label="拨付日（几日）" />
      <Typed {...props} name="ratio" id="ratio" label="人工费用比例（%）" />
    </>
  )
}

function Typed(
  props: Editing & {
    name:
      | 'number'
      | 'sum'
      | 'signedOn'
      | 'beginsOn'
      | 'endsOn'
      | 'cycleMonths'
      | 'transferDay'
      | 'ratio'
    id: string
    label: string
    hint?: string
  },
) {
  const { draft, change, name, hint } = props
  return (
    <Field
      id={`contract-${props.id}`}
      label={props.label}
      wrong={props.wrongOf(props.id)}
      {...(hint === undefined ? {} : { hint })}
    >
      {(box) => (
        <Input
          {...box}
          maxLength={100}
          value={draft[name]}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
}
